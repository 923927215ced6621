"""Hormone pulses: rises of a sampled hormone that are larger than the assay's error and than an absolute least rise.

A pulse is a rise from the last nadir by at least ``max(least_rise, error_multiple * cv * nadir)``; it is over, and the next
one can begin, when the level has fallen by ``error_multiple * cv * peak``. With the relative rule alone (``least_rise=0``)
counts hardly fall when pulses shrink; the absolute rule makes stress halve them, as published (ueda1994).
How many pulses are found hangs on how often blood was drawn: compare counts only at the same sampling.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from letdown.errors import InputError
from letdown.quantity import MICROUNIT_PG
from letdown.traces import Floats, checked_trace


class Thresholds(NamedTuple):
    """When a rise counts: the least rise [pg/mL], the assay's coefficient of variation, and how many errors a rise must be."""

    least_rise: float = 1.4 * MICROUNIT_PG
    coefficient_of_variation: float = 0.08
    error_multiple: float = 2.0


class Pulses(NamedTuple):
    """One entry for each pulse: times of its nadir and its peak [s], level at the peak and rise from the nadir [pg/mL]."""

    onset: Floats
    peak: Floats
    level: Floats
    rise: Floats


def find_pulses(time: ArrayLike, concentration: ArrayLike, thresholds: Thresholds | None = None) -> Pulses:
    """Every pulse in samples of a hormone, in order; a rise that the last sample cuts off counts.

    Raises :class:`~letdown.errors.InputError` for a trace that can't be used or thresholds below 0.
    """
    rule = thresholds or Thresholds()
    if not all(math.isfinite(number) and number >= 0.0 for number in rule):
        raise InputError(f"Thresholds of a pulse must be finite numbers of at least 0; given: {tuple(rule)}.")
    if rule.least_rise == 0.0 and rule.coefficient_of_variation * rule.error_multiple == 0.0:
        raise InputError("Without a least rise and without an error every wiggle is a pulse; set one of them above 0.")
    times, level = checked_trace(time, concentration)
    relative = rule.error_multiple * rule.coefficient_of_variation
    found: list[tuple[int, int]] = []
    nadir, peak = 0, -1  # a peak of -1: waiting for a rise
    for now in range(1, len(level)):
        if peak < 0:
            if level[now] < level[nadir]:
                nadir = now
            elif level[now] > level[nadir] and level[now] - level[nadir] >= max(rule.least_rise, relative * level[nadir]):
                peak = now
        elif level[now] > level[peak]:
            peak = now
        elif level[now] < level[peak] - relative * level[peak]:
            found.append((nadir, peak))
            nadir, peak = now, -1
    if peak >= 0:
        found.append((nadir, peak))
    nadirs, peaks = np.array(found, dtype=np.intp).reshape(-1, 2).T
    return Pulses(times[nadirs], times[peaks], level[peaks], level[peaks] - level[nadirs])
