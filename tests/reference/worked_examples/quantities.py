"""Named quantities of a worked example, read by what their names say: the words in a name, a tag that pairs them, a unit."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from lodeshift.errors import InputError, UnitError
from lodeshift.units import factor_and_dimension

Tag = tuple[str, ...]
_TOKENS: Final = re.compile(r"[a-z]+|\d+")
_TRUE: Final = frozenset({"1", "1.0", "yes", "true", "eu"})
_FALSE: Final = frozenset({"0", "0.0", "no", "false"})
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_SPELLINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tonne": "t", "tonnes": "t", "ton": "t", "tons": "t", "gg": "kt", "tg": "Mt", "kilogram": "kg", "kilograms": "kg",
        "percent": "%", "pct": "%", "-": "1", "fraction": "1", "ratio": "1", "bool": "1", "boolean": "1",
        "certificate": "1", "certificates": "1", "dimensionless": "1", "none": "1",
        "nm3": "m3", "sm3": "m3", "m³": "m3", "nm³": "m3", "euro": "EUR", "euros": "EUR", "eur": "EUR", "€": "EUR",
        "wh": "Wh", "kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "twh": "TWh", "tj": "TJ", "gj": "GJ", "mj": "MJ",
    }
)  # fmt: skip
_CARBON: Final = re.compile(
    r"\bCO\s?(?:2|₂)(?:[\s_-]?(?:eq|e))?\b|(?<=[tg])CO\s?(?:2|₂)(?:[\s_-]?(?:eq|e))?\b", re.IGNORECASE
)


def words_of(name: str) -> Tag:
    """The words of a name: "precursor_see_direct1" gives ("precursor", "see", "direct", "1")."""
    return tuple(_TOKENS.findall(name.lower()))


def plain_unit(unit: str) -> str:
    """A unit as people write it, in the symbols of `units`: "tonnes CO2 eq / t clinker" gives "tCO2e/t".

    A word behind a symbol names the substance and is left out ("t clinker", "kg N2O"). What is no unit of ours stays
    as it stands, so that an error shows it.
    """
    if "(" in unit:  # "(kg CF4/t Al)/mV": read by name, not by unit
        return unit.strip()
    parts = []
    for part in unit.replace(" per ", "/").split("/"):
        words = _CARBON.sub("CO2e", part).split()
        if not words:
            parts.append(part.strip())
            continue
        if words[0] == "metric" and len(words) > 1:
            words = words[1:]
        first = _SPELLINGS.get(words[0].lower(), words[0])
        if len(words) > 1 and words[1] == "CO2e" and first in {"t", "kg", "g", "kt", "Mt"}:
            first += "CO2e"
        first = "gCO2" if first == "gCO2e" else first
        known = _known(first)
        parts.append(first if known else " ".join(words))
    return "/".join(parts)


def _known(symbol: str) -> bool:
    try:
        factor_and_dimension(symbol)
    except UnitError:
        return False
    return symbol != "m"  # "m EUR": a million, not a metre of something


def number_of(text: str) -> float | None:
    """A finite number as a table writes it ("1,000.5", "2e3"); None where it is none ("0,5", "abc", "nan")."""
    plain = text.strip()
    if "," in plain:
        if not _THOUSANDS.fullmatch(plain):
            return None
        plain = plain.replace(",", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def truth_of(text: str) -> float | None:
    """1 for yes or true, 0 for no or false, None for anything else."""
    said = text.strip().lower()
    return 1.0 if said in _TRUE else 0.0 if said in _FALSE else None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One input of an example as it stands in the file."""

    name: str
    text: str
    unit: str
    row: int | None = None

    @property
    def words(self) -> Tag:
        """Words of the name."""
        return words_of(self.name)

    @property
    def plain(self) -> str:
        """The unit with usual spellings brought to the symbols of `units` ("tonnes CO2-eq/t clinker" is "tCO2e/t")."""
        return plain_unit(self.unit)

    @property
    def dimension(self) -> tuple[tuple[str, int], ...] | None:
        """Dimension of the unit; None where the unit is no unit of ours ("code", "(kg CF4/t Al)/mV")."""
        try:
            return factor_and_dimension(self.plain)[1]
        except UnitError:
            return None


@dataclass(frozen=True)
class Inputs:
    """The inputs of one example, with what is asked of it (`wanted`: names of expected results, in order)."""

    example: str
    topic: str
    sector: str
    note: str
    wanted: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    file: str = "examples"
    used: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[Quantity]:
        return iter(self.quantities)

    def problem(self, name: str, found: str, expected: str, row: int | None = None, hint: str = "") -> InputError:
        """An error about one input of this example."""
        return InputError.one("border.example", self.file, row, f"{self.example} {name}", found, expected, hint)

    def pick(self, *patterns: str, without: str = "") -> Quantity | None:
        """The first quantity whose name (words joined by spaces) matches a pattern as a whole, patterns in order."""
        for pattern in patterns:
            for each in self.quantities:
                text = " ".join(each.words)
                if "year" in each.words and "year" not in pattern:  # "production_year" is no production
                    continue
                if re.fullmatch(pattern, text) and not (without and re.search(without, text)):
                    self.used.add(each.name)
                    return each
        return None

    def number(self, quantity: Quantity) -> float:
        """The bare number of a quantity.

        Raises
        ------
        InputError : it is no number.
        """
        self.used.add(quantity.name)
        value = number_of(quantity.text)
        if value is None:
            raise self.problem(quantity.name, repr(quantity.text), "a finite number", quantity.row)
        return value

    def value(self, to: str, *patterns: str, default: float | None = None, without: str = "") -> float:
        """The number of the first matching quantity in the unit `to`; `default` where none matches.

        Raises
        ------
        InputError : nothing matches and there is no default, or the unit is of another kind.
        """
        found = self.pick(*patterns, without=without)
        if found is None:
            if default is None:
                raise self.problem("inputs", "none", f"an input named like {patterns[0]!r} in {to}")
            return default
        return self.product(to, found)

    def product(self, to: str, *parts: Quantity) -> float:
        """Product of quantities in the unit `to`; the units must multiply to one of that kind.

        `to` may name several kinds ("tC/t or 1": people write a carbon content either way); the first that fits counts.

        Raises
        ------
        InputError : they do not; all of them are named.
        """
        number, powers = 1.0, dict[str, int]()
        for part in parts:
            try:
                factor, dimension = factor_and_dimension(part.plain)
            except UnitError as error:
                raise self.problem(part.name, f"unit {part.unit!r}", f"a unit such as {to}", part.row) from error
            number *= self.number(part) * factor
            for name, power in dimension:
                powers[name] = powers.get(name, 0) + power
        found = tuple(sorted((name, power) for name, power in powers.items() if power))
        for target, wanted in map(factor_and_dimension, to.split(" or ")):
            if found == wanted:
                return number / target
        said = " x ".join(f"{part.name} [{part.unit}]" for part in parts)
        raise self.problem("units", said, f"units that multiply to {to}", parts[0].row)

    def tagged(self, has: str, drop: Iterable[str], without: str = "") -> Mapping[Tag, Quantity]:
        """Quantities whose name has a match of `has`, by what is left of their name when the words `drop` are taken out."""
        dropped = frozenset(drop)
        found: dict[Tag, Quantity] = {}
        for each in self.quantities:
            text = " ".join(each.words)
            if "year" not in each.words and re.search(has, text) and not (without and re.search(without, text)):
                found[tuple(word for word in each.words if word not in dropped)] = each
        return found

    def flag(self, *patterns: str) -> bool:
        """True where a matching quantity says yes (1, yes, true, EU)."""
        found = self.pick(*patterns)
        return found is not None and found.text.strip().lower() in _TRUE

    @property
    def unused(self) -> tuple[str, ...]:
        """Names of inputs that no rule read."""
        return tuple(each.name for each in self.quantities if each.name not in self.used)


def match(tag: Tag, among: Mapping[Tag, Quantity]) -> Quantity | None:
    """The quantity that belongs to a tag: the same tag, else one that shares all words of the shorter, else the untagged one."""
    if tag in among:
        return among[tag]
    for other, quantity in among.items():
        if other and tag and (set(other) <= set(tag) or set(tag) <= set(other)):
            return quantity
    if () in among:
        return among[()]
    return next(iter(among.values())) if len(among) == 1 and not tag else None
