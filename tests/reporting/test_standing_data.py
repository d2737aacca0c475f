"""The contract of the record for machines."""

from __future__ import annotations

import json

import pytest

from lodeshift.reporting.standing_data import as_data, block
from lodeshift.standing.whole import standing

KEYS = [
    "city",
    "base_year",
    "goods",
    "sectors",
    "mining_jobs",
    "power",
    "emissions_t",
    "reserve_life_years",
    "money",
    "modelled_share_of_industry",
    "read_share",
    "gaps",
]
GOOD = ["commodity", "kind", "low", "value", "high", "unit", "year", "basis", "source", "quality"]
SHORT = [
    "year",
    "mining_jobs",
    "mining_value_added_mcny",
    "modelled_emissions_t",
    "reserve_life_years",
    "modelled_share_of_industry",
    "read_share",
    "gaps",
]


@pytest.mark.parametrize("city", ["hegang", "gejiu", "lanzhou-new-area", "baotou"])
def test_the_keys_are_those_of_the_contract(city: str) -> None:
    data = as_data(standing(city))
    assert list(data) == KEYS
    assert all(list(good) == GOOD and good["low"] <= good["value"] <= good["high"] for good in data["goods"])
    outputs = [good["commodity"] for good in data["goods"] if good["kind"] == "output"]
    assert len(outputs) == len(set(outputs))
    assert all(set(sector) == {"sector", "value_added_mcny", "jobs"} for sector in data["sectors"])
    assert set(data["power"]) == {"twh", "mw"}
    assert set(data["emissions_t"]) == {"co2", "ch4_co2e", "covers"}
    assert all(isinstance(gap, str) for gap in data["gaps"])
    json.dumps(data, allow_nan=False)


def test_the_block_says_the_same_as_the_whole() -> None:
    data, short = as_data(standing("baotou")), block(standing("baotou"))
    assert list(short) == SHORT
    assert short["year"] == data["base_year"]
    assert short["modelled_emissions_t"] == data["emissions_t"]["co2"]
    for name in ("mining_jobs", "reserve_life_years", "modelled_share_of_industry", "read_share", "gaps"):
        assert short[name] == data[name]
