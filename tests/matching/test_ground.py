from __future__ import annotations

import numpy as np
import pytest

from lodeshift.catalogue import places, prices, recipes
from lodeshift.chain.network import NOT_GOODS
from lodeshift.errors import UnknownIdError
from lodeshift.matching.ground import comparable_places, ground


def test_nearly_all_cities_are_comparable_and_the_rest_say_why() -> None:
    kept, out = comparable_places()
    assert len(set(kept) & set(places.cities())) == 261
    assert {said.site for said in out} == {"qusum", "xian"}
    assert not any(places.place(place).kind == "port" for place in kept)


def test_flows_are_those_of_the_recipes() -> None:
    base = ground()
    central = base.pool.central
    for process in ("copper_smelting_refining", "ndfeb_sintering"):
        column = base.processes.index(process)
        taken = {
            base.goods[g]: central[f]
            for g, p, f in zip(base.taken.good, base.taken.process, base.taken.figure, strict=True)
            if p == column
        }
        expected = {
            f.commodity: f.amount.central for f in recipes.process(process).inputs if f.commodity not in NOT_GOODS
        }
        assert taken == expected


def test_prices_and_floors_are_base_prices() -> None:
    base = ground()
    tin = base.good("tin")
    assert base.pool.central[base.price[tin]] == prices.base_price("tin").central
    assert base.floor[tin] == prices.base_price("tin").low
    assert base.price[base.good("tin_ore")] == -1


def test_ore_can_be_dug_where_a_row_stands_not_where_a_word_does() -> None:
    base = ground()
    copper = base.deposit[base.good("copper_ore")]
    assert copper[base.places.index("dexing")]
    assert not copper[base.places.index("gejiu")]
    assert base.deposit[base.good("lead_zinc_ore"), base.places.index("longnan")]


def test_wages_are_the_province_s_and_gaps_are_told() -> None:
    base = ground()
    assert base.wage.shape == (2, len(base.places))
    hegang, daqing = base.places.index("hegang"), base.places.index("daqing")
    assert base.wage[0, hegang] == base.wage[0, daqing]
    assert any(said.kind == "matching.national_wage" for said in base.estimated)


def test_brine_to_carbonate_is_more_than_a_mine() -> None:
    base = ground()
    beyond = base.beyond_the_mine
    assert beyond[base.processes.index("li2co3_brine_dle")]
    assert not beyond[base.processes.index("coal_mining")]
    assert beyond[base.processes.index("tin_smelting")]


def test_ways_and_unknown_places() -> None:
    base = ground()
    assert [base.processes[w] for w in base.ways("methanol")] == ["methanol_co2_h2", "methanol_coal"]
    with pytest.raises(UnknownIdError):
        ground(("atlantis",))


def test_every_figure_rises_from_low_to_high() -> None:
    pool = ground().pool
    assert all(each.low <= each.central <= each.high < np.inf for each in pool.figures)
