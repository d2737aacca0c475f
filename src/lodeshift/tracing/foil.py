"""What the thickness of copper foil does to a cell: area mass, copper per kWh, specific energy, beside the trade's claims."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import foil
from lodeshift.errors import UnknownIdError, check_range
from lodeshift.records.footprint import FoilEffect

COMMODITY: Final[Mapping[float, str]] = MappingProxyType(
    {8.0: "copper_foil_8um", 6.0: "copper_foil_6um", 4.5: "copper_foil_4p5um"}
)
_CLAIM: Final[Mapping[float, str]] = MappingProxyType({6.0: "8 -> 6 um, trade claim", 4.5: "8 -> 4.5 um, trade claim"})
_REFERENCE_UM: Final = 8.0


def specific_energy_gain(copper_share_at_8um: float, thickness_um: float) -> float:
    """Gain in Wh/kg over the same cell with 8 um foil, from the mass of copper alone.

    With share s of copper in the cell's mass at 8 um, the mass falls by s (1 - t/8), so the gain is
    1 / (1 - s (1 - t/8)) - 1. Energy per cell is unchanged: the foil is no active material.
    """
    check_range("copper share", copper_share_at_8um, at_least=0, at_most=1)
    check_range("thickness", thickness_um, at_least=1, at_most=20)
    return 1.0 / (1.0 - copper_share_at_8um * (1.0 - thickness_um / _REFERENCE_UM)) - 1.0


def area_m2_per_kwh() -> tuple[float, float, float]:
    """Foil bought per kWh of LFP cell: low, central, high in m2 (overhang, tabs and trim included)."""
    figure = foil.item("per_kwh", "copper foil bought, LFP cell")
    return figure.low, figure.central, figure.high


def areal_mass_g_per_m2(thickness_um: float) -> float:
    """Central areal mass of a foil in g/m2.

    Raises
    ------
    UnknownIdError : no row for this thickness.
    """
    name = f"copper foil {thickness_um:g} um"
    known = [item for group, item in foil.items() if group == "areal_mass"]
    if name not in known:
        raise UnknownIdError("foil thickness", f"{thickness_um:g} um", known)
    return foil.item("areal_mass", name).central


def effect(thickness_um: float, kgco2e_per_kwh: float) -> FoilEffect:
    """What a foil of this thickness gives in a modern LFP cell; `kgco2e_per_kwh` is the cell's footprint with it."""
    area = area_m2_per_kwh()[1]
    reference = foil.item("mass_share", "copper foil 8 um in a 178 Wh/kg LFP cell")
    at_8um = foil.item("per_kwh", "copper foil 8 um, LFP cell, first principles")
    kwh_per_kg = reference.central / at_8um.central
    gains = [specific_energy_gain(share, thickness_um) for share in (reference.low, reference.central, reference.high)]
    claim = foil.item("energy_density", _CLAIM[thickness_um]).central if thickness_um in _CLAIM else None
    mass = areal_mass_g_per_m2(thickness_um)
    return FoilEffect(
        thickness_um=thickness_um,
        g_per_m2=mass,
        kg_per_kwh=area * mass / 1000.0,
        wh_per_kg=1000.0 * kwh_per_kg * (1.0 + gains[1]),
        gain=gains[1],
        gain_low=min(gains),
        gain_high=max(gains),
        claim=claim,
        kgco2e_per_kwh=kgco2e_per_kwh,
    )
