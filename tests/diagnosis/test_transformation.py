"""The index from a table: scores, groups, kept bounds, what is left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from lodeshift.diagnosis import table
from lodeshift.diagnosis.transformation import IndexSettings, transformation_index
from lodeshift.errors import InputError
from lodeshift.records.note import note
from lodeshift.records.scores import IndexResult, LeftOut

TEXT = """city,year,gdp:benefit:economy,jobs:benefit:economy,pm25:cost:air,same:benefit
hegang,2020,10,5,40,7
baotou,2020,40,9,60,7
anshan,2020,20,1,20,7
hegang,2021,12,6,30,7
baotou,2021,,9,60,7
"""


def index_of(folder: Path, text: str = TEXT, settings: IndexSettings | None = None) -> IndexResult:
    path = folder / "mine.csv"
    path.write_text(text, encoding="utf-8")
    found = transformation_index(table.read(path), settings)
    assert found is not None
    return found


def test_rows_with_blanks_are_left_out_and_named(tmp_path: Path) -> None:
    found = index_of(tmp_path)
    assert len(found.scores) == 4
    assert found.left_out == (LeftOut("baotou", 2021, "mine.csv:6"),)


def test_bounds_run_over_all_years_and_a_constant_column_weighs_nothing(tmp_path: Path) -> None:
    found = index_of(tmp_path)
    assert found.bounds.low == (10, 1, 20, 7)
    assert found.bounds.high == (40, 9, 60, 7)
    assert found.bounds.weights[3] == 0
    assert sum(found.bounds.weights) == pytest.approx(1)
    assert note("diagnosis.constant_columns", columns=("same",)) in found.notes


def test_scores_lie_in_the_unit_interval_and_the_better_year_scores_higher(tmp_path: Path) -> None:
    found = index_of(tmp_path)
    assert all(0 <= s.topsis <= 1 and 0 <= s.linear <= 1 for s in found.scores)
    earlier, later = (s for s in found.scores if s.city == "hegang")
    assert later.topsis > earlier.topsis
    assert later.linear > earlier.linear
    assert sum(degree for _, degree in earlier.obstacles) == pytest.approx(1)


def test_coupling_needs_two_groups(tmp_path: Path) -> None:
    assert all(s.coupling is not None for s in index_of(tmp_path).scores)
    assert all(s.coupling is None for s in index_of(tmp_path, TEXT.replace(":air", ":economy")).scores)


def test_kept_bounds_give_the_same_scores_when_cities_are_added(tmp_path: Path) -> None:
    before = index_of(tmp_path)
    more = TEXT + "tangshan,2021,400,90,10,7\n"
    fresh = index_of(tmp_path, more)
    kept = index_of(tmp_path, more, IndexSettings(kept=before.bounds))
    assert kept.scores[:4] == before.scores
    assert fresh.scores[:4] != before.scores
    assert note("diagnosis.clipped", value=3) in kept.notes


def test_kept_bounds_of_other_columns_are_refused(tmp_path: Path) -> None:
    bounds = replace(index_of(tmp_path).bounds, benefit=(True, True, True, True))
    with pytest.raises(InputError, match="same directions"):
        index_of(tmp_path, settings=IndexSettings(kept=bounds))


def test_the_weights_not_chosen_are_shown(tmp_path: Path) -> None:
    found = index_of(tmp_path)
    assert set(found.other_weights) == {"entropy_raw_sum", "equal"}
    assert found.other_weights["equal"] == pytest.approx((1 / 3, 1 / 3, 1 / 3, 0))
    signed = TEXT.replace("gdp:benefit:economy", "gdp:benefit+signed:economy").replace(
        "hegang,2020,10", "hegang,2020,-10"
    )
    assert set(index_of(tmp_path, signed).other_weights) == {"equal"}


def test_too_few_complete_rows(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="1 row\\(s\\) without a blank"):
        index_of(tmp_path, "city,year,a:benefit\nx,2020,1\ny,2020,\n")


def test_no_index_columns_no_index(tmp_path: Path) -> None:
    path = tmp_path / "k.csv"
    path.write_text("city,year,mining_jobs_persons\nhegang,2020,5\n", encoding="utf-8")
    assert transformation_index(table.read(path)) is None
