"""Prices delivered: freight by legs, VAT that an exporter does not get back, what a market row states."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodeshift.catalogue import prices
from lodeshift.chain.prices import freight_cny_per_unit, lost_rebate_share, market_price
from lodeshift.errors import InputError, UnknownIdError


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


def test_the_lost_rebate_of_foil_changes_with_the_law() -> None:
    """MOF/STA 2024 No. 15: foil got its 13 % back until 30 November 2024, and nothing since."""
    assert lost_rebate_share("copper_foil_6um", 2024) == pytest.approx(0.0)
    assert [lost_rebate_share("copper_foil_6um", year) for year in (2025, 2026, 2035)] == pytest.approx([0.13] * 3)


def test_the_lost_rebate_of_a_good_that_is_cut_in_steps() -> None:
    """PV modules: 13 % until November 2024, 9 % until March 2026, nothing after (MOF/STA)."""
    found = [lost_rebate_share("pv_module", year) for year in (2024, 2025, 2026)]
    assert found == pytest.approx([0.0, 0.04, 0.13])


def test_a_stated_rebate_replaces_the_table_and_never_gives_a_gain() -> None:
    assert lost_rebate_share("copper_foil_6um", 2030, rebate=0.09) == pytest.approx(0.04)
    assert lost_rebate_share("copper_foil_6um", 2030, rebate=0.2) == 0.0


def test_a_good_of_which_no_rebate_is_known_gets_nothing_back() -> None:
    assert lost_rebate_share("graphitized_powder", 2030) == pytest.approx(0.04)
    assert lost_rebate_share("green_anode", 2030) == pytest.approx(0.13)


def test_a_stated_price_is_the_users_with_his_range() -> None:
    found = market_price("copper_foil_6um", "sell", 81_000.0, (None, 90_000.0))
    assert (found.low, found.central, found.high, found.unit) == (81_000, 81_000, 90_000, "CNY/t")
    assert (found.quality, found.row) == ("user", "markets.csv")


def test_a_price_left_blank_is_that_of_the_catalogue_in_its_role() -> None:
    assert market_price("copper_foil_6um", "sell", None, (None, None)) == prices.base_price("copper_foil_6um", "sell")
    assert market_price("copper_cathode", "buy", None, (None, None)) == prices.base_price("copper_cathode", "buy")


def test_a_good_without_a_price_is_told() -> None:
    with pytest.raises(UnknownIdError, match="price to sell"):
        market_price("labour", "sell", None, (None, None))
