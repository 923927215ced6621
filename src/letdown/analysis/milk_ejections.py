"""Milk ejections: waves of duct width, milk flow or duct pressure, found by how far a wave stands out (its prominence).

The trace is averaged to 1 s (or its own coarser step), smoothed over the sucking rhythm and the pauses between bursts of sucks,
and a peak counts where it stands out by the threshold of its kind and is broad enough. Onset and end are where the wave has left
its foot by a fifth of its height; the onset is looked for again under less smoothing, which would else put it too early.
Milk that was weighed badly must stand out further: by eight of the errors that its own noise leaves in the smoothed flow.
Balance and ultrasound agree on 72 % of ejections only (prime2009): no threshold finds them all.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from letdown.traces import Floats, checked_trace


class Threshold(NamedTuple):
    """How far a wave must stand out, in a published unit, and why."""

    prominence: float
    unit: str
    source: str
    note: str


THRESHOLDS = {
    "duct_width": Threshold(
        0.17, "of its width at rest", "ramsay2004", "derived: twice the 8.3 % that resting ducts vary at most"
    ),
    "milk_flow": Threshold(0.04, "g/s", "assumed", "0.2 g in 5 s, two errors of a balance; ramsay2006 saw up to 4.6 g"),
    "duct_pressure": Threshold(3.0, "mmHg", "assumed", "a third of the smallest rise given (cobo1967: 10 to 20 mmHg)"),
}
"""The one table of thresholds, by what is seen. Flow in mL/s takes the same number: 3 % is less than its own doubt."""

SMOOTHING = 8.0
"""Standard deviation of the smoothing [s]; bridges pauses of sucking up to some 10 s. Assumed."""
SHORTEST = 45.0
"""The shortest ejection described [s] (gardner2015): nearer peaks are one, and a shorter wave is milk that stood in the ducts."""
HALF_WIDTH = SHORTEST * 2.0 / 3.0
"""How long a wave must be above half its height [s]: as long as half a sine that lasts :data:`SHORTEST`."""
_ERRORS = 8.0
"""Errors of the smoothed flow by which a wave of milk must stand out: noise alone makes one wave in 100 quarter hours at most."""
_SHARPER = 0.3
"""Share of the smoothing under which an onset is looked for again."""
_TOO_EARLY = 0.5 * SMOOTHING
"""No more than this is an onset moved back [s]: smoothing moves the foot of a step by 0.84 deviations, of a slow rise by less."""
_AT_REST = 0.1
_WIDEST_USUAL = 3.2
"""The widest that a main duct usually is at rest [mm]: two standard deviations above the mean, 2.0 and 0.6 (ramsay2005)."""
FOOT = 0.2
"""Onset and end lie where this share of the height is reached and left. Assumed."""


class MilkEjections(NamedTuple):
    """One entry for each ejection: onset, peak and end [s], duration [s], height above its foot, and share.

    ``share``: of all milk (flow, mass) that ran in the trace, what ran from this onset to the next; of the area above the lowest
    value likewise for width and pressure.
    """

    onset: Floats
    peak: Floats
    end: Floats
    duration: Floats
    height: Floats
    share: Floats


def from_duct_width(time: ArrayLike, width: ArrayLike) -> MilkEjections:
    """Ejections in the width of a milk duct [mm].

    At rest it is as wide as in the narrowest tenth of the time; one that stays wider than ducts usually rest has not emptied, and
    is taken for the widest usual one.
    """
    middles, trace = _averaged(*checked_trace(time, width))
    least = THRESHOLDS["duct_width"].prominence * min(float(np.quantile(trace, _AT_REST)), _WIDEST_USUAL)
    return _find(middles, trace, trace - trace.min(), least)


def from_pressure(time: ArrayLike, pressure: ArrayLike) -> MilkEjections:
    """Ejections in the pressure of a milk duct [mmHg]."""
    middles, trace = _averaged(*checked_trace(time, pressure))
    return _find(middles, trace, trace - trace.min(), THRESHOLDS["duct_pressure"].prominence)


def from_flow(time: ArrayLike, flow: ArrayLike) -> MilkEjections:
    """Ejections in the flow of milk out of the nipple [g/s or mL/s]."""
    return _find_milk(*_averaged(*checked_trace(time, flow)))


def from_mass(time: ArrayLike, mass: ArrayLike) -> MilkEjections:
    """Ejections in the mass of milk gathered so far [g, or mL], as a balance gives it."""
    times, gathered = checked_trace(time, mass)
    edges = _edges(times)
    trace = np.diff(np.interp(edges, times, gathered)) / np.diff(edges)
    return _find_milk(0.5 * (edges[1:] + edges[:-1]), trace)


def _edges(time: Floats) -> Floats:
    """Even steps over the whole trace, as near to 1 s, or to its own coarser step, as they fit."""
    step = max(1.0, float(np.median(np.diff(time))))
    steps = max(1, round(float(time[-1] - time[0]) / step))
    return np.asarray(np.linspace(time[0], time[-1], steps + 1), dtype=np.float64)


def _averaged(time: Floats, values: Floats) -> tuple[Floats, Floats]:
    """Middles of even steps, and the mean of the trace over each."""
    area = np.concatenate(([0.0], np.cumsum(0.5 * (values[1:] + values[:-1]) * np.diff(time))))
    edges = _edges(time)
    return 0.5 * (edges[1:] + edges[:-1]), np.diff(np.interp(edges, time, area)) / np.diff(edges)


def _find_milk(time: Floats, flow: Floats) -> MilkEjections:
    """The waves of an evenly stepped flow of milk; the worse it was weighed, the further they must stand out."""
    step = float(time[1] - time[0]) if len(time) > 1 else 1.0
    least = max(THRESHOLDS["milk_flow"].prominence, _ERRORS * _error_of_smoothed(flow, step))
    return _find(time, flow, flow, least, flows=True)


def _error_of_smoothed(flow: Floats, step: float) -> float:
    """What the error of each weighing leaves in the smoothed flow: the SD of white noise that is smoothed and differentiated.

    The error is told from the third differences of the milk gathered, in which a smooth course hardly shows. They are taken as
    they come, and a pump's cycles or bursts of sucks pass for noise, but hardly in most of a trace: the median counts.
    """
    gathered = np.cumsum(flow) * step
    if len(gathered) < 4:
        return 0.0
    error = 1.4826 * float(np.median(np.abs(np.diff(gathered, 3)))) / np.sqrt(20.0)
    return error * float(np.sqrt(step / (4.0 * np.sqrt(np.pi) * SMOOTHING**3)))


def _find(time: Floats, trace: Floats, amount: Floats, prominence: float, flows: bool = False) -> MilkEjections:
    """The waves of an evenly stepped trace; ``amount`` is what their shares are shares of, ``flows`` where that is milk."""
    if len(time) < 2:
        return MilkEjections(*(np.empty(0) for _ in MilkEjections._fields))
    step = float(time[1] - time[0])
    smooth = _smoothed(trace, SMOOTHING / step)
    peaks = _apart(_prominent(smooth, prominence), smooth, SHORTEST / step)
    bounds = [0, *peaks, len(smooth) - 1]
    sharper = _smoothed(trace, _SHARPER * SMOOTHING / step) if peaks else smooth
    kept: list[tuple[float, float, float, float]] = []
    for number, peak in enumerate(peaks):
        before, after = bounds[number], bounds[number + 2]
        last = number == len(peaks) - 1
        if (
            _half_width(smooth, before, peak, after) * step >= HALF_WIDTH
            or (last and smooth[-1] - smooth.min() > FOOT * (smooth[peak] - smooth.min()))  # the end of the trace cuts it off
            or (last and flows and len(kept) > 0 and _ran_dry(smooth, peak))
        ):
            kept.append(_wave(time, smooth, sharper, before, peak, after))
    onset, peak_time, end, height = np.array(kept, dtype=np.float64).reshape(-1, 4).T
    run_until = np.concatenate(([0.0], np.cumsum(amount)))
    edges = np.append(time - 0.5 * step, time[-1] + 0.5 * step)
    run = np.diff(np.interp(np.append(onset, edges[-1]), edges, run_until))
    share = run / run_until[-1] if run_until[-1] > 0.0 else np.zeros_like(run)
    return MilkEjections(onset, peak_time, end, end - onset, height, share)


def _smoothed(trace: Floats, deviation: float) -> Floats:
    """The trace under a normal curve of ``deviation`` steps; beyond its ends it is mirrored."""
    reach = int(4.0 * deviation) + 1
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / deviation) ** 2)
    if reach <= len(trace):  # the same as np.pad in a fifth of its time
        mirrored = np.concatenate((trace[reach - 1 :: -1], trace, trace[: -reach - 1 : -1]))
    else:
        mirrored = np.pad(trace, reach, mode="symmetric")
    return np.asarray(np.convolve(mirrored, weights / weights.sum(), mode="valid"), dtype=np.float64)


def _turns(smooth: Floats) -> list[int]:
    """First sample, each at which a rise turns into a fall or the other way round, where it last moved, and the last."""
    change = np.diff(smooth)
    moving = np.flatnonzero(change)
    turning = np.flatnonzero(np.diff(change[moving] > 0.0))
    return [0, *(moving[turning] + 1).tolist(), *(moving[-1:] + 1).tolist(), len(smooth) - 1]


def _prominent(smooth: Floats, prominence: float) -> list[int]:
    """Where the trace peaks with a rise of ``prominence`` before and as deep a fall behind, from and to its lowest value.

    That value stands before and after the trace as well, so that an ejection cut off on its way down still counts; one that was
    still rising at the end does not (a smoothed trace is least sure at its ends).
    """
    turns = _turns(smooth)  # only there can anything be decided, and there are few; scipy.signal takes a second to import
    base = float(smooth.min())
    peaks: list[int] = []
    lowest, highest, at, rising = base, base, 0, True
    for now, level in zip([*turns, len(smooth)], [*smooth[turns].tolist(), base], strict=True):
        if rising and level > highest:
            highest, at = level, now
        elif rising and highest - level >= prominence:
            if 0 < at < len(smooth) - 1:
                peaks.append(at)
            lowest, rising = level, False
        elif not rising and level < lowest:
            lowest = level
        elif not rising and level - lowest >= prominence:
            highest, at, rising = level, now, True
    return peaks


def _apart(peaks: list[int], smooth: Floats, least: float) -> list[int]:
    """Of peaks nearer than ``least`` steps only the higher."""
    kept: list[int] = []
    for peak in peaks:
        if kept and peak - kept[-1] < least:
            kept[-1] = max(kept[-1], peak, key=lambda one: float(smooth[one]))
        else:
            kept.append(peak)
    return kept


def _wave(time: Floats, smooth: Floats, sharper: Floats, before: int, peak: int, after: int) -> tuple[float, float, float, float]:
    """Onset, peak, end and height of the wave at ``peak``, whose neighbours peak at ``before`` and ``after``."""
    step = float(time[1] - time[0])
    rising, falling = smooth[before : peak + 1][::-1], smooth[peak : after + 1]
    began = peak - _steps_until(rising, FOOT)
    end = time[peak] + _steps_until(falling, FOOT) * step
    foot = (1.0 - FOOT) * float(rising.min()) + FOOT * float(smooth[peak])
    onset = time[0] + min(_later(sharper[: peak + 1], began, foot), began + _TOO_EARLY / step) * step
    return float(onset), float(time[peak]), float(end), float(smooth[peak] - min(rising.min(), falling.min()))


def _later(sharper: Floats, began: float, foot: float) -> float:
    """Step at or after ``began`` at which the less smoothed trace is above ``foot``; smoothing lets a wave begin too early."""
    first = int(np.ceil(began))
    at = first + int(np.argmax(sharper[first:] > foot))
    return began if at == first else at - (sharper[at] - foot) / (sharper[at] - sharper[at - 1])


def _half_width(smooth: Floats, before: int, peak: int, after: int) -> float:
    """Steps for which the wave at ``peak`` is above half its height; a side on which it never falls so far counts in full."""
    rising, falling = smooth[before : peak + 1][::-1], smooth[peak : after + 1]
    return _steps_until(rising, 0.5) + _steps_until(falling, 0.5)


def _ran_dry(smooth: Floats, peak: int) -> bool:
    """Whether no milk runs any more behind the wave at ``peak``: sucking ended, and with it a wave that had begun."""
    behind = smooth[peak:] <= FOOT * smooth[peak]
    return bool(behind[-1]) and bool(behind[int(np.argmax(behind)) :].all())


def _steps_until(leaving: Floats, share: float) -> float:
    """Steps from the peak, where ``leaving`` begins, down to ``share`` of the way above the lowest value on this side."""
    foot = leaving.min() + share * (leaving[0] - leaving.min())
    first = int(np.argmax(leaving <= foot))
    if first == 0:
        return 0.0
    return first - (foot - leaving[first]) / (leaving[first - 1] - leaving[first])
