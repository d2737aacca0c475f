"""Notes in words: names, numbers, lists, both languages; what lacks words or facts is an error."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import tables
from lodeshift.errors import LodeshiftError, UnknownIdError
from lodeshift.names import Language
from lodeshift.records.note import Note, note
from lodeshift.reporting.words import notes
from lodeshift.reporting.words.texts import Words


@pytest.fixture
def sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    table: dict[str, dict[Language, str]] = {
        "one": {
            "en": "{subject:good} at {site:place}, {value:share} in {year:year}",
            "zh": "{site:place}{subject:good}",
        },
        "list": {"en": "made of {parts:good}", "zh": "由{parts:good}制成"},
        "amount": {"en": "{value:amount} for {value:money_mcny}", "zh": "{value:amount}"},
        "why": {"en": "left out: {why:word}", "zh": "未计入：{why:word}"},
        "dear": {"en": "too dear", "zh": "过贵"},
        "odd": {"en": "{subject:colour}", "zh": "{subject:colour}"},
    }
    monkeypatch.setattr(notes, "sentences", lambda room: table)


@pytest.mark.usefixtures("sentence")
def test_names_and_numbers_are_told_in_the_language() -> None:
    said = note("x.one", "copper_cathode", site="hegang", value=0.25, year=2030)
    assert notes.tell(Words("en"), said) == "Copper cathode at Hegang, 25% in 2030"
    assert "鹤岗" in notes.tell(Words("zh"), said)


@pytest.mark.usefixtures("sentence")
def test_lists_amounts_and_words_of_the_table() -> None:
    english = Words("en")
    made = note("x.list", parts=("copper_cathode", "nickel", "tin-of-the-user"))
    assert notes.tell(english, made) == "made of copper cathode, nickel metal and tin-of-the-user"
    assert notes.tell(english, note("x.amount", value=1500.0, unit="t")) == "1,500 t for 1.5 bn CNY"
    assert notes.tell(english, note("x.why", why="dear")) == "left out: too dear"


@pytest.mark.usefixtures("sentence")
def test_what_has_no_words_or_lacks_a_fact_is_an_error() -> None:
    for bad in (note("x.none"), note("x.odd", "red")):
        with pytest.raises((UnknownIdError, LodeshiftError)):
            notes.tell(Words("en"), bad)
    with pytest.raises(LodeshiftError, match="lacks 'year'"):
        notes.tell(Words("en"), note("x.one", "nickel", site="hegang", value=0.1))


def test_every_sentence_is_there_in_both_languages_with_the_same_facts() -> None:
    for room in notes.rooms():
        for key, told in notes.sentences(room).items():
            assert set(told) == {"en", "zh"}, f"{room}.{key}"


def test_a_room_without_words_is_unknown() -> None:
    with pytest.raises(UnknownIdError):
        notes.tell(Words("en"), Note("nowhere.key"))


@pytest.mark.parametrize(
    ("said", "en", "zh"),
    [
        (
            note("planning.limit_secure_supply", site="lanzhou-new-area", year=2035),
            "N-1 secure supply of Lanzhou New Area in 2035",
            "2035 年兰州新区 N-1 可靠供电能力",
        ),
        (
            note("planning.limit_sale", "lfp_cathode", market="eu-sea", year=2030),
            "Largest sale of LFP cathode material at eu-sea in 2030",
            "2030 年 eu-sea 磷酸铁锂正极销售上限",
        ),
        (
            note(
                "planning.goal_at_least",
                "foil",
                year=2035,
                value=350e3,
                unit="t/a",
                what="goal_output",
                about="copper_foil_6um",
            ),
            "Goal foil: output of Li-battery copper foil 6 µm in 2035, at least 350,000 t/a",
            "目标 foil：2035 年 6 微米锂电铜箔产量，不低于 350,000 t/a",
        ),
    ],
)
def test_limits_and_goals_of_a_plan(said: Note, en: str, zh: str) -> None:
    assert notes.tell(Words("en"), said) == en
    assert notes.tell(Words("zh"), said) == zh


def test_what_is_not_known_is_left_out_with_its_part() -> None:
    goal = note("planning.goal_at_most", "few", site="hegang", year=2030, value=3.0, what="goal_jobs", about="all")
    assert notes.tell(Words("en"), goal) == "Goal few: jobs: the whole plan at Hegang in 2030, at most 3"


def test_every_vocabulary_has_both_languages_and_no_id_is_told_as_it_is() -> None:
    for name, words in notes.vocabularies().items():
        for id, told in words.items():
            assert set(told) == {"en", "zh"}, f"{name}.{id}"
    assert notes.named(Words("zh"), "stage", "declining") == "衰退型"
    for vocabulary, id in (("stage", "ageing"), ("colour", "red")):
        with pytest.raises(UnknownIdError):
            notes.named(Words("en"), vocabulary, id)


def test_vocabularies_name_everything_that_the_tables_hold() -> None:
    known = notes.vocabularies()
    columns = (
        ("substance", "deposits", "substance"),
        ("substance", "deposit_tiers", "substance"),
        ("basis", "deposits", "basis"),
        ("printed", "city_series", "indicator"),
        ("sort", "places_extra", "kind"),
        ("level", "cities", "level"),
        ("resource", "cities", "resource_type"),
        ("measure", "identification_rules", "measure"),
        ("rule", "identification_rules", "rule"),
    )
    for vocabulary, table, column in columns:
        assert {row[column] for row in tables.read(table)} <= known[vocabulary].keys(), (vocabulary, table)


def test_the_province_of_a_place_is_told_in_the_language() -> None:
    assert notes.province_name(Words("zh"), "Inner Mongolia") == "内蒙古自治区"
    assert notes.province_name(Words("en"), "Gansu") == "Gansu"
    assert notes.province_name(Words("zh"), "Zeeland") == "Zeeland"
