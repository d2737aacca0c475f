"""What a city can do: each lever with its usual value, its effect in the model and what it costs the city."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lodeshift.catalogue.assumptions import Assumptions, Lever, levers
from lodeshift.errors import InputError, Problem, UnitError, UnknownIdError
from lodeshift.simulation.layout import Floats, Levers
from lodeshift.units import parse


def lever(name: str) -> Lever:
    """The lever with this name.

    Raises
    ------
    UnknownIdError : no such lever.
    """
    if name not in levers():
        raise UnknownIdError("lever", name, levers())
    return levers()[name]


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
        if not known.least <= value <= known.most:
            expected = f"a number in {known.unit} from {known.least:g} to {known.most:g}"
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
