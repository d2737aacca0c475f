"""Forms and bands of coupling coordination (worked numbers: tests/reference)."""

from __future__ import annotations

import pytest

from lodeshift.diagnosis import coupling
from lodeshift.errors import InputRangeError


def test_equal_subsystems_are_fully_coupled_in_every_form() -> None:
    forms: tuple[coupling.Form, ...] = ("geometric", "geometric_without_root", "variance")
    for form in forms:
        assert coupling.coupling_degree([0.4, 0.4, 0.4], form) == pytest.approx(1)


def test_for_two_subsystems_the_closed_form_holds() -> None:
    u, v = 0.62, 0.48
    assert coupling.coupling_degree([u, v]) == pytest.approx(2 * (u * v) ** 0.5 / (u + v))


def test_leaving_out_the_root_gives_another_number() -> None:
    with_root = coupling.coupling_degree([0.31, 0.77])
    assert coupling.coupling_degree([0.31, 0.77], "geometric_without_root") == pytest.approx(with_root**2)


def test_the_variance_form_is_one_less_two_standard_deviations() -> None:
    assert coupling.coupling_degree([0.2, 0.6], "variance") == pytest.approx(1 - 2 * 0.2)
    assert coupling.coupling_degree([0.0, 1.0], "variance") == 0


def test_a_subsystem_at_zero_couples_with_nothing() -> None:
    assert coupling.coupling_degree([0.0, 0.9]) == 0
    assert coupling.coupling_degree([0.0, 0.0]) == 0


def test_importance_changes_the_level_not_the_coupling() -> None:
    even = coupling.coordination([0.2, 0.8])
    tilted = coupling.coordination([0.2, 0.8], importance=[0.1, 0.9])
    assert tilted.coupling == even.coupling
    assert tilted.development == pytest.approx(0.74)


@pytest.mark.parametrize(
    ("value", "word"), [(0.0, "extreme_imbalance"), (0.1, "extreme_imbalance"), (0.1001, "severe_imbalance"), (0.5, "near_imbalance"), (1.0, "excellent_coordination")]
)  # fmt: skip
def test_bands_are_closed_above(value: float, word: str) -> None:
    assert coupling.band(value, coupling.TENTHS) == word


def test_bands_are_a_parameter() -> None:
    quarters = ((0.25, "low"), (0.5, "middling"), (0.7, "fair"), (0.85, "good"), (1.0, "high"))
    assert coupling.coordination([0.62, 0.48], bands=quarters).coordination_band == "good"


@pytest.mark.parametrize("bad", [[0.5], [0.5, 1.2], [-0.1, 0.5], [[0.5, 0.5]]])
def test_scores_outside_their_range_are_refused(bad: list[float]) -> None:
    with pytest.raises(InputRangeError):
        coupling.coupling_degree(bad)


def test_importance_must_add_up() -> None:
    with pytest.raises(InputRangeError, match="add up to 1"):
        coupling.coordination([0.5, 0.5], importance=[0.5, 0.6])
