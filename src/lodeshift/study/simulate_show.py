"""Futures in words for a terminal: what happens, what the plan and the levers change, when it fails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lodeshift.files import write
from lodeshift.names import Language
from lodeshift.records.futures import Alternative, Futures
from lodeshift.reporting import futures_page
from lodeshift.simulation.boxes import number

_ROWS = (
    ("gdp", "GDP, prices of the base year", 1e-3, "bn yuan"),
    ("income", "income at the draw's prices", 1e-3, "bn yuan"),
    ("value_added_resource", "value added of mines and wells", 1e-3, "bn yuan"),
    ("value_added_materials", "of materials and energy", 1e-3, "bn yuan"),
    ("employment", "people at work", 1e-3, "thousand"),
    ("jobs_resource", "jobs in mines and wells", 1e-3, "thousand"),
    ("population", "people", 1e-3, "thousand"),
    ("city_balance", "city balance", 1e-3, "bn yuan"),
    ("city_debt", "city debt", 1e-3, "bn yuan"),
    ("emissions", "CO2 of plants and their power", 1e-6, "Mt"),
    ("reserve_life", "ore left, years at the year's rate", 1.0, "a"),
)
_NO_ORE = 199.0


def text(found: Futures) -> str:
    """The answer as lines of plain text."""
    name = found.title.get("en") or found.subject
    main = found.alternatives[found.main]
    years = _years(found.years)
    ways = {
        "do_nothing": "nothing is done",
        "plan": "the run is built",
        "levers": "the levers are pulled",
        "plan_and_levers": "the run is built and the levers are pulled",
    }
    lines = [
        f"{name}: {found.draws:,} futures to {found.years[-1]} (seed {found.seed}); shown: {ways[found.main]}",
        f"median (80 % of futures lie between); data for {found.coverage[0]} of {found.coverage[1]} resource-based cities",
        "",
        f"{'':<38}" + "".join(f"{year:>22}" for year in years),
    ]
    for key, words, factor, unit in _ROWS:
        fan = main.fans[key].quantiles
        if key == "reserve_life" and max(fan["0.5"]) > _NO_ORE:
            continue
        at = [found.years.index(y) for y in years]
        cells = [_cell(fan["0.5"][i] * factor, fan["0.1"][i] * factor, fan["0.9"][i] * factor) for i in at]
        lines.append(f"{words + ', ' + unit:<38}" + "".join(f"{cell:>22}" for cell in cells))
    lines += ["", *_decline(found, main, years), *_levers(found), *_regrets(found), *_boxes(found), *_spread(found)]
    lines += [f"note: {note}" for note in found.notes]
    if found.weak:
        lines.append(f"{len(found.weak)} of the rows it rests on are estimated or recalled (--json lists them)")
    return "\n".join(lines)


def write_page(found: Futures, out: Path, language: Language) -> int:
    """Write the page and give its size in bytes. The file appears whole or not at all.

    Raises
    ------
    InputError : `out` is a folder, or lies in none.
    """
    write.check(out)
    return write.text(out, futures_page.page(found, language))


def _years(years: Sequence[int]) -> list[int]:
    wanted = [years[0], years[0] + 1, years[0] + 6, years[0] + 11, years[-1]]
    return list(dict.fromkeys(y for y in wanted if y <= years[-1]))


def _cell(middle: float, low: float, high: float) -> str:
    return f"{_short(middle)} ({_short(low)}-{_short(high)})"


def _short(value: float) -> str:
    size = abs(value)
    if size >= 1000:
        return f"{value:,.0f}"
    return f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 1 else f"{value:.2f}"


def _decline(found: Futures, main: Alternative, years: Sequence[int]) -> list[str]:
    ghost = found.alternatives["do_nothing"]
    at = [found.years.index(y) for y in years]

    def told(way: Alternative) -> str:
        pairs = zip(years, at, strict=True)
        return ", ".join(f"{y} {100 * way.probability_declining[i]:.0f} %" for y, i in pairs)

    lines = [f"Declining (makes less than three years before, or lost 10 % more jobs than the country): {told(main)}"]
    if found.main != "do_nothing":
        lines.append(f"  if nothing is done: {told(ghost)}")
    if main.probability_exhausted > 0:
        lines.append(
            f"Ore down to two years before {found.years[-1]}: {100 * main.probability_exhausted:.0f} % of futures"
        )
    return lines


def _levers(found: Futures) -> list[str]:
    lines = []
    for use in found.levers:
        effect = use.shapley or use.leave_one_out
        lines.append(
            f"Lever {use.name} = {use.value:g} (usual {use.usual:g}): costs the city {use.cost_mcny:,.0f} mcny in all; its part: "
            f"value {effect['value']:+,.0f} mcny, jobs at the end {effect['jobs_end']:+,.0f}"
        )
    return lines


def _regrets(found: Futures) -> list[str]:
    if len(found.alternatives) < 2:
        return []
    lines = [
        "Regret against the best of those compared, future by future (median; worst tenth; share that does well enough):"
    ]
    for regret in found.regrets:
        unit = regret.unit.split(",")[0]
        lines.append(
            f"  {regret.alternative:<16} {regret.measure:<12} {number(regret.median)}; {number(regret.cvar)} {unit}; "
            f"{100 * regret.satisficing:.0f} %"
        )
    return lines


def _boxes(found: Futures) -> list[str]:
    if not found.boxes:
        return []
    lines = [f"Failing: {found.failure}."]
    for box in found.boxes:
        lines.append(
            f"  {box.words} ({100 * box.coverage:.0f} % of all failures; {100 * box.density:.0f} % of such futures fail)"
        )
    return lines


def _spread(found: Futures) -> list[str]:
    value = [s for s in found.sensitivities if s.outcome == "value" and s.total >= 0.05]
    if not value:
        return []
    told = ", ".join(f"{s.words} {100 * s.total:.0f} %" for s in value[:5])
    return [f"What spreads the value (total Sobol index): {told}"]
