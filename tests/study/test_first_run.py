"""A first run is told, a later one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from lodeshift.simulation import compiling
from lodeshift.study import first_run


def test_only_a_machine_without_the_compiled_code_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert "once" in first_run.words()
    monkeypatch.setattr(first_run, "is_compiled", lambda precision: precision == "float64")
    assert first_run.words() == "" and first_run.words("float32")
    assert not compiling.is_compiled("float64")
