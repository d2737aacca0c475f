from __future__ import annotations

import numpy as np
import pytest

from lodeshift.matching.delivered import CostTerms
from lodeshift.matching.ground import ground
from lodeshift.matching.market import market
from lodeshift.matching.ranking import CostTable, at_worth, cost_table, targets

PRODUCTS = ("tin", "copper_foil_6um", "ndfeb_magnet")


def small(central: list[float], drawn: list[list[float]]) -> CostTable:
    names = tuple(f"p{i}" for i in range(len(central)))
    return CostTable(("tin",), names, np.array([central]), np.array(drawn)[:, None, :])


def test_rank_counts_cheaper_places_and_ties_share() -> None:
    table = small([3.0, 1.0, 3.0, 9.0], [[3.0, 1.0, 3.0, 9.0]])
    ranks = [table.rank("tin", place) for place in table.places]
    assert [r.rank for r in ranks if r] == [2, 1, 2, 4]
    assert all(r.of == 4 for r in ranks if r)


def test_what_cannot_be_made_is_not_ranked_and_not_counted() -> None:
    table = small([3.0, float("nan"), 2.0], [[3.0, float("nan"), 2.0]])
    assert table.rank("tin", "p1") is None
    first = table.rank("tin", "p0")
    assert first is not None and (first.rank, first.of) == (2, 2)


def test_share_of_draws_in_which_the_rank_holds() -> None:
    table = small([2.0, 3.0], [[2.0, 3.0], [4.0, 3.0], [1.0, 3.0], [5.0, 3.0]])
    rank = table.rank("tin", "p0")
    assert rank is not None
    assert (rank.rank, rank.holds_share, rank.exact_share, rank.low, rank.high) == (1, 0.5, 0.5, 1, 2)


def test_span_holds_the_central_cost() -> None:
    span = small([2.0, 3.0], [[4.0, 3.0], [5.0, 3.0]]).span("tin", "p0")
    assert span.low == span.central == 2.0 and span.high == pytest.approx(4.95)


def test_targets_leave_extraction_out_unless_asked() -> None:
    base = ground()
    usual, all_of_it = targets(base), targets(base, with_extraction=True)
    assert {"coal", "crude_oil", "copper_concentrate", "tin_concentrate"} <= set(all_of_it) - set(usual)
    assert {"tin", "lithium_carbonate", "spherical_graphite"} <= set(usual)
    assert "electricity" not in all_of_it


def test_draws_are_shared_and_repeatable() -> None:
    base = ground()
    once = cost_table(base, PRODUCTS, market("coast"), CostTerms(), draws=4, seed=3)
    again = cost_table(base, PRODUCTS, market("coast"), CostTerms(), draws=4, seed=3)
    np.testing.assert_array_equal(once.drawn, again.drawn)
    other = cost_table(base, PRODUCTS, market("coast"), CostTerms(), draws=4, seed=4)
    assert (once.drawn != other.drawn).any()


def test_adding_a_city_changes_no_other_city_s_cost() -> None:
    few = ground(("baotou", "gejiu", "hegang"))
    more = ground(("baotou", "dexing", "gejiu", "hegang", "jinchang", "lanzhou-new-area"))
    small_table, large_table = (
        cost_table(base, PRODUCTS, market("coast"), CostTerms(), draws=3, seed=1) for base in (few, more)
    )
    columns = [more.places.index(place) for place in few.places]
    np.testing.assert_allclose(small_table.central, large_table.central[:, columns], rtol=1e-12)
    np.testing.assert_allclose(small_table.drawn, large_table.drawn[:, :, columns], rtol=1e-12)


def test_ore_at_worth_is_never_cheaper() -> None:
    base = ground()
    usual = cost_table(base, PRODUCTS, market("coast"), CostTerms())
    worth = at_worth(base, PRODUCTS, market("coast"), CostTerms())
    assert (worth.central >= usual.central - 1e-6).all()
