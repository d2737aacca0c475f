"""The question "what if the world does not follow?": a city or a run through thousands of futures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lodeshift.catalogue.assumptions import usual
from lodeshift.catalogue.prices import BASE_YEAR
from lodeshift.errors import InputError, UnknownIdError, check_range
from lodeshift.records.futures import Experiments, Futures, LeverUse, Sensitivity
from lodeshift.records.note import Fact, Note, note
from lodeshift.simulation import boxes, calibrate, ensemble, export, factors, history, levers, sensitivity, wedges
from lodeshift.simulation import rows as row
from lodeshift.simulation.assemble import Assembled, Setting, assemble, without_shocks
from lodeshift.simulation.committed import commitments
from lodeshift.simulation.compiling import Precision
from lodeshift.simulation.counter import key_of
from lodeshift.simulation.draws import Start, start_of, theta_of
from lodeshift.simulation.kernel import Model, Options, run_draws
from lodeshift.standing.facts import coverage
from lodeshift.study.subject import RUNS_FOLDER, Subject, city_subject

Array = NDArray[np.float64]
NOTHING: Final = "do_nothing"
_SOBOL_DRAWS: Final = 1024
_WEDGE_DRAWS: Final = 1024
_RARE: Final = 0.02
_WORST_SHARE: Final = 0.25
_JOBS_KEPT: Final = 0.9
_OUTCOMES: Final = ensemble.REGRET_MEASURES


@dataclass(frozen=True, slots=True)
class Question:
    """What the user asks. `subject`: a city (id, Chinese or English name), or what a run is called."""

    subject: str
    draws: int = 1000
    seed: int = 1
    levers: tuple[str, ...] = ()
    until: int = 2040
    precision: Precision = "float64"
    discover: bool = True
    runs_folder: Path = RUNS_FOLDER
    volatile: bool = True
    prices: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """Paths that prices revert to, over their base prices: driver -> one value (from the first year on) or one per year."""
    fit: bool = False
    """Fit the city's lead in growth to its own past (the tables', or `history`) and start from the posterior."""
    history: Path | None = None


def _alternatives(subject: Subject, question: Question, values: Mapping[str, float]) -> dict[str, Assembled]:
    """Ways ahead on the same draws, do nothing first; the last one is what the answer is about."""
    plain = assemble(subject.economy, Setting(last_year=question.until))
    base_setting = Setting(last_year=question.until, paths=_paths(question, [d.name for d in plain.drivers]))
    settings = {NOTHING: base_setting}
    if subject.schedule is not None:
        plan = commitments(subject.schedule, subject.economy.sites, subject.economy.assumed)
        settings["plan"] = replace(base_setting, commitments=plan)
    found = {name: assemble(subject.economy, setting) for name, setting in settings.items()}
    if not question.volatile:
        found = {name: replace(way, model=without_shocks(way.model)) for name, way in found.items()}
    if values:
        base = found.get("plan", found[NOTHING])
        name = "plan_and_levers" if "plan" in found else "levers"
        found[name] = replace(base, model=_with_levers(base, values))
    return found


def _paths(question: Question, drivers: Sequence[str]) -> dict[str, list[float]]:
    """Price paths year by year from the base year (1 there).

    Raises
    ------
    UnknownIdError : a price that nothing here moves with.   InputError : a path of another length, or not above 0.
    """
    years = question.until - BASE_YEAR
    found = {}
    for name, values in question.prices.items():
        if name not in drivers:
            raise UnknownIdError(f"price that {question.subject} moves with", name, drivers)
        path = [*values] * years if len(values) == 1 else [*values]
        if len(path) != years or min(path) <= 0.0:
            expected = f"one value, or {years} values above 0 ({BASE_YEAR + 1} to {question.until})"
            raise InputError.one(
                "value.out_of_range",
                "prices",
                None,
                name,
                f"{len(path)} value(s), least {min(path, default=0.0):g}",
                expected,
            )
        found[name] = [1.0, *path]
    return found


def _with_levers(base: Assembled, values: Mapping[str, float]) -> Model:
    firms = base.model.firms
    jobs = float(np.sum(firms.jobs * (firms.young + firms.prime + firms.old)))
    jobs += float(np.sum(firms.jobs[firms.plan_chain] * firms.plan_amount))
    return base.model._replace(levers=levers.pulled(base.model.levers, values, jobs, base.economy.assumed))


def _fails(main: str, found: Mapping[str, Array], gdp_start: float) -> tuple[NDArray[np.bool_], Note]:
    """Which draws fail, and what failing means."""
    summary = found[main]
    if "plan" in found:
        rule, fails = "fails_plants", summary[row.PLANT_VALUE] < found[NOTHING][row.PLANT_VALUE]
    else:
        rule, fails = "fails_smaller", summary[row.GDP_END] < gdp_start
    share = float(fails.mean())
    if _RARE < share < 1.0 - _RARE:
        return np.asarray(fails), note(f"simulation.{rule}")
    limit = float(np.quantile(summary[row.VALUE], _WORST_SHARE))
    return summary[row.VALUE] <= limit, note("simulation.fails_worst_quarter", value=share, rule=rule)


def simulate(question: Question, subject: Subject | None = None) -> Futures:
    """Thousands of futures of a city of the tables, or of the run that is given as `subject` (`run_subject`).

    Raises
    ------
    InputRangeError : draws, last year.   InputError, UnknownIdError : subject or levers.
    """
    check_range("draws", question.draws, at_least=1, at_most=10**8)
    check_range("until", question.until, at_least=BASE_YEAR + 4, at_most=BASE_YEAR + 40)
    clock = ensemble.Clock()
    values = levers.read(question.levers)
    about = subject or city_subject(question.subject, usual(), question.runs_folder)
    ways = _alternatives(about, question, values)
    nothing, main = ways[NOTHING], list(ways)[-1]
    key = key_of(about.id, question.seed)
    start, fitted = _start(nothing, question)
    plan = ensemble.Plan(
        models={name: way.model for name, way in ways.items()},
        prices=[d.name for d in nothing.drivers],
        chains=nothing.chains,
        key=key,
        sampler=lambda draws: theta_of(nothing, key, draws, start, volatile=question.volatile),
        draws=question.draws,
        precision=question.precision,
    )
    clock.mark("prepare_s")
    thresholds = _thresholds(plan, nothing)
    gathered = ensemble.gather(plan, thresholds)
    clock.mark("draws_s")
    first = {name: np.concatenate(each.kept, axis=1) for name, each in gathered.items()}
    theta = plan.sampler(np.arange(first[main].shape[1], dtype=np.uint64))
    columns = factors.factors(nothing, theta, first[main])
    failing, failure = _fails(main, first, about.economy.facts.gdp)
    explain = question.discover and question.volatile
    found_boxes = boxes.find(main, columns, failing) if explain else ()
    clock.mark("boxes_s")
    sensitivities = _sensitivities(ways[main], plan, (main, start), question) if explain else ()
    clock.mark("sensitivities_s")
    uses = _lever_uses(ways, plan, values)
    clock.mark("levers_s")
    good, lacking = coverage(usual())
    alternatives = {name: ensemble.alternative(name, plan, each) for name, each in gathered.items()}
    clock.mark("quantiles_s")
    return Futures(
        kind=about.kind,
        subject=about.id,
        place=about.economy.facts.id,
        title=about.title,
        draws=question.draws,
        seed=question.seed,
        precision=question.precision,
        years=nothing.years,
        alternatives=alternatives,
        main=main,
        levers=uses,
        regrets=ensemble.regrets(plan, gathered, thresholds),
        boxes=found_boxes,
        sensitivities=sensitivities,
        drivers=tuple(ensemble.driver_notes(nothing.drivers)),
        notes=about.notes + fitted + _without_effect(values, ways[main]),
        weak=about.economy.facts.weak + about.economy.assumed.weak_rows,
        coverage=(len(good), len(good) + len(lacking)),
        timing={**clock.seconds, "total_s": sum(clock.seconds.values())},
        failure=failure,
        experiments=_experiments(columns, first[main], failing),
    )


def _experiments(columns: Sequence[factors.Factor], summary: Array, failing: NDArray[np.bool_]) -> Experiments:
    return Experiments(
        factors={c.name: tuple(c.values.tolist()) for c in columns},
        outcomes={n: tuple(summary[i].tolist()) for i, (n, _) in enumerate(row.SUMMARY)}
        | {"fails": tuple(failing.astype(float).tolist())},
    )


def _start(nothing: Assembled, question: Question) -> tuple[Start, tuple[Note, ...]]:
    """Growth that the city starts from: pooled, or the posterior of a fit to its past, with what to tell of it."""
    pooled = start_of(nothing)
    if not question.fit and question.history is None:
        return pooled, ()
    city, assumed = nothing.economy.facts, nothing.economy.assumed
    past = question.history
    seen = history.public(city.id, assumed) if past is None else history.read(past, assumed)
    first = min((o.first for o in seen), default=BASE_YEAR)
    rng = np.random.default_rng(np.random.SeedSequence([question.seed, len(seen)]))
    found = calibrate.fit(calibrate.Past(first, seen, city.primary_share, city.secondary_share), rng, assumed)
    lead, doubt = found.lead_at(BASE_YEAR - first)
    fade = found.draws[:, found.names.index("fade")]
    told: dict[str, Fact] = {
        "first": first, "lead": lead, "doubt": doubt, "left": float(fade.mean()), "r_hat": max(found.diagnosis.r_hat),
    }  # fmt: skip
    said = Note("simulation.fitted", value=len(seen), more=tuple(sorted(told.items())))
    start = replace(pooled, lead=lead, lead_doubt=doubt, fade=float(fade.mean()), fade_doubt=float(fade.std()))
    return start, (said,)


def _thresholds(plan: ensemble.Plan, nothing: Assembled) -> dict[str, float]:
    """What satisfices: the median of doing nothing (first 1000 draws) in money, and nine tenths of today's jobs."""
    theta = plan.sampler(np.arange(min(1000, plan.draws), dtype=np.uint64))
    summary = run_draws(nothing.model, theta, plan.key, Options(precision=plan.precision)).summary
    jobs = float(sum(nothing.economy.facts.jobs.values()))
    medians = {name: float(np.median(summary[place])) for name, place in ensemble.REGRET_MEASURES}
    return medians | {"jobs_end": _JOBS_KEPT * jobs}


def _sensitivities(
    way: Assembled, plan: ensemble.Plan, main_start: tuple[str, Start], question: Question
) -> tuple[Sensitivity, ...]:
    main, start = main_start
    number = np.arange(_SOBOL_DRAWS, dtype=np.uint64)

    def runner(theta_shift: NDArray[np.uint64], shock_shift: NDArray[np.uint64]) -> Array:
        theta = theta_of(way, plan.key, number, start, shift=theta_shift)
        options = Options(shift=shock_shift, precision=plan.precision)
        summary = run_draws(plan.models[main], theta, plan.key, options).summary
        return np.stack([summary[place] for _, place in _OUTCOMES])

    sizes = sensitivity.Sizes(way.model.theta_rows, way.model.shock_rows)
    rng = np.random.default_rng(np.random.SeedSequence([question.seed, _SOBOL_DRAWS]))
    found = sensitivity.sobol(runner, sizes, factors.groups(way), [name for name, _ in _OUTCOMES], rng)
    return tuple(sorted(found, key=lambda s: (s.outcome, -s.total)))


def _lever_uses(
    ways: Mapping[str, Assembled], plan: ensemble.Plan, values: Mapping[str, float]
) -> tuple[LeverUse, ...]:
    if not values:
        return ()
    base = ways.get("plan", ways[NOTHING])
    draws = min(_WEDGE_DRAWS, plan.draws)
    seen: dict[frozenset[str], Array] = {}

    def worth(pulled: frozenset[str]) -> Array:
        if pulled not in seen:
            model = _with_levers(base, {name: values[name] for name in pulled}) if pulled else base.model
            seen[pulled] = ensemble.means(plan, {"way": model}, draws)["way"]
        return seen[pulled]

    alone = wedges.leave_one_out(list(values), worth)
    fair = wedges.shapley(list(values), worth) if len(values) <= wedges.MOST_LEVERS else {}
    costs = {
        name: ensemble.lever_cost(plan, _with_levers(base, {name: value}), base.model, draws)
        for name, value in values.items()
    }

    measures = [name for name, _ in row.SUMMARY]
    return tuple(
        LeverUse(
            name=name,
            value=value,
            usual=levers.usual(name, base.economy.assumed),
            unit=levers.lever(name).unit,
            cost_mcny=costs[name],
            leave_one_out=dict(zip(measures, alone[name].tolist(), strict=False)),
            shapley=dict(zip(measures, fair[name].tolist(), strict=False)) if name in fair else {},
        )
        for name, value in values.items()
    )


def _without_effect(values: Mapping[str, float], way: Assembled) -> tuple[Note, ...]:
    idle = {"circuits": way.model.firms.grid_mw.size == 0, "training": way.model.firms.plan_chain.size == 0}
    return tuple(note(f"simulation.{name}_idle") for name, still in idle.items() if name in values and still)


def export_experiments(found: Futures, path: Path) -> None:
    """Write the first draws as CSV or Parquet.

    Raises
    ------
    InputError : another ending.   LodeshiftError : Parquet without pyarrow.
    """
    if found.experiments is None:
        raise InputError.one(
            "simulation.no_draws_kept", str(path), None, "experiments", "none kept", "a simulation with draws"
        )
    export.write(path, found.experiments)


def without_data() -> Mapping[str, tuple[str, ...]]:
    """Cities that cannot be simulated, and the figures that are missing."""
    return coverage(usual())[1]
