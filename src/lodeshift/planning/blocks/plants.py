"""Plants: what is built, how long it stands, how much it can make."""

from __future__ import annotations

import numpy as np

from lodeshift.chain.costs import annuity_per_year
from lodeshift.planning.columns import PlantColumns
from lodeshift.planning.horizon import alive, can_be_on_line, standing, usable
from lodeshift.planning.inputs import ProcessInput
from lodeshift.planning.model import Columns, Model
from lodeshift.records.note import note


def add_plants(model: Model) -> PlantColumns:
    """Columns `build` and `activity` (process, year); rows of capacity and of the user's limits on it.

    activity <= usable capacity; capacity <= max_capacity; build <= max build per year x years since the last
    planning year. Whole plants are integer counts. Capital is charged as an annuity in every year a plant stands
    within the horizon; charges after the horizon are left out (that is the salvage value).
    """
    horizon, processes = model.inputs.horizon, model.inputs.processes
    count, n_years = len(processes), model.n_years
    open_ = np.array([can_be_on_line(horizon, p.build_years) * p.may_build for p in processes]).reshape(count, n_years)
    build = model.program.columns("build", (count, n_years), stage=model.stage, upper=np.where(open_ > 0, np.inf, 0.0))
    activity = model.program.columns("activity", (count, n_years), stage=model.stage)
    for i, process in enumerate(processes):
        _add_one(model, process, build.index[i], activity.index[i])
    return PlantColumns(build, activity)


def _add_one(model: Model, process: ProcessInput, build: Columns, activity: Columns) -> None:
    horizon, program, ledger = model.inputs.horizon, model.program, model.ledger
    years = horizon.years
    there, can_use = standing(horizon, process.existing, process.ramp_up)
    stands = alive(horizon, process.life_years)
    share = usable(horizon, process.life_years, process.ramp_up)
    key = f"{process.site}/{process.id}"

    capacity = program.rows(
        f"capacity {key}", len(years), stage=model.stage, upper=can_use,
    )  # fmt: skip
    program.add(capacity.index, activity, 1.0)
    program.add(capacity.index[None, :], build[:, None], -share)

    if np.isfinite(process.max_capacity_k):
        limit = program.rows(
            f"largest capacity {key}", len(years), stage=model.stage, upper=np.maximum(process.max_capacity_k - there, 0.0),
            limit=model.yearly("k/a", note("planning.limit_largest_capacity", process.id, site=process.site, good=process.main)),
        )  # fmt: skip
        program.add(limit.index[None, :], build[:, None], stands)
    if np.isfinite(process.max_build_k_per_year):
        pace = program.rows(
            f"building pace {key}", len(years), stage=model.stage, upper=process.max_build_k_per_year * horizon.gaps,
            limit=model.yearly("k", note("planning.limit_building_pace", process.id, site=process.site, good=process.main)),
        )  # fmt: skip
        program.add(pace.index, build, 1.0)
    if process.plant_size_k is not None:
        plants = program.columns(f"whole plants {key}", len(years), stage=model.stage, integer=True)
        whole = program.rows(f"whole plants {key}", len(years), stage=model.stage, lower=0.0, upper=0.0)
        program.add(whole.index, build, 1.0)
        program.add(whole.index, plants.index, -process.plant_size_k)

    charge = process.capex_mcny_per_k * annuity_per_year(horizon.rate, process.life_years)
    ledger.pay_over_life("capital charge", process.site, build, charge, stands)
    ledger.pay_over_life(
        "fixed O&M", process.site, build, process.fixed_om_mcny_per_k, stands, intermediate=model.inputs.bought_fixed_om
    )
    ledger.pay_fixed(
        "fixed O&M", process.site, there * process.fixed_om_mcny_per_k, intermediate=model.inputs.bought_fixed_om
    )
    ledger.pay(
        "variable O&M",
        process.site,
        activity,
        process.variable_om_mcny_per_k,
        intermediate=model.inputs.bought_variable_om,
    )
    model.invest(process.site, build, process.capex_mcny_per_k)
    ledger.pay("labour", process.site, activity, process.labour_mcny_per_k)
    for commodity, amount in process.net.items():
        model.give(process.site, commodity, activity, amount)
    if process.mwh_per_unit and process.flex is None:
        model.base_load[process.site].append((activity, np.full(len(years), process.mean_mw_per_k)))
        model.full_load[process.site].append((activity, np.full(len(years), process.full_mw_per_k)))
