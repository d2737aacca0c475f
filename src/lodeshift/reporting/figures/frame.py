"""How a figure or a table stands on a page: its finding, its drawing, its source, badges and data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup, escape

from lodeshift.reporting.figures import svg
from lodeshift.reporting.figures.data import DataTable, data_link

WIDE_PX = 820.0
NARROW_PX = 350.0
_SAFE_ID = re.compile(r"^[a-z][a-z0-9-]*$")


@dataclass(frozen=True, slots=True)
class Badge:
    """How good the data are, in words; `weak` badges are shown in the colour of warnings."""

    words: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Caption:
    """The words round a figure. `finding` is a sentence with a number; `description` says to those who cannot see the
    drawing what it shows; `source` where the numbers come from; `download` names the link to the data."""

    finding: str
    description: str
    source: str
    download: str
    badges: tuple[Badge, ...] = ()
    note: str = ""


def figure(
    identifier: str,
    caption: Caption,
    chart: svg.Chart,
    data: DataTable,
    *,
    narrow: Literal["redraw", "scroll"] = "redraw",
) -> Markup:
    """A `<figure>` that fits wide pages, paper and phones.

    `narrow="redraw"` draws the chart a second time for small screens, so that its letters keep their size;
    "scroll" keeps one drawing that small screens move sideways (flow pictures).
    """
    if not _SAFE_ID.match(identifier):
        raise ValueError(f"{identifier!r} is no id for a figure")
    drawings = [_svg(f"{identifier}-w", caption, chart(WIDE_PX), "wide" if narrow == "redraw" else "only")]
    if narrow == "redraw":
        drawings.append(_svg(f"{identifier}-n", caption, chart(NARROW_PX), "narrow"))
    css = "chart" if narrow == "redraw" else "chart scroll"
    body = svg.element("div", {"class": css}, *drawings)
    note = svg.element("p", {"class": "figure-note"}, caption.note) if caption.note else Markup("")
    head = svg.element("figcaption", {}, caption.finding)
    return svg.element("figure", {"id": identifier}, head, body, note, _foot(caption, data))


def _svg(identifier: str, caption: Caption, drawing: svg.Drawing, css: str) -> Markup:
    title = svg.element("title", {"id": f"{identifier}-t"}, caption.finding)
    description = svg.element("desc", {"id": f"{identifier}-d"}, caption.description)
    return svg.element(
        "svg",
        {
            "viewBox": f"0 0 {svg.number(drawing.width)} {svg.number(drawing.height)}",
            "class": css,
            "role": "img",
            "aria-labelledby": f"{identifier}-t",
            "aria-describedby": f"{identifier}-d",
            "style": f"max-width:{svg.number(drawing.width)}px",
        },
        title,
        description,
        drawing.body,
    )


def _foot(caption: Caption, data: DataTable) -> Markup:
    parts: list[Markup] = [svg.element("span", {"class": "source"}, caption.source)]
    parts += badges(caption.badges)
    link = {"download": f"{data.file_name}.csv", "href": data_link(data), "class": "download"}
    parts.append(svg.element("a", link, caption.download))
    return svg.element("p", {"class": "figure-foot"}, Markup(" ").join(parts))


def badges(items: Sequence[Badge]) -> list[Markup]:
    """Badges as small labels."""
    return [svg.element("span", {"class": "badge weak" if b.weak else "badge"}, b.words) for b in items]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, whether it holds numbers (set right), and whether its cells must stay on one line."""

    head: str
    number: bool = False
    short: bool = False


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str | Markup]], *, caption: str = "", css: str = ""
) -> Markup:
    """An HTML table that scrolls sideways where the page is narrower. Cells are escaped unless they are Markup.

    The first column is the head of its row; a row of one cell is a heading for the rows after it.
    """
    head = Markup("").join(_cell("th", c.head, c, scope="col") for c in columns)
    body = []
    for row in rows:
        if len(row) == 1:
            group_head = svg.element("th", {"colspan": len(columns), "scope": "rowgroup"}, row[0])
            body.append(svg.element("tr", {"class": "group"}, group_head))
            continue
        if len(row) != len(columns):
            raise ValueError(f"a row has {len(row)} cells under {len(columns)} columns")
        cells = [
            _cell("th" if i == 0 else "td", cell, column, scope="row" if i == 0 else "")
            for i, (cell, column) in enumerate(zip(row, columns, strict=True))
        ]
        body.append(svg.element("tr", {}, *cells))
    parts = [svg.element("caption", {}, caption)] if caption else []
    parts += [svg.element("thead", {}, svg.element("tr", {}, head)), svg.element("tbody", {}, *body)]
    whole = svg.element("table", {"class": css} if css else {}, *parts)
    return svg.element("div", {"class": "table-scroll", "tabindex": "0", "role": "group"}, whole)


def _cell(tag: str, content: str | Markup, column: Column, *, scope: str) -> Markup:
    attributes: dict[str, svg.Attribute] = {}
    if scope:
        attributes["scope"] = scope
    if column.number or column.short:
        attributes["class"] = "number" if column.number else "short"
    inner = escape(content)
    return svg.element(tag, attributes, inner) if inner else Markup(f"<{tag}></{tag}>")
