"""`lodeshift plan` and `lodeshift runs` as a planner and a machine meet them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lodeshift.app.cli import main
from lodeshift.runs import Run

Change = Callable[[str, str, str], None]

POWER = {
    "demand_mwh", "wind_mwh", "pv_mwh", "ppa_mwh", "grid_mwh", "curtailed_mwh", "peak_mw", "circuits",
}  # fmt: skip
SITE = {
    "built", "capacity", "output_t", "green_output_t", "sales_mcny", "value_added_mcny", "jobs", "emissions_t", "power",
}  # fmt: skip


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


Call = Callable[..., Ended]


@pytest.fixture
def call(tiny_case: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The console script, run in the folder that holds the tiny case."""
    monkeypatch.chdir(tiny_case.parent)
    monkeypatch.setenv("COLUMNS", "140")

    def enter(*words: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["lodeshift", *words])
        code: Any = 0
        try:
            main.run()
        except SystemExit as leaving:
            code = leaving.code
        return Ended(code or 0, *capsys.readouterr())

    return enter


def test_the_contract_for_machines(tiny_run: Run, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opened from the run that the session has: keys, kinds and sums of issue's contract."""
    case = tiny_run.path.parent.parent / "tiny"
    ended = call("plan", str(case), "--runs", str(tiny_run.path.parent), "--json")
    assert (ended.code, ended.err) == (0, "")
    told = json.loads(ended.out)
    assert told["status"] == "optimal"
    assert told["objective"]["name"] == "least_cost"
    assert told["objective"]["mcny"] == tiny_run.plan.objective_mcny
    assert told["run"] == tiny_run.name
    assert [year["year"] for year in told["years"]] == [2027, 2030]
    for year in told["years"]:
        assert set(year["sites"]) == {"zone"}
        site = year["sites"]["zone"]
        assert set(site) >= SITE
        assert set(site["power"]) >= POWER
    assert set(told["accounts"]) >= {"region", "firm", "city"}
    assert set(told["break_even"]) == {"copper_foil_6um", "lfp_cathode"}
    assert set(told["goals"]) == {"foil-2027", "foil-2030", "lfp-2030"}
    for goal in told["goals"].values():
        assert set(goal) >= {"target", "reached", "marginal"}
        assert goal["reached"] == pytest.approx(goal["target"])
    assert all(set(limit) >= {"name", "words", "marginal"} for limit in told["binding"])
    assert set(told["timing"]) >= {"build_s", "solve_s", "total_s", "solver"}
    assert isinstance(told["warnings"], list)


def test_power_of_every_year_adds_up_in_the_contract(tiny_run: Run, call: Call) -> None:
    case = tiny_run.path.parent.parent / "tiny"
    told = json.loads(call("plan", str(case), "--runs", str(tiny_run.path.parent), "--json").out)
    for year in told["years"]:
        site = year["sites"]["zone"]
        power = site["power"]
        assert power["demand_mwh"] == pytest.approx(
            8.5 * site["output_t"]["copper_foil_6um"] + 3.8 * site["output_t"].get("lfp_cathode", 0.0)
        )
        supplied = power["wind_mwh"] + power["pv_mwh"] + power["ppa_mwh"] + power["grid_mwh"]
        assert supplied >= power["demand_mwh"] * (1 - 1e-6), "a battery only loses"
        assert power["circuits"] == 3


def test_a_person_sees_the_answer_and_what_to_do_next(call: Call) -> None:
    ended = call("plan", "tiny", "--no-variants")
    assert ended.code == 0
    assert "A tiny cluster" in ended.out
    assert "2030" in ended.out
    name = next(Path("runs").iterdir()).name
    assert f"run: runs/{name}\n" in ended.out
    assert f"next: lodeshift report runs/{name}" in ended.out


def test_an_unchanged_case_is_opened_and_fresh_solves_anew(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    first = json.loads(call("plan", "tiny", "--no-variants", "--json").out)
    opened = call("plan", "tiny", "--no-variants")
    assert "opened as it was made" in opened.out
    assert "--fresh solves anew" in opened.out
    again = json.loads(call("plan", "tiny", "--no-variants", "--json").out)
    assert again == first, "timing included: nothing was solved"
    fresh = json.loads(call("plan", "tiny", "--no-variants", "--json", "--fresh").out)
    assert fresh["run"] == first["run"]
    assert fresh["timing"] != first["timing"]
    assert fresh["objective"]["mcny"] == pytest.approx(first["objective"]["mcny"], rel=1e-9)


@pytest.mark.parametrize("solver", ["hipo", "ipx"])
def test_the_solver_is_chosen_and_changes_nothing(solver: str, call: Call) -> None:
    plain = json.loads(call("plan", "tiny", "--no-variants", "--json", "--runs", "a").out)
    other = json.loads(call("plan", "tiny", "--no-variants", "--json", "--runs", "b", "--solver", solver).out)
    assert solver in other["timing"]["solver"]
    assert other["objective"]["mcny"] == pytest.approx(plain["objective"]["mcny"], rel=1e-6)


def test_the_other_objective_is_asked_for(call: Call) -> None:
    told = json.loads(call("plan", "tiny", "--no-variants", "--json", "--objective", "max_npv").out)
    assert told["objective"]["name"] == "max_npv"


def test_a_finer_answer_states_the_error_of_the_coarse_one(call: Call) -> None:
    ended = call("plan", "tiny", "--no-variants", "--json", "--hours", "24", "--compare-hours", "48")
    told = json.loads(ended.out)["coarseness"]
    assert (told["hours"], told["finer_hours"]) == (24, 48)
    assert abs(told["error"]) < 0.2
    words = call("plan", "tiny", "--no-variants", "--hours", "24", "--compare-hours", "48").out
    assert "objective at 24 h against 48 h" in words


def test_runs_are_listed(call: Call) -> None:
    assert "no runs in runs; make one with: lodeshift plan CASE" in call("runs").out
    name = json.loads(call("plan", "tiny", "--no-variants", "--json").out)["run"]
    listed = call("runs")
    assert (listed.code, listed.out.split()[0]) == (0, name)
    assert "least_cost" in listed.out
    told = json.loads(call("runs", "--json").out)
    assert [each["run"] for each in told] == [name]
    assert call("runs", "--runs", "elsewhere").out.startswith("no runs in elsewhere")


def test_a_page_is_written_when_asked(call: Call) -> None:
    ended = call("plan", "tiny", "--no-variants", "-o", "page.html")
    assert (ended.code, "report written: page.html" in ended.out) == (0, True)
    assert Path("page.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_a_page_without_a_folder_is_told_before_anything_is_solved(call: Call) -> None:
    ended = call("plan", "tiny", "-o", "nowhere/page.html")
    assert (ended.code, ended.out) == (2, "")
    assert "no folder nowhere" in ended.err
    assert not Path("runs").exists()


def test_a_wrong_column_is_bad_input_with_its_place_and_a_hint(call: Call, change_tiny: Change) -> None:
    change_tiny("goals", "sense", "sens")
    ended = call("plan", "tiny", "--json")
    assert (ended.code, ended.out) == (2, "")
    assert "goals.csv row 1, sens" in ended.err
    assert "did you mean sense?" in ended.err
    assert not Path("runs").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere"], "lodeshift new NAME --city ID"),
        (["tiny", "--hours", "77"], "8760, 4380, 2920, 2190"),
        (["tiny", "--hours", "0"], "24"),
        (["tiny", "--objective", "most_fun"], "max_npv"),
        (["tiny", "--solver", "magic"], "simplex"),
    ],
)
def test_bad_input_is_told_and_ends_with_two(words: list[str], message: str, call: Call) -> None:
    ended = call("plan", *words)
    assert (ended.code, ended.out) == (2, "")
    assert message in ended.err
    assert not Path("runs").exists()


def test_goals_that_clash_are_told_in_the_words_of_the_case_and_nothing_is_written(
    call: Call, change_tiny: Change
) -> None:
    """40 kt of foil and 10 kt of LFP need 560 + 100 people; 300 are there."""
    change_tiny("paths", "people,,2026,5000", "people,,2026,300")
    ended = call("plan", "tiny", "--json")
    assert (ended.code, ended.out) == (3, "")
    assert "People for the plants of zone in 2030: would have to give" in ended.err
    assert "foil-2030: output of Li-battery copper foil 6 µm in 2030, at least 40,000 t/a" in ended.err
    assert "lithium" not in ended.err
    assert not Path("runs").exists()


def test_each_goal_of_a_clash_is_told_how_much_it_would_have_to_give(call: Call, change_tiny: Change) -> None:
    """Foil alone: 560 people of 300 are 260 too many, or 18,571 t of foil at 14 jobs per kt."""
    change_tiny("paths", "people,,2026,5000", "people,,2026,300")
    change_tiny("goals", "lfp-2030,output,lfp_cathode,2030,min,10 kt/a,test\n", "")
    ended = call("plan", "tiny")
    assert ended.code == 3
    assert "People for the plants of zone in 2030: would have to give 260 jobs of 300" in ended.err
    found = re.search(r"at least 40,000 t/a: would have to give ([\d.,e+]+) t/a of 40,000", ended.err)
    assert found is not None, ended.err
    assert float(found.group(1).replace(",", "")) == pytest.approx(18_571, rel=1e-3)


def test_out_of_time_is_told_and_nothing_is_written(call: Call) -> None:
    ended = call("plan", "tiny", "--time-limit", "0")
    assert (ended.code, ended.out) == (1, "")
    assert "time limit" in ended.err
    assert not Path("runs").exists()


INTERRUPTED = """
import signal
import sys
import lodeshift.planning.solve_plan as room
from lodeshift.app.cli.main import run

signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background work ignores it
solve = room.solve_whole

def told(program, options):
    print("solving", flush=True)
    return solve(program, options)

room.solve_whole = told
sys.argv = ["lodeshift", "plan", "tiny", "--hours", "8760", "--no-variants", "--json"]
run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_during_a_solve_leaves_no_run(tiny_case: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        cwd=tiny_case.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "solving\n", child.stderr and child.stderr.read()
        child.send_signal(signal.SIGINT)
        try:
            out, err = child.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            child.kill()
            raise
    assert (child.returncode, out) == (130, "")
    assert "stopped" in err
    assert not (tiny_case.parent / "runs").exists()
