"""Section: what goes in, what it becomes, what goes out, as a flow picture of the last planning year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup

from lodeshift.catalogue import goods, recipes
from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting.figures import frame, palette
from lodeshift.reporting.figures.data import DataTable
from lodeshift.reporting.figures.sankey import Link, Node, Sankey
from lodeshift.reporting.page import Section, paragraph
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words import numbers

CUT_OFF: Final = 0.004
"""Bought inputs and by-products below this share of all that comes in are drawn together."""
_IN, _MADE, _SOLD, _OUT = "in:", "at:", "sold:", "out:"


def section(telling: Telling) -> Section:
    """The flow picture with what was left out of it."""
    words = telling.words
    return Section(
        "flows",
        words.text("flows.title"),
        (paragraph(words.text("flows.about", year=str(telling.last_year)), "lead"), flow_figure(telling)),
    )


def flow_figure(telling: Telling) -> Markup:
    """Everything counted by mass, summed over sites; small inputs and by-products together."""
    words = telling.words
    links = _links(telling)
    if not links:
        return paragraph(words.text("flows.none"))
    came_in = sum(value for source, _, _, value in links if source.startswith(_IN))
    small = CUT_OFF * came_in
    merged = _merge(telling, links, small)
    nodes = _nodes(telling, merged)
    chart = Sankey(
        nodes,
        tuple(
            Link(source, target, value, f"{what}: {words.quantity('mass_t', value)}", _colour(target, source))
            for source, target, what, value in merged
        ),
        height_px=max(320.0, 24.0 * max(sum(n.id.startswith(_IN) for n in nodes), 10)),
    )
    sold = sum(value for _, target, _, value in links if target.startswith(_SOLD))
    finding = words.text(
        "flows.finding",
        year=str(telling.last_year),
        inputs=words.quantity("mass_t", came_in),
        products=words.quantity("mass_t", sold),
        per=numbers.plain(came_in / sold, 2) if sold else "–",
    )
    note = words.text("flows.cut_off", share=numbers.share(CUT_OFF), limit=words.quantity("mass_t", small))
    data = DataTable("flows", ("from", "to", "commodity", "t"), tuple((s, t, c, round(v, 3)) for s, t, c, v in links))
    caption = telling.caption(finding, words.text("flows.description"), note)
    return frame.figure("flow-picture", caption, chart.draw, data, narrow="scroll")


_Link = tuple[str, str, str, float]
"""From, to, commodity (or words), tonnes."""


def _links(telling: Telling) -> list[_Link]:
    """Links between purchases, processes, sales and by-products; a commodity's makers feed its users in proportion."""
    year = telling.last_year
    made: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    used: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for flow in telling.plan.flows:
        mass = reading.tonnes(flow.commodity, flow.amount)
        if flow.year != year or not mass or goods.commodity(flow.commodity).kind == "labour":
            continue
        side = made if mass > 0 else used
        side[flow.commodity][_MADE + flow.process] += abs(mass)
    sold: dict[str, float] = defaultdict(float)
    for trade in telling.plan.trades:
        mass = reading.tonnes(trade.commodity, trade.amount)
        if trade.year != year or not mass:
            continue
        if trade.kind == "buy":
            made[trade.commodity][_IN + trade.commodity] += mass
        elif trade.kind == "sell" and goods.commodity(trade.commodity).kind != "waste":  # that one goes out
            sold[trade.commodity] += mass
    links: list[_Link] = []
    for commodity in dict.fromkeys([*made, *used]):
        links += _share_out(commodity, made[commodity], used[commodity], sold[commodity])
    return links


def _share_out(commodity: str, made: dict[str, float], used: dict[str, float], sold: float) -> Iterator[_Link]:
    """Every maker feeds every user in proportion; what is neither used nor sold goes out, what is used without a
    purchase or maker comes in from the ground, the air or the pipe."""
    there = sum(made.values())
    takers = dict(used)
    if sold:
        takers[_SOLD + commodity] = sold
    wanted = sum(takers.values())
    makers = dict(made)
    if wanted > there * (1 + 1e-9):
        makers[_IN + commodity] = makers.get(_IN + commodity, 0.0) + wanted - there
    elif there > wanted * (1 + 1e-9):
        takers[_OUT + commodity] = there - wanted
    whole = sum(takers.values())
    for maker, given in makers.items():
        for taker, taken in takers.items():
            if given * taken > 0:
                yield maker, taker, commodity, given * taken / whole


def _merge(telling: Telling, links: list[_Link], small: float) -> list[_Link]:
    """Small inputs become "other inputs", small sales and by-products "other by-products"; dust is left out."""
    words = telling.words
    size: dict[str, float] = defaultdict(float)
    for source, target, _, value in links:
        size[source] += value
        size[target] += value
    found: dict[tuple[str, str, str], float] = defaultdict(float)
    for source, target, commodity, value in links:
        name = words.good(commodity)
        start, end = source, target
        if source.startswith(_IN) and size[source] < small:
            start, name = _IN + "other", words.text("flows.other_in")
        if target.startswith((_SOLD, _OUT)) and size[target] < small:
            end, name = _OUT + "other", words.text("flows.other_out")
        found[start, end, name] += value
    floor = small / 40
    return [(s, t, n, v) for (s, t, n), v in found.items() if v > floor]


def _nodes(telling: Telling, links: list[_Link]) -> tuple[Node, ...]:
    words = telling.words
    given: dict[str, float] = defaultdict(float)
    taken: dict[str, float] = defaultdict(float)
    for source, target, _, value in links:
        given[source] += value
        taken[target] += value
    nodes = []
    for name in dict.fromkeys([end for link in links for end in link[:2]]):
        kind, _, what = name.partition(":")
        size = max(given[name], taken[name])
        if kind + ":" == _MADE:
            size = _main_output(telling, what) or size
            label, colour = words.process(what), palette.ACCENT
        elif what == "other":
            label, colour = words.text("flows.other_in" if kind + ":" == _IN else "flows.other_out"), palette.GHOST
        else:
            label = words.good(what)
            colour = {_IN: palette.SERIES[7], _SOLD: palette.SERIES[1], _OUT: palette.GHOST}[kind + ":"]
        nodes.append(Node(name, label, words.quantity("mass_t", size), colour))
    return tuple(nodes)


def _main_output(telling: Telling, process: str) -> float:
    """Tonnes of its main product that a process made in the last planning year; 0 where that is not counted by mass."""
    main = recipes.process(process).main
    flows = (
        f for f in telling.plan.flows if f.year == telling.last_year and f.process == process and f.commodity == main
    )
    return reading.tonnes(main, sum(f.amount for f in flows)) or 0.0


def _colour(target: str, source: str) -> str:
    if target.startswith(_SOLD):
        return "#f3d3ab"
    if target.startswith(_OUT):
        return "#dde2e7"
    return "#c5dbe2" if source.startswith(_MADE) else "#d6dbe1"
