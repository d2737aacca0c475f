from __future__ import annotations

import numpy as np
import pytest

from lodeshift.border.price import border_cost
from lodeshift.errors import UnknownIdError
from lodeshift.matching.ground import ground
from lodeshift.matching.market import EU, Market, market, outward


def test_names() -> None:
    assert market("coast") == Market("coast", 2024)
    assert market("eu", 2030) == Market(EU, 2030)
    assert market("成都").name == "chengdu"
    with pytest.raises(UnknownIdError):
        market("nowhere-at-all")


def test_home_market_is_freight_alone() -> None:
    base = ground()
    found = outward(base, base.pool.central, ["tin", "pgm"], market("coast"))
    assert (found.dues == 0).all()
    np.testing.assert_allclose(found.freight[1], found.freight[0] / 1000)
    assert found.freight[0, base.places.index("gejiu")] > found.freight[0, base.places.index("longyan")]


def test_a_place_as_market() -> None:
    base = ground()
    found = outward(base, base.pool.central, ["tin"], market("kunming"))
    assert found.total[0, base.places.index("kunming")] == found.total[0].min() == 0
    assert found.freight[0, base.places.index("gejiu")] < found.freight[0, base.places.index("hegang")]


def test_foil_for_the_eu_loses_its_rebate_from_december_2024() -> None:
    base = ground()
    foil = base.pool.central[base.price[base.good("copper_foil_6um")]]
    now = outward(base, base.pool.central, ["copper_foil_6um"], market(EU, 2026))
    assert now.dues[0] == pytest.approx(0.13 * foil)
    assert outward(base, base.pool.central, ["copper_foil_6um"], market(EU, 2024)).dues[0] < now.dues[0]


def test_annex_goods_pay_at_the_border_from_2026() -> None:
    base = ground()
    early, late = (outward(base, base.pool.central, ["steel"], market(EU, year)).dues[0] for year in (2025, 2030))
    assert late - early == pytest.approx(border_cost("steel", 2030, EU).cny_per_t)
    assert border_cost("steel", 2025, EU).cny_per_t == 0
