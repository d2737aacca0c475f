"""Bounds, refusals and special cases of the diversity measures (worked numbers: tests/reference)."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lodeshift.diagnosis import diversity as d
from lodeshift.errors import InputRangeError


def test_one_industry_is_the_concentrated_end_of_every_measure() -> None:
    one = np.array([0.0, 1.0, 0.0])
    assert d.herfindahl(one) == 1
    assert d.herfindahl_normalised(one) == 1
    assert d.shannon(one) == 0
    assert math.copysign(1, d.shannon(one)) == 1  # not -0.0
    assert d.effective_number(one) == 1
    assert d.evenness(one) == 0
    assert d.ogive(one) == pytest.approx(2)


def test_equal_industries_are_the_diverse_end() -> None:
    even = np.full(4, 0.25)
    assert d.herfindahl_normalised(even) == pytest.approx(0)
    assert d.effective_number(even) == pytest.approx(4)
    assert d.evenness(even) == pytest.approx(1)
    assert d.ogive(even) == pytest.approx(0)


def test_a_table_of_one_industry_has_no_division_by_zero() -> None:
    assert d.herfindahl_normalised([1.0]) == 1
    assert d.evenness([1.0]) == 0


def test_the_mix_of_the_reference_is_the_neutral_point() -> None:
    mix = np.array([0.5, 0.3, 0.2])
    assert d.location_quotients(mix, mix).tolist() == [1, 1, 1]
    assert d.krugman(mix, mix) == 0
    assert d.hachman(mix, mix) == pytest.approx(1)


def test_disjoint_mixes_reach_the_end_of_krugman() -> None:
    assert d.krugman([1.0, 0.0], [0.0, 1.0]) == 2


def test_an_industry_that_nobody_has_is_neutral() -> None:
    assert d.location_quotients([1.0, 0.0], [1.0, 0.0]).tolist() == [1, 1]
    assert d.hachman([1.0, 0.0], [1.0, 0.0]) == 1


def test_an_industry_missing_in_the_reference_is_refused() -> None:
    with pytest.raises(InputRangeError, match="zero in the reference"):
        d.location_quotients([0.5, 0.5], [1.0, 0.0])


@pytest.mark.parametrize("bad", [[], [0.5, -0.5, 1.0], [0.5, float("nan")], [[0.5, 0.5]]])
def test_amounts_that_are_no_row_of_numbers_are_refused(bad: list[float]) -> None:
    with pytest.raises(InputRangeError):
        d.as_shares(bad)
    with pytest.raises(InputRangeError):
        d.shannon(bad)


def test_shares_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(InputRangeError, match="must add up to 1"):
        d.herfindahl([0.5, 0.4])
    with pytest.raises(InputRangeError, match="all industries are zero"):
        d.as_shares([0.0, 0.0])


def test_shares_of_different_length_are_refused() -> None:
    with pytest.raises(InputRangeError, match="2 shares but 3"):
        d.krugman([0.5, 0.5], [0.2, 0.3, 0.5])
    with pytest.raises(InputRangeError, match="2 shares but 1 groups"):
        d.variety([0.5, 0.5], ["a"])


def test_variety_with_one_group_is_all_related_and_with_own_groups_all_unrelated() -> None:
    s = d.as_shares([3.0, 2.0, 1.0, 0.0])
    related, unrelated = d.variety(s, ["a"] * 4)
    assert related == pytest.approx(d.shannon(s))
    assert unrelated == 0
    related, unrelated = d.variety(s, list("abcd"))
    assert related == 0
    assert unrelated == pytest.approx(d.shannon(s))
