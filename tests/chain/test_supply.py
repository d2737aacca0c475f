from __future__ import annotations

import pytest

from lodeshift.catalogue import geology
from lodeshift.chain import supply
from lodeshift.chain.ores import mines


def kinds(place: str, commodity: str) -> set[str]:
    return {each.kind for each in supply.inventory()[place] if each.commodity == commodity}


def test_ores_come_from_the_ground_only() -> None:
    assert {"copper_ore", "lithium_brine", "coal_in_ground"} <= geology.ores()
    assert "iron_ore_concentrate" not in geology.ores()
    assert mines("lithium_brine") == ("li2co3_brine_dle",)


@pytest.mark.parametrize(
    ("status", "stands"),
    [
        ("operating", True),
        ("output Jan-Sep 2018", True),
        ("signed May 2022; trial run January 2023; full operation April 2024", True),
        ("signed 20 March (2022)", False),
        ("planned in 3 phases of 50,000 t; ground broken 2021-12-16", False),
        ("target", False),
        ("under construction", False),
        ("mostly shut; quota moved away", False),
        ("", True),
    ],
)
def test_status_words(status: str, stands: bool) -> None:
    assert supply.stands(status) is stands


def test_deposits_firms_and_what_comes_with_them() -> None:
    assert kinds("jinchang", "nickel_ore") == {"deposit"}
    assert "industry" in kinds("jinchang", "nickel_sulphate")
    assert kinds("jinchang", "sulfuric_acid") == {"byproduct"}
    assert kinds("lanzhou-new-area", "lfp_cathode") == {"planned"}


def test_copper_in_a_nickel_ore_is_no_copper_mine() -> None:
    assert kinds("jinchang", "copper_ore") == set()


def test_every_row_tells_where_it_comes_from() -> None:
    for rows in supply.inventory().values():
        assert all(each.row and each.said.subject for each in rows)


def test_projects_supply_nothing() -> None:
    assert "lanzhou-new-area" in supply.suppliers("copper_foil_6um")
    assert "lanzhou-new-area" not in supply.suppliers("lfp_cathode")


def test_what_leads_nowhere_is_named() -> None:
    assert supply.dead_ends("nanyang") == ("gold",)
    assert supply.dead_ends("daqing") == ()
    assert supply.dead_ends("jinchang") == ()
    assert "manganese" in supply.words_without_recipe("xiushan")
    assert supply.words_without_recipe("jinchang") == "" == supply.words_without_recipe("lanzhou-new-area")
