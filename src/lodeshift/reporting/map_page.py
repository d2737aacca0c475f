"""A page with a map of cities and the table behind it: any grouping or number by city, for the 262 or any other set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from lodeshift.names import Language
from lodeshift.reporting import page
from lodeshift.reporting.figures import axes, frame, palette
from lodeshift.reporting.figures.data import Cell, DataTable
from lodeshift.reporting.figures.maps import MapPoint, PointMap
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.texts import Words, strong

CLASSES = 5
"""Classes of a map of numbers: as many as the ramp has colours, with equal numbers of cities."""


@dataclass(frozen=True, slots=True)
class MapRow:
    """One city. `group` or `value` is what the map shows; "" and None are cities without data.

    `named` asks for the name on the map. `cells` are further columns of the table, by column name.
    """

    id: str
    name: str
    lat: float
    lon: float
    group: str = ""
    value: float | None = None
    named: bool = False
    cells: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def known(self) -> bool:
        """True where there is something to show."""
        return bool(self.group) or self.value is not None


@dataclass(frozen=True, slots=True)
class MapText:
    """Words of a map page, in the page's language: title, finding (a sentence with a number), what a value is, source.

    `groups` orders the groups and gives them words; a group that is not in it keeps its id and comes last.
    """

    title: str
    subtitle: str
    finding: str
    value_name: str
    source: str
    groups: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def render(rows: Sequence[MapRow], text: MapText, *, language: Language) -> str:
    """The page as one HTML text.

    Raises
    ------
    ValueError : there are no rows. InputRangeError : a coordinate is out of range.
    """
    if not rows:
        raise ValueError("a map needs at least one city")
    words = Words(language)
    known = sum(row.known for row in rows)
    totals = {"known": words.quantity("count", known), "total": words.quantity("count", len(rows))}
    answers = [
        page.Answer(
            words.text("map.question_coverage"),
            (
                page.paragraph(
                    words.rich("map.answer_coverage_all" if known == len(rows) else "map.answer_coverage", **totals)
                ),
            ),
        )
    ]
    counts = Counter(row.group for row in rows if row.group)
    if counts:
        items = [
            words.text("map.group_item", count=str(counts[g]), group=text.groups.get(g, g)) for g in _groups(rows, text)
        ]
        answers.append(page.Answer(words.text("map.question_groups"), (page.paragraph(strong(words.listed(items))),)))
    blocks = (map_figure(rows, text, words), *(page.paragraph(note) for note in text.notes))
    return page.render(
        page.Page(
            language=language,
            eyebrow=words.text("map.eyebrow"),
            title=text.title,
            subtitle=text.subtitle,
            answers_title=words.text("page.answers"),
            tiles=(),
            answers=tuple(answers),
            contents_title=words.text("page.contents"),
            sections=(
                page.Section("map", words.text("map.contents_map"), blocks),
                page.Section("table", words.text("map.contents_table"), (city_table(rows, text, words),)),
            ),
            footer=(words.text("page.footer_quality"),),
        )
    )


def map_figure(rows: Sequence[MapRow], text: MapText, words: Words) -> Markup:
    """The map with its legend, source and data."""
    colours, keys = _by_group(rows, text, words) if any(r.group for r in rows) else _by_value(rows, words)
    points = tuple(
        MapPoint(
            row.lat,
            row.lon,
            row.name,
            f"{row.name}: {_told(row, text, words)}",
            colour,
            radius=4.2 if row.known else 3.0,
            named=row.named,
        )
        for row, colour in zip(rows, colours, strict=True)
    )
    extra = tuple(dict.fromkeys(name for row in rows for name in row.cells))
    data = DataTable(
        "cities",
        ("id", "name", "lat", "lon", "group", "value", *extra),
        tuple((r.id, r.name, r.lat, r.lon, r.group, r.value, *(r.cells.get(name) for name in extra)) for r in rows),
    )
    caption = frame.Caption(
        finding=text.finding,
        description=words.text("map.description"),
        source=words.text("map.source", source=text.source),
        download=words.text("page.download"),
        note=words.text("map.note"),
    )
    return frame.figure("cities-map", caption, PointMap(points, keys).draw, data)


def city_table(rows: Sequence[MapRow], text: MapText, words: Words) -> Markup:
    """Every city with what the map shows of it and its further cells."""
    extra = tuple(dict.fromkeys(name for row in rows for name in row.cells))
    number = {name: any(isinstance(row.cells.get(name), int | float) for row in rows) for name in extra}
    columns = [frame.Column(words.text("map.city")), frame.Column(text.value_name, number=not _grouped(rows))]
    columns += [frame.Column(name, number=number[name]) for name in extra]
    body = [[row.name, _told(row, text, words), *(_cell(row.cells.get(name)) for name in extra)] for row in rows]
    return frame.table(columns, body, css="long-list")


def _grouped(rows: Sequence[MapRow]) -> bool:
    return any(row.group for row in rows)


def _told(row: MapRow, text: MapText, words: Words) -> str:
    if row.group:
        return text.groups.get(row.group, row.group)
    return words.text("map.no_data") if row.value is None else numbers.plain(row.value)


def _cell(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else numbers.plain(cell, 4)


def _groups(rows: Sequence[MapRow], text: MapText) -> tuple[str, ...]:
    found = {row.group for row in rows if row.group}
    return (*(g for g in text.groups if g in found), *sorted(found - text.groups.keys()))


def _by_group(rows: Sequence[MapRow], text: MapText, words: Words) -> tuple[list[str], tuple[axes.Key, ...]]:
    """Colours by group, and the legend with the number of cities of each."""
    groups = _groups(rows, text)
    colours = {group: palette.series(i) for i, group in enumerate(groups)}
    counts = Counter(row.group for row in rows)
    keys = [
        axes.Key(words.text("map.legend", group=text.groups.get(g, g), count=str(counts[g])), colours[g], "dot")
        for g in groups
    ]
    if counts[""]:
        keys.append(_unknown(counts[""], words))
    return [colours.get(row.group, "") for row in rows], tuple(keys)


def _by_value(rows: Sequence[MapRow], words: Words) -> tuple[list[str], tuple[axes.Key, ...]]:
    """Colours of the ramp by classes with equal numbers of cities, and the legend with each class's span."""
    values = sorted(row.value for row in rows if row.value is not None)
    classes = min(CLASSES, len(set(values)))
    edges = [values[len(values) * i // classes] for i in range(classes)] if values else []

    def class_of(value: float) -> int:
        return max(i for i, edge in enumerate(edges) if value >= edge)

    colours = ["" if r.value is None else palette.RAMP[_shade(class_of(r.value), classes)] for r in rows]
    keys = []
    for i in range(classes):
        inside = [v for v in values if class_of(v) == i]
        if inside:
            span = words.text("map.ramp_item", low=numbers.plain(inside[0]), high=numbers.plain(inside[-1]))
            keys.append(axes.Key(span, palette.RAMP[_shade(i, classes)], "dot"))
    missing = sum(row.value is None for row in rows)
    if missing:
        keys.append(_unknown(missing, words))
    return colours, tuple(keys)


def _shade(index: int, classes: int) -> int:
    """Spread the classes over the ramp, so that few classes are still far apart."""
    return round(index * (len(palette.RAMP) - 1) / (classes - 1)) if classes > 1 else len(palette.RAMP) - 1


def _unknown(count: int, words: Words) -> axes.Key:
    label = words.text("map.legend", group=words.text("map.no_data"), count=str(count))
    return axes.Key(label, "", "ring")
