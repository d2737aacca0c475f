"""A place as it stands on screen: everything in words, in both languages, for every place with data."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import places
from lodeshift.names import Language
from lodeshift.reporting.text.standing import standing_lines
from lodeshift.reporting.words.texts import Words
from lodeshift.standing.whole import standing


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_city_can_be_told(language: Language) -> None:
    words = Words(language)
    for city in places.cities():
        assert standing_lines(standing(city), words)


def test_a_recalled_output_bears_its_mark_and_the_unknown_is_said() -> None:
    text = "\n".join(standing_lines(standing("hegang"), Words("en")))
    assert "recalled ≈" in text
    assert "Jobs in mining: " in text
    assert "public budget, revenue: 2.7 bn CNY (2022) [recalled]" in text
    assert "Public money of Gejiu is not known" in "\n".join(standing_lines(standing("gejiu"), Words("en")))
