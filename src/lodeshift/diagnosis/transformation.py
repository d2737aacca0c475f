"""The transformation index from the user's table: scores, coupling of the groups, obstacles, and what was left out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lodeshift.diagnosis import coupling, index
from lodeshift.diagnosis.table import IndicatorTable
from lodeshift.errors import InputError, InputRangeError
from lodeshift.records.note import Note, note
from lodeshift.records.scores import Bounds, CouplingScore, IndexResult, LeftOut, UnitScore


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How the index is made. `kept` are the bounds and weights of an earlier result: with them scores compare."""

    weighting: index.Weighting = "entropy_min_max"
    shift: float = 0.0
    coupling_form: coupling.Form = "geometric"
    bands: tuple[coupling.Band, ...] = coupling.TENTHS
    kept: Bounds | None = None


def transformation_index(table: IndicatorTable, settings: IndexSettings | None = None) -> IndexResult | None:
    """Score every complete row of the table; None where no column is marked benefit or cost.

    Raises
    ------
    InputError : fewer than two complete rows, or kept bounds of other indicators.
    InputRangeError : no indicator varies.
    """
    chosen = settings or IndexSettings()
    columns = table.with_role("benefit", "cost")
    if not columns:
        return None
    values = table.values[:, columns]
    complete: NDArray[np.bool_] = np.asarray(~np.isnan(values).any(axis=1))
    names = tuple(table.columns[j].name for j in columns)
    if complete.sum() < (1 if chosen.kept else 2):
        raise InputError.one(
            "diagnosis.blank_rows",
            table.file,
            None,
            ", ".join(names),
            f"{int(complete.sum())} row(s) without a blank",
            "two or more",
        )
    x = values[complete]
    benefit = np.array(["benefit" in table.columns[j].roles for j in columns])
    bounds, scaling, weights = _scaled(x, names, benefit, chosen)
    rows = [i for i, whole in enumerate(complete) if whole]
    return IndexResult(
        bounds=replace(bounds, weights=tuple(weights.tolist()), weighting=chosen.weighting),
        other_weights=_other_weights(x, scaling, chosen),
        scores=_scores(table, rows, scaling.scaled, weights, chosen, columns),
        left_out=tuple(
            LeftOut(table.cities[i], table.years[i], f"{table.file}:{table.lines[i]}")
            for i, whole in enumerate(complete)
            if not whole
        ),
        notes=_notes(x, names, scaling, chosen),
    )


def _scaled(
    x: NDArray[np.float64], names: tuple[str, ...], benefit: NDArray[np.bool_], chosen: IndexSettings
) -> tuple[Bounds, index.Scaling, NDArray[np.float64]]:
    if chosen.kept is None:
        bounds = index.bounds_of(x, names, benefit)
        scaling = index.scale(x, bounds)
        return bounds, scaling, index.weights_of(x, scaling, chosen.weighting, shift=chosen.shift)
    kept = chosen.kept
    if kept.names != names or kept.benefit != tuple(bool(b) for b in benefit):
        raise InputError.one(
            "diagnosis.other_names",
            "kept bounds",
            None,
            "names",
            ", ".join(kept.names),
            f"{', '.join(names)} with the same directions",
        )
    return kept, index.scale(x, kept), np.asarray(kept.weights)


def _scores(
    table: IndicatorTable,
    rows: list[int],
    y: NDArray[np.float64],
    weights: NDArray[np.float64],
    chosen: IndexSettings,
    columns: tuple[int, ...],
) -> tuple[UnitScore, ...]:
    ones = np.ones(y.shape[1])
    closeness = index.topsis(y, weights, best=ones, worst=0 * ones)
    linear = index.linear_score(y, weights)
    obstacles = index.obstacle_degrees(y, weights)
    names = [table.columns[j].name for j in columns]
    groups = [table.columns[j].group for j in columns]
    found = []
    for k, i in enumerate(rows):
        held_back = sorted(zip(names, obstacles[k].tolist(), strict=True), key=lambda pair: -pair[1])
        found.append(
            UnitScore(
                table.cities[i],
                table.years[i],
                float(closeness[k]),
                float(linear[k]),
                _coupled(y[k], weights, groups, chosen),
                tuple((name, degree) for name, degree in held_back if degree > 0),
            )
        )
    return tuple(found)


def _coupled(
    y: NDArray[np.float64], weights: NDArray[np.float64], groups: list[str], chosen: IndexSettings
) -> CouplingScore | None:
    """Coupling of the groups, each scored by its own columns (weights rescaled to 1 inside the group)."""
    named = [group for group in dict.fromkeys(groups) if group]
    scores = []
    for group in named:
        inside = np.array([g == group for g in groups])
        total = float(weights[inside].sum())
        if total > 0:
            scores.append(min(1.0, float(y[inside] @ weights[inside]) / total))
    if len(scores) < 2:
        return None
    return coupling.coordination(scores, form=chosen.coupling_form, bands=chosen.bands)


def _other_weights(
    x: NDArray[np.float64], scaling: index.Scaling, chosen: IndexSettings
) -> dict[str, tuple[float, ...]]:
    """Weights by the variants not chosen, so that a reader sees what the choice does; those not defined are left out."""
    found: dict[str, tuple[float, ...]] = {}
    variants: tuple[index.Weighting, ...] = ("entropy_min_max", "entropy_raw_sum", "equal")
    for name in variants:
        if name == chosen.weighting:
            continue
        try:
            found[name] = tuple(index.weights_of(x, scaling, name).tolist())
        except InputRangeError:
            continue
    return found


def _notes(
    x: NDArray[np.float64], names: tuple[str, ...], scaling: index.Scaling, chosen: IndexSettings
) -> tuple[Note, ...]:
    notes = [note("diagnosis.weights", chosen.weighting)]
    if chosen.shift:
        notes.append(note("diagnosis.shift", value=chosen.shift))
    constant = [name for name, spread in zip(names, np.ptp(x, axis=0), strict=True) if spread == 0]
    if chosen.kept is not None:
        notes.append(note("diagnosis.kept_bounds"))
    else:
        notes.append(note("diagnosis.bounds_over_rows", value=x.shape[0]))
        if constant:
            notes.append(note("diagnosis.constant_columns", columns=tuple(constant)))
    if scaling.clipped:
        notes.append(note("diagnosis.clipped", value=scaling.clipped))
    return tuple(notes)
