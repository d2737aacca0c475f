"""Region x activity tables and what is read from them: specialisation, complexity, relatedness, outlook.

Arrays are region-major: rows are regions, columns are activities, in the order of `regions` and `activities`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lodeshift.records.note import Note

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RegionTable:
    """Amounts (jobs, output, exports) by region and activity in one year.

    `values` has shape (regions, activities), is finite and >= 0; a pair that the file does not hold is zero.
    `year` is None where the table names none. `source` says which file it came from.
    """

    regions: tuple[str, ...]
    activities: tuple[str, ...]
    values: Matrix
    year: int | None
    source: str


@dataclass(frozen=True, slots=True)
class ComplexityIndex:
    """ECI and PCI of one table.

    `eci` is standardised over regions (mean 0, population standard deviation 1). `pci` is scaled with the mean and
    standard deviation of the raw ECI, as py-ecomplexity does. `pci_raw` is the eigenvector of unit length that
    enters COI and COG in that convention; `raw_mean` and `raw_std` are those of the raw ECI.
    `eigenvalue` is the second of the walk between regions and activities (1 = the table falls apart).
    `sign_rule` says what fixed the sign, `sign_correlation` how firmly.
    """

    eci: Vector
    pci: Vector
    pci_raw: Vector
    raw_mean: float
    raw_std: float
    eigenvalue: float
    sign_rule: Note
    sign_correlation: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """Density and the two outlook measures.

    `density` (regions, activities) in [0, 1]. `coi` puts the unit-length eigenvector in (py-ecomplexity),
    `coi_atlas` the standardised PCI (Atlas of Economic Complexity); both are standardised over regions.
    `cog` follows the first, `cog_atlas` the second convention; both are zero where the activity is present.
    """

    density: Matrix
    coi: Vector
    coi_atlas: Vector
    cog: Matrix | None
    cog_atlas: Matrix | None


@dataclass(frozen=True, slots=True)
class Fitness:
    """Fitness of regions and complexity of activities (mean 1 each), and how the iteration ended."""

    fitness: Vector
    quality: Vector
    rounds: int
    last_change: float
    converged: bool


@dataclass(frozen=True, slots=True)
class RankIntervals:
    """Rank of each region by ECI (1 = highest) in bootstrap samples of regions: low and high end of the interval.

    A region without any activity in a sample has no rank there; `draws_ranked` counts the samples that ranked it.
    """

    low: Vector
    high: Vector
    draws_ranked: NDArray[np.int64]
    draws: int
    level: float


@dataclass(frozen=True, slots=True)
class BackTest:
    """Did density at `year` tell which absent activities were present `horizon` years later?

    `auc` pools all candidate pairs; `auc_within_regions` is the mean over regions that have both entries and
    non-entries, so that it does not reward knowing which regions are large; `auc_ubiquity` is what the
    activity's ubiquity alone gives. None where there are no entries or only entries.
    """

    year: int
    horizon: int
    candidates: int
    entries: int
    auc: float | None
    auc_within_regions: float | None
    regions_within: int
    auc_ubiquity: float | None


@dataclass(frozen=True, slots=True)
class Complexity:
    """Everything that is read from one region x activity table."""

    table: RegionTable
    floor: float
    dropped_regions: tuple[str, ...]
    dropped_activities: tuple[str, ...]
    rca: Matrix
    diversity: Vector
    ubiquity: Vector
    index: ComplexityIndex
    proximity: Matrix
    outlook: Outlook
    fitness: Fitness
    warnings: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ComplexityAnswer:
    """The answer for one year, with what the other years add: the pinned sign and the back-tests."""

    complexity: Complexity
    ranks: RankIntervals | None
    back_tests: tuple[BackTest, ...]
    years: tuple[int, ...]
    warnings: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ActivityGain:
    """One activity as seen from one region: RCA, density around it, and opportunity gain in both conventions."""

    activity: str
    rca: float
    density: float
    cog: float
    cog_atlas: float
