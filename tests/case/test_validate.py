"""Every cell that does not fit becomes one problem in the house's words."""

from __future__ import annotations

from typing import Any

import pytest

from lodeshift.case import read, validate
from lodeshift.case.models import TABLES


def test_missing_value(broken: Any) -> None:
    problem = broken("plants", "operating", "")[0]
    assert (problem.file, problem.row, problem.field, problem.found) == ("plants.csv", 2, "status", "nothing")


def test_choice_with_hint(broken: Any) -> None:
    problem = broken("plants", "operating", "operatin")[0]
    assert problem.expected == "one of operating, committed, announced"
    assert problem.hint == "did you mean operating?"


def test_number_expected(broken: Any) -> None:
    problem = broken("plants", "2020", "soon")[0]
    assert (problem.field, problem.found) == ("on_line", "'soon'")


def test_broken_range(broken: Any) -> None:
    problem = broken("assumptions", "discount_rate,5,8", "discount_rate,9,8")[0]
    assert "low <= central <= high" in problem.expected


def test_range_without_central_is_told_once(broken: Any) -> None:
    found = [p for p in broken("assumptions", "discount_rate,5,8,", "discount_rate,5,,") if p.row == 2]
    assert [p.field for p in found] == ["central"]


def test_infinite_numbers_are_refused(broken: Any) -> None:
    assert broken("markets", '"81,620 CNY/t"', "1e999")[0].field == "price_cny"


def test_id_pattern(broken: Any) -> None:
    problem = broken("plants", "old,", "Old Plant,")[0]
    assert problem.expected.startswith("small letters")


def test_unknown_key_of_the_head(broken: Any) -> None:
    problem = broken("case.yaml", "decision_year", "decison_year")[1]
    assert problem.field == "horizon.decison_year"
    assert problem.row == 7
    assert problem.hint == "did you mean decision_year?"


def test_head_values_carry_their_line(broken: Any) -> None:
    problem = broken("case.yaml", "[2026, 2030]", "[2026, soon]")[0]
    assert (problem.file, problem.row, problem.found) == ("case.yaml", 6, "'soon'")


def test_draft_of_a_case_has_the_rows_of_its_folder(folder: Any) -> None:
    case = read.load(folder)
    draft = validate.draft_of(case)
    assert [placed.row for placed in draft.rows("markets")] == list(range(2, 2 + len(case.markets)))
    assert draft.file("markets") == "markets.csv"


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_required_columns(name: str) -> None:
    columns = validate.columns(TABLES[name])
    assert columns["source"]
    assert not columns["note"]
