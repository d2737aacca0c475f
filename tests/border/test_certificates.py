from __future__ import annotations

import datetime as dt

import pytest

from lodeshift.border import certificates as c
from lodeshift.errors import InputRangeError


def test_sfa_and_sefa() -> None:
    assert c.sfa(0.975, 1.0, 1.37) == pytest.approx(1.33575)
    assert c.sefa(1.0, [(0.9, 1.4)]) == pytest.approx(2.26)
    with pytest.raises(InputRangeError, match="CSCF"):
        c.sfa(0.975, 1.1, 1.37)


def test_a_lower_cscf_raises_the_bill() -> None:
    bills = [c.certificates(2000, 1000 * c.sfa(0.975, cscf, 1.288)) for cscf in (1.0, 0.9, 0.8)]
    assert bills == sorted(bills)
    assert bills[0] < bills[-1]


def test_certificates_never_negative() -> None:
    assert c.certificates(100, 500) == 0
    assert c.certificates(100, 40, 10) == 50


@pytest.mark.parametrize(("price", "mass", "whole"), [(12, 1000, 150), (1, 100, 1), (1.2, 100, 2), (-5, 100, 0)])
def test_deduction_in_whole_certificates(price: float, mass: float, whole: float) -> None:
    assert c.deduction_actual(price, 80, mass) == whole


def test_default_deduction_and_netting() -> None:
    assert c.deduction_default(5, 2.0, 80, 1000) == 125
    assert c.PaidAbroad(10, free_share=0.9).effective_eur_per_t_good(2.0) == pytest.approx(2.0)
    assert c.PaidAbroad(10, free_share=0.9, refunded_share=0.3).effective_eur_per_t_good(2.0) == 0
    assert c.PaidAbroad(10, evidenced=False).effective_eur_per_t_good(2.0) == 0
    with pytest.raises(InputRangeError):
        c.deduction_actual(1, 0, 1)


def test_credits_are_capped() -> None:
    assert c.credits_claimable(1000, 80, 0.1) == 80
    assert c.credits_claimable(1000, 250, 0.1) == 100


def test_de_minimis_boundary_and_carve_outs() -> None:
    assert c.exempt(50.0, ["iron_steel"])
    assert not c.exempt(50.001, ["iron_steel"])
    assert not c.exempt(1.0, ["iron_steel", "hydrogen"])
    assert not c.exempt(1.0, ["electricity"])
    with pytest.raises(InputRangeError, match="mass"):
        c.exempt(-1.0, [])


def test_de_minimis_was_not_law_before_the_simplification() -> None:
    with pytest.raises(InputRangeError, match="de_minimis_t"):
        c.exempt(10.0, [], as_of=dt.date(2025, 6, 1))


def test_holding_share_by_the_law_of_the_day() -> None:
    assert c.holding_t(3187, 1335.75, 2027) == pytest.approx(0.5 * (3187 - 1335.75))
    assert c.holding_t(1000, 0, 2027, dt.date(2025, 1, 1)) == pytest.approx(800)
    assert c.holding_t(1, 5, 2027) == 0


def test_calendar() -> None:
    first = c.calendar(2026)
    assert (first.sold_from, first.surrender_by) == (dt.date(2027, 2, 1), dt.date(2027, 9, 30))
    assert (first.repurchase_by, first.cancelled_on) == (dt.date(2027, 10, 31), dt.date(2027, 11, 1))
    assert c.calendar(2027).cancelled_on == dt.date(2029, 11, 1)
    with pytest.raises(InputRangeError):
        c.calendar(2025)


def test_penalties() -> None:
    assert c.penalty_eur(10, authorised=True) == (1000, 1000)
    assert c.penalty_eur(10, authorised=False) == (3000, 5000)
