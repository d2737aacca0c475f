"""What a tonne of a good pays at a border: the one function that plan, match and trace call."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Final

from lodeshift.border import law as law_module
from lodeshift.border import rebates, values
from lodeshift.border.certificates import PaidAbroad, certificates, sefa, sfa
from lodeshift.border.goods import Good, entered, find, in_proposal, route_letter, scope
from lodeshift.border.law import Law, law
from lodeshift.catalogue import border_rules, money
from lodeshift.catalogue.border_rules import PriceCase
from lodeshift.errors import InputError, InputRangeError, Problem, check_range
from lodeshift.records.border import Basis, BorderCost, InScope, SpecificEmissions

BASE_YEAR: Final = 2024
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
class _Bill:
    """Per tonne of good, in t CO2e: what is embedded, priced, free."""

    basis: Basis
    route: str | None
    see: SpecificEmissions
    priced: float
    benchmark: float
    free: float
    words: tuple[str, ...]
    sources: tuple[str, ...]


@cache
def border_cost(commodity_or_cn: str, year: int, destination: str = "EU", terms: Terms = USUAL) -> BorderCost:
    """What one tonne pays (one MWh for electricity), by rule, year and destination.

    A good outside the mechanism, a sale at home, or a year before 2026 costs nothing, and `words` say why. Results
    are cached: calling it again with the same arguments costs nothing.

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
    code, commodity, route = entered(commodity_or_cn)
    route = route_letter(terms.route) or route
    where: InScope = "never" if not code else scope(code)
    words = [_scope_words(code, commodity, where)]
    bill: _Bill | None = None
    found: Law | None = None
    if target.mechanism != "cbam":
        words.append(f"{destination}: {target.note or 'no carbon mechanism at this border'}")
    elif year < law_module.FIRST_YEAR:
        words.append(f"imports of {year} were reported, not paid")
    elif where == "now":
        found = law(year, terms.as_of)
        bill = _bill(code, year, route, terms, found)
    elif where == "proposal":
        words.append("nothing is computed: the proposal has neither default values nor benchmarks yet")
    return _cost(code, commodity, year, destination, (terms, where, bill, found, words))


def _scope_words(code: str, commodity: str | None, where: InScope) -> str:
    name = f"{commodity} (CN {code})" if commodity else f"CN {code}"
    if where == "now":
        return f"{name} is a good of Annex I of Regulation (EU) 2023/956"
    if where == "proposal":
        return f"{name} is not a CBAM good now; COM(2025) 989 would add it from 2028: {in_proposal(code)}"
    return f"{name} is no CBAM good and not in the proposal of December 2025"


def _bill(code: str, year: int, route: str | None, terms: Terms, found: Law) -> _Bill:
    good = find(code)
    if good is None:  # scope() said "now", so a heading stands for several lines
        raise InputError([Problem("border.cn_not_covered", "CN code", None, "cn", code, "a code of Annex I")])
    cscf = found.cscf if terms.cscf is None else terms.cscf
    check_range("CSCF", cscf, at_least=0, at_most=1)
    if good.sector == "electricity":
        return _electricity(good, terms)
    if terms.see is None:
        return _default_bill(good, code, year, route, (terms, found.free_share, cscf))
    return _actual_bill(good, year, route, terms, (found.free_share, cscf))


def _electricity(good: Good, terms: Terms) -> _Bill:
    if terms.see is None:
        hint = "give its emission factor as actual value; the default factors of 2025/2621 are IEA data and not carried"
        raise InputError(
            [Problem("border.no_emissions_of_power", "CN code", None, "see", "none", "t CO2e per MWh", hint)]
        )
    _checked(terms.see)
    words = ("imported electricity: direct emissions only, no free allocation",)
    return _Bill("actual", None, terms.see, terms.see.direct, 0.0, 0.0, words, ("Regulation (EU) 2023/956 Annex IV",))


def _content(good: Good, terms: Terms) -> tuple[float, tuple[str, ...]]:
    """Functional units per t of good, with a word where it had to be assumed."""
    if not good.per_clinker:
        return 1.0, ()
    if terms.clinker_content is None:
        said = () if good.category == "Cement clinker" else ("clinker content taken as 1 t/t: none was given",)
        return 1.0, said
    check_range("clinker content", terms.clinker_content, at_least=0, at_most=1)
    return terms.clinker_content, (f"values per t of clinker, {terms.clinker_content:g} t of clinker per t",)


def _default_bill(good: Good, code: str, year: int, route: str | None, rest: tuple[Terms, float, float]) -> _Bill:
    terms, free_share, cscf = rest
    clinker_route = route if route in {"A", "B"} else None
    found = values.default_value(code, year, country=terms.country, route=clinker_route, as_of=terms.as_of)
    words = []
    if found.country != terms.country:
        known = terms.country in values.countries()
        lacks = (
            f"{terms.country} has" if known else f"our table lacks {terms.country}, which may have one by law; it holds"
        )
        words.append(f"{lacks} no default value for it: the line of other countries counts")
    if route is not None and found.route is not None and route != found.route:
        words.append(f"default values stand for route {found.route}; route {route} would count with actual values only")
    produced, said_year = _produced(year, terms)
    mark, other_route = values.default_benchmark(code, produced, found.route)
    words.extend(text for text in (other_route, said_year) if text)
    content, said = _content(good, terms)
    rate = found.marked / found.total - 1 if found.total else 0.0
    words.append(f"default value {found.total:g} t/t with {rate:.0%} mark-up = {found.marked:g} t/t")
    words.append(_free_words("B", mark, free_share, cscf))
    return _Bill(
        basis="default",
        route=found.route,
        see=SpecificEmissions(found.direct * content, found.indirect * content),
        priced=found.marked * content,
        benchmark=mark,
        free=sfa(free_share, cscf, mark) * content,
        words=(*words, *said),
        sources=(found.source, "Impl. Reg. (EU) 2025/2620 point 5, column B"),
    )


def _actual_bill(good: Good, year: int, route: str | None, terms: Terms, factors: tuple[float, float]) -> _Bill:
    see = _checked(terms.see or SpecificEmissions(0.0, 0.0))
    if terms.precursor_sefa is not None:
        check_range("free allocation of precursors", terms.precursor_sefa, at_least=0, at_most=_MOST_SEE)
    produced, said_year = _produced(year, terms)
    mark = values.benchmark(good.cn, "A", produced, route)
    content, said = _content(good, terms)
    own = sfa(*factors, mark)
    words = ["actual values: they need an accredited verifier", _free_words("A", mark, *factors), *said]
    words.extend([said_year] if said_year else [])
    if good.complex_good and terms.precursor_sefa is None:
        words.append("free allocation of precursors not given: it is taken as zero, the bill is an upper bound")
    if not good.indirect_priced and see.indirect:
        words.append("indirect emissions are reported, not priced (Annex II)")
    return _Bill(
        basis="actual",
        route=route,
        see=see,
        priced=see.direct + (see.indirect if good.indirect_priced else 0.0),
        benchmark=mark,
        free=sefa(own * content, [(1.0, terms.precursor_sefa or 0.0)]),
        words=tuple(words),
        sources=("verified actual values", "Impl. Reg. (EU) 2025/2620 point 5, column A"),
    )


def _checked(see: SpecificEmissions) -> SpecificEmissions:
    for name, amount in (("direct emissions", see.direct), ("indirect emissions", see.indirect)):
        check_range(f"{name} in t CO2e per t", amount, at_least=0, at_most=_MOST_SEE)
    return see


def _produced(year: int, terms: Terms) -> tuple[int, str]:
    """The year whose benchmarks count, and what to say where it is not the year of import."""
    if terms.production_year is None or terms.production_year == year:
        return year, ""
    if terms.production_year > year:
        said = f"year of production {terms.production_year} is after the year of import {year}"
        raise InputRangeError(said)
    first = max(terms.production_year, law_module.FIRST_YEAR)
    return first, f"benchmark of goods produced in {first}; phase-in and price of imports in {year}"


def _free_words(column: str, mark: float, free_share: float, cscf: float) -> str:
    return f"free allocation: column {column} benchmark {mark:g} x factor {free_share:g} x CSCF {cscf:g}"


def _deduction(terms: Terms, see_priced: float, price_eur: float, year: int) -> tuple[float, str]:
    """Certificates per t taken off for a carbon price abroad, and what to say about it."""
    if not terms.drafts:
        if terms.paid_abroad is not None:
            return 0.0, "carbon price paid abroad not deducted: the act on it is a draft (ask for drafts to see it)"
        return 0.0, ""
    paid = terms.paid_abroad
    if paid is None:
        try:
            net = border_rules.rule(
                "carbon_price_abroad_net", terms.country, on=dt.date(year, 7, 1), as_of=terms.as_of
            ).value
        except InputRangeError:
            net = 0.0
        paid = PaidAbroad(net)
    taken = paid.effective_eur_per_t_good(see_priced) / price_eur if price_eur else 0.0
    return taken, f"DRAFT act: {taken:.3f} certificates per t deducted for a carbon price paid in {terms.country}"


def _cost(
    code: str,
    commodity: str | None,
    year: int,
    destination: str,
    rest: tuple[Terms, InScope, _Bill | None, Law | None, list[str]],
) -> BorderCost:
    terms, where, bill, found, words = rest
    target = border_rules.destination(destination)
    rebate: float | None = 0.0 if not target.export else None
    sources: list[str] = list(bill.sources if bill else ())
    if target.export and commodity is not None:
        lost = rebates.rebate_loss(commodity, dt.date(year, 7, 1), terms.price_cny)
        rebate = lost.cny_per_unit
        words.append(lost.words)
        if lost.source:
            sources.append(lost.source)
    price = owed = taken = 0.0
    if bill is not None and found is not None:
        words.extend(bill.words)
        price = terms.price_eur if terms.price_eur is not None else law_module.price_eur(found, terms.price_case)
        taken, said = _deduction(terms, bill.priced, price, year)
        owed = certificates(bill.priced, bill.free, taken)
        words.extend([said] if said else [])
        words.extend(
            text
            for text in found.assumed
            if not (terms.price_eur is not None and "price" in text) and not (terms.cscf is not None and "CSCF" in text)
        )
        sources.extend(found.sources)
    return BorderCost(
        cn=code,
        commodity=commodity,
        year=year,
        destination=destination,
        as_of=terms.as_of or border_rules.STATE_DATE,
        in_scope=where,
        basis=bill.basis if bill else "none",
        route=bill.route if bill else None,
        see_direct=bill.see.direct if bill else 0.0,
        see_indirect=bill.see.indirect if bill else 0.0,
        see_priced=bill.priced if bill else 0.0,
        benchmark=bill.benchmark if bill else 0.0,
        free_allocation=bill.free if bill else 0.0,
        deduction=taken,
        certificates=owed,
        certificate_price_eur=price,
        eur_per_t=owed * price,
        cny_per_t=owed * price * money.fx(BASE_YEAR, "EUR").central,
        rebate_loss_cny_per_t=rebate,
        words=tuple(words),
        sources=tuple(dict.fromkeys(sources)),
    )


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
