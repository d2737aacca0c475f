"""The entry point: commands collected, our errors as one message and the right exit code."""

from __future__ import annotations

import sys

import pytest
import typer
from typer.testing import CliRunner

from lodeshift import __version__
from lodeshift.app.cli import main
from lodeshift.errors import InputError, LodeshiftError, Problem, UnknownIdError
from lodeshift.records.note import InfeasibleError, note

COMMANDS = ("atlas", "new", "check", "convert", "diagnose", "match", "plan", "runs", "trace", "report")


def entered(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    """Exit code of the console script."""
    monkeypatch.setattr(sys, "argv", ["lodeshift", *words])
    with pytest.raises(SystemExit) as leaving:
        main.run()
    code = leaving.value.code
    return code if isinstance(code, int) else 0


def test_help_names_every_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert entered(monkeypatch, "--help") == 0
    text = capsys.readouterr().out
    for command in COMMANDS:
        assert f" {command} " in text


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    found = CliRunner().invoke(main.app, [command, "--help"])
    assert found.exit_code == 0
    assert "Usage:" in found.output


def test_the_version_is_that_of_the_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entered(monkeypatch, "--version") == 0
    assert capsys.readouterr().out.strip() == __version__


@pytest.mark.parametrize("words", [["plam"], ["plan"], ["plan", "case", "--hour", "3"]])
def test_a_wrong_command_line_is_bad_input(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert entered(monkeypatch, *words) == 2


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (LodeshiftError("the solver stopped"), 1),
        (
            InputError(
                [Problem("case.not_a_planning_year", "goals.csv", 3, "year", "2029", "2027 or 2030", "planning years")]
            ),
            2,
        ),
        (UnknownIdError("city", "lanzou", ["lanzhou"]), 2),
    ],
)
def test_our_errors_are_told_on_standard_error_with_their_exit_code(
    error: LodeshiftError, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(main, "app", fail)
    assert entered(monkeypatch) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"error: {error}\n"


def test_an_error_said_in_notes_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise InfeasibleError(note("planning.unbounded"))

    monkeypatch.setattr(main, "app", fail)
    assert entered(monkeypatch) == 3
    assert capsys.readouterr().err.startswith("error: the plan has no bound")


def test_an_error_that_is_not_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(main, "app", fail)
    with pytest.raises(ZeroDivisionError):
        main.run()


def test_an_interrupted_command_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    stopped = typer.Typer()

    @stopped.command()
    def work() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(main, "app", stopped)
    assert entered(monkeypatch) == 130
    assert "stopped; no half-written result is left" in capsys.readouterr().err
