from __future__ import annotations

import pytest

from lodeshift.errors import InputRangeError, UnknownIdError
from lodeshift.tracing import foil


def test_specific_energy_in_a_modern_lfp_cell_beside_the_trades_claim() -> None:
    six, thin = foil.effect(6.0, 0.0), foil.effect(4.5, 0.0)
    assert six.gain == pytest.approx(0.019, abs=5e-4)
    assert thin.gain == pytest.approx(0.034, abs=5e-4)
    assert (six.claim, thin.claim) == (0.05, 0.09)
    assert six.gain_low < six.gain < six.gain_high < 0.05


def test_area_and_copper() -> None:
    eight, six = foil.effect(8.0, 0.0), foil.effect(6.0, 0.0)
    assert (eight.g_per_m2, six.g_per_m2) == (71.68, 53.76)
    assert six.kg_per_kwh == pytest.approx(0.3136, abs=1e-3)
    assert eight.gain == 0.0
    assert eight.wh_per_kg == pytest.approx(178, abs=1)


def test_the_claims_need_a_fifth_of_the_cell_in_copper() -> None:
    assert foil.specific_energy_gain(0.19, 6.0) == pytest.approx(0.05, abs=1e-3)
    assert foil.specific_energy_gain(0.19, 4.5) == pytest.approx(0.09, abs=1e-3)


def test_outside_the_table() -> None:
    with pytest.raises(UnknownIdError, match="foil thickness"):
        foil.areal_mass_g_per_m2(7.0)
    with pytest.raises(InputRangeError):
        foil.specific_energy_gain(1.4, 6.0)
