"""Futures in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.records.futures import Box, Futures, Limit
from lodeshift.records.note import note
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
    assert "Lever profit tax = 0.15 (usual 0.25)" in text
    assert "Regret" in text and "note: " in text and "estimated or recalled" in text


def test_boxes_are_told_with_coverage_and_density(found: Futures) -> None:
    box = Box("levers", (Limit("delay", note("simulation.delay"), None, 1.0, "a"),), 0.61, 0.87, 0.2)
    text = simulate_show.text(replace(found, boxes=(box,), failure=note("simulation.fails_smaller")))
    assert "Failing: the city makes less in the last year" in text
    assert "fails when the delay of building stays under 1 a (61 % of all failures; 87 % of such futures fail)" in text
    data = simulate_show.as_data(replace(found, boxes=(box,)))
    assert data["boxes"][0]["words"] == "fails when the delay of building stays under 1 a"
    assert data["boxes"][0]["limits"] == [
        {"factor": "delay", "words": "the delay of building", "low": None, "high": 1.0, "unit": "a"}
    ]


def test_without_levers_there_is_nothing_to_compare() -> None:
    calm = simulate.simulate(simulate.Question("jinchang", draws=10, until=2030, volatile=False))
    text = simulate_show.text(calm)
    assert "Regret" not in text and "Lever" not in text
    assert "nothing is done" in text and "2030" in text and "2035" not in text


def test_a_city_that_digs_nothing_shows_no_ore() -> None:
    zone = simulate.simulate(simulate.Question("lanzhou-new-area", draws=10, discover=False))
    assert "Ore left" not in simulate_show.text(zone)


def test_numbers_are_told_in_their_units_and_every_text_is_a_text(found: Futures) -> None:
    data = simulate_show.as_data(found)
    assert data["units"]["gdp"] == "mcny, prices of the base year" and data["units"]["price of coal"]
    texts = [data["failure"], data["decline_rule"], *data["notes"], *data["weak_figures"]]
    texts += [use["words"] for use in data["levers"]] + [each["words"] for each in data["sensitivities"]]
    texts += [each["unit"] for each in data["regret"]]
    assert texts and all(isinstance(each, str) and each for each in texts)
    assert any(row.startswith("assumptions.csv:") for row in data["weak_figures"])


def test_cities_without_data_are_named_with_what_they_lack() -> None:
    told = simulate_show.lacking_data()["without_data"]
    assert told and all(words.startswith("no data: ") for words in told.values())
    head, *lines = simulate_show.lacking_text().splitlines()
    assert head.startswith(f"{len(told)} ") and len(lines) == len(told)
