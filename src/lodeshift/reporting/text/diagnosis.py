"""A diagnosis for the terminal: one function per part, each taking records and giving lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from lodeshift.records.diagnosis import (
    Confusion,
    Dependence,
    Diagnosis,
    Diversity,
    MineralReserve,
    ReserveLife,
    Rule,
    RuleTest,
    StageFinding,
)
from lodeshift.records.figure import Figure
from lodeshift.reporting.text import Column, heading, table, wrapped
from lodeshift.reporting.text.diagnosis_table import coverage_lines, efficiency_lines, index_lines, trend_lines
from lodeshift.reporting.text.say import Say
from lodeshift.reporting.words.texts import Words

DEEP: Final = "      "
LEAST_SHARE_SHOWN: Final = 0.005
STRONG_QUOTIENT: Final = 1.25
STRONG_SHARE: Final = 0.01
"""Industries are told as over-represented from this quotient and this share of jobs on."""
MOST_INDUSTRIES: Final = 5


def told(diagnosis: Diagnosis, words: Words) -> list[str]:
    """All lines of one diagnosis."""
    say = Say(words, "diagnosis")
    lines = [say("title", name_en=diagnosis.name_en, name_zh=diagnosis.name_zh), *wrapped(say.note(diagnosis.about))]
    lines += _warnings(say, diagnosis) + _stage(say, diagnosis) + _rules(say, diagnosis.rules)
    lines += _dependence(say, diagnosis.dependence) + _reserves(say, diagnosis.reserves)
    lines += trend_lines(say, diagnosis.trend)
    if diagnosis.index is not None:
        lines += index_lines(say, diagnosis.index, diagnosis.city)
    if diagnosis.efficiency is not None:
        lines += efficiency_lines(say, diagnosis.efficiency, diagnosis.city)
    lines += heading(say("marks")) + heading(say("head_missing"))
    for missing in diagnosis.missing:
        what, need, bring = (say.note(part) for part in (missing.what, missing.needed_for, missing.bring))
        lines += wrapped(say("missing", what=what, need=need, bring=bring), "  - ")
    return lines + heading(say("head_coverage")) + coverage_lines(say, diagnosis.coverage)


def _warnings(say: Say, diagnosis: Diagnosis) -> list[str]:
    lines = heading(say("head_warnings", value=len(diagnosis.warnings)))
    if not diagnosis.warnings:
        lines += wrapped(say("no_warning"))
    for warning in diagnosis.warnings:
        lines += wrapped(say.note(warning.said) + say.weak(warning.figure), "  ! ")
        rule = say("warned_by", mark=warning.mark, rule=say.note(warning.rule), row=warning.figure.row)
        lines += wrapped(rule, DEEP)
    return lines


def _stage(say: Say, diagnosis: Diagnosis) -> list[str]:
    finding, lines = diagnosis.stage, heading(say("head_stage"))
    if finding is None or diagnosis.label_2013 is None:
        return lines + wrapped(say("off_the_list"))
    batch = diagnosis.exhausted_batch
    lines += wrapped(say("label_exhausted" if batch else "label", diagnosis.label_2013, batch=batch))
    if finding.stage is None:
        lines += wrapped(say("not_decided", possible=finding.possible))
        if finding.reading is not None:
            lines += wrapped(say("read_as", finding.reading))
    else:
        same = finding.stage == diagnosis.label_2013
        lines += wrapped(say("as_the_label" if same else "against_the_label", finding.stage))
    lines += wrapped(say(f"meaning_{finding.stage or 'open'}"))
    lines += wrapped(_lacking(say, finding)) + _probabilities(say, finding) + _tests(say, finding.tests)
    lines += wrapped(
        say(
            "scores",
            security=say.span(finding.resource_security),
            development=say.span(finding.development),
            median=finding.development_median,
        )
    )
    if diagnosis.confusions:
        lines += wrapped(say("trust"))
    for confusion in diagnosis.confusions:
        lines += wrapped(agreement(say, confusion), "    ")
    return lines


def _lacking(say: Say, finding: StageFinding) -> str:
    measures = tuple(dict.fromkeys(test.measure for test in finding.tests if test.passed is None))
    here = say("rule_lacks", measures=measures) if measures else say("rule_lacks_nothing")
    share = finding.tests[0].figure
    by_jobs = share is not None and share.row.startswith("city_indicators")
    return here + say("score_rests_on", known=4, of=8) + (say("jobs_for_output") if by_jobs else "")


def _probabilities(say: Say, finding: StageFinding) -> list[str]:
    def shares(probability: Mapping[str, float]) -> str:
        shown = [(name, share) for name, share in probability.items() if share >= LEAST_SHARE_SHOWN]
        return say.comma.join(say("stage_share", name, value=share) for name, share in shown)

    lines = wrapped(say("under_error", value=finding.draws, seed=str(finding.seed), shares=shares(finding.probability)))
    if finding.reading_probability and finding.stage is None:
        lines += wrapped(say("reading_under_error", shares=shares(finding.reading_probability)))
    return lines


def agreement(say: Say, c: Confusion) -> str:
    """How often the rule agrees with the labels."""
    worse = c.agreement < c.most_common_label_agreement
    return say(
        "agreement_worse" if worse else "agreement",
        c.what,
        value=c.agreement,
        cities=c.cities,
        of=c.of,
        kappa=c.kappa,
        one_label=c.most_common_label_agreement,
    )


def _tests(say: Say, tests: Sequence[RuleTest]) -> list[str]:
    rows = []
    for test in tests:
        if test.cut_off is None:
            continue
        value = say("no_data") if test.figure is None else say.number(test.figure.central)
        if test.high is not None and test.figure is not None:
            value = say.span((test.figure.central, test.high))
        answer = say({True: "yes", False: "no", None: "open"}[test.passed]) + ("" if test.decisive else "*")
        margin = "" if test.margin is None else say.signed(test.margin)
        purpose = [say.note(remark) for remark in test.remarks if remark.kind == "diagnosis.for_stage"]
        cut = f"{test.sense} {say.number(test.cut_off)} {test.unit}".rstrip()
        rows.append([say.word("measure", test.measure), value, cut, answer, margin, f"[{test.mark}]", *purpose])
    columns: list[Column | str] = ["", Column("", number=True), "", "", Column("", number=True), ""]
    wide = max((len(row) for row in rows), default=0) > len(columns)
    return table([*columns, ""] if wide else columns, rows, indent="    ")


def _rules(say: Say, rules: Sequence[Rule]) -> list[str]:
    lines = heading(say("head_rules"))
    for rule in rules:
        verdict = say({True: "yes", False: "no", None: "open"}[rule.verdict])
        lines += wrapped(f"{rule.rule}  {verdict}  {say.word('rule', rule.rule)}")
        if all(test.cut_off is None for test in rule.tests):
            lines += wrapped(say("plan_cut_offs"), "    ")
        lines += _tests(say, rule.tests)
    if any(not test.decisive for rule in rules for test in rule.tests):
        lines += wrapped(say("starred"))
    return lines


def _dependence(say: Say, d: Dependence) -> list[str]:
    lines = heading(say("head_dependence"))
    if d.extraction_share is not None and d.extraction_and_first_processing is not None:
        low, high = (100 * share for share in d.extraction_and_first_processing)
        quotient = say("no_data") if d.extraction_quotient is None else say.number(d.extraction_quotient)
        share, industry = say.amount(d.extraction_share), say.amount(d.extraction_share_of_industry)
        lines += wrapped(say("jobs_in_extraction", share=share, quotient=quotient, industry=industry))
        lines += wrapped(say("first_processing", low=low, high=high))
    for measures in (d.employment, d.value_added, d.own_table):
        if measures is not None:
            lines += _diversity(say, measures)
    return lines + wrapped(say.note(d.note))


def _diversity(say: Say, m: Diversity) -> list[str]:
    rows = m.row
    lines = wrapped(say("diversity", basis=say.note(m.basis), year=m.year, value=m.industries, rows=rows))
    lines += wrapped(
        say(
            "diversity_measures",
            herfindahl=m.herfindahl,
            normalised=m.herfindahl_normalised,
            rest=m.herfindahl_without_largest,
            shannon=m.shannon,
            effective=m.effective_number,
            ogive=m.ogive,
        ),
        "    ",
    )
    largest = say(
        "diversity_largest",
        say.industry(m.largest),
        value=m.largest_share,
        related=m.related_variety,
        unrelated=m.unrelated_variety,
    )
    if m.krugman is not None and m.hachman is not None:
        largest += say("diversity_against", krugman=m.krugman, hachman=m.hachman)
    lines += wrapped(largest, "    ")
    special = sorted(
        ((q, e.industry) for e in m.quotients if (q := e.quotient) is not None and q >= STRONG_QUOTIENT and e.share >= STRONG_SHARE),
        reverse=True,
    )[:MOST_INDUSTRIES]  # fmt: skip
    if special:
        items = say.comma.join(f"{say.industry(name)} {say.number(q)}" for q, name in special)
        lines += wrapped(say("over_represented", items=items), "    ")
    return lines


def _reserves(say: Say, life: ReserveLife) -> list[str]:
    lines = heading(say("head_reserves"))
    if life.city_years is None or life.depletion is None:
        lines += wrapped(say("no_tiers", columns=("reserve_life_years", "depletion_pct")))
    else:
        low, central, high = life.city_years
        lines += wrapped(say("city_life", value=central, low=low, high=high, depletion=life.depletion))
    for mineral in life.minerals:
        lines += _mineral(say, mineral)
    for book in life.book:
        figure = book.figure
        amount = f"{say.number(figure.central)} {figure.unit}" if figure else say("no_quantity")
        note = say.note(book.note)
        if book.years is not None:
            note = say("book_years", value=book.years, note=note)
        line = say(
            "book", book.substance, deposit=book.deposit, amount=amount, basis=book.basis, note=note, row=book.row
        )
        lines += wrapped(line, "    ")
    return lines + (wrapped(say("reserve_life_does_not_say")) if life.minerals else [])


def _mineral(say: Say, m: MineralReserve) -> list[str]:
    if m.life_years is None or m.in_work_years is None:
        lines = wrapped(say("no_tier_in_work", m.mineral))
    else:
        low, central, high = m.life_years
        quality = say.quality(m.quality)
        lines = wrapped(
            say("mineral_life", m.mineral, value=central, low=low, high=high, in_work=m.in_work_years, quality=quality)
        )
    parts = [say("depleted", value=m.depletion)]
    if m.first_empty_years is not None and m.first_empty_share is not None:
        parts.append(say("first_empty", value=m.first_empty_years, share=m.first_empty_share))
    if m.national_share is not None:
        parts.append(_of_country(say, m.national_share))
    lines += wrapped(say.semicolon.join(parts), "    ")
    yes = {True: say("yes"), False: say("no"), None: "–"}
    rows = [
        [str(t.tier), t.name, yes[t.in_work], yes[t.pays], say.whole(t.cost_cny_per_t), say.whole(t.price_cny_per_t), t.row]
        for t in m.tiers
    ]  # fmt: skip
    columns: list[Column | str] = [
        "",
        say("column_tier"), say("column_work"), say("column_pays"), Column(say("column_cost"), number=True),
               Column(say("column_price"), number=True), say("column_row")]  # fmt: skip
    return lines + table(columns, rows, indent=DEEP)


def _of_country(say: Say, share: Figure) -> str:
    quality = say.quality(share.quality)
    if share.central >= 100 or share.remark is None:
        return say("above_the_country", when=share.year, quality=quality)
    return say("of_the_country", value=share.central, when=share.year, remark=say.note(share.remark), quality=quality)
