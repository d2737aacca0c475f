"""What a draw keeps: ranges of the assumptions, pooling, independence of how draws are split."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulation import worlds

from lodeshift.catalogue.assumptions import usual
from lodeshift.chain.figures import REACH
from lodeshift.simulation import draws
from lodeshift.simulation import rows as row
from lodeshift.simulation.pooled import pooled_of

WORLD = worlds.city("hegang")
ASSUMED = usual()


@pytest.mark.parametrize("name", ["delay", "hurdle", "grade", "capital_overrun"])
def test_low_and_high_are_the_ends_of_the_80_percent_interval(name: str) -> None:
    figure = ASSUMED[name].figure
    ends = draws.assumed_at(ASSUMED, name, np.array([-REACH["p10_p90"], 0.0, REACH["p10_p90"]]))
    assert ends == pytest.approx([figure.low, figure.central, figure.high])


def test_drawn_values_spread_as_the_assumptions_say() -> None:
    theta = worlds.theta(WORLD, 20_000)
    figure = ASSUMED["delay"].figure
    assert np.quantile(theta[row.DELAY], [0.1, 0.5, 0.9]) == pytest.approx(
        [figure.low, figure.central, figure.high], abs=0.05
    )
    assert theta[row.LINKAGE].min() >= 0 and theta[row.LINKAGE].max() <= 1
    assert theta[row.HURDLE].min() > 0 and theta[row.MIGRATION_ELASTICITY].min() >= 0
    drawn = theta[np.ptp(theta, axis=1) > 0]
    still = sum(ASSUMED[name].use == "fixed" for name in row.ASSUMED)
    assert len(drawn) == len(theta) - 1 - still
    assert np.abs(np.corrcoef(drawn) - np.eye(len(drawn))).max() < 0.05


def test_without_volatility_every_draw_is_the_central_one() -> None:
    theta = worlds.theta(WORLD, 5, volatile=False)
    assert np.ptp(theta, axis=1).max() == 0.0
    assert theta[row.HURDLE, 0] == ASSUMED.central("hurdle")
    assert theta[row.GRADE, 0] == ASSUMED.central("grade")
    assert (theta[row.FIRST_LEVEL :] == 0).all()


def test_draws_do_not_depend_on_how_they_are_split() -> None:
    whole = worlds.theta(WORLD, 50)
    parts = [worlds.theta(WORLD, 10, first=first) for first in range(0, 50, 10)]
    assert np.array_equal(whole, np.concatenate(parts, axis=1))
    assert not np.array_equal(whole, worlds.theta(WORLD, 50, seed=2))


def test_half_of_a_lead_is_believed_and_all_of_it_without_the_pool() -> None:
    facts = WORLD.economy.facts
    lead = facts.growth - facts.national_growth
    pooled, own = draws.start_of(WORLD), draws.start_of(WORLD, pool=False)
    assert pooled.lead == pytest.approx(pooled_of(ASSUMED).own_weight * lead)
    assert own.lead == pytest.approx(lead)
    zone = worlds.city("lanzhou-new-area")
    facts = zone.economy.facts
    zone_lead = facts.growth - facts.national_growth
    assert draws.start_of(zone).lead == pytest.approx(ASSUMED.central("zone_own_weight") * zone_lead)


def test_one_row_can_be_redrawn_alone() -> None:
    key, numbers = worlds.random_key(), np.arange(20, dtype=np.uint64)
    shift = np.zeros(WORLD.model.theta_rows, np.uint64)
    shift[row.DELAY] = 1000
    start = draws.start_of(WORLD)
    plain, moved = (draws.theta_of(WORLD, key, numbers, start, shift=s) for s in (None, shift))
    differs = np.flatnonzero((plain != moved).any(axis=1))
    assert differs.tolist() == [row.DELAY]
