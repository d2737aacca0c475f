"""The map page of all cities: what the colours show, and the columns of its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from lodeshift.errors import UnknownIdError
from lodeshift.names import Language
from lodeshift.records.overview import Overview, OverviewRow
from lodeshift.reporting import map_page
from lodeshift.reporting.figures.data import Cell
from lodeshift.reporting.text.say import Say
from lodeshift.reporting.words.notes import province_name, vocabularies
from lodeshift.reporting.words.texts import Words

OPEN: Final = "undecided"
MANY_WARNINGS: Final = 4
"""Cities with at least so many warnings are named on the map where there is room."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the colours of the map can show: a stage or a number of each city."""

    stage: Callable[[OverviewRow], str] | None = None
    value: Callable[[OverviewRow], float | None] | None = None


def _percent(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 2)


def _class(row: OverviewRow) -> str:
    return OPEN if row.stage is None else row.stage


SHOWN: Final[dict[str, Shown]] = {
    "label": Shown(stage=lambda row: row.label_2013),
    "class": Shown(stage=_class),
    "mining": Shown(value=lambda row: _percent(row.mining_share)),
    "people": Shown(value=lambda row: _percent(row.population_change)),
    "warnings": Shown(value=lambda row: float(len(row.warnings))),
}
"""Names for `--map`."""


def render(found: Overview, shown: str, language: Language) -> str:
    """The map page as one HTML text.

    Raises
    ------
    UnknownIdError : `shown` is no name of `SHOWN`.
    """
    if shown not in SHOWN:
        raise UnknownIdError("map", shown, SHOWN)
    say = Say(Words(language), "diagnosis")
    what, value_name = SHOWN[shown], say(f"map_{shown}")
    rows = tuple(_row(say, row, what) for row in found.rows)
    known = sum(row.known for row in rows)
    text = map_page.MapText(
        title=say("map_title", value=len(rows)),
        subtitle=say("map_subtitle"),
        finding=say("map_finding", name=value_name, known=known, of=len(rows)),
        value_name=value_name,
        source=say("map_source"),
        groups={stage: say.word("stage", stage) for stage in vocabularies()["stage"]},
        notes=_notes(say, found),
    )
    return map_page.render(rows, text, language=language)


def _row(say: Say, row: OverviewRow, what: Shown) -> map_page.MapRow:
    return map_page.MapRow(
        id=row.city,
        name=row.name_zh if say.words.language == "zh" else row.name_en,
        lat=row.lat,
        lon=row.lon,
        group=what.stage(row) if what.stage else "",
        value=what.value(row) if what.value else None,
        named=len(row.warnings) >= MANY_WARNINGS,
        cells=_cells(say, row),
    )


def _cells(say: Say, row: OverviewRow) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "map_province": province_name(say.words, row.province),
        "map_label": say.word("stage", row.label_2013),
        "map_class": say.word("stage", _class(row)),
        "map_probability": _percent(row.stage_probability),
        "map_mining": _percent(row.mining_share),
        "map_effective": row.effective_number,
        "map_life": row.reserve_life_years,
        "map_people": _percent(row.population_change),
        "map_gdp": _percent(row.gdp_growth),
        "map_warnings": len(row.warnings),
    }
    return {say(key): value for key, value in cells.items()}


def _notes(say: Say, found: Overview) -> tuple[str, ...]:
    confusion = found.confusions[0]
    return (
        say(
            "map_trust",
            value=confusion.agreement,
            cities=confusion.cities,
            of=confusion.of,
            one_label=confusion.most_common_label_agreement,
        ),
    )
