"""A plan in the terminal: a table by year, break-even prices, binding limits, weak figures."""

from __future__ import annotations

from lodeshift.names import Language
from lodeshift.records.plan import Plan
from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting.plan_amounts import amount, capacity, place
from lodeshift.reporting.plan_answers import circuits
from lodeshift.reporting.plan_binding import limit_unit, limits
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.text import WIDTH, Column, table, wrapped
from lodeshift.reporting.words import notes, numbers
from lodeshift.reporting.words.texts import Words

MOST_ROWS = 8
"""Binding limits and weak figures shown; the report holds the others."""


def view(plan: Plan, *, language: Language = "en", most: int | None = None) -> list[str]:
    """Everything the terminal shows of a plan, in lines; tables wider than `most` columns are folded.

    Raises
    ------
    UnknownIdError : the plan names a commodity or process that is not in the catalogue.
    """
    telling = Telling(plan, Words(language), (), {})
    lines = _head(telling)
    for part in (_outputs, _builds, _totals, _break_even, _binding, _weak, _warnings, _proof):
        found = part(telling, most)
        lines += ["", *found] if found else []
    return lines


def _head(telling: Telling) -> list[str]:
    words, plan = telling.words, telling.plan
    return [
        words.text(
            "terminal.head",
            title=words.title(plan.title) or plan.case,
            objective=words.text(f"plan.objective_{plan.objective}"),
            amount=words.quantity("money_mcny", plan.objective_mcny),
        )
    ]


def _proof(telling: Telling, most: int | None) -> list[str]:
    solver = telling.plan.solver
    parts = {name: solver.get(f"certificate_{name}") for name in ("gap", "primal", "dual")}
    if None in parts.values():  # a run of before there were certificates
        return []
    told = {name: f"{abs(float(value or 0)):.0e}" for name, value in parts.items()}
    return [telling.words.text("terminal.proof", method=str(solver["method"]), **told)]


def _outputs(telling: Telling, most: int | None) -> list[str]:
    words, plan = telling.words, telling.plan
    made, wanted = reading.outputs(plan), reading.targets(plan)
    rows = []
    for product in reading.main_products(plan):
        cells = []
        for index, year in enumerate(plan.years):
            got = made[product][index]
            cells.append(_beside_target(telling, product, got, wanted.get(product, {}).get(year.year)))
        rows.append([words.good(product), *cells])
    return _by_year(telling, "output_title", words.text("terminal.column_product"), rows, most)


def _beside_target(telling: Telling, product: str, got: float, target: float | None) -> str:
    told = amount(telling, product, got) if got else "–"
    if target is None:
        return told
    key = "terminal.target_met" if got >= target * (1 - 1e-6) else "terminal.target_missed"
    return telling.words.text(key, amount=told, target=amount(telling, product, target))


def _builds(telling: Telling, most: int | None) -> list[str]:
    built = reading.capacity(telling.plan, built=True)
    rows = [
        [telling.thing(name), *(capacity(telling, name, v) if v > 1e-6 else "–" for v in built[name])]
        for name in sorted(built, key=lambda n: place(telling, n, built[n][-1]))
    ]
    return _by_year(telling, "built_title", telling.words.text("terminal.column_plant"), rows, most)


def _by_year(telling: Telling, title: str, first: str, rows: list[list[str]], most: int | None) -> list[str]:
    columns = (Column(first), *(Column(year, number=True) for year in telling.years))
    return table(columns, rows, title=telling.words.text(f"terminal.{title}"), most=most)


def _totals(telling: Telling, most: int | None) -> list[str]:
    words = telling.words
    totals = reading.totals(telling.plan)
    rows = (
        ("column_power", [words.quantity("energy_mwh", t.demand_mwh) for t in totals]),
        ("column_green", [numbers.share(t.green_share) for t in totals]),
        ("column_peak", [words.quantity("power_mw", t.peak_mw) for t in totals]),
        ("column_circuits", [circuits(telling, t) for t in totals]),
        ("column_invested", [words.quantity("money_mcny", t.investment_mcny) for t in totals]),
        ("column_added", [words.quantity("money_mcny", t.value_added_mcny) for t in totals]),
        ("column_jobs", [words.quantity("jobs", t.jobs) for t in totals]),
    )
    told = [[words.text(f"terminal.{key}"), *cells] for key, cells in rows]
    return _by_year(telling, "years_title", "", told, most)


def _table(telling: Telling, title: str, columns: str, rows: list[list[str]], most: int | None) -> list[str]:
    """A table whose columns are named by keys, "#" before those of numbers; "" has no heading."""
    words = telling.words
    heads = [
        Column(words.text(key.lstrip("#")) if key.strip("#-") else "", number=key.startswith("#"))
        for key in columns.split()
    ]
    lines = table(heads, rows[:MOST_ROWS], title=words.text(f"terminal.{title}"), most=most)
    rest = len(rows) - MOST_ROWS
    return [*lines, words.text("terminal.more", count=str(rest))] if rest > 0 else lines


def _break_even(telling: Telling, most: int | None) -> list[str]:
    words, plan = telling.words, telling.plan
    if not plan.break_even:
        return []
    rows = []
    for product, need in plan.break_even.items():
        today = plan.prices_today.get(product)
        gap = "–" if not today else numbers.signed(numbers.share(need / today - 1))
        beside = "–" if today is None else words.price(today, product)
        rows.append([words.good(product), words.price(need, product), beside, gap])
    heads = [
        Column(words.text(f"terminal.column_{n}"), number=n != "product") for n in ("product", "need", "today", "gap")
    ]
    return table(heads, rows, title=words.text("terminal.break_even_title"), most=most)


def _binding(telling: Telling, most: int | None) -> list[str]:
    words = telling.words
    found = [limit.binding for limit in limits(telling.plan)]
    if not found:
        return [words.text("terminal.nothing_binds")]
    rows = [
        [notes.tell(words, b.note), words.quantity("worth_mcny", abs(b.marginal)), f"/ {limit_unit(words, b)}"]
        for b in found
    ]
    return _table(telling, "binding_title", "terminal.column_limit #terminal.column_worth -", rows, most)


def _weak(telling: Telling, most: int | None) -> list[str]:
    words = telling.words
    ranked = sorted(telling.plan.weak, key=lambda w: -w.effect_mcny_per_year)
    rows = [
        [
            telling.figure_name(weak),
            numbers.plain(weak.figure.central, 4),
            f"{numbers.plain(weak.figure.low, 4)}–{numbers.plain(weak.figure.high, 4)}",
            weak.figure.unit,
            words.quality(weak.figure.quality),
            words.quantity("money_mcny", weak.effect_mcny_per_year),
        ]
        for weak in ranked
    ]
    columns = (
        "terminal.column_figure #sources.column_value #sources.column_span page.unit terminal.column_grade "
        "#terminal.column_effect"
    )
    return _table(telling, "weak_title", columns, rows, most) if rows else []


def _warnings(telling: Telling, most: int | None) -> list[str]:
    words = telling.words
    lead = words.text("terminal.warning")
    return [line for w in telling.plan.warnings for line in wrapped(notes.tell(words, w), lead, most or WIDTH)]
