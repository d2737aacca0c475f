"""The words of `elementary` for the compiler, in float32. As `machine64`, with shorter series.

Proven bounds (series left out; rounding adds about two units in the last place, 2.4e-7):

- `exp`: degree 7, relative remainder (ln2/2)^8/8! * e^(ln2/2) <= 8e-9; arguments are held in [-87, 88].
- `log`: 5 terms, rest at most s^10/(11 (1 - s^2)) <= 3e-9 of the sum.
- `sin_turn`, `cos_turn`: degrees 13 and 12, absolute remainder (pi/2)^15/15! <= 7e-10 and (pi/2)^14/14! <= 7e-9;
  rounding at most 8e-7 absolute (doubled by 2 s^2 - 1).

`unit_interval` is computed in float64 and then rounded, so that float32 draws are the float64 draws, rounded.
"""

from __future__ import annotations

import math

import numpy as np

from lodeshift.simulation.machine64 import CALLED, OPTIONS, inlined
from lodeshift.simulation.machine64 import unit_interval as _unit_interval64

real = np.float32
Real = np.float32
__all__ = [
    "CALLED",
    "OPTIONS",
    "cos_turn",
    "exp",
    "log",
    "lower",
    "real",
    "sin_turn",
    "sqrt",
    "unit_interval",
    "upper",
    "where",
]

_LOW, _HIGH, _INVERSE = np.float32(-87.0), np.float32(88.0), np.float32(1.4426950408889634)
_LN2_HIGH, _LN2_LOW = np.float32(0.693359375), np.float32(-2.12194440e-4)
_ROUND = np.float32(12582912.0)  # 1.5 * 2^23
_EXP = tuple(np.float32(1.0 / math.factorial(k)) for k in range(8))
_LOG = tuple(np.float32(1.0 / (2 * k + 1)) for k in range(5))
_SIN = tuple(np.float32((-1.0) ** k * math.pi ** (2 * k + 1) / math.factorial(2 * k + 1)) for k in range(7))
_COS = tuple(np.float32((-1.0) ** k * math.pi ** (2 * k) / math.factorial(2 * k)) for k in range(7))
_BIAS, _MANTISSA_BITS = np.int32(127), np.int32(23)
_MANTISSA, _ONE_BITS = np.int32(0x007FFFFF), np.int32(0x3F800000)
_HALF, _ONE, _TWO, _ROOT2 = np.float32(0.5), np.float32(1.0), np.float32(2.0), np.float32(1.4142135)


@inlined
def exp(x: Real) -> Real:
    """e to the power x; bound in the module's head."""
    x = _LOW if x < _LOW else x
    x = _HIGH if x > _HIGH else x
    shifted = np.float32(x * _INVERSE + _ROUND)
    n = np.float32(shifted - _ROUND)
    r = np.float32((x - n * _LN2_HIGH) - n * _LN2_LOW)
    p = _EXP[7]
    p = p * r + _EXP[6]
    p = p * r + _EXP[5]
    p = p * r + _EXP[4]
    p = p * r + _EXP[3]
    p = p * r + _EXP[2]
    p = p * r + _EXP[1]
    p = p * r + _EXP[0]
    bits = np.float32(shifted).view(np.int32)
    return p * np.int32(np.int32(bits + _BIAS) << _MANTISSA_BITS).view(np.float32)


@inlined
def log(x: Real) -> Real:
    """Natural logarithm of a normal positive number; bound in the module's head."""
    bits = np.float32(x).view(np.int32)
    m = np.int32(np.int32(bits & _MANTISSA) | _ONE_BITS).view(np.float32)
    e = np.float32(np.int32(np.int32(bits >> _MANTISSA_BITS) - _BIAS))
    high = m >= _ROOT2
    m = m * _HALF if high else m
    e = e + _ONE if high else e
    s = (m - _ONE) / (m + _ONE)
    q = s * s
    p = _LOG[4]
    p = p * q + _LOG[3]
    p = p * q + _LOG[2]
    p = p * q + _LOG[1]
    p = p * q + _LOG[0]
    return e * _LN2_HIGH + (e * _LN2_LOW + _TWO * s * p)


@inlined
def _half_angle(x: Real) -> tuple[Real, Real]:
    """Sine and cosine of pi (x - 1/2) for 0 <= x <= 1."""
    y = np.float32(x - _HALF)
    q = y * y
    s, c = _SIN[6], _COS[6]
    s, c = s * q + _SIN[5], c * q + _COS[5]
    s, c = s * q + _SIN[4], c * q + _COS[4]
    s, c = s * q + _SIN[3], c * q + _COS[3]
    s, c = s * q + _SIN[2], c * q + _COS[2]
    s, c = s * q + _SIN[1], c * q + _COS[1]
    s, c = s * q + _SIN[0], c * q + _COS[0]
    return y * s, c


@inlined
def sin_turn(x: Real) -> Real:
    """Sine of x whole turns, 0 <= x <= 1."""
    s, c = _half_angle(x)
    return -_TWO * s * c


@inlined
def cos_turn(x: Real) -> Real:
    """Cosine of x whole turns, 0 <= x <= 1."""
    s, _ = _half_angle(x)
    return _TWO * s * s - _ONE


@inlined
def sqrt(x: Real) -> Real:
    """Square root (one instruction)."""
    return np.float32(math.sqrt(x))


@inlined
def lower(a: Real, b: Real) -> Real:
    """The smaller of two."""
    return np.float32(a) if a < b else np.float32(b)


@inlined
def upper(a: Real, b: Real) -> Real:
    """The larger of two."""
    return np.float32(a) if a > b else np.float32(b)


@inlined
def where(condition: bool, a: Real, b: Real) -> Real:
    """a where the condition holds, else b."""
    return np.float32(a) if condition else np.float32(b)


@inlined
def unit_interval(word: int) -> Real:
    """A 32-bit word as a number in (0, 1]: (word + 1/2) / 2^32, rounded to float32."""
    return np.float32(_unit_interval64(word))
