"""What can be made, bought and sold: commodities and what they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lodeshift.catalogue import tables
from lodeshift.errors import named


@dataclass(frozen=True, slots=True)
class Commodity:
    """One good, energy carrier, service or waste, counted in `unit` (t, MWh, m3, kg, MW, unit, job_year).

    `cbam_annex1` tells whether it is a good of Annex I of Regulation (EU) 2023/956; None where that makes no sense.
    """

    id: str
    name_en: str
    name_zh: str
    unit: str
    kind: str
    hs6: str
    cbam_annex1: bool | None
    note: str

    @property
    def tonnes_per_unit(self) -> float | None:
        """1 for t, 0.001 for kg, None for goods that are not counted by mass."""
        return {"t": 1.0, "kg": 1e-3}.get(self.unit)


@cache
def commodities() -> Mapping[str, Commodity]:
    """All commodities by id, in the order of the table."""
    every = tables.records(Commodity, "commodities", hs6="hs6_code", cbam_annex1="eu_cbam_annex1")
    return MappingProxyType({each.id: each for each in every})


def commodity(id: str) -> Commodity:
    """The commodity with this id.

    Raises
    ------
    UnknownIdError : no such commodity; close matches are named.
    """
    return named("commodity", id, commodities())


@cache
def composition() -> Mapping[tuple[str, str], float]:
    """Mass fraction (0 to 1) of an element in a commodity, by (commodity, element)."""
    return MappingProxyType(
        {(row["commodity"], row["element"]): tables.needed(row, "mass_fraction") for row in tables.read("composition")}
    )


def mass_fraction(commodity: str, element: str) -> float:
    """Mass fraction of an element in a commodity; 0 where the table names none (the balance takes it as absent)."""
    return composition().get((commodity, element), 0.0)
