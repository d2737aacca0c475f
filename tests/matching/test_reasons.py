from __future__ import annotations

import numpy as np
import pytest

from lodeshift.matching.bill import bill, opened
from lodeshift.matching.delivered import CostTerms, costs
from lodeshift.matching.ground import ground
from lodeshift.matching.market import market, outward
from lodeshift.matching.ranking import cost_table
from lodeshift.matching.reasons import made_of, reasons
from lodeshift.records.note import Note


@pytest.fixture(scope="module")
def told() -> dict[str, tuple[float, float, tuple[Note, ...]]]:
    base = ground()
    found = costs(base, base.pool.central)
    place = base.places.index("baotou")
    way = outward(base, base.pool.central, ["aluminium"], market("coast"))
    made = made_of(base, found, "aluminium", way.freight[0], 0.0)
    near = base.supply_to_place.straight[:, place] <= 300
    opened_up = bill(base, found, place, "aluminium", opened(base, place, base.pool.central), near)
    rows, rest = reasons(base, found, place, made, opened_up)
    table = cost_table(base, ("aluminium",), market("coast"), CostTerms()).central[0]
    whole = table[place] - np.median(table)
    return {row.kind: (row.difference, rest, row.notes) for row in rows} | {"whole": (float(whole), rest, ())}


def test_three_reasons_and_the_rest_make_the_whole_difference(
    told: dict[str, tuple[float, float, tuple[Note, ...]]],
) -> None:
    three = sum(told[kind][0] for kind in ("raw material", "energy", "location"))
    assert three + told["whole"][1] == pytest.approx(told["whole"][0], abs=1e-6)


def test_cheap_power_wins_for_aluminium_at_baotou(told: dict[str, tuple[float, float, tuple[Note, ...]]]) -> None:
    assert told["energy"][0] < -1000
    assert told["energy"][2][0].value == pytest.approx(told["energy"][2][0].facts["value"])
    assert told["energy"][2][0].kind in ("matching.power_price", "matching.power_price_mixed")
    assert told["location"][2][0].facts["port"] == "tianjin-port"
    assert {"alumina", "bauxite"} & {said.subject for said in told["raw material"][2]}
