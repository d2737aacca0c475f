"""Freight over the table of distances and rates, one pair of places and all at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodeshift.catalogue import places, siting, transport
from lodeshift.chain import freight
from lodeshift.chain.freight import freight_cny_per_unit
from lodeshift.errors import InputError, UnknownIdError

RATES = {mode: (rate.central, fixed.central) for mode, (rate, fixed) in freight.rate_figures().items()}
"""The rates of all modes at their central values."""


def test_distances_equal_the_catalogue_s() -> None:
    found = freight.distances(["baotou", "gejiu"], ["tianjin-port", "hegang"])
    for i, start in enumerate(("baotou", "gejiu")):
        for j, end in enumerate(("tianjin-port", "hegang")):
            assert found.straight[i, j] == pytest.approx(places.great_circle_km(start, end))


def test_a_known_railway_replaces_the_guess() -> None:
    found = freight.distances(["baotou"], ["tianjin-port"])
    assert found.by("rail_bulk")[0, 0] == 970
    assert found.by("road_truck")[0, 0] == pytest.approx(found.straight[0, 0] * transport.freight("road_truck").detour)


def test_a_zone_goes_through_its_city() -> None:
    found = freight.distances(["lanzhou-new-area"], ["tianjin-port"])
    assert found.route[0, 0] == 60 + 1950


def test_the_cheapest_mode_is_taken() -> None:
    near, far = freight.distances(["lanzhou"], ["lanzhou-new-area"]), freight.distances(["lanzhou"], ["shanghai-port"])
    assert freight.cost_per_tonne("bulk", far, RATES)[0, 0] == pytest.approx(
        transport.cost_cny_per_t("rail_bulk", 2180).central
    )
    road = transport.cost_cny_per_t("road_truck", near.by("road_truck")[0, 0]).central
    assert freight.cost_per_tonne("bulk", near, RATES)[0, 0] == pytest.approx(
        min(road, transport.cost_cny_per_t("rail_bulk", 60).central)
    )
    assert freight.cost_per_tonne("site", far, RATES)[0, 0] == 0
    assert freight.cost_per_tonne("bulk", freight.distances(["lanzhou"], ["lanzhou"]), RATES)[0, 0] == 0


def test_to_europe_by_train_or_sea() -> None:
    box = freight.abroad_per_tonne(["lanzhou", "yichun-jiangxi"], "box", "EU", RATES)
    tank = freight.abroad_per_tonne(["lanzhou", "yichun-jiangxi"], "hazard", "EU", RATES)
    assert (tank >= box).all()
    train = transport.cost_cny_per_t("rail_china_europe", 8500).central
    assert box[0] <= train


def test_mass_of_goods_that_are_not_counted_in_tonnes() -> None:
    assert freight.tonnes_per_unit("tin") == 1
    assert freight.tonnes_per_unit("pgm") == 0.001
    assert 5 < freight.tonnes_per_unit("battery_cell_lfp") < 7
    assert 40 < freight.tonnes_per_unit("pv_module") < 60
    with pytest.raises(InputError, match="a mass or a recipe"):
        freight.tonnes_per_unit("wind_drivetrain_parts")


def test_ports_are_on_the_coast_of_china() -> None:
    assert {"shanghai-port", "beibu-gulf-port"} <= set(freight.ports())
    assert "rotterdam" not in freight.ports()


def test_freight_adds_up_over_the_legs() -> None:
    """Foil to Europe: rail 2,240 km at 0.20 and 60 fixed, then sea 19,600 km at 0.075 and 90 fixed."""
    found = freight_cny_per_unit("copper_foil_6um", ["rail_container", "sea_container_china_eu"], [2240, 19600])
    assert found.central == pytest.approx(60 + 0.2 * 2240 + 90 + 0.075 * 19600)
    assert found.low == pytest.approx(35 + 0.14 * 2240 + 60 + 0.045 * 19600)
    assert found.high == pytest.approx(100 + 0.28 * 2240 + 140 + 0.115 * 19600)
    assert (found.unit, found.year) == ("CNY/t", "2024")
    assert "freight.csv" in found.row
    assert found.source


def test_goods_by_the_kilogram_pay_a_thousandth() -> None:
    by_tonne = freight_cny_per_unit("copper_cathode", ["road_truck"], [110.0])
    by_kilogram = freight_cny_per_unit("pgm", ["road_truck"], [110.0])
    assert by_kilogram.unit == "CNY/kg"
    assert by_kilogram.central == pytest.approx(by_tonne.central / 1000)


def test_no_legs_cost_nothing_and_say_so() -> None:
    found = freight_cny_per_unit("electricity", [], [])
    assert (found.low, found.central, found.high, found.unit) == (0, 0, 0, "CNY/MWh")
    assert "delivered" in found.source


@given(st.floats(0, 3000), st.floats(0, 3000))
def test_two_legs_of_one_mode_cost_one_more_loading_than_one_leg(first: float, second: float) -> None:
    one = freight_cny_per_unit("coal", ["rail_bulk"], [first + second]).central
    two = freight_cny_per_unit("coal", ["rail_bulk", "rail_bulk"], [first, second]).central
    assert two - one == pytest.approx(40.0, abs=1e-6)


def test_a_weak_leg_makes_the_freight_weak() -> None:
    assert freight_cny_per_unit("coal", ["rail_bulk"], [100]).quality == "reported"
    mixed = freight_cny_per_unit("coal", ["rail_bulk", "rail_coal_line"], [100, 100])
    assert mixed.quality == "recalled"
    assert mixed.weak


def test_goods_without_a_mass_have_no_freight() -> None:
    with pytest.raises(InputError, match=r"freight of pv_module, counted in MW.*\n.*leave mode and distance blank"):
        freight_cny_per_unit("pv_module", ["road_truck"], [100])


def test_unknown_modes_and_goods_are_told() -> None:
    with pytest.raises(UnknownIdError, match="rail_bulk"):
        freight_cny_per_unit("coal", ["rail_bulks"], [100])
    with pytest.raises(UnknownIdError, match="commodity"):
        freight_cny_per_unit("unobtainium", ["rail_bulk"], [100])


@pytest.mark.parametrize(
    ("start", "end"), [("ordos", "tianjin-port"), ("jinchang", "baiyin"), ("hegang", "dalian-port")]
)
@pytest.mark.parametrize("commodity", ["coal", "copper_cathode", "sulfuric_acid", "lipf6", "pgm", "battery_cell_lfp"])
def test_one_pair_of_places_pays_what_all_pairs_at_once_pay(commodity: str, start: str, end: str) -> None:
    one = freight.haul(commodity, start, end)
    kind = siting.haulage(commodity)
    many = freight.cost_per_tonne(kind, freight.distances([start], [end]), RATES)[0, 0]
    assert one.cost.central == pytest.approx(many * freight.tonnes_per_unit(commodity))
    assert one.mode in siting.MODES[kind]
    assert one.km >= 0.99 * places.great_circle_km(start, end)


@pytest.mark.parametrize("commodity", ["natural_gas", "oxygen", "hydrogen", "water", "heat", "electricity", "argon"])
def test_gases_water_heat_and_power_never_travel(commodity: str) -> None:
    assert not freight.travels(commodity)
    assert freight.haul(commodity, "ordos", "tianjin-port").cost.central == 0.0


def test_ores_stay_where_they_are_and_nothing_pays_within_a_place() -> None:
    assert not freight.travels("copper_ore")
    assert freight.travels("coal")
    assert freight.haul("coal", "ordos", "ordos").cost.central == 0.0


def test_the_nearest_port_is_the_nearest() -> None:
    port = freight.nearest_port("ordos")
    assert all(places.great_circle_km("ordos", port) <= places.great_circle_km("ordos", p) for p in freight.ports())
    with pytest.raises(InputError, match="export_ways"):
        freight.abroad_per_tonne(["ordos"], "bulk", "world", RATES)
