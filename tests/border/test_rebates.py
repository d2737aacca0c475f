from __future__ import annotations

import datetime as dt

import pytest

from lodeshift.border.rebates import rebate_loss
from lodeshift.errors import UnknownIdError


def test_copper_foil_lost_its_rebate_on_the_first_of_december_2024() -> None:
    before = rebate_loss("copper_foil_6um", dt.date(2024, 11, 30), 81_600)
    after = rebate_loss("copper_foil_6um", dt.date(2024, 12, 1), 81_600)
    assert before.cny_per_unit == 0
    assert after.cny_per_unit == pytest.approx(0.13 * 81_600)  # about 10,600 CNY/t, as the trade says
    assert after.said.value == after.cny_per_unit


@pytest.mark.parametrize(
    ("day", "rate"), [("2024-11-30", 0.13), ("2025-06-01", 0.09), ("2026-06-01", 0.06), ("2027-01-01", 0.0)]
)
def test_battery_rebate_steps(day: str, rate: float) -> None:
    assert rebate_loss("battery_cell_lfp", dt.date.fromisoformat(day), 1000).rebate_rate == rate


def test_unknown_rebate_is_said_not_guessed() -> None:
    found = rebate_loss("ferrosilicon", dt.date(2026, 1, 1))
    assert found.cny_per_unit is None
    assert found.said.kind == "border.rebate_unknown"


def test_unknown_commodity() -> None:
    with pytest.raises(UnknownIdError):
        rebate_loss("unobtainium", dt.date(2026, 1, 1))
