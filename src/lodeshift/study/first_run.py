"""What to tell before a simulation that must compile first. Apart from the rest, so that asking costs nothing."""

from __future__ import annotations

from lodeshift.simulation.compiling import Precision, is_compiled


def words(precision: Precision = "float64") -> str:
    """A sentence, or nothing where this machine has the compiled equations already."""
    return "" if is_compiled(precision) else "compiling the equations for this machine, once: about half a minute"
