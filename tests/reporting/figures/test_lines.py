"""Lines, bands and ghosts."""

from __future__ import annotations

import re

from lodeshift.reporting.figures.lines import Band, Line, Lines

BANDED = Line(
    "with the plan", "#0e5a6d", [1.0, 2.0, 3.0],
    bands=(Band("in 8 of 10 futures", [0.0, 0.5, 1.0], [2.0, 4.0, 6.0]), Band("in half", [0.5, 1.5, 2.0], [1.5, 2.5, 4.0])),
)  # fmt: skip
GHOST = Line("doing nothing", "#9aa5b1", [1.0, 1.0, 1.0], ghost=True)


def chart(**more: object) -> Lines:
    return Lines([2025.0, 2030.0, 2035.0], (BANDED, GHOST), "thousand jobs", **more)  # type: ignore[arg-type]


def test_axis_covers_the_widest_band() -> None:
    assert ">6<" in chart().draw(800).body
    assert ">0<" in chart().draw(800).body


def test_wide_drawings_name_lines_at_their_ends_and_narrow_ones_in_the_legend() -> None:
    wide, narrow = chart().draw(800).body, chart().draw(340).body
    ends = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>with the plan', wide)]
    legend = [float(x) for x in re.findall(r'<text x="([\d.]+)"[^>]*>with the plan', narrow)]
    assert ends[0] > 500
    assert legend[0] < 100


def test_bands_are_drawn_widest_first_and_paler() -> None:
    fills = re.findall(r'Z" fill="#(\w{6})"', chart().draw(800).body)
    assert len(fills) == 2
    assert int(fills[0][:2], 16) > int(fills[1][:2], 16)


def test_the_ghost_is_dashed() -> None:
    assert chart().draw(800).body.count("line dash") == 1


def test_positions_get_round_numbers_where_no_places_are_given() -> None:
    assert ">2,030<" in chart().draw(800).body
    assert ">2,030<" not in chart(places=((2030.0, "2030"),)).draw(800).body


def test_markers_sit_on_every_value() -> None:
    line = Line("cost", "#0e5a6d", [1.0, 2.0], markers=True)
    drawing = Lines([0.0, 1.0], (line,), "CNY", across_unit="share", direct_labels=False).draw(300)
    assert drawing.body.count("<circle") == 2
    assert "share" in drawing.body


def test_an_axis_may_begin_above_zero() -> None:
    line = Line("index", "#0e5a6d", [101.0, 104.0])
    body = Lines([0.0, 1.0], (line,), "", from_zero=False).draw(600).body
    assert ">101<" in body
    assert ">50<" not in body
