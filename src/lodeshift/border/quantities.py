"""Named quantities of a worked example, read by what their names say: the words in a name, a tag that pairs them, a unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lodeshift.errors import InputError, Problem, UnitError
from lodeshift.units import factor_and_dimension

Tag = tuple[str, ...]
_TOKENS: Final = re.compile(r"[a-z]+|\d+")
_TRUE: Final = frozenset({"1", "1.0", "yes", "true", "eu"})


def words_of(name: str) -> Tag:
    """The words of a name: "precursor_see_direct1" gives ("precursor", "see", "direct", "1")."""
    return tuple(_TOKENS.findall(name.lower()))


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
    def dimension(self) -> tuple[tuple[str, int], ...] | None:
        """Dimension of the unit; None where the unit is no unit of ours ("code", "(kg CF4/t Al)/mV")."""
        try:
            return factor_and_dimension(self.unit)[1]
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
        return InputError([Problem(self.file, row, f"{self.example} {name}", found, expected, hint)])

    def pick(self, *patterns: str, without: str = "") -> Quantity | None:
        """The first quantity whose name (words joined by spaces) matches a pattern as a whole, patterns in order."""
        for pattern in patterns:
            for each in self.quantities:
                text = " ".join(each.words)
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
        try:
            return float(quantity.text.replace(",", ""))
        except ValueError as error:
            raise self.problem(quantity.name, repr(quantity.text), "a number", quantity.row) from error

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

        Raises
        ------
        InputError : they do not; all of them are named.
        """
        number, powers = 1.0, dict[str, int]()
        for part in parts:
            try:
                factor, dimension = factor_and_dimension(part.unit)
            except UnitError as error:
                raise self.problem(part.name, f"unit {part.unit!r}", f"a unit such as {to}", part.row) from error
            number *= self.number(part) * factor
            for name, power in dimension:
                powers[name] = powers.get(name, 0) + power
        target, wanted = factor_and_dimension(to)
        if tuple(sorted((name, power) for name, power in powers.items() if power)) != wanted:
            said = " x ".join(f"{part.name} [{part.unit}]" for part in parts)
            raise self.problem("units", said, f"units that multiply to {to}", parts[0].row)
        return number / target

    def tagged(self, has: str, drop: Iterable[str], without: str = "") -> Mapping[Tag, Quantity]:
        """Quantities whose name has a match of `has`, by what is left of their name when the words `drop` are taken out."""
        dropped = frozenset(drop)
        found: dict[Tag, Quantity] = {}
        for each in self.quantities:
            text = " ".join(each.words)
            if re.search(has, text) and not (without and re.search(without, text)):
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
