"""Dependence of cities from jobs and value added."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.diagnosis import dependence as module
from lodeshift.diagnosis import diversity, table
from lodeshift.records.note import note


def test_gujiao_hangs_on_coal_more_than_any_reference() -> None:
    found = module.dependence("gujiao")
    assert found.extraction_share is not None
    assert found.employment is not None
    assert found.extraction_share.central == pytest.approx(38, abs=1)
    assert found.employment.largest == "mining"
    assert found.employment.quotients[0].quotient == found.extraction_quotient


def test_first_processing_is_a_span_because_manufacturing_is_one_industry() -> None:
    found = module.dependence("jinchang")
    assert found.extraction_and_first_processing == pytest.approx((0.0559, 0.0559 + 0.1514), abs=1e-3)


def test_variety_adds_up_to_shannon() -> None:
    found = module.dependence("baotou").employment
    assert found is not None
    assert found.related_variety + found.unrelated_variety == pytest.approx(found.shannon, abs=1e-12)


def test_value_added_has_three_sectors_and_no_reference() -> None:
    added = module.dependence("jinchang").value_added
    assert added is not None
    assert (added.year, added.industries, added.largest) == (2023, 3, "secondary")
    assert added.largest_share == pytest.approx(0.7107)
    assert added.krugman is None
    assert added.hachman is None


def test_a_place_without_rows_has_none_not_zero() -> None:
    found = module.dependence("lanzhou-new-area")
    assert (found.employment, found.value_added, found.extraction_share, found.extraction_quotient) == (None,) * 4
    assert found.note == note("diagnosis.no_census_row")


def test_the_rest_without_the_largest_is_measured_too() -> None:
    shares = diversity.as_shares([6.0, 3.0, 1.0])
    found = module.measure(["a", "b", "c"], shares, None, module.Basis(note("diagnosis.basis_jobs"), 2020, "", ""))
    assert found.herfindahl_without_largest == pytest.approx(0.75**2 + 0.25**2)
    assert [each.industry for each in found.quotients] == ["a", "b", "c"]


def test_own_industries_with_groups_and_reference(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "city,year,coal:industry:mining,oil:industry:mining,steel:industry:metal\n"
        "hegang,2020,1,1,1\nhegang,2023,6,2,2\nhegang,2024,6,,2\nreference,2023,1,4,5\n",
        encoding="utf-8",
    )
    found = module.dependence("hegang", table.read(path)).own_table
    assert found is not None
    assert (found.year, found.largest, found.row) == (2023, "coal", "mine.csv:3")
    assert found.quotients[0].quotient == pytest.approx(6)
    assert found.unrelated_variety == pytest.approx(diversity.shannon([0.8, 0.2]))
    assert found.related_variety + found.unrelated_variety == pytest.approx(found.shannon)
    assert found.basis == note("diagnosis.basis_own_table", reference="mine.csv:5")


def test_a_table_without_industries_of_the_place_has_none(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("city,year,coal:industry\nbaotou,2020,1\nhegang,2020,0\n", encoding="utf-8")
    assert module.own_industries(table.read(path), "hegang") is None
    baotou = module.own_industries(table.read(path), "baotou")
    assert baotou is not None
    assert baotou.krugman is None
