"""Any sound case comes back the same from a folder and from a workbook."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lodeshift.case import crosscheck, read, validate, write
from lodeshift.case.models import Case, CaseHead, Horizon
from lodeshift.case.rows import Assumption, Goal, Market, PathPoint, Plant, PowerOption, ProcessChoice, Site

TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=25).filter(str.isprintable)
SOURCE = TEXT.map(str.strip).filter(bool)
AMOUNT = st.floats(0, 1e12, allow_nan=False) | st.integers(0, 10**9).map(float)
SHARE = st.floats(0.01, 1)
YEAR = st.integers(2020, 2040)
ZONE = "zone"
NEEDED = {
    "discount_rate": "1",
    "existing_circuits": "circuit",
    "max_circuits": "circuit",
    "firm_mw_per_further_circuit": "MW",
    "candidate_line_length": "km",
    "substation_mva_per_circuit": "MVA",
    "background_peak_load": "MW",
    "battery_round_trip_efficiency": "1",
}
BOUGHT = ("copper_cathode", "heat", "sulfuric_acid", "water")


@st.composite
def markets(draw: st.DrawFn) -> tuple[Market, ...]:
    rows = []
    for commodity in (*BOUGHT, "copper_foil_6um"):
        price = draw(st.none() | AMOUNT)
        legs = draw(st.lists(st.tuples(st.sampled_from(("rail_bulk", "coastal")), st.floats(0, 2e4)), max_size=2))
        legs = [] if commodity in ("heat", "water") else legs
        rows.append(
            Market(
                market=f"m-{commodity}",
                site=ZONE,
                commodity=commodity,
                kind="buy" if commodity in BOUGHT else "sell",
                price_cny=price,
                price_high_cny=None if price is None else draw(st.none() | st.just(price + 1)),
                volume=draw(st.none() | AMOUNT),
                mode=tuple(mode for mode, _ in legs),
                distance_km=tuple(km for _, km in legs),
                green_only=draw(st.booleans()),
                source=draw(SOURCE),
                note=draw(TEXT),
            )
        )
    return tuple(rows)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    years = tuple(sorted(draw(st.sets(st.integers(2026, 2040), min_size=1, max_size=3))))
    plants = draw(st.lists(st.tuples(AMOUNT, YEAR, SOURCE), max_size=3))
    assumed = []
    for item, unit in NEEDED.items():
        central = draw(st.floats(0.01, 0.99))
        low = draw(st.floats(0, central))
        assumed.append(
            Assumption.model_validate(
                {
                    "item": item,
                    "low": 3 if "circuits" in item else low,
                    "central": 3 if "circuits" in item else central,
                    "high": 3,
                    "unit": unit,
                    "source": draw(SOURCE),
                    "quality": "estimate",
                }
            )
        )
    return Case(
        head=CaseHead(
            name="random-case",
            title_en=draw(SOURCE),
            title_zh=draw(st.sampled_from(("", "案例", "兰州: 新区", "no", "12:30", "0o17"))),
            about=draw(TEXT),
            horizon=Horizon(planning_years=years, last_years=draw(st.integers(1, 40)), decision_year=2026),
            objective=draw(st.sampled_from(("least_cost", "max_npv"))),
            hours=draw(st.integers(24, 8760)),
        ),
        sites=(
            Site(site=ZONE, place="lanzhou-new-area", name_en=draw(TEXT), population=draw(st.none() | AMOUNT), source="x"),
        ),
        processes=(
            ProcessChoice(
                site=ZONE,
                process="copper_foil_6um",
                may_build=draw(st.booleans()),
                plant_size=draw(st.none() | st.floats(1, 1e6)),
                availability=draw(SHARE),
                ramp_up=tuple(draw(st.lists(SHARE, min_size=1, max_size=3))),
                follows_power=draw(st.none() | st.booleans()),
                source=draw(SOURCE),
            ),
        ),
        plants=tuple(
            Plant(plant=f"p{i}", site=ZONE, process="copper_foil_6um", capacity=size, status="operating", on_line=year, source=source)
            for i, (size, year, source) in enumerate(plants)
        ),
        markets=draw(markets()),
        power=(PowerOption(option="wind", site=ZONE, kind="wind", potential_mw=draw(st.none() | AMOUNT), source=draw(SOURCE)),),
        goals=(Goal(goal="g", kind="output", subject="copper_foil_6um", year=years[-1], value=draw(AMOUNT), unit="t/a", source="x"),),
        assumptions=tuple(assumed),
        paths=(
            PathPoint(path="price_factor", year_of=draw(YEAR), low=0.0, central=draw(SHARE), high=2.0, unit="1", source=draw(SOURCE)),
        ),
    )  # fmt: skip


def _plain(case: Case) -> Case:
    return case.model_copy(update={"folder": ""})


@settings(max_examples=50, deadline=None)
@given(cases())
def test_folder_and_workbook_give_the_case_back(case: Case) -> None:
    case = Case.model_validate(case.model_dump())  # text as the models keep it (trimmed)
    assert crosscheck.problems(validate.draft_of(case)) == []
    with tempfile.TemporaryDirectory() as place:
        folder = write.to_folder(case, Path(place) / "folder")
        assert _plain(read.load(folder)) == case
        book = write.to_workbook(case, Path(place) / "book.xlsx")
        assert _plain(read.load(book)) == case


@settings(max_examples=20, deadline=None)
@given(cases())
def test_writing_twice_gives_the_same_bytes(case: Case) -> None:
    with tempfile.TemporaryDirectory() as place:
        first = write.to_folder(case, Path(place) / "a")
        second = write.to_folder(read.load(first), Path(place) / "b")
        for file in first.iterdir():
            assert (second / file.name).read_bytes() == file.read_bytes()
