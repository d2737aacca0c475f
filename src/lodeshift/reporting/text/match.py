"""What fits a city, for the terminal: the list by standing, then why for the first ones, and what is missing."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from lodeshift.catalogue import places
from lodeshift.records.match import Candidate, Match
from lodeshift.reporting.text import Column, heading, table, terminal_columns, wrapped
from lodeshift.reporting.text.say import Say
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.notes import place_name
from lodeshift.reporting.words.texts import Words

EXPLAINED: Final = 5
"""Products whose reasons are told."""
MOST_PEERS: Final = 3
DEEP: Final = "      "


def match_lines(answer: Match, words: Words, most: int = 12) -> list[str]:
    """All lines of an answer, with at most `most` products."""
    say, cover = Say(words, "matching"), answer.coverage
    listed = places.cities()
    of_list = len(listed) - sum(said.site in listed for said in cover.left_out)
    market = place_name(words, answer.market) if answer.market in places.places() else say.word("market", answer.market)
    lines = [say("head", place_name(words, answer.city), market=market, value=answer.radius_km)]
    counted = say(
        "compared",
        value=cover.compared,
        cities=of_list,
        of=len(listed),
        others=cover.compared - of_list,
        deposits=cover.with_deposits,
        firms=cover.with_firms,
        words_only=cover.with_words_only,
    )
    lines += wrapped(
        say.semicolon.join([counted, say("drawn", value=answer.draws) if answer.draws else say("no_draws")])
    )
    shown = answer.candidates[:most]
    for standing, group in itertools.groupby(shown, key=lambda one: one.standing):
        lines += heading(say.word("standing", standing)) + _table(say, tuple(group), answer.draws)
    for one in shown[:EXPLAINED]:
        lines += heading(say.words.good(one.product)) + _why(say, one)
    lines += [""]
    if any(one.cost.central > one.price.central for one in shown):
        lines += wrapped(say("above_its_price"), "")
    if len(answer.candidates) > most:
        lines += wrapped(say("more_products", value=len(answer.candidates) - most), "")
    for said in cover.missing:
        lines += wrapped(say("missing", what=say.note(said)), "")
    return lines


def _table(say: Say, group: Sequence[Candidate], draws: int) -> list[str]:
    weighted = any(one.score is not None for one in group)
    related = any(one.relatedness is not None for one in group)
    columns: list[Column | str] = [say("column_product"), ""]
    names = ("cost", "range", "price", "rank", "holds")
    columns += [Column(say(f"column_{name}"), number=True) for name in names]
    columns += [say("column_quadrant")]
    columns += [say("column_related")] * related + [say("column_score")] * weighted
    rows = []
    for one in group:
        dear = "" if one.cost.central <= one.price.central else say("above_price")
        row = [
            say.words.good(one.product),
            one.product + ("" if one.unit == "t" else f" /{one.unit}"),
            numbers.whole(one.cost.central),
            say("from_to", low=one.cost.low, high=one.cost.high) if draws else "–",
            numbers.whole(one.price.central),
            f"{one.rank.rank}/{one.rank.of}",
            numbers.share(one.rank.holds_share) if draws else "–",
            say.word("quadrant", one.quadrant) + dear,
        ]
        row += ["" if one.relatedness is None else numbers.share(one.relatedness)] * related
        row += ["" if one.score is None else numbers.plain(one.score)] * weighted
        rows.append(row)
    return table(columns, rows, indent="  ", most=terminal_columns())


def _why(say: Say, one: Candidate) -> list[str]:
    words = say.words
    lines = wrapped(say("chain", steps=" > ".join(words.process(step.process) for step in one.chain)), DEEP)
    for reason in one.reasons:
        difference = say.signed(reason.difference)
        kind = say.word("reason", reason.kind)
        lines += wrapped(say("reason", kind=kind, difference=difference, why=say.notes(reason.notes)), DEEP)
    own_steps = len(one.chain) > 1 and one.rest_difference > 0
    lines += wrapped(say("rest_own_steps" if own_steps else "rest", difference=say.signed(one.rest_difference)), DEEP)
    if abs(one.cost_ore_at_worth - one.cost.central) > 1:
        lines += wrapped(say("at_worth", value=one.cost_ore_at_worth, rank=one.rank_ore_at_worth, of=one.rank.of), DEEP)
    for gap in one.missing:
        note = say.note(gap.note)
        if gap.nearest and gap.distance_km is not None:
            said = say("gap_near", gap.commodity, nearest=gap.nearest, value=gap.distance_km, note=note)
        else:
            said = say("gap", gap.commodity, note=note)
        lines += wrapped(said, DEEP)
    if one.peers:
        peers = say.comma.join(f"{place_name(words, p.place)} [{p.row}]" for p in one.peers[:MOST_PEERS])
        lines += wrapped(say("peers", peers=peers), DEEP)
    return lines
