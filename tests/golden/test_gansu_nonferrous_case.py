"""Three sites of one cluster: ore runs down, copper that is shipped is copper that arrives, by-products are sold."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from lodeshift.case.models import Case
from lodeshift.case.read import load
from lodeshift.planning.solve_plan import Solved, Wish, plan_case

FOLDER = Path(__file__).parents[2] / "cases" / "gansu-nonferrous"
ROUND = 1.0
"""Tonnes a year by which a solver's balance may be off."""


@pytest.fixture(scope="module")
def case() -> Case:
    return load(FOLDER)


@pytest.fixture(scope="module")
def solved(case: Case) -> Solved:
    return plan_case(case, Wish(hours=48))


def _made(solved: Solved, site: str, commodity: str, year: int) -> float:
    """Given less taken by the plants of a site."""
    return sum(
        f.amount for f in solved.plan.flows if (f.site, f.commodity, f.year) == (site, commodity, year)
    )  # fmt: skip


def _traded(solved: Solved, site: str, commodity: str, year: int) -> float:
    """Bought and shipped in less sold and shipped out."""
    net = 0.0
    for t in solved.plan.trades:
        if t.commodity == commodity and t.year == year:
            if t.kind == "ship":
                net += t.amount * ((t.market == site) - (t.site == site))
            elif t.site == site:
                net += t.amount if t.kind == "buy" else -t.amount
    return net


def test_every_row_of_the_case_has_a_source(case: Case) -> None:
    for table in (case.plants, case.markets, case.routes, case.goals, case.deposits, case.power, case.paths):
        assert table and all(row.source for row in table)


def test_goods_balance_at_every_site_with_what_is_shipped(solved: Solved) -> None:
    ores = {"nickel_ore", "copper_ore"}
    unpriced = {"electricity", "labour", "co2_direct"}
    shipped: defaultdict[tuple[str, int], float] = defaultdict(float)
    for year in (2026, 2030, 2035):
        for site in ("jinchang", "baiyin", "lanzhou-new-area"):
            goods = {f.commodity for f in solved.plan.flows if f.site == site} - ores - unpriced
            for commodity in goods:
                rest = _made(solved, site, commodity, year) + _traded(solved, site, commodity, year)
                assert rest == pytest.approx(0.0, abs=ROUND), (site, commodity, year)
        for t in solved.plan.trades:
            if t.kind == "ship" and t.year == year:
                shipped[t.commodity, year] += t.amount
        foil = solved.plan.years[(2026, 2030, 2035).index(year)].sites["lanzhou-new-area"].output_t["copper_foil_6um"]
        bought = sum(
            t.amount for t in solved.plan.trades
            if (t.kind, t.commodity, t.year) == ("buy", "copper_cathode", year)
        )  # fmt: skip
        assert shipped["copper_cathode", year] + bought == pytest.approx(1.008 * foil, rel=1e-4)
    assert shipped["copper_cathode", 2035] > shipped["copper_cathode", 2026] > 0


def test_ore_is_dug_within_what_is_there_and_never_rises(solved: Solved) -> None:
    inputs, extract = solved.prepared.inputs, solved.amounts.extract
    assert {t.deposit for t in inputs.tiers} == {"Jinchuan", "Baiyin (Zheyaoshan, Huoyanshan, Xiaotieshan)"}
    assert all(t.stock_k > 0 for t in inputs.tiers), "worked-out pits are no tier"
    for tier, dug in zip(inputs.tiers, extract, strict=True):
        assert (dug >= -1e-6).all()
        left = tier.stock_k - (dug * inputs.horizon.represented).cumsum()
        assert left[-1] >= -1e-3 and (left[:-1] >= left[1:] - 1e-6).all()
    taken = sum(dug[0] for tier, dug in zip(inputs.tiers, extract, strict=True) if tier.deposit == "Jinchuan")
    assert -_made(solved, "jinchang", "nickel_ore", 2026) / 1000.0 == pytest.approx(taken, rel=1e-6)
    assert solved.plan.goals["reserve-2035"].reached >= 25.0 - 1e-6


def test_cobalt_and_platinum_metals_are_sold(solved: Solved) -> None:
    sold = {(t.commodity, t.year) for t in solved.plan.trades if t.kind == "sell" and t.amount > ROUND}
    for year in (2026, 2030, 2035):
        assert {("cobalt", year), ("pgm", year)} <= sold


def test_goods_handed_on_count_at_both_ends_and_cancel_in_the_whole(solved: Solved) -> None:
    """A smelter that ships all its copper adds value; so does the foil works that takes it."""
    for year in solved.plan.years:
        parts = {name: site.value_added_mcny for name, site in year.sites.items()}
        whole = sum(
            a.mcny for a in solved.plan.accounts if a.line.account == "region" and a.year == year.year
        )  # fmt: skip
        assert sum(parts.values()) == pytest.approx(whole, rel=1e-6)
        foil = year.sites["lanzhou-new-area"]
        assert 0 < parts["lanzhou-new-area"] < 0.3 * foil.sales_mcny
        assert parts["jinchang"] > 0
    assert not any(a.line.item == "goods shipped between sites" and abs(a.mcny) > 1e-6 for a in solved.plan.accounts)
