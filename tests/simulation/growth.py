"""Made-up panels of city growth."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
YEARS = tuple(range(1998, 2022))


def growth(cities: int = 30, seed: int = 0) -> Array:
    """Logs of yearly growth (city, year): a common trend, a fading lead of each city, noise."""
    rng = np.random.default_rng(seed)
    trend = 0.02 + 0.10 * 0.95 ** np.arange(len(YEARS)) + 0.01 * rng.standard_normal(len(YEARS))
    lead = np.zeros((cities, len(YEARS)))
    lead[:, 0] = 0.02 * rng.standard_normal(cities)
    for t in range(1, len(YEARS)):
        lead[:, t] = 0.9 * lead[:, t - 1] + 0.01 * rng.standard_normal(cities)
    return np.asarray(trend + lead + 0.01 * rng.standard_normal(lead.shape))


def write(path: Path, rates: Array, first_level: float = 10.0) -> Path:
    """The panel as a user would bring it: growth in %, levels at 3 % inflation, shares, stages."""
    stages = ("growing", "mature", "declining", "")
    lines = ["id,year,gdp_growth_real_pct,gdp_bn_yuan,primary_pct,secondary_pct,resource_stage"]
    for i, row in enumerate(rates):
        levels = first_level * np.exp(np.cumsum(row + 0.03))
        for j, year in enumerate(YEARS):
            percent = 100 * np.expm1(row[j])
            lines.append(f"c{i},{year},{percent:.6f},{levels[j]:.6f},12,48,{stages[i % 4]}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
