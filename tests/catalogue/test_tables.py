"""The tables as a whole: every row complete, readable, of ours to ship."""

import datetime as dt
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from lodeshift.catalogue import geology, goods, industry, places, recipes, tables, technologies
from lodeshift.errors import InputError, UnknownIdError
from lodeshift.names import QUALITIES

FOLDER = Path(tables.__file__).parent / "tables"
LARGEST_BYTES = 1_500_000


@pytest.mark.parametrize("name", tables.names())
def test_every_row_has_unit_source_and_quality(name: str) -> None:
    rows = tables.read(name)
    assert rows
    holds_figures = not {"central", "value"}.isdisjoint(rows[0])
    for row in rows:
        assert row.get("unit") or not ("unit" in row or holds_figures), row
        assert len(row["source"]) > 2 and not row["source"].startswith("@"), row
        assert row["quality"] in QUALITIES - {"user"}, row


@pytest.mark.parametrize("name", tables.names())
def test_recalled_rows_and_they_alone_cite_nothing_as_if_read(name: str) -> None:
    for row in tables.read(name):
        assert (row["quality"] == "recalled") == row["source"].startswith("none read; look in "), row


@pytest.mark.parametrize("name", tables.names())
def test_every_figure_is_in_rising_order(name: str) -> None:
    for row in tables.read(name):
        if row.get("central") or row.get("value"):
            figure = tables.figure(row)
            assert figure.low <= figure.central <= figure.high
            assert figure.row == row["_row"]


def test_row_names_point_at_the_line_of_the_file() -> None:
    row = tables.read("capex")[12]
    lines = (FOLDER / "capex.csv").read_text(encoding="utf-8").splitlines()
    assert row["_row"] == "capex.csv:14"
    assert lines[13].startswith(f"{row['tech_id']},")


def test_files_are_small_and_plain() -> None:
    for file in FOLDER.glob("*.csv"):
        raw = file.read_bytes()
        assert len(raw) < LARGEST_BYTES, file.name
        assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf"), file.name


def test_every_source_key_is_used_and_resolves() -> None:
    used = set()
    for file in FOLDER.glob("*.csv"):
        if file.name != "sources.csv":
            with file.open(encoding="utf-8", newline="") as stream:
                import csv

                used |= {row["source"][1:] for row in csv.DictReader(stream) if row["source"].startswith("@")}
    assert used == set(tables.sources())


@pytest.mark.parametrize("word", ["CSMAR", "SEC23", "GDP23", "POP24", "external/", "panel has"])
def test_nothing_that_may_not_ship(word: str) -> None:
    for file in FOLDER.glob("*.csv"):
        assert word not in file.read_text(encoding="utf-8"), file.name


def test_yearbook_figures_are_single_years_of_the_262_only() -> None:
    for row in tables.read("city_indicators"):
        if "census" not in row["source"]:
            assert row["id"] in places.cities()
            assert row["year"] in {"2010", "2020", "2023"}


def test_no_daily_series_and_no_monthly_lithium() -> None:
    series = {row["series_id"] for row in tables.read("prices_monthly")}
    assert not any("lithium" in name for name in series)
    assert all("World Bank" in row["source"] for row in tables.read("prices_monthly"))
    assert not any("day" in row for row in tables.read("prices"))


def test_all_ids_join() -> None:
    known, goods_known = set(places.places()), set(goods.commodities())
    tiers = {row["id"] for row in tables.read("city_tiers")}
    for firm in industry.companies():
        assert firm.city_id in known | tiers | {""}, firm.row
        assert firm.commodity in goods_known | {""}, firm.row
    for deposit in geology.deposits():
        assert deposit.city_id in known | {""} and deposit.commodity in goods_known | {""}, deposit.row
    for tier in geology.tiers():
        assert tier.city_id in known and tier.commodity in goods_known and tier.ore_flow in goods_known
        assert tier.process in recipes.processes()
        assert tier.deposit in {each.deposit for each in geology.deposits()}
    for cluster in industry.clusters():
        assert cluster.city_ids and set(cluster.city_ids) <= tiers
    for count in industry.unicorns():
        assert count.city_id in tiers | {""}
    for row in tables.read("distances"):
        assert row["from"] in known and row["to"] in known
    for row in (*tables.read("climate_anchors"), *tables.read("climate_grid")):
        assert row["id"] in known or row["id"].startswith("province:")
    for row in tables.read("price_priors"):
        assert row["commodity"] in goods_known
    for row in tables.read("vat_trade"):
        assert set(row["commodities"].split(";")) <= goods_known | {""}
    assert {row["tech_id"] for row in tables.read("capex_points")} <= set(technologies.technologies())


def test_unknown_table_gets_a_hint() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'recipes'"):
        tables.read("recipe")


def test_a_cell_that_is_no_number_is_named() -> None:
    row = dict(tables.read("recipes")[0], central="1,5")
    with pytest.raises(InputError, match=r"recipes.csv row 2, central: found '1,5'"):
        tables.figure(row)
    with pytest.raises(InputError, match="empty cell"):
        tables.figure(dict(row, central=""))
    with pytest.raises(InputError, match="rising order"):
        tables.figure(dict(row, central="1", low="2", high="3"))


def test_reading_needs_no_numpy() -> None:
    modules = ", ".join(f"lodeshift.catalogue.{file.stem}" for file in Path(tables.__file__).parent.glob("[a-z]*.py"))
    code = f"import sys, {modules}; assert 'numpy' not in sys.modules; assert 'rich' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@dataclass(frozen=True, slots=True)
class Example:
    name: str
    mass_t: float
    share: float | None
    count: int
    known: bool
    day: dt.date
    sort: Literal["ore", "metal"]
    parts: tuple[str, ...]
    more: frozenset[str]
    row: str


ROW = {
    "name": "x", "mass": "1.5", "share": "", "count": "3", "known": "y", "day": "2026-01-02", "sort": "ore", "parts": "a;b",
    tables.ROW: "examples.csv:7",
}  # fmt: skip


def test_a_record_is_filled_as_its_types_say() -> None:
    found = tables.record(Example, ROW, {"mass_t": "mass"}, more=frozenset("m"))
    day = dt.date(2026, 1, 2)
    assert found == Example("x", 1.5, None, 3, True, day, "ore", ("a", "b"), frozenset("m"), "examples.csv:7")


@pytest.mark.parametrize(
    ("column", "cell"),
    [("mass", ""), ("mass", "much"), ("share", "half"), ("count", "2.5"), ("known", "perhaps"), ("day", "yesterday")],
)
def test_a_cell_that_its_field_cannot_hold_is_named_with_its_row(column: str, cell: str) -> None:
    with pytest.raises(InputError, match=rf"examples.csv row 7, {column}"):
        tables.record(Example, {**ROW, column: cell}, {"mass_t": "mass"}, more=frozenset())


def test_a_word_that_is_none_of_the_choices_is_told_with_its_row() -> None:
    with pytest.raises(UnknownIdError, match=r"examples.csv:7"):
        tables.record(Example, {**ROW, "sort": "slag"}, {"mass_t": "mass"}, more=frozenset())


def test_rows_are_grouped_in_order() -> None:
    assert dict(tables.grouped(["bee", "ant", "bat"], lambda word: word[0])) == {"b": ("bee", "bat"), "a": ("ant",)}
