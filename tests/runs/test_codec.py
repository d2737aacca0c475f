"""Records to JSON and arrays and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lodeshift.names import Objective
from lodeshift.records.figure import Figure
from lodeshift.records.note import note
from lodeshift.records.plan import Alternative, Binding, GoalResult, SitePower, Slices, WeakFigure
from lodeshift.runs.codec import ARRAY, decode, encode


@dataclass(frozen=True)
class Inner:
    name: str
    series: NDArray[np.float64]
    year: int | None = None


@dataclass(frozen=True)
class Outer:
    objective: Objective
    whole: int
    share: float
    by_year: Mapping[int, Mapping[str, float]]
    parts: tuple[Inner, ...]
    one: Inner | None
    other: Inner | None
    mixed: Mapping[str, str | float]
    series: Mapping[str, NDArray[np.float64]]
    left: tuple[str, ...] = ()
    with_default: float = 3.0
    nothing: Mapping[str, float] = field(default_factory=dict)


def outer(share: float = 0.5) -> Outer:
    inner = Inner("a", np.arange(3.0))
    return Outer(
        objective="max_npv",
        whole=3,
        share=share,
        by_year={2027: {"foil": 1.0}, 2030: {}},
        parts=(inner, Inner("b", np.zeros(0), 2030)),
        one=Inner("c", np.array([[1.0, 2.0]])),
        other=None,
        mixed={"method": "hipo", "gap": 0.0},
        series={"grid": np.array([0.1, -0.0])},
        left=("x",),
    )


def there_and_back(record: Any) -> Any:
    arrays: dict[str, NDArray[Any]] = {}
    text = json.dumps(encode(record, arrays))
    return decode(type(record), json.loads(text), arrays)


def test_a_record_comes_back_as_it_went() -> None:
    back = there_and_back(outer())
    assert (back.objective, back.whole, back.share, back.other, back.left) == ("max_npv", 3, 0.5, None, ("x",))
    assert back.by_year == {2027: {"foil": 1.0}, 2030: {}}, "whole-number keys come back as whole numbers"
    assert [type(part) for part in back.parts] == [Inner, Inner]
    assert [(part.name, part.year) for part in back.parts] == [("a", None), ("b", 2030)]
    assert back.parts[0].series.tolist() == [0.0, 1.0, 2.0]
    assert back.parts[1].series.size == 0
    assert back.one.series.shape == (1, 2)
    assert back.mixed == {"method": "hipo", "gap": 0.0}
    assert back.series["grid"].tolist() == [0.1, -0.0]
    assert (back.with_default, back.nothing) == (3.0, {})


@given(st.floats(allow_nan=False))
def test_numbers_keep_every_bit(share: float) -> None:
    assert there_and_back(outer(share)).share == share


def test_arrays_stand_apart_under_names_of_their_own() -> None:
    arrays: dict[str, NDArray[Any]] = {}
    data = encode(outer(), arrays)
    assert sorted(arrays) == ["a0", "a1", "a2", "a3"]
    assert data["parts"][0]["series"] == {ARRAY: "a0"}


def test_numbers_of_numpy_become_plain_ones() -> None:
    assert encode({"a": np.float64(1.5), "b": np.int64(2), "c": (np.bool_(True), None)}, {}) == {
        "a": 1.5,
        "b": 2,
        "c": [True, None],
    }


def test_parts_of_a_plan_come_back() -> None:
    slices = Slices(np.array([0, 24]), 1, np.array([4380.0, 4380.0]), np.array([1, 7]))
    back = there_and_back(slices)
    assert back.start_hour.dtype == np.int64
    assert back.weight_h.tolist() == [4380.0, 4380.0]
    power = SitePower("zone", 2030, {"grid": np.ones(2)}, {"foil": np.ones(2)}, {}, np.zeros(2), np.ones(2), np.ones(2))
    assert there_and_back(power).supply_mw["grid"].tolist() == [1.0, 1.0]
    goal = GoalResult(1.0, 2.0, "t/a", 0.0, 2030, "output", "foil", "", "min")
    assert there_and_back(goal) == goal
    alternative = Alternative("max_npv", -3.0, {2030: {"foil": 2.0}}, {2030: {}})
    assert there_and_back(alternative) == alternative
    binding = Binding(note("planning.limit_sale", "foil", year=2030, market="home", parts=("a", "b")), 1.0, "k/a")
    assert there_and_back(binding) == binding
    weak = WeakFigure(
        note("planning.figure_price", "nickel", market="port"), "zone",
        Figure(1.0, 2.0, 3.0, "t", "2024", "CN", "test", "estimate"), 4.0, 1.0,
    )  # fmt: skip
    assert there_and_back(weak) == weak


def test_a_field_that_newer_versions_dropped_is_passed_over_and_a_missing_one_is_an_error() -> None:
    arrays: dict[str, NDArray[Any]] = {}
    data = encode(GoalResult(1.0, 2.0, "t/a", 0.0, 2030, "output", "foil", "", "min"), arrays)
    assert decode(GoalResult, data | {"gone": 1}, arrays).target == 1.0
    del data["target"]
    with pytest.raises(TypeError, match="target"):
        decode(GoalResult, data, arrays)
