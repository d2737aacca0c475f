"""What goods cost at a place: gates inland, the coast's market, the nearest seller; what a market row states."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lodeshift.catalogue import places, prices
from lodeshift.chain import supply
from lodeshift.chain.freight import haul, nearest_port, travels
from lodeshift.chain.prices import delivered_cny, gate_cny_per_unit, gate_price, offers, price_at
from lodeshift.records.figure import Figure


def test_coal_at_a_mine_mouth_is_not_the_port_s() -> None:
    port = prices.base_price("coal")
    assert price_at("coal", "Inner Mongolia").central == pytest.approx(575)
    assert price_at("coal", "Fujian") == port
    assert gate_price("coal", "ordos") == price_at("coal", "Inner Mongolia")
    assert offers("coal", "ordos")[0].delivered_cny == pytest.approx(575)
    for place in ("ordos", "hegang", "jinchang", "daqing"):
        assert delivered_cny("coal", place) <= port.central + haul("coal", nearest_port(place), place).cost.central


def test_a_gate_price_and_the_way_to_the_sea_come_near_the_port_s_price() -> None:
    """Otherwise the mine mouth and the port would not be one market."""
    port = prices.base_price("coal").central
    for place in ("ordos", "yulin-shaanxi", "hami"):
        landed = gate_price("coal", place).central + haul("coal", place, nearest_port(place)).cost.central
        assert landed == pytest.approx(port, rel=0.2), place


def test_gate_prices_are_those_quoted_without_vat() -> None:
    from lodeshift.catalogue import tables

    for row in tables.read("gate_prices"):
        figure = prices.gate_prices()[row["commodity"], row["province"]]
        quoted = float(row["quoted_central"]) / (1 + float(row["vat_rate"]))
        assert figure.central == pytest.approx(quoted, rel=2e-3)
        assert figure.weak
        assert row["province"] in {place.province_en for place in places.places().values()}


@given(price=st.floats(-50, 5000), spread=st.floats(0, 0.5), freight=st.floats(0, 3000))
def test_a_seller_never_gets_more_than_the_coast_nor_less_than_the_floor(
    price: float, spread: float, freight: float
) -> None:
    figure = Figure(price - spread * abs(price), price, price, "CNY/t", "2024", "", "made up", "estimate")
    found = gate_cny_per_unit(figure, freight)
    assert found <= price
    assert found == price if price <= 0 else found >= min(figure.low, price)


def test_a_city_with_a_smelter_takes_its_own_acid_first() -> None:
    assert "jinchang" in supply.suppliers("sulfuric_acid")
    first = offers("sulfuric_acid", "jinchang")[0]
    assert (first.seller, first.km, first.freight.central) == ("", 0.0, 0.0)
    bought = offers("sulfuric_acid", "hegang")[0]
    assert bought.seller
    assert bought.km > 0
    own = offers("sulfuric_acid", "hegang", made_here=["sulfuric_acid"])[0]
    assert (own.seller, own.km) == ("", 0.0)


def test_offers_hold_the_cheapest_seller_and_their_own_sum() -> None:
    found = offers("copper_cathode", "lanzhou-new-area")
    delivered = [each.price.central + each.freight.central for each in found]
    assert delivered == sorted(delivered)
    assert delivered_cny("copper_cathode", "lanzhou-new-area") == delivered[0]
    for each in found:
        if each.seller:
            assert each.freight == haul("copper_cathode", each.seller, "lanzhou-new-area").cost


def test_what_does_not_travel_has_one_price_and_no_way() -> None:
    (gas,) = offers("natural_gas", "lanzhou")
    assert not travels("natural_gas")
    assert gas.freight.central == 0.0
    assert gas.price == prices.base_price("natural_gas")
