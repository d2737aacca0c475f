"""Lists and cards of the atlas for the terminal, in both languages."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import geology, goods, places, power, technologies
from lodeshift.reporting.text import terminal_columns, width
from lodeshift.reporting.text.atlas import card_lines, listing_lines
from lodeshift.reporting.words.texts import LANGUAGES, Words
from lodeshift.study.atlas import LISTS, listing
from lodeshift.study.atlas_rows import Filters
from lodeshift.study.atlas_show import show


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_told_in_both_languages(name: str) -> None:
    found = listing(name, Filters())
    for language in LANGUAGES:
        lines = listing_lines(found, Words(language))
        assert len(lines) >= len(found.rows)
        assert all(width(line) <= terminal_columns() for line in lines)


@pytest.mark.parametrize(
    "word",
    [
        *list(places.places())[::55],
        *list(goods.commodities())[::40],
        *list(technologies.technologies())[::25],
        *sorted({each.deposit for each in geology.deposits()})[::12],
        *power.grids()[::9],
    ],
)
def test_every_card_is_told_in_both_languages(word: str) -> None:
    for card in show(word):
        for language in LANGUAGES:
            assert len(card_lines(card, Words(language))) > 2


def test_chinese_units_are_those_of_the_heading() -> None:
    found = listing("cities", Filters(city="baiyin"))
    line = next(line for line in listing_lines(found, Words("zh")) if line.startswith("baiyin"))
    assert "672.3" in line.split()  # 67.23 bn CNY are 672.3 亿元
    assert "67.23" in next(line for line in listing_lines(found, Words("en")) if line.startswith("baiyin"))


def test_weak_grades_keep_their_sign() -> None:
    lines = listing_lines(listing("prices", Filters(commodity="nickel")), Words("zh"))
    assert any("≈ 估计" in line for line in lines)
