"""Who is compared with whom."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import places
from lodeshift.diagnosis import peers
from lodeshift.errors import InputError


def test_criteria_narrow_the_peers_and_leave_the_city_out() -> None:
    wide, narrow = peers.peers("hegang", ("resource",)), peers.peers("hegang", ("resource", "stage", "region"))
    assert "hegang" not in wide
    assert set(narrow) < set(wide)
    own = places.cities()["hegang"]
    assert all(places.cities()[p].stage == own.stage and places.cities()[p].level == own.level for p in narrow)


def test_size_is_half_to_twice() -> None:
    people = peers.population("jinchang")
    assert people is not None
    for peer in peers.peers("jinchang", ("size",)):
        other = peers.population(peer)
        assert other is not None
        assert people / 2 <= other <= people * 2


def test_places_off_the_list_have_no_peers() -> None:
    assert peers.peers("lanzhou-new-area") == ()


def test_all_unknown_criteria_are_named() -> None:
    with pytest.raises(InputError) as caught:
        peers.peers("hegang", ("stage", "colour", "age"))
    assert [p.found for p in caught.value.problems] == ["colour", "age"]
