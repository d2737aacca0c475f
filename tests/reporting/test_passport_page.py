"""The battery sheet: self-contained, in both languages, with the figures of the passport."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from lodeshift.names import Language
from lodeshift.records.footprint import Passport
from lodeshift.reporting import passport_page
from lodeshift.tracing import passport
from lodeshift.tracing.build import Setting


@pytest.fixture(scope="module")
def found() -> Passport:
    plant = Setting("lanzhou-new-area", "Gansu", 2026, frozenset({"cell_lfp", "pack_lfp"}))
    return passport.passport(plant, "battery_pack_lfp", "ev_m1_n1")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sheet_holds_the_figures(found: Passport, language: Language) -> None:
    html = passport_page.page(found, language)
    grams = found.kgco2e_per_kwh_delivered.central * 1e3
    assert f"{grams:.1f}" in html
    assert f'lang="{language}' in html
    unit = "µm" if language == "en" else "微米"
    for each in found.foil:
        assert f"{each.thickness_um:g} {unit}" in html
    for regime in found.by_regime:
        assert regime in html


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_fetched(found: Passport, language: Language) -> None:
    html = passport_page.page(found, language)
    assert not re.search(r'(src|href)="(https?:)?//', html)
    HTMLParser().feed(html)


def test_a_sheet_without_foil_leaves_the_section_out(found: Passport) -> None:
    assert 'id="foil"' in passport_page.page(found)
    assert 'id="foil"' not in passport_page.page(replace(found, foil=()))


def test_names_from_outside_are_escaped(found: Passport) -> None:
    html = passport_page.page(replace(found, site="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;" in html
