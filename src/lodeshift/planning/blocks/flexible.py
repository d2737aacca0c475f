"""Loads that can move: batch furnaces (the start is free, then they stay under power), mills, lines that can throttle."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lodeshift.names import HOURS_PER_DAY, HOURS_PER_YEAR
from lodeshift.planning.horizon import alive, standing
from lodeshift.planning.inputs import Flex, ProcessInput
from lodeshift.planning.model import Columns, Model, PowerTerm


def add_flexible_loads(model: Model) -> None:
    """Columns `load` (year, slice; furnaces: year, shift) per flexible process: MW above its steady part.

    steady part = min_load x mean load (0 for a furnace); sum of weights x load = energy of the activity;
    load <= reach <= full load of the capacity that stands; the circuits carry the reach. A furnace's load is the sum of the starts of the last `power_on_h`
    hours, written as a difference: load[t] - load[t-1] = start[t] - start[t-H]. Mills keep each day's energy.
    """
    for i, process in enumerate(model.inputs.processes):
        if process.flex is not None and process.mwh_per_unit > 0:
            plants = model.columns.plants
            activity, build = plants.activity.index[i], plants.build.index[i]
            _add_one(model, process, process.flex, activity, build)


def _add_one(model: Model, process: ProcessInput, flex: Flex, activity: Columns, build: Columns) -> None:
    program, horizon = model.program, model.inputs.horizon
    n_years = model.n_years
    name = f"load {process.site}/{process.id}"
    steady = flex.min_load if flex.kind in ("modulate", "shift") else 0.0
    mean = process.mean_mw_per_k

    full_mw = program.columns(f"full {name}", n_years, stage=model.stage)
    there, _ = standing(horizon, process.existing, process.ramp_up)
    stands = alive(horizon, process.life_years)
    row = program.rows(
        f"full {name}",
        n_years,
        stage=model.stage,
        lower=there * process.full_mw_per_k,
        upper=there * process.full_mw_per_k,
    )
    program.add(row.index, full_mw.index, 1.0)
    program.add(row.index[None, :], build[:, None], -stands * process.full_mw_per_k)

    blocks = _blocks(model, flex)
    load = program.columns(name, (n_years, blocks.max() + 1), stage=model.stage_by_slice)
    share = np.bincount(blocks, weights=model.inputs.slices.weight_h) / HOURS_PER_YEAR
    energy = program.rows(f"energy of {name}", n_years, stage=model.stage, lower=0.0, upper=0.0)
    program.add(energy.index[:, None], load.index, share[None, :])
    program.add(energy.index, activity, -(1.0 - steady) * mean)
    reach = program.columns(
        f"reach of {name}", n_years, stage=model.stage
    )  # furnaces that stand but never run load no circuit
    within = program.rows(f"reach of {name} within full load", n_years, stage=model.stage, upper=0.0)
    program.add(within.index, reach.index, 1.0)
    program.add(within.index, full_mw.index, -1.0)
    ceiling = program.rows(f"{name} within reach", load.index.shape, stage=model.stage_by_slice, upper=0.0)
    program.add(ceiling.index, load.index, 1.0)
    program.add(ceiling.index, reach.index[:, None], -1.0)
    # Implied by the hours (their mean), but known without them: it tells how many circuits are needed at least.
    at_least = program.rows(f"mean {name} within reach", n_years, stage=model.stage, upper=0.0)
    program.add(at_least.index, reach.index, -1.0)
    program.add(at_least.index, activity, mean)
    if steady:
        program.add(ceiling.index, activity[:, None], steady * mean)
        model.base_load[process.site].append((activity, np.full(n_years, steady * mean)))
    if flex.kind == "batch":
        _add_starts(model, process, flex, load.index, blocks)
    elif flex.kind == "shift":
        _add_days(model, name, load.index, activity, (1.0 - steady) * mean)
    hours = float(model.inputs.slices.length_h)
    if flex.kind != "batch" and flex.ramp_per_hour * hours < 1.0 - steady:
        _add_ramp(model, name, load.index, full_mw.index, flex.ramp_per_hour * hours)
    model.power[process.site].append(PowerTerm("load", process.id, load.index[:, blocks], -np.ones(1), green=False))
    model.full_load[process.site].append((reach.index, np.ones(n_years)))


def _blocks(model: Model, flex: Flex) -> NDArray[np.int64]:
    """Which load column each slice belongs to: furnaces are started at the change of shift, so their load is one
    number per shift; every other load has a number per slice."""
    slices = np.arange(model.n_slices)
    per_shift = max(1, round(flex.start_every_h / model.inputs.slices.length_h)) if flex.kind == "batch" else 1
    return slices // per_shift if model.n_slices % per_shift == 0 else slices


def _add_starts(model: Model, process: ProcessInput, flex: Flex, load: Columns, blocks: NDArray[np.int64]) -> None:
    name = f"load {process.site}/{process.id}"
    hours = model.inputs.slices.length_h * blocks.size / load.shape[1]
    steps = max(1, round(flex.power_on_h / hours))
    if steps >= load.shape[1]:  # a heat fills all the hours the plan looks at: nothing can move
        still = model.program.rows(f"steady {name}", load.shape, stage=model.stage_by_slice, lower=0.0, upper=0.0)
        model.program.add(still.index, load, 1.0)
        model.program.add(still.index, np.roll(load, 1, axis=1), -1.0)
        return
    start = model.program.columns(f"starts of {name}", load.shape, stage=model.stage_by_slice)
    model.columns.furnace_starts[process.site, process.id] = start
    chain = model.program.rows(f"starts of {name}", load.shape, stage=model.stage_by_slice, lower=0.0, upper=0.0)
    model.program.add(chain.index, load, 1.0)
    model.program.add(chain.index, np.roll(load, 1, axis=1), -1.0)
    model.program.add(chain.index, start.index, -1.0)
    model.program.add(chain.index, np.roll(start.index, steps, axis=1), 1.0)
    # The difference leaves the level free; the first slice anchors it to the starts of the hours before.
    anchor = model.program.rows(f"first slice of {name}", load.shape[0], stage=model.stage, lower=0.0, upper=0.0)
    model.program.add(anchor.index, load[:, 0], 1.0)
    for k in range(steps):
        model.program.add(anchor.index, np.roll(start.index, k, axis=1)[:, 0], -1.0)


def _add_days(model: Model, name: str, load: Columns, activity: Columns, mean_mw: float) -> None:
    per_day = HOURS_PER_DAY // model.inputs.slices.length_h
    if per_day < 2 or load.shape[1] % per_day:
        return  # slices of a day or longer: every day keeps its energy by itself
    days = load.shape[1] // per_day
    row = model.program.rows(
        f"daily energy of {name}", (load.shape[0], days), stage=model.stage_by_slice, lower=0.0, upper=0.0
    )
    model.program.add(row.index[:, :, None], load.reshape(load.shape[0], days, per_day), 1.0 / per_day)
    model.program.add(row.index, activity[:, None], -mean_mw)


def _add_ramp(model: Model, name: str, load: Columns, full_mw: Columns, ramp: float) -> None:
    for direction, sign in (("up", 1.0), ("down", -1.0)):
        row = model.program.rows(f"ramp {direction} of {name}", load.shape, stage=model.stage_by_slice, upper=0.0)
        model.program.add(row.index, load, sign)
        model.program.add(row.index, np.roll(load, 1, axis=1), -sign)
        model.program.add(row.index, full_mw[:, None], -ramp)
