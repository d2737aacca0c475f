from __future__ import annotations

from lodeshift.matching.peers import peers


def test_firms_come_before_clusters_and_the_city_itself_is_left_out() -> None:
    found = peers("nanyang", "diamond_grit")
    assert {"zhengzhou", "shangqiu"} == {peer.place for peer in found[:2]}
    assert all(peer.row.startswith("companies.csv") for peer in found[:2])
    assert all(peer.place != "nanyang" for peer in found)


def test_likeness_is_told() -> None:
    peer = next(peer for peer in peers("jinchang", "copper_cathode") if peer.place == "baiyin")
    assert {said.kind for said in peer.alike} >= {"matching.same_province", "matching.same_resource"}


def test_a_product_nobody_on_the_tables_makes_has_no_peers() -> None:
    assert peers("hegang", "nf3") == ()


def test_no_more_than_asked() -> None:
    assert len(peers("hegang", "copper_foil_6um", most=2)) == 2
