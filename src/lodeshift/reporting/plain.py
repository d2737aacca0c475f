"""Records as plain values for other programs: objects, lists, strings, finite numbers and nulls, told in English."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Final

import numpy as np

from lodeshift.records.diagnosis import IndustryShare
from lodeshift.records.figure import Figure
from lodeshift.records.note import Note
from lodeshift.records.scores import LeftOut
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words

ENGLISH: Final = Words("en")


def plain(value: object) -> Any:
    """Records to objects by field, notes to sentences, tuples and arrays to lists, numbers that are not finite to null."""
    if type(value) in _OWN_FORM:
        return _OWN_FORM[type(value)](value)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, np.generic | np.ndarray):
        return plain(value.tolist())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value


def picked(record: object, names: str) -> dict[str, Any]:
    """The named fields and properties of a record ("city market draws"), plain, in this order."""
    return {name: plain(getattr(record, name)) for name in names.split()}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "value": plain(figure.central),
        **picked(figure, "low high unit year source quality"),
        "note": figure.note if figure.remark is None else tell(ENGLISH, figure.remark),
        "row": figure.row,
    }


_OWN_FORM: Final[dict[type, Callable[[Any], Any]]] = {
    Figure: _figure,
    Note: lambda said: tell(ENGLISH, said),
    dt.date: lambda day: day.isoformat(),
    IndustryShare: lambda each: [each.industry, each.share, each.quotient],
    LeftOut: lambda line: f"{line.city} {line.year} ({line.row})",
}
"""Records that are not told field by field."""
