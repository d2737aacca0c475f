"""What stages call things, told in both languages."""

from __future__ import annotations

from importlib import resources

import pytest
import yaml

from lodeshift.reporting.words import phrases
from lodeshift.reporting.words.texts import Words, fields

EN, ZH = Words("en"), Words("zh")
TABLE = yaml.safe_load(
    resources.files("lodeshift.reporting.words").joinpath("phrases.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("phrase", "en", "zh"),
    [
        ("bought pitch", "Bought: coal-tar / petroleum pitch", "外购：沥青"),
        ("bought electricity", "Bought electricity", "外购电力"),
        ("value added: graphite", "Value added: graphite anode", "增加值：石墨负极"),
        (
            "graphitization_box: electricity (in)",
            "Graphitisation, box-type furnace: use of electricity",
            "箱式炉石墨化：电力用量",
        ),
        ("wind_onshore: capex", "Onshore wind: investment", None),
        ("price of wind-hexi-ppa", "Price of wind-hexi-ppa", "wind-hexi-ppa 价格"),
    ],
)
def test_phrases(phrase: str, en: str, zh: str | None) -> None:
    told = phrases.tell(EN, phrase)
    assert told == en or (zh is None and told.endswith(": investment"))
    if zh is not None:
        assert phrases.tell(ZH, phrase) == zh


def test_a_phrase_that_no_one_knows_stays_as_it_is() -> None:
    assert phrases.tell(ZH, "something new about mines") == "Something new about mines"


def test_an_id_that_is_in_no_table_does_not_break_a_page() -> None:
    assert phrases.tell(EN, "bought moon_dust") == "Bought moon_dust"


@pytest.mark.parametrize("phrase", list(TABLE), ids=list(TABLE))
def test_every_field_of_a_phrase_is_told_in_both_languages(phrase: str) -> None:
    for told in TABLE[phrase].values():
        assert fields(told) == fields(phrase) - {"name"} or fields(told) == fields(phrase)


def test_site_names() -> None:
    assert phrases.site_name(ZH, "lanzhou-new-area") == "兰州新区"
    assert phrases.site_name(ZH, "my-own-zone") == "my-own-zone"
