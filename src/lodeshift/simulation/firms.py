"""Rules of firms and ore: who runs, idles, closes, invests; what a deposit gives. One lane is one draw.

The habits that the rules ask for (shares, speeds, years) are drawn; the table of assumptions holds their ranges.
"""

from __future__ import annotations

from lodeshift.simulation.elementary import Lanes, lower, upper

LEAST_COST = 1.0
"""CNY per unit: keeps a division by cost finite."""
TINY = 1.0e-9
LONGEST_ORE_LIFE = 200.0
"""Years; what lasts longer is shown as this."""


def plant_output(young: Lanes, grown: Lanes, ramp_share: Lanes) -> Lanes:
    """Capacity that can run: young plants give `ramp_share` in their first years. Ours."""
    return ramp_share * young + grown


def rent_of_year(base: Lanes, long_run: Lanes, recovery: Lanes, years: Lanes, glut_years: Lanes) -> Lanes:
    """What a plant earns over the table's average, CNY per unit: a process that sells below full cost in the base year
    comes back towards earning its capital, by the draw's share `recovery`, half of it within `glut_years`.

    Ours, after the textbook long run: nobody replaces plants that do not pay, so either prices recover or plants go.
    """
    return base + recovery * (long_run - base) * years / (years + glut_years)


def clamp(x: Lanes) -> Lanes:
    """x held in [0, 1]."""
    return lower(upper(x, 0.0), 1.0)


def running_share(margin: Lanes, cost: Lanes, spread: Lanes) -> Lanes:
    """Share of capacity whose cash margin is positive, 0 to 1.

    Plants of a process differ: their unit costs lie evenly within +-spread of the mean cost, so the share with price
    above cost is a straight line in the margin. A plant runs when its margin covers cash cost (the shutdown rule of
    any textbook on the firm); the even spread is ours.
    """
    return clamp(0.5 + 0.5 * margin / (spread * upper(cost, LEAST_COST)))


def tier_limit(ore: Lanes, rate: Lanes, years_kept: Lanes) -> Lanes:
    """Ore a tier can give in a year, t: its rate, and no more than one over `years_kept` of what is left, for pits and
    fields fade, they do not stop. Ours."""
    return lower(rate, ore / years_kept)


def next_losses(losses: Lanes, running: Lanes, memory: Lanes) -> Lanes:
    """Memory of idle years: this year's idle share plus the share `memory` of what is remembered. Ours."""
    return memory * losses + (1.0 - running)


def closing_share(losses: Lanes, tolerance: Lanes, reach: Lanes, rate: Lanes) -> Lanes:
    """Share of capacity that closes for good this year, after years of standing still: none up to `tolerance` remembered
    idle years, `rate` from `reach` years beyond. With the central habits a plant that stands still altogether passes the
    tolerance in its third year. Ours."""
    return rate * clamp((losses - tolerance) / reach)


def next_expected(expected: Lanes, margin: Lanes, speed: Lanes) -> Lanes:
    """Margin that firms expect: adaptive expectations (Nerlove 1958), the share `speed` of the error a year."""
    return expected + speed * (margin - expected)


def expected_return(margin: Lanes, profit_tax: Lanes, capital: Lanes, grant: Lanes, land: Lanes) -> Lanes:
    """After-tax margin over what the investor pays for capacity, per year. Source: user cost of capital (Hall &
    Jorgenson 1967) without depreciation allowances."""
    return margin * (1.0 - profit_tax) / upper(capital * (1.0 - grant) + land, LEAST_COST)


def replaced_share(returns: Lanes, hurdle: Lanes) -> Lanes:
    """Share of retiring capacity that firms replace: as far as the return reaches the hurdle rate. Ours."""
    return clamp(returns / upper(hurdle, TINY))


def added_share(returns: Lanes, hurdle: Lanes, room: Lanes, rush: Lanes, slope: Lanes) -> Lanes:
    """Share of capacity that firms order beside replacement: more as the return passes the hurdle rate, up to `rush`,
    within the room that is left (0 to 1). Ours, after Bloom, Bond & Van Reenen 2007: investment waits for returns well
    above the hurdle."""
    return rush * clamp(slope * (returns / upper(hurdle, TINY) - 1.0)) * room


def room_left(planned: Lanes, largest: Lanes, slope: Lanes) -> Lanes:
    """How far place, ore and market leave room for more capacity, 0 to 1. Ours."""
    return clamp(slope * (1.0 - planned / upper(largest, TINY)))


def ore_confidence(ore_life: Lanes, wanted: Lanes) -> Lanes:
    """1 with `wanted` years of ore or more, falling to 0 without any. Ours."""
    return clamp(ore_life / wanted)


def ore_life(ore: Lanes, capacity: Lanes) -> Lanes:
    """Years that the ore worth digging lasts at full capacity, at most 200."""
    return lower(ore / upper(capacity, TINY), LONGEST_ORE_LIFE)


def leaving_share(mean_years: Lanes) -> Lanes:
    """Share that leaves a first-order delay of the given mean in a year: 1 / (1 + mean years). With yearly steps the
    time in the stage is geometric with that mean. Standard system dynamics."""
    return 1.0 / (1.0 + upper(mean_years, 0.0))


def on_line_share(now: Lanes, due: Lanes, delay: Lanes, ramp: Lanes) -> Lanes:
    """Share of a committed project that is on line: none before its year plus delay, all after its ramp-up. Ours."""
    return clamp((now - due - delay + 1.0) / ramp)
