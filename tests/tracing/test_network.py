from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lodeshift.errors import UnknownIdError
from lodeshift.records.note import note
from lodeshift.tracing.network import LOCATION, SCOPE1, SCOPE3, Builder, Node, System

from .conftest import COAL_POWER, figure


def test_matrix_and_emissions_hold_factor_times_parameter(loop: System) -> None:
    matrix = loop.matrix().toarray()
    coal, power, steel = (loop.index(name) for name in ("coal", "power", "steel"))
    assert matrix[power, coal] == pytest.approx(0.1)
    assert matrix[coal, power] == pytest.approx(0.4)
    assert matrix[power, steel] == pytest.approx(0.5)
    emitted = loop.emissions()
    assert emitted[steel, loop.columns.index(SCOPE1)] == 1.9
    assert emitted[power, loop.columns.index(SCOPE3)] == 0.8
    assert emitted[steel, loop.columns.index(LOCATION)] == 0.1


def test_other_parameter_values_move_their_terms_only(loop: System) -> None:
    values = loop.central()
    values[loop.keys.index(COAL_POWER)] = 0.2
    changed = loop.matrix(values).toarray() - loop.matrix().toarray()
    assert np.count_nonzero(changed) == 1


def test_nodes_and_parameters_stand_once() -> None:
    builder = Builder()
    node = Node("a", "bought", "water", "bought", "outside", False)
    assert builder.node(node) == builder.node(node)
    assert builder.param(COAL_POWER, figure(1.0)) == builder.param(COAL_POWER, figure(2.0))
    builder.take(0, 0, 0.0)
    builder.say(note("x.y"))
    builder.say(note("x.y"))
    found = builder.system()
    assert (len(found.nodes), len(found.takes), found.notes) == (1, 0, (note("x.y"),))


def test_unknown_node(loop: System) -> None:
    with pytest.raises(UnknownIdError, match="node"):
        loop.index("gold")


def test_fixed_figures_multiply_a_factor_and_leave_their_row() -> None:
    builder = Builder()
    node = builder.node(Node("a", "bought", "water", "bought", "outside", False))
    half, double = (replace(figure(value), row=f"table.csv:{line}") for line, value in ((2, 0.5), (3, 2.0)))
    param = builder.param(COAL_POWER, replace(figure(3.0), row="recipes.csv:7, grid.csv:8"))
    builder.emit(node, SCOPE3, 10.0, param, [half, double])
    found = builder.system()
    (term,) = found.emitted(node, {SCOPE3})
    assert term.factor == 10.0
    assert found.emissions()[node, found.columns.index(SCOPE3)] == 30.0
    assert found.rows(term) == ("recipes.csv:7", "grid.csv:8", "table.csv:2", "table.csv:3")


def test_a_node_knows_who_takes_it(loop: System) -> None:
    power = loop.index("power")
    assert {(loop.nodes[term.node].id, amount) for term, amount in loop.users(power)} == {("coal", 0.1), ("steel", 0.5)}
    (term,) = loop.taken(loop.index("coal"), power)
    assert term.factor == 1.0
