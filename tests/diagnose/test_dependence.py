"""Dependence of cities from jobs and value added."""

from __future__ import annotations

import pytest

from lodeshift.diagnose import dependence as module
from lodeshift.diagnose import diversity


def test_gujiao_hangs_on_coal_more_than_any_reference() -> None:
    found = module.dependence("gujiao")
    assert found.extraction_share is not None
    assert found.employment is not None
    assert found.extraction_share.central == pytest.approx(38, abs=1)
    assert found.employment.largest == "mining"
    assert found.employment.quotients[0][2] == found.extraction_quotient


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
    assert found.note == module.NO_DATA


def test_the_rest_without_the_largest_is_measured_too() -> None:
    shares = diversity.as_shares([6.0, 3.0, 1.0])
    found = module.measure(["a", "b", "c"], shares, None)
    assert found.herfindahl_without_largest == pytest.approx(0.75**2 + 0.25**2)
    assert [name for name, _, _ in found.quotients] == ["a", "b", "c"]
