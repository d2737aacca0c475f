"""From a run folder to a page: loads the run and has the report room render it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lodeshift import runs
from lodeshift.files.write import check, text
from lodeshift.names import Language
from lodeshift.reporting import plan_page


def page_of(run: str | Path, *, language: Language, folder: Path | None = None) -> str:
    """The page of a run as HTML text.

    Parameters
    ----------
    run : the folder of a run, or its name inside `folder` (default: `runs` here).

    Raises
    ------
    UnknownIdError : there is no such run. LodeshiftError : its files cannot be used.
    """
    found = runs.load(run, folder)
    return plan_page.render(found.plan, language=language, sources=found.sources, meta=meta_of(found.manifest))


def meta_of(manifest: Mapping[str, Any]) -> dict[str, str]:
    """What a page tells of a run: the manifest's plain entries as text, packages as "name version, ..."."""
    told = {key: str(value) for key, value in manifest.items() if isinstance(value, str | int | float)}
    packages = manifest.get("packages")
    if isinstance(packages, Mapping):
        told["packages"] = ", ".join(f"{name} {version}" for name, version in packages.items())
    return told


def write(run: str | Path, out: Path, *, language: Language = "en", folder: Path | None = None) -> int:
    """Write the page of a run to a file and give its size in bytes. The file appears whole or not at all."""
    check(out)
    return text(out, page_of(run, language=language, folder=folder))
