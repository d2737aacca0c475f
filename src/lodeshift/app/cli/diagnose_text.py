"""A diagnosis as lines of text: one function per part, each taking records and giving lines."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from lodeshift.records.diagnosis import (
    Comparison,
    Confusion,
    Dependence,
    Diagnosis,
    Diversity,
    EfficiencyResult,
    IndexResult,
    MineralReserve,
    ReserveLife,
    Rule,
    RuleTest,
    StageFinding,
    Trend,
)
from lodeshift.records.figure import Figure
from lodeshift.records.overview import Overview, OverviewRow

WIDTH: Final = 110
STAGE_HEAD: Final = (
    "STAGE (label, then a rule proposed by this project, not the official one; value, cut-off, passed, margin)"
)
MARKS: Final = "marks of rules: [S] seen in a source, [M] from memory, [P] proposed here, [U] yours"
FEWEST_FOR_QUARTILES: Final = 4
"""With fewer peers than this a quartile is only one of them in other words."""
WORDS: Final = {True: "yes", False: "no", None: "open"}


def told(diagnosis: Diagnosis) -> Iterator[str]:
    """All lines of one diagnosis."""
    yield f"{diagnosis.name_en} {diagnosis.name_zh}"
    yield from _wrapped(diagnosis.about)
    yield from _warnings(diagnosis)
    yield from _stage(diagnosis)
    yield from _rules(diagnosis.rules)
    yield from _dependence(diagnosis.dependence)
    yield from _reserves(diagnosis.reserves)
    yield from _trend(diagnosis.trend)
    if diagnosis.index is not None:
        yield from _index(diagnosis.index, diagnosis.city)
    if diagnosis.efficiency is not None:
        yield from _efficiency(diagnosis.efficiency, diagnosis.city)
    yield from _head(MARKS)
    yield from _head("MISSING")
    for missing in diagnosis.missing:
        yield from _wrapped(f"{missing.what} (for {missing.needed_for}): bring {missing.bring}", "  - ")
    yield from _head("DATA BEHIND THIS (cities of 262 that have them)")
    for line in diagnosis.coverage:
        yield f"  {line.cities:>4} of {line.of}  {line.what:<46} {line.rows}"


def _head(text: str) -> Iterator[str]:
    yield ""
    yield text


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))


def number(value: float | None, digits: int = 1) -> str:
    """A number with thousands commas; "no data" for None."""
    return "no data" if value is None else f"{value:,.{digits}f}"


def amount(figure: Figure | None, digits: int = 1) -> str:
    """A figure with unit, year and, where weak, its quality."""
    if figure is None:
        return "no data"
    unit = f" {figure.unit}" if figure.unit else ""
    weak = f" [{figure.quality}]" if figure.weak else ""
    year = f" ({figure.year})" if figure.year else ""
    return f"{figure.central:,.{digits}f}{unit}{year}{weak}"


def _warnings(diagnosis: Diagnosis) -> Iterator[str]:
    yield from _head(f"EARLY WARNINGS ({len(diagnosis.warnings)})")
    if not diagnosis.warnings:
        yield "  none of the rules that have data fires; see MISSING for what could not be tested"
    for warning in diagnosis.warnings:
        yield from _wrapped(warning.text, "  ! ")
        yield from _wrapped(f"rule [{warning.mark}]: {warning.rule}; row: {warning.row}", "      ")


def _stage(diagnosis: Diagnosis) -> Iterator[str]:
    finding = diagnosis.stage
    yield from _head(STAGE_HEAD)
    if finding is None:
        yield "  not on the list of 2013: no label, and no stage is given"
        return
    label = f"label of 2013: {diagnosis.label_2013}"
    if diagnosis.exhausted_batch:
        label += f"; exhausted list, batch {diagnosis.exhausted_batch}"
    yield f"  {label}"
    if finding.stage is not None:
        against = "as the label" if finding.stage == diagnosis.label_2013 else "against the label: a question to check"
        yield f"  our rule: {finding.stage} ({against})"
    else:
        yield f"  our rule: not decided by the data: {' or '.join(finding.possible)}"
    if finding.reading is not None and finding.stage is None:
        yield f"  if tests without data count as not passed: {finding.reading} (a reading, not a verdict)"
    yield from _wrapped(finding.meaning)
    yield from _wrapped(_lacking(finding))
    yield from _probabilities(finding)
    yield from _tests(finding.tests)
    yield f"  resource security RS {_span(finding.resource_security)}; development SD {_span(finding.development)}, median {finding.development_median:.2f}"
    if diagnosis.confusions:
        yield "  how far to trust it, over all cities:"
    for confusion in diagnosis.confusions:
        yield from _wrapped(_agreement(confusion), "    ")


def _lacking(finding: StageFinding) -> str:
    tests = list(dict.fromkeys(test.text for test in finding.tests if test.passed is None))
    here = f"no data for {'; '.join(tests)}" if tests else "all its tests have data"
    share = finding.tests[0].figure
    by_jobs = "; jobs stand in for output" if share is not None and share.row.startswith("city_indicators") else ""
    return f"what the rule lacks: {here}; development SD rests on 4 of its 8 indicators{by_jobs}"


def _probabilities(finding: StageFinding) -> Iterator[str]:
    def shares(probability: dict[str, float]) -> str:
        return ", ".join(f"{name} {share:.0%}" for name, share in probability.items() if share >= 0.005)

    yield f"  with +-20 % error on every input ({finding.draws} draws, seed {finding.seed}): {shares(dict(finding.probability))}"
    if finding.reading_probability and finding.stage is None:
        yield f"  the reading under the same error: {shares(dict(finding.reading_probability))}"


def _span(span: tuple[float, float] | None) -> str:
    if span is None:
        return "no data"
    low, high = span
    return f"{low:.2f}" if high - low < 5e-3 else f"between {low:.2f} and {high:.2f}"


def _agreement(c: Confusion) -> str:
    weak = ": worse than no rule" if c.agreement < c.most_common_label_agreement else ""
    return (
        f"{c.what} agrees with the label of 2013 in {c.agreement:.0%} of {c.cities} cities (of {c.of}; kappa {c.kappa:.2f}; "
        f"one label for all {c.cities} would agree in {c.most_common_label_agreement:.0%}{weak})"
    )


def _tests(tests: Sequence[RuleTest]) -> Iterator[str]:
    for test in tests:
        if test.cut_off is None:
            continue
        cut = f"{test.sense} {_plain(test.cut_off)} {test.unit}".rstrip()
        value = "no data" if test.figure is None else _plain(test.figure.central)
        if test.high is not None:
            value = f"{value} to {_plain(test.high)}"
        margin = "" if test.margin is None else f"{test.margin:+,.3g}"
        purpose = f"  {test.note.partition(';')[0]}" if test.note.startswith("for ") else ""
        yield f"    {test.text:<52} {value:>14}  {cut:<18} {WORDS[test.passed] + ('' if test.decisive else '*'):<5} {margin:>9}  [{test.mark}]{purpose}"


def _plain(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _rules(rules: Sequence[Rule]) -> Iterator[str]:
    yield from _head("IS IT A RESOURCE-BASED CITY? (six rules; value, cut-off, passed, margin)")
    for rule in rules:
        yield f"  {rule.rule:<13} {WORDS[rule.verdict]:<5} {rule.title}"
        if all(test.cut_off is None for test in rule.tests):
            yield "    no cut-off given: the plan's numbers were not found; give yours with --r2013"
        yield from _tests(rule.tests)
    if any(not test.decisive for rule in rules for test in rule.tests):
        yield from _wrapped(
            "* on census jobs, which run lower than the urban-unit jobs that the rule counts: failing proves nothing"
        )


def _dependence(d: Dependence) -> Iterator[str]:
    yield from _head("DEPENDENCE AND DIVERSITY")
    if d.extraction_share is not None and d.extraction_and_first_processing is not None:
        low, high = (100 * share for share in d.extraction_and_first_processing)
        yield f"  jobs in extraction {amount(d.extraction_share, 2)}, quotient {number(d.extraction_quotient)}; of industry {amount(d.extraction_share_of_industry)}"
        yield f"  extraction and first processing: between {low:.1f} and {high:.1f} % of jobs"
    for measures in (d.employment, d.value_added, d.own_table):
        if measures is not None:
            yield from _diversity(measures)
    yield from _wrapped(d.note)


def _diversity(m: Diversity) -> Iterator[str]:
    yield f"  {m.basis}, {m.year} ({m.industries} industries; rows {m.row})"
    yield (
        f"    HHI {m.herfindahl:.4f} (normalised {m.herfindahl_normalised:.4f}, without the largest {m.herfindahl_without_largest:.4f})"
        f", Shannon {m.shannon:.3f}, effective number {m.effective_number:.2f}, ogive {m.ogive:.3f}"
    )
    against = "" if m.krugman is None or m.hachman is None else f", Krugman {m.krugman:.3f}, Hachman {m.hachman:.3f}"
    yield (
        f"    largest: {m.largest} {m.largest_share:.1%}; variety related {m.related_variety:.3f} + unrelated {m.unrelated_variety:.3f}{against}"
    )
    special = [(name, share, q) for name, share, q in m.quotients if q is not None and q >= 1.25 and share >= 0.01]
    if special:
        strongest = sorted(special, key=lambda each: -(each[2] or 0))[:5]
        yield "    over-represented (quotient): " + ", ".join(f"{n} {q:.1f}" for n, _, q in strongest)


def _reserves(life: ReserveLife) -> Iterator[str]:
    yield from _head("RESERVE LIFE")
    if life.city_years is None:
        yield "  no tiers of deposits: no data (bring reserve_life_years and depletion_pct, or a case with deposits)"
    else:
        low, central, high = life.city_years
        yield f"  city {central:.0f} years ({low:.0f} to {high:.0f}) at the largest yearly rates, weighted by revenue; depletion {number(100 * (life.depletion or 0), 0)} % [estimate]"
    for mineral in life.minerals:
        yield from _mineral(mineral)
    for book in life.book:
        years = "" if book.years is None else f" = {book.years:,.0f} years of {book.note}"
        amount_text = f"{_plain(book.figure.central)} {book.figure.unit}" if book.figure.central else "no quantity"
        yield f"    book: {book.deposit}, {book.substance}: {amount_text} ({book.basis}){years}  {book.figure.row}"
    if life.minerals:
        yield from _wrapped(life.does_not_say)


def _mineral(m: MineralReserve) -> Iterator[str]:
    if m.life_years is None:
        yield f"  {m.mineral}: no tier in work"
    else:
        low, central, high = m.life_years
        first = f"; the first tier in work is empty after {m.first_empty_years:.0f} years ({m.first_empty_share:.0%} of output)" if m.first_empty_years is not None else ""  # fmt: skip
        yield f"  {m.mineral}: {central:.0f} years ({low:.0f} to {high:.0f}) on tiers that pay, {number(m.in_work_years, 0)} on tiers in work{first} [{m.quality}]"
    yield f"    depletion {m.depletion:.0%}" + (f"; {_of_country(m.national_share)}" if m.national_share else "")
    for tier in m.tiers:
        state = "in work" if tier.in_work else "not in work"
        pays = {True: "pays", False: "does not pay", None: "no price"}[tier.pays]
        yield f"      tier {tier.tier} {tier.name[:52]:<52} {state}, {pays}: cost {tier.cost_cny_per_t:,.0f} against {number(tier.price_cny_per_t, 0)} CNY/t  {tier.row}"


def _of_country(share: Figure) -> str:
    if share.central >= 100:
        return f"its largest yearly rates exceed the country's output of {share.year} [{share.quality}]"
    return f"{share.central:.1f} % of the country's output of {share.year}, {share.note} [{share.quality}]"


def _trend(trend: Trend) -> Iterator[str]:
    yield from _head(
        f"TREND AGAINST {len(trend.peers)} PEER{'' if len(trend.peers) == 1 else 'S'} (same level and {', '.join(trend.criteria) or 'nothing else'})"
    )
    if trend.levels:
        base = ""
        for level in trend.levels:
            if level.base != base:
                base = level.base
                yield f"  GDP, {base}:"
            note = f"; {level.figure.note}" if level.figure.note else ""
            yield f"    {level.figure.year}  {level.figure.central:,.2f} bn CNY{' [' + level.figure.quality + ']' if level.figure.weak else ''}  {level.figure.row}{note}"
        yield from _wrapped(trend.break_note)
    if trend.break_factor is not None:
        yield f"  estimated break of the level at the fourth economic census: x {trend.break_factor:.2f} (external panel)"
    if trend.real_growth:
        yield "  real growth: " + ", ".join(
            f"{f.year} {f.central:g} %{' [' + f.quality + ']' if f.weak else ''}" for f in trend.real_growth
        )
    for comparison in trend.comparisons:
        yield f"    {_compared(comparison)}"
    for name, figure in trend.also_known:
        weak = f" [{figure.quality}]" if figure.weak else ""
        unit = "" if figure.unit == "1" else f" {figure.unit}"
        year = f" ({figure.year})" if figure.year else ""
        yield f"    also printed: {name.replace('_', ' ')} {figure.central:,g}{unit}{year}{weak}  {figure.row}"


def _compared(c: Comparison) -> str:
    own = amount(c.figure)
    if not c.peers or c.median is None:
        return f"{c.measure:<38} {own}"
    place = (
        f", {c.below} of {c.peers} peers with data lie below"
        if c.figure is not None
        else f" ({c.peers} peers with data)"
    )
    if c.peers < FEWEST_FOR_QUARTILES:
        of = "the one peer with data" if c.peers == 1 else f"median of only {c.peers} peers with data"
        return f"{c.measure:<38} {own}; {of} {c.median:,.1f}"
    return f"{c.measure:<38} {own}; peers {c.lower_quartile:,.1f} / {c.median:,.1f} / {c.upper_quartile:,.1f}{place}"


def _index(result: IndexResult, city: str) -> Iterator[str]:
    yield from _head("TRANSFORMATION INDEX (your table)")
    for note in result.notes:
        yield f"  {note}"
    for k, name in enumerate(result.bounds.names):
        way = "benefit" if result.bounds.benefit[k] else "cost"
        others = ", ".join(f"{variant} {weights[k]:.3f}" for variant, weights in result.other_weights.items())
        yield f"    {name:<34} {way:<8} weight {result.bounds.weights[k]:.3f}  bounds {result.bounds.low[k]:g} to {result.bounds.high[k]:g}  ({others})"
    years = sorted({s.year for s in result.scores})
    for score in (s for s in result.scores if s.city == city):
        same_year = [other for other in result.scores if other.year == score.year]
        place = sum(other.topsis > score.topsis for other in same_year) + 1
        yield f"  {score.year}: TOPSIS {score.topsis:.3f} (place {place} of {len(same_year)} in your table), linear {score.linear:.3f}"
        if score.coupling is not None:
            c = score.coupling
            yield f"      coupling C {c.coupling:.3f} ({c.coupling_band}), T {c.development:.3f}, coordination D {c.coordination:.3f} ({c.coordination_band})"
        if score.year == years[-1] or len(years) == 1:
            yield "      held back by: " + ", ".join(f"{name} {degree:.0%}" for name, degree in score.obstacles[:4])
    if result.left_out:
        yield f"  left out, a cell is blank: {', '.join(result.left_out)}"


def _efficiency(result: EfficiencyResult, city: str) -> Iterator[str]:
    yield from _head(
        f"EFFICIENCY {result.year} (your table; inputs {', '.join(result.inputs)}; outputs {', '.join((*result.outputs, *result.undesirable))})"
    )
    for warning in result.warnings:
        yield from _wrapped(warning, "  ! ")
    own = [unit for unit in result.units if unit.city == city]
    for unit in own or result.units:
        yield f"  {unit.city}: CCR {unit.ccr:.3f}, BCC {unit.bcc:.3f}, scale {unit.scale:.3f}, SBM {unit.sbm:.3f}"
    for change in result.malmquist:
        if change.city == city:
            yield f"  Malmquist {change.year_from}-{change.year_to}: {change.index:.3f} = efficiency {change.efficiency_change:.3f} x technology {change.technical_change:.3f}"


def table_of_all(overview: Overview) -> Iterator[str]:
    """All cities, the confusion tables, and label against outcome."""
    yield from _wrapped("our rule is no official one: a question to check; how often it agrees stands below", "")
    yield f"{'city':<22} {'label 2013':<13} {'our rule':<27} {'p':>5} {'mining':>7} {'quot.':>6} {'eff.n':>6} {'life':>5} {'people':>7} {'GDP':>6}  warnings"
    yield f"{'':<22} {'':<13} {'':<27} {'':>5} {'% jobs':>7} {'':>6} {'':>6} {'years':>5} {'10-20 %':>7} {'%/a':>6}"
    for row in overview.rows:
        yield _row(row)
    for confusion in overview.confusions:
        yield from _confusion(confusion)
    yield from _head("LABEL AND OUTCOME: people 2010-2020, prefectures by label (rows here; 2010 is a yearbook count)")
    yield f"  {'':<13} {'<=-15':>6} {'-15..-5':>8} {'-5..0':>6} {'0..5':>6} {'5..15':>6} {'>15 %':>6}  grew"
    for outcome in overview.outcomes:
        for name, bands in ((outcome.label, outcome.bands), ("  published", outcome.published)):
            cells = "".join(f"{count:>{wide}}" for count, wide in zip(bands, (7, 9, 7, 7, 7, 7), strict=True))
            yield f"  {name:<13}{cells}  {sum(bands[3:])} of {sum(bands)}"
    yield from _head("DATA BEHIND THIS")
    for line in overview.coverage:
        yield f"  {line.cities:>4} of {line.of}  {line.what:<46} {line.rows}"


def _row(row: OverviewRow) -> str:
    def cell(value: float | None, scale: float, digits: int) -> str:
        return "-" if value is None else f"{value * scale:.{digits}f}"

    ours = row.stage or f"open: {'/'.join(stage[:4] for stage in row.possible)}"
    p = "" if row.stage_probability is None else f"{row.stage_probability:.0%}"
    return (
        f"{row.city:<22} {row.label_2013:<13} {ours:<27} {p:>5} {cell(row.mining_share, 100, 1):>7} "
        f"{cell(row.mining_quotient, 1, 1):>6} {cell(row.effective_number, 1, 1):>6} {cell(row.reserve_life_years, 1, 0):>5} "
        f"{cell(row.population_change, 100, 1):>7} {cell(row.gdp_growth, 100, 1):>6}  {len(row.warnings) or ''}"
    )


def _confusion(c: Confusion) -> Iterator[str]:
    yield from _head("OUR RULE AGAINST THE LABELS OF 2013")
    yield from _wrapped(_agreement(c))
    names = list(c.counts)
    yield f"  {'label':<13}" + "".join(f"{name:>14}" for name in names)
    for label in names:
        yield f"  {label:<13}" + "".join(f"{c.counts[label][name]:>14}" for name in names)
