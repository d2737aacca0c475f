"""Section: what green power does to the cost and to the kg CO2 per kg of each product."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from lodeshift.records.plan import GreenVariant
from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting.figures import axes, frame, palette, svg
from lodeshift.reporting.figures.data import Cell, DataTable
from lodeshift.reporting.figures.lines import Line, Lines
from lodeshift.reporting.figures.multiples import Grid, Stack
from lodeshift.reporting.page import Section, paragraph
from lodeshift.reporting.plan_answers import scope_1_and_2
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words import numbers

SCOPES = ("scope1", "scope2_location", "scope2_hourly", "upstream")


def section(telling: Telling) -> Section | None:
    """Figure and table of the variants; None where the run has fewer than two, or none with a product of the plan."""
    words = telling.words
    variants = _variants(telling)
    products = _products(telling, variants)
    if len(variants) < 2 or not products:
        return None
    counted = any("upstream" in figures for v in variants for figures in v.kgco2_per_kg.values())
    blocks = (
        paragraph(words.text("money.green_about"), "lead"),
        green_figure(telling),
        green_table(telling),
        paragraph(words.text("money.upstream_counted" if counted else "money.upstream_missing"), "figure-note"),
    )
    return Section("green", words.text("money.green_title"), blocks)


def _variants(telling: Telling) -> list[GreenVariant]:
    return sorted(telling.plan.green, key=lambda v: v.green_share)


def _products(telling: Telling, variants: Sequence[GreenVariant]) -> list[str]:
    """Products of the plan that every variant knows."""
    found = reading.main_products(telling.plan)
    return [c for c in found if all(c in v.kgco2_per_kg and v.cost_cny_per_t.get(c) for v in variants)]


def green_figure(telling: Telling) -> Markup:
    """kg CO2 per kg of each product over the green share, and below how the cost per tonne changes."""
    words = telling.words
    variants = _variants(telling)
    products = _products(telling, variants)
    first, low, high = products[0], variants[0], variants[-1]
    finding = words.text(
        "money.finding_green",
        product=words.good_in(first),
        share=numbers.share(high.green_share),
        low=numbers.share(low.green_share),
        before=numbers.plain(scope_1_and_2(low.kgco2_per_kg[first])),
        after=numbers.plain(scope_1_and_2(high.kgco2_per_kg[first])),
        cost=numbers.signed(numbers.share(high.cost_cny_per_t[first] / low.cost_cny_per_t[first] - 1)),
    )
    rows: list[tuple[Cell, ...]] = [
        (c, v.green_share, v.cost_cny_per_t[c], *(v.kgco2_per_kg[c].get(scope) for scope in SCOPES))
        for c in products
        for v in variants
    ]
    columns = ("commodity", "green_share", "cost_cny_per_t", *(f"{scope}_kgco2_per_kg" for scope in SCOPES))
    caption = telling.caption(finding, words.text("money.green_description"))
    charts = (_carbon(telling, variants, products), _cost(telling, variants, products).draw)
    return frame.figure("green-power", caption, Stack(charts).draw, DataTable("green", columns, tuple(rows)))


def _carbon(telling: Telling, variants: Sequence[GreenVariant], products: Sequence[str]) -> svg.Chart:
    """One panel per product: scope 1, scope 1 and 2 both ways, and with upstream where that is counted."""
    words = telling.words
    shares = _shares(variants)
    panels: list[svg.Chart] = []
    keys: list[axes.Key] = []
    for c in products:
        figures = [v.kgco2_per_kg[c] for v in variants]
        own = [f.get("scope1", 0.0) for f in figures]
        by_hour = [scope_1_and_2(f) for f in figures]
        by_place = [f.get("scope1", 0.0) + f.get("scope2_location", 0.0) for f in figures]
        lines = [
            Line(words.text("money.scope_12_hourly"), palette.SERIES[1], by_hour, markers=True),
            Line(words.text("money.scope_12_location"), palette.GHOST, by_place, ghost=True),
            Line(words.text("money.scope_1"), palette.SERIES[7], own),
        ]
        if all("upstream" in f for f in figures):
            beyond = [total + f["upstream"] for total, f in zip(by_hour, figures, strict=True)]
            lines.append(Line(words.text("money.scope_123"), palette.SERIES[3], beyond))
        chart = Lines(
            shares, tuple(lines), words.scale("kgco2_per_kg", 1.0).unit, title=words.good(c), places=_places(shares),
            across_unit=words.text("money.share_axis"), plot_height=130, with_legend=False, direct_labels=False,
        )  # fmt: skip
        keys += chart.legend_keys()
        panels.append(chart.draw)
    return Grid(tuple(panels), 4, tuple(keys), 172.0).draw


def _cost(telling: Telling, variants: Sequence[GreenVariant], products: Sequence[str]) -> Lines:
    words = telling.words
    shares = _shares(variants)

    def change(c: str) -> list[float]:
        return [100 * (v.cost_cny_per_t[c] / variants[0].cost_cny_per_t[c] - 1) for v in variants]

    return Lines(
        shares,
        tuple(Line(words.good(c), palette.series(i), change(c), markers=True) for i, c in enumerate(products)),
        words.text("money.cost_axis"),
        title=words.text("money.cost_title"),
        places=_places(shares),
        across_unit=words.text("money.share_axis"),
        plot_height=150,
    )


def _shares(variants: Sequence[GreenVariant]) -> list[float]:
    return [v.green_share * 100 for v in variants]


def _places(shares: Sequence[float]) -> tuple[tuple[float, str], ...]:
    return tuple((share, f"{numbers.plain(share, 2)}%") for share in shares)


def green_table(telling: Telling) -> Markup:
    """What each share builds and costs."""
    words = telling.words
    variants = _variants(telling)
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
