"""What a simulation assumes where no other table has a row: each with its range, its source, and how it enters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from lodeshift.catalogue import tables
from lodeshift.errors import named
from lodeshift.records.figure import Figure

Use = Literal["drawn", "base_year", "fixed"]
"""`drawn` from its range in every future; shapes the `base_year`, which is fitted once; `fixed`: a size of shocks, a path,
a choice, taken at its central value."""
USES: Final[frozenset[str]] = frozenset(get_args(Use))


@dataclass(frozen=True, slots=True)
class Assumption:
    """One figure, how it enters, and the least and most that it can be at all (None: as its range says)."""

    figure: Figure
    use: Use
    least: float | None
    most: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Assumptions:
    """All assumptions by name. Two are the same only where they are one object, so that what is built from them can be
    kept."""

    known: Mapping[str, Assumption]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __getitem__(self, name: str) -> Assumption:
        """One assumption.

        Raises
        ------
        UnknownIdError : no such assumption.
        """
        return named("assumption", name, self.known)

    def central(self, name: str) -> float:
        """Central value in the table's unit.

        Raises
        ------
        UnknownIdError : no such assumption.
        """
        return self[name].figure.central

    def replaced(self, figures: Mapping[str, Figure]) -> Assumptions:
        """With some figures replaced (in the table's units), as a case does.

        Raises
        ------
        UnknownIdError : no assumption has one of the names.
        """
        own = {name: replace(self[name], figure=figure) for name, figure in figures.items()}
        return Assumptions(MappingProxyType({**self.known, **own})) if own else self

    @property
    def weak_rows(self) -> tuple[str, ...]:
        """Rows that are estimated or recalled, in the order of the table."""
        return tuple(each.figure.row for each in self.known.values() if each.figure.weak)


@cache
def usual() -> Assumptions:
    """The assumptions of the table, before any case replaces one.

    Raises
    ------
    UnknownIdError : a row enters in a way that is not known.
    """
    return Assumptions(
        MappingProxyType({row["name"]: tables.record(Assumption, row) for row in tables.read("assumptions")})
    )


@dataclass(frozen=True, slots=True)
class Lever:
    """What a city can pull: `field` is its row in the simulation's levers; values in `unit`, in [least, most]."""

    name: str
    field: str
    unit: str
    least: float
    most: float


@cache
def levers() -> Mapping[str, Lever]:
    """All levers by name."""
    return MappingProxyType({each.name: each for each in tables.records(Lever, "levers")})


@dataclass(frozen=True, slots=True)
class PriorRow:
    """What is believed of a parameter of the past before a city is fitted; `sd` is that of the log where `log`.

    `mean` is None where an assumption of the simulation is the mean.
    """

    name: str
    mean: float | None
    sd: float
    least: float
    most: float
    log: bool


@cache
def calibration_priors() -> Mapping[str, PriorRow]:
    """All priors by name."""
    return MappingProxyType({each.name: each for each in tables.records(PriorRow, "calibration_priors")})
