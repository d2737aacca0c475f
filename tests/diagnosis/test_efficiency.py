"""Envelopment programs: closed forms, identities, and the rules for the user's table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lodeshift.diagnosis import efficiency, table
from lodeshift.errors import InputError, InputRangeError
from lodeshift.records.note import note

X = np.array([[2.0], [4.0], [8.0]])
Y = np.array([[2.0], [3.0], [4.0]])


def test_one_input_and_one_output_is_the_ratio_to_the_best_ratio() -> None:
    found = [efficiency.input_efficiency(X, Y, X[k], Y[k]) for k in range(3)]
    assert found == pytest.approx([1, 0.75, 0.5])


def test_variable_returns_never_lower_the_score() -> None:
    found = [efficiency.input_efficiency(X, Y, X[k], Y[k], variable_returns=True) for k in range(3)]
    assert found == pytest.approx([1, 1, 1])


def test_slacks_based_measure_by_hand() -> None:
    # unit 2 may save input (to 3, ratio 1) or make more: min over (1 - s-/4) / (1 + s+/3) along the ray gives 3/4
    assert efficiency.slacks_based(X, Y, 1) == pytest.approx(0.75)
    assert efficiency.slacks_based(X, Y, 0) == pytest.approx(1)


def test_an_undesirable_output_joins_the_denominator() -> None:
    x = y = np.ones((2, 1))
    bad = np.array([[1.0], [2.0]])
    # unit 2 could emit 1 less of 2: 1 / (1 + (0 + 1/2) / 2)
    assert efficiency.slacks_based(x, y, 1, bad) == pytest.approx(0.8)
    assert efficiency.slacks_based(x, y, 0, bad) == pytest.approx(1)


def test_malmquist_is_the_product_of_its_factors() -> None:
    rng = np.random.default_rng(3)
    now = (rng.uniform(1, 9, (6, 2)), rng.uniform(1, 9, (6, 2)))
    later = (rng.uniform(1, 9, (6, 2)), rng.uniform(1, 9, (6, 2)))
    for unit in range(6):
        change = efficiency.malmquist(now, later, unit)
        assert change.index == pytest.approx(change.efficiency * change.technical, abs=1e-9)


def test_ten_per_cent_more_of_everything_for_the_same_is_all_technology() -> None:
    change = efficiency.malmquist((X, Y), (X, 1.1 * Y), 1)
    assert change.efficiency == pytest.approx(1)
    assert change.technical == pytest.approx(1.1)


def written(folder: Path, text: str) -> table.IndicatorTable:
    path = folder / "t.csv"
    path.write_text(text, encoding="utf-8")
    return table.read(path)


def test_few_units_are_warned_about_and_the_newest_year_is_taken(tmp_path: Path) -> None:
    found = efficiency.efficiency(
        written(tmp_path, "city,year,k:input,y:output,so2:undesirable\na,2020,2,2,1\nb,2020,4,3,1\na,2021,2,2.2,1\nb,2021,4,3.3,1\n")
    )  # fmt: skip
    assert found is not None
    assert found.year == 2021
    assert found.warnings[0] == note("diagnosis.few_units", value=2, columns=3, needed=9, efficient=2)
    assert found.warnings[1] == note("diagnosis.undesirable_as_input")
    assert [c.technical_change for c in found.malmquist] == pytest.approx([1.1, 1.1])


def test_enough_units_bring_no_warning(tmp_path: Path) -> None:
    rows = "".join(f"c{k},2020,{k + 1},{k + 2}\n" for k in range(6))
    found = efficiency.efficiency(written(tmp_path, "city,year,k:input,y:output\n" + rows))
    assert found is not None
    assert found.warnings == ()
    assert all(u.scale == pytest.approx(u.ccr / u.bcc) for u in found.units)


def test_a_table_without_inputs_and_outputs_has_no_efficiency(tmp_path: Path) -> None:
    assert efficiency.efficiency(written(tmp_path, "city,year,a:benefit\nx,2020,1\ny,2020,2\n")) is None


def test_zeros_are_all_named(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        efficiency.efficiency(written(tmp_path, "city,year,k:input,y:output\na,2020,0,2\nb,2020,4,0\n"))
    assert [(p.row, p.field) for p in caught.value.problems] == [(2, "k"), (3, "y")]


def test_one_complete_row_or_none_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputRangeError, match="one complete row"):
        efficiency.efficiency(written(tmp_path, "city,year,k:input,y:output\na,2020,1,2\nb,2020,4,\n"))
    with pytest.raises(InputError, match="a blank in every row"):
        efficiency.efficiency(written(tmp_path, "city,year,k:input,y:output\na,2020,1,\nb,2020,,3\n"))
