"""Processes, prices and margins as lists."""

from lodeshift.catalogue import margins, prices
from lodeshift.records.note import note
from lodeshift.study.atlas_goods import margin_list, margin_row, price_list, processes
from lodeshift.study.atlas_rows import Filters


def test_processes_by_chain_and_by_commodity() -> None:
    copper = processes(Filters(chain="copper"))
    assert {row["chain"] for row in copper.rows} == {"copper"}
    users = processes(Filters(commodity="lithium_carbonate"))
    assert {row["id"] for row in users.rows} >= {"lfp_synthesis", "li2co3_brine_dle"}
    (foil,) = [row for row in copper.rows if row["id"] == "copper_foil_6um"]
    assert (foil["mwh_per_unit"], foil["jobs_per_unit"], foil["weak_flows"]) == (8.5, 0.014, "6 of 7")


def test_prices_have_one_row_for_each_price() -> None:
    power = price_list(Filters(commodity="electricity"))
    assert [row["role"] for row in power.rows] == ["buy", "sell"]
    (foil,) = price_list(Filters(commodity="copper_foil_6um")).rows
    assert foil["role"] == "both" and foil["central"] == prices.base_price("copper_foil_6um").central
    whole = price_list(Filters())
    weak = sum(str(row["mark"]).startswith("≈") for row in whole.rows)
    assert whole.remarks == (note("atlas.weak_prices", value=weak, of=len(whole.rows), year=prices.BASE_YEAR),)


def test_prices_of_a_chain_are_those_of_its_flows() -> None:
    names = {row["commodity"] for row in price_list(Filters(chain="graphite")).rows}
    assert {"needle_coke", "graphite_anode_synthetic"} <= names and "nickel" not in names


def test_margin_rows_add_up_to_the_yuan() -> None:
    for each in margins.margins():
        row = margin_row(each)
        assert row["cash_margin"] == round(each.cash)
        assert row["margin_after_capital"] == round(each.after_capital)
    assert len(margin_list(Filters()).rows) == len(margins.margins())
    assert {row["process_id"] for row in margin_list(Filters(chain="superhard")).rows} == {
        "diamond_grit_hpht",
        "diamond_gem_hpht",
    }
