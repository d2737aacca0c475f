"""Markets of a first case: everything has a price, and a route that makes sense."""

from __future__ import annotations

import pytest

from lodeshift.case.rows import Market
from lodeshift.catalogue import goods, places, prices, siting
from lodeshift.chain.freight import freight_cny_per_unit, travels
from lodeshift.start import industry, trade


def rows(place: str) -> dict[tuple[str, str], Market]:
    found = industry.of_place(place, place)
    return {(row.kind, row.commodity): row for row in trade.markets(found, place, place)}


def test_lithium_is_bought_from_the_nearest_maker() -> None:
    found = industry.of_place("huangshi", "huangshi", ["lfp_synthesis"])
    carbonate = next(r for r in trade.markets(found, "huangshi", "huangshi") if r.commodity == "lithium_carbonate")
    assert "Yichun" in carbonate.source
    assert 200 < carbonate.distance_km[0] < 700


def test_goods_that_are_not_weighed_have_no_freight() -> None:
    for row in rows("baotou").values():
        assert (goods.commodity(row.commodity).tonnes_per_unit is None) <= (row.mode == ())


def test_gases_come_without_a_way() -> None:
    for place in ("baotou", "jinchang"):
        for (_, good), row in rows(place).items():
            assert travels(good) or row.mode == ()


def test_what_is_made_here_is_not_bought() -> None:
    found = rows("baotou")
    assert ("buy", "ndpr_metal") not in found
    assert ("sell", "ndfeb_magnet") in found
    assert ("sell", "tailings") in found


def test_sales_are_held_to_what_stands_and_three_plants() -> None:
    found = industry.of_place("baotou", "baotou")
    sold = {row.commodity: row.volume for row in trade.markets(found, "baotou", "baotou") if row.kind == "sell"}
    standing = sum(p.capacity for p in found.plants if p.process == "ndfeb_sintering" and p.status != "announced")
    size = trade.smallest_plant("ndfeb_sintering")
    assert size is not None
    assert sold["ndfeb_magnet"] == standing + 3 * size
    assert sold["tailings"] is None  # a by-product must always find its way out


def test_power_plants_have_no_smallest_output() -> None:
    assert trade.smallest_plant("coal_power") is None


def test_large_markets_are_places() -> None:
    assert set(siting.large_markets()) <= set(places.places())


def test_coal_and_methanol_stand_at_the_gate_price_of_their_province() -> None:
    """Ordos buys coal at 575, not at the port's 757, and sells methanol at its own market's price."""
    found = industry.of_place("ordos", "ordos", ["methanol_coal"])
    known = {(row.kind, row.commodity): row for row in trade.markets(found, "ordos", "ordos")}
    assert known["buy", "coal"].price_cny == pytest.approx(575)
    assert known["sell", "methanol"].price_cny == pytest.approx(1797)
    assert known["buy", "coal"].mode == known["sell", "methanol"].mode == ("road_truck",)


def test_a_smelter_s_own_acid_comes_before_acid_from_afar() -> None:
    acid = rows("jinchang").get(("buy", "sulfuric_acid"))
    assert acid is None or acid.distance_km == (30.0,)


@pytest.mark.parametrize("place", ["baotou", "jinchang", "ordos", "hegang", "gejiu", "panzhihua"])
def test_nothing_is_bought_in_order_to_be_sold(place: str) -> None:
    """Delivered cost of every purchase is at least what the same good brings at the gate."""
    known = rows(place)
    for (kind, good), row in known.items():
        sale = known.get(("sell", good))
        if kind != "buy" or sale is None:
            continue
        paid, got = (prices.base_price(good).central if r.price_cny is None else r.price_cny for r in (row, sale))
        inward, outward = (freight_cny_per_unit(good, r.mode, r.distance_km).central for r in (row, sale))
        assert paid + inward >= got - outward, good


def test_known_railway_is_used_before_the_great_circle() -> None:
    sale = rows("lanzhou-new-area")["sell", "copper_foil_6um"]
    assert sale.mode == ("rail_container",)
    assert sale.distance_km[0] > 500


def test_half_products_that_works_hand_on_are_bought_only_for_what_stands() -> None:
    """Copper matte concentrate and nickel-copper alloy come from the separation of Jinchang's own matte; crude cobalt
    hydroxide is bought for the cobalt works that stands (15 kt x 2.93)."""
    found = rows("jinchang")
    assert ("buy", "copper_matte_concentrate") not in found
    assert ("buy", "nickel_copper_alloy") not in found
    hydroxide = found["buy", "cobalt_hydroxide"].volume
    assert hydroxide is not None and 40e3 < hydroxide < 50e3
