"""What is in a footprint, in words: how a process was shared out, stages and inputs, a product at a place, days of a law."""

from __future__ import annotations

from collections.abc import Iterable

from lodeshift.catalogue import goods, recipes
from lodeshift.records.footprint import Allocated, Contribution, LawDay, Passport, ProductAt
from lodeshift.records.note import Note, note
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.notes import place_name, tell
from lodeshift.reporting.words.texts import Words


def told(words: Words, said: Iterable[Note]) -> list[str]:
    """Notes one by one."""
    return [tell(words, each) for each in said]


def shared_out(words: Words, found: Allocated) -> str:
    """How a process was shared out, by what, and why."""
    parts = words.listed([f"{words.good_in(good)} {numbers.share(part)}" for good, part in found.share.items()])
    credited = words.listed([words.good_in(good) for good in found.credits])
    why = words.text(f"trace.because_{found.reason}")
    key = "trace.shared_main" if found.method == "system_expansion" and not credited else f"trace.shared_{found.method}"
    return words.text(key, **{"parts": parts, "credits": credited, "why": why})


def part_of(words: Words, part: Contribution) -> str:
    """One part of a footprint: stage, input, place, scope."""
    place = words.text("trace.outside") if part.place == "outside" else place_name(words, part.place)
    return words.text(
        "trace.part",
        stage=_stage(words, part.stage),
        input=_input(words, part.input),
        place=place,
        scope=str(part.scope),
    )


def _stage(words: Words, stage: str) -> str:
    return words.process(stage) if stage in recipes.processes() else words.text(f"trace.stage_{stage}")


def _input(words: Words, input: str) -> str:
    return words.good_in(input) if input in goods.commodities() else words.text(f"trace.input_{input}")


def product_at(words: Words, made: ProductAt) -> str:
    """A product at a place in a year."""
    return tell(words, note("tracing.product_at", made.product, site=made.site, year=made.year))


def law_day(words: Words, found: LawDay) -> str:
    """A day of a law with what is known of it."""
    return words.text(
        "trace.law_day", day=found.day.isoformat(), quality=words.quality(found.quality), source=found.source
    )


def data_quality(words: Words, found: Passport) -> str:
    """The data-quality rating of a battery's figure, and how much of it is weak."""
    return words.text("trace.quality_words", rating=f"{found.data_quality:.1f}", share=numbers.share(found.weak_share))
