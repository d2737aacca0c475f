"""A clash in the case's words: every member in its own unit, goals in the user's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.planning.worlds import SITE, market, output_goal, plant, world

from lodeshift.planning.build import build
from lodeshift.planning.clash import clash_lines, number
from lodeshift.planning.inputs import GoalInput, PlanInputs
from lodeshift.program.clash import find_clash
from lodeshift.program.solve import Options

YEARS = (2026,)
FOIL = plant("foil line", {"copper_foil_6um": 1.0}, mwh_per_unit=8.76, max_capacity_k=40.0)
SALE = market("cells/copper_foil_6um", "copper_foil_6um", "sell", 81.0, 1)


def _lines(inputs: PlanInputs) -> set[str]:
    model = build(inputs)
    return set(clash_lines(model, find_clash(model.program, Options())))


def test_a_target_and_a_capacity_are_told_in_tonnes() -> None:
    goal = replace(output_goal("copper_foil_6um", 2026, 60.0), unit="t/a")
    assert _lines(world((FOIL,), (SALE,), years=YEARS, goals=(goal,))) == {
        f"largest capacity of foil line at {SITE} in 2026: would have to give 20,000 t/a of 40,000",
        "goal copper_foil_6um-2026-min: output of copper_foil_6um in 2026 at least 60000 t/a: "
        "would have to give 20,000 t/a of 60,000",
    }


def test_a_market_is_told_by_its_own_name() -> None:
    narrow = replace(SALE, volume_k=SALE.price * 0.0 + 30.0)
    goal = replace(output_goal("copper_foil_6um", 2026, 35.0), unit="t/a")
    assert (
        "largest sale of copper_foil_6um at cells in 2026: would have to give 5,000 t/a of 30,000"
        in _lines(world((FOIL,), (narrow,), years=YEARS, goals=(goal,)))
    )  # fmt: skip


def test_a_share_gives_in_percent_and_not_in_megawatts() -> None:
    """There is no wind and no sun: the share can be 0, so it gives all of its 35 %."""
    goals = (
        replace(output_goal("copper_foil_6um", 2026, 30.0), unit="t/a"),
        GoalInput("green", "green_share", "", "", 2026, "min", 0.35, 0.35, "1"),
    )
    assert "goal green: green share in 2026 at least 35 %: would have to give 35 % of 35" in _lines(
        world((FOIL,), (SALE,), years=YEARS, goals=goals)
    )


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (18571.4, "18,570"),
        (0.476152, "0.4762"),
        (4_648_000.0, "4,648,000"),
        (300.0, "300"),
        (0.0, "0"),
        (9999.6, "10,000"),
    ],
)
def test_numbers_have_four_figures_and_no_exponent(value: float, told: str) -> None:
    assert number(value) == told
