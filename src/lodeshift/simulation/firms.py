"""Rules of firms and ore: who runs, idles, closes, invests; what a deposit gives. One lane is one draw."""

from __future__ import annotations

from lodeshift.simulation.elementary import Lanes, lower, upper

LEAST_COST = 1.0
"""CNY per unit: keeps a division by cost finite."""
TINY = 1.0e-9
YEARS_OF_ORE_KEPT = 5.0
"""A tier gives at most a fifth of what is left in it in a year: pits and fields fade, they do not stop (ours; the
decline of mature oil fields is nearer to a tenth)."""
ORE_LIFE_FOR_INVESTMENT = 10.0
"""Years of ore below which nobody adds mine capacity (ours; banks ask for proven reserves beyond the loan)."""
LONGEST_ORE_LIFE = 200.0
"""Years; what lasts longer is shown as this."""
GLUT_YEARS = 3.0
"""Years after which half of a recovery is done (ours; polysilicon and lithium gluts of 2011 and 2018 took two to four)."""
LOSS_MEMORY = 0.6
LOSS_TOLERANCE = 1.6
LOSS_RANGE = 1.0
CLOSING_RATE = 0.25
"""A plant that stands still altogether passes the tolerance in its third year; then up to 22 % of it goes each year (ours)."""
EXPECTATION_SPEED = 0.4
RUSH = 0.15
"""Largest share of capacity that firms order in a year on top of replacement (ours)."""
RAMP_SHARE = 0.6
"""Output of a plant in its first years over its capacity (ours; trial run to full use takes 15 months in the table)."""


def plant_output(young: Lanes, grown: Lanes) -> Lanes:
    """Capacity that can run: young plants give 60 % in their first years. Ours."""
    return RAMP_SHARE * young + grown


def rent_of_year(base: Lanes, long_run: Lanes, recovery: Lanes, years: Lanes) -> Lanes:
    """What a plant earns over the table's average, CNY per unit: a process that sells below full cost in the base year
    comes back towards earning its capital, by the draw's share `recovery`, half of it within three years.

    Ours, after the textbook long run: nobody replaces plants that do not pay, so either prices recover or plants go.
    """
    return base + recovery * (long_run - base) * years / (years + GLUT_YEARS)


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


def tier_limit(ore: Lanes, rate: Lanes) -> Lanes:
    """Ore a tier can give in a year, t: its rate, and no more than a fifth of what is left. Ours."""
    return lower(rate, ore / YEARS_OF_ORE_KEPT)


def next_losses(losses: Lanes, running: Lanes) -> Lanes:
    """Memory of idle years: this year's idle share plus 60 % of the memory. Ours."""
    return LOSS_MEMORY * losses + (1.0 - running)


def closing_share(losses: Lanes) -> Lanes:
    """Share of capacity that closes for good this year, after years of standing still. Ours."""
    return CLOSING_RATE * clamp((losses - LOSS_TOLERANCE) / LOSS_RANGE)


def next_expected(expected: Lanes, margin: Lanes) -> Lanes:
    """Margin that firms expect: adaptive expectations (Nerlove 1958), 40 % of the error a year."""
    return expected + EXPECTATION_SPEED * (margin - expected)


def expected_return(margin: Lanes, profit_tax: Lanes, capital: Lanes, grant: Lanes, land: Lanes) -> Lanes:
    """After-tax margin over what the investor pays for capacity, per year. Source: user cost of capital (Hall &
    Jorgenson 1967) without depreciation allowances."""
    return margin * (1.0 - profit_tax) / upper(capital * (1.0 - grant) + land, LEAST_COST)


def orders(returns: Lanes, hurdle: Lanes, capacity: Lanes, retiring: Lanes, room: Lanes) -> Lanes:
    """Capacity that firms order in a year: what retires is replaced as far as the return reaches the hurdle rate, and
    more is added as it passes it, up to 15 % of capacity, within the room that is left (0 to 1). Ours, after
    Bloom, Bond & Van Reenen 2007: investment waits for returns well above the hurdle."""
    ratio = returns / upper(hurdle, TINY)
    return retiring * clamp(ratio) + RUSH * capacity * clamp(0.5 * (ratio - 1.0)) * room


def room_left(planned: Lanes, largest: Lanes) -> Lanes:
    """How far place, ore and market leave room for more capacity, 0 to 1. Ours."""
    return clamp(4.0 * (1.0 - planned / upper(largest, TINY)))


def ore_confidence(ore_life: Lanes) -> Lanes:
    """1 with ten years of ore or more, falling to 0 without any. Ours."""
    return clamp(ore_life / ORE_LIFE_FOR_INVESTMENT)


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
