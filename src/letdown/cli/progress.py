"""Progress on standard error: a bar on a terminal when a run lasts, and a word before the first compilation."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Any

PATIENCE = 1.5
"""Seconds without a bar."""


class Progress:
    """Called with the share done, 0 to 1; shows a bar with the time left once a run has lasted :data:`PATIENCE`."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._begin = time.monotonic()
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        return self

    def __call__(self, share: float) -> None:
        """Tell that ``share`` of the run is done."""
        if self._bar is None and sys.stderr.isatty() and share < 1.0 and time.monotonic() - self._begin > PATIENCE:
            from rich import console, progress

            columns = (progress.TextColumn("{task.description}"), progress.BarColumn(), progress.TimeRemainingColumn())
            self._bar = progress.Progress(*columns, console=console.Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._what, total=1.0)
        if self._bar is not None:
            self._bar.update(self._task, completed=share)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()


def say_if_compiling() -> None:
    """A word where the run will first have to be turned into machine code."""
    from letdown.kernel import is_cached

    if not is_cached():
        print("compiling the kernels once, some 20 s …", file=sys.stderr, flush=True)
