"""A trace as plain values for other programs, and the battery documents as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from lodeshift.catalogue import border_rules, goods, recipes
from lodeshift.errors import InputError
from lodeshift.files import write
from lodeshift.records.border import BorderCost
from lodeshift.records.footprint import Branch, Compared, Contribution, Passport, ProductFootprint, Trace
from lodeshift.reporting import passport_page
from lodeshift.reporting.plain import ENGLISH, picked, plain
from lodeshift.reporting.trace_words import data_quality, law_day, product_at, shared_out
from lodeshift.study.standing import beside

_STAGES: Final = {"bought": "bought goods"}
"""Stages whose name in the contract is not the record's."""


def as_json(trace: Trace) -> dict[str, Any]:
    """The trace as plain values, told in English; the names are the contract for other programs."""
    return {
        "source": plain(trace.source),
        "products": [_product_json(each) for each in trace.products],
        "border": [_border_json(each) for each in trace.border],
        "battery": [passport_json(each) for each in trace.battery],
        "power": plain(trace.power),
        "compared": [_compared_json(each) for each in trace.compared],
        "warnings": plain(trace.warnings),
        "standing": beside(trace.places),
        "schema_version": trace.schema_version,
    }


def _product_json(each: ProductFootprint) -> dict[str, Any]:
    scope2 = plain(each.scope2)
    return {
        "product": each.product,
        "name": goods.commodity(each.product).name_en,
        **picked(each, "site year unit"),
        "kgco2e_per_kg": plain(each.total),
        "scope1": each.scope1,
        "scope2": scope2,
        "scope3": each.scope3,
        "total_by_scope2": {name: each.total_by(value) for name, value in scope2.items()},
        "power_by_regime": plain(each.power_by_regime),
        "contributions": [_contribution_json(part) for part in each.contributions],
        "tree": _branch_json(each.tree),
        "allocation": {process: shared_out(ENGLISH, shared) for process, shared in each.allocation.items()},
        "left_out": plain(each.left_out),
        "method": plain(each.method),
        "weak": [
            {
                "name": plain(weak.label),
                **picked(weak.figure, "row source quality note"),
                "effect": weak.effect,
            }
            for weak in each.weak
        ],
    }


def _contribution_json(part: Contribution) -> dict[str, Any]:
    what = f"{part.input} freight" if part.stage == "freight" else part.input
    return {**plain(part), "stage": _STAGES.get(part.stage, part.stage), "input": what}


def _branch_json(branch: Branch) -> dict[str, Any]:
    return {
        "node": branch.node,
        "name": _branch_name(branch),
        **picked(branch, "amount unit value share own rest amount_rows own_rows"),
        "branches": [_branch_json(each) for each in branch.branches],
    }


def _branch_name(branch: Branch) -> str:
    if branch.stage in recipes.processes():
        return recipes.process(branch.stage).name_en
    return f"{branch.what} freight" if branch.stage == "freight" else goods.commodity(branch.what).name_en


def _border_json(cost: BorderCost) -> dict[str, Any]:
    whole = plain(cost)
    words = whole.pop("notes")
    return {**whole, "words": words}


def _compared_json(pair: Compared) -> dict[str, Any]:
    return {**plain(pair), "first": product_at(ENGLISH, pair.first), "second": product_at(ENGLISH, pair.second)}


def passport_json(found: Passport) -> dict[str, Any]:
    """A battery's document as plain values, told in English."""
    return {
        **plain(found),
        "name": goods.commodity(found.product).name_en,
        "data_quality_words": data_quality(ENGLISH, found),
        "dates": {name: law_day(ENGLISH, day) for name, day in found.dates.items()},
    }


def write_passports(trace: Trace, folder: Path, language: str = "en") -> tuple[Path, ...]:
    """Write a JSON document and an HTML sheet per battery product, site and year; gives the paths written.

    Raises
    ------
    InputError : there is no battery in the trace, or the folder cannot be written.
    """
    if not trace.battery:
        names = ", ".join(border_rules.batteries())
        raise InputError.one(
            "tracing.no_battery", "--passport", None, "products", "no battery among them", f"one of {names}"
        )
    written = []
    write.make_folder(folder)
    for each in trace.battery:
        stem = folder / f"{each.product}-{each.site}-{each.year}"
        write.as_json(stem.with_suffix(".json"), passport_json(each))
        write.text(stem.with_suffix(".html"), passport_page.page(each, "zh" if language == "zh" else "en"))
        written += [stem.with_suffix(".json"), stem.with_suffix(".html")]
    return tuple(written)
