"""Figures and tables on the page."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from markupsafe import Markup

from lodeshift.reporting.figures import frame, svg
from lodeshift.reporting.figures.data import DataTable

DATA = DataTable("numbers", ("a",), ((1,),))
CAPTION = frame.Caption(
    "Foil reaches 350 kt <in> 2035", "Bars by year.", "Source: test & co", "Data (CSV)",
    (frame.Badge("computed", False), frame.Badge("estimate", True)), "A note.",
)  # fmt: skip


def chart(width: float) -> svg.Drawing:
    return svg.Drawing(width, 100.0, svg.text((0, 10), "x"))


def parsed(**more: object) -> ET.Element:
    return ET.fromstring(frame.figure("output", CAPTION, chart, DATA, **more))  # type: ignore[arg-type]


def test_a_figure_has_finding_drawing_source_badges_and_data() -> None:
    figure = parsed()
    assert figure.findtext("figcaption") == "Foil reaches 350 kt <in> 2035"
    foot = figure.findall("p")[-1]
    assert "Source: test & co" in "".join(foot.itertext())
    assert [b.get("class") for b in foot.iter("span")][1:] == ["badge", "badge weak"]
    link = foot.find("a")
    assert link is not None
    assert link.get("download") == "numbers.csv"
    assert (link.get("href") or "").startswith("data:text/csv")


def test_every_drawing_can_be_read_out() -> None:
    ids = []
    for drawing in parsed().iter("svg"):
        assert drawing.get("role") == "img"
        title, description = drawing.find("title"), drawing.find("desc")
        assert title is not None
        assert description is not None
        assert title.get("id") == drawing.get("aria-labelledby")
        assert description.get("id") == drawing.get("aria-describedby")
        ids += [title.get("id"), description.get("id")]
    assert len(ids) == len(set(ids)) == 4


def test_two_drawings_for_two_widths_or_one_that_scrolls() -> None:
    assert [d.get("class") for d in parsed().iter("svg")] == ["wide", "narrow"]
    assert [d.get("class") for d in parsed(narrow="scroll").iter("svg")] == ["only"]


@pytest.mark.parametrize("name", ["Two words", "", "1a", 'a"b'])
def test_ids_are_checked(name: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        frame.figure(name, CAPTION, chart, DATA)


def test_a_table_escapes_cells_and_keeps_finished_ones() -> None:
    made = frame.table(
        [frame.Column("name"), frame.Column("value", number=True), frame.Column("unit", short=True)],
        [["<b>", Markup("<i>1</i>"), "t"], ["Group"], ["", "2", ""]],
        caption="All", css="sums",
    )  # fmt: skip
    table = ET.fromstring(made).find("table")
    assert table is not None
    rows = table.findall("tbody/tr")
    assert rows[0].findtext("th") == "<b>"
    assert rows[0].find("td/i") is not None
    assert rows[0].findall("td")[0].get("class") == "number"
    assert rows[0].findall("td")[1].get("class") == "short"
    assert rows[1].get("class") == "group"
    assert table.findtext("caption") == "All"


def test_a_row_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells under 3"):
        frame.table([frame.Column("a"), frame.Column("b"), frame.Column("c")], [["1", "2"]])
