"""Many dyads through a session, on all cores."""

from __future__ import annotations

import math
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from letdown.dyad import Mother
from letdown.errors import InputError, StoppedError
from letdown.recording import Recording
from letdown.sessions import Session
from letdown.simulation.running import simulate

_S = TypeVar("_S")
_T = TypeVar("_T")
SessionOf = Session | Callable[[Mother], Session]
"""One session for all, or the one made for each woman."""
Progress = Callable[[float], None]

_AT_ONCE = 8
"""Women handed to a thread together."""
_AHEAD = 3
"""How many such handfuls per thread are under way or waiting to be taken."""


def in_order(
    women: Sequence[_S],
    one: Callable[[_S], _T],
    threads: int | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[tuple[_S, _T]]:
    """Each woman with what ``one`` makes of her, in their order; only a few are under way at a time, so memory stays flat.

    Ctrl-C, an error or ``cancelled()`` end it within a handful of women: :class:`StoppedError` for the last.
    """
    count = _threads(threads)

    def check() -> None:
        if cancelled is not None and cancelled():
            raise StoppedError("The run was told to stop before it was done.")

    def handful(first: int) -> list[tuple[_S, _T]]:
        some = (women[place] for place in range(first, min(first + _AT_ONCE, len(women))))
        return [(woman, one(woman)) for woman in some]

    firsts = range(0, len(women), _AT_ONCE)
    if count == 1:
        for first in firsts:
            check()
            yield from handful(first)
        return
    pool = ThreadPoolExecutor(count)
    waiting: deque[Future[list[tuple[_S, _T]]]] = deque()
    try:
        for first in firsts:
            waiting.append(pool.submit(handful, first))
            if len(waiting) >= _AHEAD * count:
                check()
                yield from waiting.popleft().result()
        while waiting:
            check()
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _threads(given: int | None) -> int:
    if given is None:
        return os.cpu_count() or 1
    if isinstance(given, bool) or given < 1:
        raise InputError(f"threads = {given}: give a whole number of threads, 1 or more.")
    return given


def summarised(
    session: SessionOf,
    summary: Callable[[Recording], Mapping[str, Any]],
    seed: int,
    engine: str,
    clamp: Mapping[str, object] | None,
    averaged: bool,
    every: int,
) -> Callable[[Mother], Mapping[str, Any]]:
    """What is done to each woman: her run, of which only ``summary`` is kept."""

    def one(mother: Mother) -> Mapping[str, Any]:
        if not isinstance(cast(object, mother), Mother):
            raise InputError(f"Many women are mothers in a list, as population() draws them; {mother!r} is none.")
        timeline = session(mother) if callable(session) else session
        return summary(simulate(mother, timeline, seed, engine, clamp, averaged, every=every))

    return one


def simulate_women(
    women: Sequence[Mother],
    session: SessionOf,
    summary: Callable[[Recording], Mapping[str, float]],
    seed: int = 0,
    engine: str = "bursts",
    clamp: Mapping[str, object] | None = None,
    averaged: bool = True,
    every: int = 1,
    threads: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Run every woman through ``session`` (or the session made for her) and gather ``summary`` of each, one value a woman.

    The result hangs neither on ``threads`` nor on the order of the women; nothing of a run is kept but its summary.
    ``progress`` is told the share done, and ``cancelled`` is asked whether to stop (:class:`StoppedError`).
    """
    one = summarised(session, summary, seed, engine, clamp, averaged, every)
    rows: list[Mapping[str, float]] = []
    for _, row in in_order(women, one, threads, cancelled):
        rows.append(row)
        if progress is not None:
            progress(len(rows) / len(women))
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: np.array([row.get(name, math.nan) for row in rows]) for name in names}
