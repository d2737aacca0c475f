"""Random numbers by counting: published vectors, moments, and what a number depends on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lodeshift.simulation import counter

NONE = np.zeros(1, np.uint64)


def words(*hexadecimal: str) -> tuple[Any, ...]:
    return tuple(np.uint64(int(word, 16)) for word in hexadecimal)


@pytest.mark.parametrize(
    ("count", "key", "result"),
    [
        ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
        ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
        ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
    ],
)
def test_philox_gives_the_published_vectors(count: str, key: str, result: str) -> None:
    """Known answers of philox4x32-10 in the Random123 distribution (Salmon et al. 2011)."""
    a, b, c, d = words(*count.split())
    got = counter.philox(a, b, c, d, np.array(words(*key.split()), np.uint64))
    assert [f"{int(word):08x}" for word in got] == result.split()


def normals(
    draws: int, rows: int = 1, seed: int = 1, shift: int = 0
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    z = tuple(np.empty((rows, draws)) for _ in range(4))
    offset = np.full(rows, shift, np.uint64)
    numbers = np.arange(draws, dtype=np.uint64)
    counter.fill_normals((z[0], z[1], z[2], z[3]), counter.key_of("a", seed), numbers, offset, NONE)
    return np.concatenate(z)


def test_normals_have_the_moments_of_a_normal_and_are_independent_by_year_and_row() -> None:
    n = 20_000
    z = normals(n, rows=2)
    assert np.abs(z.mean(axis=1)).max() < 4 / np.sqrt(n)
    assert np.abs(z.var(axis=1) - 1).max() < 4 * np.sqrt(2 / n)
    assert np.abs((z**4).mean(axis=1) - 3).max() < 4 * np.sqrt(96 / n)
    assert np.abs(np.corrcoef(z) - np.eye(8)).max() < 4.5 / np.sqrt(n)


def test_a_number_depends_on_case_seed_draw_row_and_window_only() -> None:
    key = counter.key_of("hegang", 3)
    numbers = np.arange(100, dtype=np.uint64)
    whole = counter.static_normals(key, numbers, 4)
    late = counter.static_normals(key, numbers[60:], 4)
    fewer_rows = counter.static_normals(key, numbers, 2)
    assert np.array_equal(whole[:, 60:], late)
    assert np.array_equal(whole[:2], fewer_rows)
    for other in (counter.key_of("hegang", 4), counter.key_of("jinchang", 3)):
        assert abs(np.corrcoef(whole[0], counter.static_normals(other, numbers, 4)[0])[0, 1]) < 0.4


def test_a_row_can_be_taken_from_other_draws_alone() -> None:
    key, numbers = counter.key_of("x", 0), np.arange(50, dtype=np.uint64)
    shift = np.array([0, 25], np.uint64)
    moved, plain = counter.static_normals(key, numbers, 2, shift), counter.static_normals(key, numbers, 2)
    assert np.array_equal(moved[0], plain[0])
    assert np.array_equal(moved[1, :25], plain[1, 25:])


def test_seed_zero_is_a_seed_and_draw_numbers_beyond_32_bits_differ() -> None:
    assert not np.array_equal(counter.key_of("x", 0), counter.key_of("x", 1))
    key = counter.key_of("x", 0)
    near, far = (counter.static_normals(key, np.array([n], np.uint64), 8) for n in (7, 7 + 2**32))
    assert not np.allclose(near, far)


def test_extreme_words_give_finite_normals() -> None:
    ends = np.array([0, 2**32 - 1], np.uint64)
    first, second = counter.normal_pair(ends, ends[::-1])
    assert np.isfinite([*first, *second]).all()
    assert np.abs([*first, *second]).max() < 6.8
