"""A figure knows whether it is weak and cannot be changed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from typing import get_args

import pytest

from lodeshift.names import Quality
from lodeshift.records.figure import Figure


@pytest.mark.parametrize("quality", get_args(Quality))
def test_estimates_and_recalled_figures_are_weak(quality: Quality) -> None:
    figure = Figure(1.0, 2.0, 3.0, "t", "2024", "CN", "test", quality)
    assert figure.weak == (quality in ("estimate", "recalled"))


def test_a_figure_cannot_be_changed() -> None:
    figure = Figure(1.0, 2.0, 3.0, "t", "2024", "CN", "test", "measured")
    with pytest.raises(FrozenInstanceError):
        figure.central = 5.0  # type: ignore[misc]
