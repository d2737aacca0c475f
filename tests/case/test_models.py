"""Asking a case: figures of a site, paths over the years, the horizon."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from lodeshift.case import read
from lodeshift.case.models import CaseHead, Horizon
from lodeshift.case.rows import Assumption, PathPoint
from lodeshift.errors import CaseError, InputError


def test_path_between_points_and_outside(folder: Path) -> None:
    case = read.load(folder)
    assert case.path("grid_factor", 2027) == pytest.approx((0.4772 + 0.2) / 2)
    assert case.path("grid_factor", 2000) == pytest.approx(0.4772)
    assert case.path("grid_factor", 2050) == pytest.approx(0.2)
    assert case.path("people", 2030) is None


def test_a_factor_of_zero_is_zero_and_without_a_path_it_is_one(folder: Path) -> None:
    case = read.load(folder)
    fields = {"unit": "1", "source": "test", "low": 0.0, "central": 0.0, "high": 0.0, "year_of": 2026}
    none = PathPoint.model_validate({"path": "price_factor", "subject": "copper_foil_6um", **fields})
    case = case.model_copy(update={"paths": (none,)})
    assert case.factor("price_factor", 2030, "copper_foil_6um", "zone") == 0.0
    assert case.factor("price_factor", 2030, "copper_cathode", "zone") == 1.0


def test_path_of_a_subject_before_the_general_one(folder: Path) -> None:
    case = read.load(folder)
    assert case.path("price_factor", 2030, "copper_cathode", "zone") == pytest.approx(1.1)
    assert case.path("price_factor", 2030, "heat", "zone") == 1


def test_path_of_a_site_before_that_of_all(folder: Path) -> None:
    case = read.load(folder)
    own = PathPoint.model_validate(
        {"path": "grid_factor", "site": "zone", "year_of": 2026, "central": 0.1, "unit": "t/MWh", "source": "test"}
    )
    case = case.model_copy(update={"paths": (*case.paths, own)})
    assert case.path("grid_factor", 2030, site="zone") == pytest.approx(0.1)
    assert case.path("grid_factor", 2022, site="other") == pytest.approx(0.4772)


def test_assumption_of_a_site_before_that_of_all(folder: Path) -> None:
    case = read.load(folder)
    own = Assumption.model_validate(
        {"item": "discount_rate", "site": "zone", "central": 0.05, "unit": "1", "source": "test"}
    )
    case = case.model_copy(update={"assumptions": (*case.assumptions, own)})
    assert case.needed("discount_rate", "zone").central == 0.05
    assert case.needed("discount_rate", "other").central == pytest.approx(0.08)
    assert case.assumption("land_price") is None
    with pytest.raises(InputError, match="land_price"):
        case.needed("land_price")


@pytest.mark.parametrize("years", [(2026, 2026), (2030, 2026), ()])
def test_planning_years_rise(years: tuple[int, ...]) -> None:
    with pytest.raises(ValidationError):
        Horizon(planning_years=years, decision_year=2024)


def test_decision_before_the_first_year() -> None:
    with pytest.raises(ValidationError, match="decision_year"):
        Horizon(planning_years=(2026,), decision_year=2027)


@pytest.mark.parametrize("year", [2015, 2023, 2025])
def test_money_of_another_year_is_refused_by_the_head_and_told_with_its_line(folder: Path, year: int) -> None:
    head = folder / "case.yaml"
    head.write_text(head.read_text(encoding="utf-8") + f"base_year: {year}\n", encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        read.load(folder)
    (told,) = caught.value.problems
    assert (told.file, told.field, told.found) == ("case.yaml", "base_year", repr(str(year)))
    assert told.row is not None
    assert "2024" in told.expected


def test_no_leap_year() -> None:
    horizon = Horizon(planning_years=(2026,), decision_year=2026)
    with pytest.raises(ValidationError, match="leap year"):
        CaseHead(name="x", title_en="x", horizon=horizon, climate_year=2024)
