"""The interior-point method in a process of its own: kept through a command, given up for a solve in which it fails."""

from __future__ import annotations

import atexit
import os
import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from lodeshift.program.arrays import Arrays, Values

PACKAGE: Final = "piqp"
SERVER: Final = (sys.executable, "-m", "lodeshift.program.interior")


@dataclass(frozen=True, slots=True)
class Found:
    """Values of columns, prices of rows (positive where the lower side binds), and the CPU seconds it took. Whether that
    is an optimum its certificate tells: what the method says of itself is not asked."""

    column_value: Values
    row_price: Values
    seconds: float


def installed() -> bool:
    """Is the method's package there?"""
    return find_spec(PACKAGE) is not None


class Server:
    """A process that solves one program after the other; started when first asked, anew after it died."""

    def __init__(self, command: tuple[str, ...] = SERVER) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.Lock()

    def solve(self, arrays: Arrays, time_limit_s: float) -> Found | None:
        """The answer; None where the process died, was out of memory or out of time. Ctrl-C ends it too."""
        with self._one_at_a_time:
            return self._ask(arrays, time_limit_s)

    def _ask(self, arrays: Arrays, time_limit_s: float) -> Found | None:
        process = self._running()
        assert process.stdin is not None and process.stdout is not None
        clock = threading.Timer(min(time_limit_s, threading.TIMEOUT_MAX), process.kill)
        clock.daemon = True
        clock.start()
        found: object = None
        try:
            pickle.dump(arrays, process.stdin)
            process.stdin.flush()
            found = pickle.load(process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError):  # it died, or said something else
            pass
        finally:
            clock.cancel()
            if found is None:  # a Ctrl-C comes here too
                self.close()
        return found if isinstance(found, Found) else None

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what it was still to be told
                if pipe is not None:
                    pipe.close()
        process.wait()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}, start_new_session=True,
            )  # fmt: skip
        return self._process


SHARED: Final = Server()
"""The process of this command."""
atexit.register(SHARED.close)
