from __future__ import annotations

import pytest

from lodeshift.border import goods, values
from lodeshift.catalogue import border_rules
from lodeshift.catalogue import goods as catalogue
from lodeshift.errors import InputError, UnknownIdError


@pytest.mark.parametrize(
    ("cn", "indirect"),
    [
        ("7208 10 00", False),  # flat steel, Annex II
        ("2804.10.00", False),  # hydrogen, Annex II
        ("7601 10 10", False),
        ("2523 10 00", True),  # clinker
        ("2808 00 00", True),  # nitric acid
        ("2601 12 00", True),  # agglomerated ore, not in Annex II
        ("7201 10 11", False),
    ],
)
def test_indirect_emissions_are_priced_outside_annex_ii_only(cn: str, indirect: bool) -> None:
    good = goods.find(cn)
    assert good is not None
    assert good.indirect_priced is indirect


@pytest.mark.parametrize(
    ("cn", "where"),
    [
        ("72026000", "now"),
        ("28041000", "now"),
        ("76071119", "now"),
        ("74101100", "never"),  # copper foil
        ("38011000", "never"),  # graphite anode
        ("85051100", "never"),  # magnets
        ("85076000", "never"),  # cells
        ("85015381", "proposal"),  # motors
        ("85444999", "proposal"),  # insulated wire, ex
        ("720221", "never"),  # ferro-silicon is not in Annex I
    ],
)
def test_scope(cn: str, where: str) -> None:
    assert goods.scope(cn) == where


def test_scope_without_drafts_knows_no_proposal() -> None:
    with pytest.raises(UnknownIdError):
        goods.scope("73239400", drafts=False)
    assert goods.scope("73239400") == "proposal"


@pytest.mark.parametrize("cn", ["99999999", "12345", "steel1", "", "0000"])
def test_unknown_codes_are_one_clear_error(cn: str) -> None:
    with pytest.raises(UnknownIdError, match="CN code"):
        goods.scope(cn)


def test_heading_stands_for_its_lines_only_when_they_are_alike() -> None:
    good = goods.find("7208")
    assert good is not None and good.category == "Iron or steel products"
    with pytest.raises(InputError, match="8 digits"):
        goods.find("2523")


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("BF-BOF", "C"),
        ("blast furnace", "C"),
        ("(k)", "K"),
        ("scrap-EAF", "E"),
        ("EAF", "E"),
        ("DRI/EAF", "D"),
        ("low-alloy DRI/EAF", "G"),
        ("high-alloy", "J"),
        ("grey clinker", "A"),
        ("white", "B"),
        ("secondary", "L"),
        (None, None),
    ],
)
def test_route_words(word: str | None, letter: str | None) -> None:
    assert goods.route_letter(word) == letter


def test_unknown_route_names_close_words() -> None:
    with pytest.raises(UnknownIdError, match="production route"):
        goods.route_letter("hydrogen plasma")


def test_every_entered_commodity_has_a_code_that_means_what_its_mark_says() -> None:
    for id, entry in border_rules.entries().items():
        marked = catalogue.commodity(id).cbam_annex1
        assert (goods.scope(entry.cn_code) == "now") is bool(marked), id


def test_commodities_outside_annex_1_never_enter_as_cbam_goods() -> None:
    for id, good in catalogue.commodities().items():
        if good.cbam_annex1 is False and good.hs6:
            code, named, _ = goods.entered(id)
            assert named == id
            assert not code or goods.scope(code) != "now", id


def test_entered_refuses_words_that_are_neither() -> None:
    with pytest.raises(UnknownIdError, match="commodity or CN code"):
        goods.entered("copper foyl")


def test_clinker_counts_in_four_lines_of_cement() -> None:
    assert {good.cn for good in goods.annex1().values() if good.per_clinker} == {
        "25231000",
        "25232100",
        "25232900",
        "25239000",
    }


def test_routes_are_the_letters_of_the_benchmarks() -> None:
    assert "".join(goods.routes()) == "ABCDEFGHJKL"
    assert goods.routes()["E"] == "carbon steel scrap/EAF"


def test_every_good_of_annex_1_enters_under_a_line_with_a_default_value() -> None:
    """Electricity apart, whose value is that of a grid."""
    for id, good in catalogue.commodities().items():
        if good.cbam_annex1 and id != "electricity":
            code, _, route = goods.entered(id)
            assert values.default_value(code, 2026, route=route).total > 0, id
