"""All 262 cities in one table, how the stage rule does against the labels of 2013, and label against outcome."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from lodeshift.catalogue import city_rules, places
from lodeshift.catalogue.places import City
from lodeshift.diagnosis import early_warnings, peers, public, trend, whole
from lodeshift.diagnosis.dependence import dependence
from lodeshift.diagnosis.stage import Draws, find_stage
from lodeshift.names import Stage
from lodeshift.records.diagnosis import ClassGiven, Confusion, StageFinding
from lodeshift.records.overview import Outcome, Overview, OverviewRow

STAGES: Final[tuple[Stage, ...]] = ("growing", "mature", "declining", "regenerative")


def overview(draws: Draws | None = None) -> Overview:
    """The whole table. The same draws are used for every city, so one city's figures do not depend on the others'."""
    findings = {city: _finding(city, draws) for city in places.cities()}
    rows = tuple(_row(city, findings[city.id]) for city in places.cities().values())
    return Overview(rows, confusions_of(findings), outcomes(), whole.coverage())


@cache
def confusions() -> tuple[Confusion, ...]:
    """The confusion tables with the figures as they are (no draws needed)."""
    return confusions_of({city: _finding(city, Draws(number=1)) for city in places.cities()})


def _finding(city: str, draws: Draws | None) -> StageFinding:
    return find_stage(public.evidence(city, public.reserve_life(city)), public.developments(), draws=draws)


def confusions_of(findings: dict[str, StageFinding]) -> tuple[Confusion, ...]:
    """Class given against label; and the reading against the label for the cities with reserves."""
    cities = places.cities()
    given = [(cities[c].stage, f.stage) for c, f in findings.items() if f.stage is not None]
    with_reserves = [(c, f) for c, f in findings.items() if public.reserve_life(c).city_years is not None]
    read = [(cities[c].stage, f.reading) for c, f in with_reserves if f.reading is not None]
    of = len(findings)
    return (
        confusion("given", given, of),
        confusion("reading", read, of),
    )


def confusion(what: ClassGiven, pairs: Sequence[tuple[Stage, Stage]], of: int) -> Confusion:
    """Counts of (label, class), agreement, agreement beyond chance, and what one label for all would reach."""
    counts: dict[str, dict[str, int]] = {label: dict.fromkeys(STAGES, 0) for label in STAGES}
    for label, found in pairs:
        counts[label][found] += 1
    n = len(pairs)
    same = sum(counts[s][s] for s in STAGES) / n if n else 0.0
    labels = {s: sum(counts[s].values()) for s in STAGES}
    classes = {s: sum(counts[label][s] for label in STAGES) for s in STAGES}
    chance = sum(labels[s] * classes[s] for s in STAGES) / n**2 if n else 0.0
    kappa = (same - chance) / (1 - chance) if chance < 1 else 0.0
    return Confusion(what, counts, n, of, same, kappa, max(labels.values()) / n if n else 0.0)


def outcomes() -> tuple[Outcome, ...]:
    """Population change 2010-2020 of the prefectures by label, on the rows that exist here."""
    return tuple(_outcome(label, _prefectures(label)) for label in STAGES)


def _prefectures(label: Stage) -> Iterable[str]:
    return (c.id for c in places.cities().values() if c.stage == label and c.level == "prefecture")


def _outcome(label: Stage, cities: Iterable[str]) -> Outcome:
    changes = [f.central for c in cities if (f := public.population_change(c)) is not None]
    bands = [0] * (len(city_rules.BANDS_PCT) + 1)
    for change in changes:
        bands[bisect.bisect_left(city_rules.BANDS_PCT, change)] += 1
    return Outcome(
        label, len(changes), tuple(bands), sum(change > 0 for change in changes), city_rules.published_outcomes()[label]
    )


def _row(city: City, finding: StageFinding) -> OverviewRow:
    life = public.reserve_life(city.id)
    evidence = public.evidence(city.id, life)
    hangs_on = dependence(city.id)
    moves = trend.trend(city.id, peers.peers(city.id), peers.DEFAULT)
    fired = early_warnings.warnings(city.id, evidence, hangs_on, life, moves)
    change, growth = public.population_change(city.id), public.nominal_growth(city.id)
    return OverviewRow(
        city=city.id,
        name_en=city.name_en,
        name_zh=city.name_zh,
        province=city.province_en,
        level=city.level,
        lat=city.lat,
        lon=city.lon,
        label_2013=city.stage,
        exhausted_batch=city.exhausted_batch,
        resource=city.resource_type,
        stage=finding.stage,
        possible=finding.possible,
        stage_probability=finding.probability[finding.stage] if finding.stage is not None else None,
        mining_share=None if hangs_on.extraction_share is None else hangs_on.extraction_share.central / 100,
        mining_quotient=hangs_on.extraction_quotient,
        effective_number=None if hangs_on.employment is None else hangs_on.employment.effective_number,
        reserve_life_years=None if life.city_years is None else life.city_years[1],
        population_change=None if change is None else change.central / 100,
        gdp_growth=None if growth is None else growth.central / 100,
        warnings=tuple(dict.fromkeys(w.warning for w in fired)),
    )
