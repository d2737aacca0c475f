from __future__ import annotations

import numpy as np
import pytest

from lodeshift.matching import outlook as module
from lodeshift.matching.complexity import complexity_index
from lodeshift.matching.outlook import Gains, one_region, outlook, surroundings
from lodeshift.matching.proximity import density, discrete_proximity, nearest_only, opportunity_gain


@pytest.fixture
def present() -> np.ndarray:
    made = np.random.default_rng(2).random((50, 30)) < np.linspace(0.1, 0.7, 50)[:, None]
    made[:, 0] = made[0] = True
    return made


def test_equals_the_definitions(present: np.ndarray) -> None:
    index, proximity = complexity_index(present), discrete_proximity(present)
    found = outlook(present, proximity, index, Gains(cog=True, cog_atlas=True))
    near = density(present, proximity)
    assert found.cog is not None and found.cog_atlas is not None
    np.testing.assert_allclose(found.density, near, atol=1e-14)
    for coi, pci in ((found.coi, index.pci_raw), (found.coi_atlas, index.pci)):
        raw = (near * ~present * pci).sum(axis=1)
        np.testing.assert_allclose(coi, (raw - raw.mean()) / raw.std(), atol=1e-10)
    np.testing.assert_allclose(
        found.cog, opportunity_gain(present, proximity, index.pci_raw / index.raw_std), atol=1e-12
    )
    np.testing.assert_allclose(found.cog_atlas, opportunity_gain(present, proximity, index.pci), atol=1e-12)


def test_the_two_conventions_differ(present: np.ndarray) -> None:
    found = outlook(present, discrete_proximity(present), complexity_index(present))
    assert np.abs(found.coi - found.coi_atlas).max() > 1e-3


def test_blocks_of_rows_change_nothing(present: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    index, proximity = complexity_index(present), discrete_proximity(present)
    whole = outlook(present, proximity, index)
    monkeypatch.setattr(module, "BLOCK_CELLS", 7 * present.shape[1])
    pieces = outlook(present, proximity, index)
    assert pieces.cog is not None and whole.cog is not None
    np.testing.assert_allclose(pieces.coi, whole.coi, atol=1e-12)
    np.testing.assert_allclose(pieces.cog, whole.cog, atol=1e-13)


def test_single_precision_of_large_tables_moves_little(present: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    index, proximity, both = complexity_index(present), discrete_proximity(present), Gains(cog=True, cog_atlas=True)
    double = outlook(present, proximity, index, both)
    monkeypatch.setattr(module, "SINGLE_FROM_CELLS", present.size)
    single = outlook(present, proximity, index, both)
    assert single.cog is not None and double.cog is not None
    assert single.cog_atlas is not None and double.cog_atlas is not None
    np.testing.assert_allclose(single.density, double.density, atol=1.4e-7)
    assert (single.density <= 1).all() and (single.density != double.density).any()
    for one, other in (
        (single.coi, double.coi),
        (single.coi_atlas, double.coi_atlas),
        (single.cog, double.cog),
        (single.cog_atlas, double.cog_atlas),
    ):
        np.testing.assert_allclose(one, other, atol=2e-6)


def test_neighbours_change_density_and_coi_but_not_cog(present: np.ndarray) -> None:
    index, proximity = complexity_index(present), discrete_proximity(present)
    near = nearest_only(proximity, 4)
    some = outlook(present, proximity, index, near=near)
    np.testing.assert_allclose(some.density, density(present, near), atol=1e-14)
    np.testing.assert_array_equal(some.cog, outlook(present, proximity, index).cog)


def test_gains_not_wanted_are_not_made(present: np.ndarray) -> None:
    found = outlook(present, discrete_proximity(present), complexity_index(present), Gains(cog=False))
    assert found.cog is None and found.cog_atlas is None


def test_one_region_equals_its_row_of_the_table(present: np.ndarray) -> None:
    index, proximity = complexity_index(present), discrete_proximity(present)
    whole = outlook(present, proximity, index, Gains(cog=True, cog_atlas=True))
    near, cog, cog_atlas = one_region(present[7], surroundings(proximity, index))
    assert whole.cog is not None and whole.cog_atlas is not None
    np.testing.assert_allclose(near, whole.density[7], atol=1e-14)
    np.testing.assert_allclose(cog, whole.cog[7], atol=1e-13)
    np.testing.assert_allclose(cog_atlas, whole.cog_atlas[7], atol=1e-13)
