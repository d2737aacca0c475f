"""The range holds the optimum and shrinks to it when nothing may cost more."""

from __future__ import annotations

import numpy as np
import pytest
from tests.planning.solving import solved
from tests.planning.worlds import SITE, market, output_goal, plant, random_world, world

from lodeshift.planning.inputs import SourceInput
from lodeshift.planning.near_optimal import wind_and_sun_range
from lodeshift.program.solve import Options

LINE = plant("line", {"foil": 1.0}, mwh_per_unit=8.76, capex_mcny_per_k=1e-6)


def test_without_room_the_range_is_the_optimum() -> None:
    wind = SourceInput("wind", SITE, "wind", "own", np.ones(12), 4.0, 0.0, 25.0, 0.0)
    inputs = world((LINE,), (market("home", "foil", "sell", 0.0, 1),), years=(2026,), tariff=0.5,
                   goals=(output_goal("foil", 2026, 100.0),), sources=(wind,))  # fmt: skip
    found = wind_and_sun_range(inputs, Options(method="simplex"), within=0.0)
    assert found is not None
    wind_span, pv_span = found.spans
    assert [wind_span.low_mw, wind_span.high_mw] == pytest.approx([100.0, 100.0])
    assert (pv_span.kind, pv_span.high_mw) == ("pv", 0.0)


def test_room_widens_it_both_ways() -> None:
    inputs = random_world(4, 24)
    tight = wind_and_sun_range(inputs, Options(method="simplex"), within=0.001)
    wide = wind_and_sun_range(inputs, Options(method="simplex"), within=0.02)
    assert tight is not None and wide is not None
    built = float(solved(inputs).amounts.mw[:2].sum())
    lows = [sum(span.low_mw for span in found.spans) for found in (wide, tight)]
    highs = [sum(span.high_mw for span in found.spans) for found in (tight, wide)]
    assert lows[0] <= lows[1] + 1e-2 <= built + 2e-2
    assert built <= highs[0] + 1e-2 <= highs[1] + 2e-2


def test_nothing_to_say_without_wind_and_sun() -> None:
    inputs = world(
        (LINE,), (market("home", "foil", "sell", 0.0, 1),), years=(2026,), goals=(output_goal("foil", 2026, 1.0),)
    )
    assert wind_and_sun_range(inputs, Options()) is None
