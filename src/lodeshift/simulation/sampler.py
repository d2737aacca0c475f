"""Posterior draws without gradients: an affine-invariant ensemble of walkers (Goodman & Weare 2010, CAMCoS 5), with
diagnostics that fail loudly.

Several ensembles run side by side and are evaluated in one call, so the vectorised kernel sees hundreds of walkers at
once. They start apart; R-hat compares them (split R-hat, Gelman et al. 2013, BDA3 chapter 11).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.errors import LodeshiftError, check_range

Array = NDArray[np.float64]
LogDensity = Callable[[Array], Array]
"""Points (points, parameters) -> log density (points), -inf where it is zero."""
STRETCH: Final = 2.0
R_HAT_LIMIT: Final = 1.05
LEAST_ESS: Final = 200.0


class NotConvergedError(LodeshiftError):
    """The sampler's chains disagree, or hold too few independent draws: the posterior must not be used."""


@dataclass(frozen=True, slots=True)
class Chains:
    """Draws (ensembles, steps, walkers, parameters) after burn-in, and the share of moves that were accepted."""

    draws: Array
    accepted: float

    @property
    def flat(self) -> Array:
        """All draws (draws, parameters)."""
        return self.draws.reshape(-1, self.draws.shape[-1])


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """R-hat and effective number of independent draws per parameter."""

    names: tuple[str, ...]
    r_hat: tuple[float, ...]
    ess: tuple[float, ...]
    accepted: float

    def check(self) -> None:
        """Raise `NotConvergedError` where a parameter's R-hat is over 1.05 or it has under 200 independent draws."""
        bad = [
            f"{name}: R-hat {r:.3f} (at most {R_HAT_LIMIT}), {e:.0f} independent draws (at least {LEAST_ESS:.0f})"
            for name, r, e in zip(self.names, self.r_hat, self.ess, strict=True)
            if not (r <= R_HAT_LIMIT and e >= LEAST_ESS)
        ]
        if bad:
            raise NotConvergedError(
                "the fit has not converged: " + "; ".join(bad) + ". More steps, or fewer parameters."
            )


def sample(density: LogDensity, start: Array, steps: int, rng: np.random.Generator, burn_in: float = 0.5) -> Chains:
    """Run the ensembles.

    Parameters
    ----------
    start : first points (ensembles, walkers, parameters); walkers even in number and more than twice the parameters.
    steps : sweeps in all; the first `burn_in` share is thrown away.

    Raises
    ------
    InputRangeError : too few walkers or steps.   LodeshiftError : a start point has no density.
    """
    ensembles, walkers, count = start.shape
    check_range("walkers", walkers, at_least=2 * count + 2)
    check_range("steps", steps, at_least=10)
    half = walkers // 2
    points = start.copy()
    levels = density(points.reshape(-1, count)).reshape(ensembles, walkers)
    if not np.isfinite(levels).all():
        raise LodeshiftError("the sampler starts where the density is zero")
    kept = np.empty((ensembles, steps, walkers, count))
    accepted = 0
    for step in range(steps):
        for side in (slice(0, half), slice(half, 2 * half)):
            other = slice(half, 2 * half) if side.start == 0 else slice(0, half)
            partners = rng.integers(0, half, (ensembles, half))
            stretch = ((STRETCH - 1.0) * rng.random((ensembles, half)) + 1.0) ** 2 / STRETCH
            there = np.take_along_axis(points[:, other], partners[:, :, None], axis=1)
            proposal = there + stretch[:, :, None] * (points[:, side] - there)
            level = density(proposal.reshape(-1, count)).reshape(ensembles, half)
            odds = (count - 1.0) * np.log(stretch) + level - levels[:, side]
            taken = np.log(rng.random((ensembles, half))) < odds
            points[:, side] = np.where(taken[:, :, None], proposal, points[:, side])
            levels[:, side] = np.where(taken, level, levels[:, side])
            accepted += int(taken.sum())
        kept[:, step] = points
    first = int(burn_in * steps)
    return Chains(kept[:, first:], accepted / (steps * ensembles * 2 * half))


def diagnose(chains: Chains, names: Sequence[str]) -> Diagnosis:
    """R-hat and effective draws of every parameter."""
    draws = chains.draws
    steps = draws.shape[1] // 2 * 2
    halves = np.concatenate((draws[:, : steps // 2], draws[:, steps // 2 : steps]), axis=0)
    r_hat, ess = [], []
    for p in range(draws.shape[-1]):
        groups = halves[..., p].reshape(halves.shape[0], -1)
        within = float(groups.var(axis=1, ddof=1).mean())
        between = float(groups.mean(axis=1).var(ddof=1))
        r_hat.append(float(np.sqrt(1.0 + between / within)) if within > 0 else float("inf"))
        time = _autocorrelation_time(draws[..., p])
        ess.append(draws[..., p].size / time)
    return Diagnosis(tuple(names), tuple(r_hat), tuple(ess), chains.accepted)


def _autocorrelation_time(draws: Array) -> float:
    """Steps per independent draw (at least 1): autocorrelation of each walker, averaged, summed over a window of five
    times itself (Sokal 1997)."""
    ensembles, steps, walkers = draws.shape
    series = draws.transpose(0, 2, 1).reshape(-1, steps)
    centred = series - draws.mean()
    size = 1 << (2 * steps - 1).bit_length()
    spectrum = np.fft.rfft(centred, size, axis=1)
    correlation = np.fft.irfft(spectrum * np.conj(spectrum), size, axis=1)[:, :steps].mean(axis=0)
    if correlation[0] <= 0:
        return float(ensembles * steps * walkers)
    correlation = correlation / correlation[0]
    times = 2.0 * np.cumsum(correlation) - 1.0
    window = np.arange(steps) >= 5.0 * times
    return max(float(times[np.argmax(window)] if window.any() else times[-1]), 1.0)
