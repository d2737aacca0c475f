"""The whole page: sound HTML, self-contained, not too heavy, in both languages."""

from __future__ import annotations

import re
from types import ModuleType

import pytest

from lodeshift.names import Language
from lodeshift.records.note import note
from lodeshift.records.plan import Plan
from lodeshift.reporting import plan_page


@pytest.fixture(scope="module")
def pages(plan: Plan, sample: ModuleType) -> dict[str, str]:
    languages: tuple[Language, ...] = ("en", "zh")
    return {
        lang: plan_page.render(plan, language=lang, sources=sample.sample_sources(), meta=sample.SAMPLE_META)
        for lang in languages
    }


FIGURES = (
    "output",
    "investment",
    "weeks",
    "energy",
    "flow-picture",
    "break-even",
    "waterfall",
    "accounts",
    "green-power",
    "weak",
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_figure_and_section_is_there_once(pages: dict[str, str], language: str) -> None:
    html = pages[language]
    for name in FIGURES:
        assert html.count(f'<figure id="{name}">') == 1
    assert len(re.findall(r"<section id=", html)) == 10
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_fetched_or_run(pages: dict[str, str], language: str) -> None:
    html = pages[language]
    assert not re.findall(r"<script|javascript:| on[a-z]+=|@import|url\(", html)
    assert all(a.startswith(("#", "data:")) for a in re.findall(r'(?:href|src)="([^"]*)"', html))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_field_or_id_is_left_raw(pages: dict[str, str], language: str) -> None:
    text = re.sub(r"<style>.*?</style>|href=\"[^\"]*\"|<[^>]+>", " ", pages[language], flags=re.DOTALL)
    assert not re.findall(r"\{\w+\}|\bnan\b|\bNone\b", text)
    assert not re.findall(r"\b(?:copper_foil|graphitization|lfp|anode)_\w+", text)


def test_chinese_page_is_chinese(pages: dict[str, str]) -> None:
    assert '<html lang="zh-CN">' in pages["zh"]
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", pages["zh"])
    assert all(re.search("[\u4e00-\u9fff]", heading) for heading in headings)


def test_a_year_of_hours_stays_under_a_megabyte(whole_year: Plan, sample: ModuleType) -> None:
    html = plan_page.render(whole_year, language="zh", sources=sample.sample_sources(), meta={})
    assert len(html.encode()) < 1_000_000


def test_the_smallest_plan_has_a_page(empty: Plan) -> None:
    html = plan_page.render(empty, language="en", sources=(), meta={})
    assert html.count("<section id=") == 8
    assert '<figure id="green-power">' not in html


def test_words_of_the_case_cannot_break_out(plan: Plan) -> None:
    from dataclasses import replace

    evil = replace(
        plan,
        title={"en": "<script>alert(1)</script>"},
        warnings=(note("planning.idle_plant", "</style><img src=x>", site="<img>"),),
        case='"><b>',
    )
    html = plan_page.render(evil, language="en", sources=(), meta={"run": "<i>"})
    assert "<script" not in html
    assert "<img" not in html
    assert "<i>" not in html
