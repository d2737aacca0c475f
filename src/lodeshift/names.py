"""Words that mean one thing in the whole house, and the sets of choices derived from them."""

from __future__ import annotations

from typing import Final, Literal, get_args

Stage = Literal["growing", "mature", "declining", "regenerative"]
STAGES: Final[frozenset[str]] = frozenset(get_args(Stage))

Quality = Literal["measured", "reported", "derived", "estimate", "recalled", "user"]
"""How far a figure can be trusted. `user` is a figure that the user's own case states without a grade."""
QUALITIES: Final[frozenset[str]] = frozenset(get_args(Quality))
WEAK_QUALITIES: Final[frozenset[str]] = frozenset({"estimate", "recalled"})
"""Qualities that are marked wherever the figure is shown."""

Objective = Literal["least_cost", "max_npv"]
OBJECTIVES: Final[frozenset[str]] = frozenset(get_args(Objective))

Language = Literal["zh", "en"]

ELECTRICITY: Final = "electricity"
LABOUR: Final = "labour"
WATER: Final = "water"
CO2: Final = "co2_direct"
METHANE: Final = "ch4_direct"
HEAT: Final = "heat"

HOURS_PER_DAY: Final = 24
HOURS_PER_WEEK: Final = 168
HOURS_PER_YEAR: Final = 8760
MONTH_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
EXTERNAL_DATA: Final = "LODESHIFT_EXTERNAL_DATA"
"""Environment variable that points at data which are not ours to ship."""
