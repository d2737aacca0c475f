"""What a simulation is about: a city by any of its names, a run by folder or name, or a clear no."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lodeshift.catalogue.assumptions import usual
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.study.subject import city_subject


@pytest.mark.parametrize("name", ["hegang", "Hegang", "鹤岗", "鹤岗市"])
def test_a_city_is_known_by_id_and_by_both_names(name: str) -> None:
    found = city_subject(name, usual())
    assert (found.kind, found.id, found.schedule) == ("city", "hegang", None)
    assert found.title == {"en": "Hegang", "zh": "鹤岗市"}


def test_a_city_without_data_names_everything_that_is_missing() -> None:
    with pytest.raises(InputError, match="no data") as caught:
        city_subject("dongchuan", usual())
    assert {"gdp", "secondary_share"} <= {p.field for p in caught.value.problems}


def test_an_unknown_word_is_told_close_cities_and_runs(tmp_path: Path) -> None:
    run = tmp_path / "my-plan-12ab"
    run.mkdir()
    (run / "manifest.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UnknownIdError, match="city or run") as caught:
        city_subject("my-plan-12ac", usual(), tmp_path)
    assert "my-plan-12ab" in caught.value.suggestions


def test_a_city_is_found_without_reading_what_only_runs_need() -> None:
    code = (
        "import sys; from lodeshift.catalogue.assumptions import usual; "
        "from lodeshift.study.subject import city_subject; city_subject('hegang', usual()); "
        "sys.exit(any(m in sys.modules for m in ('openpyxl', 'lodeshift.case.read', 'jinja2')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
