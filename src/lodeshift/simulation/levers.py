"""What a city can do: each lever with its usual value, its effect in the model and what it costs the city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from lodeshift.errors import InputError, Problem, UnitError, UnknownIdError
from lodeshift.simulation.assumptions import central
from lodeshift.simulation.layout import Floats, Levers
from lodeshift.units import parse

_MOST_TRAINING_HELPS: Final = 0.4
"""Training shortens the ramp-up by at most 40 % (ours)."""
_NEW_STAFF: Final = 0.05
"""Share of plant jobs that is newly filled in a year (ours): training places beyond it help no more."""


@dataclass(frozen=True, slots=True)
class Lever:
    """`field` is its row in `layout.Levers`; values are read in `unit` and must lie in [low, high]."""

    name: str
    field: str
    unit: str
    low: float
    high: float
    words: str
    cost: str


LEVERS: Final[Mapping[str, Lever]] = {
    lever.name: lever
    for lever in (
        Lever("profit_tax", "profit_tax", "1", 0.0, 0.5, "profit tax rate: what firms keep of a new plant's margin", "the city's 40 % of the tax"),
        Lever("land_price", "land_price", "CNY/m2", 0.0, 5000.0, "price of industrial land: part of a plant's capital", "land sales"),
        Lever("investment_grant", "investment_grant", "1", 0.0, 0.9, "grant on plant capital: raises the return that firms wait for", "the grant, as building starts"),
        Lever("power_support", "power_support", "CNY/MWh", 0.0, 300.0, "support on the power price of plants: they run and pay at lower prices", "the support on every MWh"),
        Lever("circuits", "circuit_shift", "a", -5.0, 10.0, "grid circuits later (+) or earlier (-) than planned", "none in the city budget"),
        Lever("training", "training", "1", 0.0, 1e6, "training places a year: shorter ramp-up of new plants", "course and pay per place"),
        Lever("permit_time", "permit_years", "a", 0.0, 10.0, "years from decision to start of building", "none in the city budget"),
        Lever("green_share", "green_share", "1", 0.0, 1.0, "share of the plants' power that is green: fewer emissions, at a premium", "none: firms pay the premium"),
    )
}  # fmt: skip
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


def usual(name: str) -> float:
    """Value of a lever when nobody pulls it."""
    return {
        "profit_tax": central("profit_tax"),
        "land_price": central("land_price"),
        "permit_time": central("permit_years"),
    }.get(name, 0.0)


def pulled(base: Levers, values: Mapping[str, float], plant_jobs: float) -> Levers:
    """Levers by year: as `base` in the base year, the given values from the first year on.

    `plant_jobs` are the jobs in plants (existing and committed) that training places are measured against.
    """
    rows: dict[str, Floats] = {name: getattr(base, name).copy() for name in Levers._fields}
    for name, value in values.items():
        rows[lever(name).field][1:] = value
    places = values.get("training", 0.0)
    helped = min(1.0, places / max(_NEW_STAFF * plant_jobs, 1.0))
    rows["ramp_factor"][1:] = 1.0 - _MOST_TRAINING_HELPS * helped
    return Levers(**rows)
