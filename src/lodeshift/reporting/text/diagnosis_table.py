"""A diagnosis for the terminal, the parts that are tables: trend against peers, the user's index and efficiency."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lodeshift.records.diagnosis import Comparison, Coverage, Trend
from lodeshift.records.scores import EfficiencyResult, IndexResult, UnitScore
from lodeshift.reporting.text import Column, heading, table, wrapped
from lodeshift.reporting.text.say import Say
from lodeshift.reporting.words import numbers

FEWEST_FOR_QUARTILES: Final = 4
"""With fewer peers than this a quartile is only one of them in other words."""
MOST_OBSTACLES: Final = 4


def trend_lines(say: Say, trend: Trend) -> list[str]:
    """Levels, growth and the city beside its peers."""
    peers = len(trend.peers)
    head = "head_trend_one" if peers == 1 else "head_trend"
    lines = heading(say(head, value=peers, criteria=trend.criteria))
    base = ""
    for level in trend.levels:
        if level.base != base:
            base = level.base
            lines += wrapped(say("gdp_of", base))
        figure = level.figure
        note = f"{say.semicolon}{figure.note}" if figure.note else ""
        lines += wrapped(f"{figure.year}  {say.quantity(figure)}{say.weak(figure)}  {figure.row}{note}", "    ")
    if trend.levels:
        lines += wrapped(say("census_break"))
    if trend.break_factor is not None:
        lines += wrapped(say("break_factor", value=trend.break_factor))
    if trend.real_growth:
        items = say.comma.join(f"{f.year} {say.number(f.central)}%{say.weak(f)}" for f in trend.real_growth)
        lines += wrapped(say("real_growth", items=items))
    columns: list[Column | str] = [say("column_measure"), say("column_city")]
    columns += [Column(say(f"column_{name}"), number=True) for name in ("lower", "median", "upper", "peers")]
    lines += table(columns, [_compared(say, c) for c in trend.comparisons], indent="    ")
    if trend.also_known:
        rows = [
            [say.word("printed", name), say.quantity(figure) + say.weak(figure), figure.year, figure.row]
            for name, figure in trend.also_known
        ]
        printed: list[Column | str] = [
            say("column_printed"),
            Column("", number=True),
            say("column_year"),
            say("column_row"),
        ]
        lines += table(printed, rows, indent="    ")
    return lines


def _compared(say: Say, c: Comparison) -> list[str]:
    def cell(value: float | None) -> str:
        return "–" if value is None else say.number(value)

    few = c.peers < FEWEST_FOR_QUARTILES
    quartiles = ["–" if few else cell(c.lower_quartile), cell(c.median), "–" if few else cell(c.upper_quartile)]
    below = str(c.below) if c.figure is not None else "–"
    return [say.word("measure", c.measure), say.amount(c.figure), *quartiles, f"{below} / {c.peers}"]


def index_lines(say: Say, result: IndexResult, city: str) -> list[str]:
    """The index of the user's table: weights and bounds, then the city's scores by year."""
    lines = heading(say("head_index"))
    for note in result.notes:
        lines += wrapped(say.note(note))
    bounds, others = result.bounds, result.other_weights
    rows = [
        [
            name,
            say("benefit" if bounds.benefit[k] else "cost"),
            numbers.plain(bounds.weights[k]),
            say("between", low=bounds.low[k], high=bounds.high[k]),
            *(numbers.plain(weights[k]) for weights in others.values()),
        ]
        for k, name in enumerate(bounds.names)
    ]
    heads: list[Column | str] = [say("column_indicator"), say("column_way")]
    heads += [Column(say("column_weight"), number=True), say("column_bounds")]
    heads += [Column(say(f"column_{name}"), number=True) for name in others]
    lines += table(heads, rows, indent="    ")
    last = max((score.year for score in result.scores), default=0)
    for score in result.scores:
        if score.city == city:
            lines += _scored(say, score, result, shows_obstacles=score.year == last)
    if result.left_out:
        items = say.comma.join(f"{line.city} {line.year} ({line.row})" for line in result.left_out)
        lines += wrapped(say("blank_lines", items=items))
    return lines


def _scored(say: Say, score: UnitScore, result: IndexResult, *, shows_obstacles: bool) -> list[str]:
    same_year = [other for other in result.scores if other.year == score.year]
    place = sum(other.topsis > score.topsis for other in same_year) + 1
    lines = wrapped(
        say("index_score", year=score.year, value=score.topsis, place=place, of=len(same_year), linear=score.linear)
    )
    if score.coupling is not None:
        c = score.coupling
        coupled = say(
            "coupled",
            c=c.coupling,
            c_band=c.coupling_band,
            t=c.development,
            d=c.coordination,
            d_band=c.coordination_band,
        )
        lines += wrapped(coupled, "      ")
    if shows_obstacles:
        obstacles = score.obstacles[:MOST_OBSTACLES]
        items = say.comma.join(f"{name} {numbers.share(degree)}" for name, degree in obstacles)
        lines += wrapped(say("held_back", items=items), "      ")
    return lines


def efficiency_lines(say: Say, result: EfficiencyResult, city: str) -> list[str]:
    """Efficiency of the newest year, and the city's productivity from year to year."""
    outputs = (*result.outputs, *result.undesirable)
    lines = heading(say("head_efficiency", year=result.year, inputs=result.inputs, outputs=outputs))
    for warning in result.warnings:
        lines += wrapped(say.note(warning), "  ! ")
    own = [unit for unit in result.units if unit.city == city]
    for unit in own or result.units:
        lines += wrapped(say("efficiency", city=unit.city, ccr=unit.ccr, bcc=unit.bcc, scale=unit.scale, sbm=unit.sbm))
    for change in result.malmquist:
        if change.city == city:
            lines += wrapped(
                say(
                    "malmquist",
                    first=change.year_from,
                    last=change.year_to,
                    value=change.index,
                    efficiency=change.efficiency_change,
                    technical=change.technical_change,
                )
            )
    return lines


def coverage_lines(say: Say, lines: Iterable[Coverage]) -> list[str]:
    """For how many cities each kind of figure is known."""
    rows = [
        [
            say("of_cities", value=line.cities, of=line.of),
            say.word("coverage", line.what),
            line.rows or say("no_table_has_it"),
        ]
        for line in lines
    ]
    return table([Column("", number=True), "", ""], rows, indent="  ")
