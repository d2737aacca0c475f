"""Random numbers by counting: what a draw gets depends on (case, seed, draw number, row, year) and on nothing else.

Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3") turns a counter and a
key into four 32-bit words. The counter here is (draw number in two words, window of four years, row of shocks); the
key is a hash of case and seed. So draws can be split over blocks, cores or machines in any way, two runs that share
case and seed see the same shocks (common random numbers), and a single row of shocks can be redrawn alone (Sobol
indices over whole paths). Normal numbers by Box and Muller (1958).
"""

from __future__ import annotations

import hashlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.simulation.elementary import Lanes, cos_turn, lanes, log, sin_turn, sqrt, unit_interval

Words = NDArray[np.uint64]
NormalRows = tuple[Lanes, Lanes, Lanes, Lanes]

WINDOW: Final = 4
"""Years that one counter serves."""

M0 = np.uint64(0xD2511F53)
M1 = np.uint64(0xCD9E8D57)
W0 = np.uint64(0x9E3779B9)
W1 = np.uint64(0xBB67AE85)
MASK = np.uint64(0xFFFFFFFF)
HALF_WORD = np.uint64(32)


def philox(c0: Lanes, c1: Lanes, c2: Lanes, c3: Lanes, key: Words) -> tuple[Lanes, Lanes, Lanes, Lanes]:
    """Four 32-bit words (held in 64) from a counter of four words and a key of two: Philox4x32 with 10 rounds."""
    k0 = key[0]
    k1 = key[1]
    for _ in range(10):
        p0 = M0 * c0
        p1 = M1 * c2
        c0 = (p1 >> HALF_WORD) ^ c1 ^ k0
        c1 = p1 & MASK
        c2 = (p0 >> HALF_WORD) ^ c3 ^ k1
        c3 = p0 & MASK
        k0 = (k0 + W0) & MASK
        k1 = (k1 + W1) & MASK
    return c0, c1, c2, c3


def normal_pair(a: Lanes, b: Lanes) -> tuple[Lanes, Lanes]:
    """Two independent standard normal numbers from two 32-bit words (Box and Muller 1958); at most 6.7 in size."""
    radius = sqrt(-2.0 * log(unit_interval(a)))
    turn = unit_interval(b)
    return radius * cos_turn(turn), radius * sin_turn(turn)


def fill_normals(z: NormalRows, key: Words, draws: Words, shift: Words, window: Words) -> None:
    """Fill the standard normals of one window of four years, one array (rows, lanes) per year.

    `draws` (lanes) are draw numbers, `shift` (rows) is added to the draw number of a row: 0 but for Sobol indices,
    `window` (one entry) counts windows of four years from 0.
    """
    z0, z1, z2, z3 = z
    for r in range(shift.shape[0]):
        offset = shift[r]
        counter = np.uint64(r)
        for d in lanes():
            draw = draws[d] + offset
            a, b, c, e = philox(draw & MASK, draw >> HALF_WORD, window[0], counter, key)
            first, second = normal_pair(a, b)
            third, fourth = normal_pair(c, e)
            z0[r, d] = first
            z1[r, d] = second
            z2[r, d] = third
            z3[r, d] = fourth


def key_of(case: str, seed: int) -> Words:
    """The two-word key of a case and a seed: the first 8 bytes of SHA-256 over both."""
    digest = hashlib.sha256(f"{case}\n{seed}".encode()).digest()
    return np.frombuffer(digest[:8], dtype="<u4").astype(np.uint64)


STATIC_WINDOW: Final = 2**31
"""Window number of the numbers that a draw keeps for all its years (no run reaches this year)."""


def static_normals(key: Words, draws: Words, rows: int, shift: Words | None = None) -> NDArray[np.float64]:
    """Standard normals (rows, draws) that belong to a draw as a whole: what is unknown but does not change by the year."""
    z = tuple(np.empty((rows, draws.size)) for _ in range(WINDOW))
    offset = np.zeros(rows, np.uint64) if shift is None else shift
    fill_normals((z[0], z[1], z[2], z[3]), key, draws, offset, np.array([STATIC_WINDOW], np.uint64))
    return z[0]
