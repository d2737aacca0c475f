"""Power of a first case."""

from __future__ import annotations

import pytest

from lodeshift.case.rows import Plant
from lodeshift.catalogue import power, recipes, weather
from lodeshift.chain.power import circuit_at
from lodeshift.start import energy


def test_options_take_the_hours_of_the_place() -> None:
    wind, sun, battery = energy.options("jinchang", "zone")
    assert wind.full_load_hours == weather.normals("jinchang").wind_full_load_hours.central
    assert sun.full_load_hours == weather.normals("jinchang").pv_full_load_hours.central
    assert battery.kind == "battery"


def test_potential_of_the_connection_table() -> None:
    wind, sun, _ = energy.options("lanzhou-new-area", "zone")
    known = power.grid_connection("lanzhou-new-area")
    assert wind.potential_mw == known["local_wind_potential"].central
    assert sun.potential_mw == known["local_pv_potential"].central


def test_circuits_carry_the_peak_with_one_out() -> None:
    figures, _ = energy.connection("jinchang", 400)
    rule = figures["firm_mw_per_further_circuit"].central
    peak, circuits = power.grid_connection("jinchang")["peak_load"].central, figures["existing_circuits"].central
    assert figures["background_peak_load"].central == peak - 400
    assert (circuits - 2) * rule < peak <= (circuits - 1) * rule
    assert figures["max_circuits"].central > circuits


def test_part_of_the_peak_is_left_to_others() -> None:
    figures, _ = energy.connection("jinchang", 1e6)
    peak = power.grid_connection("jinchang")["peak_load"].central
    assert figures["background_peak_load"].central == pytest.approx(peak / 4, abs=1)


def test_load_of_plants() -> None:
    plant = Plant(
        plant="a", site="z", process="copper_foil_6um", capacity=80_000, status="operating", on_line=2024, source="x"
    )
    idle = plant.model_copy(update={"status": "announced"})
    expected = 80_000 * -recipes.process("copper_foil_6um").amount("electricity") / 8000
    assert energy.plant_load_mw([plant, idle]) == pytest.approx(expected)


def test_unknown_connection_is_told() -> None:
    figures, missing = energy.connection("baotou")
    assert figures["existing_circuits"].central == 2
    assert figures["firm_mw_per_further_circuit"] == circuit_at("baotou").firm_mw
    assert "220 kV" in figures["existing_circuits"].source
    assert energy.connection("baotou", 800)[0]["existing_circuits"].central == 3
    assert any("no row" in each for each in missing)


def test_lines_to_wind_and_sun_have_the_province_s_voltage() -> None:
    gansu, mongolia = (energy.options(place, "zone")[0] for place in ("jinchang", "baotou"))
    assert gansu.line_cost_cny_per_mw_km == pytest.approx(3250)
    assert "330 kV" in gansu.source and "220 kV" in mongolia.source
    assert mongolia.line_cost_cny_per_mw_km == pytest.approx(900_000 / 267)


def test_province_without_a_grid_factor() -> None:
    factor, missing = energy.grid_factor("Tibet")
    assert factor == power.co2_factor("China", 2022)
    assert missing == ["grid factor of Tibet: no row; that of the country is used"]


@pytest.mark.parametrize("grid", power.grids())
def test_tariff_of_every_grid_is_taken_or_told(grid: str) -> None:
    found, missing = energy.tariff_figures(grid)
    assert power.tariff(grid, energy.voltage(grid)).grid == grid
    assert ("market_energy_price" in found) != (f"tariff of {grid}: no row for energy" in missing)
