"""Every convention is marked as our own and read by something."""

from pathlib import Path

import pytest

import lodeshift
from lodeshift.catalogue.conventions import convention, conventions
from lodeshift.errors import UnknownIdError


def test_conventions_are_weak_and_tell_who_says_so() -> None:
    for figure in conventions().values():
        assert figure.weak and figure.source.startswith(("own ", "rating ")), figure


def test_every_convention_is_read() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in Path(lodeshift.__file__).parent.rglob("*.py"))
    for name in conventions():
        stem = name.rsplit("_", 1)[0] + "_" if name.startswith("start_jobs_share_") else name
        assert stem in code or f"{{kind}}_{name.split('_')[-1]}" in code, name


def test_unknown_convention_is_refused() -> None:
    with pytest.raises(UnknownIdError, match="works_hours"):
        convention("work_hours")
