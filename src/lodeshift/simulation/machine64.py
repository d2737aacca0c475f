"""The words of `elementary` for the compiler, in float64: scalar functions without branches that vectorise.

numba calls the C library for `exp` and `log` one number at a time, which is where a plainly compiled model spends
most of its time. These are polynomials, so that a loop over draws becomes vector instructions.

Proven bounds (the part of the series left out; rounding adds about two units in the last place, 4.4e-16):

- `exp`: x = n ln 2 + r, |r| <= ln2/2 (ln 2 in two parts); Taylor series to degree 13. Lagrange remainder, relative:
  (ln2/2)^14/14! * e^(ln2/2) <= 6e-18. Arguments are held in [-708, 708].
- `log`: x = 2^e m, m in [sqrt(1/2), sqrt 2); log m = 2 s (1 + s^2/3 + ... ), s = (m-1)/(m+1), |s| <= 0.1716. After 11
  terms the rest is at most s^22/(23 (1 - s^2)) of the sum: 7e-19. x must be a normal positive number; near x = 1 the
  bound is relative, elsewhere adding e ln 2 rounds once more.
- `sin_turn`, `cos_turn` (0 <= x <= 1): Taylor series at |y| <= pi/2 to degree 23 and 22, then double-angle formulas;
  (pi/2)^25/25! <= 6e-21 and (pi/2)^24/24! <= 1e-19, absolute; rounding at most 1e-15 absolute (doubled by 2 s^2 - 1).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numpy as np
from numba import njit

OPTIONS: Final[dict[str, Any]] = {
    "forceinline": True,
    "error_model": "numpy",
    "fastmath": {"contract", "nsz", "nnan"},
}
"""How every equation is compiled: inlined (a call would stop vectorising), a*b+c may be one instruction, no NaN.
Nothing that would make a lane's result depend on which lanes stand beside it."""
CALLED: Final[dict[str, Any]] = {"error_model": "numpy", "fastmath": OPTIONS["fastmath"]}
"""As `OPTIONS` for functions that hold a loop over draws: called, not inlined, or compiling would take a minute."""

Function = TypeVar("Function", bound=Callable[..., Any])


def inlined(function: Function) -> Function:
    """Compile a word with `OPTIONS`."""
    return cast(Function, njit(**OPTIONS)(function))


real = np.float64

_LN2_HIGH = 6.93147180369123816490e-01
_LN2_LOW = 1.90821492927058770002e-10
_ROUND = 6755399441055744.0  # 1.5 * 2^52: adding it leaves the nearest integer in the low bits
_EXP = tuple(1.0 / math.factorial(k) for k in range(14))
_LOG = tuple(1.0 / (2 * k + 1) for k in range(11))
_SIN = tuple((-1.0) ** k * math.pi ** (2 * k + 1) / math.factorial(2 * k + 1) for k in range(12))
_COS = tuple((-1.0) ** k * math.pi ** (2 * k) / math.factorial(2 * k) for k in range(12))
_BIAS, _MANTISSA_BITS = np.int64(1023), np.int64(52)
_MANTISSA, _ONE_BITS = np.int64(0x000FFFFFFFFFFFFF), np.int64(0x3FF0000000000000)
_TWO52_BITS, _TWO52 = np.int64(0x4330000000000000), 4503599627370496.0
_ONE = np.int64(1)


@inlined
def exp(x: float) -> float:
    """e to the power x; bound in the module's head."""
    x = max(-708.0, min(708.0, x))
    shifted = x * 1.4426950408889634 + _ROUND
    n = shifted - _ROUND
    r = (x - n * _LN2_HIGH) - n * _LN2_LOW
    p = _EXP[13]
    p = p * r + _EXP[12]
    p = p * r + _EXP[11]
    p = p * r + _EXP[10]
    p = p * r + _EXP[9]
    p = p * r + _EXP[8]
    p = p * r + _EXP[7]
    p = p * r + _EXP[6]
    p = p * r + _EXP[5]
    p = p * r + _EXP[4]
    p = p * r + _EXP[3]
    p = p * r + _EXP[2]
    p = p * r + _EXP[1]
    p = p * r + _EXP[0]
    bits = np.float64(shifted).view(np.int64)
    return p * np.int64((bits + _BIAS) << _MANTISSA_BITS).view(np.float64)


@inlined
def log(x: float) -> float:
    """Natural logarithm of a normal positive number; bound in the module's head."""
    bits = np.float64(x).view(np.int64)
    m = np.int64((bits & _MANTISSA) | _ONE_BITS).view(np.float64)
    e = np.int64((bits >> _MANTISSA_BITS) | _TWO52_BITS).view(np.float64) - _TWO52 - 1023.0
    high = m >= 1.4142135623730951
    m = m * 0.5 if high else m
    e = e + 1.0 if high else e
    s = (m - 1.0) / (m + 1.0)
    q = s * s
    p = _LOG[10]
    p = p * q + _LOG[9]
    p = p * q + _LOG[8]
    p = p * q + _LOG[7]
    p = p * q + _LOG[6]
    p = p * q + _LOG[5]
    p = p * q + _LOG[4]
    p = p * q + _LOG[3]
    p = p * q + _LOG[2]
    p = p * q + _LOG[1]
    p = p * q + _LOG[0]
    return e * _LN2_HIGH + (e * _LN2_LOW + 2.0 * s * p)


@inlined
def _half_angle(x: float) -> tuple[float, float]:
    """Sine and cosine of pi (x - 1/2) for 0 <= x <= 1."""
    y = x - 0.5
    q = y * y
    s, c = _SIN[11], _COS[11]
    s, c = s * q + _SIN[10], c * q + _COS[10]
    s, c = s * q + _SIN[9], c * q + _COS[9]
    s, c = s * q + _SIN[8], c * q + _COS[8]
    s, c = s * q + _SIN[7], c * q + _COS[7]
    s, c = s * q + _SIN[6], c * q + _COS[6]
    s, c = s * q + _SIN[5], c * q + _COS[5]
    s, c = s * q + _SIN[4], c * q + _COS[4]
    s, c = s * q + _SIN[3], c * q + _COS[3]
    s, c = s * q + _SIN[2], c * q + _COS[2]
    s, c = s * q + _SIN[1], c * q + _COS[1]
    s, c = s * q + _SIN[0], c * q + _COS[0]
    return y * s, c


@inlined
def sin_turn(x: float) -> float:
    """Sine of x whole turns, 0 <= x <= 1."""
    s, c = _half_angle(x)
    return -2.0 * s * c


@inlined
def cos_turn(x: float) -> float:
    """Cosine of x whole turns, 0 <= x <= 1."""
    s, _ = _half_angle(x)
    return 2.0 * s * s - 1.0


@inlined
def sqrt(x: float) -> float:
    """Square root (one instruction)."""
    return math.sqrt(x)


@inlined
def lower(a: float, b: float) -> float:
    """The smaller of two."""
    return a if a < b else b


@inlined
def upper(a: float, b: float) -> float:
    """The larger of two."""
    return a if a > b else b


@inlined
def where(condition: bool, a: float, b: float) -> float:
    """a where the condition holds, else b."""
    return a if condition else b


@inlined
def unit_interval(word: int) -> float:
    """A 32-bit word as a number strictly between 0 and 1: (word + 1/2) / 2^32."""
    return (np.int64(np.int64(word) | _TWO52_BITS).view(np.float64) - _TWO52 + 0.5) * 2.3283064365386963e-10
