"""Weak figures: only weak ones, largest effect first, effect as stated."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.case import read, weak
from lodeshift.catalogue import prices, recipes, technologies, transport
from lodeshift.catalogue.margins import annuity_per_year


@pytest.fixture
def found(folder: Path) -> dict[str, weak.WeakFigure]:
    return {each.name: each for each in weak.weak_figures(read.load(folder))}


def test_only_weak_figures_in_falling_order(folder: Path) -> None:
    figures = weak.weak_figures(read.load(folder))
    assert figures
    assert all(each.figure.weak for each in figures)
    effects = [each.effect_mcny for each in figures]
    measured = [effect for effect in effects if effect is not None]
    assert measured == sorted(measured, reverse=True)
    assert effects[len(measured) :] == [None] * (len(effects) - len(measured))


def test_effect_of_a_recipe(found: dict[str, weak.WeakFigure]) -> None:
    flow = next(f for f in recipes.process("copper_foil_6um").inputs if f.commodity == "electricity")
    power = prices.base_price("electricity").central
    expected = (flow.amount.high - flow.amount.low) / 2 * 100_000 * power / 1e6
    assert found["recipe copper_foil_6um: electricity"].effect_mcny == pytest.approx(expected)


def test_effect_of_freight(found: dict[str, weak.WeakFigure]) -> None:
    each = next(each for name, each in found.items() if name.startswith("freight of copper_foil_6um"))
    cost = transport.cost_cny_per_t("sea_container_china_eu", 19_600)
    assert each.effect_mcny == pytest.approx((cost.high - cost.low) / 2 * 100_000 / 1e6)


def test_effect_of_capital(found: dict[str, weak.WeakFigure]) -> None:
    known = technologies.technology("copper_foil_6um")
    life = known.metric("lifetime")
    built = 40_000
    yearly = annuity_per_year(0.08, life.low) - annuity_per_year(0.08, life.high)
    expected = yearly / 2 * known.metric("capex").central * built / 1e6
    assert found["copper_foil_6um: lifetime"].effect_mcny == pytest.approx(expected)


def test_assumptions_without_an_amount(found: dict[str, weak.WeakFigure]) -> None:
    assert found["firm mw per further circuit"].effect_mcny is None
    assert found["discount rate"].effect_mcny is not None


def test_own_price_replaces_the_catalogue_price(folder: Path) -> None:
    case = read.load(folder)
    rows = tuple(
        row.model_copy(
            update={"price_cny": 60_000.0, "price_low_cny": 50_000.0, "price_high_cny": 70_000.0, "quality": "estimate"}
        )
        if row.commodity == "copper_cathode"
        else row
        for row in case.markets
    )
    found = {each.name: each for each in weak.weak_figures(case.model_copy(update={"markets": rows}))}
    each = found["price of copper_cathode bought"]
    assert each.figure.row == "markets.csv:copper"
    amount = 100_000 * -recipes.process("copper_foil_6um").amount("copper_cathode")
    assert each.effect_mcny == pytest.approx(10_000 * amount / 1e6)


def test_a_case_without_targets_still_lists_its_figures(folder: Path) -> None:
    case = read.load(folder).model_copy(update={"goals": ()})
    assert {each.effect_mcny for each in weak.weak_figures(case)} <= {None, 0.0}


def test_money_may_cost_nothing(folder: Path) -> None:
    file = folder / "assumptions.csv"
    text = file.read_text(encoding="utf-8").replace("discount_rate,5,8,,%", "discount_rate,0,0,0,%")
    file.write_text(text, encoding="utf-8")
    assert read.load(folder).needed("discount_rate").central == 0.0
    assert weak.weak_figures(read.load(folder))
