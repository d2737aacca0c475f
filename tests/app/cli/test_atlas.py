"""`lodeshift atlas standing`: the record on screen and for machines."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from lodeshift.app.cli.main import app


def test_a_city_as_it_stands() -> None:
    told = CliRunner().invoke(app, ["atlas", "standing", "鹤岗市", "--json"])
    assert told.exit_code == 0
    data = json.loads(told.stdout)
    assert data["city"] == "hegang"
    assert data["mining_jobs"] > 30_000


@pytest.mark.parametrize("language", [[], ["--zh"]])
def test_on_screen(language: list[str]) -> None:
    told = CliRunner().invoke(app, ["atlas", "standing", "hegang", *language])
    assert told.exit_code == 0
    assert ("鹤岗市现状" if language else "Hegang as it stands") in told.stdout


def test_it_asks_for_a_city() -> None:
    assert CliRunner().invoke(app, ["atlas", "standing"]).exit_code == 2
    assert CliRunner().invoke(app, ["atlas", "cities", "hegang"]).exit_code == 2
