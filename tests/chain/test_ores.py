"""Ores against the rows of the tiers and recipes."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import geology, goods, recipes
from lodeshift.chain.ores import is_mine, mines, ore_terms, reference_tiers, scaled_flows, worth


def test_a_place_without_tiers_has_the_recipe_s_mine() -> None:
    assert ore_terms("tongling", "copper_mining_concentrating") is None


def test_the_only_deposit_of_its_ore_costs_what_the_recipe_says_but_for_grade() -> None:
    terms = ore_terms("hegang", "graphite_mining_concentrating")
    assert terms is not None and terms.scales
    # 11 % C as in the recipe, recovery 0.88 against 0.90: a little more ore
    assert terms.ore_ratio == pytest.approx(0.9005 / 0.88, rel=2e-3)
    ore = -recipes.process("graphite_mining_concentrating").amount("graphite_ore")
    assert terms.extra_cost == pytest.approx(ore * 50 * (terms.ore_ratio - 1))


def test_lean_ore_needs_more_of_it_and_costs_more() -> None:
    terms = ore_terms("yichun-jiangxi", "lepidolite_mining_concentrating")
    assert terms is not None
    assert 1.4 < terms.ore_ratio < 1.8
    assert terms.extra_cost > 200


def test_rich_but_deep_ore_needs_less_and_still_costs_more() -> None:
    terms = ore_terms("baiyin", "copper_mining_concentrating")
    assert terms is not None
    assert terms.ore_ratio < 0.7
    assert terms.extra_cost > 0


def test_brine_cost_follows_the_brine_but_power_does_not() -> None:
    terms = ore_terms("haixi", "li2co3_brine_dle")
    assert terms is not None
    assert not terms.scales
    assert terms.ore_ratio < 1


def test_coal_is_charged_by_tonne_of_coal() -> None:
    terms = ore_terms("hegang", "coal_mining")
    assert terms is not None
    assert terms.ore_ratio == 1
    assert terms.extra_cost == pytest.approx(0, abs=1e-9)


def test_scaled_flows_leave_product_and_labour_alone() -> None:
    flows = scaled_flows("copper_mining_concentrating")
    assert "electricity" in flows and "tailings" in flows
    assert not {"copper_concentrate", "labour", "copper_ore"} & set(flows)


def test_the_worth_of_every_tier_is_the_element_it_holds_over_the_recipe_s() -> None:
    fractions = {"Li2O": 13.88 / 29.88, "CaF2": 38.0 / 78.07, "fixed carbon": 1.0}
    elements = {"Li2O": "Li", "CaF2": "F", "fixed carbon": "C"}
    for tier in geology.tiers():
        unit = tier.grade_unit.removeprefix("% ")
        element = elements.get(unit, unit)
        if unit in ("coal", "oil") or tier.grade is None or tier.plant_recovery is None:
            assert worth(tier) == 1.0
            continue
        held = tier.grade / 100 * fractions.get(unit, 1.0) * tier.plant_recovery
        usual = goods.mass_fraction(tier.ore_flow, element) * recipes.element_recovery(tier.process, element)
        assert worth(tier) == pytest.approx(held / usual, rel=1e-12), tier.row


def test_reference_tiers_keep_the_product_that_a_tier_gives() -> None:
    for each in reference_tiers():
        per_product = -recipes.process(each.tier.process).amount(each.tier.ore_flow)
        assert each.ore_t / per_product == pytest.approx(each.tier.ore.central * each.product_per_t)
        assert each.tier.ore.central > 0
        if each.tier.max_annual_t is not None:
            assert each.rate_t_per_year == pytest.approx(each.tier.max_annual_t * each.worth)


def test_a_lifted_tonne_s_extra_cost_is_that_of_its_coal() -> None:
    hegang = {each.tier.tier: each for each in reference_tiers(city="hegang") if each.tier.process == "coal_mining"}
    deep = hegang[2]
    assert deep.worth == 1.0
    assert deep.extra_cost_cny_per_t * 1.25 == pytest.approx(102)


def test_a_mine_is_what_takes_an_ore() -> None:
    assert is_mine("copper_mining_concentrating") and not is_mine("copper_smelting_refining")
    for ore in geology.ores():
        assert mines(ore)
        assert all(is_mine(process) for process in mines(ore))
