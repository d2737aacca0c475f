"""The head of a plan's page: four numbers, and the questions a planner asks answered in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup

from lodeshift.records.plan import GreenVariant
from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting.page import Answer, Tile, paragraph, steps
from lodeshift.reporting.plan_amounts import amount, capacity
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.texts import strong

MOST_BUILDS = 5
"""Builds named in one sentence; the others are counted."""


def tiles(telling: Telling) -> tuple[Tile, ...]:
    """Cost, circuits, wind and sun, value added."""
    words, plan = telling.words, telling.plan
    last = reading.totals(plan)[-1]
    year = str(last.year)
    wind, pv = (reading.capacity_of_kind(plan, kind)[-1] for kind in ("wind", "pv"))
    return (
        Tile(
            words.quantity("money_mcny", plan.objective_mcny),
            words.text(f"plan.tile_{plan.objective}", base=str(plan.base_year)),
        ),
        Tile(circuits(telling, last), words.text("power.tile_circuits", kv=kilovolts(telling), year=year)),
        Tile(words.quantity("power_mw", wind + pv), words.text("power.tile_wind_sun", year=year)),
        Tile(words.quantity("money_mcny", last.value_added_mcny), words.text("plan.tile_value_added", year=year)),
    )


def answers(telling: Telling) -> tuple[Answer, ...]:
    """Every question that this plan holds an answer to."""
    found = (
        _builds(telling),
        _power(telling),
        _green_supply(telling),
        _cells(telling),
        _value_added(telling),
        _break_even(telling),
        _green(telling),
        _doubts(telling),
    )
    return tuple(answer for answer in found if answer is not None)


def circuits(telling: Telling, total: reading.YearTotals) -> str:
    """Number of circuits, with its range where it has one: "6 (5-7)"."""
    if total.circuits_low == total.circuits_high:
        return str(total.circuits)
    return telling.words.text(
        "power.circuits_range",
        count=str(total.circuits),
        low=str(total.circuits_low),
        high=str(total.circuits_high),
    )


def kilovolts(telling: Telling) -> str:
    """Voltage of the circuits in words ("330-kV "), or nothing where the plan does not say it."""
    known = telling.plan.answers.circuits
    return "" if known is None else telling.words.text("power.kilovolts", kv=numbers.plain(known.kv, 4))


def _answer(telling: Telling, key: str, parts: Sequence[str | Markup]) -> Answer | None:
    """Parts that are plain text become paragraphs; finished blocks stay as they are."""
    blocks = tuple(part if isinstance(part, Markup) else paragraph(strong(part)) for part in parts)
    return Answer(telling.words.text(key), blocks) if blocks else None


def _builds(telling: Telling) -> Answer | None:
    words, plan = telling.words, telling.plan
    made = reading.outputs(plan)
    products = [c for c in reading.main_products(plan) if made[c][-1] > 0]
    items = [
        words.text("plan.product_amount", amount=amount(telling, c, made[c][-1]), product=words.good_in(c))
        for c in products
    ]
    parts: list[str | Markup] = []
    if items:
        parts.append(words.text("plan.answer_output", year=str(telling.last_year), items=words.listed(items)))
    by_year: list[tuple[str, str | Markup]] = []
    built = reading.capacity(plan, built=True)
    for index, year in enumerate(telling.years):
        new = {
            name: values[index] for name, values in built.items() if reading.is_process(name) and values[index] > 1e-6
        }
        if new:
            biggest, _ = reading.largest_first(new.items(), MOST_BUILDS)
            names = [
                words.text("plan.build_item", amount=capacity(telling, n, v), process=words.process_in(n))
                for n, v in biggest
            ]
            if len(new) > MOST_BUILDS:
                names.append(words.text("plan.build_more", count=str(len(new) - MOST_BUILDS)))
            by_year.append((year, words.listed(names)))
    if by_year:
        parts += [words.text("plan.build_lead"), steps(by_year)]
    return _answer(telling, "plan.question_build", parts)


def _power(telling: Telling) -> Answer | None:
    words = telling.words
    years = reading.totals(telling.plan)
    last = years[-1]
    parts = [
        words.text(
            "power.answer_circuits",
            circuits=circuits(telling, last),
            kv=kilovolts(telling),
            year=str(last.year),
            load=words.quantity("power_mw", last.full_load_mw),
        )
    ]
    changes = [years[0]] + [b for a, b in pairwise(years) if circuits(telling, a) != circuits(telling, b)]
    if len(changes) > 1:
        steps = [words.text("power.circuits_from", count=circuits(telling, y), year=str(y.year)) for y in changes]
        parts[0] = words.sentences([parts[0], words.text("power.answer_when", steps=words.listed(steps))])
    if any(y.circuits_low != y.circuits_high for y in years):
        parts[0] = words.sentences([parts[0], words.text("power.answer_range")])
    return _answer(telling, "power.question_circuits", parts)


def _green_supply(telling: Telling) -> Answer | None:
    words, plan = telling.words, telling.plan
    last = reading.totals(plan)[-1]
    parts = []
    for kind, unit in (("wind", "power_mw"), ("pv", "power_mw"), ("ppa", "power_mw"), ("battery", "storage_mwh")):
        values = reading.capacity_of_kind(plan, kind)
        if max(values) <= 1e-6:
            continue
        steps = [
            words.text("power.size_by", size=words.quantity(unit, value), year=year)
            for before, (value, year) in zip((0.0, *values), zip(values, telling.years, strict=True), strict=False)
            if abs(value - before) > 0.005 * max(value, before)
        ]
        parts.append(words.text(f"power.answer_{kind}", steps=words.listed(steps)))
    share = words.text(
        "power.answer_share",
        share=numbers.share(last.green_share),
        energy=words.quantity("energy_mwh", last.demand_mwh),
        year=str(last.year),
        curtailed=numbers.share(last.curtailed_mwh / max(last.wind_mwh + last.pv_mwh + last.curtailed_mwh, 1e-9)),
    )
    if not parts:
        return _answer(telling, "power.question_green", [words.text("power.answer_none", year=str(last.year))])
    return _answer(telling, "power.question_green", [words.sentences(parts), *_nearly_as_cheap(telling), share])


def _nearly_as_cheap(telling: Telling) -> list[str]:
    """Range of wind and sun among plans of nearly the same cost, year by year; nothing where the run did not look."""
    words = telling.words
    found = telling.plan.answers.wind_and_sun
    if found is None:
        return []
    steps = []
    for year in telling.plan.years:
        spans = [span for span in found.spans if span.year == year.year]
        if max((span.high_mw for span in spans), default=0.0) > 0.5:
            sizes = {
                f"{span.kind}_{end}": words.quantity("power_mw", round(mw))
                for span in spans
                for end, mw in (("low", span.low_mw), ("high", span.high_mw))
            }
            steps.append(words.text("power.range_in", year=str(year.year), **sizes))
    within = numbers.share(found.within)
    return [words.text("power.answer_near", within=within, steps=words.listed(steps))] if steps else []


def _cells(telling: Telling) -> Answer | None:
    words = telling.words
    chain = telling.plan.answers.chains.get("cell_chain")
    if chain is None:
        return None
    ranked = sorted(chain.suffices_for.items(), key=lambda item: item[1])
    least = ranked[0]
    items = [
        words.text("plan.cells_item", product=words.good_in(c), cells=words.quantity("cells_mwh", v)) for c, v in ranked
    ]
    parts = [
        words.text("plan.answer_cells", product=words.good(least[0]), cells=words.quantity("cells_mwh", least[1])),
        words.text("plan.answer_cells_all", items=words.listed(items)),
    ]
    return _answer(telling, "plan.question_cells", [words.sentences(parts)])


def _value_added(telling: Telling) -> Answer | None:
    words = telling.words
    shares = telling.plan.answers.value_added_share
    if not shares:
        return None
    items = [
        words.text("money.value_added_item", share=numbers.share(v), product=words.good_in(c))
        for c, v in sorted(shares.items(), key=lambda item: item[1])
    ]
    return _answer(
        telling, "money.question_value_added", [words.text("money.answer_value_added", items=words.listed(items))]
    )


def _break_even(telling: Telling) -> Answer | None:
    words, plan = telling.words, telling.plan
    both = [c for c in reading.main_products(plan) if c in plan.break_even and c in plan.prices_today]
    if not both:
        return None
    paying = [c for c in both if plan.break_even[c] <= plan.prices_today[c]]
    key = "money.answer_break_even_none" if not paying else "money.answer_break_even_some"
    items = [
        words.text(
            "money.break_even_item",
            product=words.good_in(c),
            need=words.price(plan.break_even[c], c),
            today=words.price(plan.prices_today[c], c),
            gap=numbers.signed(numbers.share(plan.break_even[c] / plan.prices_today[c] - 1)),
        )
        for c in both
    ]
    lead = words.text(
        key, count=str(len(paying)), total=str(len(both)), names=words.listed([words.good_in(c) for c in paying])
    )
    return _answer(
        telling, "money.question_break_even", [lead, words.text("money.answer_break_even", items=words.listed(items))]
    )


def _green(telling: Telling) -> Answer | None:
    words, variants = telling.words, telling.plan.green
    if len(variants) < 2:
        return None
    low = min(variants, key=lambda v: v.green_share)
    high = max(variants, key=lambda v: v.green_share)
    parts = _green_cost(telling, low, high)
    items = [
        words.text(
            "money.green_item",
            product=words.good_in(c),
            before=numbers.plain(scope_1_and_2(low.kgco2_per_kg[c])),
            after=numbers.plain(scope_1_and_2(high.kgco2_per_kg[c])),
            cost=numbers.signed(numbers.share(high.cost_cny_per_t[c] / low.cost_cny_per_t[c] - 1)),
        )
        for c in high.kgco2_per_kg
        if c in low.kgco2_per_kg and c in high.cost_cny_per_t and low.cost_cny_per_t.get(c)
    ]
    carbon = []
    if items:
        shares = {"low": numbers.share(low.green_share), "high": numbers.share(high.green_share)}
        carbon.append(words.text("money.answer_green_items", items=words.listed(items), **shares))
    counted = any("upstream" in figures for v in variants for figures in v.kgco2_per_kg.values())
    carbon.append(words.text("money.upstream_counted" if counted else "money.upstream_missing"))
    return _answer(telling, "money.question_green", [words.sentences(parts), words.sentences(carbon)])


def _green_cost(telling: Telling, low: GreenVariant, high: GreenVariant) -> list[str]:
    """Which green share is best for the objective, and what it costs to go further."""
    words, plan = telling.words, telling.plan
    sign = 1.0 if plan.objective == "least_cost" else -1.0  # a cost is to be small, a value large
    best = min(plan.green, key=lambda v: sign * v.objective_mcny)
    told = []
    if best is low:
        told.append(words.text("money.answer_green_lowest", low=numbers.share(low.green_share)))
    else:
        gain = sign * (low.objective_mcny - best.objective_mcny)
        told.append(
            words.text(
                f"money.answer_green_best_{plan.objective}",
                year=str(telling.last_year),
                best=numbers.share(best.green_share),
                low=numbers.share(low.green_share),
                gain=words.quantity("money_mcny", gain),
                share=numbers.share(gain / abs(low.objective_mcny)) if low.objective_mcny else "–",
            )
        )
    if best is not high:
        more = sign * (high.objective_mcny - best.objective_mcny)
        told.append(
            words.text(
                "money.answer_green_high",
                high=numbers.share(high.green_share),
                more=words.quantity("money_mcny", more),
                share=numbers.signed(numbers.share(more / abs(best.objective_mcny))) if best.objective_mcny else "–",
            )
        )
    told.append(words.text("money.answer_green_fewer"))
    return told


def scope_1_and_2(figures: Mapping[str, float]) -> float:
    """Direct emissions and those of the power used, matched by the hour where known, kg CO2 per kg."""
    return figures.get("scope1", 0.0) + figures.get("scope2_hourly", figures.get("scope2_location", 0.0))


def _doubts(telling: Telling) -> Answer | None:
    words, weak = telling.words, telling.plan.weak
    if not weak:
        return None
    largest = max(weak, key=lambda w: w.effect_mcny_per_year)
    return _answer(
        telling,
        "sources.question_doubts",
        [
            words.text(
                "sources.answer_doubts",
                count=str(len(weak)),
                name=words.inside(telling.figure_name(largest)),
                effect=words.quantity("money_mcny", largest.effect_mcny_per_year),
            )
        ],
    )
