"""VAT rates, rebates and duties by date."""

from datetime import date

import pytest

from lodeshift.catalogue import tables, trade
from lodeshift.errors import UnknownIdError


@pytest.mark.parametrize(
    ("day", "goods_rate", "gas_rate"),
    [
        (date(2017, 6, 30), 0.17, 0.13),
        (date(2018, 4, 30), 0.17, 0.11),
        (date(2018, 5, 1), 0.16, 0.10),
        (date(2019, 3, 31), 0.16, 0.10),
        (date(2019, 4, 1), 0.13, 0.09),
        (date(2026, 7, 1), 0.13, 0.09),
    ],
)
def test_vat_by_date(day: date, goods_rate: float, gas_rate: float) -> None:
    assert trade.vat_rate("copper_foil_6um", day) == goods_rate
    assert trade.vat_rate("electricity", day) == goods_rate
    assert trade.vat_rate("natural_gas", day) == gas_rate


def test_other_classes() -> None:
    day = date(2024, 7, 1)
    assert trade.vat_rate("labour", day) == 0.0
    assert trade.vat_rate("tailings", day) == 0.06
    assert trade.vat_rate("water", day) == 0.03
    assert trade.class_rate("transport", day) == 0.09
    assert trade.class_rate("import", day) == 0.13
    with pytest.raises(UnknownIdError):
        trade.class_rate("standard", date(1980, 1, 1))


def test_base_prices_and_dated_rates_agree() -> None:
    for row in tables.read("base_prices"):
        assert trade.vat_rate(row["commodity"], date(2024, 7, 1)) == float(row["vat_rate"]), row["_row"]


@pytest.mark.parametrize(
    ("commodity", "day", "rate"),
    [
        ("copper_foil_6um", date(2024, 11, 30), 0.13),
        ("copper_foil_6um", date(2024, 12, 1), 0.0),
        ("battery_cell_lfp", date(2025, 1, 1), 0.09),
        ("battery_cell_lfp", date(2026, 4, 1), 0.06),
        ("battery_cell_lfp", date(2027, 1, 1), 0.0),
        ("pv_module", date(2026, 4, 1), 0.0),
        ("lfp_cathode", date(2024, 6, 1), 0.13),
        ("lfp_cathode", date(2026, 6, 1), 0.09),
    ],
)
def test_export_rebates_by_date(commodity: str, day: date, rate: float) -> None:
    rebate = trade.export_rebate(commodity, day)
    assert rebate is not None
    assert rebate.central == rate


def test_dated_rows_and_price_columns_agree() -> None:
    columns = {
        date(2024, 6, 1): "export_rebate_2024_jan_nov",
        date(2025, 6, 1): "export_rebate_from_2024_12_01",
        date(2026, 6, 1): "export_rebate_from_2026_04_01",
    }
    for row in tables.read("base_prices"):
        for day, column in columns.items():
            if row[column]:
                rebate = trade.export_rebate(row["commodity"], day)
                assert rebate is not None and rebate.central == float(row[column]), (row["commodity"], day)


def test_a_good_without_a_row_is_unknown_not_zero() -> None:
    assert trade.export_rebate("glucose", date(2025, 1, 1)) is None
    assert trade.export_duty("glucose", date(2025, 1, 1)) is None
    duty = trade.export_duty("nickel", date(2025, 1, 1))
    assert duty is not None and duty.central == 0.15
    with pytest.raises(UnknownIdError):
        trade.export_rebate("nothing", date(2025, 1, 1))
    with pytest.raises(UnknownIdError):
        trade.vat_class("nothing")
