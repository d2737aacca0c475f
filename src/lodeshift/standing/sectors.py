"""Value added and jobs by sector: chains of the catalogue that stand, and what is left to the printed GDP and the census.

Jobs of standing mines are the city's own: the census's mining jobs as far as their value added fills the sector, by
value added. Works bring their recipe's labour, at most the census's manufacturing jobs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lodeshift.catalogue.assumptions import Assumptions
from lodeshift.records.standing import StandingSector, StandingWork

INDUSTRY: Final = ("mining", "manufacturing", "utilities")


@dataclass(frozen=True, slots=True)
class Printed:
    """What statistics print of a place: GDP in mcny, shares of agriculture and of the second sector, jobs by section."""

    gdp_mcny: float
    primary_share: float
    secondary_share: float
    jobs: Mapping[str, float]


def sector_shares(jobs: Mapping[str, float], secondary_mcny: float, assumed: Assumptions) -> dict[str, float]:
    """Value added of mining, manufacturing, utilities, construction in mcny: the secondary sector, split by jobs times
    output per job relative to manufacturing (national figures, recalled)."""
    sizes = {
        "manufacturing": jobs["manufacturing"],
        **{s: jobs[s] * assumed.central(f"output_per_job_{s}") for s in ("mining", "utilities", "construction")},
    }
    whole = sum(sizes.values())
    return {sector: secondary_mcny * size / whole for sector, size in sizes.items()}


@dataclass(frozen=True, slots=True)
class Split:
    """The sectors, and how what is modelled stands to what is printed: `modelled_over_industry` before any cut,
    `counted` the factor that brings it down to the printed industry (1 where it fits)."""

    sectors: tuple[StandingSector, ...]
    industry_mcny: float
    modelled_over_industry: float
    counted: float


def split(printed: Printed, works: Iterable[StandingWork], assumed: Assumptions) -> Split:
    """Sectors that sum to the printed GDP and the census jobs."""
    works = tuple(works)
    shares = sector_shares(printed.jobs, printed.gdp_mcny * printed.secondary_share, assumed)
    industry = sum(shares[name] for name in INDUSTRY)
    made = sum(max(work.value_added_mcny, 0.0) for work in works)
    counted = min(1.0, industry / made) if made > 0 else 1.0
    value_added = {work.process: counted * max(work.value_added_mcny, 0.0) for work in works}
    jobs = _jobs(works, value_added, printed.jobs, shares["mining"])
    chains = {
        name: StandingSector(
            name,
            sum(value_added[w.process] for w in works if w.sector == name),
            sum(jobs[w.process] for w in works if w.sector == name),
            modelled=True,
        )
        for name in dict.fromkeys(work.sector for work in works)
    }
    rest = _rest(shares, works, value_added)
    others = [
        StandingSector(
            f"{name}_other",
            rest[name],
            printed.jobs[name] - sum(jobs[w.process] for w in works if (name == "mining") == w.digs)
            if name != "utilities"
            else printed.jobs[name],
            modelled=False,
        )
        for name in INDUSTRY
    ]
    return Split(
        (*chains.values(), *others, *_outside(printed, shares["construction"])), industry, made / industry, counted
    )


def _jobs(
    works: tuple[StandingWork, ...], value_added: Mapping[str, float], census: Mapping[str, float], mining_mcny: float
) -> dict[str, float]:
    """Jobs of each work."""
    dug = sum(value_added[work.process] for work in works if work.digs)
    mining = census["mining"] * min(1.0, dug / mining_mcny) if mining_mcny > 0 else 0.0
    wanted = sum(work.jobs for work in works if not work.digs)
    fits = min(1.0, census["manufacturing"] / wanted) if wanted > 0 else 1.0
    return {
        work.process: (mining * value_added[work.process] / dug if dug > 0 else 0.0) if work.digs else work.jobs * fits
        for work in works
    }


def _rest(
    shares: Mapping[str, float], works: tuple[StandingWork, ...], value_added: Mapping[str, float]
) -> dict[str, float]:
    """What no work stands for in mining, manufacturing and utilities; what one sector's works have too much is taken
    from what is left of the others."""
    made = {
        "mining": sum(value_added[work.process] for work in works if work.digs),
        "manufacturing": sum(value_added[work.process] for work in works if not work.digs),
        "utilities": 0.0,
    }
    left = {name: max(shares[name] - made[name], 0.0) for name in INDUSTRY}
    whole = max(sum(shares[name] for name in INDUSTRY) - sum(made.values()), 0.0)
    known = sum(left.values())
    return {name: whole * each / known if known > 0 else 0.0 for name, each in left.items()}


def _outside(printed: Printed, construction_mcny: float) -> tuple[StandingSector, ...]:
    """Agriculture, construction, and services as all the rest."""
    agriculture = printed.gdp_mcny * printed.primary_share
    services = printed.gdp_mcny * (1.0 - printed.primary_share - printed.secondary_share)
    known = ("primary", "construction", *INDUSTRY)
    in_services = sum(jobs for name, jobs in printed.jobs.items() if name not in known)
    return (
        StandingSector("agriculture", agriculture, printed.jobs["primary"], modelled=False),
        StandingSector("construction", construction_mcny, printed.jobs["construction"], modelled=False),
        StandingSector("services", services, in_services, modelled=False),
    )
