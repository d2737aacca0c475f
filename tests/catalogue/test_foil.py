"""Foil physics."""

import pytest

from lodeshift.catalogue import foil
from lodeshift.errors import UnknownIdError


@pytest.mark.parametrize("thickness_um", [4.5, 6.0, 8.0])
def test_areal_mass_is_density_times_thickness(thickness_um: float) -> None:
    figure = foil.item("areal_mass", f"copper foil {thickness_um:g} um")
    assert figure.central == pytest.approx(8.96 * thickness_um, rel=1e-3)
    assert figure.unit == "g/m2"


def test_deposition_charge_follows_from_faraday() -> None:
    faraday_c_per_mol, molar_mass_g = 96485.33, 63.546
    expected = 2 * faraday_c_per_mol / molar_mass_g * 1000 / 3600
    assert foil.item("electrochemistry", "copper deposition charge").central == pytest.approx(expected, rel=1e-3)


def test_unknown_item() -> None:
    with pytest.raises(UnknownIdError, match="copper foil 6 um"):
        foil.item("areal_mass", "copper foil 6um")
    assert len(foil.items()) == 61
