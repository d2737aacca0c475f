"""What does a tonne pay at a border: one good, the goods of a city."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from lodeshift.border.certificates import PaidAbroad, calendar, certificates, exempt
from lodeshift.border.exposure import exposure
from lodeshift.border.goods import find
from lodeshift.border.price import Terms, border_cost
from lodeshift.catalogue import goods, industry, places
from lodeshift.catalogue.border_rules import PriceCase
from lodeshift.errors import InputError, Problem
from lodeshift.records.border import BorderAnswer, Exposure, SpecificEmissions
from lodeshift.reporting.plain import picked, plain


@dataclass(frozen=True, slots=True)
class Question:
    """One good at one border, as a user asks it. Emissions are t CO2e per t of good; None means default values."""

    good: str
    year: int
    destination: str = "EU"
    route: str | None = None
    country: str = "China"
    mass_t: float | None = None
    see_direct: float | None = None
    see_indirect: float | None = None
    precursor_sefa: float | None = None
    clinker_content: float | None = None
    production_year: int | None = None
    price_case: PriceCase = "central"
    price_eur: float | None = None
    cscf: float | None = None
    carbon_price_abroad_eur: float | None = None
    as_of: dt.date | None = None
    drafts: bool = False


def ask(question: Question) -> BorderAnswer:
    """Answer a question about one good.

    Raises
    ------
    UnknownIdError, InputError, InputRangeError : as `border.price.border_cost`; a negative mass.
    """
    problems = [
        Problem("value.out_of_range", "question", None, name, repr(value), "a finite number >= 0")
        for name, value in (
            ("mass", question.mass_t),
            ("see_direct", question.see_direct),
            ("see_indirect", question.see_indirect),
            ("precursor_sefa", question.precursor_sefa),
            ("price", question.price_eur),
            ("carbon price abroad", question.carbon_price_abroad_eur),
        )
        if value is not None and not 0 <= value < math.inf
    ]
    if question.see_indirect is not None and question.see_direct is None:
        hint = "actual values come in pairs; without them default values count"
        problems.append(
            Problem("option.missing", "question", None, "see_direct", "none, but see_indirect", "see_direct too", hint)
        )
    if problems:
        raise InputError(problems)
    see = None
    if question.see_direct is not None:
        see = SpecificEmissions(question.see_direct, question.see_indirect or 0.0)
    abroad = question.carbon_price_abroad_eur
    terms = Terms(
        country=question.country,
        route=question.route,
        see=see,
        precursor_sefa=question.precursor_sefa,
        clinker_content=question.clinker_content,
        production_year=question.production_year,
        paid_abroad=None if abroad is None else PaidAbroad(abroad),
        price_case=question.price_case,
        price_eur=question.price_eur,
        cscf=question.cscf,
        as_of=question.as_of,
        drafts=question.drafts,
    )
    cost = border_cost(question.good, question.year, question.destination, terms)
    mass = 1.0 if question.mass_t is None else question.mass_t
    pays = cost.basis != "none"
    small = None
    if pays and question.mass_t is not None:
        good = find(cost.cn)
        small = exempt(mass, [good.sector] if good else [], question.year, question.as_of)
    owed = certificates(cost.see_priced * mass, cost.free_allocation * mass, cost.deduction * mass)
    if small:
        owed = 0.0  # an exempt importer surrenders nothing
    return BorderAnswer(
        cost=cost,
        mass_t=question.mass_t,
        certificates=owed,
        eur=owed * cost.certificate_price_eur,
        exempt=small,
        surrender_by=calendar(question.year, question.as_of).surrender_by if pays else None,
    )


def as_json(answer: BorderAnswer) -> dict[str, object]:
    """The answer as plain values; the names are the contract for other programs."""
    cost = answer.cost
    return {
        **picked(
            cost, "cn commodity in_scope basis route see_direct see_indirect see_priced benchmark free_allocation"
        ),
        **picked(cost, "deduction certificates certificate_price_eur eur_per_t cny_per_t rebate_loss_cny_per_t"),
        **picked(cost, "year destination as_of"),
        "mass_t": 1.0 if answer.mass_t is None else answer.mass_t,
        "total_certificates": answer.certificates,
        "total_eur": answer.eur,
        **picked(answer, "exempt surrender_by"),
        "words": plain(cost.notes),
        "sources": plain(cost.sources),
    }


def goods_of(words: Sequence[str]) -> tuple[str, ...]:
    """Commodities that words name: a commodity itself, or a city by the products of its companies.

    Raises
    ------
    UnknownIdError : a word that is neither.
    InputError : nothing is known to be made in any of the places.
    """
    found: list[str] = []
    for word in words:
        if word in goods.commodities():
            found.append(word)
            continue
        found.extend(products_of(places.find(word).id))
    if not found:
        hint = "name the goods themselves, such as copper_foil_6um"
        raise InputError.one(
            "border.no_products", "companies.csv", None, "city", ", ".join(words), "a city with known products", hint
        )
    return tuple(dict.fromkeys(found))


def products_of(city: str) -> tuple[str, ...]:
    """Commodities of the catalogue that companies of a city make or plan to make."""
    within = {place.id for place in places.places().values() if place.within == city} | {city}
    made = [company.commodity for company in industry.companies() if company.city_id in within and company.commodity]
    return tuple(dict.fromkeys(made))


def exposures(
    words: Sequence[str], year: int, destination: str, *, as_of: dt.date | None = None
) -> tuple[Exposure, ...]:
    """How the goods of a city, or the goods named, stand at a border in a year."""
    return exposure(goods_of(words), year, destination, Terms(as_of=as_of))


def exposures_json(found: Sequence[Exposure]) -> list[dict[str, object]]:
    """Exposures as plain values, told in English."""
    return [
        {
            **picked(each, "commodity unit cn in_scope indirect_priced green_power_changes_bill eur_per_t"),
            **picked(each, "rebate_loss_cny_per_t battery_regulation"),
            "name": goods.commodity(each.commodity).name_en,
            "words": plain(each.notes),
        }
        for each in found
    ]
