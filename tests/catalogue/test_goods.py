"""Commodities and what they are made of."""

import pytest

from lodeshift.catalogue import goods
from lodeshift.errors import UnknownIdError


def test_commodity_of_the_table() -> None:
    foil = goods.commodity("copper_foil_6um")
    assert (foil.unit, foil.hs6, foil.cbam_annex1, foil.tonnes_per_unit) == ("t", "7410.11", False, 1.0)
    assert goods.commodity("aluminium").cbam_annex1 is True
    assert goods.commodity("water").cbam_annex1 is None
    assert goods.commodity("pgm").tonnes_per_unit == pytest.approx(1e-3)
    assert goods.commodity("electricity").tonnes_per_unit is None


def test_unknown_commodity_gets_close_matches() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'copper_foil_6um'"):
        goods.commodity("copper_foil_6")


def test_mass_fractions_lie_between_zero_and_one_and_add_up_to_no_more_than_one() -> None:
    sums: dict[str, float] = {}
    for (commodity, element), share in goods.composition().items():
        assert goods.commodity(commodity)
        assert 0 < share <= 1
        if len(element) <= 2:  # REO, NdPrO and PGM count the same atoms a second time
            sums[commodity] = sums.get(commodity, 0.0) + share
    assert all(total <= 1.02 for total in sums.values()), {k: v for k, v in sums.items() if v > 1.02}


def test_lithium_carbonate_agrees_with_molar_masses() -> None:
    lithium, carbon, oxygen = 6.94, 12.011, 15.999
    expected = 2 * lithium / (2 * lithium + carbon + 3 * oxygen)
    assert goods.mass_fraction("lithium_carbonate", "Li") == pytest.approx(expected, rel=0.01)
    assert goods.mass_fraction("lithium_carbonate", "Cu") == 0.0
