"""Tiers in work: dug at their rate or at the place's output, weighted by what they earn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.catalogue import geology
from lodeshift.records.figure import Figure
from lodeshift.records.standing import StandingGood, StandingMine
from lodeshift.standing.mines import mines_of, reserve_life_years, without_tier
from lodeshift.standing.reserves import priced_tier
from lodeshift.standing.works import works_of


def coal(amount: float) -> StandingGood:
    figure = Figure(amount, amount, amount, "t/a", "2023", "", "s", "reported")
    return StandingGood("coal", "output", figure, 2023, "printed", ("row",))


def rate() -> float:
    return sum(
        priced_tier(t).rate_product_t for t in geology.tiers(city="hegang") if t.in_production and t.commodity == "coal"
    )


def test_without_an_output_tiers_dig_at_their_largest_rate() -> None:
    found, gaps = mines_of("hegang", [])
    tiers = [t for t in geology.tiers(city="hegang") if t.in_production]
    assert [mine.dug_t_per_year for mine in found] == [t.max_annual_t for t in tiers]
    assert not gaps


def test_half_the_output_is_twice_the_life() -> None:
    full, _ = mines_of("hegang", [coal(rate())])
    half, _ = mines_of("hegang", [coal(rate() / 2)])
    for one, two in zip(full, half, strict=True):
        if one.commodity == "coal":
            assert one.life_years is not None
            assert two.life_years == pytest.approx(2 * one.life_years)
            assert two.revenue_mcny == pytest.approx((one.revenue_mcny or 0) / 2)


def test_an_output_above_the_tiers_is_told_and_does_not_dig_faster() -> None:
    found, gaps = mines_of("hegang", [coal(2 * rate())])
    assert found == mines_of("hegang", [coal(rate())])[0]
    assert [(gap.kind, gap.subject) for gap in gaps] == [("standing.output_over_tiers", "coal")]


def mine(revenue: float | None, life: float | None, pays: bool | None = True) -> StandingMine:
    base = mines_of("hegang", [])[0][0]
    return replace(base, revenue_mcny=revenue, life_years=life, pays=pays)


def test_the_life_of_a_place_is_harmonic_over_the_tiers_that_pay() -> None:
    assert reserve_life_years([mine(100.0, 10.0), mine(300.0, 30.0)]) == pytest.approx(400 / (10 + 10))
    assert reserve_life_years([mine(100.0, 10.0), mine(300.0, 30.0, pays=False)]) == pytest.approx(10.0)
    assert reserve_life_years([mine(100.0, 10.0, pays=None), mine(None, None)]) is None


def test_a_good_that_is_mined_without_a_tier_is_named() -> None:
    works = works_of("hegang", [coal(1e6)])
    assert without_tier(works, []) == ("coal",)
    assert without_tier(works, mines_of("hegang", [])[0]) == ()
