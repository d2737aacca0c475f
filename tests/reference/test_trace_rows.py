"""Numbers of a trace followed to the rows of the tables, which are read here afresh, cell by cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import lodeshift
from lodeshift.records.footprint import Branch, ProductFootprint
from lodeshift.study import trace
from lodeshift.study.trace import Question

TABLES = Path(lodeshift.__file__).parent / "catalogue" / "tables"
SITE = "lanzhou-new-area"


def row(named: str) -> dict[str, str]:
    """The cells of a row called "recipes.csv:39"; the header is line 1."""
    file, _, line = named.partition(":")
    with (TABLES / file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    return dict(zip(rows[0], rows[int(line) - 1], strict=True))


def central(named: str) -> float:
    return float(row(named)["central"])


@pytest.fixture(scope="module")
def pack() -> ProductFootprint:
    return trace.city(Question(("battery_pack_lfp",), SITE, draws=2, cut_off=0.001)).products[0]


def pairs(branch: Branch) -> Iterator[tuple[Branch, Branch]]:
    """Every branch with the one above it."""
    for each in branch.branches:
        yield branch, each
        yield from pairs(each)


def test_what_each_process_takes_is_its_recipes_row(pack: ProductFootprint) -> None:
    """Ten and more amounts of the tree: the amount above times the central value of the row that is named."""
    seen = 0
    for above, branch in pairs(pack.tree):
        if not above.node.startswith("output:") or above.stage in pack.allocation:
            continue
        (named,) = branch.amount_rows
        cells = row(named)
        assert (cells["process_id"], cells["flow"], cells["direction"]) == (above.stage, branch.what, "in")
        assert branch.amount == pytest.approx(above.amount * float(cells["central"]), rel=1e-12)
        seen += 1
    assert seen >= 10


def test_what_bought_goods_carry_is_their_factors_row(pack: ProductFootprint) -> None:
    seen = set()
    for _, branch in pairs(pack.tree):
        if branch.stage == "market" and branch.own and branch.what != "heat":
            (named,) = branch.own_rows
            assert row(named)["commodity"] == branch.what
            assert branch.own == pytest.approx(branch.amount * central(named), rel=1e-12)
            seen.add(branch.what)
    assert len(seen) >= 3


def test_power_of_a_step_is_its_recipe_times_the_grid_carried_on(pack: ProductFootprint) -> None:
    part = next(each for each in pack.contributions if (each.stage, each.scope) == ("cell_lfp", 2))
    drawn, grid, trend = part.rows
    assert (row(drawn)["process_id"], row(drawn)["flow"]) == ("cell_lfp", "electricity")
    assert (row(grid)["region"], row(grid)["metric"]) == ("Gansu", "grid_average_co2_factor")
    years = pack.year - int(row(grid)["year"])
    cells = next(each.amount for _, each in pairs(pack.tree) if each.node == f"output:battery_cell_lfp<cell_lfp@{SITE}")
    factor = float(row(grid)["value"]) * central(trend) ** years
    assert part.value == pytest.approx(cells * central(drawn) * factor, rel=1e-12)


def test_every_part_names_the_rows_it_is_a_product_of(pack: ProductFootprint) -> None:
    for part in pack.contributions:
        assert part.rows, part
        for named in part.rows:
            assert row(named)["source"], named


def test_weak_figures_are_told_with_the_range_of_their_row(pack: ProductFootprint) -> None:
    assert len(pack.weak) == 8
    for weak in pack.weak:
        if "," in weak.figure.row:  # a grid factor carried on by its trend
            continue
        cells = row(weak.figure.row)
        told = (weak.figure.low, weak.figure.central, weak.figure.high)
        assert told == tuple(float(cells[end]) for end in ("low", "central", "high"))
        assert cells["quality"] in {"estimate", "recalled"}


def test_direct_emissions_of_methane_name_its_warming_potential() -> None:
    found = trace.city(Question(("coal",), "hegang", draws=2)).products[0]
    part = next(each for each in found.contributions if each.input == "direct" and each.stage == "coal_mining")
    methane = next(named for named in part.rows if row(named).get("flow") == "ch4_direct")
    gwp = next(named for named in part.rows if row(named).get("group") == "gwp100")
    burnt = next(named for named in part.rows if row(named).get("flow") == "co2_direct")
    assert part.value == pytest.approx(central(methane) * central(gwp) + central(burnt), rel=1e-12)
