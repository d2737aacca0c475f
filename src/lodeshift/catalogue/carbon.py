"""Tables of the EU carbon border mechanism, raw: which goods, default values, benchmarks, phase-in. `border/` reads them.

Regulation (EU) 2023/956 and its acts 2025/2620 (benchmarks), 2025/2621 (default values); the downstream list is a
proposal, COM(2025) 989.
"""

from __future__ import annotations

from lodeshift.catalogue import tables


def goods() -> tuple[tables.Row, ...]:
    """CN8 lines of Annex I: sector, aggregated category, precursors, whether indirect emissions count."""
    return tables.read("cbam_goods")


def default_values() -> tuple[tables.Row, ...]:
    """Default embedded emissions (tCO2e/t) of China and the "other countries" row, with the marked-up values by year."""
    return tables.read("cbam_default_values")


def benchmarks() -> tuple[tables.Row, ...]:
    """Free-allocation benchmarks (tCO2e/t) by CN code, column A (actual values) and B (default values), and route."""
    return tables.read("cbam_benchmarks")


def phase_in() -> tuple[tables.Row, ...]:
    """By year: share still free, share to be paid, mark-ups on default values."""
    return tables.read("cbam_phase_in")


def downstream_proposal() -> tuple[tables.Row, ...]:
    """Goods that the proposal would add from 2028; not law."""
    return tables.read("cbam_downstream_proposal")
