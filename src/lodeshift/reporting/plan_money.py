"""Section: what products must fetch, where the firm's money goes, and the three accounts by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from lodeshift.catalogue import goods
from lodeshift.records.note import note
from lodeshift.records.plan import AccountLine, Item
from lodeshift.reporting import plan_reading as reading
from lodeshift.reporting.figures import frame, palette
from lodeshift.reporting.figures.bars import Part, StackedBars
from lodeshift.reporting.figures.data import DataTable
from lodeshift.reporting.figures.multiples import Grid
from lodeshift.reporting.figures.rows import Pair, Pairs, Step, Waterfall
from lodeshift.reporting.page import Section, heading, paragraph
from lodeshift.reporting.telling import Telling
from lodeshift.reporting.words import notes, numbers

MOST_STEPS = 9
MEMO: Final = "memo"
"""Lines that are told beside the accounts (VAT payable)."""


def section(telling: Telling) -> Section:
    """Break-even prices, waterfall of the last year, accounts."""
    words = telling.words
    blocks = [
        paragraph(
            words.text("money.about", base=str(telling.plan.base_year), rate=numbers.share(telling.plan.discount_rate)),
            "lead",
        ),
        break_even_figure(telling),
        waterfall_figure(telling),
        accounts_figure(telling),
        accounts_table(telling),
        paragraph(words.text("money.accounts_note"), "figure-note"),
    ]
    return Section("money", words.text("money.title"), tuple(block for block in blocks if block))


def break_even_figure(telling: Telling) -> Markup:
    """Today's price and the price that pays all cost, by product counted in tonnes."""
    words, plan = telling.words, telling.plan
    products = [c for c in plan.break_even if c in plan.prices_today and goods.commodity(c).unit == "t"]
    if not products:
        return Markup()
    products.sort(key=lambda c: -plan.break_even[c])
    gaps = {c: plan.break_even[c] / plan.prices_today[c] - 1 for c in products}
    scale = 1e3 if words.language == "en" else 1e4
    chart = Pairs(
        tuple(
            Pair(
                words.good(c),
                plan.prices_today[c] / scale,
                plan.break_even[c] / scale,
                words.text(
                    "money.pair",
                    today=numbers.plain(plan.prices_today[c]),
                    need=numbers.plain(plan.break_even[c]),
                    gap=numbers.signed(numbers.share(gaps[c])),
                ),
            )
            for c in products
        ),
        (words.text("money.price_today", base=str(plan.base_year)), words.text("money.price_needed")),
        words.text("money.price_axis"),
    )
    worst = max(products, key=lambda c: gaps[c])
    key = "money.finding_break_even" if gaps[worst] > 0 else "money.finding_break_even_all"
    finding = words.text(
        key,
        product=words.good_in(worst),
        gap=numbers.share(gaps[worst]),
        count=str(sum(g > 0 for g in gaps.values())),
        total=str(len(gaps)),
    )
    data = DataTable(
        "break-even",
        ("commodity", "price_today_cny_per_t", "break_even_cny_per_t"),
        tuple((c, plan.prices_today[c], plan.break_even[c]) for c in products),
    )
    caption = telling.caption(finding, words.text("money.break_even_description"), words.text("money.break_even_note"))
    return frame.figure("break-even", caption, chart.draw, data)


_SUM_OF_GOODS: Final[Mapping[Item, Item]] = {"bought": "bought inputs", "sold": "sales"}


def grouped(lines: Mapping[AccountLine, tuple[float, ...]]) -> Mapping[AccountLine, tuple[float, ...]]:
    """Account lines with all purchases of goods in one line and all sales in one, in the order sales first."""
    found: dict[AccountLine, tuple[float, ...]] = {}
    for line, values in lines.items():
        key = AccountLine(line.account, _SUM_OF_GOODS[line.item]) if line.item in _SUM_OF_GOODS else line
        found[key] = tuple(a + b for a, b in zip(found[key], values, strict=True)) if key in found else values
    return dict(sorted(found.items(), key=lambda entry: (entry[1][-1] < 0, -abs(entry[1][-1]))))


def told(telling: Telling, line: AccountLine) -> str:
    """A line of an account in words."""
    said = note("planning.account_line", line.item)
    return notes.tell(telling.words, replace(said, more=(("about", line.subject),)) if line.subject else said)


def waterfall_figure(telling: Telling) -> Markup:
    """From sales to what the firm keeps, in the last planning year."""
    words = telling.words
    items = {line: values[-1] for line, values in grouped(reading.account(telling.plan, "firm")).items() if values[-1]}
    if not items:
        return Markup()
    scale = words.scale("money_mcny", max(abs(v) for v in items.values()))
    ranked, others = reading.largest_first(items.items(), MOST_STEPS)
    kept = {line for line, _ in ranked}
    left = sum(items.values())
    pairs = [(told(telling, line), value) for line, value in items.items() if line in kept]
    if others:
        pairs.append((words.text("money.other_items"), others))
    texts = numbers.aligned([v / scale.divisor for _, v in pairs] + [left / scale.divisor], 4)
    first = pairs[0][1] > 0
    steps = [
        Step(name, v / scale.divisor, text if i == 0 and first else numbers.signed(text), total=i == 0 and first)
        for i, ((name, v), text) in enumerate(zip(pairs, texts[:-1], strict=True))
    ]
    steps.append(Step(words.text("money.left"), left / scale.divisor, texts[-1], total=True))
    key = "money.finding_left" if left >= 0 else "money.finding_short"
    income = sum(v for v in items.values() if v > 0)
    finding = words.text(
        key,
        year=str(telling.last_year),
        left=words.quantity("money_mcny", abs(left)),
        sales=words.quantity("money_mcny", income),
        share=numbers.share(abs(left) / income) if income else "–",
    )
    data = DataTable("firm-account", ("item", "mcny"), tuple((line.name, value) for line, value in items.items()))
    return frame.figure(
        "waterfall",
        telling.caption(finding, words.text("money.waterfall_description")),
        Waterfall(tuple(steps), scale.unit).draw,
        data,
    )


def accounts_figure(telling: Telling) -> Markup:
    """Net of region, firm and city by year."""
    words, plan = telling.words, telling.plan
    nets = {name: reading.net(reading.account(plan, name), len(plan.years)) for name in reading.ACCOUNTS}
    nets = {name: values for name, values in nets.items() if any(values)}
    if not nets:
        return Markup()
    panels = []
    for index, (name, values) in enumerate(nets.items()):
        scale = words.scale("money_mcny", max(abs(v) for v in values))
        panels.append(
            StackedBars(
                telling.years,
                (
                    Part(
                        words.text(f"money.account_{name}"), palette.series(index), [v / scale.divisor for v in values]
                    ),
                ),
                scale.unit,
                title=words.text(f"money.account_{name}"),
                totals=numbers.aligned([v / scale.divisor for v in values]),
                plot_height=150,
                with_legend=False,
            ).draw
        )
    finding = words.sentences(
        [words.text("money.finding_accounts", year=str(telling.last_year))]
        + [_net_words(telling, name, values[-1]) for name, values in nets.items()]
    )
    data = DataTable(
        "accounts",
        ("account", "item", "year", "mcny"),
        tuple((a.line.account, a.line.name, a.year, a.mcny) for a in plan.accounts),
    )
    caption = telling.caption(finding, words.text("money.accounts_description"))
    return frame.figure("accounts", caption, Grid(tuple(panels), 3, (), 230.0).draw, data)


def _net_words(telling: Telling, name: str, mcny: float) -> str:
    """What an account comes to, in words; a firm that loses lacks, it does not keep a negative sum."""
    words = telling.words
    if name == "firm" and mcny < 0:
        return words.text("money.finding_firm_short", amount=words.quantity("money_mcny", -mcny))
    return words.text(f"money.finding_{name}", amount=words.quantity("money_mcny", mcny))


def accounts_table(telling: Telling) -> Markup:
    """Every line of the three accounts by year, each with its sum; then what is kept beside them."""
    words, plan = telling.words, telling.plan
    blocks = []
    for name in (*reading.ACCOUNTS, MEMO):
        items = grouped(reading.account(plan, name))
        if not items:
            continue
        scale = words.scale("money_mcny", max(abs(v) for values in items.values() for v in values))
        lines = [(told(telling, line), values) for line, values in items.items()]
        if name != MEMO:  # its lines are told beside the accounts, they do not add up to anything
            lines.append((words.text("money.sum"), reading.net(items, len(plan.years))))
        texts = numbers.aligned([v / scale.divisor for _, values in lines for v in values], 4)
        width = len(plan.years)
        rows = [[line, *texts[i * width : (i + 1) * width]] for i, (line, _) in enumerate(lines)]
        columns = [frame.Column(scale.unit), *(frame.Column(y, number=True) for y in telling.years)]
        css = "" if name == MEMO else "sums"
        blocks.append(frame.table(columns, rows, caption=words.text(f"money.account_{name}"), css=css))
    return heading(words.text("money.accounts_title")) + Markup("").join(blocks) if blocks else Markup()
