from __future__ import annotations

import numpy as np
import pytest

from lodeshift.catalogue import places, transport
from lodeshift.errors import InputError
from lodeshift.matching import hauling
from lodeshift.matching.draws import PoolBuilder


@pytest.fixture(scope="module")
def rates() -> tuple[hauling.Rates, np.ndarray]:
    builder = PoolBuilder()
    found = hauling.add_rates(builder)
    return found, builder.build().central


def test_distances_equal_the_catalogue_s() -> None:
    found = hauling.distances(["baotou", "gejiu"], ["tianjin-port", "hegang"])
    for i, start in enumerate(("baotou", "gejiu")):
        for j, end in enumerate(("tianjin-port", "hegang")):
            assert found.straight[i, j] == pytest.approx(places.great_circle_km(start, end))


def test_a_known_railway_replaces_the_guess() -> None:
    found = hauling.distances(["baotou"], ["tianjin-port"])
    assert found.by("rail_bulk")[0, 0] == 970
    assert found.by("road_truck")[0, 0] == pytest.approx(found.straight[0, 0] * transport.freight("road_truck").detour)


def test_a_zone_goes_through_its_city() -> None:
    found = hauling.distances(["lanzhou-new-area"], ["tianjin-port"])
    assert found.route[0, 0] == 60 + 1950


def test_the_cheapest_mode_is_taken(rates: tuple[hauling.Rates, np.ndarray]) -> None:
    table, values = rates
    near, far = hauling.distances(["lanzhou"], ["lanzhou-new-area"]), hauling.distances(["lanzhou"], ["shanghai-port"])
    assert table.cost("bulk", far, values)[0, 0] == pytest.approx(transport.cost_cny_per_t("rail_bulk", 2180).central)
    road = transport.cost_cny_per_t("road_truck", near.by("road_truck")[0, 0]).central
    assert table.cost("bulk", near, values)[0, 0] == pytest.approx(
        min(road, transport.cost_cny_per_t("rail_bulk", 60).central)
    )
    assert table.cost("site", far, values)[0, 0] == 0
    assert table.cost("bulk", hauling.distances(["lanzhou"], ["lanzhou"]), values)[0, 0] == 0


def test_to_europe_by_train_or_sea(rates: tuple[hauling.Rates, np.ndarray]) -> None:
    table, values = rates
    box = hauling.to_europe(["lanzhou", "yichun-jiangxi"], "box", table, values)
    tank = hauling.to_europe(["lanzhou", "yichun-jiangxi"], "hazard", table, values)
    assert (tank >= box).all()
    train = transport.cost_cny_per_t("rail_china_europe", 8500).central
    assert box[0] <= train


def test_mass_of_goods_that_are_not_counted_in_tonnes() -> None:
    assert hauling.tonnes_per_unit("tin") == 1
    assert hauling.tonnes_per_unit("pgm") == 0.001
    assert 5 < hauling.tonnes_per_unit("battery_cell_lfp") < 7
    assert 40 < hauling.tonnes_per_unit("pv_module") < 60
    with pytest.raises(InputError, match="a mass or a recipe"):
        hauling.tonnes_per_unit("wind_drivetrain_parts")


def test_ports_are_on_the_coast_of_china() -> None:
    assert {"shanghai-port", "beibu-gulf-port"} <= set(hauling.ports())
    assert "rotterdam" not in hauling.ports()
