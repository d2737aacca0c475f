"""The page of futures: fans with the ghost of doing nothing, when it fails, and what the model cannot see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import Markup

from lodeshift.names import Language
from lodeshift.records.futures import Alternative, Fan, Futures
from lodeshift.records.note import note
from lodeshift.reporting.figures import frame, palette
from lodeshift.reporting.figures.data import Cell, DataTable
from lodeshift.reporting.figures.lines import Band, Line, Lines
from lodeshift.reporting.figures.multiples import Grid
from lodeshift.reporting.figures.rows import HorizontalBars, Row
from lodeshift.reporting.futures_told import FANS, NO_ORE_YEARS, box_sentence, percent, short, spread_words
from lodeshift.reporting.page import Answer, Page, Section, Tile, bullets, callout, paragraph, render
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words

_GHOST: Final = "do_nothing"
_LEAST_SHARE: Final = 0.03


def page(found: Futures, language: Language = "en") -> str:
    """The page as one HTML file without network or script."""
    words, main = Words(language), found.alternatives[found.main]
    sections = [_fans(found, words), _decline(found, words)]
    if len(found.alternatives) > 1:
        sections.append(_regret(found, words))
    if found.levers:
        sections.append(_levers(found, words))
    if found.boxes:
        sections.append(_boxes(found, words))
    if found.sensitivities:
        sections.append(_spread(found, words))
    sections += [_blind(words), _rests_on(found, words)]
    last = str(found.years[-1])
    gdp = main.fans["gdp"].quantiles
    return render(
        Page(
            language=language,
            eyebrow=words.text("futures.eyebrow", draws=f"{found.draws:,}", last=last),
            title=words.title(found.title) or found.subject,
            subtitle=words.text(f"futures.way_{found.main}"),
            answers_title=words.text("futures.answers"),
            tiles=(
                Tile(percent(main.probability_declining[-1]), words.text("futures.tile_decline", last=last)),
                Tile(_span(gdp, -1, 1e-3), words.text("futures.tile_gdp", last=last)),
                Tile(_span(main.fans["employment"].quantiles, -1, 1e-3), words.text("futures.tile_jobs", last=last)),
                Tile(percent(main.probability_exhausted), words.text("futures.tile_ore", last=last)),
            ),
            answers=_answers(found, words),
            contents_title=words.text("futures.contents"),
            sections=tuple(sections),
            footer=(words.text("futures.footer", seed=str(found.seed), precision=found.precision),),
        )
    )


def _span(quantiles: Mapping[str, Sequence[float]], at: int, factor: float) -> str:
    low, middle, high = (quantiles[q][at] * factor for q in ("0.1", "0.5", "0.9"))
    return f"{short(middle)} ({short(low)} - {short(high)})"


def _answers(found: Futures, words: Words) -> tuple[Answer, ...]:
    ghost, main, last = found.alternatives[_GHOST], found.alternatives[found.main], str(found.years[-1])

    def told(way: Alternative) -> Markup:
        return paragraph(
            words.text(
                "futures.answer_way",
                last=last,
                gdp=_span(way.fans["gdp"].quantiles, -1, 1e-3),
                now=short(way.fans["gdp"].quantiles["0.5"][0] * 1e-3),
                jobs=_span(way.fans["employment"].quantiles, -1, 1e-3),
                people=_span(way.fans["population"].quantiles, -1, 1e-3),
                decline=percent(way.probability_declining[-1]),
            )
        )

    answers = [Answer(words.text("futures.question_nothing"), (told(ghost),))]
    if found.main != _GHOST:
        answers.append(Answer(words.text(f"futures.question_{found.main}"), (told(main),)))
    if found.boxes:
        best = found.boxes[0]
        answers.append(Answer(words.text("futures.question_fails"), (paragraph(box_sentence(words, best)),)))
    return tuple(answers)


def _fan(fan: Fan, ghost: Fan | None, words: Words, years: Sequence[int]) -> Lines:
    unit, scale = FANS[fan.indicator]

    def at(source: Fan, q: str) -> list[float]:
        return [v * scale for v in source.quantiles[q]]

    bands = (
        Band(words.text("futures.band_80"), at(fan, "0.1"), at(fan, "0.9")),
        Band(words.text("futures.band_50"), at(fan, "0.25"), at(fan, "0.75")),
    )
    lines = [Line(words.text("futures.median"), palette.ACCENT, at(fan, "0.5"), bands)]
    if ghost is not None:
        lines.append(Line(words.text("futures.ghost"), palette.GHOST, at(ghost, "0.5"), ghost=True))
    return Lines(
        positions=[float(y) for y in years],
        lines=tuple(lines),
        unit=words.text(f"futures.unit_{unit}"),
        title=words.text(f"futures.fan_{fan.indicator}"),
        places=tuple((float(y), str(y)) for y in years[:: max(1, len(years) // 4)]),
        from_zero=fan.indicator not in ("city_balance", "city_debt"),
        plot_height=150.0,
        with_legend=False,
        direct_labels=False,
    )


def _shown(found: Futures) -> list[Fan]:
    fans = found.alternatives[found.main].fans
    ore = max(fans["reserve_life"].quantiles["0.5"]) < NO_ORE_YEARS
    return [fans[name] for name in FANS if name != "reserve_life" or ore]


def _fans(found: Futures, words: Words) -> Section:
    ghosts = found.alternatives[_GHOST].fans if found.main != _GHOST else {}
    shown = _shown(found)
    charts = [_fan(fan, ghosts.get(fan.indicator), words, found.years) for fan in shown]
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
        finding=words.text(
            "futures.fans_found", now=short(gdp["0.5"][0] * 1e-3), then=_span(gdp, -1, 1e-3), last=str(found.years[-1])
        ),
        description=words.text("futures.fans_seen"),
        source=words.text("futures.source"),
        download=words.text("futures.download"),
        note=words.text("futures.fans_note"),
    )
    return Section("fans", words.text("futures.fans"), (frame.figure("fans-grid", caption, grid.draw, data),))


def _decline(found: Futures, words: Words) -> Section:
    main, ghost = found.alternatives[found.main], found.alternatives[_GHOST]
    lines = [
        Line(words.text(f"futures.way_{found.main}"), palette.ALERT, [100 * p for p in main.probability_declining])
    ]
    if found.main != _GHOST:
        values = [100 * p for p in ghost.probability_declining]
        lines.append(Line(words.text("futures.ghost"), palette.GHOST, values, ghost=True))
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
        finding=words.text(
            "futures.decline_found", share=percent(main.probability_declining[-1]), last=str(found.years[-1])
        ),
        description=words.text("futures.decline_seen"),
        source=words.text("futures.source"),
        download=words.text("futures.download"),
        note=words.text("futures.decline_rule"),
    )
    data = DataTable("decline", columns, tuple(pairs))
    return Section("decline", words.text("futures.decline"), (frame.figure("decline-line", caption, chart.draw, data),))


def _regret(found: Futures, words: Words) -> Section:
    heads = ("way", "measure", "regret_median", "regret_worst", "satisficing")
    columns = [frame.Column(words.text(f"futures.{h}"), number=h not in ("way", "measure")) for h in heads]
    rows: list[Sequence[str | Markup]] = [
        (
            words.text(f"futures.way_{r.alternative}"),
            words.text(f"futures.measure_{r.measure}"),
            short(r.median),
            short(r.cvar),
            percent(r.satisficing),
        )
        for r in found.regrets
    ]
    blocks = (paragraph(words.text("futures.regret_note")), frame.table(columns, rows))
    return Section("regret", words.text("futures.regret"), blocks)


def _levers(found: Futures, words: Words) -> Section:
    heads = ("lever", "value", "usual", "cost", "part_value", "part_jobs")
    columns = [frame.Column(words.text(f"futures.{h}"), number=h != "lever") for h in heads]
    rows: list[Sequence[str | Markup]] = []
    for use in found.levers:
        effect = use.shapley or use.leave_one_out
        name = tell(words, note(f"simulation.lever_{use.name}"))
        money = (short(use.cost_mcny), f"{effect['value']:+,.0f}", f"{effect['jobs_end']:+,.0f}")
        rows.append((name, f"{use.value:g}", f"{use.usual:g}", *money))
    return Section(
        "levers",
        words.text("futures.levers"),
        (frame.table(columns, rows), paragraph(words.text("futures.levers_note"))),
    )


def _boxes(found: Futures, words: Words) -> Section:
    items = [
        box_sentence(words, box)
        + words.text("futures.box_numbers", coverage=percent(box.coverage), density=percent(box.density))
        for box in found.boxes
    ]
    head = paragraph(words.text("futures.failure", words=tell(words, found.failure)))
    return Section("boxes", words.text("futures.boxes"), (head, bullets(items)))


def _spread(found: Futures, words: Words) -> Section:
    value = [s for s in found.sensitivities if s.outcome == "value" and s.total >= _LEAST_SHARE][:10]
    names = [spread_words(words, s) for s in value]
    bars = HorizontalBars(
        tuple(Row(w, 100 * s.total, f"{100 * s.total:.0f}") for w, s in zip(names, value, strict=True)),
        words.text("futures.spread_unit"),
    )
    rows = tuple(
        (s.outcome, s.factor, s.first, s.first_low, s.first_high, s.total, s.total_low, s.total_high)
        for s in found.sensitivities
    )
    columns = ("outcome", "factor", "first", "first_low", "first_high", "total", "total_low", "total_high")
    caption = frame.Caption(
        finding=words.text(
            "futures.spread_found", name=names[0] if names else "", share=percent(value[0].total if value else 0.0)
        ),
        description=words.text("futures.spread_seen"),
        source=words.text("futures.source"),
        download=words.text("futures.download"),
    )
    figure = frame.figure("spread-bars", caption, bars.draw, DataTable("sensitivities", columns, rows))
    return Section("spread", words.text("futures.spread"), (figure,))


def _blind(words: Words) -> Section:
    return Section("blind", words.text("futures.blind"), (paragraph(words.text("futures.blind_words")),))


def _rests_on(found: Futures, words: Words) -> Section:
    measured = sum(1 for d in found.drivers if d.measured)
    lines = [
        words.text("futures.coverage", n=str(found.coverage[0]), of=str(found.coverage[1])),
        words.text("futures.drivers", measured=str(measured), of=str(len(found.drivers))),
        words.text("futures.weak", n=str(len(found.weak))),
    ]
    notes = callout([tell(words, each) for each in found.notes])
    return Section("rests", words.text("futures.rests"), (bullets(lines), notes))
