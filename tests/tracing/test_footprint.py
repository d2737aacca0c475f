from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import UnknownIdError
from lodeshift.records.footprint import ProductAt
from lodeshift.records.note import note
from lodeshift.tracing import build, footprint, uncertainty
from lodeshift.tracing.build import Setting
from lodeshift.tracing.solve import adjoint


def test_one_answer_holds_all_its_parts(foil_site: Setting) -> None:
    system = build.system(foil_site, ("copper_foil_6um",))
    draws = uncertainty.draw([system], 200, np.random.default_rng(0))
    (found,) = footprint.product_footprints(system, [ProductAt("copper_foil_6um", foil_site.site, 2024)], draws)
    assert found.unit == "kgCO2e/kg"
    assert found.total.low < found.total.central < found.total.high
    assert found.total.central == pytest.approx(found.scope1 + found.scope2.location + found.scope3, abs=1e-12)
    assert found.total_by(found.scope2.market_hourly) > found.total.central  # nobody's power carries the residual mix
    assert {each.kind for each in found.left_out} >= {"tracing.left_out_capital", "tracing.left_out_wastes"}
    assert {each.kind for each in found.method} >= {"tracing.solved_by_lu", "tracing.cut_off_at", "tracing.grid_factor"}


def test_weak_figures_are_ordered_by_what_they_move(foil_site: Setting) -> None:
    system = build.system(foil_site, ("copper_foil_6um",))
    (found,) = footprint.product_footprints(system, [ProductAt("copper_foil_6um", foil_site.site, 2024)])
    assert found.weak[0].label == note("tracing.figure_upstream", "copper_cathode")  # the widest of all
    assert found.weak[0].effect == pytest.approx(1.008 * (6 - 3) / 2)
    assert [each.effect for each in found.weak] == sorted((each.effect for each in found.weak), reverse=True)
    assert all(each.figure.weak for each in found.weak)


def test_the_effect_of_a_figure_is_half_of_what_moving_it_does(foil_site: Setting) -> None:
    system = build.system(foil_site, ("copper_foil_6um",))
    position = system.index(build.market_id("copper_foil_6um", foil_site.site))
    slope = footprint.slopes(system, position)
    for i, figure in enumerate(system.figures):
        moved = system.central()
        moved[i] += 1e-6 * max(figure.central, 1.0)
        step = adjoint(system.matrix(moved), system.emissions(moved), "lu").values[position]
        rise = footprint.total_of(system, step) - footprint.carried(system).total[position]
        assert rise / (moved[i] - figure.central) == pytest.approx(slope[i], rel=1e-4, abs=1e-7)


def test_without_draws_the_band_is_the_value(foil_site: Setting) -> None:
    system = build.system(foil_site, ("copper_foil_6um",))
    (found,) = footprint.product_footprints(system, [ProductAt("copper_foil_6um", foil_site.site, 2024)])
    assert found.total.low == found.total.central == found.total.high


@pytest.mark.parametrize(
    ("commodity", "unit"),
    [
        ("steel", "kgCO2e/kg"),
        ("battery_cell_lfp", "kgCO2e/kWh"),
        ("pv_module", "kgCO2e/kW"),
        ("ev_motor", "kgCO2e/unit"),
        ("pgm", "kgCO2e/kg"),
    ],
)
def test_units_as_people_write_them(commodity: str, unit: str) -> None:
    assert footprint.label(commodity) == unit


def test_goods_counted_in_kilograms_are_told_in_kilograms() -> None:
    setting = Setting("jinchang", "Gansu", 2024, frozenset())
    system = build.system(setting, ("pgm",))
    (found,) = footprint.product_footprints(system, [ProductAt("pgm", "jinchang", 2024)])
    assert 5_000 < found.total.central < 80_000  # published PGM figures: tens of tonnes of CO2e per kg
    assert sum(part.value for part in found.contributions) == pytest.approx(found.total.central, rel=1e-10)
    assert found.tree.value == pytest.approx(found.total.central, rel=1e-10)


def test_a_product_outside_the_network(foil_site: Setting) -> None:
    system = build.system(foil_site, ("copper_foil_6um",))
    with pytest.raises(UnknownIdError):
        footprint.product_footprints(system, [ProductAt("steel", foil_site.site, 2024)])
