"""A trace: rising times and a value at each, simulated or measured. Detectors and instruments both start from one."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from letdown.errors import InputError

Floats = NDArray[np.float64]


def checked_trace(time: ArrayLike, values: ArrayLike) -> tuple[Floats, Floats]:
    """Both as float arrays; :class:`InputError` unless one-dimensional, equally long, finite, and time rising."""
    times, trace = np.asarray(time, dtype=np.float64), np.asarray(values, dtype=np.float64)
    if times.ndim != 1 or times.shape != trace.shape or len(times) < 2:
        raise InputError(f"A trace needs as many times as values, at least two; given: {times.shape} and {trace.shape}.")
    if not np.isfinite(times).all() or not np.isfinite(trace).all():
        raise InputError("A trace has a time or a value that is not a finite number; cut such samples out first.")
    if not (np.diff(times) > 0.0).all():
        raise InputError("The times of a trace must rise from each sample to the next; sort them and drop repeats.")
    return times, trace
