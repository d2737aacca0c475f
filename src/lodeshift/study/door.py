"""The front door for Python: one function per question, as `import lodeshift as ls; ls.plan("cases/my-city")`.

Each is a thin call of this room with the options most used; all options are fields of the question that the room's module
asks with (`study.simulate.Question`, ...). Nothing prints: records come back, and errors tell every problem at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from lodeshift.case.models import Case
from lodeshift.case.read import load
from lodeshift.diagnosis.stage import Draws
from lodeshift.names import Language, Objective
from lodeshift.records.atlas import Listing
from lodeshift.records.border import BorderAnswer
from lodeshift.records.diagnosis import Diagnosis
from lodeshift.records.footprint import Trace
from lodeshift.records.futures import Futures
from lodeshift.records.match import Match
from lodeshift.runs import Run
from lodeshift.study import atlas as atlas_lists
from lodeshift.study import case as cases
from lodeshift.study import cbam
from lodeshift.study import diagnose as diagnoses
from lodeshift.study import match as matches
from lodeshift.study import plan as plans
from lodeshift.study import report as pages
from lodeshift.study import simulate as futures
from lodeshift.study import trace as traces
from lodeshift.study.atlas_rows import Filters

__all__ = [
    "Case", "atlas", "border_cost", "diagnose", "load", "match", "new", "plan", "report", "simulate", "trace",
]  # fmt: skip


def new(
    name: str, city: str, *, folder: str | Path = ".", processes: Iterable[str] = (), workbook: bool = False
) -> cases.Begun:
    """Write a first case of a city into `folder`: where it stands, the case, and what is missing in it.

    Raises
    ------
    UnknownIdError : no such city or process.   InputError : nothing to start from, or a case stands there already.
    """
    return cases.new(name, city, folder, processes, workbook=workbook)


def diagnose(
    subject: str | Path,
    *,
    table: Path | None = None,
    peers: str = "resource,stage",
    draws: int = Draws().number,
    seed: int = Draws().seed,
) -> tuple[Diagnosis, ...]:
    """What stands in a city (id, Chinese or English name) or at each site of a case, against its peers.

    `table`: the user's own indicators. `draws`, `seed`: of the ranges.

    Raises
    ------
    UnknownIdError, InputError : the subject, the table or an option cannot be used.
    """
    return diagnoses.diagnose(diagnoses.Question(str(subject), table, peers, draws=draws, seed=seed))


def match(
    city: str,
    *,
    products: Iterable[str] = (),
    market: str = "coast",
    radius_km: float = 300.0,
    draws: int = 100,
    seed: int = 0,
) -> Match:
    """What fits a city: every product (or those named) by delivered cost, rank among cities, and why.

    Raises
    ------
    UnknownIdError : no such place.   InputError : the place cannot be compared, or no recipe makes a product.
    """
    asked = matches.MatchQuestion(city, radius_km, tuple(products), market, draws=draws, seed=seed)
    return matches.answer_match(asked)


def plan(
    case: Case | str | Path,
    *,
    hours: int | None = None,
    objective: Objective | None = None,
    variants: bool = True,
    fresh: bool = False,
    runs_folder: str | Path = "runs",
) -> Run:
    """The best build-out of a case, kept as a run in `runs_folder`; the kept one where nothing has changed (`fresh`: anew).

    `hours` of a year that are planned and `objective`: those of the case where None. `variants`: also today's prices,
    the naive twin and a near-optimal other plan.

    Raises
    ------
    CaseError, InputError : the case cannot be used.   InfeasibleError : no plan; nothing is written.
    """
    where = case if isinstance(case, Case) else Path(case)
    return plans.plan(
        plans.PlanRequest(where, hours, objective, fresh=fresh, variants=variants, runs_folder=Path(runs_folder))
    )


def simulate(
    subject: str | Path | Run,
    *,
    draws: int = 1000,
    seed: int = 1,
    until: int = 2040,
    levers: Sequence[str] = (),
    prices: Mapping[str, Sequence[float]] | None = None,
) -> Futures:
    """Futures of a city, or of the first place of a run, drawn over what is not known.

    `levers`: "name=value". `prices`: factor on a good's price, one for all years or one per year.

    Raises
    ------
    UnknownIdError : no such city, run, lever or price.   InputError : a value that cannot be used, data that lack.
    """
    text = str(subject.path if isinstance(subject, Run) else subject)
    return futures.simulate(
        futures.Question(text, draws=draws, seed=seed, until=until, levers=tuple(levers), prices=prices or {})
    )


def trace(
    subject: str | Path | Run | Sequence[str],
    *,
    city: str = "",
    year: int = 2026,
    destination: str = "EU",
    draws: int = 1000,
    seed: int = 1,
) -> Trace:
    """The footprint of goods, and what they pay at the border of `destination`.

    With a `city`: of a good or goods (ids) made there in `year` by the catalogue's recipes. Without one: of what a run (a
    `Run`, its folder or its name in `runs`) sells.

    Raises
    ------
    UnknownIdError : no such good, city or run.   InputError : missing inputs, or a year before the grid data.
    """
    if not city:
        run = subject.path if isinstance(subject, Run) else subject
        return traces.run(traces.RunQuestion(str(run), destination=destination, draws=draws, seed=seed))
    goods = (
        (subject,) if isinstance(subject, str) else tuple(map(str, subject)) if isinstance(subject, Sequence) else ()
    )
    return traces.city(traces.Question(goods, city, year, destination=destination, draws=draws, seed=seed))


def border_cost(
    good: str,
    year: int,
    *,
    destination: str = "EU",
    mass_t: float | None = None,
    see_direct: float | None = None,
    see_indirect: float | None = None,
    as_of: dt.date | None = None,
) -> BorderAnswer:
    """What a tonne of a good (id or CN code) pays at a border in a year, by the rules known on `as_of`.

    `see_direct`, `see_indirect`: own specific embedded emissions in t CO2e per t, with `mass_t` the bill of a year;
    without them the default values count.

    Raises
    ------
    UnknownIdError : no such good or destination.   InputError : a value that cannot be used.
    """
    asked = cbam.Question(
        good, year, destination, mass_t=mass_t, see_direct=see_direct, see_indirect=see_indirect, as_of=as_of
    )
    return cbam.ask(asked)


def atlas(list_name: str = "cities", wanted: Filters | None = None) -> Listing:
    """A list of the facts that ship with lodeshift: cities, clusters, companies, deposits, processes, prices, ...

    Raises
    ------
    UnknownIdError : no such list, or a filter word that names nothing.
    """
    return atlas_lists.listing(list_name, wanted or Filters())


def report(
    run: Run | str | Path, out: str | Path, *, language: Language = "en", runs_folder: Path | None = None
) -> int:
    """Write the page of a run (a `Run`, its folder, or its name in `runs_folder`) as one HTML file; its size in bytes.

    Raises
    ------
    UnknownIdError : there is no such run.   InputError : nothing can be written at `out`.
    """
    where = run.path if isinstance(run, Run) else run
    return pages.write(where, Path(out), language=language, folder=runs_folder)
