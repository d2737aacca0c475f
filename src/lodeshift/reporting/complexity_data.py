"""The answer about a region x activity table as plain data for machines, its texts in English."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from lodeshift.records.complexity import ComplexityAnswer
from lodeshift.records.note import note
from lodeshift.reporting.plain import ENGLISH, plain
from lodeshift.reporting.words.notes import tell


def complexity_to_json(answer: ComplexityAnswer, pairs: bool) -> dict[str, Any]:
    """The answer as plain data. With `pairs`: `rca`, `density`, `cog` and `cog_atlas` as tables by region and
    activity, in the order of `regions` and `activities`, and the same in long form as `pairs`."""
    found = answer.complexity
    result: dict[str, Any] = {
        "source": found.table.source,
        "year": found.table.year,
        "years": list(answer.years),
        "size_floor": found.floor,
        "dropped": {"regions": list(found.dropped_regions), "activities": list(found.dropped_activities)},
        "sign": {"rule": tell(ENGLISH, found.index.sign_rule), "correlation": found.index.sign_correlation},
        "eigenvalue": found.index.eigenvalue,
        "conventions": {
            "rca_present_from": 1.0,
            "pci": _said("pci_convention"),
            "coi": _said("coi_convention"),
            "coi_atlas": _said("coi_atlas_convention"),
            "fitness": tell(
                ENGLISH, note("matching.fitness_rounds", value=found.fitness.rounds, change=found.fitness.last_change)
            ),
        },
        "regions": region_rows(answer),
        "activities": [
            {"activity": name, "ubiquity": int(u), "pci": float(p), "quality": float(q)}
            for name, u, p, q in zip(
                found.table.activities, found.ubiquity, found.index.pci, found.fitness.quality, strict=True
            )
        ],
        "back_tests": plain(answer.back_tests),
        "warnings": plain(answer.warnings),
    }
    if pairs:
        tables = {"rca": found.rca, "density": found.outlook.density}
        for name, table in (("cog", found.outlook.cog), ("cog_atlas", found.outlook.cog_atlas)):
            if table is not None:
                tables[name] = table
        result |= {name: table.tolist() for name, table in tables.items()}
        result["pairs"] = [
            {"region": region, "activity": activity} | {name: float(table[i, j]) for name, table in tables.items()}
            for i, region in enumerate(found.table.regions)
            for j, activity in enumerate(found.table.activities)
        ]
    return result


def _said(key: str) -> str:
    return tell(ENGLISH, note(f"matching.{key}"))


def region_rows(answer: ComplexityAnswer) -> list[dict[str, Any]]:
    """What is told of each region, in the order of the table."""
    found = answer.complexity
    rows = []
    rank = np.empty(len(found.table.regions), dtype=np.int64)
    rank[np.argsort(-found.index.eci, kind="stable")] = np.arange(1, len(rank) + 1)
    for i, name in enumerate(found.table.regions):
        row: dict[str, Any] = {
            "region": name,
            "diversity": int(found.diversity[i]),
            "eci": float(found.index.eci[i]),
            "fitness": float(found.fitness.fitness[i]),
            "coi": float(found.outlook.coi[i]),
            "coi_atlas": float(found.outlook.coi_atlas[i]),
            "eci_rank": int(rank[i]),
        }
        if answer.ranks is not None:
            row["eci_rank_low"] = _whole(answer.ranks.low[i])
            row["eci_rank_high"] = _whole(answer.ranks.high[i])
        rows.append(row)
    return rows


def _whole(value: float) -> int | None:
    return int(value) if math.isfinite(value) else None
