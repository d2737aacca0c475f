"""Figures for the rules: growth, rows, and the user's table in place of public ones."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from lodeshift.diagnosis import evidence, table
from lodeshift.names import Quality
from lodeshift.records.figure import Figure
from lodeshift.records.note import note


def figure(year: int, value: float, quality: Quality = "reported", unit: str = "t") -> Figure:
    return Figure(value, value, value, unit, str(year), "x", "s", quality, "", f"a.csv:{year - 2000}")


def test_growth_takes_the_newest_span_near_five_years() -> None:
    found = evidence.five_year_growth(
        (figure(2014, 50), figure(2018, 80), figure(2019, 90), figure(2023, 100), figure(2030, 1))
    )
    assert found is not None
    assert found.year == "2018-2023"
    assert found.central == pytest.approx(100 * math.log(100 / 80) / 5)
    assert found.row == "a.csv:18, a.csv:23"


@pytest.mark.parametrize(
    "figures",
    [(), (figure(2020, 1),), (figure(2020, 1), figure(2022, 2)), (figure(2015, 0), figure(2020, 2)), (figure(2010, 1), figure(2020, 2))],
)  # fmt: skip
def test_no_span_no_growth(figures: tuple[Figure, ...]) -> None:
    assert evidence.five_year_growth(figures) is None


def test_a_derived_figure_is_as_weak_as_its_weakest_part() -> None:
    assert evidence.derived(1, "t", "2020", (figure(2020, 1), figure(2020, 2, "estimate"))).quality == "estimate"
    assert (
        evidence.derived(1, "t", "2020", (figure(2020, 1, "estimate"), figure(2020, 2, "recalled"))).quality
        == "recalled"
    )
    assert evidence.derived(1, "t", "2020", (figure(2020, 1),)).quality == "derived"


def test_neighbouring_rows_are_joined() -> None:
    assert evidence.row_list(["a.csv:3", "a.csv:4", "a.csv:5", "b.csv:9", "a.csv:3", "", "mine.csv:2 jobs"]) == (
        "a.csv:3-5, b.csv:9, mine.csv:2 jobs"
    )


def test_the_users_figures_take_the_place_of_public_ones(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "city,year,mining_jobs_persons,employed_persons,extraction_output_bn_yuan,industrial_output_bn_yuan,"
        "first_processing_output_bn_yuan,depletion_pct\n"
        "hegang,2018,50000,200000,,,,\n"
        "hegang,2023,40000,,6,20,3,80\n",
        encoding="utf-8",
    )
    public = evidence.Evidence("hegang", "prefecture", {"extraction_job_share": figure(2020, 11)})
    found = evidence.with_table(public, table.read(path))
    assert found.value("extraction_job_share") == pytest.approx(25)  # 2018: the newest year with both
    assert found.value("extraction_jobs") == 40000
    assert found.value("extraction_output_share") == pytest.approx(30)
    assert found.value("wide_output_share") == pytest.approx(45)
    assert found.value("depletion") == 80
    assert found.value("jobs_growth") == pytest.approx(100 * math.log(0.8) / 5)
    assert found.value("output_growth") is None
    assert found.get("extraction_output") is not None


def test_growth_of_money_says_current_prices(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("city,year,extraction_output_bn_yuan\nhegang,2018,5\nhegang,2023,6\n", encoding="utf-8")
    found = evidence.with_table(evidence.Evidence("hegang", "prefecture", {}), table.read(path)).get("output_growth")
    assert found is not None
    assert found.remark == note("diagnosis.current_prices")
