"""Milk flow: how fast a breast gave its milk, from the milk gathered so far (mL or g; flows in that unit per second)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from letdown.errors import InputError
from letdown.traces import Floats, checked_trace


class Periods(NamedTuple):
    """One entry for each period of high flow: start and end [s], and the milk that came in it."""

    start: Floats
    end: Floats
    milk: Floats


def cumulative_fraction(time: ArrayLike, milk: ArrayLike, at: ArrayLike, start: float = 0.0) -> Floats:
    """Share of the milk of the session that had come ``at`` seconds after ``start``; not a number if none came at all.

    It is the share of what was taken, not of what was there (lucas1980: 0.50 at 120 s, 0.85 at 240 s). After the end: 1.
    """
    times, trace = _from(time, milk, start)
    after = np.atleast_1d(np.asarray(at, dtype=np.float64))
    if not np.isfinite(after).all() or (after < 0.0).any():
        raise InputError("Times after the start must be finite numbers of at least 0 s.")
    total = trace[-1] - trace[0]
    if total <= 0.0:
        return np.full(after.shape, np.nan)
    return (np.interp(start + after, times, trace) - trace[0]) / total


def initial_flow(time: ArrayLike, milk: ArrayLike, window: float = 60.0, start: float = 0.0) -> float:
    """Mean flow over the first ``window`` seconds from ``start``."""
    times, trace = _from(time, milk, start)
    _checked_window(window, times)
    return float(np.interp(start + window, times, trace) - trace[0]) / window


def peak_flow(time: ArrayLike, milk: ArrayLike, window: float = 5.0, start: float = 0.0) -> float:
    """The highest mean flow over any ``window`` seconds from ``start`` on (5 s: ramsay2006)."""
    times, trace = _from(time, milk, start)
    _checked_window(window, times)
    # Milk gathered is linear between samples, so the best window begins or ends on one.
    begins = np.concatenate((times, times - window))
    begins = begins[(begins >= times[0]) & (begins <= times[-1] - window)]
    return float(np.max(np.interp(begins + window, times, trace) - np.interp(begins, times, trace))) / window


def time_above(time: ArrayLike, milk: ArrayLike, threshold: float, window: float = 5.0, start: float = 0.0) -> float:
    """Seconds from ``start`` on in which the mean flow over one ``window`` after another was above ``threshold``."""
    times, trace = _from(time, milk, start)
    _checked_window(window, times)
    whole = int((times[-1] - start) / window + 1e-9)
    gathered = np.interp(start + window * np.arange(whole + 1), times, trace)
    return window * float(np.count_nonzero(np.diff(gathered) / window > threshold))


def high_flow_periods(time: ArrayLike, milk: ArrayLike, threshold: float, window: float = 5.0, start: float = 0.0) -> Periods:
    """Each stretch of one ``window`` after another, from ``start`` on, whose mean flow was above ``threshold``.

    One window of low flow between two stretches does not part them: a balance in error by a drop or two would.
    """
    times, trace = _from(time, milk, start)
    _checked_window(window, times)
    whole = int((times[-1] - start) / window + 1e-9)
    edges = np.asarray(start + window * np.arange(whole + 1), dtype=np.float64)
    gathered = np.interp(edges, times, trace)
    high = np.diff(gathered) / window > threshold
    high[1:-1] |= high[:-2] & high[2:]
    changes = np.flatnonzero(np.diff(np.concatenate(([False], high, [False])).astype(np.int8)))
    begins, ends = changes[::2], changes[1::2]
    return Periods(edges[begins], edges[ends], gathered[ends] - gathered[begins])


def _from(time: ArrayLike, milk: ArrayLike, start: float) -> tuple[Floats, Floats]:
    """The trace from ``start`` on; :class:`InputError` where it does not hold ``start``."""
    times, trace = checked_trace(time, milk)
    if not times[0] <= start < times[-1]:
        raise InputError(f"The start at {start:g} s is not within the trace, which runs from {times[0]:g} to {times[-1]:g} s.")
    later = times > start
    return np.append(start, times[later]), np.append(np.interp(start, times, trace), trace[later])


def _checked_window(window: float, times: Floats) -> None:
    """:class:`InputError` unless the window is above 0 and fits into the trace."""
    if not 0.0 < window <= times[-1] - times[0]:
        raise InputError(f"A window of {window:g} s does not fit: give one above 0 and up to {times[-1] - times[0]:g} s.")
