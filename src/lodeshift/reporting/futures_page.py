"""The page of futures: fans with the ghost of doing nothing, when it fails, and what the model cannot see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from lodeshift.catalogue import goods
from lodeshift.names import Language
from lodeshift.records.futures import Alternative, Box, Fan, Futures, Limit
from lodeshift.reporting.figures import frame, palette
from lodeshift.reporting.figures.data import Cell, DataTable
from lodeshift.reporting.figures.lines import Band, Line, Lines
from lodeshift.reporting.figures.multiples import Grid
from lodeshift.reporting.figures.rows import HorizontalBars, Row
from lodeshift.reporting.futures_words import FACTORS, FANS, WORDS
from lodeshift.reporting.page import Answer, Page, Section, Tile, bullets, callout, paragraph, render

_GHOST: Final = "do_nothing"
_NO_ORE: Final = 199.0
_LEAST_SHARE: Final = 0.03


def page(found: Futures, language: Language = "en") -> str:
    """The page as one HTML file without network or script."""
    main = found.alternatives[found.main]
    name = found.title.get(language) or found.title.get("en") or found.subject
    sections = [_fans(found, language), _decline(found, language)]
    if len(found.alternatives) > 1:
        sections.append(_regret(found, language))
    if found.levers:
        sections.append(_levers(found, language))
    if found.boxes:
        sections.append(_boxes(found, language))
    if found.sensitivities:
        sections.append(_spread(found, language))
    sections += [_blind(language), _rests_on(found, language)]
    last = found.years[-1]
    gdp = main.fans["gdp"].quantiles
    return render(
        Page(
            language=language,
            eyebrow=_say("eyebrow", language).format(draws=found.draws, last=last),
            title=name,
            subtitle=_say(f"way_{found.main}", language),
            answers_title=_say("answers", language),
            tiles=(
                Tile(_percent(main.probability_declining[-1]), _say("tile_decline", language).format(last=last)),
                Tile(_span(gdp, -1, 1e-3), _say("tile_gdp", language).format(last=last)),
                Tile(_span(main.fans["employment"].quantiles, -1, 1e-3), _say("tile_jobs", language).format(last=last)),
                Tile(_percent(main.probability_exhausted), _say("tile_ore", language).format(last=last)),
            ),
            answers=_answers(found, language),
            contents_title=_say("contents", language),
            sections=tuple(sections),
            footer=(_say("footer", language).format(seed=found.seed, precision=found.precision),),
        )
    )


def _say(key: str, language: Language) -> str:
    english, chinese = WORDS[key]
    return chinese if language == "zh" else english


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _short(value: float) -> str:
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 1 else f"{value:.2f}"


def _span(quantiles: Mapping[str, Sequence[float]], at: int, factor: float) -> str:
    low, middle, high = (quantiles[q][at] * factor for q in ("0.1", "0.5", "0.9"))
    return f"{_short(middle)} ({_short(low)} - {_short(high)})"


def _answers(found: Futures, language: Language) -> tuple[Answer, ...]:
    ghost, main, last = found.alternatives[_GHOST], found.alternatives[found.main], found.years[-1]

    def told(way: Alternative) -> Markup:
        return paragraph(
            _say("answer_way", language).format(
                last=last,
                gdp=_span(way.fans["gdp"].quantiles, -1, 1e-3),
                now=_short(way.fans["gdp"].quantiles["0.5"][0] * 1e-3),
                jobs=_span(way.fans["employment"].quantiles, -1, 1e-3),
                people=_span(way.fans["population"].quantiles, -1, 1e-3),
                decline=_percent(way.probability_declining[-1]),
            )
        )

    answers = [Answer(_say("question_nothing", language), (told(ghost),))]
    if found.main != _GHOST:
        answers.append(Answer(_say(f"question_{found.main}", language), (told(main),)))
    if found.boxes:
        best = found.boxes[0]
        answers.append(Answer(_say("question_fails", language), (paragraph(_box_words(best, language)),)))
    return tuple(answers)


def _fan(fan: Fan, ghost: Fan | None, language: Language, years: Sequence[int]) -> Lines:
    shown = FANS[fan.indicator]
    scale = float(shown["factor"])

    def at(source: Fan, q: str) -> list[float]:
        return [v * scale for v in source.quantiles[q]]

    bands = (
        Band(_say("band_80", language), at(fan, "0.1"), at(fan, "0.9")),
        Band(_say("band_50", language), at(fan, "0.25"), at(fan, "0.75")),
    )
    lines = [Line(_say("median", language), palette.ACCENT, at(fan, "0.5"), bands)]
    if ghost is not None:
        lines.append(Line(_say("ghost", language), palette.GHOST, at(ghost, "0.5"), ghost=True))
    return Lines(
        positions=[float(y) for y in years],
        lines=tuple(lines),
        unit=str(shown[f"unit_{language}"]),
        title=str(shown[language]),
        places=tuple((float(y), str(y)) for y in years[:: max(1, len(years) // 4)]),
        from_zero=fan.indicator not in ("city_balance", "city_debt"),
        plot_height=150.0,
        with_legend=False,
        direct_labels=False,
    )


def _shown(found: Futures) -> list[Fan]:
    fans = found.alternatives[found.main].fans
    ore = max(fans["reserve_life"].quantiles["0.5"]) < _NO_ORE
    return [fans[name] for name in FANS if name != "reserve_life" or ore]


def _fans(found: Futures, language: Language) -> Section:
    ghosts = found.alternatives[_GHOST].fans if found.main != _GHOST else {}
    shown = _shown(found)
    charts = [_fan(fan, ghosts.get(fan.indicator), language, found.years) for fan in shown]
    grid = Grid(tuple(c.draw for c in charts), 3, tuple(k for c in charts for k in c.legend_keys()))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (fan.indicator, year, *(fan.quantiles[q][i] for q in fan.quantiles))
        for fan in shown
        for i, year in enumerate(found.years)
    )
    quantiles = next(iter(shown)).quantiles
    data = DataTable("fans", ("indicator", "year", *(f"q{q}" for q in quantiles)), rows)
    gdp = found.alternatives[found.main].fans["gdp"].quantiles
    caption = frame.Caption(
        finding=_say("fans_found", language).format(
            now=_short(gdp["0.5"][0] * 1e-3), then=_span(gdp, -1, 1e-3), last=found.years[-1]
        ),
        description=_say("fans_seen", language),
        source=_say("source", language),
        download=_say("download", language),
        note=_say("fans_note", language),
    )
    return Section("fans", _say("fans", language), (frame.figure("fans-grid", caption, grid.draw, data),))


def _decline(found: Futures, language: Language) -> Section:
    main, ghost = found.alternatives[found.main], found.alternatives[_GHOST]
    lines = [Line(_say(f"way_{found.main}", language), palette.ALERT, [100 * p for p in main.probability_declining])]
    if found.main != _GHOST:
        values = [100 * p for p in ghost.probability_declining]
        lines.append(Line(_say("ghost", language), palette.GHOST, values, ghost=True))
    chart = Lines(
        positions=[float(y) for y in found.years],
        lines=tuple(lines),
        unit="%",
        places=tuple((float(y), str(y)) for y in found.years[::4]),
        direct_labels=False,
    )
    columns = ("year", found.main, _GHOST)
    pairs = zip(found.years, main.probability_declining, ghost.probability_declining, strict=True)
    caption = frame.Caption(
        finding=_say("decline_found", language).format(
            share=_percent(main.probability_declining[-1]), last=found.years[-1]
        ),
        description=_say("decline_seen", language),
        source=_say("source", language),
        download=_say("download", language),
        note=_say("decline_rule", language),
    )
    data = DataTable("decline", columns, tuple(pairs))
    return Section("decline", _say("decline", language), (frame.figure("decline-line", caption, chart.draw, data),))


def _regret(found: Futures, language: Language) -> Section:
    heads = ("way", "measure", "regret_median", "regret_worst", "satisficing")
    columns = [frame.Column(_say(h, language), number=h not in ("way", "measure")) for h in heads]
    rows: list[Sequence[str | Markup]] = [
        (
            _say(f"way_{r.alternative}", language),
            _say(f"measure_{r.measure}", language),
            _short(r.median),
            _short(r.cvar),
            _percent(r.satisficing),
        )
        for r in found.regrets
    ]
    blocks = (paragraph(_say("regret_note", language)), frame.table(columns, rows))
    return Section("regret", _say("regret", language), blocks)


def _levers(found: Futures, language: Language) -> Section:
    heads = ("lever", "value", "usual", "cost", "part_value", "part_jobs")
    columns = [frame.Column(_say(h, language), number=h != "lever") for h in heads]
    rows: list[Sequence[str | Markup]] = []
    for use in found.levers:
        effect = use.shapley or use.leave_one_out
        name = _say(f"lever_{use.name}", language)
        money = (_short(use.cost_mcny), f"{effect['value']:+,.0f}", f"{effect['jobs_end']:+,.0f}")
        rows.append((name, f"{use.value:g}", f"{use.usual:g}", *money))
    return Section(
        "levers", _say("levers", language), (frame.table(columns, rows), paragraph(_say("levers_note", language)))
    )


def _boxes(found: Futures, language: Language) -> Section:
    items = [
        _box_words(box, language)
        + _say("box_numbers", language).format(coverage=_percent(box.coverage), density=_percent(box.density))
        for box in found.boxes
    ]
    head = paragraph(
        _say("failure", language).format(words=found.failure if language == "en" else _say("failure_zh", language))
    )
    return Section("boxes", _say("boxes", language), (head, bullets(items)))


def _box_words(box: Box, language: Language) -> str:
    if language == "en":
        return box.words[0].upper() + box.words[1:] + "."
    return "当" + "、并且".join(_limit_zh(limit) for limit in box.limits) + "时失败。"


def _factor_zh(factor: str) -> str:
    if factor.startswith("price_"):
        name = factor.removeprefix("price_")
        fee = name.startswith("fee_of_")
        id = name.removeprefix("fee_of_")
        known = goods.commodities().get(id)
        return (known.name_zh if known else id) + ("加工费" if fee else "均价")
    return FACTORS.get(factor, factor)


def _limit_zh(limit: Limit) -> str:
    unit = "" if limit.unit == "1" else f" {limit.unit}"
    if limit.low is not None and limit.high is not None:
        return f"{_factor_zh(limit.factor)}在 {limit.low:.3g} 与 {limit.high:.3g}{unit} 之间"
    if limit.high is not None:
        return f"{_factor_zh(limit.factor)}低于 {limit.high:.3g}{unit}"
    return f"{_factor_zh(limit.factor)}高于 {limit.low:.3g}{unit}"


def _spread(found: Futures, language: Language) -> Section:
    value = [s for s in found.sensitivities if s.outcome == "value" and s.total >= _LEAST_SHARE][:10]
    words = [s.words if language == "en" else _factor_zh(s.factor) for s in value]
    bars = HorizontalBars(
        tuple(Row(w, 100 * s.total, f"{100 * s.total:.0f}") for w, s in zip(words, value, strict=True)),
        _say("spread_unit", language),
    )
    rows = tuple(
        (s.outcome, s.factor, s.first, s.first_low, s.first_high, s.total, s.total_low, s.total_high)
        for s in found.sensitivities
    )
    columns = ("outcome", "factor", "first", "first_low", "first_high", "total", "total_low", "total_high")
    caption = frame.Caption(
        finding=_say("spread_found", language).format(
            name=words[0] if words else "", share=_percent(value[0].total if value else 0.0)
        ),
        description=_say("spread_seen", language),
        source=_say("source", language),
        download=_say("download", language),
    )
    figure = frame.figure("spread-bars", caption, bars.draw, DataTable("sensitivities", columns, rows))
    return Section("spread", _say("spread", language), (figure,))


def _blind(language: Language) -> Section:
    return Section("blind", _say("blind", language), (paragraph(_say("blind_words", language)),))


def _rests_on(found: Futures, language: Language) -> Section:
    measured = sum(1 for d in found.drivers if d.measured)
    lines = [
        _say("coverage", language).format(n=found.coverage[0], of=found.coverage[1]),
        _say("drivers", language).format(measured=measured, of=len(found.drivers)),
        _say("weak", language).format(n=len(found.weak)),
    ]
    notes = (
        callout(list(found.notes))
        if language == "en"
        else callout([_say("notes_zh", language).format(n=len(found.notes)), *found.notes])
    )
    return Section("rests", _say("rests", language), (bullets(lines), notes))
