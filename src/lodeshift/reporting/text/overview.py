"""All cities of the list for the terminal: a row for each, the confusion tables, label against outcome."""

from __future__ import annotations

from lodeshift.records.diagnosis import Confusion
from lodeshift.records.overview import Outcome, Overview, OverviewRow
from lodeshift.reporting.text import Column, heading, table, wrapped
from lodeshift.reporting.text.diagnosis import agreement
from lodeshift.reporting.text.diagnosis_table import coverage_lines
from lodeshift.reporting.text.say import Say
from lodeshift.reporting.words import numbers
from lodeshift.reporting.words.texts import Words

BANDS = ("<= -15", "-15..-5", "-5..0", "0..5", "5..15", "> 15 %")
COLUMNS = ("city", "label", "rule", "p", "mining", "quotient", "effective", "life", "people", "gdp", "warnings")


def table_of_all(overview: Overview, words: Words) -> list[str]:
    """All cities, the confusion tables, and label against outcome."""
    say = Say(words, "diagnosis")
    columns = [Column(say(f"column_{name}"), number=name not in ("city", "label", "rule")) for name in COLUMNS]
    lines = wrapped(say("not_official"), "") + table(columns, [_row(say, row) for row in overview.rows])
    for confusion in overview.confusions:
        lines += _confusion(say, confusion)
    lines += heading(say("head_outcome"))
    bands = [Column(band, number=True) for band in BANDS]
    rows = [row for outcome in overview.outcomes for row in _outcome(say, outcome)]
    lines += table([say("column_label"), *bands, say("column_grew")], rows, indent="  ")
    return lines + heading(say("head_coverage")) + coverage_lines(say, overview.coverage)


def _row(say: Say, row: OverviewRow) -> list[str]:
    def cell(value: float | None, factor: float, digits: int) -> str:
        return "–" if value is None else f"{value * factor:.{digits}f}".replace("-", numbers.MINUS)

    ours = (
        say.word("stage", row.stage)
        if row.stage
        else say("possibly", possible="/".join(say.word("stage", stage)[:4] for stage in row.possible))
    )
    return [
        row.city if say.words.language == "en" else row.name_zh,
        say.word("stage", row.label_2013),
        ours,
        "" if row.stage_probability is None else numbers.share(row.stage_probability),
        cell(row.mining_share, 100, 1),
        cell(row.mining_quotient, 1, 1),
        cell(row.effective_number, 1, 1),
        cell(row.reserve_life_years, 1, 0),
        cell(row.population_change, 100, 1),
        cell(row.gdp_growth, 100, 1),
        str(len(row.warnings)) if row.warnings else "",
    ]


def _confusion(say: Say, c: Confusion) -> list[str]:
    names = list(c.counts)
    columns: list[Column | str] = [
        say("column_label"),
        *(Column(say.word("stage", name), number=True) for name in names),
    ]
    rows = [[say.word("stage", label), *(str(c.counts[label][name]) for name in names)] for label in names]
    return heading(say("head_confusion")) + wrapped(agreement(say, c)) + table(columns, rows, indent="  ")


def _outcome(say: Say, outcome: Outcome) -> list[list[str]]:
    return [
        [name, *map(str, bands), say("of_cities", value=sum(bands[3:]), of=sum(bands))]
        for name, bands in (
            (say.word("stage", outcome.label), outcome.bands),
            (say("published"), outcome.published),
        )
    ]
