"""How a view says things: notes of its room, vocabularies, numbers with what is known of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lodeshift.names import WEAK_QUALITIES
from lodeshift.records.figure import Figure
from lodeshift.records.note import Fact, Note
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.notes import named, tell, vocabularies
from lodeshift.reporting.words.texts import Words

KINDS: Final = {
    "bn CNY": ("money_mcny", 1e3),
    "m CNY": ("money_mcny", 1.0),
    "t": ("mass_t", 1.0),
    "t/a": ("capacity_t_per_a", 1.0),
    "MW": ("power_mw", 1.0),
    "persons": ("people", 1.0),
    "million persons": ("people", 1e6),
}
"""Unit of a public figure -> kind of number and what turns it into that kind's own unit."""
SAME: Final = 5e-3
"""Two ends nearer than this are told as one number."""


@dataclass(frozen=True, slots=True)
class Say:
    """Words of one room of notes in one language."""

    words: Words
    room: str

    def __call__(self, key: str, subject: str = "", /, **facts: Fact) -> str:
        """A sentence of the room with its facts."""
        told = {name: fact for name, fact in facts.items() if name not in ("value", "year")}
        value, year = facts.get("value"), facts.get("year")
        return self.note(
            Note(
                f"{self.room}.{key}",
                subject,
                year=int(year) if isinstance(year, int | float) else None,
                value=float(value) if isinstance(value, int | float) else None,
                more=tuple(sorted(told.items())),
            )
        )

    def notes(self, said: Iterable[Note]) -> str:
        """Notes as clauses of one sentence."""
        return self.semicolon.join(self.note(each) for each in said)

    def note(self, said: Note) -> str:
        """A note in words."""
        return tell(self.words, said)

    def word(self, vocabulary: str, id: str) -> str:
        """An id in words."""
        return named(self.words, vocabulary, id)

    def industry(self, name: str) -> str:
        """An industry of the census in words; one of the user's table as the table calls it."""
        return self.word("industry", name) if name in vocabularies()["industry"] else name

    def quality(self, quality: str) -> str:
        """A grade of data in words."""
        return self.words.text(f"page.quality_{quality}")

    @property
    def comma(self) -> str:
        """Between items of a row."""
        return ", " if self.words.language == "en" else "，"

    @property
    def semicolon(self) -> str:
        """Between clauses."""
        return "; " if self.words.language == "en" else "；"

    def weak(self, figure: Figure) -> str:
        """The mark behind a weak figure, with a blank before it; "" for others."""
        return f" [{self.quality(figure.quality)}]" if figure.quality in WEAK_QUALITIES else ""

    def number(self, value: float) -> str:
        """Three digits, or a whole number from a thousand on."""
        return numbers.whole(value) if abs(value) >= 1000 else numbers.plain(value)

    def whole(self, value: float | None) -> str:
        """A whole number; a dash where there is none."""
        return "–" if value is None else numbers.whole(value)

    def signed(self, value: float) -> str:
        """A margin with its sign."""
        return numbers.signed(self.number(value))

    def span(self, span: tuple[float, float] | None) -> str:
        """A number, both ends of a span, or that there is no data."""
        if span is None:
            return self("no_data")
        low, high = span
        return self.number(low) if high - low < SAME else self("between", low=low, high=high)

    def quantity(self, figure: Figure) -> str:
        """A figure in its unit."""
        if figure.unit in KINDS:
            kind, factor = KINDS[figure.unit]
            return self.words.quantity(kind, factor * figure.central, 4)
        units = vocabularies()["unit"]
        unit = self.word("unit", figure.unit) if figure.unit in units else figure.unit
        return f"{self.number(figure.central)} {unit}".rstrip()

    def amount(self, figure: Figure | None) -> str:
        """A figure with unit, year and, where weak, its grade."""
        if figure is None:
            return self("no_data")
        return f"{self.quantity(figure)}{f' ({figure.year})' if figure.year else ''}{self.weak(figure)}"
