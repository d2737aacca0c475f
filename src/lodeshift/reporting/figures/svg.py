"""Elements of an SVG drawing as escaped text, and how wide a text is."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from lodeshift.errors import InputRangeError

Attribute = str | float | int
Point = tuple[float, float]

_EMPTY_TAGS = frozenset({"path", "rect", "line", "circle"})
_NARROW = frozenset("iljtfrI.,:;'|!()[] ")
_WIDE = frozenset("mwMW%@—")
_WIDE_EAST_ASIAN = frozenset("WF")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished drawing: its size in user units (CSS px at full width) and its SVG elements."""

    width: float
    height: float
    body: Markup


Chart = Callable[[float], Drawing]
"""Anything that can draw itself at a given width in px."""


def number(value: float) -> str:
    """A coordinate with at most two decimals and no trailing zeros.

    Raises
    ------
    InputRangeError : the value is not finite; a drawing with such a point would silently lose it.
    """
    if not math.isfinite(value):
        raise InputRangeError(f"a figure cannot draw the value {value!r}")
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def element(tag: str, attributes: Mapping[str, Attribute] | None = None, *children: str) -> Markup:
    """One element. Attribute values and children are escaped; children that are Markup already stay as they are."""
    parts = "".join(
        f' {name}="{escape(value if isinstance(value, str) else number(value))}"'
        for name, value in (attributes or {}).items()
    )
    inner = "".join(escape(child) for child in children)
    closed = tag in _EMPTY_TAGS and not inner  # HTML has no other empty elements
    return Markup(f"<{tag}{parts}/>" if closed else f"<{tag}{parts}>{inner}</{tag}>")


def join(parts: Iterable[str]) -> Markup:
    """Elements one after the other."""
    return Markup("").join(parts)


def group(children: Iterable[str], *, dx: float = 0.0, dy: float = 0.0, css: str = "") -> Markup:
    """Elements moved together by (dx, dy)."""
    attributes: dict[str, Attribute] = {}
    if dx or dy:
        attributes["transform"] = f"translate({number(dx)} {number(dy)})"
    if css:
        attributes["class"] = css
    return element("g", attributes, *children)


def text(where: Point, content: str, *, anchor: str = "start", css: str = "label") -> Markup:
    """A line of text with its baseline at `where`; `anchor` is start, middle or end; `css` picks size and tone."""
    attributes: dict[str, Attribute] = {"x": where[0], "y": where[1], "class": css}
    if anchor != "start":
        attributes["text-anchor"] = anchor
    return element("text", attributes, content)


def lines_of_text(where: Point, lines: Sequence[str], *, anchor: str = "start", css: str = "label") -> Markup:
    """Several lines, 1.25 em apart, the block centred on `where[1]`."""
    step = 15.0
    top = where[1] - step * (len(lines) - 1) / 2
    return join(text((where[0], top + step * i), line, anchor=anchor, css=css) for i, line in enumerate(lines))


def rect(x: float, y: float, size: Point, colour: str, *, hint: str = "", css: str = "") -> Markup:
    """A filled rectangle; negative sizes are turned round. `hint` is shown on hover and read out."""
    width, height = size
    attributes: dict[str, Attribute] = {
        "x": min(x, x + width),
        "y": min(y, y + height),
        "width": abs(width),
        "height": abs(height),
        "fill": colour,
    }
    if css:
        attributes["class"] = css
    return element("rect", attributes, element("title", {}, hint)) if hint else element("rect", attributes)


def line(start: Point, end: Point, *, css: str = "grid", colour: str = "") -> Markup:
    """A straight line; its look comes from the class, its colour may be set."""
    attributes: dict[str, Attribute] = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1], "class": css}
    if colour:
        attributes["stroke"] = colour
    return element("line", attributes)


def polyline(points: Sequence[Point]) -> str:
    """Path data through the points, with one decimal: at 5 px a character nobody sees more."""
    return "M" + "L".join(f"{number(round(x, 1))} {number(round(y, 1))}" for x, y in points)


def polygon(upper: Sequence[Point], lower: Sequence[Point]) -> str:
    """Path data of the area between two lines that run the same way."""
    return polyline([*upper, *reversed(lower)]) + "Z"


def text_width(content: str, size: float = 12.0) -> float:
    """Width of a text in px, estimated on the safe side: fonts differ from machine to machine.

    East Asian wide characters take one em; Latin letters by three classes.
    """
    ems = 0.0
    for char in content:
        if unicodedata.east_asian_width(char) in _WIDE_EAST_ASIAN:
            ems += 1.0
        elif char in _NARROW:
            ems += 0.34
        elif char in _WIDE:
            ems += 0.92
        else:
            ems += 0.66 if char.isupper() else 0.58
    return ems * size


def wrap(content: str, width: float, size: float = 12.0) -> tuple[str, ...]:
    """Break a text into lines no wider than `width`: at spaces, and between Chinese characters."""
    lines: list[str] = []
    current = ""
    for piece in _pieces(content):
        if current and text_width(current + piece.rstrip(), size) > width:
            lines.append(current.rstrip())
            current = piece.lstrip()
        else:
            current += piece
    if current.strip():
        lines.append(current.rstrip())
    return tuple(lines) or ("",)


def _pieces(content: str) -> list[str]:
    pieces: list[str] = []
    word = ""
    for char in content:
        if unicodedata.east_asian_width(char) in _WIDE_EAST_ASIAN:
            if word:
                pieces.append(word)
                word = ""
            if char in "，。；：、）」" and pieces:  # never begin a line with a closing mark
                pieces[-1] += char
            else:
                pieces.append(char)
        else:
            word += char
            if char in " -/":
                pieces.append(word)
                word = ""
    if word:
        pieces.append(word)
    return pieces
