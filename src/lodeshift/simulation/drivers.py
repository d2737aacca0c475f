"""Price drivers: which prices are drawn, what every other price owes to them, and how they move together.

A price with a monthly history is drawn as it is; so is one without any known input. A product whose price passes on
its inputs' prices is not drawn but put together from them and a fee of its own, or its swing would be counted twice.
Ores and concentrates that are priced on a measured metal follow that metal. Lithium carbonate is drawn although a row
ties it to spodumene: the note of that row says that the ore follows the salt.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue import prices, ties
from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.chain.figures import REACH
from lodeshift.records.figure import Figure

FEE: Final = "fee of "
"""Begins the name of a driver that stands for what a product's price holds beside its inputs."""
_LEAST_MONTHS: Final = 60
Weights = Mapping[str, float]
"""Share of a price by the driver it moves with; the rest does not move."""


@dataclass(frozen=True, slots=True)
class Driver:
    """One drawn price: yearly log volatility (80 % range), half-life, group for correlation, its monthly series if any."""

    name: str
    volatility: Figure
    half_life_years: Figure
    group: str
    series: str
    measured: bool

    @property
    def reversion(self) -> float:
        """Share of a deviation left after a year."""
        return float(2.0 ** (-1.0 / self.half_life_years.central))

    @property
    def yearly_shock(self) -> float:
        """Standard deviation of the yearly shock whose process has the table's 12-month log change.

        A mean-reverting log price with reversion r and shock s changes over a year with variance 2 s^2 / (1 + r).
        """
        return float(self.volatility.central * math.sqrt((1.0 + self.reversion) / 2.0))

    @property
    def doubt_of_volatility(self) -> float:
        """Standard deviation of the log of the volatility, from its 80 % range."""
        return math.log(self.volatility.high / self.volatility.low) / (2.0 * REACH[self.volatility.span])

    def doubt_of_level(self, assumed: Assumptions) -> float:
        """Standard deviation of the log of the long-run level."""
        return assumed.central("level_doubt") * self.volatility.central


@cache
def weights(commodity: str) -> Weights:
    """What a commodity's price owes to drivers (see the module's head); empty where nothing is known of its swing."""
    prior = prices.priors().get(commodity)
    tied = prices.pass_through(commodity)
    if prior is not None and (prior.measured or commodity in ties.tied("drawn_though_tied")):
        return {commodity: 1.0}
    leader = _leader(commodity)
    if leader:
        return weights(leader)
    if not tied:
        return {commodity: 1.0} if prior is not None else {}
    found: dict[str, float] = {}
    passed = 0.0
    for row in tied:
        share = row.input_cost_share * row.pass_through.central
        passed += share
        for driver, weight in weights(row.input).items():
            found[driver] = found.get(driver, 0.0) + share * weight
    if passed < 1.0:
        found[FEE + commodity] = 1.0 - passed
    return found


def _leader(commodity: str) -> str:
    """The measured (or drawn) product on whose price this input is priced, "" where there is none."""
    if commodity in ties.tied("priced_on"):
        return ties.tied("priced_on")[commodity]
    for row in prices.pass_through():
        if row.input != commodity:
            continue
        prior = prices.priors().get(row.product)
        leads = prior is not None and (prior.measured or row.product in ties.tied("drawn_though_tied"))
        if leads and not _measured(commodity) and row.input_cost_share > 0.6:
            return row.product
    return ""


def _measured(commodity: str) -> bool:
    prior = prices.priors().get(commodity)
    return prior is not None and prior.measured


def driver(name: str) -> Driver:
    """The driver with this name, from its prior; a fee takes the prior of the fee, else that of the product."""
    product = name.removeprefix(FEE)
    prior = prices.priors()[ties.tied("fee_prior").get(product, product) if name.startswith(FEE) else product]
    return Driver(
        name=name,
        volatility=prior.log_volatility,
        half_life_years=prior.half_life_years,
        group=prior.correlation_group,
        series=prior.series if prior.measured else "",
        measured=prior.measured,
    )


@cache
def _yearly_changes(series: str) -> Mapping[tuple[int, int], float]:
    rows = prices.monthly(series)
    logs = {(int(r["year"]), int(r["month"])): math.log(float(r["value"])) for r in rows}
    return {when: value - logs[when[0] - 1, when[1]] for when, value in logs.items() if (when[0] - 1, when[1]) in logs}


def correlation(drivers: Iterable[Driver], assumed: Assumptions) -> NDArray[np.float64]:
    """Correlation of yearly shocks (K, K).

    Two monthly series: correlation of their 12-month log changes. Otherwise the stated value for two prices of one
    group or of two. The nearest positive definite matrix by clipping eigenvalues is returned.
    """
    known = tuple(drivers)
    matrix = np.eye(len(known))
    for i, a in enumerate(known):
        for j, b in enumerate(known[:i]):
            matrix[i, j] = matrix[j, i] = _pair(a, b, assumed)
    values, vectors = np.linalg.eigh(matrix)
    fixed = (vectors * np.maximum(values, 1e-6)) @ vectors.T
    scale = 1.0 / np.sqrt(np.diag(fixed)) if known else np.ones(0)
    return np.asarray(fixed * scale[:, None] * scale[None, :])


def _pair(a: Driver, b: Driver, assumed: Assumptions) -> float:
    if a.series and b.series:
        changes, others = _yearly_changes(a.series), _yearly_changes(b.series)
        shared = sorted(set(changes) & set(others))
        if len(shared) >= _LEAST_MONTHS:
            pair = np.corrcoef([changes[w] for w in shared], [others[w] for w in shared])
            return float(pair[0, 1])
    same = a.group == b.group and a.group not in ("", "other")
    return assumed.central("within_group" if same else "across_groups")
