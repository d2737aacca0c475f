"""Quantities as people write them ("350 kt/a", "0.43 CNY/kWh", "330 kV") turned into plain numbers, once.

The only module that parses units. Inside the house a number is a float and its name ends in the unit.
Prefixes: k (thousand), M (million), G (thousand million), T; for money also m = million and bn = thousand million
("4.3 bn CNY", "900 mCNY"). A year is `a`, `year` or `yr`. Percent is 0.01.
"""

from __future__ import annotations

import math
import re
from typing import Final

from lodeshift.errors import UnitError

_BASE: Final[dict[str, tuple[str, float]]] = {
    # symbol: (dimension, factor to the base unit of that dimension)
    "t": ("t", 1.0),
    "kg": ("t", 1e-3),
    "g": ("t", 1e-6),
    "kt": ("t", 1e3),
    "Mt": ("t", 1e6),
    "Gt": ("t", 1e9),
    "tCO2": ("t", 1.0),
    "tCO2e": ("t", 1.0),
    "ktCO2": ("t", 1e3),
    "MtCO2": ("t", 1e6),
    "kgCO2": ("t", 1e-3),
    "kgCO2e": ("t", 1e-3),
    "gCO2": ("t", 1e-6),
    "ktCO2e": ("t", 1e3),
    "MtCO2e": ("t", 1e6),
    "tC": ("tC", 1.0),  # carbon and nitrogen inside a good: never to be mistaken for the CO2 made of it
    "tN": ("tN", 1.0),
    "Wh": ("MWh", 1e-6),
    "kWh": ("MWh", 1e-3),
    "MWh": ("MWh", 1.0),
    "GWh": ("MWh", 1e3),
    "TWh": ("MWh", 1e6),
    "TJ": ("MWh", 1e3 / 3.6),
    "GJ": ("MWh", 1 / 3.6),
    "MJ": ("MWh", 1 / 3600),
    "W": ("MW", 1e-6),
    "kW": ("MW", 1e-3),
    "MW": ("MW", 1.0),
    "GW": ("MW", 1e3),
    "VA": ("MVA", 1e-6),
    "kVA": ("MVA", 1e-3),
    "MVA": ("MVA", 1.0),
    "GVA": ("MVA", 1e3),
    "V": ("kV", 1e-3),
    "kV": ("kV", 1.0),
    "CNY": ("CNY", 1.0),
    "yuan": ("CNY", 1.0),
    "kCNY": ("CNY", 1e3),
    "mCNY": ("CNY", 1e6),
    "MCNY": ("CNY", 1e6),
    "bnCNY": ("CNY", 1e9),
    "USD": ("USD", 1.0),
    "mUSD": ("USD", 1e6),
    "bnUSD": ("USD", 1e9),
    "EUR": ("EUR", 1.0),
    "mEUR": ("EUR", 1e6),
    "bnEUR": ("EUR", 1e9),
    "m3": ("m3", 1.0),
    "Mm3": ("m3", 1e6),
    "hm3": ("m3", 1e6),
    "m": ("km", 1e-3),
    "km": ("km", 1.0),
    "m2": ("m2", 1.0),
    "ha": ("m2", 1e4),
    "km2": ("m2", 1e6),
    "mu": ("m2", 2000 / 3),
    "a": ("a", 1.0),
    "yr": ("a", 1.0),
    "year": ("a", 1.0),
    "years": ("a", 1.0),
    "month": ("a", 1 / 12),
    "months": ("a", 1 / 12),
    "d": ("a", 1 / 365),
    "day": ("a", 1 / 365),
    "days": ("a", 1 / 365),
    "h": ("h", 1.0),
    "hour": ("h", 1.0),
    "hours": ("h", 1.0),
    "min": ("h", 1 / 60),
    "job": ("job", 1.0),
    "jobs": ("job", 1.0),
    "job_year": ("job", 1.0),
    "people": ("job", 1.0),
    "persons": ("job", 1.0),
    "unit": ("unit", 1.0),
    "units": ("unit", 1.0),
    "circuit": ("circuit", 1.0),
    "circuits": ("circuit", 1.0),
    "ct": ("ct", 1.0),
    "1": ("1", 1.0),
    "share": ("1", 1.0),
    "%": ("1", 0.01),
    "deg": ("deg", 1.0),
    "": ("1", 1.0),
}
_WORDS: Final = {"bn": 1e9, "m": 1e6, "million": 1e6, "billion": 1e9, "thousand": 1e3}
_NUMBER: Final = re.compile(
    r"^\s*([+-]?(?:(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|\d+(?:_\d+)*)\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(.*?)\s*$"
)

Dimension = tuple[tuple[str, int], ...]


def _symbol(symbol: str) -> tuple[str, float]:
    if symbol not in _BASE:
        known = ", ".join(sorted(k for k in _BASE if k))
        raise UnitError(f"unknown unit {symbol!r}; units known here: {known}", "unit_unknown", unit=symbol, known=known)
    return _BASE[symbol]


def factor_and_dimension(unit: str) -> tuple[float, Dimension]:
    """Factor to base units and the dimension of a unit text such as "kt/a", "CNY/t", "CNY/(t/a)" or "CNY/kW/month".

    The base units are t (tC and tN apart: t of carbon and nitrogen), MWh, MW, MVA, kV, CNY (USD, EUR), m3, km, m2, a (year), h, job, unit, circuit, 1.

    Raises
    ------
    UnitError : a symbol is unknown; the message lists the known ones.
    """
    text = unit.strip()
    words = text.split()
    factor = 1.0
    if len(words) > 1 and words[0] in _WORDS:  # "bn CNY", "m CNY/km"
        factor, text = _WORDS[words[0]], " ".join(words[1:])
    powers: dict[str, int] = {}
    inner = re.search(r"/\(([^()]+)\)", text)
    if inner:  # CNY/(t/a) = CNY / t * a
        top, bottom = text[: inner.start()], inner.group(1)
        rest = text[inner.end() :]
        bottom_factor, bottom_dimension = factor_and_dimension(bottom)
        top_factor, top_dimension = factor_and_dimension(top + rest)
        for name, power in top_dimension:
            powers[name] = powers.get(name, 0) + power
        for name, power in bottom_dimension:
            powers[name] = powers.get(name, 0) - power
        factor *= top_factor / bottom_factor
    else:
        for position, part in enumerate(text.split("/")):
            if position and not part.strip():
                raise UnitError(f"unit {unit!r} ends or breaks off at a '/'", "unit_breaks_off", unit=unit)
            name, part_factor = _symbol(part.strip())
            sign = 1 if position == 0 else -1
            factor *= part_factor**sign
            powers[name] = powers.get(name, 0) + sign
    powers.pop("1", None)
    return factor, tuple(sorted((n, p) for n, p in powers.items() if p))


def split(text: str) -> tuple[float, str]:
    """The number and the unit text of a quantity: "350 kt/a" gives (350.0, "kt/a"); "12" gives (12.0, "")."""
    found = _NUMBER.match(text)
    if found is None:
        said = f"cannot read {text!r} as a number with a unit, such as '350 kt/a'"
        raise UnitError(said, "not_a_quantity", text=text)
    if found.group(2).startswith(","):
        said = f"cannot read {text!r}: a comma parts thousands ('1,500'), a point begins decimals ('1.5')"
        raise UnitError(said, "decimal_comma", text=text)
    value = float(found.group(1).replace(",", "").replace("_", ""))
    if not math.isfinite(value):
        raise UnitError(f"{text!r} is too large a number", "number_too_large", text=text)
    return value, found.group(2)


def parse(text: str | float | int, to: str) -> float:
    """Read a quantity and give it in the unit `to`. A bare number is taken to be in `to` already.

    Of several quantities ("330 kV, 2 circuits") the one of the wanted kind counts: 2 for circuits, 330 for kV.

    Raises
    ------
    UnitError : the text is no quantity, a unit is unknown, the dimensions differ (both are named), or not exactly one
        of several quantities is of the wanted kind.
    """
    if isinstance(text, bool):
        raise UnitError(f"cannot read {text!r} as a quantity in {to}", "not_a_quantity", text=repr(text))
    if isinstance(text, int | float):
        return float(text)
    parts = [split(part) for part in text.split(", ")]
    if len(parts) > 1:
        wanted = factor_and_dimension(to)[1]
        parts = [(value, unit) for value, unit in parts if unit and factor_and_dimension(unit)[1] == wanted]
        if len(parts) != 1:
            said = f"{text!r} holds {len(parts)} quantities in a unit such as {to!r}; one is expected"
            raise UnitError(said, "several_quantities", text=text, number=len(parts), unit=to)
    ((value, unit),) = parts
    return value if not unit else value * conversion(unit, to)


def conversion(unit: str, to: str) -> float:
    """Factor that turns a number in `unit` into a number in `to`; both must have the same dimension."""
    if unit == to:
        return 1.0
    factor, dimension = factor_and_dimension(unit)
    target, wanted = factor_and_dimension(to)
    if dimension != wanted:
        said = f"unit {unit!r} is not a unit of the same kind as {to!r}"
        raise UnitError(said, "unit_of_another_kind", unit=unit, other=to)
    return factor / target
