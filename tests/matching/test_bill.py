from __future__ import annotations

import numpy as np
import pytest

from lodeshift.matching.bill import Bill, bill, opened
from lodeshift.matching.delivered import Costs, cost_to_make, costs
from lodeshift.matching.ground import Ground, ground


@pytest.fixture(scope="module")
def base() -> Ground:
    return ground()


@pytest.fixture(scope="module")
def found(base: Ground) -> Costs:
    return costs(base, base.pool.central)


def made(base: Ground, found: Costs, city: str, product: str, radius: float = 300.0) -> Bill:
    place = base.places.index(city)
    near = base.supply_to_place.straight[:, place] <= radius
    return bill(base, found, place, product, opened(base, place, base.pool.central), near)


@pytest.mark.parametrize(
    ("city", "product"),
    [("baotou", "ndfeb_magnet"), ("haixi", "lithium_hydroxide"), ("jinchang", "ncm_precursor"), ("arxan", "pv_module")],
)
def test_the_bill_adds_up_to_the_cost(base: Ground, found: Costs, city: str, product: str) -> None:
    opened_up = made(base, found, city, product)
    place = base.places.index(city)
    running = sum(step.amount * found.running[base.processes.index(step.process), place] for step in opened_up.chain)
    bought = sum(p.cost for p in opened_up.purchases)
    sold = sum(s.credit for s in opened_up.sales)
    assert running + bought - sold == pytest.approx(cost_to_make(base, found.make, product)[0][place], rel=1e-9)


def test_chain_runs_from_the_raw_end(base: Ground, found: Costs) -> None:
    steps = [step.process for step in made(base, found, "baotou", "ndfeb_magnet").chain]
    assert steps == ["ree_mining_concentrating", "ndpr_separation", "ndpr_electrolysis", "ndfeb_sintering"]


def test_amounts_multiply_along_the_chain(base: Ground, found: Costs) -> None:
    steps = {step.commodity: step.amount for step in made(base, found, "baotou", "ndfeb_magnet").chain}
    assert steps["ndfeb_magnet"] == 1
    assert steps["ndpr_metal"] == pytest.approx(0.42)
    assert steps["ndpr_oxide"] == pytest.approx(0.42 * 1.19)
    assert steps["ree_concentrate"] == pytest.approx(0.42 * 1.19 * 10.2)


def test_purchases_tell_from_where(base: Ground, found: Costs) -> None:
    rows = {p.commodity: p for p in made(base, found, "lanzhou-new-area", "copper_foil_6um").purchases}
    assert rows["copper_cathode"].source == "baiyin"
    assert rows["copper_cathode"].near and rows["copper_cathode"].distance_km == pytest.approx(49, abs=3)
    assert rows["water"].source == "lanzhou-new-area" and rows["water"].distance_km == 0
    assert sum(p.share for p in rows.values()) < 1


def test_own_ore_is_near_and_free_of_freight(base: Ground, found: Costs) -> None:
    rows = {p.commodity: p for p in made(base, found, "haixi", "lithium_carbonate").purchases}
    assert rows["lithium_brine"].source == "haixi"
    assert rows["lithium_brine"].cost == 0 and rows["lithium_brine"].near


def test_by_products_are_sold(base: Ground, found: Costs) -> None:
    sales = {s.commodity: s.credit for s in made(base, found, "jinchang", "nickel").sales}
    assert sales["sulfuric_acid"] > 0
    assert sales["tailings"] < 0


def test_local_share_shrinks_with_the_radius(base: Ground, found: Costs) -> None:
    wide, narrow = (made(base, found, "lanzhou-new-area", "copper_foil_6um", r).local_share for r in (300, 10))
    assert wide == pytest.approx(1, abs=0.01)
    assert narrow < 0.1
    assert made(base, found, "zhengzhou", "diamond_grit").local_share == 0


def test_opened_recipes_hold_the_own_ore(base: Ground) -> None:
    place = base.places.index("yichun-jiangxi")
    here = opened(base, place, base.pool.central)
    mine = base.processes.index("lepidolite_mining_concentrating")
    power = base.good("electricity")
    usual = opened(base, base.places.index("hegang"), base.pool.central)
    assert here.taken[power, mine] > 1.4 * usual.taken[power, mine]
    smelter = base.processes.index("tin_smelting")
    np.testing.assert_array_equal(here.taken[:, smelter], usual.taken[:, smelter])
