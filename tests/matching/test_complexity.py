from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputError
from lodeshift.matching.complexity import complexity_index, complexity_warnings, next_eigenvalue, pinned
from lodeshift.records.note import note

LAST_YEAR = note("matching.sign_by_year", year=2010)


def nested(regions: int, activities: int) -> np.ndarray:
    """Region i has activities 0 .. something falling with i: the perfectly ordered world."""
    reach = np.linspace(activities, 2, regions).round().astype(int)
    return np.arange(activities)[None, :] < reach[:, None]


def dense_answer(present: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """ECI and PCI from the definition, by a general eigensolver on activities x activities."""
    m = present.astype(float)
    diversity, ubiquity = m.sum(axis=1), m.sum(axis=0)
    values, vectors = np.linalg.eig((m / ubiquity).T @ (m / diversity[:, None]))
    pci = np.real(vectors[:, np.argsort(np.real(values))[-2]])
    eci = m @ pci / diversity
    sign = np.sign(np.corrcoef(eci, diversity)[0, 1])
    eci, pci = sign * eci, sign * pci
    return (eci - eci.mean()) / eci.std(), (pci - eci.mean()) / eci.std()


@pytest.mark.parametrize("shape", [(12, 20), (30, 9), (60, 90), (120, 55)])
def test_equals_the_definition_on_either_side_and_size(shape: tuple[int, int]) -> None:
    present = np.random.default_rng(3).random(shape) < np.linspace(0.2, 0.8, shape[0])[:, None]
    present[:, 0] = True
    present[0] = True
    index = complexity_index(present)
    eci, pci = dense_answer(present)
    np.testing.assert_allclose(index.eci, eci, atol=1e-8)
    np.testing.assert_allclose(index.pci, pci, atol=1e-8)


def test_nested_world_is_ordered_by_diversity() -> None:
    index = complexity_index(nested(25, 60))
    assert (np.diff(index.eci) < 0).all()
    assert index.pci[-1] > index.pci[0]


def test_weights_count_regions_several_times() -> None:
    present = np.random.default_rng(5).random((60, 45)) < 0.4
    present[:, 0] = present[0] = True
    weights = np.random.default_rng(6).integers(0, 4, 60).astype(float)
    by_weight = complexity_index(present, weights)
    copies = complexity_index(np.repeat(present, weights.astype(int), axis=0))
    sign = np.sign(by_weight.pci_raw @ copies.pci_raw)
    np.testing.assert_allclose(by_weight.pci_raw, sign * copies.pci_raw, atol=1e-9)


def test_regions_all_alike_are_refused() -> None:
    with pytest.raises(InputError, match="same set of activities"):
        complexity_index(np.ones((5, 4), dtype=bool))


def test_next_eigenvalue_is_the_third() -> None:
    present = np.random.default_rng(8).random((70, 50)) < 0.3
    present[:, 0] = present[0] = True
    m = present / np.sqrt(present.sum(axis=1))[:, None] / np.sqrt(present.sum(axis=0))
    third = np.linalg.svd(m, compute_uv=False)[2] ** 2
    assert next_eigenvalue(present, complexity_index(present)) == pytest.approx(third, rel=5e-3)


def test_pinning_turns_both_signs() -> None:
    index = complexity_index(nested(25, 60))
    turned = pinned(index, -index.eci, LAST_YEAR)
    np.testing.assert_array_equal(turned.eci, -index.eci)
    np.testing.assert_array_equal(turned.pci_raw, -index.pci_raw)
    assert turned.sign_rule == LAST_YEAR
    same = pinned(index, np.where(np.arange(25) < 5, np.nan, index.eci), LAST_YEAR)
    np.testing.assert_array_equal(same.eci, index.eci)


def test_warnings_name_thin_regions_and_parts() -> None:
    block = np.ones((3, 4), dtype=bool)
    block[0, 1] = block[2, 3] = False
    two_parts = np.kron(np.eye(2, dtype=bool), block)
    names = tuple("abcdef")
    said = complexity_warnings(two_parts, names, complexity_index(two_parts))
    thin = note("matching.thin_regions", value=6, of=6, activities=10, regions=names)
    assert thin in said
    assert note("matching.table_in_parts", value=2) in said


def test_a_clear_table_brings_no_warning() -> None:
    present = nested(40, 80)[:30]
    names = tuple(str(i) for i in range(30))
    assert complexity_warnings(present, names, complexity_index(present)) == ()
