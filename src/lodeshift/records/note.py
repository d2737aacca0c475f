"""What a stage has to say, without words: a warning, a limit, a line of an account, a reason, an answer.

Sentences stand in `reporting/words` alone, in both languages, under the note's kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lodeshift.errors import LodeshiftError

Fact = str | float | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to tell.

    `kind` is "room.key" ("planning.idle_plant") and names the sentence. `subject` is what it is about: an id of the
    catalogue (process, good, place) or a name of the case; `site` where; `value` in `unit`. `more` holds further facts
    that the sentence needs, as (name, fact) in rising order of names; `facts` gives all of them by name.
    """

    kind: str
    subject: str = ""
    site: str = ""
    year: int | None = None
    value: float | None = None
    unit: str = ""
    more: tuple[tuple[str, Fact], ...] = ()

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Everything the sentence may name, by field; what is not known is left out."""
        own: dict[str, Fact | None] = {
            "subject": self.subject or None,
            "site": self.site or None,
            "year": self.year,
            "value": self.value,
            "unit": self.unit or None,
        }
        return {name: fact for name, fact in own.items() if fact is not None} | dict(self.more)


def note(
    kind: str,
    subject: str = "",
    *,
    site: str = "",
    year: int | None = None,
    value: float | None = None,
    unit: str = "",
    **more: Fact,
) -> Note:
    """A note with its further facts given by name."""
    return Note(kind, subject, site, year, value, unit, tuple(sorted(more.items())))


class NotedError(LodeshiftError):
    """An error said in a note; the door tells it in words."""

    def __init__(self, why: Note) -> None:
        self.why = why
        facts = why.facts
        super().__init__(" ".join([why.kind, *(f"{name}={fact}" for name, fact in facts.items())]), why.kind, **facts)


class InfeasibleError(NotedError):
    """No plan meets all goals and limits at once. `clash` says which ones and, as facts, what each would have to give:
    `gives` of `bound`, both in `given_unit`."""

    exit_code = 3

    def __init__(self, why: Note, clash: tuple[Note, ...] = ()) -> None:
        super().__init__(why)
        self.clash = clash
