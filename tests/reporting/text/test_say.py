"""Numbers with what is known of them, in both languages."""

from __future__ import annotations

from lodeshift.records.figure import Figure
from lodeshift.reporting.text.say import Say
from lodeshift.reporting.words.texts import Words

ENGLISH, CHINESE = Say(Words("en"), "diagnosis"), Say(Words("zh"), "diagnosis")


def figure(value: float, unit: str, year: str = "", quality: str = "reported") -> Figure:
    return Figure(value, value, value, unit, year, "x", "s", "recalled" if quality == "recalled" else "reported")


def test_amounts_tell_unit_year_and_weak_grades() -> None:
    assert ENGLISH.amount(figure(1, "%", "2020", "recalled")) == "1 % (2020) [recalled]"
    assert ENGLISH.amount(None) == "no data"
    assert ENGLISH.amount(figure(38.36, "bn CNY")) == "38.36 bn CNY"
    assert CHINESE.amount(figure(38.36, "bn CNY")) == "383.6 亿元"
    assert CHINESE.amount(figure(1.0587, "million persons")) == "105.9 万人"


def test_a_span_of_equal_ends_is_one_number() -> None:
    assert ENGLISH.span((0.5, 0.5)) == "0.5"
    assert ENGLISH.span((0.25, 0.5)) == "between 0.25 and 0.5"
    assert ENGLISH.span(None) == "no data"


def test_an_industry_of_the_users_table_keeps_its_name() -> None:
    assert ENGLISH.industry("health_social") == "health and social work"
    assert CHINESE.industry("my industry") == "my industry"
