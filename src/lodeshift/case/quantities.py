"""Quantities at the border: cells such as "350 kt/a" become plain numbers in the unit of the thing they belong to.

What unit that is depends on the row (the process of a plant, the commodity of a market, the kind of a goal).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from lodeshift import units
from lodeshift.case.cells import TextRow, TextTable
from lodeshift.case.fields import GOAL_UNITS, PATH_UNITS, assumption_unit
from lodeshift.catalogue import goods, recipes, technologies
from lodeshift.errors import Problem, Problems, UnitError

Cells = Mapping[str, str]
UnitOf = Callable[[Cells], str | None]
RANGE: Final = ("low", "central", "high")


def process_unit(cells: Cells) -> str | None:
    """Unit of a process's main product, or None where the process is unknown."""
    found = recipes.processes().get(cells.get("process", ""))
    return None if found is None else found.unit


def commodity_unit(cells: Cells) -> str | None:
    """Unit of the commodity in `commodity` or `subject`, or None where it is unknown."""
    found = goods.commodities().get(cells.get("commodity") or cells.get("subject", ""))
    return None if found is None else found.unit


def _per_year(unit_of: UnitOf) -> UnitOf:
    def unit(cells: Cells) -> str | None:
        found = unit_of(cells)
        return None if found is None else f"{found}/a"

    return unit


def _price(cells: Cells) -> str | None:
    found = commodity_unit(cells)
    return None if found is None else f"CNY/{found}"


def _capacity_rate(cells: Cells) -> str | None:
    found = process_unit(cells)
    return None if found is None else f"{found}/a/a"


_FIELDS: Final[dict[str, dict[str, UnitOf]]] = {
    "processes": {
        "max_capacity": _per_year(process_unit),
        "max_build_per_year": _capacity_rate,
        "plant_size": _per_year(process_unit),
    },
    "plants": {"capacity": _per_year(process_unit)},
    "markets": {
        "price_cny": _price,
        "price_low_cny": _price,
        "price_high_cny": _price,
        "green_premium_cny": _price,
        "volume": _per_year(commodity_unit),
    },
    "routes": {"volume": _per_year(commodity_unit)},
}


def goal_unit(cells: Cells) -> str | None:
    """Unit of a goal's value ("t/a", "mCNY/a", "1"), or None where kind or subject are unknown."""
    return _with_commodity(GOAL_UNITS.get(cells.get("kind", "")), cells)


def path_unit(cells: Cells) -> str | None:
    """Unit of a path's values, or None where the path or its subject are unknown."""
    return _with_commodity(PATH_UNITS.get(cells.get("path", "")), cells)


def override_unit(cells: Cells) -> str | None:
    """Unit of the catalogue figure that an override replaces, or None where there is none."""
    id, item = cells.get("id", ""), cells.get("item", "")
    if cells.get("table") == "recipes" and id in recipes.processes():
        return next((f.amount.unit for f in recipes.process(id).flows if f.commodity == item), None)
    if cells.get("table") == "technologies" and id in technologies.technologies():
        figure = technologies.technology(id).metrics.get(item)
        return None if figure is None else figure.unit
    if cells.get("table") == "base_prices" and item in ("buy", "sell") and id in goods.commodities():
        return f"CNY/{goods.commodity(id).unit}"
    return None


def _with_commodity(template: str | None, cells: Cells) -> str | None:
    if template is None or "{unit}" not in template:
        return template
    unit = commodity_unit(cells)
    return None if unit is None else template.replace("{unit}", unit)


def converted(table: TextTable) -> tuple[TextTable, list[Problem]]:
    """The table with every quantity as a plain number in the unit of the house; what cannot be read is a problem.

    Where the thing that sets the unit is unknown the number is kept as it stands: the unknown id is reported elsewhere.
    """
    problems = Problems(table.file)
    rows = []
    for row in table.rows:
        cells = dict(row.cells)
        for column, unit_of in _FIELDS.get(table.name, {}).items():
            _convert(row, cells, column, unit_of(cells), problems)
        if table.name == "goals":
            _convert_goal(row, cells, problems)
        elif table.name in ("assumptions", "paths", "overrides"):
            _convert_range(table, row, cells, problems)
        rows.append(TextRow(row.row, cells))
    return TextTable(table.name, table.file, tuple(rows)), problems


def _convert(row: TextRow, cells: dict[str, str], column: str, unit: str | None, problems: Problems) -> None:
    text = cells.get(column)
    if text is None:
        return
    try:
        cells[column] = repr(units.split(text)[0] if unit is None else units.parse(text, unit))
    except UnitError as error:
        problems.problem(
            "value.not_a_quantity", row.row, column, repr(text), f"a number in {unit or 'its unit'}", str(error)
        )
        del cells[column]


def _same_kind(unit: str) -> str:
    """Units that mean the same as the target's in daily speech: money and mass per year may leave out "/a"."""
    return unit.removesuffix("/a")


def _convert_goal(row: TextRow, cells: dict[str, str], problems: Problems) -> None:
    unit = goal_unit(cells)
    text = cells.get("value", "")
    try:
        number, written = units.split(text) if text else (0.0, "")
    except UnitError as error:
        problems.problem(
            "value.not_a_quantity", row.row, "value", repr(text), "a number, with a unit or not", str(error)
        )
        cells.pop("value", None)
        return
    written = written or cells.get("unit", "")
    if not text:
        return
    if unit is None:
        cells["value"] = repr(number)
        return
    try:
        factor = 1.0 if not written else _factor(written, unit)
    except UnitError as error:
        problems.problem(
            "value.unit", row.row, "value", repr(f"{number:g} {written}"), f"a value in {unit}", str(error)
        )
        return
    cells["value"], cells["unit"] = repr(number * factor), unit


def _factor(written: str, unit: str) -> float:
    try:
        return units.conversion(written, unit)
    except UnitError:
        if "/a" not in unit:
            raise
        return units.conversion(written, _same_kind(unit))


def _convert_range(table: TextTable, row: TextRow, cells: dict[str, str], problems: Problems) -> None:
    wanted = {
        "assumptions": lambda: assumption_unit(cells.get("item", "")),
        "paths": lambda: path_unit(cells),
        "overrides": lambda: override_unit(cells),
    }[table.name]()
    written = cells.get("unit", "")
    for column in RANGE:
        _convert(row, cells, column, written or None, problems)
    if wanted is None or not written:
        return
    try:
        factor = _factor(written, wanted)
    except UnitError as error:
        problems.problem("value.unit", row.row, "unit", repr(written), wanted, str(error))
        return
    for column in RANGE:
        if column in cells and factor != 1.0:
            cells[column] = repr(float(cells[column]) * factor)
    cells["unit"] = wanted
