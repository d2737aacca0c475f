"""A process apart: answers, and is given up for a solve in which it dies, hangs or talks nonsense."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
import pytest

from lodeshift.program.apart import SERVER, Server, installed
from lodeshift.program.arrays import Arrays
from lodeshift.program.model import Program


def program(need: float) -> Arrays:
    found = Program()
    x = found.columns("x", 2, cost=[1.0, 2.0], upper=3.0)
    r = found.rows("r", (), lower=need)
    found.add(r.index, x.index, 1.0)
    return found.arrays()


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    found = Server(getattr(request, "param", SERVER))
    yield found
    found.close()


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def test_one_process_answers_one_program_after_the_other(server: Server) -> None:
    assert installed()
    for need, values in ((2.0, [2.0, 0.0]), (5.0, [3.0, 2.0])):
        found = server.solve(program(need), float("inf"))
        assert found is not None
        assert found.column_value == pytest.approx(values, abs=1e-6)
        assert found.seconds > 0


CRASH = "import os, signal, sys; sys.stdin.buffer.read(1); os.kill(os.getpid(), signal.SIGSEGV)"


@pytest.mark.parametrize(
    "server", [python(CRASH), python("raise SystemExit(3)"), python("print('nonsense')")], indirect=True
)
def test_a_crash_an_end_and_nonsense_are_no_answer_and_no_error(server: Server) -> None:
    assert server.solve(program(2.0), float("inf")) is None
    assert server.solve(program(2.0), float("inf")) is None


@pytest.mark.parametrize("server", [python("import time; time.sleep(600)")], indirect=True)
def test_a_process_that_takes_too_long_is_ended(server: Server) -> None:
    assert server.solve(program(2.0), 0.3) is None


HUNGRY = (
    "from lodeshift.program import interior, apart\n"
    "import numpy as np\n"
    "def eat(arrays):\n"
    "    return apart.Found(np.ones(1 << 33), np.ones(1), 0.0)\n"
    "interior.solve_interior = eat\n"
    "interior.serve()\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory there")
@pytest.mark.parametrize("server", [python(HUNGRY)], indirect=True)
def test_a_hunger_for_memory_ends_the_process_alone(server: Server) -> None:
    assert server.solve(program(2.0), float("inf")) is None


def test_after_an_interruption_the_next_solve_starts_anew(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_file: object) -> object:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("lodeshift.program.apart.pickle.load", interrupted)
        with pytest.raises(KeyboardInterrupt):
            server.solve(program(5.0), float("inf"))
    found = server.solve(program(2.0), float("inf"))
    assert found is not None
    assert np.sum(found.column_value) == pytest.approx(2.0, abs=1e-6)
