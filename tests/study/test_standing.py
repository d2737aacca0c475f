"""Every command about a city says the same of what stands in it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from lodeshift.app.cli.main import app
from lodeshift.errors import UnknownIdError
from lodeshift.reporting.standing_data import block
from lodeshift.standing.whole import standing
from lodeshift.study.standing import beside

CITY = "hegang"
ASKED = {
    "diagnose": ["diagnose", CITY, "--draws", "20", "--json"],
    "match": ["match", CITY, "--draws", "2", "--product", "flake_graphite", "--json"],
    "simulate": ["simulate", CITY, "--draws", "20", "--json"],
    "trace": ["trace", "--product", "spherical_graphite", "--city", CITY, "--draws", "20", "--json"],
}


@pytest.mark.parametrize("command", list(ASKED))
def test_the_answer_holds_the_record(command: str) -> None:
    told = CliRunner().invoke(app, ASKED[command])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["standing"] == json.loads(json.dumps(block(standing(CITY))))


def test_several_places_are_told_by_site_and_one_alone() -> None:
    both = beside({"north": "hegang", "south": "baotou"})
    assert both == {"north": block(standing("hegang")), "south": block(standing("baotou"))}
    assert beside({"a": "hegang", "b": "hegang"}) == block(standing("hegang"))


def test_an_unknown_place_is_refused() -> None:
    with pytest.raises(UnknownIdError):
        beside({"a": "nowhere"})
