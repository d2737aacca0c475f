"""Macro series."""

import pytest

from lodeshift.catalogue import macro
from lodeshift.errors import UnknownIdError


def test_chained_prices_agree_with_their_yearly_changes() -> None:
    index, change = macro.series("cpi_index_2005"), macro.series("cpi_change")
    for year in range(2006, 2026):
        assert index[year].central / index[year - 1].central == pytest.approx(1 + change[year].central / 100, abs=2e-4)


def test_gdp_is_in_bn_cny() -> None:
    assert macro.value("gdp_nominal", 2023).unit == "bn CNY"
    assert 120_000 < macro.value("gdp_nominal", 2023).central < 135_000


def test_no_guess_for_a_missing_year_or_series() -> None:
    with pytest.raises(UnknownIdError, match="2005 to 2026"):
        macro.value("cny_per_usd", 2030)
    with pytest.raises(UnknownIdError, match="cny_per_usd"):
        macro.series("cny_per_us")
    assert "china_ets_price_mean" in macro.metrics()
