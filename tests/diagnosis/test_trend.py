"""Levels by census base, growth inside a base only, comparisons with their count."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.catalogue import places
from lodeshift.diagnosis import trend
from lodeshift.names import EXTERNAL_DATA, Quality
from lodeshift.records.diagnosis import Level
from lodeshift.records.figure import Figure


def level(year: int, value: float, quality: Quality = "reported", note: str = "") -> Level:
    figure = Figure(value, value, value, "bn CNY", str(year), "x", "s", quality, note, f"r:{year}")
    return Level(figure, trend.base_of(year))


def test_no_change_is_taken_over_a_break() -> None:
    assert trend.last_change((level(2018, 100), level(2019, 60))) is None
    assert trend.last_change((level(2023, 100), level(2024, 80))) is None
    across = trend.last_change((level(2016, 80), level(2018, 100), level(2019, 60)))
    assert across is not None
    assert across.year == "2016-2018"


def test_weak_and_bounding_figures_make_no_change() -> None:
    assert trend.last_change((level(2020, 100), level(2022, 90, "recalled"))) is None
    assert trend.last_change((level(2024, 100, note="computed: 67 over growth"), level(2025, 90))) is None
    assert trend.last_change((level(2024, 100), level(2025, 90, note="forecast, lower bound"))) is None


def test_hegang_fell_and_every_level_tells_its_base() -> None:
    levels = trend.gdp_levels("hegang")
    assert (levels[0].figure.year, levels[0].base) == ("2017", "before_fourth")
    change = trend.last_change(levels)
    assert change is not None
    assert change.central == pytest.approx(100 * (38.36 / 40.92 - 1))


def test_comparisons_count_only_peers_with_data() -> None:
    peers = ("fuxin", "wansheng", "gejiu")
    found = {c.measure: c for c in trend.trend("hegang", peers, ("resource",)).comparisons}
    assert found["mining_jobs_2020"].peers == 2  # Wansheng has no census row
    assert found["nominal_growth_2020_2023"].peers == 1  # counties have no GDP
    assert found["population_change_2020_2023"].figure is None
    assert found["population_change_2020_2023"].below == 0


def test_sub_annual_and_alternative_rows_are_not_mistaken_for_years() -> None:
    found = trend.trend("lanzhou-new-area", (), ())
    assert [f.year for f in found.real_growth] == ["2018", "2021"]
    assert {name for name, _ in found.also_known} & {"gdp_growth_real_q1", "anode_capacity_min"}
    assert found.comparisons[0].median is None


def test_the_break_is_read_from_outside_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(EXTERNAL_DATA, raising=False)
    assert trend.census_break("baotou") is None
    monkeypatch.setenv(EXTERNAL_DATA, str(tmp_path))
    assert trend.census_break("baotou") is None
    folder = tmp_path / "other" / "panel"
    folder.mkdir(parents=True)
    (folder / "census_break_2019.csv").write_text("id,break_factor\nbaotou,0.5\n", encoding="utf-8")
    monkeypatch.setenv(EXTERNAL_DATA, str(tmp_path / "other"))
    assert trend.census_break("baotou") == 0.5
    assert trend.census_break("hegang") is None


def test_every_measure_works_for_every_city() -> None:
    for city in places.cities():
        for of in trend.MEASURES.values():
            figure = of(city)
            assert figure is None or figure.row
