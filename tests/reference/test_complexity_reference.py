"""Published check values: US metro areas x industries, computed once with ecomplexity 0.5.3 (data outside the repository)."""

from __future__ import annotations

import csv
import gzip
import os
from pathlib import Path

import numpy as np
import pytest

from lodeshift.matching.outlook import Gains
from lodeshift.matching.space import SpaceOptions, activity_space
from lodeshift.names import EXTERNAL_DATA
from lodeshift.records.complexity import Complexity, RegionTable

FILE = "fansi-sifan-metro-datasets/cbp2019_cbsa_naics24.csv.gz"

REGIONS = {  # diversity, ECI, COI
    "33260": (44, -0.910209, -1.638565),
    "38060": (98, 1.598202, -0.704652),
    "41940": (54, 3.224515, -1.279891),
    "26420": (96, 0.298373, 0.887417),
    # the published note prints a diversity of 94 for Detroit, which is Pittsburgh's; ecomplexity 0.5.3 gives 86
    "19820": (86, 0.237362, 0.550972),
    "38300": (94, -0.536906, 1.575717),
    "46060": (88, 1.064202, -0.549097),
    "16620": (72, -0.544993, -0.059660),
}
ACTIVITIES = {  # ubiquity, PCI
    "2111": (38, -2.338288),
    "2121": (12, -5.602853),
    "2122": (10, 6.289042),
    "3314": (44, -0.301940),
    "3344": (58, 4.084174),
    "3359": (70, 0.282989),
}
PAIRS = {  # RCA, density, COG
    ("33260", "2111"): (126.774033, 0.279699, 0),
    ("33260", "2122"): (0, 0.131745, 1.357408),
    ("38300", "3311"): (15.586206, 0.439694, 0),
    ("38300", "3314"): (4.751119, 0.388506, 0),
    ("38300", "3359"): (0.738975, 0.357493, 1.268349),
    ("33260", "3359"): (0, 0.139614, 1.176150),
}


@pytest.fixture(scope="module")
def found() -> Complexity:
    folder = os.environ.get(EXTERNAL_DATA)
    if not folder or not (Path(folder) / FILE).is_file():
        pytest.skip(f"{EXTERNAL_DATA} is not set or has no {FILE}")
    with gzip.open(Path(folder) / FILE, "rt", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    large = {r["cbsa_code"] for r in rows if r["naics_code"] == "00" and float(r["employment"]) >= 50_000}
    kept = [r for r in rows if r["naics_level"] == "4" and r["cbsa_code"] in large]
    regions = sorted({r["cbsa_code"] for r in kept})
    activities = sorted({r["naics_code"] for r in kept})
    values = np.zeros((len(regions), len(activities)))
    for r in kept:
        values[regions.index(r["cbsa_code"]), activities.index(r["naics_code"])] = float(r["employment"])
    table = RegionTable(tuple(regions), tuple(activities), values, None, FILE)
    return activity_space(table, SpaceOptions(gains=Gains(cog=True, cog_atlas=True)))


def test_size(found: Complexity) -> None:
    assert found.rca.shape == (286, 288)
    assert found.index.sign_correlation == pytest.approx(0.23, abs=0.005)


@pytest.mark.parametrize(("region", "expected"), REGIONS.items())
def test_regions(found: Complexity, region: str, expected: tuple[float, float, float]) -> None:
    i = found.table.regions.index(region)
    got = (found.diversity[i], found.index.eci[i], found.outlook.coi[i])
    assert got == pytest.approx(expected, abs=6e-7)


@pytest.mark.parametrize(("activity", "expected"), ACTIVITIES.items())
def test_activities(found: Complexity, activity: str, expected: tuple[float, float]) -> None:
    j = found.table.activities.index(activity)
    assert (found.ubiquity[j], found.index.pci[j]) == pytest.approx(expected, abs=6e-7)


@pytest.mark.parametrize(("pair", "expected"), PAIRS.items())
def test_pairs(found: Complexity, pair: tuple[str, str], expected: tuple[float, float, float]) -> None:
    i, j = found.table.regions.index(pair[0]), found.table.activities.index(pair[1])
    assert found.outlook.cog is not None
    got = (found.rca[i, j], found.outlook.density[i, j], found.outlook.cog[i, j])
    assert got == pytest.approx(expected, abs=6e-7)


def test_the_warnings_that_this_table_deserves(found: Complexity) -> None:
    assert {"matching.fragile_sign", "matching.close_eigenvalues"} <= {said.kind for said in found.warnings}
