"""Every assumption has a range, a unit and says where it comes from."""

from __future__ import annotations

import pytest

from lodeshift.errors import UnknownIdError
from lodeshift.simulation.assumptions import assumption, assumptions, central


def test_ranges_hold_their_central_value_and_are_marked_weak() -> None:
    for name, figure in assumptions().items():
        assert figure.low <= figure.central <= figure.high, name
        assert figure.weak, name
        assert figure.unit and figure.note and figure.source, name


def test_an_unknown_assumption_gives_a_hint() -> None:
    assert central("hurdle") == assumption("hurdle").central
    with pytest.raises(UnknownIdError, match="hurdle"):
        assumption("hurdel")
