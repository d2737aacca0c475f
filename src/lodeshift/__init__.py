"""lodeshift: what a city that lives from what it digs can live from next.

The front door: `import lodeshift as ls`, then `ls.new`, `ls.load`, `ls.diagnose`, `ls.match`, `ls.plan`, `ls.simulate`,
`ls.trace`, `ls.border_cost`, `ls.atlas`, `ls.report` and the record `ls.Case`. Each is imported when it is first asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lodeshift.study.door import (
        Case,
        atlas,
        border_cost,
        diagnose,
        load,
        match,
        new,
        plan,
        report,
        simulate,
        trace,
    )

__version__ = "0.1.0"
__all__ = [
    "Case", "__version__", "atlas", "border_cost", "diagnose", "load", "match", "new", "plan", "report", "simulate", "trace",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module("lodeshift.study.door"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
