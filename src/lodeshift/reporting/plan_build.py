"""Section: what is built by year, and output beside its targets."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from lodeshift.catalogue import goods
from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting.figures import frame, palette
from lodeshift.reporting.figures.bars import Marks, Part, StackedBars
from lodeshift.reporting.figures.data import DataTable
from lodeshift.reporting.figures.multiples import Grid
from lodeshift.reporting.page import Section, heading, paragraph
from lodeshift.reporting.plan_amounts import amount, amount_scale, capacity_scale, place
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words import numbers

MOST_PANELS = 8


def section(telling: Telling) -> Section:
    """Output against targets, capacity by year, investment."""
    words = telling.words
    blocks = [
        paragraph(words.text("plan.build_about", years=words.listed(telling.years)), "lead"),
        output_figure(telling),
    ]
    blocks += [heading(words.text("plan.capacity_title")), capacity_table(telling), investment_figure(telling)]
    return Section("build-out", words.text("plan.build_title"), tuple(block for block in blocks if block))


def output_figure(telling: Telling) -> Markup:
    """One panel per product: output by year, the green part apart, targets as marks."""
    words, plan = telling.words, telling.plan
    made, green, wanted = reading.outputs(plan), reading.outputs(plan, green=True), reading.targets(plan)
    products = [c for c in reading.main_products(plan) if c in made][:MOST_PANELS]
    if not products:
        return Markup()
    panels, keys = [], []
    rows: list[tuple[str | float | None, ...]] = []
    for product in products:
        scale = amount_scale(telling, product, max(made[product]))
        factor = scale.divisor
        part = green.get(product, (0.0,) * len(plan.years))
        goal = [wanted.get(product, {}).get(year.year) for year in plan.years]
        bars = StackedBars(
            categories=telling.years,
            parts=(
                Part(words.text("plan.output_green"), palette.SERIES[4], [v / factor for v in part]),
                Part(
                    words.text("plan.output_grid"),
                    palette.SERIES[7],
                    [max(a - b, 0.0) / factor for a, b in zip(made[product], part, strict=True)],
                ),
            ),
            unit=scale.unit,
            title=words.good(product),
            marks=Marks(words.text("plan.target"), [None if g is None else g / factor for g in goal]),
            totals=_over_bars(made[product], factor),
            plot_height=150,
            with_legend=False,
        )
        keys += list(bars.legend_keys())
        panels.append(bars.draw)
        rows += [
            (product, words.good(product), year.year, made[product][i], part[i], goal[i], goods.commodity(product).unit)
            for i, year in enumerate(plan.years)
        ]
    data = DataTable("output", ("commodity", "name", "year", "output", "of it green", "target", "unit"), tuple(rows))
    caption = telling.caption(_finding(telling, products), words.text("plan.output_description"))
    return frame.figure("output", caption, Grid(tuple(panels), 4, tuple(keys), 175.0).draw, data)


def _finding(telling: Telling, products: list[str]) -> str:
    words = telling.words
    made, wanted = reading.outputs(telling.plan), reading.targets(telling.plan)
    years = {year.year: i for i, year in enumerate(telling.plan.years)}
    pairs = [
        (made.get(c, (0.0,) * len(years))[years[y]], t)
        for c, by_year in wanted.items()
        for y, t in by_year.items()
        if y in years
    ]
    biggest = products[0]
    what = {
        "product": words.good_in(biggest),
        "amount": amount(telling, biggest, made[biggest][-1]),
        "year": str(telling.last_year),
    }
    if not pairs:
        return words.text("plan.finding_output", **what)
    met = sum(got >= target * (1 - 1e-6) for got, target in pairs)
    return words.text("plan.finding_targets", met=str(met), total=str(len(pairs)), **what)


def _over_bars(values: Sequence[float], divisor: float) -> tuple[str, ...]:
    """Words over bars, with equal decimals; nothing over an empty place."""
    texts = numbers.aligned([v / divisor for v in values])
    return tuple(text if value else "" for text, value in zip(texts, values, strict=True))


def capacity_table(telling: Telling) -> Markup:
    """Capacity of every process, power option and the circuits by year; new builds in brackets."""
    words, plan = telling.words, telling.plan
    sizes, built = reading.capacity(plan), reading.capacity(plan, built=True)
    order = sorted(sizes, key=lambda n: place(telling, n, sizes[n][-1]))
    rows: list[list[str | Markup]] = []
    for name in order:
        scale = capacity_scale(telling, name, max(sizes[name]))
        cells: list[str | Markup] = [telling.thing(name), scale.unit]
        new = built.get(name, (0.0,) * len(sizes[name]))
        both = [v / scale.divisor for v in (*sizes[name], *new)]
        texts = tuple(numbers.whole(v) for v in both) if name == "circuits" else numbers.aligned(both)
        for index, value in enumerate(sizes[name]):
            text = texts[index] if value > 1e-6 else "–"
            plus = f" (+{texts[len(sizes[name]) + index]})" if new[index] > 1e-6 else ""
            cells.append(Markup("{}<span class='quiet'>{}</span>").format(text, plus))
        rows.append(cells)
    columns = [frame.Column(words.text("plan.capacity_name")), frame.Column(words.text("page.unit"), short=True)]
    columns += [frame.Column(y, number=True) for y in telling.years]
    return frame.table(columns, rows) + paragraph(words.text("plan.capacity_note"), "figure-note")


def investment_figure(telling: Telling) -> Markup:
    """Investment by planning year."""
    words, plan = telling.words, telling.plan
    values = [total.investment_mcny for total in reading.totals(plan)]
    if max(values) <= 0:
        return Markup()
    scale = words.scale("money_mcny", max(values))
    chart = StackedBars(
        telling.years,
        (Part(words.text("money.investment"), palette.ACCENT, [v / scale.divisor for v in values]),),
        scale.unit,
        totals=_over_bars(values, scale.divisor),
        plot_height=140,
        with_legend=False,
    )
    largest = max(range(len(values)), key=lambda i: values[i])
    finding = words.text(
        "money.finding_investment",
        total=words.quantity("money_mcny", sum(values)),
        most=words.quantity("money_mcny", values[largest]),
        year=telling.years[largest],
    )
    data = DataTable(
        "investment", ("year", "investment_mcny"), tuple((y.year, v) for y, v in zip(plan.years, values, strict=True))
    )
    return frame.figure(
        "investment", telling.caption(finding, words.text("money.investment_description")), chart.draw, data
    )
