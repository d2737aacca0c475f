from __future__ import annotations

import pytest

from lodeshift.catalogue import upstream
from lodeshift.tracing.build import Setting
from lodeshift.tracing.cbam_values import recipe_value

SITE = Setting("baotou", "Inner Mongolia", 2026, frozenset())


def test_steel_takes_its_direct_co2_and_the_precursor_inside_the_recipe() -> None:
    found = recipe_value("steel", SITE)
    assert found is not None
    assert found.see.direct == pytest.approx(1.925)
    assert found.see.indirect == pytest.approx(0.15 * upstream.grid_factor("China", 2026).central)
    assert found.precursors == (("72011011", 0.94),)


def test_foil_carries_the_aluminium_before_it_and_not_its_alumina() -> None:
    metal, sheet = recipe_value("aluminium", SITE), recipe_value("aluminium_foil", SITE)
    assert metal is not None and sheet is not None
    assert metal.see.direct == pytest.approx(1.6)
    assert sheet.see.direct == pytest.approx(0.2424 + 1.03 * 1.6)
    assert sheet.precursors == (("76011010", 1.03),)


def test_electrolytic_hydrogen_has_no_direct_emissions_whatever_the_grid() -> None:
    found = recipe_value("hydrogen", SITE)
    assert found is not None
    assert found.see.direct == 0.0
    assert found.see.indirect > 0.0


@pytest.mark.parametrize("commodity", ["copper_foil_6um", "ndfeb_magnet", "battery_cell_lfp", "electrical_steel"])
def test_goods_outside_annex_1_and_goods_without_recipe_give_none(commodity: str) -> None:
    assert recipe_value(commodity, SITE) is None
