"""Run many independent tasks: in processes of this machine, or on a Dask cluster; retry, quarantine, time limit, resume.

A task is a key (a hash of what goes in, made by the caller) and a payload; all tasks share one function. Results are
kept as JSON in an SQLite file as they come, so a run that was killed goes on where it stopped and ends with the same
results. Knows nothing of cities.

    outcome = tasks.run(function, {"a1": {...}, "b2": {...}}, store=Path("sweep.db"), workers=4, limit_s=600.0)

A task whose worker dies or runs over the limit is tried again; after `retries` more times it is set aside (quarantined)
and reported, and the others go on. A task that raises is not tried again: the same input raises the same error.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import multiprocessing
import os
import pickle
import signal
import sqlite3
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Final, Literal, cast

from lodeshift.errors import InputError, LodeshiftError, check_range

Task = Callable[[Any], Any]
"""A top-level function that can be imported: takes a payload (picklable), gives something that JSON can hold."""

FailureKind = Literal["error", "killed", "time limit"]

_STORE_FORMAT: Final = "lodeshift tasks 1"
_ONE_THREAD: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
_MOST_FALSE_STARTS: Final = 3
_DYING_S: Final = 1.0
_DASK_PATIENCE_S: Final = 60.0
_DASK_LOOK_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task has no result: it raised ("error"), its worker died ("killed") or it ran too long ("time limit")."""

    kind: FailureKind
    message: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: tasks with a result or a failure, of all; how many failed; how many came from the store."""

    done: int
    total: int
    failed: int
    resumed: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Results and failures by key, both in the order of the tasks. Results have been through JSON."""

    results: Mapping[str, Any]
    failures: Mapping[str, Failure]
    resumed: int


def run(
    function: Task,
    tasks: Mapping[str, Any],
    *,
    store: Path | None = None,
    workers: int | str = 1,
    limit_s: float | None = None,
    retries: int = 2,
    on_progress: Callable[[Progress], None] | None = None,
) -> Outcome:
    """Run `function` on every payload and wait for all.

    Parameters
    ----------
    function : importable by its name in a fresh process.
    tasks : payload by key. The key stands for the payload and the version of the function: a key that the store knows
        is not run again.
    store : SQLite file of results; None keeps nothing. Failures are not kept: a resumed run tries them again.
    workers : number of processes, or the address of a Dask scheduler ("tcp://host:8786"; extra `dask`).
    limit_s : wall time of one task after which its worker is killed; start-up of the worker does not count.
    retries : how often a task is tried again after its worker died or was killed. On a Dask cluster each try is as many
        deaths as the scheduler allows (`distributed.scheduler.allowed-failures`).
    on_progress : called once at the start and after every task.

    Raises
    ------
    InputRangeError : workers below 1, retries below 0, limit not positive.
    InputError : the store is no store, or belongs to another function.
    LodeshiftError : workers cannot start; Dask is not installed or not reached.
    """
    check_range("retries", retries, at_least=0)
    if limit_s is not None:
        check_range("limit_s", limit_s, at_least=1e-3)
    if not isinstance(workers, str):
        check_range("workers", workers, at_least=1)
    with _opened(store, function) as connection:
        book = _Book(tuple(tasks), connection, on_progress)
        book.resume()
        todo = {key: payload for key, payload in tasks.items() if key not in book.results}
        if isinstance(workers, str):
            _on_dask(workers, function, todo, book, (limit_s, retries))
        else:
            _Pool(function, workers, limit_s, retries).run(todo, book)
    return book.outcome()


@dataclass(slots=True)
class _Book:
    """What is done so far, and the store that it is written to."""

    order: Sequence[str]
    store: sqlite3.Connection
    on_progress: Callable[[Progress], None] | None
    results: dict[str, Any] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)
    resumed: int = 0

    def resume(self) -> None:
        known = dict(self.store.execute("SELECT key, text FROM result"))
        self.results = {key: json.loads(known[key]) for key in self.order if key in known}
        self.resumed = len(self.results)
        self._tell()

    def take(self, key: str, said: tuple[bool, str], deaths: int) -> None:
        """What `_attempt` gave for a task after some deaths of its workers."""
        good, text = said
        if not good:
            return self.fail(key, Failure("error", text, 1 + deaths))
        with self.store:  # kept before the next is looked at
            self.store.execute("INSERT OR REPLACE INTO result VALUES (?, ?)", (key, text))
        self.results[key] = json.loads(text)
        return self._tell()

    def fail(self, key: str, failure: Failure) -> None:
        self.failures[key] = failure
        self._tell()

    def _tell(self) -> None:
        if self.on_progress is not None:
            done = len(self.results) + len(self.failures)
            self.on_progress(Progress(done, len(self.order), len(self.failures), self.resumed))

    def outcome(self) -> Outcome:
        results = {key: self.results[key] for key in self.order if key in self.results}
        failures = {key: self.failures[key] for key in self.order if key in self.failures}
        return Outcome(results, failures, self.resumed)


@contextlib.contextmanager
def _opened(path: Path | None, function: Task) -> Iterator[sqlite3.Connection]:
    """The store (a file, or memory), checked to be one and to belong to the function; closed at the end."""
    name = f"{function.__module__}:{function.__qualname__}"
    connection = sqlite3.connect(":memory:" if path is None else path)
    try:
        # a commit costs no wait for the disk, and outlives a killed process
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        with connection:
            connection.execute("CREATE TABLE IF NOT EXISTS about (format TEXT, function TEXT)")
            connection.execute("CREATE TABLE IF NOT EXISTS result (key TEXT PRIMARY KEY, text TEXT NOT NULL)")
            about = connection.execute("SELECT format, function FROM about").fetchone()
            if about is None:
                about = (_STORE_FORMAT, name)
                connection.execute("INSERT INTO about VALUES (?, ?)", about)
        if about != (_STORE_FORMAT, name):
            hint = "use another file for another function"
            raise InputError.one(
                "tasks.other_store", str(path), None, "store", " of ".join(about), f"{_STORE_FORMAT} of {name}", hint
            )
        yield connection
    except sqlite3.DatabaseError as error:
        wrong = InputError.one("file.content", str(path), None, "store", str(error), "an SQLite file of results")
        raise wrong from error
    finally:
        connection.close()


def _attempt(function: Task, payload: Any) -> tuple[bool, Any]:
    """(True, what the function gives) or (False, what it raised, as text)."""
    try:
        return True, function(payload)
    except Exception as error:  # noqa: BLE001 - whatever a task raises belongs to its report and must not end the run
        return False, f"{type(error).__name__}: {error}"


def _as_json(call: tuple[Task, bytes]) -> str:
    function, payload = call
    return json.dumps(function(pickle.loads(payload)))


class _Worker:
    """One process, a pipe to it, and what it is doing."""

    def __init__(self, function: bytes) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, other_end = context.Pipe()
        self._process = context.Process(target=_serve, args=(other_end, function), daemon=True)
        self._process.start()
        other_end.close()
        self.ready = False
        self.key: str | None = None
        self.deadline = float("inf")

    def give(self, key: str, payload: Any, limit_s: float | None) -> None:
        self.key = key
        self.deadline = float("inf") if limit_s is None else time.monotonic() + limit_s
        sent = pickle.dumps(payload)
        with contextlib.suppress(OSError):  # a worker that has just died is found dead when it is listened to
            self.pipe.send_bytes(sent)

    def heard(self) -> Any:
        """What the worker says; None when it is dead."""
        try:
            return self.pipe.recv()
        except (EOFError, OSError):
            return None

    def end(self, patience_s: float = 0.0) -> int | None:
        """Kill the process, if it has not ended by itself within the patience, and return its exit code."""
        self._process.join(patience_s)
        self._process.kill()
        self._process.join()
        self.pipe.close()
        return self._process.exitcode


class _Pool:
    """As many workers as there is work for; a dead one is replaced."""

    def __init__(self, function: Task, workers: int, limit_s: float | None, retries: int) -> None:
        self._function = pickle.dumps(function)
        self._size, self._limit_s, self._retries = workers, limit_s, retries
        self._crew: list[_Worker] = []
        self._deaths: Counter[str] = Counter()
        self._false_starts = 0

    def run(self, tasks: Mapping[str, Any], book: _Book) -> None:
        queue = deque(tasks)
        try:
            while queue or any(worker.key is not None for worker in self._crew):
                self._hire(len(queue))
                for worker in self._crew:
                    if queue and worker.ready and worker.key is None:
                        key = queue.popleft()
                        worker.give(key, tasks[key], self._limit_s)
                self._listen(queue, book)
        finally:
            for worker in self._crew:
                worker.end()

    def _hire(self, waiting: int) -> None:
        busy = sum(worker.key is not None for worker in self._crew)
        while len(self._crew) < min(self._size, busy + waiting):
            self._crew.append(_Worker(self._function))

    def _listen(self, queue: deque[str], book: _Book) -> None:
        nearest = min(worker.deadline for worker in self._crew) - time.monotonic()
        pipes: list[Connection] = [worker.pipe for worker in self._crew]
        speaking = wait(pipes, None if nearest == float("inf") else max(0.0, nearest))
        for worker in list(self._crew):
            if worker.pipe in speaking:
                self._take(worker, worker.heard(), queue, book)
            elif time.monotonic() >= worker.deadline:
                self._lose(worker, "time limit", f"ran longer than {self._limit_s:g} s", queue, book)

    def _take(self, worker: _Worker, said: Any, queue: deque[str], book: _Book) -> None:
        if said is None:
            if worker.key is None:
                self._start_again(worker)
            else:
                self._lose(worker, "killed", "the worker died", queue, book)
        elif said == "ready":
            worker.ready = True
            self._false_starts = 0
        elif worker.key is None:
            raise LodeshiftError(f"a worker cannot load the function: {said[1]}", "worker_function", said=said[1])
        else:
            key, worker.key, worker.deadline = worker.key, None, float("inf")
            book.take(key, said, self._deaths[key])

    def _start_again(self, worker: _Worker) -> None:
        self._crew.remove(worker)
        code = worker.end(_DYING_S)
        self._false_starts += 1
        if self._false_starts >= _MOST_FALSE_STARTS:
            raise LodeshiftError(f"workers end before they take a task (exit code {code})", "workers_end")

    def _lose(self, worker: _Worker, kind: FailureKind, why: str, queue: deque[str], book: _Book) -> None:
        """A worker is gone with its task: put the task at the end of the queue, or set it aside."""
        self._crew.remove(worker)
        code = worker.end(0.0 if kind == "time limit" else _DYING_S)
        key = cast(str, worker.key)
        self._deaths[key] += 1
        if self._deaths[key] <= self._retries:
            queue.append(key)
            return
        message = why if kind == "time limit" else f"{why} (exit code {code})"
        book.fail(key, Failure(kind, message, self._deaths[key]))


def _serve(pipe: Connection, function: bytes) -> None:
    """Life of a worker: one payload after the other until the pipe ends or the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    for name in _ONE_THREAD:
        os.environ.setdefault(name, "1")  # the processes are the parallel part
    loaded, call = _attempt(pickle.loads, function)
    with contextlib.suppress(EOFError, OSError):  # the parent is gone
        pipe.send("ready" if loaded else (False, call))
        while loaded:
            pipe.send(_attempt(_as_json, (call, pipe.recv_bytes())))


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _on_dask(
    address: str, function: Task, tasks: Mapping[str, Any], book: _Book, limits: tuple[float | None, int]
) -> None:
    """As the pool, on the workers of a scheduler. No more tasks are handed over than the workers have threads, so that
    a worker that dies takes only what it was doing with it."""
    distributed = _distributed()
    limit_s, retries = limits
    queue, deaths = deque(tasks), Counter[str]()
    try:
        client = distributed.Client(address, timeout=_DASK_PATIENCE_S)
    except (OSError, TimeoutError) as error:
        raise LodeshiftError(f"no Dask scheduler answers at {address}: {error}", "no_scheduler") from error
    with client:
        running: dict[Any, str] = {}
        while queue or running:
            room = max(1, sum(client.nthreads().values()))
            while queue and len(running) < room:
                key = queue.popleft()
                running[client.submit(_on_worker, function, pickle.dumps(tasks[key]), limit_s, pure=False)] = key
            # a pause at most, so that workers that come or go meanwhile are counted
            with contextlib.suppress(TimeoutError):
                distributed.wait(list(running), timeout=_DASK_LOOK_S, return_when="FIRST_COMPLETED")
            for future in [each for each in running if each.done()]:
                key = running.pop(future)
                deaths[key] += _note_future(future, key, deaths[key], book, retries)
                if key not in book.results and key not in book.failures:
                    queue.append(key)


def _note_future(future: Any, key: str, deaths: int, book: _Book, retries: int) -> int:
    """Put a finished future into the book; 1 where its worker died, which is noted only after the last try."""
    if future.status == "finished":
        book.take(key, future.result(), deaths)
        return 0
    if future.status != "error":
        raise LodeshiftError(
            f"the Dask scheduler gave a task back as {future.status}: is it still running?", "no_scheduler"
        )
    error = future.exception()
    if type(error).__name__ != "KilledWorker":
        book.fail(key, Failure("error", f"{type(error).__name__}: {error}", 1 + deaths))
        return 0
    if deaths >= retries:
        book.fail(key, Failure("killed", f"the worker died or ran over the limit: {error}", 1 + deaths))
    return 1


def _on_worker(function: Task, payload: bytes, limit_s: float | None) -> tuple[bool, str]:
    """One task inside a Dask worker; over the limit the worker ends itself and its nanny starts another."""
    if limit_s is None:
        return _attempt(_as_json, (function, payload))
    watch = threading.Timer(limit_s, os._exit, (1,))
    watch.daemon = True
    watch.start()
    try:
        return _attempt(_as_json, (function, payload))
    finally:
        watch.cancel()


def _distributed() -> Any:
    try:
        return importlib.import_module("distributed")
    except ImportError as error:
        said = "a Dask address was given, but Dask is not installed: pip install 'lodeshift[dask]'"
        raise LodeshiftError(said, "no_dask") from error
