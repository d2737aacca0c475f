"""What a place makes: what was read wins, items add up, counties count once."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lodeshift.catalogue import places, standing
from lodeshift.catalogue.standing import Gathered, Kind
from lodeshift.names import Quality
from lodeshift.records.figure import Figure
from lodeshift.standing import goods


def row(
    place: str, item: str, value: float, year: int = 2023, *, kind: Kind = "output", quality: Quality = "recalled",
    within: str = "", beside: bool = False, spread: float = 0.2,
) -> Gathered:  # fmt: skip
    figure = Figure(
        value * (1 - spread), value, value * (1 + spread), "t/a", str(year), "", f"source of {value:g}", quality,
        row=f"standing_outputs.csv:{value:g}",
    )  # fmt: skip
    return Gathered(place, item, kind, figure, year, within, beside)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[Gathered, ...]]:
    found: dict[str, tuple[Gathered, ...]] = {}
    monkeypatch.setattr(standing, "gathered", lambda: found)
    goods.inside.cache_clear()
    return found


@pytest.fixture(autouse=True)
def _forget() -> None:
    goods.inside.cache_clear()


Rows = dict[str, tuple[Gathered, ...]]


def test_a_row_that_was_read_wins_over_a_newer_recalled_one(rows: Rows) -> None:
    rows["hegang"] = (row("hegang", "coal", 10.0, 2024), row("hegang", "coal", 8.0, 2022, quality="reported"))
    (coal,), _ = goods.goods_of("hegang")
    assert (coal.figure.central, coal.year, coal.basis, coal.read) == (8.0, 2022, "printed", True)


def test_the_newest_of_equal_standing_counts_and_years_are_never_added(rows: Rows) -> None:
    rows["hegang"] = (row("hegang", "coal", 10.0, 2022), row("hegang", "coal", 12.0, 2023))
    (coal,), _ = goods.goods_of("hegang")
    assert (coal.figure.central, coal.basis) == (12.0, "recalled")


def test_items_that_mean_one_commodity_add_up_with_their_spans(rows: Rows) -> None:
    rows["hegang"] = (row("hegang", "steel", 30.0), row("hegang", "stainless_steel", 40.0, quality="estimate"))
    (steel,), _ = goods.goods_of("hegang")
    assert steel.figure.central == 70.0
    assert steel.figure.high - 70.0 == pytest.approx(10.0)  # root of 6^2 + 8^2
    assert (steel.figure.quality, len(steel.rows)) == ("recalled", 2)


def test_what_lies_inside_another_row_is_told_and_not_added(rows: Rows) -> None:
    rows["fushun"] = (row("fushun", "steel", 30.0), row("fushun", "special_steel", 10.0))
    (steel,), _ = goods.goods_of("fushun")
    assert steel.figure.central == 30.0
    assert [(each.item, each.inside) for each in goods.unmapped_of("fushun")] == [("special_steel", True)]


def test_counties_count_once_and_stand_in_where_the_prefecture_says_nothing(rows: Rows) -> None:
    rows["honghe"] = (row("honghe", "tin", 90.0),)
    rows["gejiu"] = (row("gejiu", "tin", 80.0, within="honghe"), row("gejiu", "lead", 5.0, within="honghe"))
    found = {good.commodity: good for good in goods.goods_of("honghe")[0]}
    assert found["tin"].figure.central == 90.0
    assert (found["lead"].figure.central, found["lead"].basis) == (5.0, "inside")


def test_a_county_that_its_prefecture_leaves_out_is_added(rows: Rows) -> None:
    rows["honghe"] = (row("honghe", "tin", 90.0),)
    rows["gejiu"] = (row("gejiu", "tin", 80.0, within="honghe", beside=True),)
    (tin,), _ = goods.goods_of("honghe")
    assert tin.figure.central == 170.0


def test_counties_that_make_more_than_their_prefecture_are_a_gap(rows: Rows) -> None:
    rows["honghe"] = (row("honghe", "tin", 50.0),)
    rows["gejiu"] = (row("gejiu", "tin", 80.0, within="honghe"),)
    _, (gap,) = goods.goods_of("honghe")
    assert (gap.kind, gap.subject, gap.value, gap.facts["counties"]) == ("standing.counties_exceed", "tin", 50.0, 80.0)


def test_no_prefecture_of_the_tables_makes_less_than_its_counties() -> None:
    told: Mapping[str, object] = {id: goods.goods_of(id)[1] for id in {*places.places(), *places.cities()}}
    assert {id: gaps for id, gaps in told.items() if gaps} == {}
