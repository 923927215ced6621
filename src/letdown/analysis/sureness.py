"""How sure a found event is: the trace is given its own noise once more, many times over, and searched again each time.

An event that most such replicates show is sure; one that goes is at the edge of what the trace can tell. A replicate has the
noise twice, so that what is said errs to the side of doubt. The detector comes as a function; nothing is known of it here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from letdown.errors import InputError
from letdown.traces import Floats, checked_trace

LEAST_REPLICATES = 100
INTERVAL = (5.0, 95.0)
"""Ends of an interval [percentiles]: nine of ten replicates lie within."""
_TO_SD = 1.4826
"""Standard deviation of a normal distribution beside the median of its distances from its middle."""


class Sureness(NamedTuple):
    """For each event of the trace: the share of replicates that show it, and the interval of its time [s].

    ``count_low`` and ``count_high`` are the interval of how many events there are. A time is nan where no replicate has it.
    """

    share: Floats
    low: Floats
    high: Floats
    count_low: int
    count_high: int


def noise_of(values: ArrayLike) -> float:
    """Standard deviation of the noise of even samples, from their third differences, in which a smooth course hardly shows.

    The median of those is taken, so that steps count little; what changes from sample to sample is all taken for noise.
    """
    trace = np.asarray(values, dtype=np.float64)
    if len(trace) < 4:
        return 0.0
    return float(np.median(np.abs(np.diff(trace, 3)))) * _TO_SD / np.sqrt(20.0)


def sureness(
    time: ArrayLike,
    values: ArrayLike,
    find: Callable[[Floats, Floats], Floats],
    noise: ArrayLike,
    tolerance: float,
    seed: int = 0,
    replicates: int = LEAST_REPLICATES,
) -> Sureness:
    """Search the trace ``replicates`` times with fresh normal ``noise`` (SD, one number or one for each sample) upon it.

    ``find`` gives the times [s] of the events of a trace. An event is found again where a replicate has one within ``tolerance``
    [s]; each of them answers for one event only. Raises :class:`~letdown.errors.InputError` for a trace that can't be used,
    fewer than 100 replicates, or a tolerance of 0.
    """
    times, trace = checked_trace(time, values)
    if replicates < LEAST_REPLICATES or not tolerance > 0.0:
        raise InputError(
            f"{replicates} replicates within {tolerance:g} s: at least {LEAST_REPLICATES} and a tolerance above 0 are needed."
        )
    events = find(times, trace)
    spread = np.broadcast_to(np.asarray(noise, dtype=np.float64), trace.shape)
    rng = np.random.Generator(np.random.Philox(seed))
    seen = np.full((replicates, len(events)), np.nan)
    counts = np.empty(replicates)
    for number in range(replicates):
        found = find(times, trace + spread * rng.standard_normal(len(trace)))
        counts[number] = len(found)
        for at, which in _pairs(events, found, tolerance):
            seen[number, at] = found[which]
    share = np.mean(np.isfinite(seen), axis=0) if len(events) else np.empty(0)
    bounds = [_interval(column[np.isfinite(column)]) for column in seen.T]
    low, high = np.array(bounds, dtype=np.float64).reshape(-1, 2).T
    count_low, count_high = np.percentile(counts, INTERVAL, method="nearest")
    return Sureness(share, low, high, int(count_low), int(count_high))


def _pairs(events: Floats, found: Floats, tolerance: float) -> list[tuple[int, int]]:
    """Events and what was found again, the nearest first, each at most once."""
    away = np.abs(events[:, None] - found[None, :])
    pairs: list[tuple[int, int]] = []
    while away.size and away.min() <= tolerance:
        one, other = (int(index) for index in np.unravel_index(np.argmin(away), away.shape))
        pairs.append((one, other))
        away[one, :] = away[:, other] = np.inf
    return pairs


def _interval(values: Floats) -> tuple[float, float]:
    if not values.size:
        return np.nan, np.nan
    low, high = np.percentile(values, INTERVAL)
    return float(low), float(high)
