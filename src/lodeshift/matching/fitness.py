"""Fitness of regions and complexity of activities (Tacchella et al. 2012), iterated until nothing moves."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from lodeshift.errors import check_range
from lodeshift.matching.proximity import Presence
from lodeshift.records.complexity import Fitness

SMALLEST = 1e-200
"""Some regions' fitness tends to zero; below this it is held, so that its reciprocal stays finite."""


def fitness(present: Presence, tolerance: float = 1e-12, most_rounds: int = 20_000) -> Fitness:
    """Fixed point of F_c = sum_p M_cp Q_p and Q_p = 1 / sum_c (M_cp / F_c), each divided by its mean.

    `present` (regions, activities) with no empty row or column. Stops when no fitness moves by more than
    `tolerance` in a round. Tables shaped so that a fitness tends to zero may need very many rounds: the result
    says whether it converged.
    """
    check_range("tolerance", tolerance, at_least=0.0)
    forward = csr_array(present.astype(np.float64))
    backward = forward.T.tocsr()
    strength = np.ones(present.shape[0])
    quality = np.ones(present.shape[1])
    change = np.inf
    rounds = 0
    while rounds < most_rounds and change > tolerance:
        raised = forward @ quality
        lowered = 1.0 / (backward @ (1.0 / strength))
        raised = np.maximum(raised / raised.mean(), SMALLEST)
        quality = np.maximum(lowered / lowered.mean(), SMALLEST)
        change = float(np.abs(raised - strength).max())
        strength = raised
        rounds += 1
    return Fitness(strength, quality, rounds, change, change <= tolerance)
