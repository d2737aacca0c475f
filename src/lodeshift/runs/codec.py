"""Frozen records to JSON and back; arrays go to one .npz beside it. Types come from the record's own annotations."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

ARRAY = "$array"


def encode(value: Any, arrays: dict[str, NDArray[Any]]) -> Any:
    """JSON-ready form of a record; its arrays are put into `arrays` under running names."""
    if isinstance(value, np.ndarray):
        name = f"a{len(arrays)}"
        arrays[name] = value
        return {ARRAY: name}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: encode(getattr(value, f.name), arrays) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(k): encode(v, arrays) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [encode(v, arrays) for v in value]
    if isinstance(value, np.generic):
        return value.item()
    return value


def decode(kind: Any, data: Any, arrays: Mapping[str, NDArray[Any]]) -> Any:
    """A record of type `kind` from its JSON form.

    Raises
    ------
    TypeError : the data does not fit the annotations (a run of another schema).
    """
    if isinstance(data, dict) and ARRAY in data:
        return arrays[data[ARRAY]]
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        if not isinstance(data, dict):
            raise TypeError(f"{data!r} is no {kind.__name__}")
        hints = typing.get_type_hints(kind)
        known = {f.name for f in dataclasses.fields(kind)}
        return kind(**{k: decode(hints[k], v, arrays) for k, v in data.items() if k in known})
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _of_union(inner, data, arrays)
    if origin is tuple:
        kinds = inner[:1] * len(data) if inner[1:] == (Ellipsis,) else inner
        return tuple(decode(k, v, arrays) for k, v in zip(kinds, data, strict=True))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        key = int if inner[0] is int else str
        return {key(k): decode(inner[1], v, arrays) for k, v in data.items()}
    return data


def _of_union(inner: tuple[Any, ...], data: Any, arrays: Mapping[str, NDArray[Any]]) -> Any:
    if data is None:
        return None
    if isinstance(data, list):
        return decode(next(k for k in inner if typing.get_origin(k) is tuple), data, arrays)
    records = [k for k in inner if dataclasses.is_dataclass(k)]
    return decode(records[0], data, arrays) if records and isinstance(data, dict) else data
