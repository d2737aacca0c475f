from __future__ import annotations

import numpy as np
import pytest

from lodeshift.errors import UnknownIdError
from lodeshift.tracing.network import LOCATION, SCOPE1, SCOPE3, Builder, Node, System

from .conftest import figure


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
    values[loop.keys.index("coal:power")] = 0.2
    changed = loop.matrix(values).toarray() - loop.matrix().toarray()
    assert np.count_nonzero(changed) == 1


def test_nodes_and_parameters_stand_once() -> None:
    builder = Builder()
    node = Node("a", "bought", "water", "bought", "outside", False)
    assert builder.node(node) == builder.node(node)
    assert builder.param("k", figure(1.0)) == builder.param("k", figure(2.0))
    builder.take(0, 0, 0.0)
    builder.say("x")
    builder.say("x")
    found = builder.system()
    assert (len(found.nodes), len(found.takes), found.words) == (1, 0, ("x",))


def test_unknown_node(loop: System) -> None:
    with pytest.raises(UnknownIdError, match="node"):
        loop.index("gold")
