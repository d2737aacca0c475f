"""Arrays of three cities: money by driver adds up, the base year runs as the tables say."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.simulation import worlds

from lodeshift.catalogue import border_rules, money, tables
from lodeshift.catalogue.assumptions import usual
from lodeshift.simulation import rows as row
from lodeshift.simulation.assemble import Commitments, Setting, assemble, usual_levers


@pytest.mark.parametrize("city", worlds.CITIES)
def test_money_by_driver_and_the_rest_is_all_of_it(city: str) -> None:
    world = worlds.city(city)
    firms = world.model.firms
    for c, site in enumerate(world.economy.sites):
        assert firms.revenue[c].sum() + firms.revenue_fixed[c] == pytest.approx(site.chain.revenue)
        assert firms.bought[c].sum() + firms.bought_fixed[c] == pytest.approx(site.chain.goods)
    assert (firms.young + firms.prime + firms.old == [s.capacity for s in world.economy.sites]).all()


@pytest.mark.parametrize("city", worlds.CITIES)
def test_the_base_year_of_the_model_is_that_of_the_tables(city: str) -> None:
    """GDP, people, jobs of year 0 at central values."""
    world = worlds.city(city)
    first = worlds.calm(world.model, world).kept[0, :, 0]
    known = world.economy.facts
    assert first[row.GDP] == pytest.approx(known.gdp, rel=1e-6)
    assert first[row.INCOME] == pytest.approx(known.gdp, rel=0.05)
    assert first[row.POPULATION] == pytest.approx(known.population)
    assert first[row.EMPLOYMENT] == pytest.approx(sum(known.jobs.values()), rel=0.02)
    assert 0.02 < first[row.UNEMPLOYMENT] < 0.08
    outputs = first[row.FIRST_PRICE + world.model.prices :]
    assert outputs == pytest.approx([s.output for s in world.economy.sites], rel=1e-6)
    assert first[row.BALANCE] == pytest.approx(0.0, abs=1e-6)


def test_central_paths_are_believable() -> None:
    """Hegang shrinks in people and jobs; Lanzhou New Area grows in money faster than either; nothing explodes."""
    ends = {}
    for city in worlds.CITIES:
        world = worlds.city(city)
        kept = worlds.calm(world.model, world).kept[:, :, 0]
        ends[city] = kept[-1] / np.maximum(kept[0], 1e-9)
        assert np.isfinite(kept).all()
        assert 0.6 < ends[city][row.GDP] < 4.0, city
    assert ends["hegang"][row.POPULATION] < 0.85
    assert 0.7 < ends["jinchang"][row.POPULATION] < 1.1
    assert ends["lanzhou-new-area"][row.GDP] > ends["hegang"][row.GDP]


def test_paths_and_years_reach_the_last_year() -> None:
    base = worlds.base_year("hegang")
    world = assemble(base, Setting(last_year=2030, paths={"coal": [1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0]}))
    assert world.years == tuple(range(2024, 2031)) and world.model.years == 7
    coal = [d.name for d in world.drivers].index("coal")
    prices = worlds.calm(world.model, world).kept[:, row.FIRST_PRICE + coal, 0]
    assert prices == pytest.approx([1, 2, 2, 2, 2, 2, 2])


def test_commitments_enlarge_room_and_offtake() -> None:
    base = worlds.base_year("lanzhou-new-area")
    plain = assemble(base).model.firms
    planned = assemble(base, Setting(commitments=Commitments(((0, 2028.0, 50_000.0),), ((2030.0, 500.0),), 900.0)))
    firms = planned.model.firms
    assert firms.plan_year.tolist() == [4.0] and firms.plan_chain.tolist() == [0]
    assert firms.largest[0] == pytest.approx(plain.largest[0] + 50_000)
    assert firms.offtake[0] > plain.offtake[0]
    assert firms.grid_year.tolist() == [6.0] and firms.grid_base_mw.tolist() == [900.0]
    assert math.isfinite(plain.grid_base_mw[0])


def test_firms_may_be_kept_from_investing() -> None:
    base = worlds.base_year("hegang")
    assert assemble(base).model.firms.invests.all()
    assert not assemble(base, Setting(firms_invest=False)).model.firms.invests.any()


def test_a_city_without_plants_still_runs() -> None:
    base = replace(worlds.base_year("hegang"), sites=())
    world = assemble(base)
    kept = worlds.calm(world.model, world).kept
    assert world.drivers == () and np.isfinite(kept).all()
    assert kept[0, row.POPULATION, 0] == pytest.approx(base.facts.population)


def test_usual_levers_do_not_change_over_the_years() -> None:
    for field in usual_levers(5, usual()):
        assert field.shape == (5,) and np.ptp(field) == 0.0


def test_steel_pays_at_the_border_what_the_tables_say() -> None:
    """The bill of 2026 from the tables alone: default value with its mark-up, less what is free, times the certificate.

    The law that this room had of its own gave 24 CNY per tonne."""
    firms = worlds.city("baotou").model.firms
    steel = worlds.city("baotou").chains.index("steel_bf_bof")
    assert firms.border[steel, 0] == firms.border[steel, 1] == 0.0
    assert firms.border[steel, 2] == pytest.approx(_bill_of_2026("72071111", "C"), rel=1e-12)
    assert firms.border[steel, 2] == pytest.approx(1265.34178, rel=1e-6)
    assert (np.diff(firms.border[steel]) >= 0).all()
    others = [c for c, name in enumerate(worlds.city("baotou").chains) if name != "steel_bf_bof"]
    assert not firms.border[others].any()


def _bill_of_2026(cn: str, route: str) -> float:
    """CNY per tonne, put together here from the rows."""

    def only(table: str, **cells: str) -> tables.Row:
        (found,) = [row for row in tables.read(table) if all(row[name] == cell for name, cell in cells.items())]
        return found

    value = tables.needed(only("cbam_default_values", country="China", cn_code=cn), "with_markup_2026")
    mark = only("cbam_benchmarks", cn_code=cn, column="B", route_marker=route, production_years="2026-2030")
    free = tables.needed(only("cbam_phase_in", year="2026"), "cbam_factor_free_share")
    free *= border_rules.rule("cscf", on=date(2026, 7, 1)).value * tables.needed(mark, "benchmark")
    price = border_rules.certificate_price(2026)[0].central * money.fx(2024, "EUR").central
    return (round(value, 3) - free) * price  # default values count in three places
