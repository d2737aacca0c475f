"""Tonnes and megawatts balance at every node, year and slice; green power counts hour by hour."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.planning.solving import solved, status
from tests.planning.worlds import SITE, market, output_goal, plant, random_world, world

from lodeshift.planning.balance import green_sites
from lodeshift.planning.inputs import GoalInput, PlanInputs, SourceInput
from lodeshift.records.plan import AccountLine


def test_goods_balance_at_every_site_and_year() -> None:
    inputs = random_world(0)
    found = solved(inputs)
    for site in inputs.sites:
        for commodity in {c for s, c in found.model.goods if s == site}:
            total = np.zeros(len(inputs.horizon.years))
            for i, p in enumerate(inputs.processes):
                if p.site == site:
                    total += found.amounts.activity[i] * p.net.get(commodity, 0.0)
            for i, m in enumerate(inputs.markets):
                if (m.site, m.commodity) == (site, commodity):
                    total += found.amounts.trade[i] * (1.0 if m.kind == "buy" else -1.0)
            for i, r in enumerate(inputs.routes):
                if r.commodity == commodity:
                    total += found.amounts.ship[i] * ((r.to_site == site) - (r.from_site == site))
            for i, t in enumerate(inputs.tiers):
                if (t.site, t.ore) == (site, commodity):
                    total += found.amounts.extract[i]
            assert total == pytest.approx(0.0, abs=1e-6), (site, commodity)


@pytest.mark.parametrize("green", [False, True])
def test_power_balances_in_every_slice(green: bool) -> None:
    inputs = random_world(4, green=green)
    found = solved(inputs)
    for site, power in found.amounts.power.items():
        own = sum(power.own_available.values(), np.zeros_like(power.grid)) - power.spilled
        supply = own + power.contract + power.grid + sum(power.plants.values(), np.zeros_like(own))
        supply = supply + sum(power.discharge.values(), np.zeros_like(own))
        use = power.base[:, None] + sum(power.loads.values(), np.zeros_like(own)) + power.export
        use = use + sum(power.charge.values(), np.zeros_like(own))
        assert supply == pytest.approx(use, abs=1e-5), site


def _green_world(share: float) -> PlanInputs:
    """One plant, flat load, sun in half of the slices: at most half of the load can be green without a battery."""
    sun = np.array([1.0] * 6 + [0.0] * 6)
    source = SourceInput("sun", SITE, "pv", "own", sun, 3.0, 0.05, 25.0, 0.0)
    goals = (
        output_goal("foil", 2026, 10.0),
        GoalInput("green", "green_share", "", SITE, 2026, "min", share, share, "1"),
    )
    return world(
        (plant("line", {"foil": 1.0}, mwh_per_unit=8.0),), (market("home", "foil", "sell", 80.0, 1),),
        years=(2026,), goals=goals, sources=(source,),
    )  # fmt: skip


def test_excess_sun_never_counts_as_green() -> None:
    found = solved(_green_world(0.5))
    power = found.amounts.power[SITE]
    load = power.base[:, None]
    assert np.all(power.green_load <= load + 1e-9)
    assert (power.green_load @ found.model.inputs.slices.weight_h) == pytest.approx(0.5 * load[:, 0] * 8760.0)


def test_more_green_than_hours_of_sun_is_impossible() -> None:
    assert status(_green_world(0.51)) == "infeasible"


def test_green_power_is_a_flow_only_where_somebody_asks() -> None:
    assert green_sites(solved(random_world(4)).model) == frozenset()
    assert green_sites(solved(random_world(4, green=True)).model) == frozenset({SITE})


def test_a_levy_on_own_power_counts_what_is_taken() -> None:
    sun = np.array([1.0] * 6 + [0.0] * 6)
    source = SourceInput("sun", SITE, "pv", "own", sun, 3.0, 0.05, 25.0, 0.0)
    inputs = world(
        (plant("line", {"foil": 1.0}, mwh_per_unit=8.0),), (market("home", "foil", "sell", 80.0, 1),),
        years=(2026,), goals=(output_goal("foil", 2026, 10.0),), sources=(source,),
    )  # fmt: skip
    grids = {SITE: replace(inputs.grids[SITE], levy_on_own_mcny_per_gwh=np.array([0.05]))}
    found = solved(replace(inputs, grids=grids))
    power = found.amounts.power[SITE]
    used = power.own_available["sun"] - power.spilled
    levy = found.books.items[AccountLine("firm", "levies on own power")][0]
    assert levy == pytest.approx(-float(used[0] @ inputs.slices.weight_h) / 1000.0 * 0.05)
