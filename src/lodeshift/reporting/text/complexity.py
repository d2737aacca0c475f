"""A region x activity table for the terminal: what was done, the regions by ECI, the back-tests, the warnings."""

from __future__ import annotations

from collections.abc import Sequence

from lodeshift.records.complexity import ActivityGain, BackTest, ComplexityAnswer
from lodeshift.reporting.complexity_data import region_rows
from lodeshift.reporting.text import Column, table, wrapped
from lodeshift.reporting.text.say import Say
from lodeshift.reporting.words.texts import Words


def complexity_lines(answer: ComplexityAnswer, words: Words, most: int = 20) -> list[str]:
    """The answer in lines."""
    say, found = Say(words, "matching"), answer.complexity
    counts = {"value": len(found.table.regions), "activities": len(found.table.activities)}
    if found.table.year is None:
        lines = wrapped(say("regions_head", source=found.table.source, **counts), "")
    else:
        lines = wrapped(say("regions_head_year", source=found.table.source, year=found.table.year, **counts), "")
    dropped = {"regions": len(found.dropped_regions), "activities": len(found.dropped_activities)}
    lines += [say("size_floor", floor=found.floor, **dropped)]
    lines += [say("sign_told", rule=say.note(found.index.sign_rule), value=found.index.sign_correlation), ""]
    lines += _regions(say, answer, most)
    if len(found.table.regions) > most:
        lines += [say("more_regions", value=len(found.table.regions) - most)]
    for test in answer.back_tests:
        lines += wrapped(_back_test(say, test), "")
    for warning in answer.warnings:
        lines += wrapped(say("warning", what=say.note(warning)), "")
    return lines


def _regions(say: Say, answer: ComplexityAnswer, most: int) -> list[str]:
    heads = [say("column_rank"), say("column_interval"), "ECI", say("column_diversity"), say("column_fitness"), "COI"]
    columns: list[Column | str] = [say("column_region")]
    columns += [Column(head, number=True) for head in (*heads, say("column_coi_atlas"))]
    rows = []
    for row in sorted(region_rows(answer), key=lambda r: int(r["eci_rank"]))[:most]:
        span = f"{row['eci_rank_low']}-{row['eci_rank_high']}" if "eci_rank_low" in row else "–"
        numbers = [f"{row[name]:.3f}" for name in ("eci", "fitness", "coi", "coi_atlas")]
        cells = [row["region"], str(row["eci_rank"]), span, numbers[0], str(row["diversity"]), *numbers[1:]]
        rows.append(cells)
    return table(columns, rows)


def _back_test(say: Say, test: BackTest) -> str:
    facts: dict[str, float] = {
        "year": test.year,
        "horizon": test.horizon,
        "entries": test.entries,
        "pairs": test.candidates,
    }
    if test.auc is None or test.auc_ubiquity is None:
        return say("back_test_empty", **facts)
    facts |= {"value": test.auc, "ubiquity": test.auc_ubiquity}
    if test.auc_within_regions is None:
        return say("back_test", **facts)
    return say("back_test_within", within=test.auc_within_regions, **facts)


def gain_lines(region: str, gains: Sequence[ActivityGain], words: Words, most: int = 15) -> list[str]:
    """The absent activities of a region with the largest gains."""
    say = Say(words, "matching")
    absent = [gain for gain in gains if gain.rca < 1]
    columns: list[Column | str] = [say("column_activity")]
    columns += [Column(head, number=True) for head in ("RCA", say("column_density"), "COG", say("column_cog_atlas"))]
    rows = [
        [gain.activity, *(f"{value:.3f}" for value in (gain.rca, gain.density, gain.cog, gain.cog_atlas))]
        for gain in absent[:most]
    ]
    return [*wrapped(say("absent_activities", region), ""), *table(columns, rows, indent="  ")]
