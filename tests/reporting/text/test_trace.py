"""A trace in a terminal, in both languages."""

from __future__ import annotations

import pytest

from lodeshift.names import Language
from lodeshift.reporting.text import trace as text
from lodeshift.reporting.words.texts import Words
from lodeshift.study import trace
from lodeshift.study.trace import Question

ASKED = Question(
    ("battery_pack_lfp", "battery_cell_lfp", "steel"),
    "lanzhou",
    2030,
    draws=20,
    ppa=0.2,
    routes={"zinc": "zinc_roast_leach_electrowin"},
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_everything_of_a_trace_is_told(language: Language) -> None:
    words, found = Words(language), trace.city(ASKED)
    told = "\n".join(text.trace_lines(words, found))
    for each in found.products:
        assert f"{each.total.central:.2f} {each.unit}" in told
        assert words.good(each.product) in told
    assert f"{found.battery[0].kgco2e_per_kwh_delivered.central * 1e3:.1f}" in told
    assert f"{found.compared[0].difference.central:+.2f}" in told
    assert "+1.9%" in told


def test_where_the_central_value_lies_among_the_draws_is_told() -> None:
    found = trace.city(Question(("battery_pack_lfp",), "lanzhou", draws=200))
    quantile = found.products[0].total.central_quantile
    assert quantile is not None
    assert quantile < 0.5  # wide factors of bought goods are lopsided upwards
    assert f"lies at {quantile:.0%} of the draws" in "\n".join(text.trace_lines(Words("en"), found))


def test_written_files_are_named() -> None:
    assert text.wrote_lines(Words("en"), ["a.html"]) == ["wrote a.html"]
