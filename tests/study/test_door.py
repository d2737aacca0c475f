"""The front door: every name can be called after every module has been imported, and `import lodeshift` stays light."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import lodeshift as ls
from lodeshift.errors import UnknownIdError
from lodeshift.study import door
from lodeshift.study.diagnose import Question as DiagnoseQuestion
from lodeshift.study.match import MatchQuestion
from lodeshift.study.simulate import Question as SimulateQuestion
from lodeshift.study.trace import Question as TraceQuestion


@pytest.fixture(scope="module", autouse=True)
def every_module() -> None:
    """A package called like a name of the door would hide it once it is loaded."""
    for found in pkgutil.walk_packages(ls.__path__, "lodeshift."):
        importlib.import_module(found.name)


def test_the_names_of_the_door_are_what_it_says() -> None:
    assert set(ls.__all__) - {"__version__"} == set(door.__all__)
    assert set(ls.__all__) <= set(dir(ls))
    for name in door.__all__:
        assert getattr(ls, name) is getattr(door, name)
        assert inspect.isclass(getattr(ls, name)) or inspect.isfunction(getattr(ls, name))
        assert getattr(ls, name).__doc__
    with pytest.raises(AttributeError, match="plam"):
        getattr(ls, "pla" + "m")


def test_the_options_of_the_door_have_the_defaults_of_the_question() -> None:
    for function, question in (
        (door.diagnose, DiagnoseQuestion), (door.match, MatchQuestion), (door.simulate, SimulateQuestion),
        (door.trace, TraceQuestion),
    ):  # fmt: skip
        known = {name: field.default for name, field in question.__dataclass_fields__.items()}
        for name, option in inspect.signature(function).parameters.items():
            if name in known and option.kind is option.KEYWORD_ONLY and isinstance(option.default, int | float):
                assert option.default == known[name], f"{function.__name__}: {name}"


def test_it_costs_nothing_to_import() -> None:
    look = "import sys, lodeshift; lodeshift.__version__; print(*[n for n in sys.modules if n.startswith('lodeshift.') or n == 'numpy'])"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""


def test_a_case_is_begun_loaded_planned_told_and_simulated(tmp_path: Path, tiny_case: Path) -> None:
    begun = ls.new("first", "baiyin", folder=tmp_path)
    assert isinstance(ls.load(begun.path), ls.Case)
    run = ls.plan(ls.load(tiny_case), hours=24, variants=False, runs_folder=tmp_path / "runs")
    again = ls.plan(tiny_case, hours=24, variants=False, runs_folder=tmp_path / "runs")
    assert (again.path, again.opened) == (run.path, True)
    assert ls.report(run, tmp_path / "page.html") == (tmp_path / "page.html").stat().st_size
    assert [each.year for each in ls.trace(run, draws=2).products]


def test_questions_about_a_city_and_a_good() -> None:
    assert ls.diagnose("jinchang", draws=10)[0].city == "jinchang"
    assert ls.match("jinchang", products=["nickel"], draws=0).city == "jinchang"
    assert ls.simulate("jinchang", draws=5, until=2028).years[-1] == 2028
    assert ls.trace("copper_foil_6um", city="lanzhou", draws=2).products[0].product == "copper_foil_6um"
    assert ls.border_cost("steel", 2026) == ls.border_cost("steel", 2026, destination="EU")
    assert ls.atlas("deposits").rows
    with pytest.raises(UnknownIdError):
        ls.atlas("dreams")
