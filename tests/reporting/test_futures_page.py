"""The futures page: what it says is what the record holds, in both languages, in one file without network."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import unescape

import pytest

from lodeshift.names import Language
from lodeshift.records.futures import Box, Futures, Limit
from lodeshift.records.note import note
from lodeshift.reporting import futures_page
from lodeshift.study.simulate import Question, simulate

LIMITS = (
    Limit("price_coal", note("simulation.mean_price", "coal"), None, 600.0, "CNY/t"),
    Limit("delay", note("simulation.delay"), 1.0, None, "a"),
)
BOX = Box("levers", LIMITS, 0.6, 0.5, 0.2)


@cache
def record() -> Futures:
    """Hegang with a lever, few draws."""
    found = simulate(Question("hegang", draws=64, levers=("permit_time=0.3",), until=2032))
    return replace(found, boxes=(BOX,))


def plain(html: str) -> str:
    """The words of a page."""
    return unescape(re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_is_one_file_that_fetches_nothing(language: Language) -> None:
    html = futures_page.page(record(), language)
    assert html.startswith("<!") and html.rstrip().endswith("</html>")
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html) and "<script" not in html


def test_the_chance_of_decline_is_the_record_s() -> None:
    found = record()
    words = plain(futures_page.page(found))
    share = f"{100 * found.alternatives['levers'].probability_declining[-1]:.0f} %"
    assert share in words and "Hegang" in words and "2032" in words


def test_every_fan_has_its_years_in_the_download() -> None:
    html = futures_page.page(record())
    link = next(m for m in re.findall(r'href="(data:text/csv[^"]+)"', unescape(html)) if "q0.5" in m)
    assert link.count("gdp%2C") == len(record().years) or link.count("gdp,") == len(record().years)


def test_levers_and_regret_are_told_only_where_there_are_any() -> None:
    with_lever = plain(futures_page.page(record()))
    alone = simulate(Question("hegang", draws=64, until=2032, discover=False))
    without = plain(futures_page.page(alone))
    assert "permit time" in with_lever and "Regret" in with_lever
    assert "permit time" not in without and "Regret" not in without


def test_boxes_read_as_sentences_in_both_languages() -> None:
    assert "stays under 600 CNY/t and the delay of building is over 1 a." in plain(futures_page.page(record()))
    chinese = plain(futures_page.page(record(), "zh"))
    assert "低于 600 CNY/t" in chinese and "建设延误高于 1 a" in chinese


def test_what_the_model_cannot_see_is_told() -> None:
    assert "does not know a project nobody has announced" in plain(futures_page.page(record()))
    assert "模型看不到什么" in plain(futures_page.page(record(), "zh"))


def test_text_from_outside_is_escaped() -> None:
    html = futures_page.page(
        replace(record(), notes=(note("simulation.census_of_surroundings", site="<script>alert(1)</script>"),))
    )
    assert "<script>" not in html and "&lt;script&gt;" in html
