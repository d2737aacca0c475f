"""What a tonne pays at a border: embedded emissions, free allocation, certificates, money, lost rebate. Version 2."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from lodeshift.records.note import Note

InScope = Literal["now", "proposal", "never"]
Basis = Literal["default", "actual", "none"]


@dataclass(frozen=True, slots=True)
class SpecificEmissions:
    """Specific embedded emissions in t CO2e per t of good (per MWh for electricity), direct and indirect apart."""

    direct: float
    indirect: float

    @property
    def total(self) -> float:
        """Direct plus indirect, whether priced or only reported."""
        return self.direct + self.indirect


@dataclass(frozen=True, slots=True)
class BorderCost:
    """What one tonne of a good (MWh of electricity) pays at one destination in one year, by the law of one day.

    `see_*`, `free_allocation`, `deduction` and `certificates` are t CO2e per t of good; `see_priced` is what the
    destination prices (default values with their mark-up). `eur_per_t` is certificates times `certificate_price_eur`,
    in euro as the price path states them, `cny_per_t` the same at the mean rate of the base year.
    `rebate_loss_cny_per_t` is VAT that an export does not get back; None where the good has no known price or rebate.
    `notes` tell every step, default and assumption in order.
    """

    cn: str
    commodity: str | None
    year: int
    destination: str
    as_of: dt.date
    in_scope: InScope
    basis: Basis
    route: str | None
    see_direct: float
    see_indirect: float
    see_priced: float
    benchmark: float
    free_allocation: float
    deduction: float
    certificates: float
    certificate_price_eur: float
    eur_per_t: float
    cny_per_t: float
    rebate_loss_cny_per_t: float | None
    notes: tuple[Note, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BorderAnswer:
    """The bill per tonne, and for the asked mass: certificates, money, whether the importer is exempt, days to keep.

    `mass_t` is None where none was asked for. `certificates` and `eur` (for that mass, else for one tonne) are zero where
    the importer is exempt; the cost per tonne stays what it is for others.
    """

    cost: BorderCost
    mass_t: float | None
    certificates: float
    eur: float
    exempt: bool | None
    surrender_by: dt.date | None


@dataclass(frozen=True, slots=True)
class Exposure:
    """How one product stands at the borders: in scope now, in the proposal, never; what else may weigh more."""

    commodity: str
    unit: str
    cn: str
    in_scope: InScope
    indirect_priced: bool
    green_power_changes_bill: bool
    eur_per_t: float
    rebate_loss_cny_per_t: float | None
    battery_regulation: bool
    notes: tuple[Note, ...]
