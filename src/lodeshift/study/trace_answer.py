"""A trace as plain values for other programs, and the battery documents as files."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lodeshift.errors import InputError, Problem
from lodeshift.records.border import BorderCost
from lodeshift.records.footprint import ProductFootprint, Trace
from lodeshift.reporting import passport_page
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words
from lodeshift.tracing import passport


def as_json(trace: Trace) -> dict[str, Any]:
    """The trace as plain values; the names are the contract for other programs."""
    return {
        "source": trace.source,
        "products": [_product_json(each) for each in trace.products],
        "border": [_border_json(each) for each in trace.border],
        "battery": [asdict(each) for each in trace.battery],
        "power": [asdict(each) for each in trace.power],
        "compared": [asdict(each) for each in trace.compared],
        "warnings": list(trace.warnings),
        "schema_version": trace.schema_version,
    }


def _product_json(each: ProductFootprint) -> dict[str, Any]:
    whole = asdict(each)
    totals = {name: each.total_by(value) for name, value in asdict(each.scope2).items()}
    return {
        "product": each.product,
        "name": each.name,
        "site": each.site,
        "year": each.year,
        "unit": each.unit,
        "kgco2e_per_kg": whole["total"],
        "scope1": each.scope1,
        "scope2": whole["scope2"],
        "scope3": each.scope3,
        "total_by_scope2": totals,
        "power_by_regime": whole["power_by_regime"],
        "contributions": whole["contributions"],
        "tree": whole["tree"],
        "allocation": dict(each.allocation),
        "left_out": list(each.left_out),
        "method": list(each.method),
        "weak": [
            {"name": name, "row": figure.row, "source": figure.source, "quality": figure.quality, "note": figure.note}
            for name, figure in each.weak
        ],
    }


def _border_json(cost: BorderCost) -> dict[str, Any]:
    whole = asdict(cost)
    del whole["notes"]
    words = [tell(Words("en"), each) for each in cost.notes]
    return {**whole, "as_of": cost.as_of.isoformat(), "words": words}


def write_passports(trace: Trace, folder: Path, language: str = "en") -> tuple[Path, ...]:
    """Write a JSON document and an HTML sheet per battery product, site and year; gives the paths written.

    Raises
    ------
    InputError : there is no battery in the trace, or the folder cannot be written.
    """
    if not trace.battery:
        names = ", ".join(passport.PRODUCTS)
        raise InputError([Problem("--passport", None, "products", "no battery among them", f"one of {names}")])
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for each in trace.battery:
            stem = folder / f"{each.product}-{each.site}-{each.year}"
            text = json.dumps(asdict(each), ensure_ascii=False, indent=2)
            page = passport_page.page(each, "zh" if language == "zh" else "en")
            for path, content in ((stem.with_suffix(".json"), text), (stem.with_suffix(".html"), page)):
                path.write_text(content, encoding="utf-8")
                written.append(path)
    except OSError as error:
        said = f"{error.strerror}"
        raise InputError([Problem(str(folder), None, "--passport", said, "a folder that can be written")]) from error
    return tuple(written)
