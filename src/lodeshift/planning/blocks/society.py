"""People, money, water and carbon: what the plants need of the city and what they pay for its air."""

from __future__ import annotations

import numpy as np

from lodeshift.planning.inputs import SiteLimits
from lodeshift.planning.model import Model
from lodeshift.records.note import note


def add_society(model: Model) -> None:
    """Jobs within people (and those trained), investment within the budget, water within the limit, carbon paid."""
    inputs = model.inputs
    for i, process in enumerate(inputs.processes):
        if inputs.carbon_price_mcny_per_kt.size:
            cost = inputs.carbon_price_mcny_per_kt * process.co2_t_per_unit
            model.ledger.pay("carbon price", process.site, model.columns.plants.activity.index[i], cost)
    for site, limits in inputs.limits.items():
        _add_people(model, site, limits)
        _add_budget(model, site, limits)
        _add_water(model, site, limits)


def _add_people(model: Model, site: str, limits: SiteLimits) -> None:
    if not np.any(np.isfinite(limits.people)):
        return
    program, years = model.program, model.inputs.horizon.years
    jobs = program.rows(
        f"people {site}", len(years), stage=model.stage, upper=limits.people,
        limit=model.yearly("jobs", note("planning.limit_people", site=site)),
    )  # fmt: skip
    for i, process in enumerate(model.inputs.processes):
        if process.site == site and process.jobs_per_unit:
            program.add(jobs.index, model.columns.plants.activity.index[i], process.jobs_per_unit * 1000.0)
    if limits.training_places_per_year > 0:
        horizon = model.inputs.horizon
        trained = program.columns(
            f"trained {site}", len(years), stage=model.stage, upper=limits.training_places_per_year * horizon.gaps
        )
        model.columns.trained[site] = trained
        later = np.triu(np.ones((len(years), len(years))))
        program.add(jobs.index[None, :], trained.index[:, None], -later)
        once = limits.training_cost_mcny_per_job / horizon.represented
        model.ledger.pay("training", site, trained.index, once, owner="city")


def _add_budget(model: Model, site: str, limits: SiteLimits) -> None:
    if not np.any(np.isfinite(limits.investment_mcny_per_year)):
        return
    years = model.inputs.horizon.years
    budget = model.program.rows(
        f"capital budget {site}", len(years), stage=model.stage, upper=limits.investment_mcny_per_year * model.inputs.horizon.gaps,
        limit=model.yearly("mcny", note("planning.limit_budget", site=site)),
    )  # fmt: skip
    for columns, mcny in model.investment[site]:
        model.program.add(budget.index, columns, mcny)


def _add_water(model: Model, site: str, limits: SiteLimits) -> None:
    if not np.any(np.isfinite(limits.water_m3)):
        return
    years = model.inputs.horizon.years
    water = model.program.rows(
        f"water {site}", len(years), stage=model.stage, upper=limits.water_m3 / 1000.0,
        limit=model.yearly("thousand m3", note("planning.limit_water", site=site)),
    )  # fmt: skip
    for i, process in enumerate(model.inputs.processes):
        if process.site == site and process.water_m3_per_unit:
            model.program.add(water.index, model.columns.plants.activity.index[i], process.water_m3_per_unit)
