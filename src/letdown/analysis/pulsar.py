"""Hormone pulses against a smoothed baseline, by how far and for how many samples in a row they stand out.

After the PULSAR of Merriam and Wachter (merriam1982): the slow course of the series is taken away by a robust
smoothing in which pulses weigh little, what is left is divided by the error of the assay, and a pulse is one sample above
G(1) errors, or two in a row above G(2), … or five above G(5): a narrow pulse must be high, a broad one need not be. Written
anew from that description; where it is silent (weights, ends of the series) the choices are ours. The smoothing looks at ten
minutes or more: in a shorter series every rise is taken for the slow course, and rises are better found by their size alone.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from letdown.errors import InputError
from letdown.quantity import Count, Fraction, Known, PicogramsPerMillilitre, Seconds
from letdown.traces import Floats, checked_trace

_RECALLED = "recalled, not seen"


class Settings(NamedTuple):
    """How far a pulse must stand out."""

    g1: Annotated[Count, Known("errors by which one sample must lie above the baseline", 0.1, 50, "merriam1982", _RECALLED)] = 4.4
    g2: Annotated[Count, Known("errors by which two in a row must", 0.1, 50, "merriam1982", _RECALLED)] = 2.6
    g3: Annotated[Count, Known("errors by which three in a row must", 0.1, 50, "merriam1982", _RECALLED)] = 1.92
    g4: Annotated[Count, Known("errors by which four in a row must", 0.1, 50, "merriam1982", _RECALLED)] = 1.46
    g5: Annotated[Count, Known("errors by which five in a row must", 0.1, 50, "merriam1982", _RECALLED)] = 1.13
    coefficient_of_variation: Annotated[
        Fraction, Known("relative error of the assay (SD)", 0, 0.5, "assumed", "as the simulated assay")
    ] = 0.08
    least_error: Annotated[
        PicogramsPerMillilitre,
        Known("error of the assay near nothing (SD); both add as squares", 0, 1e4, "assumed", "a tenth of a limit of detection"),
    ] = 0.1
    smoothing: Annotated[
        Seconds, Known("width of the piece to which each point of the baseline is fitted", 1, 1e6, "assumed", "several pulses")
    ] = 900.0
    split: Annotated[Count, Known("errors of the dip that makes two pulses of one run", 0, 50, "merriam1982", _RECALLED)] = 2.7


class Pulses(NamedTuple):
    """One entry for each pulse: times of its nadir, peak and last sample [s], level at the peak, rise from the nadir [pg/mL].

    ``errors`` is how many errors of the assay the peak lies above the baseline.
    """

    onset: Floats
    peak: Floats
    end: Floats
    level: Floats
    rise: Floats
    errors: Floats


_ROUNDS = 6
_MOST = 4000
_WEIGHT_OF_A_PULSE = 0.02


def find_pulses(time: ArrayLike, concentration: ArrayLike, settings: Settings | None = None) -> Pulses:
    """Every pulse in samples of a hormone, in order.

    Raises :class:`~letdown.errors.InputError` for a trace that can't be used, fewer than five samples, or settings that are no
    finite numbers above 0.
    """
    rule, times, level = _checked(time, concentration, settings)
    _, excess, high = _baseline(times, level, rule)
    error = np.hypot(rule.coefficient_of_variation * level, rule.least_error)
    parts = [part for first, last in _runs(high) for part in _parts(level, error, first, last, rule.split)]
    rows: list[tuple[float, ...]] = []
    reached = 0
    for begin, end in parts:
        peak = begin + int(np.argmax(level[begin : end + 1]))
        if begin == 0 and level[peak] - level[: peak + 1].min() < rule.split * error[peak]:
            continue  # high from the first sample on: its rise was not seen
        nadir = begin - 1 - int(np.argmin(level[reached:begin][::-1])) if begin > reached else begin
        rows.append((times[nadir], times[peak], times[end], level[peak], level[peak] - level[nadir], excess[peak]))
        reached = end
    return Pulses(*np.array(rows, dtype=np.float64).reshape(-1, len(Pulses._fields)).T)


def baseline(time: ArrayLike, concentration: ArrayLike, settings: Settings | None = None) -> Floats:
    """The slow course of the series under its pulses, a value for each sample. Raises as :func:`find_pulses` does."""
    rule, times, level = _checked(time, concentration, settings)
    return _baseline(times, level, rule)[0]


def nominal_false_rate(settings: Settings | None = None) -> float:
    """Runs per sample that pure error of a known baseline would pass for pulses: the sum over n of P(above G(n)) to the nth."""
    rule = settings or Settings()
    return sum((0.5 * math.erfc(g / math.sqrt(2.0))) ** n for n, g in enumerate(rule[:5], 1))


def _checked(time: ArrayLike, concentration: ArrayLike, settings: Settings | None) -> tuple[Settings, Floats, Floats]:
    rule = settings or Settings()
    if not all(math.isfinite(number) and number >= 0.0 for number in rule) or min(rule[:5]) <= 0.0 or rule.smoothing <= 0.0:
        raise InputError(f"Settings of PULSAR must be finite numbers, G(n) and the smoothing above 0; given: {tuple(rule)}.")
    if rule.coefficient_of_variation == 0.0 and rule.least_error == 0.0:
        raise InputError("Without an error of the assay every wiggle is a pulse; give its coefficient of variation.")
    times, level = checked_trace(time, concentration)
    if len(times) < 5:
        raise InputError(f"{len(times)} samples are too few to tell pulses from a baseline: five or more are needed.")
    if len(times) > _MOST:
        raise InputError(
            f"{len(times)} samples are more than a baseline is fitted to ({_MOST}): average some, or cut the series."
        )
    return rule, times, level


def _baseline(times: Floats, level: Floats, rule: Settings) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """The smoothed series, errors by which samples lie above it, and which belong to pulses; rounds give pulses less weight."""
    middle = float(np.median(level))
    excess = (level - middle) / np.hypot(rule.coefficient_of_variation * middle, rule.least_error)
    high = np.zeros(len(level), dtype=np.bool_)
    smooth = level
    for _ in range(_ROUNDS):
        # Pulses only ever rise: their flanks lie above the baseline, too, and would draw it up.
        weight = np.where(high, _WEIGHT_OF_A_PULSE, 1.0 / (1.0 + np.clip(excess, 0.0, None) ** 2))
        smooth = _smoothed(times, level, weight, rule.smoothing)
        excess = (level - smooth) / np.maximum(np.hypot(rule.coefficient_of_variation * smooth, rule.least_error), 1e-12)
        before, high = high, _standing_out(excess, rule[:5])
        if high.any() and bool((before == high).all()):
            break
    return smooth, excess, high


def _smoothed(times: Floats, level: Floats, weight: Floats, window: float) -> Floats:
    """At each time a straight line through the samples within half a window, near ones weighing most; never below 0."""
    away = (times[None, :] - times[:, None]) / (0.5 * window)
    near = weight[None, :] * np.clip(1.0 - np.abs(away) ** 3, 0.0, None) ** 3 + 1e-12
    total = near.sum(axis=1)
    centre = (near * away).sum(axis=1) / total
    mean = near @ level / total
    spread = near * (away - centre[:, None])
    slope = spread @ level / np.maximum((spread * away).sum(axis=1), 1e-9)
    return np.maximum(mean - slope * centre, 0.0)


def _standing_out(excess: Floats, cutoffs: tuple[float, ...]) -> NDArray[np.bool_]:
    """Samples that belong to a run of n above the nth cutoff, for any n."""
    high = np.zeros(len(excess), dtype=np.bool_)
    for n, cutoff in enumerate(cutoffs, 1):
        for first, last in _runs(excess > cutoff):
            if last - first + 1 >= n:
                high[first : last + 1] = True
    return high


def _runs(high: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and last sample of each stretch of ``high``."""
    changes = np.flatnonzero(np.diff(np.concatenate(([False], high, [False])).astype(np.int8)))
    return [(int(first), int(after) - 1) for first, after in zip(changes[::2], changes[1::2], strict=True)]


def _parts(level: Floats, error: Floats, first: int, last: int, split: float) -> list[tuple[int, int]]:
    """A run of samples in as many pulses as it has peaks with a dip of ``split`` errors between them."""
    parts: list[tuple[int, int]] = []
    begin = peak = low = first
    for now in range(first + 1, last + 1):
        risen = level[peak] - level[low] >= split * error[peak] and level[now] - level[low] >= split * error[now]
        if level[now] < level[low]:
            low = now
        elif low > peak and risen:
            parts.append((begin, low - 1))
            begin, peak, low = low, now, now
        elif level[now] > level[peak]:
            peak = low = now
    return [*parts, (begin, last)]
