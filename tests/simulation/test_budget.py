"""Rules of the city's money by hand."""

from __future__ import annotations

import pytest

from lodeshift.simulation import budget


def test_taxes_are_never_negative() -> None:
    assert budget.vat_paid(100.0, 0.13) == pytest.approx(13.0)
    assert budget.vat_paid(-100.0, 0.13) == 0.0
    assert budget.profit_tax_paid(100.0, 40.0, 0.25) == pytest.approx(15.0)
    assert budget.profit_tax_paid(30.0, 40.0, 0.25) == 0.0


def test_the_city_keeps_its_shares() -> None:
    assert budget.city_share(10.0, 0.5, 20.0, 0.4, 3.0) == pytest.approx(5.0 + 8.0 + 3.0)


def test_debt_grows_by_what_is_lacking() -> None:
    assert budget.next_debt(100.0, -7.0) == 107.0
    assert budget.next_debt(100.0, 7.0) == 93.0


def test_part_of_a_surplus_is_spent_and_nothing_of_a_gap() -> None:
    assert budget.spent_of_surplus(10.0, 0.8) == pytest.approx(8.0)
    assert budget.spent_of_surplus(-10.0, 0.8) == 0.0
