"""Write, find and read run folders."""

from __future__ import annotations

import hashlib
import logging
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import numpy as np

from lodeshift import __version__
from lodeshift.case import write
from lodeshift.case.models import Case
from lodeshift.errors import InputError, LodeshiftError, UnknownIdError
from lodeshift.files import write as files
from lodeshift.files.texts import bytes_of, json_of
from lodeshift.records.plan import SCHEMA_VERSION, Plan, UsedFigure
from lodeshift.runs import origin
from lodeshift.runs.codec import decode, encode
from lodeshift.runs.tables import write_tables

_LOG: Final = logging.getLogger(__name__)
RUNS_FOLDER: Final = "runs"
MANIFEST: Final = "manifest.json"
_NAME: Final = re.compile(r"^[a-z0-9][a-z0-9.-]*$")
_PACKAGES: Final = ("numpy", "scipy", "highspy", "pydantic")


@dataclass(frozen=True, slots=True)
class Run:
    """One finished run. `sources` are the figures that it rests on, once each; `opened` tells that it was read, not made."""

    path: Path
    manifest: Mapping[str, Any]
    plan: Plan
    sources: tuple[UsedFigure, ...]
    opened: bool = False

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def by_other_code(self) -> bool:
        """Whether other sources or tables made the run than those of the program that reads it."""
        return self.manifest.get("made_by") != origin.today()


def run_key(case: Case, hours: int, objective: str, variants: bool) -> str:
    """Hash of all that decides a plan: the case with its own series files, resolution, objective, and the sources and
    tables of the program, so that a run made by other code is never taken for today's."""
    text = case.model_dump_json(exclude={"folder"})
    digest = hashlib.sha256(f"{origin.today()}|{hours}|{objective}|{variants}|{text}".encode())
    for option in case.power:
        if option.series_file:
            digest.update(bytes_of(Path(case.folder) / option.series_file))
    return digest.hexdigest()[:12]


def save(folder: Path, case: Case, plan: Plan, sources: Sequence[UsedFigure], key: str, command: str = "") -> Run:
    """Write a run folder `<folder>/<case>-<key>`; a folder of that name is replaced, a broken-off write leaves nothing."""
    target = folder / f"{case.head.name}-{key}"
    manifest = {
        "run": target.name,
        "key": key,
        "lodeshift": __version__,
        "made_by": origin.today(),
        "schema": SCHEMA_VERSION,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command,
        "case": case.head.name,
        "title": dict(plan.title),
        "objective": plan.objective,
        "hours": int(plan.slices.weight_h.size),
        "seed": case.head.climate_seed,
        "solver": dict(plan.solver),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
    }
    arrays: dict[str, Any] = {}
    record = encode(plan, arrays)
    with files.folder(target) as draft:
        write.to_folder(case, draft / "inputs")
        files.as_json(draft / "plan.json", record)
        files.as_json(draft / "sources.json", [encode(used, {}) for used in sources])
        np.savez_compressed(draft / "arrays.npz", **arrays)
        write_tables(draft / "tables", plan)
        files.as_json(draft / MANIFEST, manifest)
    return Run(target, manifest, plan, tuple(sources))


def find(folder: Path, name: str, key: str) -> Path | None:
    """The finished run of a case and key, if there is one."""
    path = folder / f"{name}-{key}"
    return path if (path / MANIFEST).is_file() else None


def load(run: str | Path, folder: Path | None = None) -> Run:
    """A run by its folder, or by its name inside `folder` (default: `runs` here). One that other code or tables made is
    opened where its schema fits; the log says so.

    Raises
    ------
    UnknownIdError : no such run; close names are told.
    InputError : a run of another schema.   LodeshiftError : its files cannot be read.
    """
    path = Path(run)
    if not (path / MANIFEST).is_file():
        where = folder if folder is not None else Path(RUNS_FOLDER)
        if not _NAME.match(str(run)) or not (where / str(run) / MANIFEST).is_file():
            raise UnknownIdError("run", str(run), [r["run"] for r in listed(where)])
        path = where / str(run)
    manifest = _manifest(path / MANIFEST)
    if manifest.get("schema") != SCHEMA_VERSION:
        found = f"schema {manifest.get('schema')}"
        raise InputError.one(
            "run.other_schema", str(path / MANIFEST), None, "schema", found, str(SCHEMA_VERSION), "plan it again"
        )
    try:
        with np.load(path / "arrays.npz", allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        plan = decode(Plan, json_of(path / "plan.json"), arrays)
        rows = json_of(path / "sources.json")
        sources = tuple(decode(UsedFigure, row, {}) for row in rows)
    except (InputError, OSError, ValueError, KeyError, TypeError) as problem:
        raise _unreadable(path, str(problem)) from problem
    run_ = Run(path, manifest, plan, sources, opened=True)
    if run_.by_other_code:
        _LOG.warning("%s was made by other code or tables (lodeshift %s, %s): plan the case again for today's answer",
                     run_.name, manifest.get("lodeshift", "?"), manifest.get("created", "at no known time"))  # fmt: skip
    return run_


def _unreadable(run: Path, said: str) -> LodeshiftError:
    return LodeshiftError(f"run {run} cannot be read: {said}", "run_unreadable", run=str(run), said=said)


def _manifest(file: Path) -> dict[str, Any]:
    try:
        found = json_of(file)
    except InputError as problem:
        raise _unreadable(file.parent, f"{file.name}: {problem}") from problem
    if not isinstance(found, dict):
        raise _unreadable(file.parent, f"{file.name} holds no entries")
    return found


def listed(folder: Path) -> tuple[Mapping[str, Any], ...]:
    """Manifests of the finished runs in a folder, newest first.

    Raises
    ------
    LodeshiftError : a manifest cannot be read (its folder is named).
    """
    if not folder.is_dir():
        return ()
    found = [_manifest(m) for m in folder.glob(f"*/{MANIFEST}") if not m.parent.name.startswith(".")]
    return tuple(sorted(found, key=lambda m: str(m.get("created", "")), reverse=True))
