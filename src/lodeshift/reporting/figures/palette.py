"""Colours that can be told apart by colour-blind readers and on a grey print; checked in the tests."""

from __future__ import annotations

from typing import Final

INK: Final = "#1c2733"
MUTED: Final = "#5c6875"
ACCENT: Final = "#0e5a6d"
ALERT: Final = "#b4432f"
GHOST: Final = "#9aa5b1"

POWER: Final[dict[str, str]] = {
    "wind": "#6fb3d9",
    "pv": "#f2c14e",
    "ppa": "#6b4a9b",
    "plant": "#a4551e",
    "battery": "#127a63",
    "grid": "#a9b2bc",
    "export": "#dfe4e9",
}
"""By kind of supply; the same colour wherever the kind is shown."""

SERIES: Final[tuple[str, ...]] = (
    "#0e5a6d",
    "#df9127",
    "#7fb8d4",
    "#8d4a98",
    "#4f9a6b",
    "#c65d4a",
    "#c9b35a",
    "#596e72",
    "#b6c4cb",
)
"""For things without a colour of their own (processes, account lines), in this order."""

RAMP: Final[tuple[str, ...]] = ("#cfe2e8", "#9dc5d0", "#64a1b3", "#2d7a8f", "#0b4a5a")
"""From little to much, by lightness."""


def series(index: int) -> str:
    """Colour number `index`; begins anew after the last, so that a chart should have no more than nine series."""
    return SERIES[index % len(SERIES)]


def ramp(share: float) -> str:
    """Colour of the ramp for a share 0..1 of the largest value."""
    return RAMP[min(len(RAMP) - 1, max(0, int(share * len(RAMP))))]
