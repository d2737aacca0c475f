"""What an export pays per unit, against the law of the border and the table of VAT."""

from __future__ import annotations

import pytest

from lodeshift.border.price import border_cost
from lodeshift.catalogue import trade
from lodeshift.chain.border import (
    border_cny_per_unit,
    border_path_cny_per_unit,
    destination_id,
    export_duty_share,
    lost_rebate_share,
)
from lodeshift.errors import UnknownIdError


def test_the_lost_rebate_of_foil_changes_with_the_law() -> None:
    """MOF/STA 2024 No. 15: foil got its 13 % back until 30 November 2024, and nothing since."""
    assert lost_rebate_share("copper_foil_6um", 2024) == pytest.approx(0.0)
    assert [lost_rebate_share("copper_foil_6um", year) for year in (2025, 2026, 2035)] == pytest.approx([0.13] * 3)


def test_the_lost_rebate_of_a_good_that_is_cut_in_steps() -> None:
    """PV modules: 13 % until November 2024, 9 % until March 2026, nothing after (MOF/STA)."""
    found = [lost_rebate_share("pv_module", year) for year in (2024, 2025, 2026)]
    assert found == pytest.approx([0.0, 0.04, 0.13])


def test_a_stated_rebate_replaces_the_table_and_never_gives_a_gain() -> None:
    assert lost_rebate_share("copper_foil_6um", 2030, rebate=0.09) == pytest.approx(0.04)
    assert lost_rebate_share("copper_foil_6um", 2030, rebate=0.2) == 0.0


def test_a_good_of_which_no_rebate_is_known_gets_nothing_back() -> None:
    assert lost_rebate_share("graphitized_powder", 2030) == pytest.approx(0.04)
    assert lost_rebate_share("green_anode", 2030) == pytest.approx(0.13)


def test_a_unit_pays_what_its_tonnes_pay() -> None:
    for good, year in (("steel", 2026), ("steel", 2034), ("aluminium", 2030), ("ammonia", 2030)):
        expected = border_cost(good, year, "EU").cny_per_t
        assert expected > 0
        assert border_cny_per_unit(good, year, "eu") == pytest.approx(expected)
    path = border_path_cny_per_unit("steel", (2025, 2026, 2034), "EU")
    assert path[0] == 0.0
    assert path[1] < path[2]


def test_what_no_law_asks_for_pays_nothing_even_without_a_mass() -> None:
    assert border_cny_per_unit("wind_drivetrain_parts", 2030, "EU") == 0.0
    assert border_cny_per_unit("battery_pack_lfp", 2030, "EU") == 0.0
    assert border_cny_per_unit("steel", 2030, "domestic") == 0.0


def test_destinations_are_known_however_they_are_spelled() -> None:
    assert destination_id("eu") == destination_id("EU") == "EU"
    with pytest.raises(UnknownIdError):
        destination_id("atlantis")


def test_export_duty_is_that_of_the_table() -> None:
    from datetime import date

    found = trade.export_duty("aluminium", date(2026, 7, 1))
    assert export_duty_share("aluminium", 2026) == (0.0 if found is None else found.central)
    assert export_duty_share("copper_foil_6um", 2026) == 0.0
