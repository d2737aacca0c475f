"""The words that the equations of this stage are written in, with numpy's meaning.

An equation is written once, over "lanes": one lane is one draw. Read as plain Python, `for d in lanes()` runs once
with `d` a slice over all lanes, so every line works on whole rows: that is the reference. The compiler
(`compiling`) takes the same source and gives the same words their machine meaning (`machine64`, `machine32`): `lanes()` counts
the lanes of a block, `exp` is a polynomial, and the loop becomes vector instructions. Both agree to 1e-12, which is tested.

Two rules follow for whoever writes an equation. What a lane may choose is written with `where`, never with `if`;
and a row is stored only after everything that still needs its old value has been read.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Lanes = Any
"""A row with one number per draw in the reference, one number in the compiled loop, or a constant for all draws."""

exp = np.exp
log = np.log
sqrt = np.sqrt
lower = np.minimum
"""The smaller of two."""
upper = np.maximum
"""The larger of two."""
where = np.where


def lanes() -> tuple[slice]:
    """All lanes at once."""
    return (slice(None),)


def sin_turn(x: Lanes) -> Lanes:
    """Sine of x whole turns."""
    return np.asarray(np.sin(2.0 * np.pi * x))


def cos_turn(x: Lanes) -> Lanes:
    """Cosine of x whole turns."""
    return np.asarray(np.cos(2.0 * np.pi * x))


def unit_interval(word: NDArray[np.uint64]) -> Lanes:
    """A 32-bit word as a number strictly between 0 and 1: (word + 1/2) / 2^32."""
    return (word.astype(np.float64) + 0.5) * 2.0**-32
