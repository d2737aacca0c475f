"""Rules inside a single row."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from lodeshift.case import rows
from lodeshift.case.fields import Sourced

BASE = {"source": "test", "site": "zone"}


@pytest.mark.parametrize(
    ("model", "cells", "message"),
    [
        (
            rows.Plant,
            {"plant": "a", "process": "p", "capacity": 1, "status": "operating", "on_line": 2020, "retire": 2020},
            "after on_line",
        ),
        (
            rows.Plant,
            {"plant": "a", "process": "p", "capacity": -1, "status": "operating", "on_line": 2020},
            "greater than",
        ),
        (rows.ProcessChoice, {"process": "p", "ramp_up": "0.5;1.2"}, "shares from 0 to 1"),
        (rows.ProcessChoice, {"process": "p", "availability": 0}, "above 0"),
        (rows.ProcessChoice, {"process": "p", "availability": "105 %"}, "less than or equal"),
        (rows.Market, {"market": "m", "commodity": "c", "kind": "buy", "mode": "rail_bulk"}, "1 freight mode"),
        (
            rows.Market,
            {"market": "m", "commodity": "c", "kind": "buy", "price_cny": 5, "price_low_cny": 6},
            "is broken",
        ),
        (rows.Market, {"market": "m", "commodity": "c", "kind": "buy", "price_low_cny": 6}, "without price_cny"),
        (
            rows.Market,
            {"market": "m", "commodity": "c", "kind": "buy", "first_year": 2030, "last_year": 2029},
            "lies before",
        ),
        (rows.PowerOption, {"option": "w", "kind": "wind", "full_load_hours": 9000}, "less than or equal"),
        (rows.Market, {"market": "m", "commodity": "c", "kind": "buy", "colour": "red"}, "Extra inputs"),
    ],
)
def test_refused(model: type[Sourced], cells: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        model.model_validate({**BASE, **cells})


def test_quantities_with_units_in_fixed_columns() -> None:
    option = rows.PowerOption.model_validate(
        {**BASE, "option": "w", "kind": "wind", "potential_mw": "2 GW", "price_cny_per_mwh": "0.3 CNY/kWh",
         "line_cost_cny_per_mw_km": "3.2 CNY/kW/km", "losses": "4 %", "line_km": "320 km"}
    )  # fmt: skip
    assert (option.potential_mw, option.price_cny_per_mwh, option.line_km) == pytest.approx((2000, 300, 320))
    assert option.line_cost_cny_per_mw_km == pytest.approx(3200)
    assert option.losses == pytest.approx(0.04)


def test_site_with_money_in_billions() -> None:
    site = rows.Site.model_validate({**BASE, "place": "x", "gdp_mcny": "44.8 bn CNY"})
    assert site.gdp_mcny == pytest.approx(44_800)


def test_rows_cannot_be_changed() -> None:
    site = rows.Site.model_validate({**BASE, "place": "x"})
    with pytest.raises(ValidationError, match="frozen"):
        site.place = "y"
