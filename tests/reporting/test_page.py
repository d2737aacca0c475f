"""The shell of all pages."""

from __future__ import annotations

from html.parser import HTMLParser

from markupsafe import Markup

from lodeshift.reporting import page


class Outline(HTMLParser):
    """Notes tags, addresses and ids, and checks that tags close in order."""

    VOID = frozenset({"meta", "link", "br", "path", "rect", "line", "circle"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "xlink:href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def outline(html: str) -> Outline:
    seen = Outline()
    seen.feed(html)
    return seen


def made(title: str = "Title <1> & more") -> str:
    sections = (
        page.Section(
            "first",
            "First & foremost",
            (page.paragraph("a < b", "lead"), page.heading("h"), page.bullets(["x", Markup("<b>y</b>")])),
        ),
    )
    answers = (
        page.Answer("How many?", (page.paragraph(Markup("<strong>6</strong>")), page.steps([("2030", "two & three")]))),
    )
    return page.render(
        page.Page(
            "zh",
            "eyebrow",
            title,
            "subtitle",
            "answers",
            (page.Tile("6", "circuits"),),
            answers,
            "contents",
            sections,
            ("foot",),
        )
    )


def test_tags_close_and_ids_are_unique() -> None:
    seen = outline(made())
    assert not seen.wrong
    assert not seen.open
    assert len(seen.ids) == len(set(seen.ids))


def test_text_is_escaped_once() -> None:
    html = made()
    assert "<h1>Title &lt;1&gt; &amp; more</h1>" in html
    assert "<b>y</b>" in html
    assert "two &amp; three" in html
    assert "&amp;amp;" not in html


def test_page_needs_no_network_and_no_script() -> None:
    seen = outline(made())
    assert "script" not in seen.tags
    assert all(a.startswith(("#", "data:")) for a in seen.addresses)
    assert "default-src 'none'" in made()


def test_language_contents_and_print_rules_are_there() -> None:
    html = made()
    assert '<html lang="zh-CN">' in html
    assert '<a href="#first">First &amp; foremost</a>' in html
    assert "@page { size: A4" in html


def test_nothing_to_warn_of_is_nothing_on_the_page() -> None:
    assert page.callout([]) == ""
    assert page.bullets([]) == ""
    assert 'role="note"' in page.callout(["look here"])
