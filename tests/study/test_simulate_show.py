"""Futures in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.records.futures import Box, Futures, Limit
from lodeshift.study import simulate, simulate_show


@pytest.fixture(scope="module")
def found() -> Futures:
    return simulate.simulate(simulate.Question("hegang", draws=200, levers=("profit_tax=15%",)))


def test_the_answer_names_city_draws_seed_data_and_shows_bands(found: Futures) -> None:
    text = simulate_show.text(found)
    assert "Hegang: 200 futures to 2040 (seed 1); shown: the levers are pulled" in text
    assert f"data for {found.coverage[0]} of {found.coverage[1]}" in text
    assert "2024" in text and "2040" in text
    middle = found.alternatives["levers"].fans["gdp"].quantiles["0.5"][-1] / 1000
    assert f"{middle:.1f} (" in text
    assert "Declining (" in text and "if nothing is done" in text
    assert "Lever profit_tax = 0.15 (usual 0.25)" in text
    assert "Regret" in text and "note: " in text and "estimated or recalled" in text


def test_boxes_are_told_with_coverage_and_density(found: Futures) -> None:
    box = Box("levers", "fails when x stays under 1", (Limit("x", "x", None, 1.0, "a"),), 0.61, 0.87, 0.2)
    text = simulate_show.text(replace(found, boxes=(box,), failure="less than today"))
    assert "Failing: less than today." in text
    assert "fails when x stays under 1 (61 % of all failures; 87 % of such futures fail)" in text


def test_without_levers_there_is_nothing_to_compare() -> None:
    calm = simulate.simulate(simulate.Question("jinchang", draws=10, until=2030, volatile=False))
    text = simulate_show.text(calm)
    assert "Regret" not in text and "Lever" not in text
    assert "nothing is done" in text and "2030" in text and "2035" not in text


def test_a_city_that_digs_nothing_shows_no_ore() -> None:
    zone = simulate.simulate(simulate.Question("lanzhou-new-area", draws=10, discover=False))
    assert "ore left" not in simulate_show.text(zone)
