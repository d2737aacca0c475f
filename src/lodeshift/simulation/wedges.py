"""What each lever did: leave-one-out, and its fair part of what all do together (Shapley value, up to 8 levers)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.errors import check_range

MOST_LEVERS: Final = 8
"""2^8 ensembles; more levers would need sampling."""
Worth = Callable[[frozenset[str]], NDArray[np.float64]]
"""Levers that are pulled -> mean of every measure over the same draws."""


def leave_one_out(names: Sequence[str], worth: Worth) -> Mapping[str, NDArray[np.float64]]:
    """Change of every measure when one lever alone is taken away from all: all - (all without it)."""
    everything = frozenset(names)
    whole = worth(everything)
    return {name: whole - worth(everything - {name}) for name in names}


def shapley(names: Sequence[str], worth: Worth) -> Mapping[str, NDArray[np.float64]]:
    """Shapley value of every lever for every measure: its mean marginal effect over all orders of pulling them.

    They sum to what all levers do together (Shapley 1953). Every subset is evaluated once.

    Raises
    ------
    InputRangeError : more than 8 levers.
    """
    check_range("number of levers", len(names), at_most=MOST_LEVERS)
    count = len(names)
    values = {
        frozenset(subset): worth(frozenset(subset))
        for size in range(count + 1)
        for subset in itertools.combinations(names, size)
    }
    found: dict[str, NDArray[np.float64]] = {}
    for name in names:
        total = np.zeros_like(values[frozenset()])
        for subset, value in values.items():
            if name not in subset:
                weight = math.factorial(len(subset)) * math.factorial(count - len(subset) - 1) / math.factorial(count)
                total = total + weight * (values[subset | {name}] - value)
        found[name] = total
    return found
