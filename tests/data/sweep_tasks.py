"""Functions that the tests of `lodeshift.tasks` run in fresh processes: they must be importable there by name."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any


def square(payload: int) -> dict[str, float]:
    return {"square": payload * payload, "third": payload / 3.0}


def logged(payload: dict[str, Any]) -> int:
    """Says in a file that it ran, and in which process; takes a while."""
    with Path(payload["log"]).open("a", encoding="utf-8") as file:
        file.write(f"{payload['value']} {os.getpid()}\n")
    time.sleep(payload.get("seconds", 0.0))
    return int(payload["value"]) ** 2


def troubled(payload: dict[str, Any]) -> Any:
    """Does what the payload says: dies, hangs, raises, dies once, or gives what JSON cannot hold."""
    what = payload["what"]
    if what == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "exit":
        os._exit(7)
    if what == "die once":
        flag = Path(payload["flag"])
        if not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if what == "hang":
        time.sleep(600.0)
    if what == "raise":
        raise ValueError("no such price")
    if what == "object":
        return object()
    return what


def threads(payload: str) -> str | None:
    return os.environ.get(payload)
