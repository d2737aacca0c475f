"""Figures that every plan of a case asks for: told when the case is read, not when it is solved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lodeshift.case.fields import ASSUMPTION_UNITS
from lodeshift.case.validate import Draft
from lodeshift.errors import Problem

ALWAYS: Final = ("discount_rate",)
CONNECTION: Final = (
    "existing_circuits",
    "max_circuits",
    "firm_mw_per_further_circuit",
    "candidate_line_length",
    "substation_mva_per_circuit",
)
BACKGROUND: Final = "background_peak_load"
BATTERY: Final = "battery_round_trip_efficiency"


def problems(draft: Draft) -> Iterator[Problem]:
    """One problem per missing figure, with the unit it is wanted in; and figures that contradict each other."""
    stated = {(row.value.item, row.value.site): row.value for row in draft.rows("assumptions")}
    paths = {(row.value.path, row.value.site) for row in draft.rows("paths")}
    for item in ALWAYS:
        if (item, "") not in stated:
            yield _missing(draft, item, "the whole case")
    for placed in draft.rows("sites"):
        site = placed.value.site
        wanted = [item for item in CONNECTION if not {(item, site), (item, "")} & set(stated)]
        if not {("background_load", site), ("background_load", "")} & paths and not (
            {(BACKGROUND, site), (BACKGROUND, "")} & set(stated)
        ):
            wanted.append(BACKGROUND)
        batteries = any(r.value.kind == "battery" and r.value.site == site for r in draft.rows("power"))
        if batteries and not {(BATTERY, site), (BATTERY, "")} & set(stated):
            wanted.append(BATTERY)
        for item in wanted:
            yield _missing(draft, item, site)
    yield from _circuits(draft)


def _missing(draft: Draft, item: str, where: str) -> Problem:
    unit = ASSUMPTION_UNITS[item]
    hint = f"add a row to assumptions.csv: {item}, low, central, high, {unit}, source"
    return Problem(
        "case.no_assumption", draft.file("assumptions"), None, item, "no row", f"a figure in {unit} for {where}", hint
    )


def _circuits(draft: Draft) -> Iterator[Problem]:
    known = {(r.value.item, r.value.site): r for r in draft.rows("assumptions")}
    for (item, site), placed in known.items():
        if item != "existing_circuits":
            continue
        most = known.get(("max_circuits", site)) or known.get(("max_circuits", ""))
        if most is not None and most.value.central < placed.value.central:
            yield most.problem(
                "case.fewer_circuits",
                "central",
                f"{most.value.central:g}",
                f"at least the existing {placed.value.central:g} circuits",
            )
