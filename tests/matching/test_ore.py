from __future__ import annotations

import pytest

from lodeshift.catalogue import recipes
from lodeshift.matching.ore import ore_terms, scaled_flows


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
