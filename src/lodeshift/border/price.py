"""What a tonne of a good pays at a border: the one function that plan, match and trace call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from lodeshift.border import law as law_module
from lodeshift.border import rebates, values
from lodeshift.border.certificates import PaidAbroad, certificates, sefa, sfa
from lodeshift.border.goods import Good, entered, find, in_proposal, route_letter, scope
from lodeshift.border.law import Law, first_year, law
from lodeshift.catalogue import border_rules, money, prices
from lodeshift.catalogue.border_rules import Destination, PriceCase
from lodeshift.errors import InputError, InputRangeError, check_range
from lodeshift.records.border import Basis, BorderCost, InScope, SpecificEmissions
from lodeshift.records.note import Note, note

_MOST_SEE: Final = 10_000.0
"""t CO2e per t of good; no good carries more, a larger number is a slip of units (kg for t)."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a good crosses a border. The defaults are the lawful ones for goods made in China without verified values.

    `see`: verified actual emissions per t of good (default values count where it is None). `precursor_sefa`: free
    allocation that precursors bring with actual values, t CO2e per t of good (sum of m_i x SEFA_i). `clinker_content`:
    t of clinker per t of cement. `production_year`: the year whose benchmarks count, where it is not the year of
    import (the phase-in, CSCF, mark-up and price are those of import). `price_eur`, `cscf` override the tables. `paid_abroad` counts only with `drafts`,
    since the act on it is a draft. `price_cny` without VAT is what the lost rebate is taken of.
    """

    country: str = "China"
    route: str | None = None
    see: SpecificEmissions | None = None
    precursor_sefa: float | None = None
    clinker_content: float | None = None
    production_year: int | None = None
    paid_abroad: PaidAbroad | None = None
    price_case: PriceCase = "central"
    price_eur: float | None = None
    cscf: float | None = None
    price_cny: float | None = None
    as_of: dt.date | None = None
    drafts: bool = False


USUAL: Final = Terms()


@dataclass(frozen=True, slots=True)
class _Crossing:
    """One good on its way over one border in one year. `route` is the one asked for, else the good's usual one."""

    code: str
    commodity: str | None
    route: str | None
    year: int
    target: Destination
    where: InScope
    terms: Terms


@dataclass(frozen=True, slots=True)
class _Bill:
    """Per tonne of good, in t CO2e: what is embedded, priced, free."""

    basis: Basis
    route: str | None
    see: SpecificEmissions
    priced: float
    benchmark: float
    free: float
    notes: tuple[Note, ...]
    sources: tuple[str, ...]


_NO_BILL: Final = _Bill("none", None, SpecificEmissions(0.0, 0.0), 0.0, 0.0, 0.0, (), ())


@dataclass(frozen=True, slots=True)
class _Owed:
    """Certificates per tonne and what one costs, with what was taken off for a carbon price abroad."""

    certificates: float
    price_eur: float
    deduction: float
    notes: tuple[Note, ...]
    sources: tuple[str, ...]


_NOTHING_OWED: Final = _Owed(0.0, 0.0, 0.0, (), ())


@cache
def border_cost(commodity_or_cn: str, year: int, destination: str = "EU", terms: Terms = USUAL) -> BorderCost:
    """What one tonne pays (one MWh for electricity), by rule, year and destination.

    A good outside the mechanism, a sale at home, or a year before certificates costs nothing, and `notes` tell why.
    Results are cached: calling it again with the same arguments costs nothing.

    Parameters
    ----------
    commodity_or_cn : id of the catalogue ("copper_foil_6um") or a CN code ("7208 10 00").
    destination : a row of the destinations table ("EU", "domestic", "world", ...).

    Raises
    ------
    UnknownIdError : unknown commodity, code, route, destination.
    InputError : a good that needs a route or an actual value; all that is wrong is named.
    InputRangeError : a year beyond the price path, or a law that was not in force on `as_of`.
    """
    target = border_rules.destination(destination)
    code, commodity, usual_route = entered(commodity_or_cn)
    where: InScope = "never" if not code else scope(code)
    at = _Crossing(code, commodity, route_letter(terms.route) or usual_route, year, target, where, terms)
    bill, owed = _NO_BILL, _NOTHING_OWED
    if target.mechanism == "cbam" and where == "now" and year >= first_year():
        found = law(year, terms.as_of)
        bill = _bill(at, found)
        owed = _owed(at, bill, found)
    lost, rebate_notes, rebate_sources = _rebate(at)
    return BorderCost(
        cn=code,
        commodity=commodity,
        year=year,
        destination=destination,
        as_of=terms.as_of or border_rules.STATE_DATE,
        in_scope=where,
        basis=bill.basis,
        route=bill.route,
        see_direct=bill.see.direct,
        see_indirect=bill.see.indirect,
        see_priced=bill.priced,
        benchmark=bill.benchmark,
        free_allocation=bill.free,
        deduction=owed.deduction,
        certificates=owed.certificates,
        certificate_price_eur=owed.price_eur,
        eur_per_t=owed.certificates * owed.price_eur,
        cny_per_t=owed.certificates * owed.price_eur * money.fx(prices.BASE_YEAR, "EUR").central,
        rebate_loss_cny_per_t=lost,
        notes=(*_scope_notes(at), *rebate_notes, *bill.notes, *owed.notes),
        sources=tuple(dict.fromkeys((*bill.sources, *rebate_sources, *owed.sources))),
    )


def _scope_notes(at: _Crossing) -> tuple[Note, ...]:
    """Where the good stands, and why nothing is computed where nothing is."""
    if at.where == "now":
        stands = note("border.in_annex_1", at.commodity or "", cn=at.code)
    elif at.where == "proposal":
        stands = note("border.in_proposal", at.commodity or "", cn=at.code, line=in_proposal(at.code) or "")
    else:
        stands = note("border.in_neither", at.commodity or "", cn=at.code)
    if at.target.mechanism != "cbam":
        return (stands, _without_mechanism(at.target))
    if at.year < first_year():
        return (stands, note("border.reported_only", year=at.year))
    if at.where == "proposal":
        return (stands, note("border.proposal_not_computed"))
    return (stands,)


def _without_mechanism(target: Destination) -> Note:
    if not target.export:
        return note("border.sold_at_home")
    if target.mechanism != "none":
        return note("border.mechanism_not_modelled", target.id)
    return note("border.no_mechanism", target.id)


def _bill(at: _Crossing, found: Law) -> _Bill:
    good = find(at.code)
    if good is None:  # scope() said "now", so a heading stands for several lines
        raise InputError.one("border.cn_not_covered", "CN code", None, "cn", at.code, "a code of Annex I")
    factors = _Factors(found.free_share, found.cscf if at.terms.cscf is None else at.terms.cscf)
    check_range("CSCF", factors.cscf, at_least=0, at_most=1)
    if good.sector == "electricity":
        return _electricity(at.terms)
    if at.terms.see is None:
        return _default_bill(at, good, factors)
    return _actual_bill(at, good, at.terms.see, factors)


@dataclass(frozen=True, slots=True)
class _Factors:
    """What free allocation is multiplied by: the share that is still free, and the correction factor."""

    free_share: float
    cscf: float

    def told(self, column: str, mark: float) -> Note:
        return note("border.free_allocation", value=mark, column=column, share=self.free_share, cscf=self.cscf)


def _electricity(terms: Terms) -> _Bill:
    if terms.see is None:
        hint = "give its emission factor as actual value; the default factors of 2025/2621 are IEA data and not carried"
        raise InputError.one("border.no_emissions_of_power", "CN code", None, "see", "none", "t CO2e per MWh", hint)
    _check(terms.see)
    notes = (note("border.power_direct_only"),)
    return _Bill("actual", None, terms.see, terms.see.direct, 0.0, 0.0, notes, ("Regulation (EU) 2023/956 Annex IV",))


def _content(good: Good, terms: Terms) -> tuple[float, tuple[Note, ...]]:
    """Functional units per t of good, with a note where it had to be assumed."""
    if not good.per_clinker:
        return 1.0, ()
    if terms.clinker_content is None:
        return 1.0, () if good.category == "Cement clinker" else (note("border.clinker_assumed"),)
    check_range("clinker content", terms.clinker_content, at_least=0, at_most=1)
    return terms.clinker_content, (note("border.clinker_content", value=terms.clinker_content),)


def _default_bill(at: _Crossing, good: Good, factors: _Factors) -> _Bill:
    terms = at.terms
    clinker_route = at.route if at.route in {"A", "B"} else None
    found = values.default_value(at.code, at.year, country=terms.country, route=clinker_route, as_of=terms.as_of)
    notes: list[Note | None] = []
    if found.country != terms.country:
        known = terms.country in values.countries()
        notes.append(note("border.no_default_line" if known else "border.country_not_carried", country=terms.country))
    if at.route is not None and found.route is not None and at.route != found.route:
        notes.append(note("border.default_route", stands=found.route, asked=at.route))
    produced, year_note = _produced(at)
    mark, other_route = values.default_benchmark(at.code, produced, found.route)
    content, content_notes = _content(good, terms)
    rate = found.marked / found.total - 1 if found.total else 0.0
    marked = note("border.default_value", value=found.total, markup=rate, marked=found.marked)
    notes += [other_route, year_note, marked, factors.told("B", mark), *content_notes]
    return _Bill(
        basis="default",
        route=found.route,
        see=SpecificEmissions(found.direct * content, found.indirect * content),
        priced=found.marked * content,
        benchmark=mark,
        free=sfa(factors.free_share, factors.cscf, mark) * content,
        notes=_known(notes),
        sources=(found.source, "Impl. Reg. (EU) 2025/2620 point 5, column B"),
    )


def _actual_bill(at: _Crossing, good: Good, see: SpecificEmissions, factors: _Factors) -> _Bill:
    _check(see)
    brought = at.terms.precursor_sefa
    if brought is not None:
        check_range("free allocation of precursors", brought, at_least=0, at_most=_MOST_SEE)
    produced, year_note = _produced(at)
    mark = values.benchmark(good.cn, "A", produced, at.route)
    content, content_notes = _content(good, at.terms)
    own = sfa(factors.free_share, factors.cscf, mark)
    notes: list[Note | None] = [note("border.verifier_needed"), factors.told("A", mark), *content_notes, year_note]
    if good.complex_good and brought is None:
        notes.append(note("border.precursors_not_given"))
    if not good.indirect_priced and see.indirect:
        notes.append(note("border.indirect_not_priced"))
    return _Bill(
        basis="actual",
        route=at.route,
        see=see,
        priced=see.direct + (see.indirect if good.indirect_priced else 0.0),
        benchmark=mark,
        free=sefa(own * content, [] if brought is None else [(1.0, brought)]),
        notes=_known(notes),
        sources=("verified actual values", "Impl. Reg. (EU) 2025/2620 point 5, column A"),
    )


def _known(notes: Iterable[Note | None]) -> tuple[Note, ...]:
    return tuple(each for each in notes if each is not None)


def _check(see: SpecificEmissions) -> None:
    for name, amount in (("direct emissions", see.direct), ("indirect emissions", see.indirect)):
        check_range(f"{name} in t CO2e per t", amount, at_least=0, at_most=_MOST_SEE)


def _produced(at: _Crossing) -> tuple[int, Note | None]:
    """The year whose benchmarks count, and a note where it is not the year of import."""
    asked = at.terms.production_year
    if asked is None or asked == at.year:
        return at.year, None
    if asked > at.year:
        raise InputRangeError(f"year of production {asked} is after the year of import {at.year}")
    first = max(asked, first_year())
    return first, note("border.year_of_production", year=first, imported=at.year)


def _owed(at: _Crossing, bill: _Bill, found: Law) -> _Owed:
    """Certificates of a bill by the year's law; what a user states of it is assumed no more."""
    terms = at.terms
    price = terms.price_eur if terms.price_eur is not None else law_module.price_eur(found, terms.price_case)
    taken, said = _deduction(at, bill.priced, price)
    stated = {law_module.PRICE_ASSUMED: terms.price_eur, law_module.CSCF_ASSUMED: terms.cscf}
    assumed = [each for each in found.assumed if stated.get(each.kind) is None]
    owed = certificates(bill.priced, bill.free, taken)
    return _Owed(owed, price, taken, _known([said, *assumed]), found.sources)


def _deduction(at: _Crossing, see_priced: float, price_eur: float) -> tuple[float, Note | None]:
    """Certificates per t taken off for a carbon price abroad, and a note about it."""
    terms, paid = at.terms, at.terms.paid_abroad
    if not terms.drafts:
        return 0.0, None if paid is None else note("border.paid_abroad_not_deducted")
    if paid is None:
        on = dt.date(at.year, 7, 1)
        try:
            net = border_rules.rule("carbon_price_abroad_net", terms.country, on=on, as_of=terms.as_of).value
        except InputRangeError:
            net = 0.0
        paid = PaidAbroad(net)
    taken = paid.effective_eur_per_t_good(see_priced) / price_eur if price_eur else 0.0
    return taken, note("border.paid_abroad_deducted", value=taken, country=terms.country)


def _rebate(at: _Crossing) -> tuple[float | None, tuple[Note, ...], tuple[str, ...]]:
    """VAT that does not come back (None where it is not known; 0 at home), its note and its source."""
    if not at.target.export:
        return 0.0, (), ()
    if at.commodity is None:
        return None, (), ()
    lost = rebates.rebate_loss(at.commodity, dt.date(at.year, 7, 1), at.terms.price_cny)
    return lost.cny_per_unit, (lost.said,), (lost.source,) if lost.source else ()


def precursor_sefa(parts: tuple[tuple[str, float], ...], year: int, *, cscf: float | None = None) -> float:
    """Free allocation that precursors bring to a complex good, from column B (no supplier value), t CO2e per t of good.

    `parts` are (CN code, t of precursor per t of good); codes outside Annex I bring nothing.
    """
    found = law(year)
    factor = found.cscf if cscf is None else cscf
    inner = []
    for cn, mass in parts:
        check_range("precursor mass", mass, at_least=0)
        if find(cn) is not None:
            inner.append((mass, sfa(found.free_share, factor, values.benchmark(cn, "B", year))))
    return sefa(0.0, inner)
