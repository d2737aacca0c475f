"""Numbers as people of each language write them: 350 kt and 35 万吨, 4.3 bn CNY and 43 亿元."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lodeshift.errors import UnknownIdError
from lodeshift.names import Language

MINUS: Final = "−"


@dataclass(frozen=True, slots=True)
class Scale:
    """Divide a number in the house's unit by `divisor` and write `unit` behind it."""

    divisor: float
    unit: str


Ladder = tuple[tuple[float, float, str], ...]
"""(from which size on, divisor, unit), largest first."""

_LADDERS: Final[dict[str, dict[Language, Ladder]]] = {
    "mass_t": {
        "en": ((2e6, 1e6, "Mt"), (1e3, 1e3, "kt"), (0, 1, "t")),
        "zh": ((1e8, 1e8, "亿吨"), (1e4, 1e4, "万吨"), (0, 1, "吨")),
    },
    "capacity_t_per_a": {
        "en": ((2e6, 1e6, "Mt/a"), (1e3, 1e3, "kt/a"), (0, 1, "t/a")),
        "zh": ((1e8, 1e8, "亿吨/年"), (1e4, 1e4, "万吨/年"), (0, 1, "吨/年")),
    },
    "money_mcny": {
        "en": ((1e3, 1e3, "bn CNY"), (0.1, 1, "m CNY"), (0, 1e-6, "CNY")),
        "zh": ((1e2, 1e2, "亿元"), (1e-2, 1e-2, "万元"), (0, 1e-6, "元")),
    },
    "worth_mcny": {
        "en": ((1e3, 1e3, "bn CNY"), (1, 1, "m CNY"), (0, 1e-6, "CNY")),
        "zh": ((1e2, 1e2, "亿元"), (1e-2, 1e-2, "万元"), (0, 1e-6, "元")),
    },
    "power_mw": {
        "en": ((1e4, 1e3, "GW"), (0, 1, "MW")),
        "zh": ((1e1, 1e1, "万千瓦"), (0, 1e-3, "千瓦")),
    },
    "energy_mwh": {
        "en": ((1e6, 1e6, "TWh"), (1e3, 1e3, "GWh"), (0, 1, "MWh")),
        "zh": ((1e5, 1e5, "亿千瓦时"), (0, 10, "万千瓦时")),
    },
    "storage_mwh": {
        "en": ((1e4, 1e3, "GWh"), (0, 1, "MWh")),
        "zh": ((0, 10, "万千瓦时"),),
    },
    "cells_mwh": {
        "en": ((1e3, 1e3, "GWh"), (0, 1, "MWh")),
        "zh": ((1e3, 1e3, "GWh"), (0, 1, "MWh")),
    },
    "co2_t": {
        "en": ((2e6, 1e6, "Mt CO₂"), (1e3, 1e3, "kt CO₂"), (0, 1, "t CO₂")),
        "zh": ((1e8, 1e8, "亿吨二氧化碳"), (1e4, 1e4, "万吨二氧化碳"), (0, 1, "吨二氧化碳")),
    },
    "kgco2_per_kg": {"en": ((0, 1, "kg CO₂/kg"),), "zh": ((0, 1, "kg CO₂/kg"),)},
    "water_m3": {
        "en": ((1e5, 1e6, "million m³"), (0, 1, "m³")),
        "zh": ((1e4, 1e4, "万立方米"), (0, 1, "立方米")),
    },
    "jobs": {"en": ((0, 1, "jobs"),), "zh": ((0, 1, "个岗位"),)},
    "people": {"en": ((0, 1, "people"),), "zh": ((1e4, 1e4, "万人"), (0, 1, "人"))},
    "hours": {"en": ((0, 1, "h"),), "zh": ((0, 1, "小时"),)},
    "years": {"en": ((0, 1, "years"),), "zh": ((0, 1, "年"),)},
    "seconds": {"en": ((0, 1, "s"),), "zh": ((0, 1, "秒"),)},
    "price_cny_per_mwh": {"en": ((0, 1, "CNY/MWh"),), "zh": ((0, 1e3, "元/千瓦时"),)},
    "circuits": {"en": ((0, 1, ""),), "zh": ((0, 1, ""),)},
    "km": {"en": ((0, 1, "km"),), "zh": ((0, 1, "公里"),)},
    "count": {"en": ((0, 1, ""),), "zh": ((0, 1, ""),)},
}
_UNIT_WORDS_ZH: Final = {
    "t": "吨",
    "kg": "千克",
    "MWh": "兆瓦时",
    "MW": "兆瓦",
    "m3": "立方米",
    "unit": "台",
    "job_year": "人年",
}
WHOLE: Final = frozenset({"jobs", "circuits", "count", "hours", "years"})


def scale(kind: str, largest: float, language: Language) -> Scale:
    """Divisor and unit in which numbers up to `largest` (in the unit that the kind's name ends in) read well.

    Raises
    ------
    UnknownIdError : no such kind of number.
    """
    if kind not in _LADDERS:
        raise UnknownIdError("kind of number", kind, _LADDERS)
    size = abs(largest) or 100.0  # nothing is told in the unit of a middling amount
    ladder = _LADDERS[kind][language]
    divisor, unit = next(((d, u) for least, d, u in ladder if size >= least), ladder[-1][1:])
    return Scale(divisor, unit)


def plain(value: float, digits: int = 3) -> str:
    """A number with `digits` significant digits, commas between thousands, and a true minus sign.

    Digits before the decimal point are never rounded away below 100,000: 88,914 stays 88,900 (three digits).
    """
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    before = math.floor(math.log10(abs(value))) + 1
    rounded = round(value, digits - before)
    places = max(digits - before, 0)
    text = f"{rounded:,.{places}f}"
    if places:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", MINUS)


def aligned(values: Sequence[float], digits: int = 3) -> tuple[str, ...]:
    """Numbers of one row with equal decimals: as many as give the largest `digits` significant digits."""
    largest = max((abs(v) for v in values), default=0.0)
    before = math.floor(math.log10(largest)) + 1 if largest > 0 else digits
    places = max(digits - before, 0)
    texts = (f"{round(v, digits - before) + 0.0:,.{places}f}" for v in values)  # + 0.0 turns -0.0 into 0.0
    return tuple(text.replace("-", MINUS) for text in texts)


def whole(value: float) -> str:
    """A whole number with commas between thousands."""
    return f"{round(value):,}".replace("-", MINUS)


def quantity(kind: str, value: float, language: Language, digits: int = 3) -> str:
    """A number with its unit, in the unit that suits its size: quantity("mass_t", 350000, "en") = "350 kt"."""
    by = scale(kind, value, language)
    figure = whole(value / by.divisor) if kind in WHOLE else plain(value / by.divisor, digits)
    if not by.unit:
        return figure
    return f"{figure} {by.unit}"


def price(value_cny: float, unit: str, language: Language) -> str:
    """A price per commodity unit: "88,900 CNY/t", "88,900 元/吨"."""
    return f"{plain(value_cny)} {price_unit(unit, language)}"


def price_unit(unit: str, language: Language) -> str:
    """ "CNY/t", "元/吨"."""
    return f"{'CNY' if language == 'en' else '元'}/{unit_name(unit, language)}"


def unit_name(unit: str, language: Language) -> str:
    """A unit of goods as people write it: "t" and "吨"."""
    return unit if language == "en" else _UNIT_WORDS_ZH.get(unit, unit)


def share(value: float, digits: int = 2) -> str:
    """A fraction as percent: 0.234 gives "23%"; below 10 % one decimal stays where it says something."""
    return f"{plain(round(value * 100, 2), digits)}%"


def signed(text: str) -> str:
    """The same with a plus where no minus stands; zero has no sign."""
    return text if text.startswith(MINUS) or not text.strip("0.%") else f"+{text}"
