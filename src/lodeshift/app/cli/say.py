"""How a command answers: one JSON text for programs, or lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import typer


def answer(as_json: bool, data: Callable[[], object], lines: Callable[[], Iterable[str]]) -> None:
    """Print the data as JSON, or the lines; the other is not made."""
    if as_json:
        json_text(data())
    else:
        typer.echo("\n".join(lines()))


def json_text(data: object) -> None:
    """Print one JSON text; numbers that JSON cannot hold are a fault of ours."""
    import json

    typer.echo(json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1))
