"""The shell that all pages share: head, style, answers first, numbered sections, print rules. One file, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup

from lodeshift import __version__
from lodeshift.names import Language
from lodeshift.reporting.figures import svg

_HTML_LANGUAGE: dict[Language, str] = {"en": "en", "zh": "zh-CN"}


@dataclass(frozen=True, slots=True)
class Tile:
    """One number that stands out, with its name."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and its answer in blocks of HTML: paragraphs and lists."""

    question: str
    parts: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the page. `blocks` are finished HTML."""

    id: str
    title: str
    blocks: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page, in finished words."""

    language: Language
    eyebrow: str
    title: str
    subtitle: str
    answers_title: str
    tiles: tuple[Tile, ...]
    answers: tuple[Answer, ...]
    contents_title: str
    sections: tuple[Section, ...]
    footer: tuple[str, ...]

    @property
    def html_language(self) -> str:
        """Language tag of the page."""
        return _HTML_LANGUAGE[self.language]


def render(page: Page) -> str:
    """The page as one HTML file that needs no network and no script."""
    return _shell().render(page=page, style=Markup(_template("style.css")), version=__version__)


def paragraph(content: str | Markup, css: str = "") -> Markup:
    """A paragraph."""
    return svg.element("p", {"class": css} if css else {}, content)


def heading(content: str) -> Markup:
    """A small heading inside a section."""
    return svg.element("h3", {}, content)


def bullets(items: Sequence[str | Markup]) -> Markup:
    """A list of sentences; nothing for no items."""
    return (
        svg.element("ul", {"class": "plain"}, *(svg.element("li", {}, item) for item in items)) if items else Markup()
    )


def steps(items: Sequence[tuple[str, str | Markup]]) -> Markup:
    """A list by year or step: its name at the left, a sentence beside it."""
    lines = (
        svg.element("li", {}, svg.element("strong", {}, name), svg.element("span", {}, text)) for name, text in items
    )
    return svg.element("ul", {"class": "steps"}, *lines)


def callout(items: Sequence[str | Markup]) -> Markup:
    """Sentences that must not be overlooked; nothing for no items."""
    if not items:
        return Markup()
    inner = svg.element("ul", {}, *(svg.element("li", {}, item) for item in items))
    return svg.element("div", {"class": "callout", "role": "note"}, inner)


def _template(name: str) -> str:
    return resources.files("lodeshift.reporting").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _shell() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    return environment.from_string(_template("page.jinja"))
