"""The ensemble sampler on a density that is known, and diagnostics that fail loudly."""

from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import InputRangeError, LodeshiftError
from lodeshift.simulation import sampler

MEAN = np.array([1.0, -2.0])
COVARIANCE = np.array([[1.0, 0.8], [0.8, 1.0]])


def normal(points: sampler.Array) -> sampler.Array:
    away = points - MEAN
    return np.asarray(-0.5 * np.einsum("ni,ij,nj->n", away, np.linalg.inv(COVARIANCE), away))


def start(walkers: int = 32, spread: float = 2.0) -> sampler.Array:
    return MEAN + spread * np.random.default_rng(0).standard_normal((4, walkers, 2))


def test_a_correlated_normal_is_found_with_its_moments() -> None:
    chains = sampler.sample(normal, start(), 800, np.random.default_rng(1))
    assert chains.draws.shape == (4, 400, 32, 2)
    assert chains.flat.mean(axis=0) == pytest.approx(MEAN, abs=0.1)
    assert np.cov(chains.flat.T) == pytest.approx(COVARIANCE, abs=0.12)
    assert 0.3 < chains.accepted < 0.9
    diagnosis = sampler.diagnose(chains, ("a", "b"))
    diagnosis.check()
    assert max(diagnosis.r_hat) < 1.05
    assert min(diagnosis.ess) < chains.flat.shape[0]


def test_one_seed_gives_one_chain() -> None:
    one, two = (sampler.sample(normal, start(), 20, np.random.default_rng(7)).draws for _ in range(2))
    assert np.array_equal(one, two)


def test_chains_that_disagree_are_refused() -> None:
    def two_hills(points: sampler.Array) -> sampler.Array:
        return np.asarray(-0.5 * (np.abs(points[:, 0]) - 30.0) ** 2 - 0.5 * points[:, 1] ** 2)

    hills = np.zeros((4, 16, 2)) + 0.1 * np.random.default_rng(0).standard_normal((4, 16, 2))
    hills[:2, :, 0] += 30.0
    hills[2:, :, 0] -= 30.0
    diagnosis = sampler.diagnose(sampler.sample(two_hills, hills, 100, np.random.default_rng(1)), ("a", "b"))
    with pytest.raises(sampler.NotConvergedError, match="a: R-hat"):
        diagnosis.check()


def test_a_chain_too_short_is_refused() -> None:
    chains = sampler.sample(normal, start(8), 12, np.random.default_rng(1))
    with pytest.raises(sampler.NotConvergedError, match="independent draws"):
        sampler.diagnose(chains, ("a", "b")).check()


def test_wrong_settings_are_refused() -> None:
    with pytest.raises(InputRangeError, match="walkers"):
        sampler.sample(normal, start(4), 100, np.random.default_rng(0))
    with pytest.raises(InputRangeError, match="steps"):
        sampler.sample(normal, start(), 5, np.random.default_rng(0))
    with pytest.raises(LodeshiftError, match="density is zero"):
        sampler.sample(lambda p: np.full(len(p), -np.inf), start(), 20, np.random.default_rng(0))
