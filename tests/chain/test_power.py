"""The price of a bought MWh by the hour, against Gansu's tariff worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lodeshift.catalogue import places, power, technologies, upstream
from lodeshift.chain.power import circuit_at, grid_factor, hourly_factors, power_price, tariff_part, tariff_parts
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.records.figure import Figure

ENERGY = 298.6 / 1.13
"""Market energy, 0.2986 CNY/kWh with VAT, in CNY/MWh without."""
TRANSMISSION = 69.3 / 1.13
"""Two-part transmission at 220 kV and above, 0.0693 CNY/kWh with VAT."""
FUNDS, SYSTEM_FEE, LOSS = 22.925, 30.0, 0.0231
PEAK, VALLEY = 1.5, 0.5
"""7-9 and 17-23 h, and 9-17 h, all months; the rest is flat."""


def factor(hour_of_day: int) -> float:
    if 9 <= hour_of_day < 17:
        return VALLEY
    return PEAK if 7 <= hour_of_day < 9 or 17 <= hour_of_day < 23 else 1.0


def test_every_hour_of_gansu_is_that_of_the_notices() -> None:
    found = power_price("Gansu", "220kV+")
    by_hand = [
        ENERGY * (1 + LOSS) * factor(hour % 24) + TRANSMISSION + FUNDS + SYSTEM_FEE for hour in range(8760)
    ]  # fmt: skip
    assert found.hourly.shape == (8760,)
    assert found.hourly == pytest.approx(np.array(by_hand), rel=1e-9)
    # As a planner reads them: about 384 in flat hours, 249 at noon, 519 in the evening.
    assert found.hourly[[0, 12, 20]] == pytest.approx([384.6, 249.4, 519.8], abs=0.1)


def test_demand_charge_and_wheeling_of_gansu() -> None:
    found = power_price("Gansu", "220kV+")
    assert found.demand_charge_cny_per_mw_month == pytest.approx(32.8e3 / 1.13)
    assert found.wheeling == pytest.approx(TRANSMISSION + FUNDS + SYSTEM_FEE)
    assert found.loss_share == pytest.approx(LOSS)


def test_transmission_moves_with_the_windows_where_the_rules_say_so() -> None:
    still = power_price("Gansu", "220kV+").hourly
    moves = power_price("Gansu", "220kV+", windows_move_transmission=True).hourly
    factors = np.array([factor(hour % 24) for hour in range(8760)])
    assert moves - still == pytest.approx(TRANSMISSION * (factors - 1.0), abs=1e-9)


def own(central: float) -> Figure:
    return Figure(central, central, central, "CNY/MWh", "2024", "", "test", "user")


def test_the_cases_own_energy_price_and_fee_replace_the_tables() -> None:
    parts = tariff_parts("Gansu", "220kV+", energy=own(200.0), system_fee=own(0.0))
    found = power_price("Gansu", "220kV+", parts)
    assert found.hourly[0] == pytest.approx(200 * (1 + LOSS) + TRANSMISSION + FUNDS)
    assert parts["energy"].source == "test"
    assert set(parts) == {
        "energy",
        "transmission",
        "line_loss_share",
        "government_funds",
        "demand_charge",
        "system_operation_fee",
    }


def test_higher_voltage_is_cheaper_and_every_grid_has_a_year_of_prices() -> None:
    assert power_price("Gansu", "110kV").hourly.mean() > power_price("Gansu", "220kV+").hourly.mean()
    for grid in power.grids():
        voltage = power.voltages(grid)[-1]
        if not power.tariff(grid, voltage).missing:
            hourly = power_price(grid, voltage).hourly
            assert 100 < hourly.min() <= hourly.max() < 1500, grid


def test_missing_parts_are_told_all_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    holes = replace(power.tariff("Gansu", "220kV+"), energy=None, demand_charge=None)
    monkeypatch.setattr(power, "tariff", lambda _grid, _voltage: holes)
    with pytest.raises(InputError) as caught:
        power_price("Gansu")
    assert [problem.field for problem in caught.value.problems] == ["energy", "demand_charge"]
    assert "no row for Gansu, 220kV+" in str(caught.value)
    with pytest.raises(InputError) as caught:
        tariff_parts("Gansu", energy=own(250.0))
    assert [problem.field for problem in caught.value.problems] == ["demand_charge"]


def test_an_unknown_grid_is_told() -> None:
    with pytest.raises(UnknownIdError, match="Gansu"):
        power_price("Ganssu")


def test_circuits_have_the_voltage_of_their_province() -> None:
    """Baotou is joined at 220 kV; there are no 330-kV circuits outside the northwest grid."""
    assert circuit_at("lanzhou").kv == circuit_at("yulin-shaanxi").kv == 330
    assert circuit_at("baotou").kv == circuit_at("hegang").kv == 220
    rule = power.connection_rule()["n1_secure_mw_per_further_330kv_circuit"]
    firm = circuit_at("lanzhou").firm_mw
    assert (firm.low, firm.central, firm.high) == (rule.low, rule.central, rule.high)
    assert circuit_at("baotou").firm_mw.central == pytest.approx(rule.central * 220 / 330, rel=2e-3)
    for place in places.cities():
        found = circuit_at(place)
        assert f"{found.kv:g}kv" in found.line and f"{found.kv:g}kv" in found.substation
        assert technologies.technology(found.line).metric("capex").unit == "CNY/km"
        assert technologies.technology(found.substation).metric("capex").unit == "CNY/kVA"


def test_a_part_that_a_grid_lacks_is_the_median_of_all_grids() -> None:
    known = [f.central for g in power.grids() if (f := power.tariff(g, "110kV").demand_charge) is not None]
    for grid in power.grids():
        figure, own = tariff_part(grid, "demand_charge", "110kV")
        stated = power.tariff(grid, "110kV").demand_charge
        assert own == (stated is not None)
        assert figure.central == (np.median(known) if stated is None else stated.central)


def test_the_grid_factor_follows_the_country_s_trend_and_stands_in_for_a_province_without_one() -> None:
    assert grid_factor("Gansu", 2022) == power.co2_factor("Gansu", 2022)
    trend = upstream.parameter("power", "grid_trend").central
    assert grid_factor("Gansu", 2030).central == pytest.approx(grid_factor("Gansu", 2022).central * trend**8)
    assert grid_factor("Atlantis", 2022) == power.co2_factor("China", 2022)


def test_hourly_factors_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        hourly_factors("Gansu")[0] = 2.0
