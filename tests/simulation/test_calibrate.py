"""Fitting a city to its past: a known truth is found again; little data is refused or leaves the prior."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from lodeshift.catalogue.assumptions import usual
from lodeshift.errors import InputError
from lodeshift.simulation import calibrate
from lodeshift.simulation.history import Observation

LEAD, FADE = 0.06, 0.9
YEARS = range(2005, 2016)
ROW = Observation("growth", 2004, 2005, 0.0, 0.005)


def past(noise: float = 0.0) -> calibrate.Past:
    """Made by the kernel itself from a known lead."""
    empty = calibrate.Past(2004, tuple(replace(ROW, first=y - 1, last=y) for y in YEARS))
    values = {"lead": np.array([LEAD]), "fade": np.array([FADE])}
    changes = calibrate.simulated(empty, calibrate.model_of(empty, usual()), values, usual())[:, 0]
    rng = np.random.default_rng(0)
    return replace(
        empty,
        observations=tuple(
            replace(o, change=float(c + noise * rng.standard_normal()))
            for o, c in zip(empty.observations, changes, strict=True)
        ),
    )


@pytest.fixture(scope="module")
def found() -> calibrate.Fit:
    return calibrate.fit(past(0.004), np.random.default_rng(3), usual())


def test_a_known_lead_is_found_again_with_its_doubt(found: calibrate.Fit) -> None:
    low, middle, high = found.quantiles("lead")
    assert low - 0.005 < LEAD < high + 0.005
    assert middle == pytest.approx(LEAD, abs=0.02)
    assert 0.001 < high - low < 0.06
    assert found.quantiles("unexplained")[1] < 0.02
    mean, doubt = found.lead_at(5.0)
    assert mean == pytest.approx(LEAD * FADE**5, abs=0.012) and doubt > 0


def test_what_was_fitted_lies_beside_what_was_seen(found: calibrate.Fit) -> None:
    seen = np.array([o.change for o in found.observations])
    assert np.abs(found.fitted[1] - seen).max() < 0.02
    assert (found.fitted[0] <= found.fitted[1]).all() and (found.fitted[1] <= found.fitted[2]).all()
    assert max(found.diagnosis.r_hat) < 1.05


def test_fewer_than_three_observations_are_refused() -> None:
    few = replace(past(), observations=past().observations[:2])
    with pytest.raises(InputError, match="at least 3"):
        calibrate.fit(few, np.random.default_rng(0), usual())


def test_a_price_makes_a_mine_earn_more_and_a_stronger_gain_more_still() -> None:
    rows = (Observation("level", 2004, 2006, 0.0, 0.02),)
    boom = calibrate.Past(2004, rows, price=(1.0, 1.5, 2.0), mine_share=0.4)
    model = calibrate.model_of(boom, usual())
    gain = {"gain": np.array([0.0, 0.5, 1.0])}
    none, half, full = calibrate.simulated(boom, model, gain, usual())[0]
    assert none < half < full
    assert full - none > 0.1
    assert [p.name for p in calibrate.priors_of(boom, usual())] == ["lead", "fade", "gain", "hurdle", "unexplained"]
    assert len(calibrate.priors_of(past(), usual())) == 3


def test_priors_are_drawn_towards_cities_of_the_group(found: calibrate.Fit) -> None:
    other = replace(found, draws=found.draws + np.array([0.02, 0.0, 0.0]))
    priors = calibrate.priors_of(past(), usual())
    fits, groups = {"a": found, "b": other, "c": found}, {"a": "coal", "b": "coal", "c": "oil"}
    pooled = calibrate.pooled_priors(fits, groups, priors)
    assert pooled["oil"] == priors
    lead = pooled["coal"][0]
    assert found.draws[:, 0].mean() < lead.mean < other.draws[:, 0].mean()
    assert 0.5 * priors[0].sd <= lead.sd <= priors[0].sd


def test_priors_are_those_of_the_table_on_the_scale_that_is_sampled() -> None:
    lead, fade, size = calibrate.priors_of(past(), usual())
    assert (lead.mean, lead.sd, lead.low, lead.high, lead.log) == (0.0, 0.06, -0.3, 0.6, False)
    assert (fade.mean, fade.sd) == (usual().central("deviation_persistence"), 0.05)
    assert (size.mean, size.low, size.high) == (math.log(0.03), math.log(0.003), math.log(0.3)) and size.log
