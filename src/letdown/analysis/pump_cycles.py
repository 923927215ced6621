"""Cycles of a breast pump in its pressure: how fast, how deep, how long vacuum lasts in each, and in which phases.

A cycle is a peak of vacuum that stands out from the troughs on both sides of it. A phase is a run of cycles of one rate and
depth; the run is cut where both sides differ by more than a fifth, the deepest cut first.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from letdown.traces import Floats, checked_trace


class Cycles(NamedTuple):
    """One entry for each cycle: start (the trough before) and peak [s], length [s], vacuum at its peak [mmHg], duty.

    ``duty`` is the share of the cycle in which vacuum is above the middle between its trough and its peak.
    """

    start: Floats
    peak: Floats
    length: Floats
    vacuum: Floats
    duty: Floats


class Phases(NamedTuple):
    """One entry for each phase: start and end [s], cycles in it, cycles a minute, median peak vacuum [mmHg], median duty."""

    start: Floats
    end: Floats
    cycles: Floats
    rate: Floats
    vacuum: Floats
    duty: Floats


LEAST_SWING = 5.0
"""Swing of vacuum [mmHg] below which nothing is a cycle. Assumed: what an idle transducer may wander."""
_SHARE_OF_DEEPEST = 0.15
_DIFFERENCE = float(np.log(1.2))
_LEAST_CYCLES = 4
_PAUSE = 3.0
"""A cycle so many times as long as the median one is a pause, and no cycle."""


def find(time: ArrayLike, pressure: ArrayLike) -> Cycles:
    """Every cycle in a pressure against the atmosphere [mmHg], negative being vacuum.

    Raises :class:`~letdown.errors.InputError` for a trace that can't be used.
    """
    from scipy import signal  # slow to import

    times, trace = checked_trace(time, pressure)
    vacuum = np.maximum(-trace, 0.0)
    swing = max(LEAST_SWING, _SHARE_OF_DEEPEST * float(np.percentile(vacuum, 99.0)))
    walled = np.concatenate(([0.0], vacuum, [0.0]))
    finder: Any = signal
    peaks: NDArray[np.intp] = np.asarray(finder.find_peaks(walled, prominence=swing)[0], dtype=np.intp) - 1
    if peaks.size < 2:
        return Cycles(*(np.empty(0) for _ in Cycles._fields))
    troughs = [a + int(np.argmin(vacuum[a : b + 1])) for a, b in pairwise(peaks)]
    rows: list[list[float]] = []
    for begin, peak, end in zip(troughs[:-1], peaks[1:-1], troughs[1:], strict=True):
        inside, steps = vacuum[begin:end], np.diff(times[begin : end + 1])
        middle = 0.5 * (vacuum[peak] + min(vacuum[begin], vacuum[end]))
        length = float(times[end] - times[begin])
        duty = float(np.sum(steps[inside > middle])) / length
        rows.append([float(times[begin]), float(times[peak]), length, float(vacuum[peak]), duty])
    table = np.array(rows, dtype=np.float64).reshape(-1, len(Cycles._fields))
    if len(table):
        table = table[table[:, 2] <= _PAUSE * np.median(table[:, 2])]
    return Cycles(*table.T)


def phases(cycles: Cycles) -> Phases:
    """Runs of cycles of one rate and depth, in order."""
    seen = np.column_stack([np.log(np.maximum(cycles.length, 1e-6)), np.log(np.maximum(cycles.vacuum, 1e-3))])
    rows: list[tuple[float, ...]] = []
    cuts = [0, *sorted(_cuts(seen, 0, len(seen))), len(seen)]
    for a, b in pairwise(cuts):
        if b > a:
            end = cycles.start[b - 1] + cycles.length[b - 1]
            length, vacuum, duty = (np.median(one[a:b]) for one in (cycles.length, cycles.vacuum, cycles.duty))
            rows.append((cycles.start[a], end, b - a, 60.0 / length, vacuum, duty))
    return Phases(*np.array(rows, dtype=np.float64).reshape(-1, len(Phases._fields)).T)


def _cuts(seen: Floats, first: int, last: int) -> list[int]:
    """Where the run from ``first`` up to ``last`` is best cut, if both sides differ, and where both sides are."""
    n = last - first
    if n < 2 * _LEAST_CYCLES:
        return []
    part = seen[first:last]
    sums = np.cumsum(part, axis=0)
    left = np.arange(1, n)[:, None]
    apart = sums[:-1] / left - (sums[-1] - sums[:-1]) / (n - left)
    gain = np.sum(left * (n - left) / n * apart**2, axis=1)
    allowed = slice(_LEAST_CYCLES - 1, n - _LEAST_CYCLES)
    at = _LEAST_CYCLES + int(np.argmax(gain[allowed]))
    sides = np.median(part[:at], axis=0) - np.median(part[at:], axis=0)
    if np.abs(sides).max() < _DIFFERENCE:
        return []
    return [*_cuts(seen, first, first + at), first + at, *_cuts(seen, first + at, last)]
