"""Sections: what holds the plan back, what green power does, and what the other objective would build."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from lodeshift.report import plan_reading as reading
from lodeshift.report.figures import frame, palette
from lodeshift.report.figures.data import DataTable
from lodeshift.report.figures.lines import Line, Lines
from lodeshift.report.figures.multiples import Grid, Stack
from lodeshift.report.page import Section, bullets, heading, paragraph
from lodeshift.report.plan_amounts import amount_scale, capacity_scale
from lodeshift.report.plan_answers import scope_1_and_2
from lodeshift.report.plan_binding import limits, unit_words
from lodeshift.report.telling import Telling
from lodeshift.report.words import numbers, phrases

MOST_LIMITS = 14
SCOPES = ("scope1", "scope2_location", "scope2_hourly", "upstream")


def section(telling: Telling) -> Section:
    """Binding limits in words, goals with their price."""
    words = telling.words
    blocks = [paragraph(words.text("plan.limits_about"), "lead"), binding_list(telling), goal_table(telling)]
    return Section("limits", words.text("plan.limits_title"), tuple(block for block in blocks if block))


def binding_list(telling: Telling) -> Markup:
    """Each limit that holds the plan back with what one more unit is worth, largest first."""
    words = telling.words
    found = limits(telling.plan)
    items: list[str | Markup] = []
    for limit in found[:MOST_LIMITS]:
        binding = limit.binding
        key = "plan.binding_item_years" if limit.other_years else "plan.binding_item"
        items.append(
            words.rich(
                key,
                words=phrases.tell(words, binding.words),
                worth=words.quantity("worth_mcny", abs(binding.marginal)),
                unit=unit_words(words, binding.unit, binding.words),
                years=words.listed(limit.other_years),
            )
        )
    if len(found) > MOST_LIMITS:
        items.append(words.text("plan.binding_more", count=str(len(found) - MOST_LIMITS)))
    return bullets(items) or paragraph(words.text("plan.binding_none"))


def goal_table(telling: Telling) -> Markup:
    """Targets with what is reached and what one more unit costs."""
    words, plan = telling.words, telling.plan
    if not plan.goals:
        return Markup()
    rows = []
    for name, goal in plan.goals.items():
        price = (
            words.text(
                "plan.goal_price",
                worth=words.quantity("worth_mcny", abs(goal.marginal)),
                unit=unit_words(telling.words, goal.unit),
            )
            if goal.marginal
            else "–"
        )
        what = goal_words(telling, goal.kind, goal.subject) or phrases.tell(words, goal.words or name)
        year = "" if goal.year is None else str(goal.year)
        rows.append(
            [
                what,
                year,
                _goal_value(telling, goal.target, goal.unit),
                _goal_value(telling, goal.reached, goal.unit),
                price,
            ]
        )
    columns = (
        frame.Column(words.text("plan.goal_name")),
        frame.Column(words.text("page.year"), number=True),
        frame.Column(words.text("plan.goal_target"), number=True),
        frame.Column(words.text("plan.goal_reached"), number=True),
        frame.Column(words.text("plan.goal_marginal"), number=True),
    )
    return heading(words.text("plan.goals_title")) + frame.table(columns, rows)


def goal_words(telling: Telling, kind: str, subject: str) -> str:
    """A goal in words from its kind and subject; empty where the kind is not known."""
    words = telling.words
    key = f"plan.goal_{kind}"
    if not kind or not words.has(key):
        return ""
    known = reading.is_commodity(subject)
    return words.text(key, subject=words.good_in(subject) if known else subject or words.text("plan.goal_all"))


def _goal_value(telling: Telling, value: float, unit: str) -> str:
    if unit in ("", "1", "share", "%"):
        return numbers.share(value, 3)
    return f"{numbers.plain(value, 4)} {unit_words(telling.words, unit)}"


def green_section(telling: Telling) -> Section | None:
    """Cost and kg CO2 per kg over the green share; None where the run has no variants."""
    words = telling.words
    variants = sorted(telling.plan.green, key=lambda v: v.green_share)
    if len(variants) < 2:
        return None
    counted = any("upstream" in figures for v in variants for figures in v.kgco2_per_kg.values())
    blocks = (
        paragraph(words.text("money.green_about"), "lead"),
        green_figure(telling),
        green_table(telling),
        paragraph(words.text("money.upstream_counted" if counted else "money.upstream_missing"), "figure-note"),
    )
    return Section("green", words.text("money.green_title"), blocks)


def green_figure(telling: Telling) -> Markup:
    """kg CO2 per kg of each product over the green share, and below how the cost per tonne changes."""
    words = telling.words
    variants = sorted(telling.plan.green, key=lambda v: v.green_share)
    shares = [v.green_share * 100 for v in variants]
    products = [
        c
        for c in reading.main_products(telling.plan)
        if all(c in v.kgco2_per_kg and c in v.cost_cny_per_t for v in variants)
    ]
    rows: list[tuple[str | float | None, ...]] = []
    panels, keys = [], []
    for c in products:
        figures = [v.kgco2_per_kg[c] for v in variants]
        by_hour = [scope_1_and_2(f) for f in figures]
        by_place = [f.get("scope1", 0.0) + f.get("scope2_location", 0.0) for f in figures]
        lines = (
            Line(words.text("money.scope_12_hourly"), palette.SERIES[1], by_hour, markers=True),
            Line(words.text("money.scope_12_location"), palette.GHOST, by_place, ghost=True),
            Line(words.text("money.scope_1"), palette.SERIES[7], [f.get("scope1", 0.0) for f in figures]),
        )
        chart = Lines(
            shares, lines, words.scale("kgco2_per_kg", 1.0).unit, title=words.good(c), places=_places(shares),
            across_unit=words.text("money.share_axis"), plot_height=130, with_legend=False, direct_labels=False,
        )  # fmt: skip
        keys += list(chart.legend_keys())
        panels.append(chart.draw)
        rows += [
            (c, v.green_share, v.cost_cny_per_t[c], *(f.get(s) for s in SCOPES))
            for v, f in zip(variants, figures, strict=True)
        ]
    cost = Lines(
        shares,
        tuple(
            Line(
                words.good(c),
                palette.series(i),
                [100 * (v.cost_cny_per_t[c] / variants[0].cost_cny_per_t[c] - 1) for v in variants],
                markers=True,
            )
            for i, c in enumerate(products)
        ),
        words.text("money.cost_axis"),
        title=words.text("money.cost_title"),
        places=_places(shares),
        across_unit=words.text("money.share_axis"),
        plot_height=150,
    )
    first = products[0]
    finding = words.text(
        "money.finding_green",
        product=words.good_in(first),
        share=numbers.share(variants[-1].green_share),
        before=numbers.plain(scope_1_and_2(variants[0].kgco2_per_kg[first])),
        after=numbers.plain(scope_1_and_2(variants[-1].kgco2_per_kg[first])),
        cost=numbers.signed(numbers.share(variants[-1].cost_cny_per_t[first] / variants[0].cost_cny_per_t[first] - 1)),
    )
    data = DataTable(
        "green", ("commodity", "green_share", "cost_cny_per_t", *(f"{s}_kgco2_per_kg" for s in SCOPES)), tuple(rows)
    )
    caption = telling.caption(finding, words.text("money.green_description"))
    carbon = Grid(tuple(panels), 4, tuple(keys), 172.0)
    return frame.figure("green-power", caption, Stack((carbon.draw, cost.draw)).draw, data)


def _places(shares: Sequence[float]) -> tuple[tuple[float, str], ...]:
    return tuple((share, f"{numbers.plain(share, 2)}%") for share in shares)


def green_table(telling: Telling) -> Markup:
    """What each share builds and costs."""
    words = telling.words
    variants = sorted(telling.plan.green, key=lambda v: v.green_share)
    columns = [frame.Column(words.text("money.green_column_share"))]
    cells = [[numbers.share(v.green_share) for v in variants]]
    for name, kind, values in (
        ("objective", "money_mcny", [v.objective_mcny for v in variants]),
        ("wind", "power_mw", [v.wind_mw for v in variants]),
        ("pv", "power_mw", [v.pv_mw for v in variants]),
        ("battery", "storage_mwh", [v.battery_mwh for v in variants]),
        ("ppa", "energy_mwh", [v.ppa_mwh for v in variants]),
        ("circuits", "circuits", [float(v.circuits) for v in variants]),
    ):
        scale = words.scale(kind, max(abs(v) for v in values))
        head = words.text(f"money.green_column_{name}")
        columns.append(frame.Column(f"{head}, {scale.unit}" if scale.unit else head, number=True))
        shown = [v / scale.divisor for v in values]
        digits = {"objective": 4, "circuits": 1}.get(name, 3)
        cells.append(list(numbers.aligned(shown, digits)))
    return frame.table(columns, list(zip(*cells, strict=True)))


def other_section(telling: Telling) -> Section | None:
    """The other objective's capacity and output beside this plan's, in the last year both know; None without one."""
    words, plan = telling.words, telling.plan
    other = plan.alternative
    if other is None:
        return None
    index = max((i for i, y in enumerate(plan.years) if y.year in other.capacity), default=None)
    if index is None:
        return None
    year = plan.years[index].year
    rows = []
    own_out, own_size = reading.outputs(plan), reading.capacity(plan)
    for c in reading.main_products(plan):
        theirs = other.output.get(year, {}).get(c, 0.0)
        ours = own_out.get(c, (0.0,) * len(plan.years))[index]
        if max(ours, theirs) > 1e-6:
            scale = amount_scale(telling, c, max(ours, theirs))
            rows.append(
                [
                    words.text("plan.other_output", name=words.good_in(c)),
                    scale.unit,
                    numbers.plain(ours / scale.divisor),
                    numbers.plain(theirs / scale.divisor),
                ]
            )
    missing = {name: 0.0 for name in own_size if reading.is_process(name)}  # power is told only where the run told it
    for name, theirs in {**missing, **other.capacity[year]}.items():
        ours = own_size.get(name, (0.0,) * len(plan.years))[index]
        if max(ours, theirs) > 1e-6:
            scale = capacity_scale(telling, name, max(ours, theirs))
            rows.append(
                [
                    telling.thing(name),
                    scale.unit,
                    numbers.plain(ours / scale.divisor),
                    numbers.plain(theirs / scale.divisor),
                ]
            )
    columns = (
        frame.Column(words.text("plan.other_name", year=str(year))),
        frame.Column(words.text("page.unit"), short=True),
        frame.Column(words.text(f"plan.objective_{plan.objective}"), number=True),
        frame.Column(words.text(f"plan.objective_{other.objective}"), number=True),
    )
    about = words.text(f"plan.other_about_{other.objective}", amount=words.quantity("money_mcny", other.mcny))
    return Section(
        "other-objective", words.text("plan.other_title"), (paragraph(about, "lead"), frame.table(columns, rows))
    )
