"""How much of a city hangs on extraction, and how diverse it is: from census jobs, and from value added where known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lodeshift.catalogue import indicators
from lodeshift.catalogue.indicators import CENSUS_YEAR
from lodeshift.diagnosis import diversity as d
from lodeshift.diagnosis import employment
from lodeshift.diagnosis.evidence import derived
from lodeshift.diagnosis.table import REFERENCE, IndicatorTable
from lodeshift.records.diagnosis import Dependence, Diversity, IndustryShare
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note, note


@dataclass(frozen=True, slots=True)
class Basis:
    """What shares are of, for which year, and where they stand."""

    said: Note
    year: int
    row: str
    source: str


def measure(
    names: Sequence[str],
    shares: d.Shares,
    reference: d.Shares | None,
    basis: Basis,
    groups: Sequence[str] | None = None,
) -> Diversity:
    """All measures of one row of shares; those against a reference only where there is one.

    `groups` (one per industry) give related and unrelated variety; without them all variety is unrelated.
    """
    related, unrelated = d.variety(shares, groups if groups is not None else list(names))
    order = np.argsort(-shares, kind="stable")
    quotients = None if reference is None else d.location_quotients(shares, reference)
    rest = np.delete(shares, order[0])
    return Diversity(
        basis=basis.said,
        year=basis.year,
        industries=shares.size,
        herfindahl=d.herfindahl(shares),
        herfindahl_normalised=d.herfindahl_normalised(shares),
        herfindahl_without_largest=d.herfindahl(d.as_shares(rest)) if rest.sum() > 0 else 1.0,
        shannon=d.shannon(shares),
        effective_number=d.effective_number(shares),
        evenness=d.evenness(shares),
        ogive=d.ogive(shares),
        largest=names[int(order[0])],
        largest_share=float(shares[order[0]]),
        krugman=None if reference is None else d.krugman(shares, reference),
        hachman=None if reference is None else d.hachman(shares, reference),
        related_variety=related,
        unrelated_variety=unrelated,
        quotients=tuple(
            IndustryShare(names[j], float(shares[j]), None if quotients is None else float(quotients[j]))
            for j in order.tolist()
        ),
        row=basis.row,
        source=basis.source,
    )


def dependence(place: str, table: IndicatorTable | None = None) -> Dependence:
    """Dependence of a place from what the tables hold; every part without data is None."""
    jobs = employment.of(place)
    added = _value_added(place)
    own = None if table is None else own_industries(table, place)
    if jobs is None:
        return Dependence(None, added, own, None, None, None, None, note("diagnosis.no_census_row"))
    names = tuple(employment.SECTIONS)
    reference = employment.national()
    basis = Basis(note("diagnosis.basis_jobs"), CENSUS_YEAR, jobs.rows, jobs.employed.source)
    mining = float(jobs.shares[employment.MINING])
    manufacturing = float(jobs.shares[names.index("manufacturing")])
    return Dependence(
        employment=measure(names, jobs.shares, reference, basis, tuple(employment.SECTIONS.values())),
        value_added=added,
        own_table=own,
        extraction_share=jobs.mining,
        extraction_quotient=mining / float(reference[employment.MINING]),
        extraction_share_of_industry=share_of_industry(jobs),
        extraction_and_first_processing=(mining, mining + manufacturing),
        note=note("diagnosis.jobs_of_census"),
    )


def own_industries(table: IndicatorTable, place: str) -> Diversity | None:
    """Diversity over the user's `industry` columns in the newest complete year of the place; None without such.

    Groups of the columns split variety into related and unrelated; a row of the city `reference` and the same year
    gives the quotients.
    """
    columns = table.with_role("industry")
    rows = {
        (city, year): i
        for i, (city, year) in enumerate(zip(table.cities, table.years, strict=True))
        if columns and not np.isnan(table.values[i, columns]).any() and table.values[i, columns].sum() > 0
    }
    years = [year for city, year in rows if city == place]
    if not years:
        return None
    year = max(years)
    at, other = rows[place, year], rows.get((REFERENCE, year))
    names = [table.columns[j].name for j in columns]
    groups = [table.columns[j].group or table.columns[j].name for j in columns]
    reference = None if other is None else d.as_shares(table.values[other, columns])
    said = (
        note("diagnosis.basis_own_table_alone")
        if other is None
        else note("diagnosis.basis_own_table", reference=f"{table.file}:{table.lines[other]}")
    )
    basis = Basis(said, year, f"{table.file}:{table.lines[at]}", table.file)
    return measure(names, d.as_shares(table.values[at, columns]), reference, basis, groups)


def share_of_industry(jobs: employment.Employment) -> Figure:
    """Mining in mining, manufacturing and utilities, %, by jobs."""
    share = 100 * jobs.extraction_share_of_industry
    return derived(share, "%", str(CENSUS_YEAR), (jobs.mining, jobs.employed), note("diagnosis.by_census_jobs"))


def _value_added(place: str) -> Diversity | None:
    """Three sectors of GDP of the newest year that has primary and secondary share; no reference ships."""
    for year in sorted({row.year for row in indicators.indicators(place)}, reverse=True):
        primary = indicators.value(place, "primary_share", year)
        secondary = indicators.value(place, "secondary_share", year)
        if primary is None or secondary is None:
            continue
        tertiary = 100 - primary.value - secondary.value
        shares = d.as_shares([primary.value, secondary.value, tertiary])
        basis = Basis(note("diagnosis.basis_value_added"), year, f"{primary.row}, {secondary.row}", primary.source)
        return measure(("primary", "secondary", "tertiary"), shares, None, basis)
    return None
