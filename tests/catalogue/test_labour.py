"""Wages and what a job costs."""

import pytest

from lodeshift.catalogue import labour
from lodeshift.errors import UnknownIdError


def test_wage_of_a_province_and_of_a_city() -> None:
    assert labour.wage("Gansu", "manufacturing", 2024).quality == "estimate"
    assert labour.wage("Gansu", "mining", 2021).central == 111348
    city = labour.wage("lanzhou", "all")
    assert (city.central, city.year, city.unit) == (92050, "2021", "CNY/job/a")
    assert labour.wage("China", "all").year == "2024"


def test_a_province_is_not_mistaken_for_its_city() -> None:
    assert labour.wage("Gansu", "all", 2021).central == 84500


def test_labour_cost_adds_the_employer_charges() -> None:
    pay, cost = labour.wage("Gansu"), labour.labour_cost("Gansu")
    charges = labour.employer_charges()
    assert charges.central == 0.3
    assert cost.central == pytest.approx(pay.central * 1.3)
    assert cost.low == pytest.approx(pay.low * (1 + charges.low))
    assert cost.low < cost.central < cost.high
    assert labour.labour_cost("China", "all").quality == "recalled"


def test_unknown_words_are_told_with_what_is_known() -> None:
    with pytest.raises(UnknownIdError, match="Gansu"):
        labour.wage("Gansuu")
    with pytest.raises(UnknownIdError, match="manufacturing"):
        labour.wage("Gansu", "manufacture")
    with pytest.raises(UnknownIdError, match="2021"):
        labour.wage("Gansu", "all", 2022)
    assert "mining" in labour.sectors("Gansu")
