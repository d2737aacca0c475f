"""The house rules that no linter keeps: sizes, names, one test file per module, light start, nothing of a workplace."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "lodeshift"
TESTS = ROOT / "tests"

FILE_LINES = 400
FUNCTION_LINES = 60
FORBIDDEN_WORDS = frozenset({"utils", "util", "helpers", "helper", "common", "misc"})
BROAD = frozenset({"Exception", "BaseException"})
HEAVY = ("numpy", "scipy", "pydantic", "highspy", "numba", "yaml", "jinja2", "openpyxl", "rich.table")
LARGEST_BYTES = 1_500_000

WITHOUT_TEST_FILE: dict[str, str] = {
    "planning/inputs.py": "records without behaviour",
    "planning/columns.py": "records without behaviour",
}
"""Modules that need no test file of their own, each with its reason (`__init__` and records never do)."""
MAY_CATCH_ALL = {"tasks.py": "whatever a task raises belongs into its report and must not end the run"}
"""Modules that may catch every error, each with its reason."""
STAGES = frozenset({"diagnosis", "matching", "planning", "simulation", "tracing", "start"})
"""Rooms that read recipes, prices, freight and the border through `chain/`."""
TRUNK_ONLY = re.compile(
    r"^(recipes\.(processes|makers|usual_routes)|prices\.(base_price|gate_prices)|transport\.\w+|border_cost)$"
)
"""Calls that walk the catalogue's network or price its goods: the trunk's work."""
BESIDE_ROOMS = frozenset({"properties", "golden", "reference", "browser"})
"""Folders of tests that mirror no room."""

MODULES = sorted(SOURCE.rglob("*.py"))
Function = ast.FunctionDef | ast.AsyncFunctionDef


def none_of(found: Iterable[object], rule: str) -> None:
    """Fail with the rule and one line per finding, if there is any."""
    lines = [str(each) for each in found]
    if lines:
        pytest.fail("\n  ".join([f"{rule} ({len(lines)} found):", *lines]), pytrace=False)


def name_of(file: Path) -> str:
    """A source file as people call it: "planning/blocks/grid.py"."""
    return file.relative_to(SOURCE).as_posix()


@cache
def tree_of(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


@cache
def nodes() -> tuple[tuple[str, ast.AST], ...]:
    """Every statement, call and handler of every module with the place it stands ("planning/build.py:12")."""
    return tuple(
        (f"{name_of(file)}:{node.lineno}", node)
        for file in MODULES
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.stmt | ast.Call | ast.ExceptHandler | ast.IfExp)
    )


def lines_of_code(function: Function) -> int:
    """Lines of a function from `def` to its end, without its docstring."""
    first, last = function.body[0], function.end_lineno or function.lineno
    documented = ast.get_docstring(function, clean=False) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if documented else 0
    return last - function.lineno + 1 - docstring


def test_the_package_is_there() -> None:
    assert len(MODULES) > 100
    assert (SOURCE / "py.typed").is_file()


def test_files_are_short() -> None:
    files = [*MODULES, *SOURCE.rglob("*.js"), *TESTS.rglob("*.py")]
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    long = (f"{file.relative_to(ROOT)}: {lines} lines" for file, lines in lengths.items() if lines > FILE_LINES)
    none_of(long, f"a file has at most {FILE_LINES} lines")


def test_functions_are_short() -> None:
    found = ((place, node, lines_of_code(node)) for place, node in nodes() if isinstance(node, Function))
    long = (f"{place} {node.name}: {lines} lines" for place, node, lines in found if lines > FUNCTION_LINES)
    none_of(long, f"a function has at most {FUNCTION_LINES} lines beside its docstring")


def test_files_and_folders_are_called_after_what_they_hold() -> None:
    paths = [path for path in (*SOURCE.rglob("*"), *TESTS.rglob("*")) if "__pycache__" not in path.parts]
    vague = (path.relative_to(ROOT) for path in paths if FORBIDDEN_WORDS & set(path.stem.split("_")))
    none_of(vague, f"no file or folder is called {', '.join(sorted(FORBIDDEN_WORDS))}")


def test_modules_and_public_functions_have_a_docstring() -> None:
    missing = [name_of(file) for file in MODULES if not ast.get_docstring(tree_of(file))]
    for file in MODULES:
        for node in tree_of(file).body:
            if isinstance(node, Function) and not node.name.startswith("_") and not ast.get_docstring(node):
                missing.append(f"{name_of(file)}:{node.lineno} {node.name}")
    none_of(missing, "modules and public functions have a docstring")


def possible_test_files(file: Path) -> tuple[Path, ...]:
    """Where the test file of a module may stand: in the mirrored folder, or in the room's with the folder in its name."""
    parts = file.relative_to(SOURCE).with_suffix("").parts
    mirrored = TESTS.joinpath(*parts[:-1], f"test_{parts[-1]}.py")
    in_room = TESTS.joinpath(*parts[:1], f"test_{'_'.join(parts[1:])}.py")
    return (mirrored,) if len(parts) < 3 else (mirrored, in_room)


def needs_test_file(file: Path) -> bool:
    """All modules but `__init__`, records and those excused with a reason."""
    room = file.relative_to(SOURCE).parts[0]
    return file.name != "__init__.py" and room != "records" and name_of(file) not in WITHOUT_TEST_FILE


def test_every_module_has_its_test_file() -> None:
    missing = (
        f"{name_of(file)}: no {possible_test_files(file)[0].relative_to(ROOT)}"
        for file in MODULES
        if needs_test_file(file) and not any(path.is_file() for path in possible_test_files(file))
    )
    none_of(missing, "every module has its test file")


def test_every_test_file_of_a_room_has_its_module() -> None:
    known = {path for file in MODULES for path in possible_test_files(file)}
    strays = (
        path.relative_to(ROOT)
        for path in sorted(TESTS.rglob("test_*.py"))
        if path.relative_to(TESTS).parts[0] not in BESIDE_ROOMS and path not in known and path != Path(__file__)
    )
    none_of(strays, "a test file is called after a module of its room")


def test_excused_modules_are_there() -> None:
    excused = {*WITHOUT_TEST_FILE, *MAY_CATCH_ALL, *MEETS_THE_DISK, *NO_FIGURES}
    none_of((name for name in excused if not (SOURCE / name).is_file()), "an excuse names a module")


def test_nothing_is_printed_by_the_library() -> None:
    printed = (
        place
        for place, node in nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    )
    none_of(printed, "the library does not print")


def test_errors_are_caught_by_name() -> None:
    def broad(kind: ast.expr | None) -> bool:
        kinds = kind.elts if isinstance(kind, ast.Tuple) else [kind]
        return any(each is None or (isinstance(each, ast.Name) and each.id in BROAD) for each in kinds)

    found = (
        place
        for place, node in nodes()
        if isinstance(node, ast.ExceptHandler) and broad(node.type) and place.split(":")[0] not in MAY_CATCH_ALL
    )
    none_of(found, "errors are caught by name")


def test_nothing_is_left_for_later_and_no_check_is_silenced() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b|# *(noqa|type: *ignore|pragma: *no cover|pylint:)")
    found = (
        f"{name_of(file)}:{number} {line.strip()}"
        for file in MODULES
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if words.search(line) and not ("BLE001" in line and name_of(file) in MAY_CATCH_ALL)
    )
    none_of(found, "nothing is left for later, no check is silenced")


def test_a_seed_of_zero_is_a_seed() -> None:
    found = (
        place
        for place, node in nodes()
        if isinstance(node, ast.If | ast.IfExp)
        and isinstance(node.test, ast.Name)
        and ("seed" in node.test.id or node.test.id == "rng")
    )
    none_of(found, "a seed is compared with None, never asked whether it is true")


def dotted(node: ast.expr) -> str:
    """A call's name as written: "recipes.makers"; "" for anything else than names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{inner}.{node.attr}" if (inner := dotted(node.value)) else ""
    return ""


@cache
def readers_beside_the_trunk() -> tuple[tuple[str, str], ...]:
    """(place, call) of every stage's call that is the trunk's work."""
    calls = ((place, dotted(node.func)) for place, node in nodes() if isinstance(node, ast.Call))
    return tuple((place, call) for place, call in calls if place.split("/")[0] in STAGES and TRUNK_ONLY.match(call))


def test_stages_read_recipes_prices_freight_and_the_border_through_the_trunk() -> None:
    found = readers_beside_the_trunk()
    none_of(
        (f"{place} {call}" for place, call in found),
        "a stage asks chain/ for recipes, prices, freight and the border",
    )


def imports() -> Iterator[tuple[str, str]]:
    """Every import of every module: where it stands, and the top name it imports."""
    for place, node in nodes():
        if isinstance(node, ast.Import):
            yield from ((place, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield place, node.module.split(".")[0]


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("highspy", {"program"}),
        ("numba", {"simulation"}),
        ("jinja2", {"reporting"}),
        ("rich", {"app", "reporting"}),
        ("typer", {"app"}),
        ("openpyxl", {"files"}),
        ("csv", {"files", "catalogue"}),
        ("gzip", {"files"}),
    ],
)
def test_a_library_is_met_in_its_room_only(library: str, rooms: set[str]) -> None:
    found = (place for place, imported in imports() if imported == library and re.split(r"[/.]", place)[0] not in rooms)
    none_of(found, f"{library} is met only in {', '.join(sorted(rooms))}")


OPENS = frozenset({
    "open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "rename", "replace", "copyfile",
})  # fmt: skip
"""Ways to meet the disk; `replace` counts only with one argument (a text has two)."""
MEETS_THE_DISK = {
    "catalogue/tables.py": "the bundled tables",
    "reporting/page.py": "the bundled templates",
    "reporting/words/texts.py": "the bundled words",
    "reporting/words/notes.py": "the bundled words",
    "runs/origin.py": "hash of the sources themselves",
    "simulation/compiling.py": "the compiled equations, kept between runs",
}
"""Modules outside `files/` that may open something of ours, each with its reason."""


def test_only_files_meets_the_disk() -> None:
    found = []
    for place, node in nodes():
        if not isinstance(node, ast.Call) or place.startswith("files/") or place.split(":")[0] in MEETS_THE_DISK:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        arguments = len(node.args) + len(node.keywords)
        if name in OPENS and not (name == "replace" and (arguments != 1 or not isinstance(node.func, ast.Attribute))):
            found.append(f"{place} {name}")
    none_of(found, "only files/ opens and writes")


NO_FIGURES = {
    "reporting/words/numbers.py": "the size that picks a unit for numbers that are all zero",
    "tracing/contributions.py": "what shares of nothing are taken of",
}
"""Modules in which a number stands for zero, each with its reason."""
FIRST_YEAR = 1000
"""A number from here on is a year: none is meant by zero."""


def test_a_figure_of_zero_is_zero() -> None:
    """`x or 1.0` takes a stated 0 for a figure that is not there."""
    found = (
        f"{name_of(file)}:{node.lineno}"
        for file in MODULES
        if name_of(file) not in NO_FIGURES
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.BoolOp)
        and isinstance(node.op, ast.Or)
        and isinstance(node.values[-1], ast.Constant)
        and isinstance(node.values[-1].value, int | float)
        and not isinstance(node.values[-1].value, bool)
        and 0 < abs(node.values[-1].value) < FIRST_YEAR
    )
    none_of(found, "a figure has no number in place of zero")


def test_the_command_line_starts_light() -> None:
    """--help must answer at once: what is slow to import is imported inside the commands."""
    look = f"import sys, lodeshift.app.cli.main; print(*[n for n in {HEAVY!r} if n in sys.modules])"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    none_of(found.stdout.split(), "`lodeshift --help` imports nothing heavy")


@cache
def shipped() -> tuple[Path, ...]:
    """The files of the repository (without git: of its folders)."""
    wanted = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(wanted, cwd=ROOT, capture_output=True, text=True, check=True)
        files = [ROOT / name for name in listed.stdout.splitlines()]
    except (OSError, subprocess.CalledProcessError):
        folders = ("src", "tests", "cases", "docs", "benchmarks", ".ci")
        files = [path for folder in folders for path in (ROOT / folder).rglob("*") if "__pycache__" not in path.parts]
    return tuple(path for path in files if path.is_file())


def texts() -> Iterator[tuple[Path, str]]:
    """Text files of the repository."""
    for path in shipped():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


# One letter of each word stands in brackets, so that this file does not name what it looks for.
WORKPLACE = re.compile(
    r"(?:^|[^A-Za-z0-9.])(/(?:w[o]rk|f[a]rm|r[o]ot|opt/l[s])/)|(shar[e]d/(?:data|design|hooks))|(index-[u]rl)"
    r'|(pypi\.org/sim[p]le)|(files\.python[h]osted)|("resol[v]ed": *"http)|(registry = [{])',
    re.MULTILINE,
)
WORKPLACE_ALLOWED = {".ci/run": frozenset({"/".join(("shared", "data"))})}
"""The one place that looks for outside data beside the repository."""


def test_nothing_names_the_workplace_or_a_registry() -> None:
    found = []
    for path, text in texts():
        allowed = WORKPLACE_ALLOWED.get(path.relative_to(ROOT).as_posix(), frozenset())
        for hit in WORKPLACE.finditer(text):
            word = hit.group(hit.lastindex or 0)
            if word not in allowed:
                found.append(f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, hit.start()) + 1} {word}")
    none_of(found, "nothing names a workplace or a registry host")


def test_files_whose_licence_is_unclear_left_no_rows() -> None:
    codes = re.compile(r"C[S]MAR|SE[C]23|PO[P]24|GD[P]23")
    found = (path.relative_to(ROOT) for path, text in texts() if path.suffix == ".csv" and codes.search(text))
    none_of(found, "no table holds rows of a source that may not be passed on")


def test_no_file_is_large_and_no_lock_file_names_a_host() -> None:
    large = (path.relative_to(ROOT) for path in shipped() if path.stat().st_size > LARGEST_BYTES)
    none_of(large, f"no file has more than {LARGEST_BYTES:,} bytes")
    locks = (path.relative_to(ROOT) for path in shipped() if path.name in ("uv.lock", "poetry.lock"))
    none_of(locks, "pins stand in constraints.txt, which names no host")
