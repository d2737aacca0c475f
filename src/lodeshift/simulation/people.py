"""Rules of jobs and people; speeds and shares are drawn from the table of assumptions. One lane is one draw."""

from __future__ import annotations

from lodeshift.simulation.elementary import Lanes, exp, lower, upper
from lodeshift.simulation.firms import TINY


def next_jobs(jobs: Lanes, needed: Lanes, hiring: Lanes, firing: Lanes) -> Lanes:
    """Jobs follow what output needs, up at one speed, down at another: state mines shed people slowly. Ours."""
    gap = needed - jobs
    return jobs + hiring * upper(gap, 0.0) + firing * lower(gap, 0.0)


def mechanised_by(rate: Lanes, years: Lanes) -> Lanes:
    """Log of the fall of labour per unit of output since the base year. Ours."""
    return rate * years


def unit_labour_cost(productivity: Lanes, mechanised: Lanes, least: Lanes) -> Lanes:
    """Wages per unit of output over those of the base year: wages follow output per head of the country, labour per
    unit falls by mechanisation (both in logs); never below `least`. Ours."""
    return upper(1.0 + productivity - mechanised, least)


def service_jobs_target(jobs: Lanes, basic: Lanes, people: Lanes, linkage: Lanes, public_share: Lanes) -> Lanes:
    """Service jobs that the city comes to carry: export-base multiplier.

    Jobs that sell outside the city (basic) carry private services; schools, hospitals and offices (`public_share`)
    follow people. `linkage` is the part of private service jobs that goes with basic jobs, 0 to 1; basic and people
    are over their base-year values, `jobs` are the service jobs of the base year.
    Source: export-base theory (North 1955; Moretti 2010, AER P&P 100, finds 1.6 local jobs per skilled basic job).
    """
    return jobs * (public_share * people + (1.0 - public_share) * (1.0 - linkage + linkage * basic))


def next_service_jobs(jobs: Lanes, target: Lanes, speed: Lanes) -> Lanes:
    """Service jobs close the share `speed` of their gap a year. Ours."""
    return jobs + speed * (target - jobs)


def service_jobs_limit(labour_force: Lanes, other_jobs: Lanes, friction: Lanes) -> Lanes:
    """Service jobs that there are people for. Ours."""
    return upper(labour_force * (1.0 - friction) - other_jobs, 0.0)


def employed(jobs: Lanes, labour_force: Lanes, friction: Lanes) -> Lanes:
    """People at work: the jobs there are, or the labour force less those between two jobs (`friction`). Ours."""
    return lower(jobs, labour_force * (1.0 - friction))


def migration_rate(gap: Lanes, elasticity: Lanes, drift: Lanes, lead: Lanes, shock: Lanes) -> Lanes:
    """Net migration over people in a year, before its bounds.

    People come when there are more jobs per head of the labour force than in the base year (`gap`) and when output
    per head runs ahead of the country (`lead`, log times its pull), on top of the city's own drift.
    Source: Harris & Todaro 1970 (expected income), Blanchard & Katz 1992 (people, not wages, adjust); size ours.
    """
    return drift + elasticity * (gap + lead) + shock


def held(rate: Lanes, least: Lanes, most: Lanes) -> Lanes:
    """A rate held between its bounds."""
    return lower(upper(rate, least), most)


def fading_drift(drift: Lanes, years: Lanes, kept: Lanes) -> Lanes:
    """The drift seen between two censuses fades by what is not `kept` each year. Ours."""
    return drift * exp(years * (kept - 1.0))


def share_of(part: Lanes, whole: Lanes) -> Lanes:
    """part / whole, 0 where there is no whole."""
    return part / upper(whole, TINY)
