"""How fast a hormone falls after its pulses, and how much of it there was above a baseline.

The half-life is that of a straight line through the logarithms of what lies above the baseline, from each peak to the next
nadir, one slope for all pulses; each sample weighs by its own error. A hormone that leaves by way of two compartments falls fast
first and slowly later: what is found is the mean over the time that was looked at, and hangs on how often blood was drawn.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from letdown.errors import InputError
from letdown.traces import Floats, checked_trace


class Decay(NamedTuple):
    """Half-life of the decay [s], nan where too few samples show one; its standard error [s]; how many samples were used."""

    half_life: float
    standard_error: float
    samples: int


LEAST_SAMPLES = 3
"""Samples of one fall below which it says nothing of a slope."""
_ERRORS_ABOVE = 2.0


def decay(
    time: ArrayLike,
    concentration: ArrayLike,
    peaks: ArrayLike,
    next_onsets: ArrayLike,
    baseline: float,
    coefficient_of_variation: float = 0.08,
) -> Decay:
    """Half-life of the falls from each of ``peaks`` to the nadir in ``next_onsets`` [s] that ends it, above ``baseline``.

    Samples less than two errors of the assay above the baseline are left out: their logarithm says nothing. Raises
    :class:`~letdown.errors.InputError` for a trace that can't be used, or peaks without their ends.
    """
    times, level = checked_trace(time, concentration)
    begins, ends = np.atleast_1d(np.asarray(peaks, np.float64)), np.atleast_1d(np.asarray(next_onsets, np.float64))
    if begins.shape != ends.shape or bool((ends < begins).any()):
        raise InputError(f"{begins.size} peaks and {ends.size} ends of their falls: each peak needs one end, behind it.")
    error = coefficient_of_variation * np.abs(level)
    usable = (level - baseline > _ERRORS_ABOVE * error) & (level > baseline)
    slope_top = slope_bottom = 0.0
    used = falls = 0
    residuals: list[tuple[Floats, Floats, Floats]] = []
    for begin, end in zip(begins, ends, strict=True):
        inside = np.flatnonzero((times >= begin) & (times <= end))
        gone = inside[~usable[inside]]
        inside = inside[inside < gone[0]] if gone.size else inside  # once it has drowned in the error it stays so
        if inside.size < LEAST_SAMPLES:
            continue
        logs = np.log(level[inside] - baseline)
        weight = ((level[inside] - baseline) / np.maximum(error[inside], 1e-12 + 1e-3 * level[inside])) ** 2
        since = times[inside] - np.average(times[inside], weights=weight)
        slope_top += float(np.sum(weight * since * logs))
        slope_bottom += float(np.sum(weight * since**2))
        residuals.append((weight, since, logs - np.average(logs, weights=weight)))
        used, falls = used + int(inside.size), falls + 1
    if slope_bottom <= 0.0 or slope_top >= 0.0:
        return Decay(math.nan, math.nan, used)
    rate = -slope_top / slope_bottom
    misfit = sum(float(np.sum(weight * (rest + rate * since) ** 2)) for weight, since, rest in residuals)
    scatter = max(misfit / max(used - falls - 1, 1), 1.0)
    half_life = math.log(2.0) / rate
    return Decay(half_life, half_life / rate * math.sqrt(scatter / slope_bottom), used)


def area_above(time: ArrayLike, concentration: ArrayLike, baseline: float) -> float:
    """Area between the samples, joined by straight lines, and ``baseline`` [pg·s/mL]; what lies below counts as negative."""
    times, level = checked_trace(time, concentration)
    above = level - baseline
    return float(np.sum(0.5 * (above[1:] + above[:-1]) * np.diff(times)))
