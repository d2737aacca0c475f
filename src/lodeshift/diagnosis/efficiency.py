"""Efficiency of cities by data envelopment analysis, each unit one small linear program.

CCR (Charnes, Cooper, Rhodes 1978) and BCC (Banker, Charnes, Cooper 1984), input-oriented; SBM (Tone 2001),
non-oriented, constant returns, with undesirable outputs in the denominator (Tone 2004); Malmquist index (Fare et al.
1994) from CCR efficiencies. In CCR, BCC and Malmquist an undesirable output counts as an input (said in the result).
x is (n, m), y (n, s), all > 0: units in rows.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lodeshift.diagnosis.table import IndicatorTable
from lodeshift.errors import InputError, InputRangeError, Problem
from lodeshift.program.model import Program
from lodeshift.program.solve import SolverError, solve
from lodeshift.records.note import Note, note
from lodeshift.records.scores import EfficiencyResult, Malmquist, UnitEfficiency

Matrix = NDArray[np.float64]


def input_efficiency(
    x: Matrix, y: Matrix, x0: NDArray[np.float64], y0: NDArray[np.float64], *, variable_returns: bool = False
) -> float:
    """min theta s.t. X'l <= theta x0, Y'l >= y0, l >= 0 (and sum l = 1 for variable returns).

    (x0, y0) need not be one of the units: for a point beyond the frontier theta is above 1. With variable returns a
    point that no mixture of units reaches has no answer.

    Raises
    ------
    SolverError : no mixture of the units reaches the outputs y0 (variable returns only).
    """
    program = Program()
    theta = program.columns("theta", 1, cost=1.0)
    weight = program.columns("weight", x.shape[0])
    used = program.rows("inputs", x.shape[1], upper=0.0)
    made = program.rows("outputs", y.shape[1], lower=1.0)
    program.add(used.index[:, None], weight.index[None, :], x.T / x0[:, None])
    program.add(used.index, theta.index, -1.0)
    program.add(made.index[:, None], weight.index[None, :], y.T / y0[:, None])
    if variable_returns:
        mixture = program.rows("mixture", 1, lower=1.0, upper=1.0)
        program.add(mixture.index, weight.index, 1.0)
    answer = solve(program)
    if answer.status != "optimal":
        raise SolverError("no mixture of the units reaches these outputs")
    return float(answer.objective)


def slacks_based(x: Matrix, y: Matrix, unit: int, bad: Matrix | None = None) -> float:
    """SBM efficiency of one unit, in (0, 1]: min [1 - mean s-/x0] / [1 + (1/(s1+s2)) (sum s+/y0 + sum sb/b0)].

    Solved as an LP by the Charnes-Cooper change of variables (slacks and weights times t > 0).
    """
    b = np.zeros((x.shape[0], 0)) if bad is None else bad
    m, s = x.shape[1], y.shape[1] + b.shape[1]
    program = Program()
    t = program.columns("t", 1, cost=1.0)
    weight = program.columns("weight", x.shape[0])
    saved = program.columns("input slack", m, cost=-1.0 / m)
    short = program.columns("output slack", s)
    norm = program.rows("norm", 1, lower=1.0, upper=1.0)
    program.add(norm.index, t.index, 1.0)
    program.add(norm.index, short.index, 1.0 / s)
    # every row divided by the unit's own amount, so that slacks are shares of it
    sides = ((x, saved.index, 1.0), (y, short.index[: y.shape[1]], -1.0), (b, short.index[y.shape[1] :], 1.0))
    for k, (amounts, slack, sign) in enumerate(sides):
        if amounts.shape[1] == 0:
            continue
        balance = program.rows(f"balance {k}", amounts.shape[1], lower=0.0, upper=0.0)
        program.add(balance.index[:, None], weight.index[None, :], amounts.T / amounts[unit][:, None])
        program.add(balance.index, slack, sign)
        program.add(balance.index, t.index, -1.0)
    answer = solve(program)
    if answer.status != "optimal":
        raise SolverError("the slacks-based program of a unit has no optimum")
    return float(answer.objective)


@dataclass(frozen=True, slots=True)
class Change:
    """Malmquist index and its two factors; `index` is computed from the four efficiencies on its own."""

    index: float
    efficiency: float
    technical: float


def malmquist(now: tuple[Matrix, Matrix], later: tuple[Matrix, Matrix], unit: int) -> Change:
    """M = sqrt[(D_t(t+1)/D_t(t)) (D_t+1(t+1)/D_t+1(t))] of one unit; above 1 = more output from the same input.

    `now` and `later` are (inputs, outputs) of the same units in the same order; D_a(b) is the CCR efficiency of the
    unit's data of year b against the frontier of year a.
    """
    own_now = input_efficiency(*now, now[0][unit], now[1][unit])
    own_later = input_efficiency(*later, later[0][unit], later[1][unit])
    later_on_now = input_efficiency(*now, later[0][unit], later[1][unit])
    now_on_later = input_efficiency(*later, now[0][unit], now[1][unit])
    return Change(
        index=math.sqrt(later_on_now / own_now * own_later / now_on_later),
        efficiency=own_later / own_now,
        technical=math.sqrt(later_on_now / own_later * own_now / now_on_later),
    )


def efficiency(table: IndicatorTable) -> EfficiencyResult | None:
    """All of it for the newest year of the table, and Malmquist from year to year; None without input and output columns.

    Raises
    ------
    InputError : a value is zero or a unit of the newest year has a blank (each cell named).
    """
    inputs, outputs, bad = table.with_role("input"), table.with_role("output"), table.with_role("undesirable")
    if not inputs or not outputs:
        return None
    used = (*inputs, *outputs, *bad)
    _check_positive(table, used)
    complete = [i for i in range(len(table.cities)) if not np.isnan(table.values[i, list(used)]).any()]
    year = max(table.years[i] for i in complete)
    rows = [i for i in complete if table.years[i] == year]
    if len(rows) < 2:
        raise InputRangeError(f"efficiency compares cities in one year; {year} has one complete row")
    x = table.values[np.ix_(rows, [*inputs, *bad])]
    good, b = table.values[np.ix_(rows, list(outputs))], table.values[np.ix_(rows, list(bad))]
    units = []
    for k, i in enumerate(rows):
        ccr = input_efficiency(x, good, x[k], good[k])
        bcc = input_efficiency(x, good, x[k], good[k], variable_returns=True)
        sbm = slacks_based(x[:, : len(inputs)], good, k, b)
        units.append(UnitEfficiency(table.cities[i], year, ccr, bcc, ccr / bcc, sbm))
    name = [column.name for column in table.columns]
    return EfficiencyResult(
        year,
        tuple(name[j] for j in inputs),
        tuple(name[j] for j in outputs),
        tuple(name[j] for j in bad),
        tuple(units),
        _changes(table, complete, (*inputs, *bad), outputs),
        _warnings(len(rows), len(used), len(bad), units),
    )


def _changes(
    table: IndicatorTable, complete: list[int], inputs: tuple[int, ...], outputs: tuple[int, ...]
) -> tuple[Malmquist, ...]:
    years = sorted({table.years[i] for i in complete})
    at = {(table.cities[i], table.years[i]): i for i in complete}
    found = []
    for first, second in itertools.pairwise(years):
        both = [city for city in dict.fromkeys(table.cities) if (city, first) in at and (city, second) in at]
        if len(both) < 2:
            continue
        data = []
        for year in (first, second):
            rows = [at[city, year] for city in both]
            data.append((table.values[np.ix_(rows, inputs)], table.values[np.ix_(rows, outputs)]))
        for k, city in enumerate(both):
            change = malmquist(data[0], data[1], k)
            found.append(Malmquist(city, first, second, change.index, change.efficiency, change.technical))
    return tuple(found)


def _check_positive(table: IndicatorTable, used: tuple[int, ...]) -> None:
    problems = []
    for i, line in enumerate(table.lines):
        for j in used:
            if table.values[i, j] <= 0:
                name = table.columns[j].name
                problems.append(
                    Problem("value.out_of_range", table.file, line, name, f"{table.values[i, j]:g}", "a number > 0",
                            "efficiency divides by inputs and outputs: leave the cell blank to leave the row out")
                )  # fmt: skip
    if problems:
        raise InputError(problems)
    if all(np.isnan(table.values[i, list(used)]).any() for i in range(len(table.cities))):
        names = ", ".join(table.columns[j].name for j in used)
        raise InputError.one(
            "diagnosis.blank_rows", table.file, None, names, "a blank in every row", "rows with all of these filled"
        )


def _warnings(n: int, columns: int, bad: int, units: list[UnitEfficiency]) -> tuple[Note, ...]:
    notes = []
    if n < 3 * columns:
        on_frontier = sum(unit.ccr > 1 - 1e-6 for unit in units)
        notes.append(note("diagnosis.few_units", value=n, columns=columns, needed=3 * columns, efficient=on_frontier))
    if bad:
        notes.append(note("diagnosis.undesirable_as_input"))
    return tuple(notes)
