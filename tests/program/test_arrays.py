"""Labels stay with their rows and columns through every change of a program, up to the solver."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csc_matrix

from lodeshift.program import clash, integers
from lodeshift.program.arrays import NO_STAGE, Arrays, Labels
from lodeshift.program.model import Limit, Program
from lodeshift.program.solve import Options, Solution, solve_arrays
from lodeshift.records.note import note

CIRCUITS = [("whole", 0), ("whole", 1)]


def two_years() -> Program:
    """Per year a load of two slices met by one whole circuit and a source each; a budget over both years."""
    program = Program()
    years = np.arange(2)
    whole = program.columns("whole", 2, upper=6.0, cost=4.0, integer=True, stage=years)
    rest = program.columns("rest", (2, 2), upper=2.0, cost=9.0, stage=years[:, None])
    limit = Limit("mcny", lambda at: note("test.limit", at=str(at)))
    budget = program.rows("budget", (), upper=60.0, limit=limit)
    load = program.rows("load", (2, 2), lower=[[5.0, 6.0], [7.0, 8.0]], stage=years[:, None], limit=limit)
    program.add(budget.index, whole.index, 4.0)
    program.add(load.index, whole.index[:, None], 2.0)
    program.add(load.index, rest.index, 1.0)
    return program


def told(labels: Labels) -> list[tuple[str, int]]:
    return [(labels.names[b], int(s)) for b, s in zip(labels.block, labels.stage, strict=True)]


def matrix(arrays: Arrays) -> np.ndarray:
    shape = (arrays.row_lower.size, arrays.cost.size)
    return np.asarray(csc_matrix((arrays.value, arrays.row, arrays.start), shape=shape).toarray())


def test_every_row_and_column_says_its_block_and_its_year() -> None:
    arrays = two_years().arrays()
    assert told(arrays.columns) == [*CIRCUITS, ("rest", 0), ("rest", 0), ("rest", 1), ("rest", 1)]
    assert told(arrays.rows) == [("budget", NO_STAGE), ("load", 0), ("load", 0), ("load", 1), ("load", 1)]


def test_rows_that_are_left_keep_their_labels_bounds_and_coefficients() -> None:
    whole = two_years().arrays()
    kept = np.array([0, 2, 3])
    part = whole.with_rows(kept)
    assert told(part.rows) == [("budget", NO_STAGE), ("load", 0), ("load", 1)]
    assert matrix(part).tolist() == matrix(whole)[kept].tolist()
    assert part.row_lower.tolist() == [-np.inf, 6.0, 7.0] and part.row_upper.tolist() == [60.0, np.inf, np.inf]
    assert told(part.columns) == told(whole.columns)
    assert whole.with_rows(np.zeros(0, np.int64)).value.size == 0


def test_slack_has_the_year_of_its_row() -> None:
    whole = two_years().arrays()
    more = whole.with_slack("gives", np.array([0, 4]), -1.0, np.array([2.0, 3.0]))
    assert told(more.columns)[-2:] == [("gives", NO_STAGE), ("gives", 1)]
    assert told(more.columns)[:-2] == told(whole.columns)
    assert matrix(more)[:, :-2].tolist() == matrix(whole).tolist()
    assert matrix(more)[:, -2:].T.tolist() == [[-1.0, 0, 0, 0, 0], [0, 0, 0, 0, -1.0]]
    assert more.cost[-2:].tolist() == [2.0, 3.0] and not more.integer[-2:].any()


def test_fixed_and_relaxed_programs_keep_their_labels() -> None:
    whole = two_years().arrays()
    fixed = whole.fixed(np.array([0, 1]), np.array([3.0, 4.0]))
    assert not fixed.integer.any() and whole.integer.any()
    assert fixed.column_lower[:2].tolist() == fixed.column_upper[:2].tolist() == [3.0, 4.0]
    assert (told(fixed.rows), told(fixed.columns)) == (told(whole.rows), told(whole.columns))


def test_labels_reach_the_solver_whatever_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole numbers (bounded, guessed, fixed, rounded) and the search for a clash: all that is handed over is labelled."""
    seen: list[Arrays] = []

    def watch(arrays: Arrays, options: Options) -> Solution:
        seen.append(arrays)
        return solve_arrays(arrays, options)

    monkeypatch.setattr(integers, "solve_arrays", watch)
    monkeypatch.setattr(clash, "solve_arrays", watch)
    monkeypatch.setattr(integers, "BRANCH_UP_TO_NONZEROS", -1)
    program = two_years()
    integers.solve_whole(program, Options(), {"whole": np.array([4.0, 4.0])})
    integers.solve_whole(program, Options())
    program.rows("too much", (), lower=50.0, limit=Limit("", lambda _at: note("test.too_much")))
    program.add(program.row_blocks["too much"].index, program.column_blocks["whole"].index, 1.0)
    assert clash.find_clash(program, Options())
    assert len(seen) > 5
    for arrays in seen:
        assert arrays.columns.block.size == arrays.columns.stage.size == arrays.cost.size
        assert arrays.rows.block.size == arrays.rows.stage.size == arrays.row_lower.size
        assert told(arrays.columns)[:2] == CIRCUITS
        loads = [s for name, s in told(arrays.rows) if name == "load"]
        assert loads == [0, 0, 1, 1]
