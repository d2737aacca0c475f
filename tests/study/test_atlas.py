"""Lists of the atlas."""

import pytest

from lodeshift.catalogue import prices
from lodeshift.chain import margins
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.records.note import note
from lodeshift.study.atlas import LISTS, listing, margin_row, shares_of
from lodeshift.study.atlas_rows import Filters


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_list_shows_columns_that_its_rows_have(name: str) -> None:
    found = listing(name, Filters())
    assert found.rows and found.title
    for row in found.rows:
        assert set(found.columns) <= set(row)
        assert list(row) == list(found.rows[0])


def test_cities_by_stage_and_by_everything_else() -> None:
    sizes = [len(listing("cities", Filters(stage=s)).rows) for s in ("growing", "mature", "declining", "regenerative")]
    assert sizes == [31, 141, 67, 23]
    assert len(listing("cities", Filters(level="county_city")).rows) == 62
    gansu = listing("cities", Filters(province="gansu", resource="coal"))
    assert {row["id"] for row in gansu.rows} >= {"pingliang", "honggu"}
    assert {row["tier"] for row in listing("cities", Filters(tier="3")).rows} == {"3"}
    (baotou,) = listing("cities", Filters(city="包头")).rows
    assert baotou["gdp_bn_cny"] == 426.39
    assert [row["id"] for row in listing("cities", Filters(search="Bayan Obo")).rows] == ["baotou"]


def test_cities_say_for_how_many_there_are_data() -> None:
    assert note("atlas.cities_with_data", value=262, gdp=124, jobs=260) in listing("cities", Filters()).remarks


def test_shares_of_an_incomplete_round_carry_its_coverage() -> None:
    regions, tiers = shares_of("2024")
    assert (regions.facts["known"], regions.facts["published"]) == (29, 35)
    assert regions.facts["west"] == pytest.approx(0.28, abs=0.005)
    assert sum(float(str(share)) for name, share in tiers.facts.items() if name.startswith("tier_")) == pytest.approx(1)
    assert set(shares_of("2024")) <= set(listing("clusters", Filters()).remarks)


def test_clusters_by_city_and_round() -> None:
    (gansu,) = listing("clusters", Filters(city="jinchang")).rows
    assert gansu["round"] == "2024" and "白" in str(gansu["name_zh"])
    assert len(listing("clusters", Filters(round="2022")).rows) == 45
    assert len(listing("clusters", Filters(province="Gansu")).rows) == 2


def test_companies_and_deposits_by_city_and_commodity() -> None:
    foil = listing("companies", Filters(city="Lanzhou New Area", commodity="copper_foil_6um"))
    assert {row["commodity"] for row in foil.rows} == {"copper_foil_6um"} and len(foil.rows) == 5
    ores = listing("deposits", Filters(commodity="nickel_ore"))
    assert {row["deposit"] for row in ores.rows} == {"Jinchuan", "Xiarihamu"}
    assert len(listing("deposits", Filters(resource="vanadium")).rows) == 1


def test_tables_count_every_row_once() -> None:
    for row in listing("tables", Filters()).rows:
        grades = [row[word] for word in ("measured", "reported", "derived", "estimate", "recalled")]
        assert row["rows"] == sum(int(str(count)) for count in grades)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("cities", Filters(stage="mtaure")),
        ("cities", Filters(province="Ganzu")),
        ("cities", Filters(tier="7")),
        ("clusters", Filters(round="2023")),
        ("companies", Filters(commodity="copper_foil")),
        ("processes", Filters(chain="coper")),
        ("city", Filters()),
    ],
)
def test_unknown_words_are_errors(name: str, wanted: Filters) -> None:
    with pytest.raises(UnknownIdError):
        listing(name, wanted)


def test_a_name_of_several_places_and_a_filter_that_a_list_lacks_are_told() -> None:
    with pytest.raises(InputError):
        listing("companies", Filters(city="Yichun"))
    with pytest.raises(UnknownIdError, match="filter of margins"):
        listing("margins", Filters(city="baotou"))


def test_processes_by_chain_and_by_commodity() -> None:
    copper = listing("processes", Filters(chain="copper"))
    assert {row["chain"] for row in copper.rows} == {"copper"}
    users = listing("processes", Filters(commodity="lithium_carbonate"))
    assert {row["id"] for row in users.rows} >= {"lfp_synthesis", "li2co3_brine_dle"}
    (foil,) = [row for row in copper.rows if row["id"] == "copper_foil_6um"]
    assert (foil["mwh_per_unit"], foil["jobs_per_unit"], foil["weak_flows"]) == (8.5, 0.014, "6 of 7")


def test_prices_have_one_row_for_each_price() -> None:
    power = listing("prices", Filters(commodity="electricity"))
    assert [row["role"] for row in power.rows] == ["buy", "sell"]
    assert [row["role"] for row in listing("prices", Filters(commodity="labour")).rows] == ["buy"]
    (foil,) = listing("prices", Filters(commodity="copper_foil_6um")).rows
    assert foil["role"] == "both" and foil["central"] == prices.base_price("copper_foil_6um").central
    whole = listing("prices", Filters())
    weak = sum(str(row["mark"]).startswith("≈") for row in whole.rows)
    assert whole.remarks == (note("atlas.weak_prices", value=weak, of=len(whole.rows), year=prices.BASE_YEAR),)


def test_prices_of_a_chain_are_those_of_its_flows() -> None:
    names = {row["commodity"] for row in listing("prices", Filters(chain="graphite")).rows}
    assert {"needle_coke", "graphite_anode_synthetic"} <= names and "nickel" not in names


def test_margin_rows_add_up_to_the_yuan() -> None:
    for each in margins.margins():
        row = margin_row(each)
        assert row["cash_margin"] == round(each.cash)
        assert row["margin_after_capital"] == round(each.after_capital)
    assert len(listing("margins", Filters()).rows) == len(margins.margins())
    assert {row["process_id"] for row in listing("margins", Filters(chain="superhard")).rows} == {
        "diamond_grit_hpht",
        "diamond_gem_hpht",
    }
