"""Sectors add up to the print: GDP to the yuan, jobs to the census."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.catalogue import assumptions
from lodeshift.records.figure import Figure
from lodeshift.records.standing import StandingGood, StandingWork
from lodeshift.standing.sectors import INDUSTRY, Printed, Split, sector_shares, split

ASSUMED = assumptions.usual()
JOBS = {
    "primary": 500.0,
    "mining": 100.0,
    "manufacturing": 200.0,
    "utilities": 20.0,
    "construction": 80.0,
    "trade": 300.0,
}
PRINTED = Printed(1000.0, 0.2, 0.4, JOBS)
FIGURE = Figure(1.0, 1.0, 1.0, "t/a", "2023", "", "s", "reported")
WORK = StandingWork(
    "coal_mining", "coal", StandingGood("coal", "output", FIGURE, 2023, "printed", ()), True, 100.0, 1.0, 50.0, 10.0,
    0.0, 0.0, 0.0,
)  # fmt: skip
STEEL = replace(WORK, process="steel_bf_bof", sector="steel", digs=False, value_added_mcny=30.0, jobs=40.0)


def added(found: Split, name: str) -> tuple[float, float]:
    (each,) = [s for s in found.sectors if s.sector == name]
    assert each.value_added_mcny is not None and each.jobs is not None
    return each.value_added_mcny, each.jobs


@pytest.mark.parametrize(
    "works", [(), (WORK,), (STEEL,), (WORK, STEEL), (replace(WORK, value_added_mcny=900.0), STEEL)]
)
def test_sectors_sum_to_gdp_and_census(works: tuple[StandingWork, ...]) -> None:
    found = split(PRINTED, works, ASSUMED)
    assert sum(s.value_added_mcny or 0.0 for s in found.sectors) == pytest.approx(1000.0)
    assert sum(s.jobs or 0.0 for s in found.sectors) == pytest.approx(sum(JOBS.values()))
    assert all((s.value_added_mcny or 0.0) >= -1e-9 and (s.jobs or 0.0) >= -1e-9 for s in found.sectors)


def test_mines_take_the_census_jobs_as_far_as_their_value_added_fills_the_sector() -> None:
    mining = sector_shares(JOBS, 400.0, ASSUMED)["mining"]
    found = split(PRINTED, [replace(WORK, value_added_mcny=mining / 2)], ASSUMED)
    assert added(found, "coal") == pytest.approx((mining / 2, 50.0))
    assert added(found, "mining_other")[1] == pytest.approx(50.0)


def test_works_bring_their_recipes_labour_up_to_the_census() -> None:
    assert added(split(PRINTED, [STEEL], ASSUMED), "steel") == (30.0, 40.0)
    assert added(split(PRINTED, [replace(STEEL, jobs=1000.0)], ASSUMED), "steel")[1] == pytest.approx(200.0)


def test_what_is_modelled_beyond_the_print_is_counted_down_and_told() -> None:
    industry = sum(sector_shares(JOBS, 400.0, ASSUMED)[name] for name in INDUSTRY)
    found = split(PRINTED, [replace(WORK, value_added_mcny=2 * industry)], ASSUMED)
    assert [found.modelled_over_industry, found.counted] == pytest.approx([2.0, 0.5])
    assert added(found, "coal")[0] == pytest.approx(industry)


def test_a_work_that_adds_less_than_nothing_takes_nothing_from_others() -> None:
    found = split(PRINTED, [replace(STEEL, value_added_mcny=-50.0)], ASSUMED)
    assert added(found, "steel") == (0.0, 40.0)
    assert found.modelled_over_industry == 0.0
