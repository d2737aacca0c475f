"""What a terminal shows of a trace: footprints with their largest parts, border and battery figures, comparisons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lodeshift.records.border import BorderCost
from lodeshift.records.footprint import Band, Compared, Passport, ProductFootprint, Trace
from lodeshift.reporting.text import border
from lodeshift.reporting.text.lines import heading, wrapped
from lodeshift.reporting.trace_words import part_of, product_at
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.notes import place_name, tell
from lodeshift.reporting.words.texts import Words

PARTS = 8
WEAK = 3


def trace_lines(words: Words, found: Trace) -> list[str]:
    """A whole trace; of a run, parts and border figures of each product's last year only."""
    last = {each.product: each.year for each in found.products}
    lines = wrapped(tell(words, found.source), "")
    for each in found.products:
        lines += _product(words, each)
        if each.year == last[each.product]:
            lines += _behind(words, each)
    lines += [
        line for cost in found.border if cost.year == last.get(cost.commodity or "") for line in _border(words, cost)
    ]
    lines += [line for battery in found.battery for line in _battery(words, battery)]
    lines += [line for pair in found.compared for line in _pair(words, pair)]
    notes = [words.text("trace.note", text=tell(words, each)) for each in found.warnings]
    return [*lines, *(line for text in notes for line in wrapped(text, ""))]


def _ends(band: Band, digits: int = 2, factor: float = 1.0) -> Mapping[str, str]:
    ends = {"value": band.central, "low": band.low, "high": band.high}
    return {name: f"{value * factor:.{digits}f}" for name, value in ends.items()}


def _product(words: Words, each: ProductFootprint) -> list[str]:
    title = words.text(
        "trace.footprint",
        product=words.good(each.product),
        place=place_name(words, each.site),
        year=str(each.year),
        unit=each.unit,
        **_ends(each.total),
    )
    scope2 = each.scope2
    scopes = {"one": each.scope1, "two": scope2.location, "three": each.scope3}
    market = {"year": scope2.market_annual, "month": scope2.market_monthly, "hour": scope2.market_hourly}
    lines = [
        *heading(title),
        "  " + words.text("trace.scopes", **{name: f"{value:.2f}" for name, value in scopes.items()}),
        "  " + words.text("trace.by_market", **{name: f"{value:.2f}" for name, value in market.items()}),
    ]
    if each.total.central_quantile is not None:
        share = numbers.share(each.total.central_quantile)
        lines.append("  " + words.text("trace.quantile", share=share))
    return lines


def _behind(words: Words, each: ProductFootprint) -> list[str]:
    """Largest parts and weak figures."""
    whole, lines = each.total.central, []
    for part in each.contributions[:PARTS]:
        share = part.value / whole if whole else 0.0
        lines += wrapped(part_of(words, part), f"    {share:6.1%}  ")
    for weak in each.weak[:WEAK]:
        figure = weak.figure
        text = words.text(
            "trace.weak",
            what=tell(words, weak.label),
            low=numbers.plain(figure.low),
            high=numbers.plain(figure.high),
            unit=figure.unit,
            quality=words.quality(figure.quality),
            row=figure.row or figure.source,
            effect=f"{numbers.plain(weak.effect)} {each.unit}",
        )
        lines += wrapped(text, "    ")
    return lines


def _border(words: Words, cost: BorderCost) -> list[str]:
    text = words.text(
        "trace.border",
        destination=cost.destination,
        year=str(cost.year),
        product=words.good(cost.commodity) if cost.commodity else "",
        cn=cost.cn,
        scope=words.text(f"border.scope_{cost.in_scope}"),
        basis=words.text(f"border.basis_{cost.basis}"),
        eur=f"{cost.eur_per_t:,.1f}",
        rebate=border.rebate(words, cost),
    )
    return wrapped(text, "")


def _battery(words: Words, found: Passport) -> list[str]:
    text = words.text(
        "trace.battery",
        product=words.good(found.product),
        category=words.text(f"trace.category_{found.category}"),
        capacity=f"{found.kgco2e_per_kwh_capacity:.1f}",
        quality=f"{found.data_quality:.1f}",
        **_ends(found.kgco2e_per_kwh_delivered, 1, 1e3),
    )
    lines = wrapped(text, "")
    for effect in found.foil:
        values = {"thickness": f"{effect.thickness_um:g}", "gain": f"{effect.gain:+.1%}"}
        if effect.claim is None:
            lines.append("    " + words.text("trace.foil", **values))
        else:
            lines.append("    " + words.text("trace.foil_claim", claim=f"{effect.claim:+.0%}", **values))
    return lines


def _pair(words: Words, pair: Compared) -> list[str]:
    gap = pair.difference
    text = words.text(
        "trace.compared",
        first=product_at(words, pair.first),
        second=product_at(words, pair.second),
        value=f"{gap.central:+.2f}",
        low=f"{gap.low:+.2f}",
        high=f"{gap.high:+.2f}",
        unit=pair.unit,
        share=numbers.share(pair.share_first_smaller),
    )
    return wrapped(text, "")


def wrote_lines(words: Words, paths: Sequence[str]) -> list[str]:
    """What was written."""
    return [words.text("trace.wrote", path=path) for path in paths]
