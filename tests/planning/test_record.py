"""The record holds what was solved; the books of several sites add up to those of all."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.planning.solving import solved
from tests.planning.worlds import market, output_goal, plant, random_world, world

from lodeshift.planning.accounts import Policy
from lodeshift.planning.inputs import Existing
from lodeshift.planning.record import idle_plants, quicker, site_books
from lodeshift.records.note import note


@pytest.mark.parametrize("green", [False, True])
def test_site_books_add_up_to_the_whole(green: bool) -> None:
    found = solved(random_world(4, green=green))
    inputs = found.model.inputs
    parts = [site_books(inputs, found.amounts, Policy(), s) for s in inputs.sites]
    for key, whole in found.books.items.items():
        if key.account != "region" and key.item not in ("profit tax", "VAT", "VAT payable"):
            summed = np.sum([p.items.get(key, np.zeros_like(whole)) for p in parts], axis=0)
            assert summed == pytest.approx(whole, abs=1e-6), key


def test_plants_that_stand_and_never_run_are_named() -> None:
    old = Existing("old", 10.0, 2010, 2040)
    idle = plant("dear line", {"foil": 1.0}, existing=(old,), variable_om_mcny_per_k=9.0)
    runs = plant("cheap line", {"foil": 1.0}, existing=(old,), variable_om_mcny_per_k=1.0)
    gone = plant("gone line", {"foil": 1.0}, existing=(Existing("gone", 10.0, 2000, 2020),), may_build=False)
    home = market("home", "foil", "sell", 0.0, 1)
    goal = output_goal("foil", 2026, 5.0)
    found = solved(world((idle, runs, gone), (home,), years=(2026,), goals=(goal,)))
    told = idle_plants(found.model.inputs, found.amounts)
    assert told == (note("planning.idle_plant", "dear line", site="town"),)


def test_a_plan_says_what_would_have_solved_it_quicker_and_how_near_it_is_proven() -> None:
    found = solved(random_world(4))
    assert quicker(found.solution) == ()
    lacking = replace(found.solution, missing=("piqp",))
    assert quicker(lacking) == (note("planning.quicker_missing", package="piqp"),)
