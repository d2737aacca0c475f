"""The text of a file that a user brings: UTF-8, with or without a byte-order mark, packed by gzip or not."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import Any, Final

from lodeshift.errors import InputError

WHOLE: Final = "file"
"""Field of a problem with a whole file."""


def bytes_of(path: Path, expected: str = "a file", most_bytes: int | None = None) -> bytes:
    """The bytes of a file; those inside where its name ends in `.gz`.

    Raises
    ------
    InputError : there is none, it has more than `most_bytes`, or it cannot be read or unpacked.
    """
    if not path.is_file():
        found = "a folder" if path.is_dir() else "no such file"
        raise InputError.one("file.missing", str(path), None, WHOLE, found, expected)
    if most_bytes is not None and path.stat().st_size > most_bytes:
        found = f"more than {most_bytes / 1e6:.0f} MB"
        raise InputError.one("file.too_large", path.name, None, WHOLE, found, "a smaller file")
    try:
        raw = path.read_bytes()
    except OSError as error:
        said = error.strerror or str(error)
        raise InputError.one("file.unreadable", str(path), None, WHOLE, said, expected) from error
    if path.suffix != ".gz":
        return raw
    try:
        return gzip.decompress(raw)
    except (OSError, EOFError, zlib.error) as error:
        found = f"no whole gzip file ({error})"
        raise InputError.one("file.not_gzip", path.name, None, WHOLE, found, "a file that gzip packed") from error


def text_of(path: Path, expected: str = "a text file", most_bytes: int | None = None) -> str:
    """The text of a file, line ends as they stand.

    Raises
    ------
    InputError : as `bytes_of`, or the bytes are not UTF-8.
    """
    try:
        return bytes_of(path, expected, most_bytes).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "in Excel: save as 'CSV UTF-8'"
        found = "text that is not UTF-8"
        raise InputError.one("file.not_utf8", path.name, None, WHOLE, found, "UTF-8", hint) from error


def json_of(path: Path, expected: str = "a JSON file") -> Any:
    """What a JSON file holds.

    Raises
    ------
    InputError : as `text_of`, or the text is no JSON.
    """
    try:
        return json.loads(text_of(path, expected))
    except ValueError as error:
        raise InputError.one("file.content", path.name, None, WHOLE, str(error), expected) from error
