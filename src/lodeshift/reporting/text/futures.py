"""What a terminal shows of futures: what happens, what the plan and the levers change, when it fails."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lodeshift.records.futures import Alternative, Futures
from lodeshift.records.note import note
from lodeshift.reporting.futures_told import FANS, NO_ORE_YEARS, box_words, percent, short, spread_words, two_digits
from lodeshift.reporting.text.lines import wrapped
from lodeshift.reporting.text.table import Column, table
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words

_NOTHING = "do_nothing"
_SHOWN_FROM = 0.05
"""Smallest share of the spread that is told."""


def futures_lines(words: Words, found: Futures) -> list[str]:
    """The answer as lines of plain text."""
    main = found.alternatives[found.main]
    way = words.inside(words.text(f"futures.way_{found.main}"))
    about = {"draws": f"{found.draws:,}", "last": str(found.years[-1]), "seed": str(found.seed)}
    head = words.text("futures.told_head", name=words.title(found.title) or found.subject, way=way, **about)
    lines = [*wrapped(head, ""), *wrapped(_coverage(words, found), ""), "", *_fans(words, found, main), ""]
    lines += [*_decline(words, found, main), *_levers(words, found), *_regrets(words, found)]
    lines += [*_boxes(words, found), *_spread(words, found)]
    for each in found.notes:
        lines += wrapped(words.text("futures.told_note", note=tell(words, each)), "")
    if found.weak:
        lines.append(words.text("futures.told_weak", n=str(len(found.weak))))
    return lines


def lacking_lines(words: Words, lacking: Mapping[str, Sequence[str]]) -> list[str]:
    """Cities without data, and what is missing."""
    told = (f"{city}: {words.text('futures.told_no_data', fields=', '.join(gone))}" for city, gone in lacking.items())
    return [words.text("futures.told_lacking", n=str(len(lacking))), *told]


def _coverage(words: Words, found: Futures) -> str:
    n, of = (str(count) for count in found.coverage)
    return words.text("futures.told_coverage", n=n, of=of)


def _shown_years(years: Sequence[int]) -> list[int]:
    wanted = [years[0], years[0] + 1, years[0] + 6, years[0] + 11, years[-1]]
    return list(dict.fromkeys(y for y in wanted if y <= years[-1]))


def _fans(words: Words, found: Futures, main: Alternative) -> list[str]:
    years = _shown_years(found.years)
    at = [found.years.index(y) for y in years]
    rows = []
    for name, (unit, factor) in FANS.items():
        fan = main.fans[name].quantiles
        if name == "reserve_life" and max(fan["0.5"]) > NO_ORE_YEARS:
            continue
        cells = (
            f"{_of(fan, '0.5', i, factor)} ({_of(fan, '0.1', i, factor)}-{_of(fan, '0.9', i, factor)})" for i in at
        )
        label = f"{words.text(f'futures.fan_{name}')}, {words.text(f'futures.unit_{unit}')}"
        rows.append((label, *cells))
    return table(("", *(Column(str(year), number=True) for year in years)), rows)


def _of(fan: Mapping[str, Sequence[float]], share: str, at: int, factor: float) -> str:
    return short(fan[share][at] * factor)


def _decline(words: Words, found: Futures, main: Alternative) -> list[str]:
    def told(key: str, way: Alternative, lead: str) -> list[str]:
        shares = (f"{y} {percent(way.probability_declining[found.years.index(y)])}" for y in _shown_years(found.years))
        return wrapped(words.text(f"futures.{key}", shares=", ".join(shares)), lead)

    lines = told("told_decline", main, "")
    if found.main != _NOTHING:
        lines += told("told_decline_ghost", found.alternatives[_NOTHING], "  ")
    if main.probability_exhausted > 0:
        share, last = percent(main.probability_exhausted), str(found.years[-1])
        lines.append(words.text("futures.told_ore", share=share, last=last))
    return lines


def _levers(words: Words, found: Futures) -> list[str]:
    lines = []
    for use in found.levers:
        effect = use.shapley or use.leave_one_out
        numbers = {"value": f"{use.value:g}", "usual": f"{use.usual:g}", "cost": f"{use.cost_mcny:,.0f}"}
        parts = {"worth": f"{effect['value']:+,.0f}", "jobs": f"{effect['jobs_end']:+,.0f}"}
        name = tell(words, note(f"simulation.lever_{use.name}"))
        lines += wrapped(words.text("futures.told_lever", name=name, **numbers, **parts), "")
    return lines


def _regrets(words: Words, found: Futures) -> list[str]:
    if len(found.alternatives) < 2:
        return []
    heads = ("way", "measure", "regret_median", "regret_worst", "satisficing")
    columns = [Column(words.text(f"futures.{h}"), number=h not in ("way", "measure")) for h in heads]
    rows = [
        (
            words.text(f"futures.way_{each.alternative}"),
            words.text(f"futures.measure_{each.measure}"),
            f"{two_digits(each.median)} {each.unit}",
            f"{two_digits(each.cvar)} {each.unit}",
            percent(each.satisficing),
        )
        for each in found.regrets
    ]
    return table(columns, rows, title=words.text("futures.told_regret"), indent="  ")


def _boxes(words: Words, found: Futures) -> list[str]:
    if not found.boxes:
        return []
    lines = wrapped(words.text("futures.told_failing", failure=tell(words, found.failure)), "")
    for box in found.boxes:
        shares = {"coverage": percent(box.coverage), "density": percent(box.density)}
        lines += wrapped(words.text("futures.told_box", box=box_words(words, box), **shares))
    return lines


def _spread(words: Words, found: Futures) -> list[str]:
    value = [s for s in found.sensitivities if s.outcome == "value" and s.total >= _SHOWN_FROM]
    if not value:
        return []
    parts = ", ".join(f"{spread_words(words, s)} {percent(s.total)}" for s in value[:5])
    return wrapped(words.text("futures.told_spread", parts=parts), "")
