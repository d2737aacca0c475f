"""What each lever did: parts add up to the whole."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from lodeshift.errors import InputRangeError
from lodeshift.simulation.wedges import MOST_LEVERS, leave_one_out, shapley

NAMES = ("tax", "grant", "permit")


def glove(pulled: frozenset[str]) -> NDArray[np.float64]:
    """A left glove and either of two right ones are worth 1 (Shapley values 2/3, 1/6, 1/6); a sum beside it."""
    pair = float("tax" in pulled and bool(pulled & {"grant", "permit"}))
    return np.array([pair, 10.0 + 3.0 * len(pulled)])


def test_shapley_is_that_of_the_glove_game_and_adds_up() -> None:
    found = shapley(NAMES, glove)
    assert [found[name][0] for name in NAMES] == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    assert [found[name][1] for name in NAMES] == pytest.approx([3.0, 3.0, 3.0])
    whole = glove(frozenset(NAMES)) - glove(frozenset())
    assert sum(found.values()) == pytest.approx(whole)


def test_leave_one_out_is_what_is_missing_without_it() -> None:
    found = leave_one_out(NAMES, glove)
    assert [found[name].tolist() for name in NAMES] == [[1.0, 3.0], [0.0, 3.0], [0.0, 3.0]]


def test_every_subset_is_evaluated_once() -> None:
    seen: list[frozenset[str]] = []

    def worth(pulled: frozenset[str]) -> NDArray[np.float64]:
        seen.append(pulled)
        return np.zeros(1)

    shapley(NAMES, worth)
    assert len(seen) == len(set(seen)) == 8


def test_too_many_levers_are_refused() -> None:
    names = [f"l{i}" for i in range(MOST_LEVERS + 1)]
    with pytest.raises(InputRangeError, match="levers"):
        shapley(names, glove)
