"""What a city can do: each lever with its usual value, its effect in the model and what it costs the city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.errors import InputError, Problem, UnitError, UnknownIdError
from lodeshift.simulation.layout import Floats, Levers
from lodeshift.units import parse


@dataclass(frozen=True, slots=True)
class Lever:
    """`field` is its row in `layout.Levers`; values are read in `unit` and must lie in [low, high]."""

    name: str
    field: str
    unit: str
    low: float
    high: float


LEVERS: Final[Mapping[str, Lever]] = {
    lever.name: lever
    for lever in (
        Lever("profit_tax", "profit_tax", "1", 0.0, 0.5),
        Lever("land_price", "land_price", "CNY/m2", 0.0, 5000.0),
        Lever("investment_grant", "investment_grant", "1", 0.0, 0.9),
        Lever("power_support", "power_support", "CNY/MWh", 0.0, 300.0),
        Lever("circuits", "circuit_shift", "a", -5.0, 10.0),
        Lever("training", "training", "1", 0.0, 1e6),
        Lever("permit_time", "permit_years", "a", 0.0, 10.0),
        Lever("green_share", "green_share", "1", 0.0, 1.0),
    )
}
"""All levers by name."""


def lever(name: str) -> Lever:
    """The lever with this name.

    Raises
    ------
    UnknownIdError : no such lever.
    """
    if name not in LEVERS:
        raise UnknownIdError("lever", name, LEVERS)
    return LEVERS[name]


def read(words: Sequence[str]) -> dict[str, float]:
    """Levers as the user writes them ("profit_tax=15%", "permit_time=0.5 a") -> value in the lever's unit.

    Raises
    ------
    UnknownIdError : no such lever.   InputError : every value that cannot be read or lies outside its range.
    """
    found: dict[str, float] = {}
    problems = []
    for word in words:
        name, sign, text = word.partition("=")
        known = lever(name.strip())
        try:
            value = parse(text.strip(), known.unit) if sign else float("nan")
        except UnitError:
            value = float("nan")
        if not known.low <= value <= known.high:
            expected = f"a number in {known.unit} from {known.low:g} to {known.high:g}"
            problems.append(Problem("option.not_read", "--lever", None, known.name, text or "nothing", expected))
        found[known.name] = value
    if problems:
        raise InputError(problems)
    return found


def usual(name: str, assumed: Assumptions) -> float:
    """Value of a lever when nobody pulls it."""
    return {
        "profit_tax": assumed.central("profit_tax_rate"),
        "land_price": assumed.central("land_price"),
        "permit_time": assumed.central("permit_time"),
    }.get(name, 0.0)


def pulled(base: Levers, values: Mapping[str, float], plant_jobs: float, assumed: Assumptions) -> Levers:
    """Levers by year: as `base` in the base year, the given values from the first year on.

    `plant_jobs` are the jobs in plants (existing and committed) that training places are measured against.
    """
    rows: dict[str, Floats] = {name: getattr(base, name).copy() for name in Levers._fields}
    for name, value in values.items():
        rows[lever(name).field][1:] = value
    places = values.get("training", 0.0)
    helped = min(1.0, places / max(assumed.central("new_staff") * plant_jobs, 1.0))
    rows["ramp_factor"][1:] = 1.0 - assumed.central("training_helps") * helped
    return Levers(**rows)
