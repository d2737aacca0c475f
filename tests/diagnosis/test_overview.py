"""All cities, confusion tables, label against outcome."""

from __future__ import annotations

import pytest

from lodeshift.diagnosis import overview
from lodeshift.diagnosis.stage import Draws
from lodeshift.names import Stage


def test_a_confusion_by_hand() -> None:
    pairs: list[tuple[Stage, Stage]] = [
        ("mature", "mature"),
        ("mature", "mature"),
        ("mature", "declining"),
        ("declining", "declining"),
    ]
    found = overview.confusion("given", pairs, 10)
    assert found.counts["mature"]["declining"] == 1
    assert (found.cities, found.of, found.agreement) == (4, 10, 0.75)
    # chance: (3 * 2 + 1 * 2) / 16 = 0.5
    assert found.kappa == pytest.approx(0.5)
    assert found.most_common_label_agreement == 0.75


def test_no_cities_no_agreement() -> None:
    found = overview.confusion("given", [], 10)
    assert (found.cities, found.agreement, found.kappa) == (0, 0, 0)


def test_all_262_stand_in_the_table_and_only_decided_ones_have_a_class() -> None:
    found = overview.overview(Draws(50))
    assert len(found.rows) == 262
    given = [row for row in found.rows if row.stage is not None]
    assert found.confusions[0].cities == len(given) < 262
    assert all(row.stage_probability is not None for row in given)
    assert all(len(row.possible) > 1 for row in found.rows if row.stage is None)
    assert sum(row.mining_share is not None for row in found.rows) == 260
    assert sum(row.reserve_life_years is not None for row in found.rows) == found.confusions[1].cities == 12


def test_the_confusion_does_not_depend_on_the_draws() -> None:
    assert overview.confusions() == overview.overview(Draws(3, seed=5)).confusions


def test_outcomes_have_one_band_per_city() -> None:
    for outcome in overview.outcomes():
        assert sum(outcome.bands) == outcome.cities
        assert outcome.grew <= outcome.cities
