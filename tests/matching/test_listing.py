from __future__ import annotations

import pytest

from lodeshift.errors import InputError
from lodeshift.matching.delivered import CostTerms
from lodeshift.matching.ground import ground
from lodeshift.matching.listing import ORDER, Asked, candidates, checked_products, not_costed
from lodeshift.matching.market import market
from lodeshift.matching.ranking import CostTable, cost_table, targets
from lodeshift.records.match import Candidate

COAST = market("coast")


@pytest.fixture(scope="module")
def table() -> CostTable:
    base = ground()
    return cost_table(base, targets(base), COAST, CostTerms(), draws=2)


def listed(table: CostTable, asked: Asked) -> tuple[Candidate, ...]:
    return candidates(ground(), table, COAST, CostTerms(), asked)


def one(rows: tuple[Candidate, ...], product: str) -> Candidate:
    return next(row for row in rows if row.product == product)


def test_order_is_by_standing_then_rank(table: CostTable) -> None:
    rows = listed(table, Asked("jinchang"))
    keys = [(ORDER.index(row.standing), row.rank.rank / row.rank.of) for row in rows]
    assert keys == sorted(keys)
    assert {row.product for row in rows} == set(table.products) - set(not_costed(table, "jinchang"))


def test_standings(table: CostTable) -> None:
    rows = listed(table, Asked("lanzhou-new-area"))
    assert one(rows, "copper_foil_6um").standing == "made here"
    assert one(rows, "cobalt").standing == "rooted"
    assert one(rows, "aluminium").standing == "footloose"
    out = one(rows, "ndfeb_magnet")
    assert out.standing == "out of reach" and not out.feasible
    assert [link.commodity for link in out.missing] and out.missing[0].nearest == "baotou"


def test_what_is_feasible_misses_nothing(table: CostTable) -> None:
    for row in listed(table, Asked("hegang")):
        assert row.feasible == (not row.missing)
        assert len(row.reasons) == 3
        assert sum(value for _, value in row.cost_parts) == pytest.approx(row.cost.central, rel=1e-9)


def test_blind_takes_the_own_firms_away(table: CostTable) -> None:
    rows = listed(table, Asked("nanyang", blind=("diamond_grit",)))
    assert one(rows, "diamond_grit").standing == "footloose"


def test_within_reach_but_bought_elsewhere(table: CostTable) -> None:
    row = one(listed(table, Asked("arxan")), "copper_foil_6um")
    assert row.standing == "within reach" and row.local_share < 0.5 and row.feasible


def test_quadrants(table: CostTable) -> None:
    rows = listed(table, Asked("haixi"))
    assert one(rows, "lithium_carbonate").quadrant == "near and cheap"
    for row in rows:
        near = row.standing in ("made here", "rooted")
        assert row.quadrant.startswith("near") == near
        assert row.quadrant.endswith("cheap") == (row.rank.rank <= row.rank.of / 2)


def test_measures_are_averaged_only_with_weights(table: CostTable) -> None:
    assert all(row.score is None for row in listed(table, Asked("gejiu")))
    related = {"tin": 0.2, "zinc": 0.9}
    weighted = listed(table, Asked("gejiu", relatedness=related, weights={"relatedness": 1.0}))
    assert one(weighted, "zinc").score == pytest.approx(0.9)
    assert weighted[0].product == "zinc"
    cost_only = listed(table, Asked("gejiu", weights={"cost": 2.0}))
    scores = [row.score for row in cost_only if row.score is not None]
    assert scores == sorted(scores, reverse=True)
    assert one(cost_only, "tin").score == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("weights", "part"),
    [
        ({"beauty": 1.0}, "no such measure"),
        ({"cost": -1.0}, ">= 0"),
        ({"relatedness": 1.0}, "no table"),
        ({"cost": 0.0}, "sum of zero"),
    ],
)
def test_weights_that_cannot_be_used(table: CostTable, weights: dict[str, float], part: str) -> None:
    with pytest.raises(InputError, match=part):
        listed(table, Asked("gejiu", weights=weights))


def test_unknown_products_are_told_together() -> None:
    assert checked_products((), ("tin", "zinc")) == ("tin", "zinc")
    assert checked_products(("zinc", "zinc"), ("tin", "zinc")) == ("zinc",)
    with pytest.raises(InputError) as caught:
        checked_products(("tinn", "gold"), ("tin", "zinc"))
    assert len(caught.value.problems) == 2
    assert "did you mean tin" in caught.value.problems[0].hint
