from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from lodeshift.errors import InputError
from lodeshift.records.footprint import PowerMatch
from lodeshift.records.plan import SitePower, Slices
from lodeshift.tracing.power import coverage, matches

GRID, RESIDUAL = 0.5, 0.55


def site(supply: Mapping[str, Sequence[float]], use: Mapping[str, Sequence[float]]) -> SitePower:
    none = np.zeros(4)
    return SitePower(
        "zone",
        2030,
        {name: np.array(values, dtype=float) for name, values in supply.items()},
        {name: np.array(values, dtype=float) for name, values in use.items()},
        {},
        none,
        none,
        none,
    )


SLICES = Slices(np.array([0, 1, 4380, 4381]), 1, np.full(4, 2190.0), np.array([1, 1, 7, 7]))


def one(
    supply: Mapping[str, Sequence[float]], use: Mapping[str, Sequence[float]], certificates: float = 0.0
) -> PowerMatch:
    found = matches(coverage(site(supply, use), SLICES), GRID, RESIDUAL, certificates)
    assert len(found) == 1
    return found[0]


def test_volume_matching_says_zero_where_the_hours_show_a_remainder() -> None:
    # twice the load by day, nothing by night: the year balances, half of the hours do not
    found = one({"pv:a": [20, 0, 20, 0], "grid": [0, 10, 0, 10]}, {"p": [10] * 4, "export": [10, 0, 10, 0]})
    assert found.load_mwh == pytest.approx(87_600)
    assert found.green_annual_mwh == pytest.approx(found.load_mwh)
    assert found.green_monthly_mwh == pytest.approx(found.load_mwh)
    assert found.green_hourly_mwh == pytest.approx(found.load_mwh / 2)


def test_a_windy_winter_does_not_cover_a_calm_summer_by_the_month() -> None:
    found = one({"wind:a": [20, 20, 0, 0], "grid": [0, 0, 10, 10]}, {"p": [10] * 4, "export": [10, 10, 0, 0]})
    assert found.green_annual_mwh == pytest.approx(found.load_mwh)
    assert found.green_monthly_mwh == pytest.approx(found.load_mwh / 2)


def test_excess_never_counts() -> None:
    found = one({"wind:a": [100] * 4}, {"p": [10] * 4, "export": [90] * 4})
    assert found.green_annual_mwh == found.green_monthly_mwh == found.green_hourly_mwh == pytest.approx(found.load_mwh)


def test_storage_hands_on_its_charging_hours_less_the_loss() -> None:
    supply = {"pv:a": [20, 0, 20, 0], "battery:b": [0, 8, 0, 8], "grid": [0, 2, 0, 2]}
    found = one(supply, {"p": [10] * 4, "battery:b": [10, 0, 10, 0]})
    assert found.green_hourly_mwh == pytest.approx(2190 * (10 + 8 + 10 + 8))
    assert found.green_annual_mwh == pytest.approx(2190 * 36)  # the loss counts for no one


def test_storage_charged_from_the_grid_is_not_green() -> None:
    supply = {"grid": [20, 2, 20, 2], "battery:b": [0, 8, 0, 8]}
    found = one(supply, {"p": [10] * 4, "battery:b": [10, 0, 10, 0]})
    assert found.green_hourly_mwh == 0.0
    assert found.lost_mwh == pytest.approx({"direct_line": 0.0, "ppa": 0.0, "grid": 2190 * 4})
    drawn = 2190 * 44  # what the meter of the grid shows, the loss included
    assert found.by_regime["cbam"] * found.load_mwh == pytest.approx(drawn * GRID)


def test_mixed_charging_is_shared_out() -> None:
    supply = {"pv:a": [15, 0, 15, 0], "grid": [5, 2, 5, 2], "battery:b": [0, 8, 0, 8]}
    found = one(supply, {"p": [10] * 4, "battery:b": [10, 0, 10, 0]})
    assert found.green_hourly_mwh == pytest.approx(2190 * 2 * (10 + 4), rel=1e-6)  # half of the store is sun


def test_a_process_that_follows_the_sun_is_greener_by_the_hour() -> None:
    found = matches(
        coverage(
            site({"pv:a": [20, 0, 20, 0], "grid": [0, 20, 0, 20]}, {"day": [20, 0, 20, 0], "night": [0, 20, 0, 20]}),
            SLICES,
        ),
        GRID,
        RESIDUAL,
    )
    day, night = found
    assert day.green_hourly_mwh == pytest.approx(day.load_mwh)
    assert night.green_hourly_mwh == 0.0
    assert day.green_annual_mwh / day.load_mwh == pytest.approx(night.green_annual_mwh / night.load_mwh) == 0.5


def test_regimes_take_the_evidence_they_accept() -> None:
    found = one({"wind:a": [4] * 4, "ppa:b": [3] * 4, "grid": [3] * 4}, {"p": [10] * 4})
    assert found.by_regime["battery"] == pytest.approx(0.6 * GRID)  # own line only, the rest at the average
    assert found.by_regime["cbam"] == pytest.approx(0.3 * GRID)
    assert found.by_regime["scope2_market"] == pytest.approx(0.3 * RESIDUAL)
    assert found.by_regime["scope2_hourly"] == pytest.approx(0.3 * RESIDUAL)
    assert found.supply_mwh["direct_line_used"] == pytest.approx(0.4 * found.load_mwh)


def test_certificates_count_in_the_annual_market_figure_alone() -> None:
    found = one({"grid": [10] * 4}, {"p": [10] * 4}, certificates=43_800)
    assert found.green_annual_mwh == pytest.approx(43_800)
    assert found.green_hourly_mwh == found.green_monthly_mwh == 0.0
    assert found.by_regime["scope2_market"] == pytest.approx(0.5 * RESIDUAL)
    assert found.by_regime["cbam"] == found.by_regime["battery"] == pytest.approx(GRID)


def test_bad_series_are_named_all_at_once() -> None:
    bad = site({"grid": [10, 10, 10, -3]}, {"p": [10, 10, 10]})
    with pytest.raises(InputError) as caught:
        coverage(bad, SLICES)
    assert len(caught.value.problems) == 2


def test_no_load_no_answer() -> None:
    assert matches(coverage(site({"wind:a": [1] * 4}, {"export": [1] * 4}), SLICES), GRID, RESIDUAL) == ()
