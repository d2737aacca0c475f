"""A clash every member gives in its own unit, goals in the user's."""

from __future__ import annotations

from dataclasses import replace

from tests.planning.worlds import market, output_goal, plant, world

from lodeshift.planning.build import build
from lodeshift.planning.clash import clash_notes
from lodeshift.planning.inputs import GoalInput, PlanInputs
from lodeshift.program.clash import find_clash
from lodeshift.program.solve import Options

YEARS = (2026,)
FOIL = plant("foil line", {"copper_foil_6um": 1.0}, mwh_per_unit=8.76, max_capacity_k=40.0)
SALE = market("cells/copper_foil_6um", "copper_foil_6um", "sell", 81.0, 1)


def _given(inputs: PlanInputs) -> dict[str, tuple[int, object, int]]:
    """What each limit would have to give, in which unit, of how much."""
    model = build(inputs)
    found = clash_notes(model, find_clash(model.program, Options()))
    return {
        n.kind: (round(float(str(f["gives"]))), f["given_unit"], round(float(str(f["bound"]))))
        for n in found
        for f in [n.facts]
    }


def test_a_target_and_a_capacity_give_tonnes() -> None:
    goal = replace(output_goal("copper_foil_6um", 2026, 60.0), unit="t/a")
    assert _given(world((FOIL,), (SALE,), years=YEARS, goals=(goal,))) == {
        "planning.limit_largest_capacity": (20_000, "t/a", 40_000),
        "planning.goal_at_least": (20_000, "t/a", 60_000),
    }


def test_a_market_gives_in_the_unit_of_its_good() -> None:
    narrow = replace(SALE, volume_k=SALE.price * 0.0 + 30.0)
    goal = replace(output_goal("copper_foil_6um", 2026, 35.0), unit="t/a")
    found = _given(world((FOIL,), (narrow,), years=YEARS, goals=(goal,)))
    assert found["planning.limit_sale"] == (5_000, "t/a", 30_000)


def test_a_share_gives_in_percent_and_not_in_megawatts() -> None:
    """There is no wind and no sun: the share can be 0, so it gives all of its 35 %."""
    goals = (
        replace(output_goal("copper_foil_6um", 2026, 30.0), unit="t/a"),
        GoalInput("green", "green_share", "", "", 2026, "min", 0.35, 0.35, "1"),
    )
    found = _given(world((FOIL,), (SALE,), years=YEARS, goals=goals))
    assert found["planning.goal_at_least"] == (35, "%", 35)
