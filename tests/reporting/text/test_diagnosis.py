"""A diagnosis in words, in both languages: nothing that is missing is written as a number, and no id as a name."""

from __future__ import annotations

import re

import pytest

from lodeshift.catalogue import places
from lodeshift.diagnosis import overview, whole
from lodeshift.diagnosis.stage import Draws
from lodeshift.reporting.text.diagnosis import told
from lodeshift.reporting.words.texts import LANGUAGES, Words

FIVE = whole.Settings(draws=Draws(5))
ENGLISH, CHINESE = Words("en"), Words("zh")


@pytest.mark.parametrize("place", ["hegang", "daqing", "karamay", "gejiu", "wansheng", "lanzhou", "lanzhou-new-area", "haixi", "golmud"])  # fmt: skip
def test_no_none_and_no_nan_reach_the_reader(place: str) -> None:
    found = whole.diagnose(place, settings=FIVE, confusions=overview.confusions())
    for language in LANGUAGES:
        text = "\n".join(told(found, Words(language)))
        assert not re.search(r"\b(None|nan|inf)\b", text)
        assert "  \n" not in text


def test_every_city_can_be_told_in_both_languages() -> None:
    for city in list(places.cities())[::9]:
        found = whole.diagnose(city, settings=FIVE)
        assert told(found, ENGLISH)
        assert told(found, CHINESE)


def test_a_chinese_diagnosis_keeps_no_english_sentence() -> None:
    text = "\n".join(told(whole.diagnose("hegang", settings=FIVE), CHINESE))
    for part in ("预警", "发展阶段", "衰退型", "储采年限", "煤炭", "缺失数据"):
        assert part in text
    own_words = [line for line in text.splitlines() if not re.search(r"\.csv|--table|_", line)]
    english = [line for line in own_words if len(re.findall(r"\b[a-z]{4,}\b", line)) > 3]
    assert english == []


def test_the_seed_is_told_in_full_and_the_label_before_our_rule() -> None:
    text = "\n".join(told(whole.diagnose("hegang", settings=FIVE), ENGLISH))
    assert "seed 20130" in text
    assert text.index("label of 2013: declining") < text.index("our rule: declining (as the label)")
