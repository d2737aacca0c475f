"""SVG elements: nothing unescaped, nothing lost."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.errors import InputRangeError
from lodeshift.reporting.figures import svg

PRINTABLE = st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")))


@settings(max_examples=50, deadline=None)
@given(PRINTABLE, PRINTABLE)
def test_any_text_comes_back_from_the_parsed_element(attribute: str, content: str) -> None:
    parsed = ET.fromstring(svg.element("text", {"x": 1, "class": attribute}, content))
    assert parsed.get("class") == attribute
    assert (parsed.text or "") == content


def test_finished_elements_are_not_escaped_again() -> None:
    inner = svg.element("tspan", {}, "a < b")
    assert str(svg.element("text", {}, inner)) == "<text><tspan>a &lt; b</tspan></text>"


def test_only_drawing_elements_close_themselves() -> None:
    assert str(svg.element("path", {"d": "M0 0"})) == '<path d="M0 0"/>'
    assert str(svg.element("span")) == "<span></span>"


@pytest.mark.parametrize(("value", "text"), [(1.0, "1"), (1.256, "1.26"), (-0.0001, "0"), (100.0, "100"), (2.5, "2.5")])
def test_numbers_are_short(value: float, text: str) -> None:
    assert svg.number(value) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_point_that_is_nowhere_is_refused(value: float) -> None:
    with pytest.raises(InputRangeError, match="cannot draw"):
        svg.number(value)


def test_a_bar_drawn_upwards_has_a_positive_height() -> None:
    drawn = ET.fromstring(svg.rect(10, 100, (20, -30), "#000", hint="thirty"))
    assert (drawn.get("y"), drawn.get("height")) == ("70", "30")
    assert drawn.findtext("title") == "thirty"


def test_chinese_is_wider_than_latin_and_width_grows_with_size() -> None:
    assert svg.text_width("铜箔") > svg.text_width("foil"[:2])
    assert svg.text_width("foil", 24) == pytest.approx(2 * svg.text_width("foil", 12))


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet="ab 铜箔，-", min_size=1, max_size=60), st.floats(20, 200))
def test_wrapping_loses_no_letter(content: str, width: float) -> None:
    lines = svg.wrap(content, width)
    assert "".join(lines).replace(" ", "") == content.replace(" ", "")


def test_wrapped_lines_fit_and_no_line_begins_with_a_comma() -> None:
    lines = svg.wrap("磷酸铁锂正极材料，人造石墨负极材料，铜箔", 60)
    assert all(svg.text_width(line) <= 60 + 12 for line in lines)
    assert not any(line.startswith("，") for line in lines)


def test_polygon_runs_there_and_back() -> None:
    assert svg.polygon([(0, 0), (10, 0)], [(0, 5), (10, 5)]) == "M0 0L10 0L10 5L0 5Z"
