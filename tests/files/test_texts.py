"""Text of a user's file: encodings, packing, size, and what is said where it cannot be read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from lodeshift.errors import InputError
from lodeshift.files import texts


def key_of(path: Path, most_bytes: int | None = None) -> str:
    with pytest.raises(InputError) as caught:
        texts.text_of(path, most_bytes=most_bytes)
    return caught.value.problems[0].key


def test_utf8_with_or_without_mark_packed_or_not(tmp_path: Path) -> None:
    for name, raw in (
        ("plain.csv", "鹤岗,1\r\n".encode()),
        ("marked.csv", "\ufeff鹤岗,1\r\n".encode()),
        ("packed.csv.gz", gzip.compress("鹤岗,1\r\n".encode())),
    ):
        (tmp_path / name).write_bytes(raw)
        assert texts.text_of(tmp_path / name) == "鹤岗,1\r\n"


def test_what_cannot_be_read_is_told_by_kind(tmp_path: Path) -> None:
    assert key_of(tmp_path / "none.csv") == key_of(tmp_path) == "file.missing"
    (tmp_path / "gbk.csv").write_bytes("鹤岗".encode("gb18030"))
    assert key_of(tmp_path / "gbk.csv") == "file.not_utf8"
    (tmp_path / "half.gz").write_bytes(gzip.compress(b"x" * 100)[:-9])
    assert key_of(tmp_path / "half.gz") == "file.not_gzip"
    (tmp_path / "big.csv").write_bytes(b"x" * 101)
    assert key_of(tmp_path / "big.csv", 100) == "file.too_large"
    assert texts.text_of(tmp_path / "big.csv", most_bytes=101) == "x" * 101


def test_json(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"a": [1, null]}', encoding="utf-8")
    assert texts.json_of(path) == {"a": [1, None]}
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="expected bounds"):
        texts.json_of(path, "bounds")
