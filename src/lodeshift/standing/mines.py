"""Tiers in work: what they dig, whether they pay at the gate's price, and how long they last.

A tier digs at its largest yearly rate, or less where the output of the place is known to be smaller: output is spread
over the tiers by their rates. Life of the city: sum(revenue) / sum(revenue / life) over the tiers that pay.
"""

from __future__ import annotations

from collections.abc import Iterable

from lodeshift.catalogue import geology
from lodeshift.chain.ores import is_mine
from lodeshift.chain.unit import flat
from lodeshift.records.note import Note, note
from lodeshift.records.standing import StandingGood, StandingMine, StandingWork
from lodeshift.standing.goods import CONFLICT
from lodeshift.standing.reserves import PricedTier, harmonic_life, priced_tier


def mines_of(place: str, goods: Iterable[StandingGood]) -> tuple[tuple[StandingMine, ...], tuple[Note, ...]]:
    """The tiers in work of a place, and where its output is above what they can give."""
    working = {t.row: (t, priced_tier(t)) for t in geology.tiers(city=place) if t.in_production}
    rates: dict[str, float] = {}
    for _, each in working.values():
        rates[each.tier.product] = rates.get(each.tier.product, 0.0) + each.rate_product_t
    outputs = {good.commodity: good for good in goods if good.kind == "output" and good.commodity in rates}
    gaps = tuple(
        note(
            "standing.output_over_tiers", product, site=place, year=good.year, value=good.figure.central,
            unit=good.figure.unit, tiers=rates[product],
        )
        for product, good in outputs.items()
        if good.figure.central > rates[product] * (1.0 + CONFLICT)
    )  # fmt: skip
    used = {product: min(1.0, good.figure.central / rates[product]) for product, good in outputs.items()}
    return tuple(_mine(tier, each, used.get(each.tier.product, 1.0)) for tier, each in working.values()), gaps


def _mine(tier: geology.Tier, each: PricedTier, used: float) -> StandingMine:
    dug = each.tier.rate_t * used
    price = each.tier.price_cny_per_t
    return StandingMine(
        deposit=tier.deposit,
        tier=tier.tier,
        process=tier.process,
        commodity=each.tier.product,
        ore_t=tier.ore,
        dug_t_per_year=dug,
        revenue_mcny=None if price is None else each.rate_product_t * used * price / 1e6,
        life_years=tier.ore.central / dug if dug else None,
        pays=each.tier.pays,
    )


def reserve_life_years(mines: Iterable[StandingMine]) -> float | None:
    """Life of the tiers in work that pay, weighted by revenue; None where none does."""
    lives = [(m.revenue_mcny, m.life_years) for m in mines if m.pays and m.revenue_mcny and m.life_years]
    return harmonic_life([r for r, _ in lives], [y for _, y in lives]) if lives else None


def without_tier(works: Iterable[StandingWork], mines: Iterable[StandingMine]) -> tuple[str, ...]:
    """Goods that are mined here and have no tier in work: how long they last is not known."""
    known = {mine.process for mine in mines}
    dug = {work.good.commodity: {step for step, _ in flat(work.process)[1] if is_mine(step)} for work in works}
    return tuple(good for good, steps in dug.items() if steps and not steps & known)
