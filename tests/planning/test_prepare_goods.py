"""Processes, markets and tiers: catalogue figures in the plan's units, overrides, borders."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.border.price import border_cost
from lodeshift.case.models import Case, CaseDeposit, Override
from lodeshift.case.read import load
from lodeshift.catalogue import geology, prices, recipes, technologies
from lodeshift.chain.border import lost_rebate_share
from lodeshift.chain.figures import FigureBook
from lodeshift.errors import UnknownIdError
from lodeshift.planning.inputs import MarketInput, ProcessInput, TierInput
from lodeshift.planning.prepare_goods import market_of, process_of, tier_of, tiers_of

CASES = Path(__file__).parents[2] / "cases"
YEARS = (2026, 2030)


def processes_of(case: Case) -> dict[str, ProcessInput]:
    return {p.process: process_of(case, p, FigureBook()) for p in case.processes}


def markets_of(case: Case) -> list[MarketInput]:
    return [market_of(case, row, YEARS, False, FigureBook()) for row in case.markets]


def tiers(case: Case) -> list[TierInput]:
    return [tier_of(driver, row, each, FigureBook()) for driver, row, each in tiers_of(case)]


@pytest.fixture(scope="module")
def case() -> Case:
    return load(CASES / "lanzhou-new-area")


def test_a_process_carries_recipe_and_cost(case: Case) -> None:
    foil = processes_of(case)["copper_foil_6um"]
    recipe = recipes.process("copper_foil_6um")
    assert foil.net["copper_cathode"] == pytest.approx(recipe.amount("copper_cathode"))
    assert foil.mwh_per_unit == pytest.approx(-recipe.amount("electricity"))
    assert foil.capex_mcny_per_k == pytest.approx(
        technologies.technology("copper_foil_6um").metric("capex").central / 1000
    )
    assert "electricity" not in foil.net and "labour" not in foil.net
    assert sum(e.capacity for e in foil.existing) == pytest.approx(
        sum(p.capacity for p in case.plants if p.process == "copper_foil_6um" and p.status != "announced") / 1000.0
    )


def test_furnaces_are_flexible_and_drums_are_not(case: Case) -> None:
    found = {id: p.flex for id, p in processes_of(case).items()}
    box = found["graphitization_box"]
    assert box is not None and box.kind == "batch" and box.power_on_h == 48.0
    assert found["copper_foil_6um"] is None


def test_an_override_replaces_a_recipe_and_a_cost(case: Case) -> None:
    rows = (
        Override(table="recipes", id="copper_foil_6um", item="electricity", low=7, central=7.5, high=8, unit="MWh",
                 source="test"),
        Override(table="technologies", id="copper_foil_6um", item="capex", low=5e4, central=6e4, high=7e4,
                 unit="CNY/(t/a)", source="test"),
    )  # fmt: skip
    changed = case.model_copy(update={"overrides": rows})
    foil = processes_of(changed)["copper_foil_6um"]
    assert (foil.mwh_per_unit, foil.capex_mcny_per_k) == (7.5, 60.0)


def test_markets_price_freight_and_lost_rebate(case: Case) -> None:
    markets = {m.id: m for m in markets_of(case)}
    home = markets["cells-sichuan/copper_foil_6um"]
    assert home.price == pytest.approx(prices.base_price("copper_foil_6um", "sell").central / 1000.0)
    assert home.border == pytest.approx(0.0)
    eu = markets["eu-sea/copper_foil_6um"]
    assert eu.border == pytest.approx(0.13 * eu.price)  # no rebate on foil since December 2024
    assert eu.freight[0] > home.freight[0] > 0


def test_volumes_grow_with_demand(case: Case) -> None:
    market = next(m for m in markets_of(case) if m.id == "cells-sichuan/lfp_cathode")
    row = next(m for m in case.markets if m.market == "cells-sichuan" and m.commodity == "lfp_cathode")
    assert market.volume_k is not None and row.volume is not None
    assert market.volume_k == pytest.approx([row.volume / 1000.0 * (case.path("demand_factor", y) or 1) for y in YEARS])


def test_lean_ore_counts_for_less_than_the_reference(case: Case) -> None:
    with_mine = case.model_copy(
        update={"deposits": (CaseDeposit(site="lanzhou-new-area", deposit="Jinchuan", source="t"),)}
    )
    found = [t for t in tiers(with_mine) if t.ore == "nickel_ore"]
    rows = [t for t in geology.tiers(deposit="Jinchuan") if t.ore_flow == "nickel_ore"]
    assert len(found) == len(rows) >= 2
    worth = [t.stock_k * 1000.0 / r.ore.central for t, r in zip(found, rows, strict=True)]
    grades = [r.grade for r in rows]
    assert sorted(worth, reverse=True) == [w for _, w in sorted(zip(grades, worth, strict=True), reverse=True)]
    assert worth[0] > 1.0  # 1.7 % Ni against the reference of 1.1 %


def _sale_to(case: Case, commodity: str, destination: str) -> Case:
    row = next(m for m in case.markets if m.market == "eu-sea" and m.commodity == "copper_foil_6um")
    paths = tuple(p for p in case.paths if not p.path.startswith("border_price"))
    changed = row.model_copy(update={"commodity": commodity, "destination": destination, "price_cny": 5000.0})
    return case.model_copy(update={"markets": (changed,), "paths": paths})


def test_a_cbam_good_pays_what_the_border_room_says(case: Case) -> None:
    (market,) = markets_of(_sale_to(case, "aluminium", "eu"))
    by_law = [border_cost("aluminium", y, "EU").cny_per_t for y in YEARS]
    lost = [5000.0 * lost_rebate_share("aluminium", y) for y in YEARS]
    assert by_law[0] > 0
    assert market.border * 1000.0 == pytest.approx([a + b for a, b in zip(by_law, lost, strict=True)])


def test_an_export_pays_its_duty(case: Case) -> None:
    (market,) = markets_of(_sale_to(case, "ferrosilicon", "eu"))
    by_law = [border_cost("ferrosilicon", y, "EU").cny_per_t for y in YEARS]
    lost = [lost_rebate_share("ferrosilicon", y) + 0.25 for y in YEARS]  # 25 % on ferro-silicon
    assert market.border * 1000.0 == pytest.approx([a + 5000.0 * b for a, b in zip(by_law, lost, strict=True)])


def test_a_border_nobody_knows_is_refused(case: Case) -> None:
    with pytest.raises(UnknownIdError, match="atlantis"):
        markets_of(_sale_to(case, "aluminium", "atlantis"))
