"""Many dyads through a session, on all cores."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from letdown.dyad import Mother
from letdown.recording import Recording
from letdown.sessions import Session
from letdown.simulation.running import simulate


def simulate_women(
    women: Sequence[Mother],
    session: Session | Callable[[Mother], Session],
    summary: Callable[[Recording], Mapping[str, float]],
    seed: int = 0,
    engine: str = "bursts",
    clamp: Mapping[str, object] | None = None,
    averaged: bool = True,
    every: int = 1,
    threads: int | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Run every woman through ``session`` (or the session made for her) and gather ``summary`` of each, one value a woman.

    The result hangs neither on ``threads`` nor on the order of the women; nothing of a run is kept but its summary.
    """

    def one(mother: Mother) -> Mapping[str, float]:
        timeline = session(mother) if callable(session) else session
        return summary(simulate(mother, timeline, seed, engine, clamp, averaged, every=every))

    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        rows: Iterator[Mapping[str, float]] = pool.map(one, women)
        table = list(rows)
    return {name: np.array([row.get(name, math.nan) for row in table]) for name in (table[0] if table else ())}
