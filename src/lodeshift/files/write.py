"""The one writer: a file or a folder stands whole in its place, or what stood there before stands still."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lodeshift.errors import InputError
from lodeshift.files.tables import csv_text


def check(path: Path) -> None:
    """Before long work: can a file stand there?

    Raises
    ------
    InputError : `path` is a folder, or lies in none.
    """
    wrong = "a folder" if path.is_dir() else "" if path.parent.is_dir() else f"no folder {path.parent}"
    if wrong:
        raise InputError.one("file.not_writable", str(path), None, "file", wrong, "a file in a folder that exists")


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A draft beside `path` to be written; it takes the place of `path` when the block ends without an error.

    Raises
    ------
    InputError : `path` is a folder, lies in none, or cannot be written.
    """
    check(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield draft
        draft.replace(path)
    except PermissionError as error:
        said = error.strerror or str(error)
        expected = "a file that can be written"
        raise InputError.one("file.not_writable", str(path), None, "file", said, expected) from error
    finally:
        draft.unlink(missing_ok=True)


def data(path: Path, content: bytes) -> int:
    """Write bytes; gives their number."""
    with whole(path) as draft:
        draft.write_bytes(content)
    return len(content)


def text(path: Path, content: str) -> int:
    """Write text as UTF-8 with the line ends it has; gives its size in bytes."""
    return data(path, content.encode("utf-8"))


def as_json(path: Path, value: Any) -> int:
    """Write a JSON file, readable for people; gives its size in bytes."""
    return text(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def table(path: Path, header: Sequence[object], rows: Iterable[Sequence[object]]) -> int:
    """Write a CSV table; gives its size in bytes."""
    return text(path, csv_text(header, rows))


@contextmanager
def folder(target: Path) -> Iterator[Path]:
    """A draft folder beside `target` to be filled; it takes the place of `target` when the block ends without an error.

    What stood there before goes only when the new folder stands.
    """
    target = target.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    older = target.with_name(f".{target.name}.{os.getpid()}.older")
    try:
        make_folder(draft)
        yield draft
        if target.exists():
            target.rename(older)
        try:
            draft.rename(target)
        finally:
            if older.exists() and not target.exists():
                older.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)  # still there only if something broke off
        shutil.rmtree(older, ignore_errors=True)


@contextmanager
def files_in(target: Path, without: Iterable[str] = ()) -> Iterator[Path]:
    """A draft folder whose files go into `target`, each whole, when the block ends without an error.

    Other files that stand in `target` stay, but for those called as in `without` that the draft does not hold.
    """
    target = target.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        make_folder(draft)
        yield draft
        make_folder(target)
        for name in without:
            if not (draft / name).exists():
                (target / name).unlink(missing_ok=True)
        for file in sorted(draft.iterdir()):
            file.replace(target / file.name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def copy(source: Path, target: Path) -> None:
    """Copy a file."""
    with whole(target) as draft:
        shutil.copyfile(source, draft)


def make_folder(path: Path, *, new: bool = False) -> None:
    """Make a folder with those above it, if it is not there; where it must be `new`, it must not be there.

    Raises
    ------
    InputError : it cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=not new)
    except OSError as error:
        said = error.strerror or str(error)
        raise InputError.one(
            "file.not_writable", str(path), None, "folder", said, "a folder that can be made"
        ) from error
