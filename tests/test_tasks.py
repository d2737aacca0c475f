"""Running many tasks: results, failures, death, hanging, resuming, Dask."""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from lodeshift import tasks
from lodeshift.errors import InputError, InputRangeError, LodeshiftError

DATA = Path(__file__).parent / "data"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module of functions that workers can import."""
    monkeypatch.syspath_prepend(str(DATA))
    return importlib.import_module("sweep_tasks")


def wait_until(true: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z")


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_tasks(made: Any, workers: int) -> None:
    wanted = {f"t{n}": n for n in (5, 3, 9, 1)}
    outcome = tasks.run(made.square, wanted, workers=workers)
    assert list(outcome.results) == list(wanted)
    assert outcome.results == {key: {"square": n * n, "third": n / 3.0} for key, n in wanted.items()}
    assert outcome.failures == {}
    assert outcome.resumed == 0


def test_no_tasks_start_no_worker(made: Any) -> None:
    assert tasks.run(made.square, {}).results == {}


def test_an_error_is_reported_once_and_the_others_go_on(made: Any) -> None:
    outcome = tasks.run(
        made.troubled, {"a": {"what": "fine"}, "b": {"what": "raise"}, "c": {"what": "object"}, "d": {"what": "well"}}
    )
    assert outcome.results == {"a": "fine", "d": "well"}
    assert outcome.failures["b"] == tasks.Failure("error", "ValueError: no such price", 1)
    assert outcome.failures["c"].kind == "error"
    assert "JSON" in outcome.failures["c"].message


@pytest.mark.parametrize(("what", "code"), [("die", "-9"), ("exit", "7")])
def test_a_task_that_kills_its_worker_is_set_aside_after_three_deaths(made: Any, what: str, code: str) -> None:
    wanted = {"bad": {"what": what}, **{f"good{n}": {"what": n} for n in range(6)}}
    outcome = tasks.run(made.troubled, wanted, workers=2)
    assert outcome.results == {f"good{n}": n for n in range(6)}
    assert outcome.failures == {"bad": tasks.Failure("killed", f"the worker died (exit code {code})", 3)}


def test_a_task_whose_worker_died_once_is_done_again(made: Any, tmp_path: Path) -> None:
    wanted = {"unlucky": {"what": "die once", "flag": str(tmp_path / "flag")}, "other": {"what": "fine"}}
    outcome = tasks.run(made.troubled, wanted, workers=2)
    assert outcome.results == {"unlucky": "die once", "other": "fine"}
    assert tasks.run(made.troubled, {"unlucky": {"what": "die once", "flag": str(tmp_path / "g")}}, retries=0).failures


def test_a_hanging_task_is_ended_at_its_limit(made: Any) -> None:
    wanted = {"hang": {"what": "hang"}, **{f"good{n}": {"what": n} for n in range(4)}}
    outcome = tasks.run(made.troubled, wanted, workers=2, limit_s=0.5, retries=1)
    assert outcome.results == {f"good{n}": n for n in range(4)}
    assert outcome.failures == {"hang": tasks.Failure("time limit", "ran longer than 0.5 s", 2)}


def test_workers_use_one_thread_each(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert tasks.run(made.threads, {"a": "OMP_NUM_THREADS"}).results == {"a": "1"}


def test_progress_is_told_from_the_start(made: Any, tmp_path: Path) -> None:
    told: list[tasks.Progress] = []
    store = tmp_path / "store.db"
    tasks.run(made.square, {"a": 1}, store=store)
    tasks.run(made.square, {"a": 1, "b": 2}, store=store, on_progress=told.append)
    assert told == [tasks.Progress(1, 2, 0, 1), tasks.Progress(2, 2, 0, 1)]


def test_known_keys_are_not_run_again_and_failures_are(made: Any, tmp_path: Path) -> None:
    store, log = tmp_path / "store.db", tmp_path / "log"
    wanted = {f"t{n}": {"value": n, "log": str(log)} for n in range(3)}
    first = tasks.run(made.logged, wanted, store=store)
    again = tasks.run(made.logged, {**wanted, "t9": {"value": 9, "log": str(log)}}, store=store)
    assert again.results == {**first.results, "t9": 81}
    assert again.resumed == 3
    assert len(lines(log)) == 4
    broken = {"x": {"value": "word", "log": str(log)}}
    assert tasks.run(made.logged, broken, store=store).failures["x"].kind == "error"
    assert tasks.run(made.logged, broken, store=store).resumed == 0


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_run_resumes_to_the_same_results_and_leaves_no_worker(
    made: Any, tmp_path: Path, blow: signal.Signals
) -> None:
    store, log = tmp_path / "store.db", tmp_path / "log"
    wanted = {f"t{n}": {"value": n, "log": str(log), "seconds": 0.15} for n in range(16)}
    script = (
        "import json, pathlib, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background work ignores it
        f"sys.path.insert(0, {str(DATA)!r})\n"
        "import sweep_tasks\n"
        "from lodeshift import tasks\n"
        f"wanted = json.loads({json.dumps(json.dumps(wanted))})\n"
        f"tasks.run(sweep_tasks.logged, wanted, store=pathlib.Path({str(store)!r}), workers=2)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL)

    def kept() -> int:
        if not store.exists():
            return 0
        connection = sqlite3.connect(store)
        try:
            return int(connection.execute("SELECT COUNT(*) FROM result").fetchone()[0])
        except sqlite3.OperationalError:
            return 0
        finally:
            connection.close()

    wait_until(lambda: kept() >= 4)
    parent.send_signal(blow)
    parent.wait()
    workers = {int(line.split()[1]) for line in lines(log)}
    wait_until(lambda: not any(alive(pid) for pid in workers))
    begun = len(lines(log))

    outcome = tasks.run(made.logged, wanted, store=store, workers=2)
    assert outcome.results == {f"t{n}": n * n for n in range(16)}
    assert list(outcome.results) == list(wanted)
    assert 4 <= outcome.resumed < 16
    # what was kept is not done again: only tasks that were under way
    assert len(lines(log)) == begun + 16 - outcome.resumed


def test_a_store_of_another_function_or_another_kind_is_refused(made: Any, tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    tasks.run(made.square, {"a": 1}, store=store)
    with pytest.raises(InputError, match="use another file"):
        tasks.run(made.threads, {"a": "HOME"}, store=store)
    text = tmp_path / "notes.txt"
    text.write_text("not a store at all, but long enough to be looked at " * 40, encoding="utf-8")
    with pytest.raises(InputError, match="SQLite"):
        tasks.run(made.square, {"a": 1}, store=text)


def test_a_function_that_workers_cannot_load_is_told(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made.square, "__module__", "lodeshift.names")
    monkeypatch.setattr("lodeshift.names.square", made.square, raising=False)
    with pytest.raises(LodeshiftError, match=r"cannot load the function.*square"):
        tasks.run(made.square, {"a": 1})


def test_out_of_range_is_refused(made: Any) -> None:
    for wrong in ({"workers": 0}, {"retries": -1}, {"limit_s": 0.0}):
        with pytest.raises(InputRangeError, match=next(iter(wrong))):
            tasks.run(made.square, {"a": 1}, **wrong)


# --- Dask --------------------------------------------------------------------------------------------------------

needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="distributed is not installed (extra `dask`)"
)

CLUSTER = """
import sys, time
sys.path.insert(0, {data!r})
import dask
from distributed import LocalCluster
if __name__ == "__main__":
    dask.config.set({{"distributed.scheduler.allowed-failures": 0}})
    cluster = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1")
    print(cluster.scheduler_address, flush=True)
    time.sleep(600)
"""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("cluster")
    script = folder / "cluster.py"
    script.write_text(CLUSTER.format(data=str(DATA)), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(DATA), os.environ.get("PYTHONPATH", "")])}
    process = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=folder,
        env=environment,
        start_new_session=True,
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()


@needs_dask
def test_dask_gives_the_same_results(made: Any, cluster: str, tmp_path: Path) -> None:
    wanted = {f"t{n}": n for n in range(8)}
    store = tmp_path / "store.db"
    outcome = tasks.run(made.square, wanted, workers=cluster, store=store)
    assert outcome == tasks.run(made.square, wanted, workers=2)
    assert tasks.run(made.square, wanted, store=store).resumed == 8  # one store for both


@needs_dask
def test_dask_workers_that_die_or_hang_cost_only_their_task(made: Any, cluster: str, tmp_path: Path) -> None:
    flag = str(tmp_path / "flag")
    wanted = {
        "unlucky": {"what": "die once", "flag": flag},
        "bad": {"what": "die"},
        "wrong": {"what": "raise"},
        "hang": {"what": "hang"},
        **{f"good{n}": {"what": n} for n in range(6)},
    }
    outcome = tasks.run(made.troubled, wanted, workers=cluster, limit_s=2.0, retries=2)
    assert outcome.results == {"unlucky": "die once", **{f"good{n}": n for n in range(6)}}
    assert {key: failure.kind for key, failure in outcome.failures.items()} == {
        "bad": "killed",
        "wrong": "error",
        "hang": "killed",
    }
    assert outcome.failures["bad"].attempts == 3


def test_an_address_without_dask_says_what_to_install(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(LodeshiftError, match=r"lodeshift\[dask\]"):
        tasks.run(made.square, {"a": 1}, workers="tcp://127.0.0.1:1")
