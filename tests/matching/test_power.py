from __future__ import annotations

import numpy as np
import pytest

from lodeshift.catalogue import power as tariffs
from lodeshift.chain.costs import annuity_per_year
from lodeshift.matching import power
from lodeshift.matching.draws import PoolBuilder
from lodeshift.records.note import note

PLACES = ("jinchang", "shizuishan", "hegang", "zhangjiakou", "yulin-shaanxi")


@pytest.fixture(scope="module")
def parts() -> tuple[power.PowerParts, np.ndarray]:
    builder = PoolBuilder()
    found = power.add_power(builder, PLACES)
    return found, builder.build().central


def test_grid_price_is_the_sum_of_its_parts(parts: tuple[power.PowerParts, np.ndarray]) -> None:
    found = power.power_cost(*parts, rate=0.08, own_power=False)
    tariff = tariffs.tariff("Gansu", power.VOLTAGE)
    assert tariff.energy and tariff.line_loss_share and tariff.transmission and tariff.government_funds
    assert tariff.demand_charge
    expected = (
        tariff.energy.central * (1 + tariff.line_loss_share.central) * parts[0].flat_factor[0]
        + tariff.transmission.central
        + tariff.government_funds.central
        + tariff.system_operation_fee.central
        + tariff.demand_charge.central * 12 / 7500.0
    )
    assert found.grid[0] == pytest.approx(expected)
    np.testing.assert_array_equal(found.best, found.grid)


def test_own_power_never_makes_it_dearer(parts: tuple[power.PowerParts, np.ndarray]) -> None:
    found = power.power_cost(*parts, rate=0.08)
    assert (found.best <= found.grid).all()
    assert (found.own_share >= 0).all() and (found.own_share < 0.5).all()
    np.testing.assert_array_equal(found.own_share == 0, found.own_kind == 0)


def test_dear_money_drives_own_plants_out(parts: tuple[power.PowerParts, np.ndarray]) -> None:
    assert (power.power_cost(*parts, rate=0.6).own_kind == 0).all()


def test_own_wind_pays_its_annuity(parts: tuple[power.PowerParts, np.ndarray]) -> None:
    found, values = parts
    answer = power.power_cost(found, values, rate=0.08)
    hegang = PLACES.index("hegang")
    assert answer.own_kind[hegang] == 1
    capex, upkeep = values[list(found.wind)]
    hours = values[found.wind_hours[hegang]]
    own = capex * 1000 * (annuity_per_year(0.08, found.life_years[0]) + upkeep) / hours
    energy = values[found.energy[hegang]] * (1 + values[found.loss[hegang]]) * found.flat_factor[hegang]
    saved = hours / 8760 * (energy + values[found.transmission[hegang]] - own)
    assert answer.grid[hegang] - answer.best[hegang] == pytest.approx(saved)


def test_sun_meets_the_cheap_hours_where_noon_is_a_valley(parts: tuple[power.PowerParts, np.ndarray]) -> None:
    factor = dict(zip(PLACES, parts[0].sun_factor, strict=True))
    assert factor["jinchang"] < 0.8
    assert factor["yulin-shaanxi"] > 1.0


def test_gaps_are_filled_with_the_median_and_told(parts: tuple[power.PowerParts, np.ndarray]) -> None:
    told = {said.site for said in parts[0].filled}
    assert "zhangjiakou" in told and "yulin-shaanxi" in told
    assert "jinchang" not in told


def test_places_without_a_price_say_why() -> None:
    assert power.why_no_power_price("jinchang") is None
    tibet = note("matching.no_tariff_row", "Tibet", site="qusum", parts=("energy",))
    assert power.why_no_power_price("qusum") == tibet
    assert power.why_no_power_price("shanghai-port") is not None
