"""Futures for whoever asked: the JSON contract, the lines of a terminal, the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lodeshift.catalogue.prices import BASE_YEAR
from lodeshift.files import write
from lodeshift.names import Language
from lodeshift.records.futures import Box, Futures, LeverUse, Measure, Regret, Sensitivity
from lodeshift.records.note import note
from lodeshift.reporting import futures_page
from lodeshift.reporting.futures_told import box_words, indicator_unit, unit_words
from lodeshift.reporting.plain import ENGLISH, picked, plain
from lodeshift.reporting.text.futures import futures_lines, lacking_lines
from lodeshift.reporting.words.notes import tell
from lodeshift.study.simulate import NOTHING, without_data
from lodeshift.study.standing import beside


def text(found: Futures) -> str:
    """The answer as lines of plain text."""
    return "\n".join(futures_lines(ENGLISH, found))


def lacking_text() -> str:
    """Cities that cannot be simulated, and what is missing, as lines of plain text."""
    return "\n".join(lacking_lines(ENGLISH, without_data()))


def lacking_data() -> dict[str, Any]:
    """The same as JSON: city -> "no data: gdp, ..."."""
    told = {city: ENGLISH.text("futures.told_no_data", fields=", ".join(gone)) for city, gone in without_data().items()}
    return {"without_data": told}


def as_data(found: Futures) -> dict[str, Any]:
    """The JSON contract: `city` or `run`, draws, seed, years, quantiles, probability_declining, levers, regret, boxes,
    timing; beside them the ghost, measures, sensitivities, notes and coverage. Texts are English."""
    main, ghost = found.alternatives[found.main], found.alternatives[NOTHING]
    return {
        found.kind: found.subject,
        **picked(found, "title draws seed precision"),
        "base_year": BASE_YEAR,
        "years": plain(found.years),
        "alternative": found.main,
        "units": {name: indicator_unit(ENGLISH, name) for name in main.fans},
        "quantiles": {name: plain(fan.quantiles) for name, fan in main.fans.items()},
        "do_nothing": {name: plain(fan.quantiles) for name, fan in ghost.fans.items()},
        "probability_declining": plain(main.probability_declining),
        "probability_declining_do_nothing": plain(ghost.probability_declining),
        "decline_rule": tell(ENGLISH, note("simulation.decline_rule")),
        "probability_exhausted": {name: way.probability_exhausted for name, way in found.alternatives.items()},
        "measures": {n: {m: _measured(v) for m, v in way.measures.items()} for n, way in found.alternatives.items()},
        "levers": [_lever(use) for use in found.levers],
        "regret": [_regret(each) for each in found.regrets],
        "boxes": [_box(box) for box in found.boxes],
        "failure": plain(found.failure),
        "sensitivities": [_sensitivity(each) for each in found.sensitivities],
        **picked(found, "drivers notes"),
        "weak_figures": plain(found.weak),
        "coverage": {"cities_with_data": found.coverage[0], "of": found.coverage[1]},
        "standing": beside({found.place: found.place}),
        "timing": plain(found.timing),
    }


def _measured(found: Measure) -> dict[str, Any]:
    return {**plain(found), "unit": tell(ENGLISH, note(f"simulation.measured_{found.name}"))}


def _regret(found: Regret) -> dict[str, Any]:
    return {**plain(found), "unit": tell(ENGLISH, note(f"simulation.measured_{found.measure}"))}


def _lever(use: LeverUse) -> dict[str, Any]:
    return {**plain(use), "words": tell(ENGLISH, note(f"simulation.about_{use.name}"))}


def _box(box: Box) -> dict[str, Any]:
    sides = [
        {**picked(side, "factor low high"), "words": plain(side.what), "unit": unit_words(ENGLISH, side.unit)}
        for side in box.limits
    ]
    return {**plain(box), "words": box_words(ENGLISH, box), "limits": sides}


def _sensitivity(each: Sensitivity) -> dict[str, Any]:
    data = plain(each)
    words = data.pop("what")
    return {**data, "words": words}


def write_page(found: Futures, out: Path, language: Language) -> int:
    """Write the page and give its size in bytes. The file appears whole or not at all.

    Raises
    ------
    InputError : `out` is a folder, or lies in none.
    """
    write.check(out)
    return write.text(out, futures_page.page(found, language))
