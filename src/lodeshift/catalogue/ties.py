"""Which thing goes with which, where it is a choice: end uses of chains, what a price follows, who falls under a market."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, get_args

from lodeshift.catalogue import tables
from lodeshift.errors import UnknownIdError

Tie = Literal[
    "end_use",
    "priced_on",
    "fee_prior",
    "drawn_though_tied",
    "worked_beside",
    "fired_with",
    "bought_anywhere",
    "carbon_market",
]
"""`end_use` of a chain; the good whose price a good is `priced_on`; the prior of a product's fee; a good that is drawn
although a row ties its price; the works that is `worked_beside` a mine; the fuel that a kiln is `fired_with`; the market where a good is `bought_anywhere` though a recipe makes it; the `carbon_market` that a process falls under."""
TIES: Final[frozenset[str]] = frozenset(get_args(Tie))


@cache
def tied(kind: Tie) -> Mapping[str, str]:
    """Subject -> object of one kind, in the order of the table.

    Raises
    ------
    UnknownIdError : a row of the table is of a kind that is not known.
    """
    rows = tables.read("ties")
    for row in rows:
        if row["kind"] not in TIES:
            raise UnknownIdError("kind of tie", row["kind"], TIES)
    return MappingProxyType({row["subject"]: row["object"] for row in rows if row["kind"] == kind})


@cache
def end_uses() -> tuple[str, ...]:
    """End uses that demand is told by, in the order of the table."""
    return tuple(dict.fromkeys(tied("end_use").values()))


@cache
def in_carbon_market(process: str, year: int) -> bool:
    """Whether the direct emissions of a process fall under the national carbon market in a year."""
    rows = [r for r in tables.read("ties") if r["kind"] == "carbon_market" and r["subject"] == process]
    return any(tables.needed(row, "from_year") <= year for row in rows)
