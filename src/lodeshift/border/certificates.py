"""Free allocation, certificates and the duties around them: Impl. Reg. (EU) 2025/2620 and Regulation (EU) 2023/956."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lodeshift.border.goods import Sector
from lodeshift.border.law import first_year
from lodeshift.border.values import half_up
from lodeshift.catalogue import border_rules
from lodeshift.errors import InputRangeError, check_range


def sfa(free_share: float, cscf: float, benchmark: float) -> float:
    """Specific free allocation of a process step in t CO2e per t: CBAM factor x CSCF x benchmark (eq. 2, 6)."""
    check_range("CBAM factor", free_share, at_least=0, at_most=1)
    check_range("CSCF", cscf, at_least=0, at_most=1)
    check_range("benchmark", benchmark, at_least=0)
    return free_share * cscf * benchmark


def sefa(own: float, precursors: Iterable[tuple[float, float]] = ()) -> float:
    """Specific embedded free allocation: the process's own plus m_i x SEFA_i of each precursor (eq. 3, 4).

    `precursors` are (t of precursor per t of good, its SEFA: the supplier's verified one, else column B x factors).
    """
    return own + sum(mass * inner for mass, inner in precursors)


def certificates(embedded_t: float, free_allocation_t: float, deduction_t: float = 0.0) -> float:
    """Certificates owed (one per t CO2e), never below zero."""
    return max(0.0, embedded_t - free_allocation_t - deduction_t)


def deduction_actual(effective_eur_per_t_good: float, reference_eur: float, mass_t: float) -> float:
    """DRAFT act, Art 6(1): whole certificates taken off for a carbon price paid abroad, in EUR per t of good, half up.

    `effective_eur_per_t_good` is net of free allocation, rebates and refunds abroad.
    """
    check_range("reference price", reference_eur, at_least=1e-9)
    return half_up(max(0.0, effective_eur_per_t_good) / reference_eur * mass_t, 0)


def deduction_default(default_eur_per_tco2e: float, see: float, reference_eur: float, mass_t: float) -> float:
    """DRAFT act, Art 6(2): as `deduction_actual` with the Commission's default carbon price in EUR per t CO2e."""
    return deduction_actual(default_eur_per_tco2e * see, reference_eur, mass_t)


@dataclass(frozen=True, slots=True)
class PaidAbroad:
    """A carbon price abroad before netting: EUR per t CO2e, and the share of emissions that got free allowances or refunds.

    Without evidence of rebates nothing may be deducted (`evidenced` False).
    """

    eur_per_tco2e: float
    free_share: float = 0.0
    refunded_share: float = 0.0
    evidenced: bool = True

    def effective_eur_per_t_good(self, see: float) -> float:
        """EUR per t of good that was really paid: price x emissions x what was neither free nor refunded."""
        if not self.evidenced:
            return 0.0
        return self.eur_per_tco2e * see * max(0.0, 1.0 - self.free_share - self.refunded_share)


def credits_claimable(emissions_t: float, credit_t: float, cap_share: float) -> float:
    """DRAFT act: t CO2e that international credits may cover, at most a share of the reported emissions."""
    check_range("emissions", emissions_t, at_least=0)
    check_range("credits", credit_t, at_least=0)
    return min(credit_t, cap_share * emissions_t)


def exempt(total_mass_t: float, sectors: Sequence[Sector], year: int = 2026, as_of: dt.date | None = None) -> bool:
    """True where an importer's goods of a calendar year stay within the de-minimis mass; never with hydrogen or electricity.

    Raises
    ------
    InputRangeError : a negative mass, or no such rule was in force on `as_of`.
    """
    check_range("mass", total_mass_t, at_least=0)
    on = dt.date(year, 7, 1)
    limit = border_rules.rule("de_minimis_t", on=on, as_of=as_of)
    if any(border_rules.has_key("de_minimis_exempt_never", sector) for sector in sectors):
        return False
    return total_mass_t <= limit.value


def holding_t(
    embedded_without_markup_t: float, free_allocation_t: float, year: int, as_of: dt.date | None = None
) -> float:
    """Certificates to hold at a quarter's end: a share of the year's embedded emissions so far, less free allocation.

    Default values without mark-up count; from 2027 (before, none are on sale).
    """
    share = border_rules.rule("holding_share", on=dt.date(year, 7, 1), as_of=as_of).value
    return share * max(0.0, embedded_without_markup_t - free_allocation_t)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days around one import year: surrender, re-purchase request, cancellation of unused certificates."""

    sold_from: dt.date
    surrender_by: dt.date
    repurchase_by: dt.date
    cancelled_on: dt.date


def calendar(import_year: int, as_of: dt.date | None = None) -> Calendar:
    """The days that count for the imports of a year.

    Unused certificates for the first year (sold in the next) are cancelled in the next, those of a later year two years on.

    Raises
    ------
    InputRangeError : a year before the first.
    """
    if import_year < first_year():
        raise InputRangeError(
            f"imports of {import_year} were only reported; certificates are owed from {first_year()} on"
        )
    on = dt.date(import_year, 7, 1)

    def day(name: str, year: int) -> dt.date:
        number = int(border_rules.rule(name, on=on, as_of=as_of).value)
        return dt.date(year, number // 100, number % 100)

    return Calendar(
        sold_from=border_rules.rule("certificates_sold_from", on=on, as_of=as_of).date,
        surrender_by=day("surrender_by", import_year + 1),
        repurchase_by=day("repurchase_by", import_year + 1),
        cancelled_on=day("cancelled_on", import_year + (1 if import_year == first_year() else 2)),
    )


def penalty_eur(
    missing: float, *, authorised: bool, year: int = 2026, as_of: dt.date | None = None
) -> tuple[float, float]:
    """Least and most penalty in EUR for missing certificates, at the un-indexed rate of 2013 (a floor).

    An authorised declarant pays once per certificate and still owes it; an unauthorised importer 3 to 5 times.
    """
    check_range("missing certificates", missing, at_least=0)
    on = dt.date(year, 7, 1)
    rate = border_rules.rule("penalty_eur_per_certificate", on=on, as_of=as_of).value
    if authorised:
        return missing * rate, missing * rate
    low, high = (
        border_rules.rule("penalty_multiple_unauthorised", key, on=on, as_of=as_of).value for key in ("low", "high")
    )
    return missing * rate * low, missing * rate * high
