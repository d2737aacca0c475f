"""The joined source: nothing twice, literals in the machine's precision, and a cache that a second process finds."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from lodeshift.simulation import compiling
from lodeshift.simulation.compiling import Precision

BOTH: tuple[Precision, ...] = ("float64", "float32")


@pytest.mark.parametrize("precision", BOTH)
def test_every_equation_stands_once_and_is_compiled(precision: Precision) -> None:
    tree = ast.parse(compiling.source(precision))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    names = [f.name for f in functions]
    assert len(names) == len(set(names)) and {"philox", "running_share", "live", compiling.ENTRY} <= set(names)
    assert "key_of" not in names
    assert all(len(f.decorator_list) == 1 for f in functions)
    assert sum("cache=True" in ast.unparse(f.decorator_list[0]) for f in functions) == 1


def test_precisions_differ_in_the_machine_only() -> None:
    double, single = (compiling.source(p) for p in BOTH)
    lanes = {name: str(number) for name, number in compiling.BLOCK.items()}
    assert double.replace("machine64", "machine32").replace(lanes["float64"], lanes["float32"]) == single
    literals = [n for n in ast.walk(ast.parse(double)) if isinstance(n, ast.Constant) and isinstance(n.value, float)]
    assert literals and double.count("real(") >= len(literals)


def test_state_and_rows_become_flat_indices_that_cannot_be_negative() -> None:
    text = compiling.source("float64")
    assert "state." not in text and "np.uintp(" in text
    assert f"range({compiling.BLOCK['float64']})" in text


def test_the_compiled_module_lies_in_the_folder_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    first = compiling._load("float64")
    second = compiling._load("float64")
    assert first.__file__ == second.__file__
    files = list((tmp_path / "lodeshift").glob("*.py"))
    assert [str(file) for file in files] == [first.__file__]
    assert files[0].read_text(encoding="utf-8").startswith(compiling.source("float64"))
    files[0].write_text("broken", encoding="utf-8")
    compiling._load("float64")
    assert files[0].read_text(encoding="utf-8").startswith(compiling.source("float64"))


def test_a_folder_that_cannot_be_written_is_replaced_by_one_that_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(blocked))
    folder = compiling._cache_folder()
    assert folder.is_dir() and tmp_path not in folder.parents
    folder.rmdir()


def test_one_entry_per_precision() -> None:
    assert compiling.run_years("float64") is compiling.run_years("float64")


def test_what_is_not_compiled_yet_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert not compiling.is_compiled("float64")
    folder = tmp_path / "lodeshift" / "__pycache__"
    folder.mkdir(parents=True)
    stem = compiling._file("float64").stem
    (folder / f"{stem}.{compiling.ENTRY}-1.py311.1.nbc").touch()
    assert compiling.is_compiled("float64") and not compiling.is_compiled("float32")
