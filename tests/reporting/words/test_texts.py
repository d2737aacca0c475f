"""Templates: both languages say the same, and every field is filled."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lodeshift.reporting
from lodeshift.catalogue import goods, recipes
from lodeshift.errors import LodeshiftError, UnknownIdError
from lodeshift.reporting.words.texts import LANGUAGES, SECTIONS, Words, fields, strong, templates

EN, ZH = Words("en"), Words("zh")
ALL = [(f"{section}.{key}", told) for section in SECTIONS for key, told in templates(section).items()]


@pytest.mark.parametrize(("key", "told"), ALL, ids=[key for key, _ in ALL])
def test_both_languages_are_there_with_the_same_fields(key: str, told: dict[str, str]) -> None:
    assert set(told) == set(LANGUAGES)
    assert all(told.values())
    used = {language: fields(told[language]) for language in LANGUAGES}
    assert used["en"] == used["zh"]
    assert told["en"].count("**") == told["zh"].count("**")


def test_every_text_that_the_code_asks_for_exists() -> None:
    wanted = set()
    for file in Path(lodeshift.reporting.__path__[0]).rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        wanted |= {
            f"{section}.{key}" for section, key in re.findall(r'"([a-z]+)\.([a-z0-9_]+)"', text) if section in SECTIONS
        }
    assert len(wanted) > 80
    assert wanted - {"page.jinja"} <= {key for key, _ in ALL}


def test_a_missing_text_tells_what_was_meant() -> None:
    with pytest.raises(UnknownIdError, match=re.escape("power.title")):
        EN.text("power.tittle")
    with pytest.raises(UnknownIdError, match="section of words"):
        templates("powers")


def test_a_missing_field_is_an_error() -> None:
    with pytest.raises(LodeshiftError, match="lacks value"):
        EN.text("sources.meta_run")


def test_has_knows_sections_and_keys() -> None:
    assert EN.has("power.title")
    assert not EN.has("power.no_such_thing")
    assert not EN.has("nowhere.title")


@pytest.mark.parametrize(
    ("items", "en", "zh"), [((), "", ""), (("a",), "a", "a"), (("a", "b", "c"), "a, b and c", "a、b和c")]
)
def test_lists(items: tuple[str, ...], en: str, zh: str) -> None:
    assert EN.listed(items) == en
    assert ZH.listed(items).replace(" ", "") == zh


def test_names_come_from_the_catalogue_in_both_languages() -> None:
    assert EN.good("copper_foil_6um") == "Li-battery copper foil 6 µm"
    assert ZH.good("copper_foil_6um") == "6 微米锂电铜箔"
    assert ZH.process("graphitization_box") == recipes.process("graphitization_box").name_zh
    assert EN.process("wind_onshore")
    for commodity in goods.commodities():
        assert ZH.good(commodity)
        assert "(" not in EN.good(commodity)


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Graphitisation, box-type furnace", "graphitisation, box-type furnace"),
        ("Li-battery copper foil", "Li-battery copper foil"),
        ("LFP cathode", "LFP cathode"),
        ("Acheson furnace", "Acheson furnace"),
        ("Tin", "tin"),
        ("", ""),
    ],
)
def test_names_inside_sentences(name: str, inside: str) -> None:
    assert EN.inside(name) == inside


@pytest.mark.parametrize(
    ("text", "spaced"),
    [
        ("共8760个时段", "共 8760 个时段"),
        ("和**35** 万吨", "和 **35** 万吨"),
        ("275 万千瓦 校核", "275 万千瓦校核"),
        ("（5–7） 回", "（5–7）回"),
        ("4.5微米", "4.5 微米"),
    ],
)
def test_chinese_spacing(text: str, spaced: str) -> None:
    assert ZH.spaced(text) == spaced
    assert EN.spaced(text) == text


def test_strong_parts_are_marked_and_all_is_escaped() -> None:
    assert str(strong("a **<b>** c & d")) == "a <strong>&lt;b&gt;</strong> c &amp; d"


def test_a_number_stays_on_one_line_with_its_unit() -> None:
    assert str(strong("**245 kt** of foil 6 µm for 4.3 bn CNY in 2035 the")) == (
        "<strong>245\u00a0kt</strong> of foil 6\u00a0µm for 4.3\u00a0bn\u00a0CNY in 2035 the"
    )


def test_a_title_falls_back_to_the_language_there_is() -> None:
    assert ZH.title({"en": "Zone", "zh": ""}) == "Zone"
    assert ZH.title({"en": "Zone", "zh": "新区"}) == "新区"
