"""A diagnosis in words: nothing that is missing is written as a number."""

from __future__ import annotations

import re

import pytest

from lodeshift.app.cli.diagnose_text import amount, number, table_of_all, told
from lodeshift.catalogue import places
from lodeshift.diagnosis import overview, whole
from lodeshift.diagnosis.stage import Draws
from lodeshift.records.figure import Figure

FIVE = whole.Settings(draws=Draws(5))


def test_numbers_and_weak_figures() -> None:
    assert number(None) == "no data"
    assert number(1234.56) == "1,234.6"
    assert amount(Figure(1, 1, 1, "%", "2020", "x", "s", "recalled")) == "1.0 % (2020) [recalled]"
    assert amount(Figure(1, 1, 1, "", "", "x", "s", "reported"), 0) == "1"
    assert amount(None) == "no data"


@pytest.mark.parametrize("place", ["hegang", "daqing", "karamay", "gejiu", "wansheng", "lanzhou", "lanzhou-new-area", "haixi", "golmud"])  # fmt: skip
def test_no_none_and_no_nan_reach_the_reader(place: str) -> None:
    text = "\n".join(told(whole.diagnose(place, settings=FIVE, confusions=overview.confusions())))
    assert not re.search(r"\b(None|nan|inf)\b", text)
    assert "  \n" not in text


def test_every_city_can_be_told() -> None:
    for city in list(places.cities())[::9]:
        assert list(told(whole.diagnose(city, settings=FIVE)))


def test_missing_cells_of_the_table_are_dashes() -> None:
    lines = list(table_of_all(overview.overview(Draws(1))))
    wansheng = next(line for line in lines if line.startswith("wansheng"))
    assert wansheng.split()[-6:] == ["-"] * 6
    hegang = next(line for line in lines if line.startswith("hegang"))
    assert hegang.split()[1:3] == ["declining", "declining"]
