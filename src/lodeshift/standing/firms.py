"""Capacity by the table of firms: a row of the place that was read wins over their sum, their sum over a recalled row."""

from __future__ import annotations

from collections.abc import Iterable

from lodeshift.catalogue import goods, industry, recipes
from lodeshift.names import WEAK_QUALITIES
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note, note
from lodeshift.records.standing import StandingGood
from lodeshift.standing.goods import CONFLICT
from lodeshift.standing.plants import stands, works


def with_firms(place: str, known: Iterable[StandingGood]) -> tuple[tuple[StandingGood, ...], tuple[Note, ...]]:
    """The goods of a place with capacities of its firms, and where both ways to a capacity differ by over a quarter.

    Firms that together make less than the place does are no full list, and no capacity.
    """
    known = tuple(known)
    rows = {good.commodity: good for good in known if good.kind == "capacity"}
    made = {good.commodity: good.figure.central for good in known if good.kind == "output"}
    summed = {good.commodity: good for good in _of_firms(place)}
    firms = {name: firm for name, firm in summed.items() if firm.figure.central >= made.get(name, 0.0)}
    differ = [
        (rows[name], firm)
        for name, firm in firms.items()
        if name in rows and abs(firm.figure.central - rows[name].figure.central) > CONFLICT * rows[name].figure.central
    ]
    short = (
        note(
            "standing.firms_short", name, site=place, value=firm.figure.central, unit=firm.figure.unit, made=made[name]
        )
        for name, firm in summed.items()
        if name not in firms
    )
    conflicts = (
        note(
            "standing.firms_differ", row.commodity, site=place, year=row.year, value=row.figure.central,
            unit=row.figure.unit, firms=firm.figure.central,
        )
        for row, firm in differ
    )  # fmt: skip
    kept = {name: row if row.read or name not in firms else firms[name] for name, row in rows.items()}
    capacities = {**firms, **kept}
    outputs = tuple(good for good in known if good.kind == "output")
    return (*outputs, *(capacities[name] for name in sorted(capacities))), (*conflicts, *short)


def _of_firms(place: str) -> Iterable[StandingGood]:
    """Sum of the firms that operate, by good; of several firms the weakest quality counts."""
    for plant in works(place, frozenset()):
        commodity = recipes.process(plant.process).main
        named = [c for c in industry.companies() if c.city_id == place and c.commodity == commodity and stands(c)]
        weak = [each for each in named if each.quality in WEAK_QUALITIES]
        year = max(each.year for each in named)
        figure = Figure(
            plant.capacity, plant.capacity, plant.capacity, f"{goods.commodity(commodity).unit}/a", str(year), place,
            "; ".join(dict.fromkeys(each.source for each in named)), (weak or named)[0].quality, "", plant.row,
        )  # fmt: skip
        yield StandingGood(commodity, "capacity", figure, int(year), "firm", tuple(each.row for each in named))
