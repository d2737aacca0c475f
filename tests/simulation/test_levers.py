"""Levers: reading, refusing, and that nothing happens before they act."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.catalogue.assumptions import levers as known_levers
from lodeshift.catalogue.assumptions import usual
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.simulation import levers
from lodeshift.simulation.assemble import usual_levers
from lodeshift.simulation.layout import Levers


def test_levers_are_read_with_their_units() -> None:
    found = levers.read(["profit_tax=15%", "permit_time = 0.5 a", "land_price=80 CNY/m2"])
    assert found == pytest.approx({"profit_tax": 0.15, "permit_time": 0.5, "land_price": 80.0})


def test_an_unknown_lever_gives_a_hint() -> None:
    with pytest.raises(UnknownIdError, match="profit_tax"):
        levers.read(["profit_tx=0.1"])


def test_all_wrong_values_are_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        levers.read(["profit_tax=90%", "green_share=wind", "permit_time", "land_price=10 CNY/m2"])
    assert [problem.field for problem in caught.value.problems] == ["profit_tax", "green_share", "permit_time"]


@pytest.mark.parametrize("name", sorted(known_levers()))
def test_a_lever_names_a_row_of_the_model_and_its_usual_value_is_allowed(name: str) -> None:
    known = levers.lever(name)
    assert known.field in Levers._fields
    assert known.least <= levers.usual(name, usual()) <= known.most
    assert getattr(usual_levers(3, usual()), known.field)[1] == levers.usual(name, usual())


@pytest.mark.parametrize("name", sorted(known_levers()))
def test_pulling_changes_its_own_row_from_the_first_year_on(name: str) -> None:
    base = usual_levers(4, usual())
    known = levers.lever(name)
    value = known.most
    pulled = levers.pulled(base, {name: value}, 1000.0, usual())
    for field in Levers._fields:
        before, after = getattr(base, field), getattr(pulled, field)
        assert after[0] == before[0]
        if field == known.field:
            assert (after[1:] == value).all()
        elif not (name == "training" and field == "ramp_factor"):
            assert np.array_equal(before, after)


def test_training_shortens_the_ramp_up_within_its_bound() -> None:
    base = usual_levers(3, usual())
    half = levers.pulled(base, {"training": 25.0}, 1000.0, usual()).ramp_factor
    most = levers.pulled(base, {"training": 1e6}, 1000.0, usual()).ramp_factor
    assert half.tolist() == pytest.approx([1.0, 0.8, 0.8])
    assert most.tolist() == pytest.approx([1.0, 0.6, 0.6])
