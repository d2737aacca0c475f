"""Gathered rows of what stands: every row has a place, every item a meaning, every alias a commodity."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import goods, places, standing
from lodeshift.errors import UnknownIdError


def test_every_row_stands_in_a_known_place_and_its_item_means_something() -> None:
    rows = [row for each in standing.gathered().values() for row in each]
    assert len(rows) > 1900
    for row in rows:
        places.place(row.place)
        if row.within:
            places.place(row.within)
        if row.kind in ("output", "capacity"):
            alias = standing.meaning(row.item, row.figure.unit)
            assert (alias.state == "mapped") == bool(alias.commodity), row.figure.row


def test_every_alias_leads_to_a_commodity_or_says_why_not() -> None:
    for alias in standing.aliases().values():
        if alias.state == "mapped":
            goods.commodity(alias.commodity)
            assert alias.factor > 0, alias.row
        else:
            assert alias.note, alias.row


def test_recalled_rows_cite_nothing_as_read() -> None:
    for rows in standing.gathered().values():
        for row in rows:
            if row.figure.quality == "recalled":
                assert row.figure.source.startswith("none read; look in"), row.figure.row


def test_units_are_turned_by_the_alias() -> None:
    copper = standing.meaning("mined_copper", "t/a")
    assert copper.commodity == "copper_concentrate"
    assert copper.factor == pytest.approx(1 / 0.25)
    assert standing.meaning("gold", "t/a").factor == 1000
    assert standing.meaning("coal", "t/a").commodity == "coal"


def test_what_means_nothing_is_refused() -> None:
    with pytest.raises(UnknownIdError, match="no item counted in t/a is called 'unobtainium'"):
        standing.meaning("unobtainium", "t/a")
