"""From one region x activity table to everything read from it, in the order the definitions need."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from lodeshift.matching.complexity import complexity_index, complexity_warnings, pinned
from lodeshift.matching.fitness import fitness
from lodeshift.matching.outlook import Gains, outlook
from lodeshift.matching.proximity import continuous_proximity, discrete_proximity, nearest_only
from lodeshift.matching.rca import presence, rca, with_floor
from lodeshift.records.complexity import Complexity, ComplexityIndex, RegionTable
from lodeshift.records.note import note

ProximityKind = Literal["discrete", "continuous"]


@dataclass(frozen=True, slots=True)
class SpaceOptions:
    """`floor`: regions with a smaller total are left out before RCA. `proximity`: co-occurrence or correlation.
    `neighbours`: density looks only at so many nearest activities (None: at all). `gains`: which COG tables."""

    floor: float = 0.0
    proximity: ProximityKind = "discrete"
    neighbours: int | None = None
    gains: Gains = field(default_factory=Gains)


def activity_space(table: RegionTable, options: SpaceOptions | None = None) -> Complexity:
    """RCA, diversity, ubiquity, ECI, PCI, proximity, density, COI, COG and fitness of one table.

    Raises `InputError` where the floor leaves fewer than two regions or activities, or all regions are alike.
    """
    options = options or SpaceOptions()
    kept, no_regions, no_activities = with_floor(table, options.floor)
    advantage = rca(kept.values)
    present = presence(advantage)
    index = complexity_index(present)
    by_count = options.proximity == "discrete"
    proximity = discrete_proximity(present) if by_count else continuous_proximity(advantage)
    near = None if options.neighbours is None else nearest_only(proximity, options.neighbours)
    strength = fitness(present)
    said = list(complexity_warnings(present, kept.regions, index))
    if not strength.converged:
        said.append(note("matching.fitness_unsettled", value=strength.rounds, change=strength.last_change))
    return Complexity(
        table=kept,
        floor=options.floor,
        dropped_regions=no_regions,
        dropped_activities=no_activities,
        rca=advantage,
        diversity=present.sum(axis=1).astype(np.float64),
        ubiquity=present.sum(axis=0).astype(np.float64),
        index=index,
        proximity=proximity,
        outlook=outlook(present, proximity, index, options.gains, near),
        fitness=strength,
        warnings=tuple(said),
    )


def pinned_to_last_year(now: Complexity, before: Complexity, options: SpaceOptions) -> Complexity:
    """The same answer with the sign of ECI and PCI that follows the year before, on the regions both years hold.

    The diversity rule alone can flip from one year to the next. COI and COG change sign with PCI.
    """
    rows = {region: i for i, region in enumerate(before.table.regions)}
    reference = np.array([before.index.eci[rows[r]] if r in rows else np.nan for r in now.table.regions])
    if np.isfinite(reference).sum() < 3:
        return now
    rule = note("matching.sign_by_year", year=before.table.year)
    index = pinned(now.index, reference, rule)
    return _with_index(now, index, options)


def pinned_to_region(now: Complexity, region: str, options: SpaceOptions) -> Complexity:
    """The same answer with the sign of ECI and PCI that puts `region` above the mean."""
    place = now.table.regions.index(region)
    rule = note("matching.sign_by_region", region)
    if now.index.eci[place] >= 0:
        index = replace(now.index, sign_rule=rule)
        return replace(now, index=index)
    away = np.where(np.arange(len(now.index.eci)) == place, 1.0, 0.0)
    flipped = pinned(now.index, away, rule)
    return _with_index(now, replace(flipped, sign_correlation=now.index.sign_correlation), options)


def _with_index(now: Complexity, index: ComplexityIndex, options: SpaceOptions) -> Complexity:
    if np.array_equal(index.pci_raw, now.index.pci_raw):
        return replace(now, index=index)
    near = None if options.neighbours is None else nearest_only(now.proximity, options.neighbours)
    return replace(now, index=index, outlook=outlook(presence(now.rca), now.proximity, index, options.gains, near))
