"""Single cells of tables: what a spreadsheet would run is disarmed on the way out and comes back on the way in.

A cell that begins with = + - @ would be run as a formula by a spreadsheet, so text cells of that kind are written
with a leading apostrophe, which is taken off again on reading.
"""

from __future__ import annotations

import datetime
import math
import re
from typing import Any, Final

_RISKY: Final = re.compile(r"^'*[=+\-@\t\r]")


def escaped(text: str) -> str:
    """Text that a spreadsheet shows and never runs."""
    return f"'{text}" if _RISKY.match(text) else text


def unescaped(text: str) -> str:
    """The text behind `escaped`."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text


def as_text(value: Any) -> str:
    """A cell of a workbook as the text a person would type. Booleans become true and false, whole floats whole numbers.

    Raises
    ------
    ValueError : dates and times (spreadsheets make them of "1-2").
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        raise ValueError("a date or time")
    return str(value)


def number_of(text: str) -> float | None:
    """The finite number that a cell holds, None where it holds none ("", "1,000", "1_000", "nan", "many")."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None
