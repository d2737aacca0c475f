"""The pages in a real browser: they render, fetch nothing, fit wide and narrow screens and A4."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FIGURES = {
    "plan-en": [
        "output",
        "investment",
        "weeks",
        "energy",
        "flow-picture",
        "break-even",
        "waterfall",
        "accounts",
        "green-power",
        "weak",
    ],
    "map": ["cities-map"],
}
FIGURES["plan-zh"] = FIGURES["plan-en"]
Look = Callable[[Path, int], dict[str, Any]]


@pytest.fixture(scope="module", params=[(name, width) for name in FIGURES for width in (1280, 390)], ids=str)
def seen(request: pytest.FixtureRequest, pages: dict[str, Path], look: Look) -> tuple[str, int, dict[str, Any]]:
    name, width = request.param
    return name, width, look(pages[name], width)


def test_page_has_the_width_of_the_screen(seen: tuple[str, int, dict[str, Any]]) -> None:
    _, width, found = seen
    assert found["width"] == width
    assert found["overflow"] == 0
    assert found["cut"] == []


def test_every_figure_is_drawn_once_and_large_enough(seen: tuple[str, int, dict[str, Any]]) -> None:
    name, width, found = seen
    assert [f["id"] for f in found["figures"]] == FIGURES[name]
    for figure in found["figures"]:
        assert figure["shown"] == 1
        assert figure["width"] >= min(width, 820) * 0.85
        assert figure["height"] > 60


def test_no_word_runs_out_of_its_figure(seen: tuple[str, int, dict[str, Any]]) -> None:
    assert {f["id"]: f["out"] for f in seen[2]["figures"] if f["out"]} == {}


def test_nothing_is_requested(seen: tuple[str, int, dict[str, Any]]) -> None:
    assert [r for r in seen[2]["requests"] if not r.startswith(("data:", "file:"))] == []


@pytest.mark.parametrize("name", ["plan-en", "plan-zh"])
def test_page_prints_on_a4(name: str, pages: dict[str, Path], run_chromium: Callable[..., str], tmp_path: Path) -> None:
    pdf = tmp_path / "page.pdf"
    run_chromium(pages[name], "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    data = pdf.read_bytes()
    boxes = {tuple(float(v) for v in box.split()) for box in re.findall(rb"/MediaBox\s*\[([\d. ]+)\]", data)}
    assert boxes
    for _, _, wide, high in boxes:
        assert wide == pytest.approx(595, abs=1.5)
        assert high == pytest.approx(842, abs=1.5)
    assert 8 <= len(re.findall(rb"/Type\s*/Page\b", data)) <= 25


def test_content_policy_breaks_nothing(
    pages: dict[str, Path], run_chromium: Callable[..., str], tmp_path: Path
) -> None:
    shot = tmp_path / "shot.png"
    run_chromium(pages["plan-en"], "--window-size=1280,1000", f"--screenshot={shot}")
    assert shot.stat().st_size > 40_000  # a page without its style would be a small picture of black on white
