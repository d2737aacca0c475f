from __future__ import annotations

import pytest

from lodeshift.border.exposure import exposure
from lodeshift.errors import UnknownIdError


def test_in_scope_first_and_green_power_told_honestly() -> None:
    found = exposure(["copper_foil_6um", "aluminium", "ammonia", "hydrogen", "steel"], 2030)
    by_id = {each.commodity: each for each in found}
    assert [each.in_scope for each in found] == ["now", "now", "now", "now", "never"]
    assert by_id["ammonia"].green_power_changes_bill
    assert by_id["hydrogen"].green_power_changes_bill
    assert not by_id["aluminium"].green_power_changes_bill
    assert not by_id["steel"].green_power_changes_bill


def test_cells_stand_under_the_battery_regulation() -> None:
    (cell,) = exposure(["battery_cell_lfp"], 2030)
    assert cell.battery_regulation
    assert (cell.in_scope, cell.eur_per_t) == ("never", 0.0)


def test_electricity_is_said_not_priced() -> None:
    (power,) = exposure(["electricity"], 2030)
    assert power.eur_per_t == 0
    assert "border.power_by_own_factor" in {each.kind for each in power.notes}


def test_unknown_good() -> None:
    with pytest.raises(UnknownIdError):
        exposure(["kryptonite"], 2030)
