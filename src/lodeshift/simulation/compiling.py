"""The equations, compiled: their source is read, every word takes its machine meaning, and numba makes vector code.

Nothing is written twice. The source of the equation modules is joined into one module in which number literals have
the precision asked for and every function is compiled. That module is kept in a cache folder under the hash of its
text, so numba's own cache can never serve code of other equations, and a second process starts in a fraction of a
second.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.util
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal

from lodeshift import __version__
from lodeshift.errors import LodeshiftError
from lodeshift.simulation.packing import BUNDLES, places

Precision = Literal["float64", "float32"]

EQUATIONS: Final = (
    "counter",
    "world",
    "firms",
    "people",
    "budget",
    "step_world",
    "step_firms",
    "step_renewal",
    "step_people",
    "step",
)
"""Modules that hold equations, each before those that use it."""
ENTRY: Final = "run_years"
BLOCK: Final[Mapping[Precision, int]] = {"float64": 256, "float32": 512}
"""Draws side by side in a block: fixed, so that the compiler knows how far rows lie apart, and few enough for cache."""
_ROWS_OF_LANES: Final = frozenset({"theta", "record", "base", "earlier", "shocks", "summary", "z0", "z1", "z2", "z3"})
"""Arguments of shape (rows, lanes); the compiled code sees them flat."""
_NOT_COMPILED: Final = frozenset({"key_of", "static_normals"})
_MACHINES: Final = {"float64": "machine64", "float32": "machine32"}
_HEAD = """import numpy as np
from numba import njit
from lodeshift.simulation import rows as row
from lodeshift.simulation.{machine} import (
    CALLED, OPTIONS, cos_turn, exp, log, lower, real, sin_turn, sqrt, unit_interval, upper, where)
"""


def _has_lanes(node: ast.FunctionDef) -> bool:
    """Whether a function loops over draws (a step) or is evaluated for one draw (a rule)."""
    return any(isinstance(part, ast.For) and node.name != "philox" for part in ast.walk(node))


class _Precise(ast.NodeTransformer):
    """Number literals with a point take the machine's precision; annotations and docstrings go."""

    def __init__(self, lanes: int) -> None:
        self._lanes = lanes

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if isinstance(node.value, float):
            return ast.Call(ast.Name("real", ast.Load()), [node], [])
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        index = self.visit(node.slice)
        indices = list(index.elts) if isinstance(index, ast.Tuple) else [index]
        place = _place(node.value)
        if place is not None:
            group, number, members, in_lanes = place
            if in_lanes:
                first = ast.Constant(0) if len(indices) == 1 else indices[0]
                at = _sum(_times(_sum(_times(first, members), ast.Constant(number)), self._lanes), indices[-1])
                return ast.Subscript(group, _unsigned(at), node.ctx)
            return ast.Subscript(group, ast.Tuple([ast.Constant(number), *indices], ast.Load()), node.ctx)
        if isinstance(node.value, ast.Name) and node.value.id in _ROWS_OF_LANES:
            return ast.Subscript(node.value, _unsigned(_sum(_times(indices[0], self._lanes), indices[1])), node.ctx)
        return ast.Subscript(self.visit(node.value), index, node.ctx)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        place = _place(node)
        if place is None:
            return ast.Attribute(self.visit(node.value), node.attr, node.ctx)
        return ast.Subscript(place[0], ast.Constant(place[1]), node.ctx)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if isinstance(node.func, ast.Name) and node.func.id == "lanes":
            return ast.Call(ast.Name("range", ast.Load()), [ast.Constant(self._lanes)], [])
        self.generic_visit(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt:
        if node.value is None:
            return node
        return ast.Assign([node.target], self.visit(node.value))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        for argument in node.args.args:
            argument.annotation = None
        node.body = [self.visit(part) for part in node.body if not _is_docstring(part)]
        options = "**OPTIONS" if not _has_lanes(node) else "**CALLED"
        if node.name == ENTRY:
            options += ", cache=True"
        node.decorator_list = [ast.parse(f"njit({options})", mode="eval").body]
        return node


def _place(node: ast.expr) -> tuple[ast.expr, int, int, bool] | None:
    """Where a field of a bundle lies: the group as an expression, its place there, how many share it, over lanes or not."""
    if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in BUNDLES):
        return None
    bundle = node.value.id
    place = places(bundle)[node.attr]
    group = ast.Subscript(ast.Name(bundle, ast.Load()), ast.Constant(place.group), ast.Load())
    return group, place.number, place.members, bundle == "state"


def _times(a: ast.expr, b: int) -> ast.expr:
    return ast.BinOp(a, ast.Mult(), ast.Constant(b))


def _sum(a: ast.expr, b: ast.expr) -> ast.expr:
    return ast.BinOp(a, ast.Add(), b)


def _unsigned(a: ast.expr) -> ast.expr:
    """An index that cannot be negative: numba then leaves out the test that would keep a loop from vectorising."""
    return ast.Call(ast.Attribute(ast.Name("np", ast.Load()), "uintp", ast.Load()), [a], [])


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _kept(node: ast.stmt) -> bool:
    if isinstance(node, ast.FunctionDef):
        return node.name not in _NOT_COMPILED
    if isinstance(node, ast.Assign):
        return not isinstance(node.value, ast.Subscript)  # a type alias
    return isinstance(node, ast.AnnAssign) and node.value is not None


def source(precision: Precision) -> str:
    """The joined module as text."""
    folder = Path(__file__).parent
    parts = [_HEAD.format(machine=_MACHINES[precision])]
    for name in EQUATIONS:
        tree = ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))
        tree.body = [_Precise(BLOCK[precision]).visit(node) for node in tree.body if _kept(node)]
        parts.append(ast.unparse(ast.fix_missing_locations(tree)))
    return "\n\n".join(parts) + "\n"


def _cache_folder() -> Path:
    root = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    folder = (Path(root) if root else Path.home() / ".cache") / "lodeshift"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix="lodeshift-"))


@cache
def _stamp(precision: Precision) -> str:
    """Hash of every source that the compiled code depends on; reading them is much quicker than joining them."""
    names = (*EQUATIONS, "compiling", "packing", "layout", "rows", "machine64", _MACHINES[precision])
    digest = hashlib.sha256(f"{__version__}|{precision}".encode())
    for name in names:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return digest.hexdigest()[:16]


def _file(precision: Precision) -> Path:
    """The file of the joined module, named by what its meaning depends on."""
    return _cache_folder() / f"lodeshift_equations_{precision}_{_stamp(precision)}.py"


def is_compiled(precision: Precision = "float64") -> bool:
    """Whether this machine has the compiled code already; if not, the first run takes half a minute."""
    path = _file(precision)
    return any((path.parent / "__pycache__").glob(f"{path.stem}.{ENTRY}*.nbc"))


def _is_whole(path: Path) -> bool:
    """Whether the file is there and its last line is the hash of all lines before."""
    if not path.is_file():
        return False
    body, _, last = path.read_text(encoding="utf-8").rstrip("\n").rpartition("\n")
    return last == _seal(body + "\n")


def _seal(text: str) -> str:
    return f"# {hashlib.sha256(text.encode()).hexdigest()}"


def _load(precision: Precision) -> ModuleType:
    path = _file(precision)
    name = path.stem
    if not _is_whole(path):
        text = source(precision)
        partial = path.with_suffix(f".{os.getpid()}.tmp")
        partial.write_text(f"{text}{_seal(text)}\n", encoding="utf-8")
        partial.replace(path)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise LodeshiftError(f"the compiled equations in {path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@cache
def run_years(precision: Precision = "float64") -> Callable[..., Any]:
    """The compiled `step.run_years`; its arrays must all have this precision."""
    entry: Callable[..., Any] = getattr(_load(precision), ENTRY)
    return entry
