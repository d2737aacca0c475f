from __future__ import annotations

from dataclasses import replace

import pytest

from lodeshift.catalogue import recipes, upstream
from lodeshift.errors import UnknownIdError
from lodeshift.tracing import build, footprint
from lodeshift.tracing.build import Setting, Uncovered, market_id
from lodeshift.tracing.network import ANNUAL, LOCATION, SCOPE1, SCOPE3

from .conftest import figure


def total(setting: Setting, product: str) -> dict[str, float]:
    system = build.system(setting, (product,))
    row = footprint.carried(system).solution.values[system.index(market_id(product, setting.site))]
    return dict(zip(system.columns, (float(value) for value in row), strict=True))


def test_foil_by_hand(foil_site: Setting) -> None:
    setting = replace(foil_site, inbound_freight=False)
    found = total(setting, "copper_foil_6um")
    grid = upstream.grid_factor("Gansu", 2024).central
    heat, fuel = upstream.factor("heat").figure.central, upstream.parameter("power", "grid_upstream").central
    assert found[SCOPE1] == 0.0
    assert found[LOCATION] == pytest.approx(8.5 * grid + 0.7 * heat)
    bought = 1.008 * 4.2 + 0.02 * 0.14 + 14 * 0.0003 + 8.5 * fuel
    assert found[SCOPE3] == pytest.approx(bought)


def test_every_recipe_has_a_footprint_at_a_site() -> None:
    for process in recipes.processes().values():
        if process.main == "electricity":
            continue
        setting = Setting("baotou", "Inner Mongolia", 2024, frozenset({process.id}), routes={process.main: process.id})
        found = total(setting, process.main)
        assert sum(found[name] for name in (SCOPE1, LOCATION, SCOPE3)) >= 0.0, process.id


def test_off_site_steps_are_scope_3_at_the_national_grid(foil_site: Setting) -> None:
    away = total(replace(foil_site, on_site=frozenset()), "copper_foil_6um")
    assert away[SCOPE1] == away[LOCATION] == 0.0
    assert away[SCOPE3] > 8.5 * upstream.grid_factor("China", 2024).central


def test_zero_emission_power_leaves_exactly_the_non_electric_rest(foil_site: Setting) -> None:
    zero = figure(0.0, unit="tCO2/MWh")
    none = replace(foil_site, site_factor=zero, grid_upstream=zero, amounts={("copper_foil_6um", "electricity"): zero})
    green = replace(foil_site, site_factor=zero, grid_upstream=zero)
    assert sum(total(green, "copper_foil_6um").values()) == pytest.approx(sum(total(none, "copper_foil_6um").values()))


def test_cover_scales_scope_2_of_each_method(foil_site: Setting) -> None:
    plain = total(replace(foil_site, factors={"heat": figure(0.0)}), "copper_foil_6um")
    half = replace(
        foil_site, factors={"heat": figure(0.0)}, power={"": Uncovered(0.5, 0.25, 0.3, 0.4, {"battery": 0.2})}
    )
    found = total(half, "copper_foil_6um")
    assert found[LOCATION] == pytest.approx(0.5 * plain[LOCATION])
    assert found[ANNUAL] == pytest.approx(0.25 * plain[ANNUAL])
    assert found["scope2_regime:battery"] == pytest.approx(8.5 * 0.2)


def test_a_suppliers_own_value_replaces_the_table(foil_site: Setting) -> None:
    usual = total(foil_site, "copper_foil_6um")
    own = total(replace(foil_site, factors={"copper_cathode": figure(2.2)}), "copper_foil_6um")
    assert usual[SCOPE3] - own[SCOPE3] == pytest.approx(1.008 * 2.0)


def test_system_expansion_credits_acid() -> None:
    setting = Setting("jinchang", "Gansu", 2024, frozenset({"copper_smelting_refining"}), inbound_freight=False)
    credited = total(setting, "copper_cathode")
    plain = total(replace(setting, allocation={"copper_smelting_refining": "main"}), "copper_cathode")
    assert plain[SCOPE3] - credited[SCOPE3] == pytest.approx(3.6 * 0.14)


def test_direct_co2_of_fuels_moves_with_the_fuel_row() -> None:
    setting = Setting(
        "yichun-jiangxi",
        "Jiangxi",
        2024,
        frozenset({"li2co3_spodumene"}),
        routes={"lithium_carbonate": "li2co3_spodumene"},
        allocation={"li2co3_spodumene": "main"},
    )
    usual = total(setting, "lithium_carbonate")
    more = replace(setting, amounts={("li2co3_spodumene", "natural_gas"): figure(18.0, unit="MWh")})
    assert total(more, "lithium_carbonate")[SCOPE1] - usual[SCOPE1] == pytest.approx(0.202)


def test_ore_of_the_place_travels_nowhere() -> None:
    setting = Setting("jinchang", "Gansu", 2024, frozenset({"copper_mining_concentrating"}))
    near = total(setting, "copper_concentrate")
    still = total(replace(setting, inbound_freight=False), "copper_concentrate")
    assert near[SCOPE3] - still[SCOPE3] < 0.02  # diesel and reagents only, not 47 t of ore


def test_unknown_words(foil_site: Setting) -> None:
    with pytest.raises(UnknownIdError, match="commodity"):
        build.system(foil_site, ("copper_foyl",))
    with pytest.raises(UnknownIdError, match="process"):
        build.system(replace(foil_site, on_site=frozenset({"magic"})), ("copper_foil_6um",))
    with pytest.raises(UnknownIdError, match="grid factor"):
        build.system(replace(foil_site, province="Atlantis"), ("copper_foil_6um",))
