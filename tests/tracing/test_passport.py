from __future__ import annotations

from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from lodeshift.errors import UnknownIdError
from lodeshift.tracing import build, passport, uncertainty
from lodeshift.tracing.build import Setting, Uncovered

PLANT = Setting("lanzhou-new-area", "Gansu", 2026, frozenset({"cell_lfp", "pack_lfp"}))


def test_service_of_a_car_battery_by_the_draft() -> None:
    found = passport.service("ev_m1_n1", 2026)
    assert found.kwh == pytest.approx(0.95 * 60 * 8)
    assert passport.service("ev_m1_n1", 2026, years=10).kwh == pytest.approx(0.95 * 60 * 10)
    with pytest.raises(UnknownIdError, match="category"):
        passport.service(cast(passport.Category, "submarine"), 2026)


def test_stages_sum_to_the_figure() -> None:
    found = passport.passport(PLANT, "battery_pack_lfp", "ev_m1_n1")
    assert sum(found.stages.values()) == pytest.approx(found.kgco2e_per_kwh_delivered.central, abs=1e-12)
    assert found.kgco2e_per_kwh_delivered.central * found.energy_delivered_kwh_per_kwh == pytest.approx(
        found.kgco2e_per_kwh_capacity
    )
    assert set(found.stages) == {"raw_material_and_pre_processing", "main_production", "distribution", "end_of_life"}
    assert 0.1 < found.stages["main_production"] / found.kgco2e_per_kwh_delivered.central < 0.4


def test_a_direct_line_counts_a_ppa_does_not() -> None:
    line = replace(PLANT, power={"": Uncovered(0.0, 0.0, 0.0, 0.0, {"battery": 0.0, "cbam": 0.0})})
    ppa = replace(PLANT, power={"": Uncovered(1.0, 0.0, 0.0, 0.0, {"battery": 0.468, "cbam": 0.0})})
    green = passport.passport(line, "battery_cell_lfp", "storage")
    bought = passport.passport(ppa, "battery_cell_lfp", "storage")
    plain = passport.passport(PLANT, "battery_cell_lfp", "storage")
    assert green.kgco2e_per_kwh_capacity < bought.kgco2e_per_kwh_capacity
    assert bought.kgco2e_per_kwh_capacity == pytest.approx(plain.kgco2e_per_kwh_capacity, rel=0.02)
    assert bought.by_regime["cbam"] < bought.by_regime["battery"]


def test_band_comes_from_the_draws() -> None:
    network = build.system(PLANT, ("battery_cell_lfp",))
    draws = uncertainty.draw([network], 100, np.random.default_rng(0))
    band = passport.passport(
        PLANT, "battery_cell_lfp", "ev_m1_n1", draws=draws, network=network
    ).kgco2e_per_kwh_delivered
    assert band.low < band.central < band.high


def test_thinner_foil_lowers_the_cells_figure_a_little() -> None:
    eight, six, thin = passport.passport(PLANT, "battery_cell_lfp", "ev_m1_n1").foil
    assert [each.thickness_um for each in (eight, six, thin)] == [8.0, 6.0, 4.5]
    assert eight.kgco2e_per_kwh > six.kgco2e_per_kwh > thin.kgco2e_per_kwh
    assert eight.kgco2e_per_kwh - thin.kgco2e_per_kwh < 3.0
    assert passport.passport(PLANT, "battery_cell_ncm", "ev_m1_n1").foil == ()


def test_mass_of_a_pack_holds_its_cells() -> None:
    assert passport.mass_kg_per_kwh("battery_pack_lfp") > passport.mass_kg_per_kwh("battery_cell_lfp") > 5.0


def test_data_quality_and_dates_are_told() -> None:
    found = passport.passport(PLANT, "battery_cell_lfp", "ev_m1_n1")
    assert 1.0 <= found.data_quality <= 5.0
    assert found.dates["declaration_from"].day.isoformat() == "2025-02-18"
    assert found.dates["passport_from"].day.isoformat() == "2027-02-18"
    assert 0.0 < found.weak_share < 1.0
    refused = {each.facts["evidence"] for each in found.evidence if each.kind == "tracing.evidence_does_not_count"}
    assert refused == {"evidence_ppa", "evidence_certificate"}


def test_no_battery() -> None:
    with pytest.raises(UnknownIdError, match="battery product"):
        passport.passport(PLANT, "steel", "storage")
