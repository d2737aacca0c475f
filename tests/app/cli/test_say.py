"""How a command answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NoReturn

import pytest

from lodeshift.app.cli.say import answer


def never() -> NoReturn:
    raise AssertionError("the other form is not made")


def said(capsys: pytest.CaptureFixture[str], as_json: bool, data: Callable[[], object]) -> str:
    answer(as_json, data, never if as_json else lambda: ["one", "two"])
    return capsys.readouterr().out


def test_lines_or_json_and_only_one_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, False, never) == "one\ntwo\n"
    assert json.loads(said(capsys, True, lambda: {"市": 1.5})) == {"市": 1.5}
    assert "市" in said(capsys, True, lambda: ["市"])


def test_a_number_that_json_cannot_hold_is_a_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="JSON"):
        said(capsys, True, lambda: float("nan"))
