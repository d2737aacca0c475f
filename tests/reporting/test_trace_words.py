"""Footprints in words: every reason, stage, method and kind of note, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lodeshift
from lodeshift.catalogue import upstream
from lodeshift.names import Language
from lodeshift.records.footprint import Allocated, Contribution, ProductAt
from lodeshift.reporting import trace_words
from lodeshift.reporting.words import notes
from lodeshift.reporting.words.texts import Words
from lodeshift.tracing import allocation

SOURCE = Path(lodeshift.__file__).parent
KIND = re.compile(r'"(tracing|border)\.([a-z0-9_]+)"')
FAMILIES = {
    "figure": ("flow", "upstream", "grid", "fuel_supply", "haul", "haul_km"),
    "left_out": ("wastes", "packaging", "use", "other_gases", "land"),
    "solved_by": ("lu", "bicgstab"),
    "mode": ("rail", "road"),
    "evidence": ("direct_line", "ppa", "certificate"),
    "state": ("in_force", "draft", "proposal", "assumed"),
}
"""Kinds that code puts together of a head and a word."""


def test_every_kind_that_is_noted_has_words_and_every_word_is_used() -> None:
    made: dict[str, set[str]] = {"border": set(), "tracing": {"product_at"}}  # the one that reporting itself makes
    for path in (each for each in SOURCE.rglob("*.py") if "reporting" not in each.parts):
        for room, key in KIND.findall(path.read_text(encoding="utf-8")):
            made[room].add(key)
    made["tracing"] |= {f"{head}_{word}" for head, words in FAMILIES.items() for word in words}
    for room, keys in made.items():
        keys -= {key.removeprefix(f"{room}.") for key in notes.sentences("errors") if key.startswith(f"{room}.")}
        assert keys == set(notes.sentences(room)), room


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_allocation_of_the_catalogue_is_told(language: Language) -> None:
    words = Words(language)
    for process in upstream.allocations():
        assert len(trace_words.shared_out(words, allocation.shares(process))) > 5, process
    by_mass = allocation.shares("matte_separation", {"matte_separation": "mass"})
    assert numbers_of(trace_words.shared_out(words, by_mass)) >= {"61%", "31%", "8%"}


def numbers_of(text: str) -> set[str]:
    return set(re.findall(r"[0-9.]+%", text))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_process_without_a_price_is_told(language: Language) -> None:
    found = Allocated("x", "main", {"steel": 1.0}, (), "no_price")
    assert trace_words.shared_out(Words(language), found)


@pytest.mark.parametrize(
    ("part", "en"),
    [
        (
            Contribution("cell_lfp", "electricity", "lanzhou", 2, 1.0),
            "LFP cell manufacture: electricity (Lanzhou, scope 2)",
        ),
        (Contribution("bought", "aluminium", "outside", 3, 1.0), "Bought goods: primary aluminium (outside, scope 3)"),
        (Contribution("freight", "rail", "outside", 3, 1.0), "Freight: rail (outside, scope 3)"),
        (Contribution("steel_bf_bof", "direct", "baotou", 1, 1.0), None),
    ],
)
def test_parts_name_stage_input_and_place(part: Contribution, en: str | None) -> None:
    told = trace_words.part_of(Words("en"), part)
    assert en is None or told == en
    assert trace_words.part_of(Words("zh"), part) != told


def test_products_are_told_with_place_and_year() -> None:
    assert trace_words.product_at(Words("en"), ProductAt("steel", "baotou", 2030)) == "Crude steel at Baotou in 2030"
