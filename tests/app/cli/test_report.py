"""`lodeshift report` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from lodeshift.app.cli.main import app
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.study import report as study


def invoke(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["report", *arguments], catch_exceptions=True)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_writes_the_page_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, Path, str, Path | None]] = []

    def write(run: str, out: Path, *, language: str, folder: Path | None) -> int:
        asked.append((run, out, language, folder))
        return 540_000

    monkeypatch.setattr(study, "write", write)
    out = tmp_path / "plan.html"
    assert f"wrote {out} (540 kB)" in invoke("lanzhou-1", "-o", str(out), "--lang", "zh", "--runs", "elsewhere")
    assert asked == [("lanzhou-1", out, "zh", Path("elsewhere"))]


def test_default_name_is_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(study, "write", lambda run, out, **_: len(str(out)))
    assert "wrote lanzhou-1.html" in invoke("runs/lanzhou-1")


@pytest.mark.parametrize(("target", "wrong"), [("", "a folder"), ("missing/page.html", "no folder")])
def test_a_place_that_cannot_be_written_is_one_clear_error(tmp_path: Path, target: str, wrong: str) -> None:
    with pytest.raises(InputError, match=wrong):
        invoke("lanzhou-1", "-o", str(tmp_path / target))


def test_unknown_run(tmp_path: Path) -> None:
    with pytest.raises(UnknownIdError, match="no run is called 'nothing'"):
        invoke("nothing", "-o", str(tmp_path / "page.html"), "--runs", str(tmp_path))
