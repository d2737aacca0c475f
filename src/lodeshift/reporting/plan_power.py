"""Section: power by source and use in a winter and a summer week, energy by year, circuits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting import plan_weeks as weeks
from lodeshift.reporting.figures import axes, frame, palette
from lodeshift.reporting.figures.areas import Layer, StackedArea
from lodeshift.reporting.figures.bars import Part, StackedBars
from lodeshift.reporting.figures.data import DataTable
from lodeshift.reporting.figures.multiples import Grid, Stack
from lodeshift.reporting.page import Section, paragraph
from lodeshift.reporting.plan_answers import circuits
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words import numbers

MOST_USES = 6
"""Uses with a layer of their own; the others share one."""
_ENERGY = ("wind", "pv", "ppa", "plant", "grid")

_ENERGY_ROWS = ("demand", "wind", "pv", "ppa", "grid", "curtailed")

Sides = Mapping[str, NDArray[np.float64]]


def section(telling: Telling) -> Section:
    """Weeks, energy by year, table."""
    words = telling.words
    blocks = (
        paragraph(words.text("power.about", hours=_coverage(telling)), "lead"),
        weeks_figure(telling),
        energy_figure(telling),
        year_table(telling),
        paragraph(words.text("power.table_note"), "figure-note"),
    )
    return Section("power", words.text("power.title"), blocks)


def _coverage(telling: Telling) -> str:
    slices = telling.plan.slices
    return telling.words.text(
        "power.coverage",
        count=telling.words.quantity("count", slices.start_hour.size),
        length=telling.words.quantity("hours", slices.length_h),
    )


def weeks_figure(telling: Telling) -> Markup:
    """Four panels: source and use, in winter and in summer, under one scale."""
    words, plan, year = telling.words, telling.plan, telling.last_year
    picked: dict[weeks.Season, weeks.Week] = {s: weeks.pick_week(plan, s) for s in ("winter", "summer")}
    supplies = {season: weeks.supply(plan, year, week) for season, week in picked.items()}
    uses = {season: _few_uses(weeks.use(plan, year, week)) for season, week in picked.items()}
    stacks = [np.sum(list(side.values()), axis=0).max() for side in (*supplies.values(), *uses.values()) if side]
    factor = words.scale("power_mw", float(max(stacks)))
    top = float(max(stacks)) / factor.divisor
    rows = []
    for what, sides in (("supply", supplies), ("use", uses)):
        names = tuple({**sides["winter"], **sides["summer"]})
        colours = palette.POWER if what == "supply" else _colours(names)
        panels = [
            StackedArea(
                positions=week.hours,
                layers=tuple(
                    Layer(_side_name(telling, name), colours.get(name, palette.GHOST), series / factor.divisor)
                    for name, series in sides[season].items()
                ),
                unit=factor.unit,
                title=words.text(f"power.panel_{what}_{season}"),
                places=week.day_names(words.language),
                top=top,
                plot_height=150,
                with_legend=False,
            )
            for season, week in picked.items()
        ]
        keys = tuple(axes.Key(_side_name(telling, name), colours.get(name, palette.GHOST)) for name in names)
        rows.append(Grid(tuple(panel.draw for panel in panels), 2, keys, 330.0).draw)
    finding = words.text("power.finding_weeks", year=str(year), **_week_facts(telling, picked["winter"], supplies))
    caption = telling.caption(finding, words.text("power.weeks_description"), words.text("power.weeks_note"))
    return frame.figure("weeks", caption, Stack(tuple(rows)).draw, _weeks_data(telling, picked))


def _week_facts(telling: Telling, winter: weeks.Week, supplies: Mapping[weeks.Season, Sides]) -> dict[str, str]:
    def green(side: Sides) -> float:
        total = float(sum(v.sum() for k, v in side.items() if k != "battery"))
        return float(sum(v.sum() for k, v in side.items() if k in ("wind", "pv", "ppa"))) / total if total else 0.0

    grid = [float(side["grid"].max()) if "grid" in side else 0.0 for side in supplies.values()]
    return {
        "winter": numbers.share(green(supplies["winter"])),
        "summer": numbers.share(green(supplies["summer"])),
        "peak": telling.words.quantity("power_mw", max(grid)),
        "days": str((winter.past - winter.first) * winter.length_h // 24),
    }


def _few_uses(sides: Sides) -> Sides:
    """The largest processes apart, the others together; charging and export always apart."""
    apart = [name for name in sides if name in ("battery", "export")]
    names = [name for name in sides if name not in apart]
    kept = {name: sides[name] for name in names[:MOST_USES]}
    if len(names) > MOST_USES:
        kept["other"] = np.sum([sides[name] for name in names[MOST_USES:]], axis=0)
    return kept | {name: sides[name] for name in apart}


def _colours(names: tuple[str, ...]) -> Mapping[str, str]:
    own = {"battery": palette.POWER["battery"], "export": palette.POWER["export"], "other": palette.GHOST}
    others = [name for name in names if name not in own]
    return own | {name: palette.series(i) for i, name in enumerate(others)}


def _side_name(telling: Telling, name: str) -> str:
    if reading.is_process(name):
        return telling.words.process(name)
    key = f"power.side_{name}"
    return telling.words.text(key) if telling.words.has(key) else name


def _weeks_data(telling: Telling, picked: Mapping[weeks.Season, weeks.Week]) -> DataTable:
    plan, year = telling.plan, telling.last_year
    rows: list[tuple[str | float | int | None, ...]] = []
    for season, week in picked.items():
        for side, found in (("supply", weeks.supply(plan, year, week)), ("use", weeks.use(plan, year, week))):
            for name, series in found.items():
                rows += [
                    (season, int(week.start_hour + hour), side, name, round(float(mw), 2))
                    for hour, mw in zip(week.hours, series, strict=True)
                ]
    return DataTable("power-weeks", ("week", "hour_of_year", "side", "kind", "mw"), tuple(rows))


def energy_figure(telling: Telling) -> Markup:
    """Energy by source and year."""
    words = telling.words
    years = reading.totals(telling.plan)
    values = {
        "wind": [y.wind_mwh for y in years],
        "pv": [y.pv_mwh for y in years],
        "ppa": [y.ppa_mwh for y in years],
        "plant": [y.other_mwh for y in years],
        "grid": [y.grid_mwh for y in years],
    }
    whole = [sum(side[i] for side in values.values()) for i in range(len(years))]
    scale = words.scale("energy_mwh", max(whole))
    chart = StackedBars(
        telling.years,
        tuple(
            Part(_side_name(telling, kind), palette.POWER[kind], [v / scale.divisor for v in values[kind]])
            for kind in _ENERGY
        ),
        scale.unit,
        totals=numbers.aligned([v / scale.divisor for v in whole]),
    )
    finding = words.text(
        "power.finding_energy",
        first=words.quantity("energy_mwh", years[0].demand_mwh),
        first_year=str(years[0].year),
        last=words.quantity("energy_mwh", years[-1].demand_mwh),
        last_year=str(years[-1].year),
        share=numbers.share(years[-1].green_share),
    )
    data = DataTable(
        "energy",
        ("year", *(f"{kind}_mwh" for kind in _ENERGY), "curtailed_mwh"),
        tuple((y.year, *(values[kind][i] for kind in _ENERGY), y.curtailed_mwh) for i, y in enumerate(years)),
    )
    return frame.figure(
        "energy",
        telling.caption(finding, words.text("power.energy_description"), words.text("power.energy_note")),
        chart.draw,
        data,
    )


def year_table(telling: Telling) -> Markup:
    """Demand, sources, curtailment, peaks and circuits by year."""
    words = telling.words
    years = reading.totals(telling.plan)
    energy = words.scale("energy_mwh", max(y.demand_mwh for y in years))
    power = words.scale("power_mw", max(y.full_load_mw for y in years))
    lines: list[tuple[str, str, Sequence[str]]] = []
    for ending, scale, names in (("mwh", energy, _ENERGY_ROWS), ("mw", power, ("peak", "full_load"))):
        values = [getattr(y, f"{name}_{ending}") / scale.divisor for name in names for y in years]
        texts = numbers.aligned(values, 4)
        for i, name in enumerate(names):
            lines.append((words.text(f"power.row_{name}"), scale.unit, texts[i * len(years) : (i + 1) * len(years)]))
    lines.append((words.text("power.circuits_name"), "", [circuits(telling, y) for y in years]))
    columns = [frame.Column(""), frame.Column(words.text("page.unit"), short=True)]
    columns += [frame.Column(year, number=True) for year in telling.years]
    return frame.table(
        columns, [[name, unit, *values] for name, unit, values in lines], caption=words.text("power.table_title")
    )
