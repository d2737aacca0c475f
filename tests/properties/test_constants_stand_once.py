"""A constant of the world stands once: in a table, or in the one module that everybody else asks."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "lodeshift"
ALLOWED: dict[float, frozenset[str]] = {
    29.8: frozenset(),
    6371.0088: frozenset({"catalogue/places.py"}),
    1.13: frozenset(),
}
"""Numbers of the world and the modules where they may stand: methane's warming power, the earth's radius, VAT."""
MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def statements() -> tuple[tuple[str, ast.AST], ...]:
    """Every node of every module with the module's name."""
    files = sorted(SOURCE.rglob("*.py"))
    return tuple(
        (file.relative_to(SOURCE).as_posix(), node)
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    )


def test_the_modules_are_found() -> None:
    assert len({module for module, _ in statements()}) > 100


def test_a_number_of_the_world_stands_in_one_module() -> None:
    found = [
        f"{module}:{node.lineno} {node.value}"
        for module, node in statements()
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
        if node.value in ALLOWED and module not in ALLOWED[node.value]
    ]
    assert found == []


def test_the_days_of_the_months_stand_once() -> None:
    found = [
        module
        for module, node in statements()
        if isinstance(node, ast.Tuple)
        and tuple(each.value for each in node.elts if isinstance(each, ast.Constant)) == MONTHS
    ]
    assert len(found) <= 1, found


def test_vat_rates_are_asked_of_the_table() -> None:
    """A rate of VAT written in code would not follow the dates of the law."""
    found = [
        f"{module}:{node.lineno}"
        for module, node in statements()
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, float)
        and node.value.value != 0.0
        and "vat" in ast.unparse(node.target).lower().split("_")
    ]
    assert found == []
