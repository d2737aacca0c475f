"""Bundles packed for the compiler: every field is found again."""

from __future__ import annotations

import numpy as np
import pytest
from tests.simulation import worlds

from lodeshift.simulation.packing import BUNDLES, empty_state, pack, places


@pytest.mark.parametrize("bundle", ["firms", "city", "markets", "levers"])
@pytest.mark.parametrize("real", [np.float64, np.float32])
def test_every_field_stands_at_its_place(bundle: str, real: type[np.floating]) -> None:
    fields = getattr(worlds.city("hegang").model, bundle)
    packed = pack(bundle, fields, real)
    for field, place in places(bundle).items():
        kept = packed[place.group][place.number]
        assert np.allclose(kept, getattr(fields, field), rtol=1e-6 if real is np.float32 else 0), field
        assert kept.dtype in (real, np.dtype(np.int64)), field
    assert all(array.flags.c_contiguous for array in packed)


@pytest.mark.parametrize("bundle", sorted(BUNDLES))
def test_no_two_fields_share_a_place(bundle: str) -> None:
    found = list(places(bundle).values())
    assert len({(p.group, p.number) for p in found}) == len(found)
    assert all(0 <= p.number < p.members for p in found)


def test_an_empty_state_has_room_for_every_row() -> None:
    sizes = {"Lanes": 1, "PriceLanes": 2, "EndLanes": 1, "ChainLanes": 3, "TierLanes": 4}
    arrays = empty_state(sizes, 8, np.float32)
    assert sum(a.size for a in arrays) == 8 * sum(
        sizes[hint.__forward_arg__] for hint in BUNDLES["state"].__annotations__.values()
    )
    assert all(a.dtype == np.float32 and not a.any() for a in arrays)
