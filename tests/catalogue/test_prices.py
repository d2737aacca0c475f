"""Base prices, history, pass-through, priors."""

import csv
from pathlib import Path

import pytest

from lodeshift.catalogue import goods, prices, recipes, tables
from lodeshift.errors import UnknownIdError

CASES = Path(__file__).parents[2] / "cases"
NEVER_TRADED = {"coal_in_ground", "oil_in_ground", "lithium_brine", "ch4_direct"}


def test_base_price_is_the_quote_without_vat() -> None:
    for row in tables.read("base_prices"):
        quoted = float(row["quoted_central"])
        rate = float(row["vat_rate"]) if row["quoted_vat"] == "included" else 0.0
        assert quoted / (1 + rate) == pytest.approx(float(row["central"]), rel=0.01), row["_row"]
        assert row["unit"] == f"CNY/{goods.commodity(row['commodity']).unit}"
        assert row["year"] == str(prices.BASE_YEAR)


def test_roles() -> None:
    assert prices.base_price("electricity", "buy").central > prices.base_price("electricity", "sell").central
    assert prices.base_price("tailings", "sell").central < 0
    assert prices.base_price("copper_foil_6um").central == 81620


def test_every_flow_but_ores_in_the_ground_has_a_price() -> None:
    for process in recipes.processes().values():
        for flow in process.flows:
            good = goods.commodity(flow.commodity)
            priced = prices.has_price(good.id, "buy") or prices.has_price(good.id, "sell")
            assert priced or good.kind == "ore" or good.id in NEVER_TRADED, (process.id, good.id)


def test_a_good_without_a_price_is_an_error() -> None:
    with pytest.raises(UnknownIdError):
        prices.base_price("nickel_ore")
    with pytest.raises(UnknownIdError, match="did you mean 'nickel'"):
        prices.base_price("nickl")


@pytest.mark.parametrize("market_file", sorted(CASES.glob("*/markets.csv")), ids=lambda path: path.parent.name)
def test_everything_a_worked_case_trades_has_a_price(market_file: Path) -> None:
    with market_file.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if not row.get("price_cny")]
    roles: dict[str, prices.Role] = {"buy": "buy", "sell": "sell"}
    assert [row["commodity"] for row in rows if not prices.has_price(row["commodity"], roles[row["kind"]])] == []


def test_one_default_series_for_each_commodity_and_region() -> None:
    found: dict[str, set[str]] = {}
    for row in tables.read("prices"):
        if row["default_for"]:
            found.setdefault(row["default_for"], set()).add(row["series_id"])
    assert all(len(series) == 1 for series in found.values())


def test_history_is_in_base_year_yuan_without_vat() -> None:
    lithium = prices.history("lithium_carbonate", "CN")
    assert all(figure.year == "2024" and figure.unit == "CNY/t" for figure in lithium)
    boom = max(figure.central for figure in lithium)
    assert boom > 4 * prices.base_price("lithium_carbonate").central
    (of_2024,) = (figure for figure in lithium if " index" not in figure.note)
    assert of_2024.central == pytest.approx(prices.base_price("lithium_carbonate").central, rel=0.05)


def test_annual_rows_and_unknowns() -> None:
    rows = prices.annual("lithium_carbonate")
    assert {row["commodity"] for row in rows} == {"lithium_carbonate"}
    assert prices.annual("gfrp") == ()
    with pytest.raises(UnknownIdError):
        prices.annual("nothing")


def test_monthly_series_run_without_a_hole_but_one() -> None:
    for series in dict.fromkeys(row["series_id"] for row in tables.read("prices_monthly")):
        months = [int(row["year"]) * 12 + int(row["month"]) for row in prices.monthly(series)]
        holes = set(range(months[0], months[-1] + 1)) - set(months)
        assert holes == ({2023 * 12 + 11} if series == "phosphate_rock" else set()), series
        assert months == sorted(months)
    with pytest.raises(UnknownIdError, match="crude_brent"):
        prices.monthly("crude_brnt")


def test_priors_are_never_zero_and_say_what_is_measured() -> None:
    for prior in prices.priors().values():
        assert prior.log_volatility.low > 0 and prior.half_life_years.low > 0, prior.commodity
        assert prior.half_life_years.unit == "year"
    assert prices.priors()["crude_oil"].measured
    assert not prices.priors()["copper_foil_6um"].measured


def test_pass_through_shares_follow_from_amounts_and_prices() -> None:
    for each in prices.pass_through():
        share = (
            each.amount.central
            * prices.base_price(each.input).central
            / prices.base_price(each.product, "sell").central
        )
        assert each.input_cost_share == pytest.approx(share, abs=0.011), each.amount.row
    assert {each.input for each in prices.pass_through("lfp_cathode")} >= {"lithium_carbonate", "iron_phosphate"}
    assert prices.pass_through("gfrp") == ()
