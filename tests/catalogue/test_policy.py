"""Levers."""

from lodeshift.catalogue import policy


def test_text_stays_beside_the_number() -> None:
    (gdp,) = [each for each in policy.levers("gdp", "Lanzhou New Area") if each.year == "2011" and each.lever == "gdp"]
    assert (gdp.text, gdp.value) == ("<0.5", None)
    (cut,) = policy.levers("approval_items_cut")
    assert cut.text == "23 -> 8" and cut.value is None
    rates = policy.levers("corporate_income_tax_rate")
    assert {each.value for each in rates} >= {0.25, 0.15}


def test_numbers_equal_their_text() -> None:
    for each in policy.levers():
        if each.value is not None:
            assert float(each.text) == each.value, each.row


def test_plan_totals_agree_with_the_list_of_cities() -> None:
    totals = {each.lever: each.value for each in policy.levers("plan_2013_class")}
    assert sum(value for value in totals.values() if value) == 262
