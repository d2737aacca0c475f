"""Freight."""

import pytest

from lodeshift.catalogue import transport
from lodeshift.errors import InputRangeError, UnknownIdError


def test_cost_is_fixed_part_plus_rate_times_route() -> None:
    rail = transport.freight("rail_container")
    cost = transport.cost_cny_per_t("rail_container", 2000)
    assert cost.central == pytest.approx(rail.fixed.central + 2000 * rail.rate.central) == pytest.approx(460)
    assert cost.low < cost.central < cost.high
    assert (cost.unit, cost.year, cost.quality) == ("CNY/t", "2024", "recalled")


def test_modes_are_told_apart_and_ordered_as_freight_is() -> None:
    assert len(set(transport.modes())) == 13
    at_1000_km = {mode: transport.cost_cny_per_t(mode, 1000).central for mode in transport.modes()}
    assert at_1000_km["sea_bulk"] < at_1000_km["coastal"] < at_1000_km["rail_coal_line"] < at_1000_km["rail_bulk"]
    assert at_1000_km["rail_bulk"] < at_1000_km["road_truck"] < at_1000_km["road_truck_hazard"]
    assert transport.freight("sea_container_china_eu").detour == 1
    assert transport.freight("pipeline_hydrogen").km_per_day is None


def test_routes_go_both_ways() -> None:
    there, back = transport.route_km("lanzhou", "tianjin-port"), transport.route_km("tianjin-port", "lanzhou")
    assert there is not None and there == back
    assert transport.route_mode("lanzhou", "duisburg") == "rail_china_europe"
    assert transport.route_km("lanzhou", "hegang") is None
    assert transport.route_mode("lanzhou", "hegang") is None


def test_bad_input() -> None:
    with pytest.raises(UnknownIdError, match="rail_bulk"):
        transport.freight("rail_bul")
    with pytest.raises(InputRangeError):
        transport.cost_cny_per_t("rail_bulk", -1)
