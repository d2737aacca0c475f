from __future__ import annotations

import pytest

from lodeshift.border import emissions
from lodeshift.errors import InputRangeError


def test_factors_of_the_act() -> None:
    found = emissions.factors()
    assert (found.co2_per_c, found.waste_gas_correction) == (3.664, 0.667)
    assert (found.gwp_n2o, found.gwp_cf4, found.gwp_c2f6) == (265, 6630, 11100)


def test_combustion_with_oxidation_and_biomass() -> None:
    assert emissions.combustion_t(4, 56) == 224
    assert emissions.combustion_t(4, 56, oxidation=0.99) == pytest.approx(221.76)
    assert emissions.combustion_t(4, 56, biomass_share=1) == 0
    with pytest.raises(InputRangeError, match="biomass"):
        emissions.combustion_t(4, 56, biomass_share=1.2)
    with pytest.raises(InputRangeError, match="energy"):
        emissions.combustion_t(-4, 56)


def test_process_and_mass_balance() -> None:
    assert emissions.process_t(1000, 0.44, 0.9) == pytest.approx(396)
    assert emissions.mass_balance_t(80, 10, 3.664) == pytest.approx(256.48)


def test_both_pfc_methods_agree_on_the_same_cf4() -> None:
    found = emissions.factors()
    slope = emissions.cf4_slope_t(1, 0.232, 400_000)
    overvoltage = emissions.cf4_overvoltage_t(1.16, 19, 95, 400_000)
    assert slope == pytest.approx(92.8) == overvoltage
    assert emissions.pfc_t(slope, 0.121, found) == pytest.approx(739_903.68)


@pytest.mark.parametrize("efficiency", [0.95, 0.0, 120.0])
def test_current_efficiency_is_a_percentage(efficiency: float) -> None:
    with pytest.raises(InputRangeError, match="percent"):
        emissions.cf4_overvoltage_t(1.16, 19, efficiency, 1)


def test_exported_waste_gas_keeps_a_third() -> None:
    found = emissions.factors()
    parts = emissions.Attribution(direct_t=1120, waste_gas_out_t=1120)
    assert emissions.attributed_direct_t(parts, found) == pytest.approx(1120 * (1 - 0.667))
    imported = emissions.Attribution(direct_t=0, waste_gas_in_t=1120)
    assert emissions.attributed_direct_t(imported, found) == 1120


def test_attribution_is_never_negative() -> None:
    parts = emissions.Attribution(direct_t=2.24, heat_out_t=500)
    assert emissions.attributed_direct_t(parts, emissions.factors()) == 0


def test_indirect_and_sharing() -> None:
    assert emissions.indirect_t([(200, 0.45), (10, 0.0)]) == 90
    assert emissions.shared_by_mass(4948.02, 17000, 25200) == pytest.approx(3337.949)
    with pytest.raises(InputRangeError):
        emissions.shared_by_mass(1, 2, 1)
