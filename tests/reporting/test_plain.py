"""Records as plain values."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pytest

from lodeshift.records.figure import Figure
from lodeshift.records.match import Link, Span
from lodeshift.records.note import note
from lodeshift.reporting.plain import picked, plain


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ((float("nan"), float("inf"), 1.5), [None, None, 1.5]),
        ({2030: (Span(1.0, 2.0, 3.0),)}, {"2030": [{"low": 1.0, "central": 2.0, "high": 3.0}]}),
        (np.array([[1.0, np.nan]]), [[1.0, None]]),
        (np.int64(3), 3),
        (dt.date(2026, 1, 2), "2026-01-02"),
        (note("atlas.commodity"), "commodity"),
        ("text", "text"),
    ],
)
def test_what_json_can_hold(value: object, told: object) -> None:
    assert plain(value) == told
    json.dumps(plain(value), allow_nan=False)


def test_a_figure_has_its_own_form() -> None:
    figure = Figure(1.0, 2.0, 3.0, "t", "2024", "CN", "somebody", "estimate", "as said", "capex.csv:3")
    assert plain(figure) == {
        "value": 2.0, "low": 1.0, "high": 3.0, "unit": "t", "year": "2024", "source": "somebody", "quality": "estimate",
        "note": "as said", "row": "capex.csv:3",
    }  # fmt: skip


def test_fields_are_picked_in_the_order_asked() -> None:
    assert list(picked(Link("smelter", "nickel", 2.0), "amount process").items()) == [
        ("amount", 2.0),
        ("process", "smelter"),
    ]
