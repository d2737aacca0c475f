"""The border in a terminal: both languages, every scope and basis, and the law's numbers as the act prints them."""

from __future__ import annotations

import pytest

from lodeshift.names import Language
from lodeshift.records.border import SpecificEmissions
from lodeshift.reporting.text import border
from lodeshift.reporting.words.texts import Words
from lodeshift.study import cbam


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_bill_tells_its_numbers_and_every_step(language: Language) -> None:
    answer = cbam.ask(cbam.Question("72081000", 2027, mass_t=1000, price_eur=75.36))
    text = "\n".join(border.answer_lines(Words(language), answer))
    for number in ("3.824", "1.3015", "2.5225", "75.36", "2028-09-30", "3.18689", "20%"):
        assert number in text, number
    assert text.count("  - ") == len(answer.cost.notes)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "question",
    [
        cbam.Question("copper_foil_6um", 2030),
        cbam.Question("85015381", 2030),
        cbam.Question("steel", 2030, "domestic"),
        cbam.Question("steel", 2030, "UK"),
        cbam.Question("steel", 2025),
        cbam.Question("72081000", 2027, route="scrap-EAF", country="India", production_year=2026),
        cbam.Question("25239000", 2032, route="A", see_direct=0.8, see_indirect=0.1, drafts=True),
        cbam.Question("27160000", 2026, see_direct=0.4, carbon_price_abroad_eur=5.0),
        cbam.Question("ferrosilicon", 2026),
    ],
)
def test_every_kind_of_bill_has_words(question: cbam.Question, language: Language) -> None:
    answer = cbam.ask(question)
    assert len(border.answer_lines(Words(language), answer)) >= 8 + len(answer.cost.notes)


def test_a_small_importer_is_told_to_be_exempt() -> None:
    text = "\n".join(border.answer_lines(Words("en"), cbam.ask(cbam.Question("72081000", 2026, mass_t=50))))
    assert "exempt" in text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_goods_of_a_city_stand_one_a_line(language: Language) -> None:
    found = cbam.exposures(["baotou"], 2030, "EU")
    lines = border.exposure_lines(Words(language), found, 2030, "EU")
    assert len(lines) == len(found) + 2


def test_a_bill_is_per_unit_of_its_good() -> None:
    power = cbam.ask(cbam.Question("27160000", 2026, see_direct=0.4)).cost
    assert (border.unit_of(Words("en"), power), border.unit_of(Words("zh"), power)) == ("MWh", "兆瓦时")
    assert SpecificEmissions(power.see_direct, 0.0).total == 0.4
