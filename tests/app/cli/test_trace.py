from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from typer.testing import CliRunner

from lodeshift.app.cli.main import app
from lodeshift.errors import InputError, LodeshiftError, UnknownIdError

RUN = CliRunner()


def test_one_good_as_text_and_json() -> None:
    arguments = ["cbam", "72081000", "--year", "2026", "--mass", "1000", "--price", "75.36"]
    assert "163,550.04 EUR" in RUN.invoke(app, arguments).stdout
    assert json.loads(RUN.invoke(app, [*arguments, "--json"]).stdout)["in_scope"] == "now"


def test_a_route_that_defaults_do_not_stand_for_is_told() -> None:
    text = RUN.invoke(app, ["cbam", "72081000", "--year", "2027", "--route", "scrap-EAF"]).stdout
    assert "route E would count with actual values only" in text


def test_foil_pays_nothing_and_says_so() -> None:
    text = RUN.invoke(app, ["cbam", "copper_foil_6um", "--year", "2030"]).stdout
    assert "never" in text


def test_exposure_of_a_city() -> None:
    assert "Green power" in RUN.invoke(app, ["cbam", "exposure", "baotou", "--year", "2030"]).stdout
    rows = json.loads(RUN.invoke(app, ["cbam", "exposure", "aluminium", "--json"]).stdout)
    assert rows[0]["in_scope"] == "now"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["cbam", "99999999"], UnknownIdError),
        (["cbam", "72081000", "--year", "2060"], LodeshiftError),
        (["cbam", "72081000", "--mass=-5"], InputError),
        (["cbam", "72081000", "--as-of", "yesterday"], InputError),
        (["trace", "--product", "zinc", "--city", "atlantis"], UnknownIdError),
        (["trace", "--product", "zinc", "--city", "lanzhou", "--route", "zinc"], InputError),
        (["trace", "no-such-run"], UnknownIdError),
    ],
)
def test_one_clear_error(arguments: list[str], error: type[Exception]) -> None:
    assert isinstance(RUN.invoke(app, arguments).exception, error)


@pytest.mark.parametrize(
    "arguments",
    [["cbam", "exposure"], ["cbam", "7208", "7209"], ["trace"], ["trace", "--product", "zinc"]],
)
def test_what_does_not_go_together_is_told(arguments: list[str]) -> None:
    assert RUN.invoke(app, arguments).exit_code == click.UsageError.exit_code


def test_trace_of_products_as_text_and_json(tmp_path: Path) -> None:
    arguments = ["trace", "--product", "battery_pack_lfp", "--city", "lanzhou", "--draws", "20"]
    text = RUN.invoke(app, [*arguments, "--passport", str(tmp_path)]).stdout
    assert "scope 2 by market" in text
    assert "per kWh delivered" in text
    assert "foil 6 µm: +1.9%" in text
    assert len(list(tmp_path.iterdir())) == 2
    found = json.loads(RUN.invoke(app, [*arguments, "--json"]).stdout)
    assert found["products"][0]["product"] == "battery_pack_lfp"
    assert found["battery"][0]["category"] == "ev_m1_n1"
