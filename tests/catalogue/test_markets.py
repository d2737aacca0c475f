"""National markets: known goods in their own unit, and crowding by hand."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import goods, markets
from lodeshift.catalogue.markets import Market
from lodeshift.records.figure import Figure

AMOUNTS = ("output_china", "capacity_china", "capacity_announced", "demand_china", "typical_plant")


def test_every_good_is_known_and_counted_in_its_own_unit() -> None:
    assert len(markets.markets()) >= 100
    for good, market in markets.markets().items():
        for (measure, _), figure in market.figures.items():
            if measure in AMOUNTS:
                assert figure.unit == f"{goods.commodity(good).unit}/a", figure.row
            elif measure.endswith("price"):
                assert figure.unit == f"CNY/{goods.commodity(good).unit}", figure.row
            else:
                assert figure.unit == "1", figure.row


def test_a_policy_is_a_class_and_never_free_where_none_is_known() -> None:
    assert markets.markets()["aluminium"].policy in ("replacement only", "capped")
    assert {each.policy for each in markets.markets().values()} <= {*markets.POLICIES.values(), "unknown"}
    assert Market("steel", {}).policy == "unknown"


def test_crowding_by_hand() -> None:
    def figure(central: float) -> Figure:
        return Figure(central, central, central, "t/a", "", "", "by hand", "measured", "", "row")

    known = {
        ("capacity_china", 2024): figure(100.0),
        ("capacity_announced", 2028): figure(20.0),
        ("output_china", 2023): figure(1.0),
        ("output_china", 2024): figure(80.0),
        ("exports_share_of_output", 2024): figure(0.25),
        ("demand_china", 2030): figure(40.0),
    }
    assert Market("steel", known).crowding(2030) == pytest.approx(120 / (40 + 20))
    assert Market("steel", known).crowding(2035) is None
    del known["capacity_announced", 2028]
    assert Market("steel", known).crowding(2030) is None


def test_coal_stands_at_more_than_its_demand() -> None:
    found = markets.markets()["coal"].crowding(2030)
    assert found is not None and found > 1
