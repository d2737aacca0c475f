"""Warnings: each with figure, rule, mark and row; none from missing data."""

from __future__ import annotations

import pytest

from lodeshift.catalogue import places
from lodeshift.diagnosis import whole
from lodeshift.records.diagnosis import EarlyWarning
from lodeshift.reporting.words.notes import tell
from lodeshift.reporting.words.texts import Words


def warned(city: str) -> dict[str, EarlyWarning]:
    return {w.warning: w for w in whole.diagnose(city).warnings}


def test_hegang_is_warned_of_what_a_visitor_would_see() -> None:
    found = warned("hegang")
    assert {"tier_in_work_runs_out", "mostly_extracted", "people_left", "gdp_fell", "no_second_leg", "aged"} <= set(
        found
    )
    assert found["people_left"].figure.central == pytest.approx(-15.8, abs=0.05)
    assert found["tier_in_work_runs_out"].said.facts["share"] == pytest.approx(0.786, abs=0.005)


def test_jinchang_smelts_more_than_it_mines() -> None:
    found = warned("jinchang")["lives_on_bought_feed"]
    assert found.figure.central == pytest.approx(50, abs=2)
    assert "deposits.csv" in found.figure.row


def test_a_growing_city_is_not_warned_of_decline() -> None:
    assert not {"people_left", "gdp_fell", "output_falls", "mostly_extracted"} & set(warned("ordos"))


def test_daqing_output_falls() -> None:
    assert warned("daqing")["output_falls"].figure.central == pytest.approx(-1.29, abs=0.01)


def test_every_warning_tells_figure_rule_mark_and_row() -> None:
    for city in ("hegang", "daqing", "baotou", "yulin-shaanxi", "baiyin", "fuxin", "gejiu"):
        for warning in whole.diagnose(city).warnings:
            assert warning.figure.row
            assert tell(Words("en"), warning.said) != tell(Words("en"), warning.rule)
            assert warning.mark in "SMPU"
            assert warning.figure.unit
            assert warning.figure.year


def test_a_place_without_figures_gets_no_warning() -> None:
    assert warned("lanzhou-new-area") == {}
    assert warned("wansheng") == {}


def test_warnings_are_early_warnings_not_a_label_for_all() -> None:
    cities = [c.id for c in places.cities().values() if c.level == "prefecture"]
    fired = [set(warned(city)) for city in cities[::6]]
    for warning in ("people_left", "aged", "jobs_hang_on_mining", "behind_its_peers"):
        assert 0 <= sum(warning in each for each in fired) < len(fired) / 2, warning
