"""Does every good of a case have a way in and a way out? A commodity that can be neither bought nor made stops a plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lodeshift.case.validate import Draft
from lodeshift.catalogue import geology, goods, recipes
from lodeshift.errors import Problem
from lodeshift.names import CO2, ELECTRICITY, LABOUR, WATER

ELSEWHERE: Final[frozenset[str]] = frozenset({ELECTRICITY, LABOUR, CO2, "ch4_direct"})
"""Settled outside the markets: by power.csv and tariffs, by wages and the path `people`, by the carbon price."""


def problems(draft: Draft) -> Iterator[Problem]:
    """One problem per site and commodity that has no source or no way out, with the row that would mend it."""
    for placed in draft.rows("sites"):
        yield from _of_site(draft, placed.value.site)


def _of_site(draft: Draft, site: str) -> Iterator[Problem]:
    listed = [
        recipes.process(row.value.process)
        for row in draft.rows("processes")
        if row.value.site == site and row.value.process in recipes.processes()
    ]
    bought, sold, coming, going, ores = _ways(draft, site)
    made = {flow.commodity for process in listed for flow in process.outputs}
    used = {flow.commodity for process in listed for flow in process.inputs}
    for commodity in _in_order(listed, inputs=True):
        if commodity in ELSEWHERE or commodity in bought | made | coming | ores:
            continue
        by = ", ".join(p.id for p in listed if any(f.commodity == commodity for f in p.inputs))
        yield Problem(
            "case.no_way_to_get",
            draft.file(_table_for(commodity)),
            None,
            "commodity",
            f"no way to get {commodity} at {site}",
            _expected(commodity),
            f"needed by {by}; {_hint(commodity, site)}",
            (("commodity", commodity), ("site", site)),
        )
    for commodity in _in_order(listed, inputs=False):
        if commodity in ELSEWHERE | {WATER} or commodity in sold | used | going:
            continue
        by = ", ".join(p.id for p in listed if any(f.commodity == commodity for f in p.outputs))
        yield Problem(
            "case.no_way_out",
            draft.file("markets"),
            None,
            "commodity",
            f"no way out for {commodity} at {site}",
            "a row that sells it",
            f"made by {by}; add a row: kind sell, site {site}, commodity {commodity} (a negative price is a cost of disposal)",
            (("commodity", commodity), ("site", site)),
        )


def _in_order(listed: list[recipes.Process], *, inputs: bool) -> list[str]:
    found = (flow.commodity for p in listed for flow in (p.inputs if inputs else p.outputs))
    return list(dict.fromkeys(found))


def _ways(draft: Draft, site: str) -> tuple[set[str], set[str], set[str], set[str], set[str]]:
    """Commodities that are bought, sold, brought, taken away, and dug at a site."""
    bought = {r.value.commodity for r in draft.rows("markets") if r.value.site == site and r.value.kind == "buy"}
    sold = {r.value.commodity for r in draft.rows("markets") if r.value.site == site and r.value.kind == "sell"}
    every = {id for id, good in goods.commodities().items() if good.tonnes_per_unit is not None}
    coming: set[str] = set()
    going: set[str] = set()
    for row in draft.rows("routes"):
        what = {row.value.commodity} if row.value.commodity else every
        coming |= what & _available(draft, row.value.from_site) if row.value.to_site == site else set()
        going |= what if row.value.from_site == site else set()
    dug = {r.value.deposit for r in draft.rows("deposits") if r.value.site == site}
    ores = {tier.ore_flow for tier in geology.tiers() if tier.deposit in dug}
    return bought, sold, coming, going, ores


def _available(draft: Draft, site: str) -> set[str]:
    """Commodities that a site makes or buys itself."""
    bought = {r.value.commodity for r in draft.rows("markets") if r.value.site == site and r.value.kind == "buy"}
    listed = (r.value.process for r in draft.rows("processes") if r.value.site == site)
    return bought | {f.commodity for id in listed if id in recipes.processes() for f in recipes.process(id).outputs}


def _table_for(commodity: str) -> str:
    return "deposits" if commodity in geology.ores() else "markets"


def _expected(commodity: str) -> str:
    return (
        "a deposit that yields it" if commodity in geology.ores() else "a row that buys it, or a process that makes it"
    )


def _hint(commodity: str, site: str) -> str:
    if commodity in geology.ores():
        known = dict.fromkeys(tier.deposit for tier in geology.tiers() if tier.ore_flow == commodity)
        if known:
            return f"deposits with {commodity}: {', '.join(known)}"
    return f"add a row: kind buy, site {site}, commodity {commodity}"
