"""Rules of jobs and people. One lane is one draw."""

from __future__ import annotations

from lodeshift.simulation.elementary import Lanes, exp, lower, upper
from lodeshift.simulation.firms import TINY

HIRING_SPEED = 0.8
FIRING_SPEED = 0.5
"""Share of the gap between jobs and what output needs that is closed in a year: state mines shed people slowly
(ours; Hegang's mines went from 88,000 to about 40,000 jobs in fourteen years)."""
SERVICE_SPEED = 0.4
FRICTION = 0.03
"""Share of the labour force between two jobs at any time (ours)."""
FADE_OF_DRIFT = 0.97
LARGEST_LOSS = -0.06
LARGEST_GAIN = 0.12
"""Bounds of yearly net migration as a share of people (ours; Hegang lost 1.7 % a year 2010-2020, Lanzhou New Area
gained about 17 % a year from a small start)."""


def next_jobs(jobs: Lanes, needed: Lanes) -> Lanes:
    """Jobs follow what output needs, up faster than down. Ours."""
    gap = needed - jobs
    return jobs + HIRING_SPEED * upper(gap, 0.0) + FIRING_SPEED * lower(gap, 0.0)


def mechanised_by(rate: Lanes, years: Lanes) -> Lanes:
    """Log of the fall of labour per unit of output since the base year. Ours."""
    return rate * years


def unit_labour_cost(productivity: Lanes, mechanised: Lanes) -> Lanes:
    """Wages per unit of output over those of the base year: wages follow output per head of the country, labour per
    unit falls by mechanisation (both in logs); never below half. Ours."""
    return 1.0 + upper(productivity - mechanised, -0.5)


def service_jobs_target(jobs: Lanes, basic: Lanes, people: Lanes, linkage: Lanes, public_share: Lanes) -> Lanes:
    """Service jobs that the city comes to carry: export-base multiplier.

    Jobs that sell outside the city (basic) carry private services; schools, hospitals and offices (`public_share`)
    follow people. `linkage` is the part of private service jobs that goes with basic jobs, 0 to 1; basic and people
    are over their base-year values, `jobs` are the service jobs of the base year.
    Source: export-base theory (North 1955; Moretti 2010, AER P&P 100, finds 1.6 local jobs per skilled basic job).
    """
    return jobs * (public_share * people + (1.0 - public_share) * (1.0 - linkage + linkage * basic))


def next_service_jobs(jobs: Lanes, target: Lanes) -> Lanes:
    """Service jobs close 40 % of their gap a year. Ours."""
    return jobs + SERVICE_SPEED * (target - jobs)


def service_jobs_limit(labour_force: Lanes, other_jobs: Lanes) -> Lanes:
    """Service jobs that there are people for. Ours."""
    return upper(labour_force * (1.0 - FRICTION) - other_jobs, 0.0)


def employed(jobs: Lanes, labour_force: Lanes) -> Lanes:
    """People at work: the jobs there are, or the labour force less those between two jobs. Ours."""
    return lower(jobs, labour_force * (1.0 - FRICTION))


def migration_rate(gap: Lanes, elasticity: Lanes, drift: Lanes, lead: Lanes, shock: Lanes) -> Lanes:
    """Net migration over people in a year.

    People come when there are more jobs per head of the labour force than in the base year (`gap`) and when output
    per head runs ahead of the country (`lead`, log, a tenth of the weight), on top of the city's own drift.
    Source: Harris & Todaro 1970 (expected income), Blanchard & Katz 1992 (people, not wages, adjust); size ours.
    """
    rate = drift + elasticity * (gap + 0.1 * lead) + shock
    return lower(upper(rate, LARGEST_LOSS), LARGEST_GAIN)


def fading_drift(drift: Lanes, years: Lanes) -> Lanes:
    """The drift seen between two censuses fades by 3 % a year. Ours."""
    return drift * exp(years * (FADE_OF_DRIFT - 1.0))


def share_of(part: Lanes, whole: Lanes) -> Lanes:
    """part / whole, 0 where there is no whole."""
    return part / upper(whole, TINY)
