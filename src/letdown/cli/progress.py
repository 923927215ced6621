"""Progress on standard error: a bar on a terminal when a run lasts, and a word when it first has to be compiled."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType
from typing import Any

PATIENCE = 1.5
"""Seconds without a bar."""
_COMPILING = 0.5
"""Seconds after which a run whose kernels are not on disk says why it lasts; bad input is refused sooner."""


class Progress:
    """Called with the share done, 0 to 1; shows a bar with the time left once a run has lasted :data:`PATIENCE`."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._begin = time.monotonic()
        self._bar: Any = None
        self._task: Any = None
        self._word = threading.Timer(_COMPILING, _say_compiling)
        self._word.daemon = True

    def __enter__(self) -> Progress:
        from letdown.kernel import is_cached

        if not is_cached():
            self._word.start()
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
        self._word.cancel()
        if self._bar is not None:
            self._bar.stop()


def _say_compiling() -> None:
    print("compiling the kernels once, some 20 s …", file=sys.stderr, flush=True)
