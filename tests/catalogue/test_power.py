"""Tariffs, windows, factors, connections, curtailment."""

import pytest

from lodeshift.catalogue import places, power, tables
from lodeshift.errors import UnknownIdError


def test_gansu_tariff_without_vat() -> None:
    tariff = power.tariff("Gansu", "220kV+")
    assert tariff.missing == ()
    assert tariff.transmission is not None and tariff.transmission.central == pytest.approx(69.3 / 1.13)
    assert tariff.demand_charge is not None and tariff.demand_charge.central == pytest.approx(32_800 / 1.13)
    assert tariff.demand_charge.unit == "CNY/MW/month"
    assert tariff.line_loss_share is not None and tariff.line_loss_share.central == pytest.approx(0.0231)
    assert tariff.government_funds is not None and tariff.government_funds.central == pytest.approx(22.925)


def test_windows_of_gansu_put_the_valley_at_noon() -> None:
    factors = power.tariff("Gansu").multipliers(6)
    assert factors[12] == 0.5 and factors[20] == 1.5 and factors[3] == 1.0
    assert [hour for hour, factor in enumerate(factors) if factor > 1] == [7, 8, 17, 18, 19, 20, 21, 22]


def test_sharp_peaks_replace_peaks_only_in_their_months() -> None:
    shandong = power.tariff("Shandong").multipliers(1)
    assert shandong[18] == pytest.approx(2.0) and shandong[20] == pytest.approx(1.7)
    assert shandong[12] == pytest.approx(0.1) and shandong[10] == pytest.approx(0.3)
    shanxi = power.tariff("Shanxi")
    assert shanxi.multipliers(1)[18] > shanxi.multipliers(4)[18]


def test_windows_over_midnight_and_at_half_past() -> None:
    beijing = power.tariff("Beijing").multipliers(4)
    assert beijing[23] == beijing[0] == beijing[6] == 0.4 and beijing[7] == 1.0
    liaoning = power.tariff("Liaoning").multipliers(4)
    assert liaoning[7] == pytest.approx((1 + 1.5) / 2)
    assert liaoning[11] == liaoning[12] == pytest.approx((1 + 0.5) / 2)


def test_season_of_western_inner_mongolia() -> None:
    windy, summer = (power.tariff("Inner Mongolia West").multipliers(month) for month in (3, 7))
    assert windy[2] == pytest.approx(0.48) and summer[2] == 1.0
    assert summer[14] == pytest.approx(0.44 * 0.8) and summer[19] == pytest.approx(1.54 * 1.2)


@pytest.mark.parametrize("grid", power.grids())
def test_every_grid_reads_and_means_of_windows_stay_near_one(grid: str) -> None:
    for voltage in power.voltages(grid):
        tariff = power.tariff(grid, voltage)
        assert tariff.transmission is not None
        for month in range(1, 13):
            factors = tariff.multipliers(month)
            assert len(factors) == 24 and 0.7 < sum(factors) / 24 < 1.35


def test_what_is_missing_is_said() -> None:
    assert set(power.tariff("Shaanxi (Yulin)").missing) == {"government_funds", "demand_charge", "capacity_charge"}
    assert power.tariff("Anhui").demand_charge is None


def test_voltage_bands_have_one_name() -> None:
    assert not any("66" in row["voltage"] for row in tables.read("tariffs"))
    one_band = power.tariff("Beijing", "110kV").transmission
    assert one_band is not None and one_band == power.tariff("Beijing", "35-110kV").transmission
    assert power.tariff("Heilongjiang", "110kV").transmission is not None
    with pytest.raises(UnknownIdError, match="110kV"):
        power.tariff("Gansu", "100kV")
    with pytest.raises(UnknownIdError, match="Gansu"):
        power.tariff("Gansuu")


def test_demand_is_sixteen_tenths_of_capacity_charge() -> None:
    for grid in power.grids():
        tariff = power.tariff(grid, power.voltages(grid)[0])
        if tariff.demand_charge and tariff.capacity_charge:
            ratio = tariff.demand_charge.central / tariff.capacity_charge.central
            assert ratio == pytest.approx(1.6, rel=0.03), grid


def test_grid_factor_says_its_year() -> None:
    assert power.co2_factor("Gansu", 2022).central == 0.4772
    later = power.co2_factor("Gansu", 2030)
    assert (later.central, later.year) == (0.4772, "2022")
    assert power.co2_factor("Gansu", 2010).year == "2021"
    with pytest.raises(UnknownIdError):
        power.co2_factor("Atlantis", 2022)
    provinces = {each.province_en for each in places.cities().values()}
    assert all(power.co2_factor(province, 2022).central > 0 for province in provinces - {"Tibet"})


def test_connection_takes_the_newest_year_and_drops_what_is_superseded() -> None:
    zone = power.grid_connection("lanzhou-new-area")
    assert (zone["peak_load"].central, zone["peak_load"].year) == (1150, "2024")
    assert zone["substation_330kv_hongle_lines"].unit == "km"
    rule = power.connection_rule()
    assert rule["n1_secure_mw_per_further_330kv_circuit"].central == 700
    assert not any("alternate" in item for item in rule)
    assert power.grid_connection("gujiao") == {}


def test_superseded_rows_of_grid_are_marked() -> None:
    old = {row["metric"] for row in tables.read("grid") if row["superseded_by"]}
    assert {"tariff_demand_charge", "transfer_capacity_330kV_single_circuit"} <= old


def test_curtailment_of_a_grid_within_a_province() -> None:
    gansu = power.curtailment("Gansu")
    assert (gansu.wind.central, gansu.wind.unit) == (0.06, "1")
    assert len(gansu.printed) == 4
    assert power.curtailment("Hebei South").printed == power.curtailment("Hebei North (Jibei)").printed != ()
    assert len(power.curtailment("Shaanxi (Yulin)").printed) == 2
    with pytest.raises(UnknownIdError):
        power.curtailment("Atlantis")


def test_national_figures() -> None:
    assert power.national("direct_green_power_min_share_of_load").central == 0.3
    with pytest.raises(UnknownIdError, match="green_certificate_price"):
        power.national("green_certificate_prices")
