"""Sections: warnings and weak figures with the largest effect first, all figures with their sources, the method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from lodeshift.records.plan import UsedFigure, WeakFigure
from lodeshift.reporting.figures import frame, palette
from lodeshift.reporting.figures.data import DataTable
from lodeshift.reporting.figures.rows import HorizontalBars, Row
from lodeshift.reporting.page import Section, bullets, callout, heading, paragraph
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words import notes, numbers

MOST_WEAK = 15
"""Weak figures drawn and listed on the page; all are in the download."""


def weak_section(telling: Telling) -> Section:
    """Warnings of the run and the figures that the answer leans on most."""
    words = telling.words
    blocks = [
        paragraph(words.text("sources.weak_about"), "lead"),
        callout([notes.tell(words, w) for w in telling.plan.warnings]),
        weak_figure(telling),
        weak_table(telling),
        weak_apart(telling),
    ]
    return Section("doubts", words.text("sources.weak_title"), tuple(block for block in blocks if block))


def weak_figure(telling: Telling) -> Markup:
    """Effect of each weak figure on the yearly money of the plan."""
    words = telling.words
    ranked = sorted(telling.plan.weak, key=lambda w: -w.effect_mcny_per_year)
    shown = [w for w in ranked[:MOST_WEAK] if w.effect_mcny_per_year > 0]
    if not shown:
        return Markup()
    scale = words.scale("money_mcny", shown[0].effect_mcny_per_year)
    chart = HorizontalBars(
        tuple(
            Row(
                telling.figure_name(w),
                w.effect_mcny_per_year / scale.divisor,
                f"± {words.quantity('money_mcny', w.effect_mcny_per_year)}",
                palette.ALERT,
            )
            for w in shown
        ),
        words.text("sources.effect_axis", unit=scale.unit),
    )
    finding = words.text(
        "sources.finding_weak",
        name=words.inside(telling.figure_name(shown[0])),
        effect=words.quantity("money_mcny", shown[0].effect_mcny_per_year),
    )
    data = DataTable(
        "weak-figures",
        (
            "name",
            "low",
            "central",
            "high",
            "unit",
            "year",
            "quality",
            "source",
            "row",
            "effect_mcny_per_year",
            "effect_mcny",
        ),
        tuple(
            (
                telling.figure_name(w),
                w.figure.low,
                w.figure.central,
                w.figure.high,
                w.figure.unit,
                w.figure.year,
                w.figure.quality,
                w.figure.source,
                w.figure.row,
                w.effect_mcny_per_year,
                w.effect_mcny,
            )
            for w in ranked
        ),
    )
    note = words.text("sources.weak_note", count=str(len(ranked))) if len(ranked) > len(shown) else ""
    return frame.figure(
        "weak", telling.caption(finding, words.text("sources.weak_description"), note), chart.draw, data
    )


def weak_table(telling: Telling) -> Markup:
    """The same figures with their ranges, grades and sources."""
    ranked = sorted(telling.plan.weak, key=lambda w: -w.effect_mcny_per_year)[:MOST_WEAK]
    return _figure_table(telling, ranked, "figures", grouped=False) if ranked else Markup()


def weak_apart(telling: Telling) -> Markup:
    """Weak figures without money in proportion, by why that is so."""
    words = telling.words
    by_matter: dict[str, list[str]] = {}
    for used in telling.plan.weak_apart:
        by_matter.setdefault(used.matter, []).append(telling.figure_name(used))
    return (
        bullets(
            [words.text(f"sources.apart_{matter}", names=words.listed(names)) for matter, names in by_matter.items()]
        )
        if by_matter
        else Markup()
    )


def sources_section(telling: Telling) -> Section:
    """Every figure used, with unit, year, source and grade."""
    words = telling.words
    grades = Counter(used.figure.quality for used in telling.sources)
    count = words.listed(
        [words.text("sources.count_grade", count=str(n), grade=words.quality(q)) for q, n in grades.most_common()]
    )
    about = (
        words.text("sources.about", total=str(len(telling.sources)), grades=count)
        if telling.sources
        else words.text("sources.none")
    )
    blocks = [paragraph(about, "lead")]
    if telling.sources:
        blocks.append(_figure_table(telling, telling.sources, "long", grouped=True))
    return Section("sources", words.text("sources.title"), tuple(blocks))


def _figure_table(telling: Telling, items: Sequence[UsedFigure | WeakFigure], css: str, *, grouped: bool) -> Markup:
    """Figures with range, unit, year, grade, source; where `grouped`, those of one plant stand under its name."""
    words = telling.words
    named = [(*_parted(telling.figure_name(used), grouped), used.figure) for used in items]
    order = {group: i for i, group in reversed(list(enumerate(group for group, _, _ in named)))}
    named.sort(key=lambda item: order[item[0]])
    rows: list[list[str | Markup]] = []
    last = ""
    for group, name, figure in named:
        if group and group != last:
            rows.append([group])
        last = group
        span = f"{_plain(figure.low)}–{_plain(figure.high)}" if figure.low != figure.high else ""
        badge = frame.badges([telling.quality_badge(figure)])[0]
        source = Markup("{} <span class='quiet'>{}</span>").format(figure.source, figure.row)
        unit = "" if figure.unit == "1" else figure.unit
        rows.append([name, _plain(figure.central), span, unit, figure.year, badge, source])
    columns = (
        frame.Column(words.text("sources.column_name")),
        frame.Column(words.text("sources.column_value"), number=True),
        frame.Column(words.text("sources.column_span"), number=True),
        frame.Column(words.text("page.unit"), short=True),
        frame.Column(words.text("page.year"), short=True),
        frame.Column(words.text("sources.column_quality")),
        frame.Column(words.text("sources.column_source")),
    )
    return frame.table(columns, rows, css=css)


def _parted(name: str, grouped: bool) -> tuple[str, str]:
    """The plant and what is said of it; figures of no plant stand under no name."""
    for colon in (": ", "："):
        head, found, rest = name.partition(colon)
        if grouped and found:
            return head, rest[:1].upper() + rest[1:]
    return "", name


def _plain(value: float) -> str:
    return numbers.plain(value, 4)


def method_section(telling: Telling) -> Section:
    """How the answer was computed: hours, solver, gap, versions, seed."""
    words, plan, solver = telling.words, telling.plan, telling.plan.solver
    slices = plan.slices
    lines = [
        words.text(
            "sources.method_objective",
            objective=words.text(f"plan.objective_{plan.objective}"),
            base=str(plan.base_year),
            rate=numbers.share(plan.discount_rate),
        ),
        words.text(
            "sources.method_hours",
            count=words.quantity("count", slices.start_hour.size),
            length=words.quantity("hours", slices.length_h),
        ),
        words.text("sources.method_accounts"),
        words.text("sources.method_circuits"),
    ]
    facts = [
        words.text(
            f"sources.solver_{name}", value=value if isinstance(value, str) else _solver_value(telling, name, value)
        )
        for name, value in solver.items()
        if words.has(f"sources.solver_{name}")
    ]
    facts += [
        words.text(f"sources.meta_{name}", value=value)
        for name, value in telling.meta.items()
        if words.has(f"sources.meta_{name}")
    ]
    return Section(
        "method",
        words.text("sources.method_title"),
        (bullets(lines), heading(words.text("sources.run_title")), bullets(facts)),
    )


def _solver_value(telling: Telling, name: str, value: float) -> str:
    if name == "gap":
        return numbers.share(value)
    if name.startswith("certificate_"):
        return f"{value:.0e}"
    return telling.words.quantity("seconds", value) if name.endswith("_s") else numbers.whole(value)
