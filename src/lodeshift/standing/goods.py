"""What a place makes and can make, from gathered rows, firms and the counties inside it; conflicts are told.

The newest row that was read wins; else the sum of operating firms where it is known as well; else the newest recalled or
estimated row. Rows of different items that mean one commodity add up; rows inside others are never added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Final

from lodeshift.catalogue import goods, places, standing
from lodeshift.catalogue.standing import Gathered
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note, note
from lodeshift.records.standing import Basis, GoodKind, StandingGood, Unmapped

CONFLICT: Final = 0.25
"""Two ways to a good's amount that differ by more are told as a gap."""
GOODS_KINDS: Final[tuple[GoodKind, ...]] = ("output", "capacity")


@cache
def inside(place: str) -> tuple[str, ...]:
    """Places whose gathered rows lie inside this place, by their rows' own word or the table of places."""
    by_rows = {id for id, rows in standing.gathered().items() for row in rows if row.within == place}
    by_table = {id for id, each in places.places().items() if each.within == place and id in standing.gathered()}
    return tuple(sorted(by_rows | by_table))


def goods_of(place: str) -> tuple[tuple[StandingGood, ...], tuple[Note, ...]]:
    """Goods of a place, outputs first, and what conflicts."""
    found: list[StandingGood] = []
    gaps: list[Note] = []
    for kind in GOODS_KINDS:
        own = _by_commodity(row for row in standing.gathered().get(place, ()) if row.kind == kind)
        lower = _of_counties(place, kind)
        for commodity in sorted(own.keys() | lower.keys()):
            if commodity in own:
                good = _chosen(commodity, kind, own[commodity])
                beside = [row for row in lower.get(commodity, ()) if row.beside]
                good = _with_beside(good, beside)
                _compare(good, [row for row in lower.get(commodity, ()) if not row.beside], place, gaps)
            else:
                good = replace(_chosen(commodity, kind, lower[commodity]), basis="inside")
            found.append(good)
    return tuple(found), tuple(gaps)


def unmapped_of(place: str) -> tuple[Unmapped, ...]:
    """Outputs of a place that no commodity stands for, and rows that lie inside others."""
    found = []
    for row in standing.gathered().get(place, ()):
        if row.kind == "output":
            alias = standing.meaning(row.item, row.figure.unit)
            if alias.state != "mapped":
                found.append(Unmapped(row.item, row.figure, alias.state == "inside"))
    return tuple(found)


def _by_commodity(rows: Iterable[Gathered]) -> Mapping[str, tuple[Gathered, ...]]:
    """Rows by the commodity they mean, in its unit."""
    found: dict[str, list[Gathered]] = {}
    for row in rows:
        alias = standing.meaning(row.item, row.figure.unit)
        if alias.state == "mapped":
            unit = f"{goods.commodity(alias.commodity).unit}/a"
            found.setdefault(alias.commodity, []).append(replace(row, figure=_times(row.figure, alias.factor, unit)))
    return MappingProxyType({commodity: tuple(each) for commodity, each in found.items()})


def _of_counties(place: str, kind: GoodKind) -> Mapping[str, tuple[Gathered, ...]]:
    return _by_commodity(row for county in inside(place) for row in standing.gathered()[county] if row.kind == kind)


def _times(figure: Figure, factor: float, unit: str) -> Figure:
    return replace(
        figure, low=figure.low * factor, central=figure.central * factor, high=figure.high * factor, unit=unit
    )


def _chosen(commodity: str, kind: GoodKind, rows: Iterable[Gathered]) -> StandingGood:
    """The amount of a commodity: per place and item the newest row that was read, else the newest; items add up."""
    by_item: dict[tuple[str, str], list[Gathered]] = {}
    for row in rows:
        by_item.setdefault((row.place, row.item), []).append(row)
    best = [max(each, key=lambda row: (not row.figure.weak, row.year)) for each in by_item.values()]
    figure = summed([row.figure for row in best])
    rows_used = tuple(row.figure.row for row in best)
    return StandingGood(commodity, kind, figure, max(row.year for row in best), _basis(figure), rows_used)


def _basis(figure: Figure) -> Basis:
    if figure.quality == "recalled":
        return "recalled"
    return "estimate" if figure.weak else "printed"


def summed(figures: list[Figure]) -> Figure:
    """Sum of figures: centrals add; spans add as those of independent numbers; the weakest quality counts."""
    if len(figures) == 1:
        return figures[0]
    central = sum(f.central for f in figures)
    down = sum((f.central - f.low) ** 2 for f in figures) ** 0.5
    up = sum((f.high - f.central) ** 2 for f in figures) ** 0.5
    weakest = min(figures, key=lambda f: ("recalled", "estimate").index(f.quality) if f.weak else 2)
    return Figure(
        low=max(0.0, central - down),
        central=central,
        high=central + up,
        unit=weakest.unit,
        year=max(f.year for f in figures),
        region=weakest.region,
        source="; ".join(dict.fromkeys(f.source for f in figures)),
        quality=weakest.quality,
        note="; ".join(f.note for f in figures if f.note),
        row=", ".join(f.row for f in figures),
    )


def _with_beside(good: StandingGood, beside: list[Gathered]) -> StandingGood:
    if not beside:
        return good
    more = _chosen(good.commodity, good.kind, beside)
    figure = summed([good.figure, more.figure])
    return replace(good, figure=figure, basis=_basis(figure), rows=(*good.rows, *more.rows))


def _compare(good: StandingGood, counties: list[Gathered], place: str, gaps: list[Note]) -> None:
    """Counties that lie inside a prefecture cannot make more than it does."""
    if not counties:
        return
    lower = _chosen(good.commodity, good.kind, counties).figure
    if lower.central > good.figure.central * (1.0 + CONFLICT):
        gaps.append(
            note(
                "standing.counties_exceed", good.commodity, site=place, year=good.year, value=good.figure.central,
                unit=good.figure.unit, counties=lower.central,
            )
        )  # fmt: skip
