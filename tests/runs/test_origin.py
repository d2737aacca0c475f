"""A run is of the sources and tables that made it: another byte in one of them, another stamp."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from lodeshift.runs import origin


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the sources that can be changed."""
    root = tmp_path / "lodeshift"
    for path in origin.parts():
        copy = root / path.relative_to(origin._HOUSE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return root


def test_a_copy_has_the_same_stamp_and_every_room_counts(house: Path) -> None:
    first = origin.stamp(house)
    assert first == origin.today() == origin.stamp()
    for room in origin.ROOMS:
        changed = next(path for path in origin.parts(house) if path.relative_to(house).as_posix().startswith(room))
        before = changed.read_bytes()
        changed.write_bytes(before + b"#")
        assert origin.stamp(house) != first, room
        changed.write_bytes(before)
    assert origin.stamp(house) == first


def test_a_table_that_moves_or_a_new_one_counts_and_line_ends_do_not(house: Path) -> None:
    first = origin.stamp(house)
    table = house / "catalogue" / "tables" / "base_prices.csv"
    text = table.read_bytes()
    table.write_bytes(text.replace(b"\n", b"\r\n"))
    assert origin.stamp(house) == first
    table.rename(table.with_name("other_prices.csv"))
    assert origin.stamp(house) != first


def test_what_a_plan_does_not_pass_through_does_not_count(house: Path) -> None:
    first = origin.stamp(house)
    (house / "app").mkdir()
    (house / "app" / "new.py").write_text("x = 1\n", encoding="utf-8")
    assert origin.stamp(house) == first
