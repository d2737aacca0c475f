"""Our recipes' cradle-to-gate figures beside published ones; a gap above a fifth has its reason in the table and the docs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from lodeshift.catalogue import recipes
from lodeshift.tracing import build, footprint
from lodeshift.tracing.build import Setting, market_id

TABLE = Path(__file__).parents[1] / "data" / "footprints_published.csv"
DOCS = Path(__file__).parents[2] / "docs" / "trace.md"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))


def ours(row: dict[str, str]) -> float:
    """Footprint per unit with the whole chain on a site of the province, kg CO2e per kg, kWh or kW."""
    product, route = row["product"], row["route"]
    maker = route or recipes.makers(product)[0]
    chain = frozenset(recipes.chains()[recipes.process(maker).chain])
    setting = Setting("here", row["province"], int(row["year"]), chain, routes={product: route} if route else {})
    network = build.system(setting, (product,))
    return float(footprint.carried(network).total[network.index(market_id(product, "here"))])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['product']}-{row['route'] or row['province']}")
def test_our_figure_stands_by_published_ones(row: dict[str, str]) -> None:
    found = ours(row)
    assert found == pytest.approx(float(row["ours"]), rel=0.01)
    low, high = float(row["low"]), float(row["high"])
    gap = found / low - 1 if found < low else max(0.0, found / high - 1)
    assert (abs(gap) > 0.2) == bool(row["why"])


def test_the_docs_hold_the_same_figures() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for row in ROWS:
        line = f"| {row['product']} | {row['route'] or recipes.makers(row['product'])[0]} | {row['province']} | {row['ours']} |"
        assert line in text
