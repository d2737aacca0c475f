"""What terminal, page and JSON call the parts of futures."""

from __future__ import annotations

import pytest
from tests.simulation import worlds

from lodeshift.catalogue.assumptions import levers
from lodeshift.names import Language
from lodeshift.records.futures import Box, Limit
from lodeshift.records.note import note
from lodeshift.reporting import futures_told
from lodeshift.reporting.words.notes import sentences, tell
from lodeshift.reporting.words.texts import Words
from lodeshift.simulation import factors, rows

ENGLISH, CHINESE = Words("en"), Words("zh")
DELAY = note("simulation.delay")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (70_123.0, "70,000"),
        (1_240.0, "1,200"),
        (600.0, "600"),
        (1.234, "1.2"),
        (0.0351, "0.035"),
        (-70_123.0, "-70,000"),
    ],
)
def test_numbers_of_a_box_are_told_in_two_digits(value: float, text: str) -> None:
    assert futures_told.two_digits(value) == text


def test_small_numbers_keep_their_digits_and_shares_are_percent() -> None:
    assert [futures_told.short(v) for v in (1234.4, 12.34, 0.123)] == ["1,234", "12.3", "0.12"]
    assert futures_told.percent(0.256) == "26 %"


def test_each_side_of_a_box_is_told() -> None:
    both = Limit("d", DELAY, 1.0, 2.0, "a")
    under = Limit("s", note("simulation.linkage"), None, 0.5, "1")
    over = Limit("c", note("simulation.demand_coal"), 0.9, None, factors.TODAY)
    box = Box("plan", (both, under, over), 0.5, 0.5, 0.5)
    assert futures_told.box_words(ENGLISH, box) == (
        "fails when the delay of building lies between 1 and 2 a, the share of service jobs that go with basic jobs "
        "stays under 0.5 and mean demand for coal is over 0.9 of today's"
    )
    assert futures_told.box_sentence(ENGLISH, box).startswith("Fails when ")
    chinese = futures_told.box_sentence(CHINESE, box)
    assert chinese.startswith("当建设延误在 1 与 2 a 之间") and chinese.endswith("时失败。")


def test_everything_that_is_counted_says_in_what() -> None:
    for name, _ in rows.INDICATORS:
        if name != "declining":
            assert futures_told.indicator_unit(ENGLISH, name)
    assert futures_told.indicator_unit(ENGLISH, "output of coal_mining") == "units per year"
    assert futures_told.indicator_unit(ENGLISH, "price of coal") == "multiple of the base price"
    for name, _ in rows.SUMMARY:
        assert tell(ENGLISH, note(f"simulation.measured_{name}"))
    assert set(futures_told.FANS) <= {name for name, _ in rows.INDICATORS}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_levers_groups_and_fans_have_words(language: Language) -> None:
    words = Words(language)
    for name in levers():
        assert tell(words, note(f"simulation.lever_{name}")) and tell(words, note(f"simulation.about_{name}"))
    for name, (unit, _) in futures_told.FANS.items():
        assert words.text(f"futures.fan_{name}") and words.text(f"futures.unit_{unit}")
    for city in worlds.CITIES:
        for group in factors.groups(worlds.city(city)):
            assert tell(words, group.what)


def test_every_sentence_of_the_room_stands_in_the_code() -> None:
    """What is told by a key that code puts together is named by its head."""
    heads = ("in_", "measured_", "lever_", "about_", "group_", "demand_", "stage_", "limit_", "unit_", "no_")
    made = {name for _, name, *_ in factors._STATIC} | {"price", "mean_price", "price_fee", "mean_price_fee"}
    made |= {"fails_plants", "fails_smaller", "circuits_idle", "training_idle"}
    source = "".join(path.read_text(encoding="utf-8") for path in worlds.SOURCES)
    unused = [
        key
        for key in sentences("simulation")
        if key not in made and not key.startswith(heads) and f"simulation.{key}" not in source
    ]
    assert unused == []
