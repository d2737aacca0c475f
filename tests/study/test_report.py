"""From a run folder to a page, through the real run store."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from lodeshift import runs
from lodeshift.case.models import Case, CaseHead, Horizon, Site
from lodeshift.errors import UnknownIdError
from lodeshift.study import report

SAMPLE = Path(__file__).parents[1] / "reporting" / "sample_plan.py"


@pytest.fixture(scope="module")
def sample() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_plan_of_study", SAMPLE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def folder(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds one run."""
    head = CaseHead(
        name="sample-case", title_en="Sample", horizon=Horizon(planning_years=(2026, 2035), decision_year=2026)
    )
    case = Case(head=head, sites=(Site(site="lanzhou-new-area", place="lanzhou-new-area", source="test"),))
    place = tmp_path_factory.mktemp("runs")
    runs.save(place, case, sample.sample_plan(672), sample.sample_sources(), "abc123")
    return place


def test_a_saved_run_becomes_a_page(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    size = report.write("sample-case-abc123", out, language="zh", folder=folder)
    html = out.read_text(encoding="utf-8")
    assert size == out.stat().st_size
    assert "示例新区电池材料" in html
    assert "sample-case-abc123" in html
    assert [f.name for f in tmp_path.iterdir()] == ["page.html"]


def test_a_run_is_found_by_its_folder_too(folder: Path) -> None:
    assert "Sample New Area" in report.page_of(folder / "sample-case-abc123", language="en")


def test_an_unknown_run_tells_close_names(folder: Path) -> None:
    with pytest.raises(UnknownIdError, match="sample-case-abc123"):
        report.page_of("sample-case-abc124", language="en", folder=folder)


def test_meta_tells_plain_entries_and_packages() -> None:
    told = report.meta_of({"run": "a", "seed": 7, "title": {"en": "x"}, "packages": {"numpy": "2.4"}})
    assert told == {"run": "a", "seed": "7", "packages": "numpy 2.4"}


def test_a_page_that_cannot_be_made_leaves_no_file(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownIdError):
        report.write("no-such-run", tmp_path / "page.html", folder=folder)
    assert list(tmp_path.iterdir()) == []
