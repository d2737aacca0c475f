"""A plan in the terminal: a table by year, break-even prices, binding limits, weak figures. Plain text when piped."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from lodeshift.names import Language
from lodeshift.records.plan import Plan
from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting.plan_amounts import amount, capacity, place
from lodeshift.reporting.plan_answers import circuits
from lodeshift.reporting.plan_binding import limits, unit_words
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words import numbers, phrases
from lodeshift.reporting.words.texts import Words

PIPED_COLUMNS = 140
"""Width for output that is no terminal, in which no table is folded; rich would take 80."""
MOST_ROWS = 8
"""Binding limits and weak figures shown; the report holds the others."""


def view(plan: Plan, *, language: Language = "en") -> RenderableType:
    """Everything the terminal shows of a plan, as one rich renderable.

    Print it with `console()`; where the output is no terminal there are no colours.

    Raises
    ------
    UnknownIdError : the plan names a commodity or process that is not in the catalogue.
    """
    telling = Telling(plan, Words(language), (), {})
    parts: list[RenderableType] = [_head(telling), *_years(telling)]
    for part in (_break_even(telling), _binding(telling), _weak(telling)):
        if part is not None:
            parts += [Text(), part]
    warnings = [
        Text(telling.words.text("terminal.warning", text=phrases.tell(telling.words, w))) for w in plan.warnings
    ]
    return Group(*parts, *([Text(), *warnings] if warnings else []))


def console(file: TextIO | None = None) -> Console:
    """The console for a plan: as wide as the terminal, or 140 columns where the output is a pipe or a file."""
    found = Console(file=file)
    return found if found.is_terminal else Console(file=file, width=PIPED_COLUMNS)


def _head(telling: Telling) -> Text:
    words, plan = telling.words, telling.plan
    line = words.text(
        "terminal.head",
        title=words.title(plan.title) or plan.case,
        objective=words.text(f"plan.objective_{plan.objective}"),
        amount=words.quantity("money_mcny", plan.objective_mcny),
    )
    return Text(line, style="bold")


def _table(title: str, *columns: tuple[str, bool]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head, right in columns:
        table.add_column(head, justify="right" if right else "left", overflow="fold")
    return table


def _years(telling: Telling) -> list[RenderableType]:
    """Outputs beside targets, new builds, then power, circuits and money, all by year."""
    return [Text(), _outputs(telling), Text(), _builds(telling), Text(), _totals(telling)]


def _outputs(telling: Telling) -> Table:
    words, plan = telling.words, telling.plan
    table = _by_year(telling, "terminal.output_title", words.text("terminal.column_product"))
    made, wanted = reading.outputs(plan), reading.targets(plan)
    for product in reading.main_products(plan):
        cells = []
        for index, year in enumerate(plan.years):
            got = made[product][index]
            cells.append(_beside_target(telling, product, got, wanted.get(product, {}).get(year.year)))
        table.add_row(words.good(product), *cells)
    return table


def _beside_target(telling: Telling, product: str, got: float, target: float | None) -> str:
    told = amount(telling, product, got) if got else "–"
    if target is None:
        return told
    key = "terminal.target_met" if got >= target * (1 - 1e-6) else "terminal.target_missed"
    return telling.words.text(key, amount=told, target=amount(telling, product, target))


def _builds(telling: Telling) -> Table:
    table = _by_year(telling, "terminal.built_title", telling.words.text("terminal.column_plant"))
    built = reading.capacity(telling.plan, built=True)
    for name in sorted(built, key=lambda n: place(telling, n, built[n][-1])):
        table.add_row(telling.thing(name), *(capacity(telling, name, v) if v > 1e-6 else "–" for v in built[name]))
    return table


def _by_year(telling: Telling, title: str, first: str) -> Table:
    return _table(telling.words.text(title), (first, False), *((year, True) for year in telling.years))


def _totals(telling: Telling) -> Table:
    words = telling.words
    totals = reading.totals(telling.plan)
    rest = _by_year(telling, "terminal.years_title", "")
    for key, cells in (
        ("column_power", [words.quantity("energy_mwh", t.demand_mwh) for t in totals]),
        ("column_green", [numbers.share(t.green_share) for t in totals]),
        ("column_peak", [words.quantity("power_mw", t.peak_mw) for t in totals]),
        ("column_circuits", [circuits(telling, t) for t in totals]),
        ("column_invested", [words.quantity("money_mcny", t.investment_mcny) for t in totals]),
        ("column_added", [words.quantity("money_mcny", t.value_added_mcny) for t in totals]),
        ("column_jobs", [words.quantity("jobs", t.jobs) for t in totals]),
    ):
        rest.add_row(words.text(f"terminal.{key}"), *cells)
    return rest


def _break_even(telling: Telling) -> RenderableType | None:
    words, plan = telling.words, telling.plan
    if not plan.break_even:
        return None
    names = ("product", "need", "today", "gap")
    table = _table(
        words.text("terminal.break_even_title"), *((words.text(f"terminal.column_{n}"), n != "product") for n in names)
    )
    for product, need in plan.break_even.items():
        today = plan.prices_today.get(product)
        gap = "–" if not today else numbers.signed(numbers.share(need / today - 1))
        table.add_row(
            words.good(product), words.price(need, product), "–" if today is None else words.price(today, product), gap
        )
    return table


def _binding(telling: Telling) -> RenderableType:
    words = telling.words
    found = limits(telling.plan)
    if not found:
        return Text(words.text("terminal.nothing_binds"))
    table = _table(
        words.text("terminal.binding_title"),
        (words.text("terminal.column_limit"), False),
        (words.text("terminal.column_worth"), True),
        ("", False),
    )
    for limit in found[:MOST_ROWS]:
        binding = limit.binding
        worth = words.quantity("worth_mcny", abs(binding.marginal))
        unit = unit_words(words, binding.unit, binding.words)
        table.add_row(phrases.tell(words, binding.words), worth, f"/ {unit}")
    return _with_more(telling, table, len(found))


def _weak(telling: Telling) -> RenderableType | None:
    words = telling.words
    ranked = sorted(telling.plan.weak, key=lambda w: -w.effect_mcny_per_year)
    if not ranked:
        return None
    table = _table(
        words.text("terminal.weak_title"),
        (words.text("terminal.column_figure"), False),
        (words.text("sources.column_value"), True),
        (words.text("sources.column_span"), True),
        (words.text("page.unit"), False),
        (words.text("terminal.column_grade"), False),
        (words.text("terminal.column_effect"), True),
    )
    for weak in ranked[:MOST_ROWS]:
        figure = weak.figure
        table.add_row(
            telling.figure_name(weak),
            numbers.plain(figure.central, 4),
            f"{numbers.plain(figure.low, 4)}–{numbers.plain(figure.high, 4)}",
            figure.unit,
            words.quality(figure.quality),
            words.quantity("money_mcny", weak.effect_mcny_per_year),
        )
    return _with_more(telling, table, len(ranked))


def _with_more(telling: Telling, table: Table, count: int) -> RenderableType:
    if count <= MOST_ROWS:
        return table
    return Group(table, Text(telling.words.text("terminal.more", count=str(count - MOST_ROWS)), style="dim"))
