"""The diagnosis put together: places on and off the list, with a table, with deposits of a case."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.diagnosis import table, whole
from lodeshift.errors import InputError, UnknownIdError


def read(folder: Path, text: str) -> table.IndicatorTable:
    path = folder / "mine.csv"
    path.write_text(text, encoding="utf-8")
    return table.read(path)


def test_a_city_of_the_list() -> None:
    found = whole.diagnose("hegang")
    assert (found.label_2013, found.on_list) == ("declining", True)
    assert found.about.facts["batch"] == "3 (2011)"
    assert found.stage is not None
    assert found.stage.stage == "declining"
    assert found.index is None


def test_places_off_the_list_say_so_and_get_no_stage() -> None:
    zone = whole.diagnose("lanzhou-new-area")
    assert (zone.about.kind, zone.about.facts["within"]) == ("diagnosis.about_place_within", "lanzhou")
    assert (zone.label_2013, zone.stage, zone.on_list) == (None, None, False)
    assert zone.trend.levels
    lanzhou = whole.diagnose("lanzhou")
    assert lanzhou.stage is None
    assert lanzhou.dependence.employment is not None


def test_a_table_settles_what_the_public_data_leave_open(tmp_path: Path) -> None:
    open_stage = whole.diagnose("jinchang").stage
    assert open_stage is not None
    assert open_stage.stage is None
    rows = "city,year,extraction_volume_t,mining_jobs_persons\njinchang,2018,100,30000\njinchang,2023,{},25000\n"
    steady = whole.diagnose("jinchang", read(tmp_path, rows.format(110))).stage
    falling = whole.diagnose("jinchang", read(tmp_path, rows.format(90))).stage
    assert steady is not None
    assert falling is not None
    assert steady.stage == "mature"
    assert falling.stage == "declining"


def test_what_a_table_brings_is_not_missing_any_more(tmp_path: Path) -> None:
    before = {m.what.subject for m in whole.diagnose("hegang").missing}
    mine = read(tmp_path, "city,year,extraction_output_bn_yuan,industrial_output_bn_yuan\nhegang,2023,6,12\n")
    found = whole.diagnose("hegang", mine)
    gone = before - {m.what.subject for m in found.missing}
    assert {"extraction_output_share", "extraction_output"} <= gone
    rule = next(rule for rule in found.rules if rule.rule == "R-wide")
    assert rule.verdict is True
    assert rule.tests[1].figure is not None
    assert rule.tests[1].figure.row.startswith("mine.csv:2")


def test_a_table_without_the_city_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="rows of hegang"):
        whole.diagnose("hegang", read(tmp_path, "city,year,mining_jobs_persons\nbaotou,2020,1\n"))


def test_a_case_may_draw_on_deposits_elsewhere() -> None:
    found = whole.diagnose("lanzhou-new-area", deposits={"Jinchuan": 1.0})
    assert found.reserves.city_years is not None
    assert found.reserves.minerals[0].mineral == "nickel"
    faster = whole.diagnose("lanzhou-new-area", deposits={"Jinchuan": 2.0}).reserves.city_years
    assert faster is not None
    assert faster[1] == pytest.approx(found.reserves.city_years[1] / 2)
    with pytest.raises(UnknownIdError):
        whole.diagnose("lanzhou-new-area", deposits={"Nowhere": 1.0})


def test_unknown_places_are_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownIdError, match="hegang"):
        whole.diagnose("hegangg")


def test_the_users_cut_offs_reach_the_rule_of_2013() -> None:
    found = whole.diagnose("hegang", settings=whole.Settings(plan_cuts_pct={"employment": 5}))
    assert next(rule for rule in found.rules if rule.rule == "R-2013").verdict is True


def test_coverage_counts_cities_with_data() -> None:
    counts = {line.what: (line.cities, line.of) for line in whole.coverage()}
    assert counts["jobs"] == (260, 262)
    assert counts["tiers"] == (12, 262)
    assert counts["jobs_growth"] == (0, 262)
