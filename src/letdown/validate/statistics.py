"""What the simulated women give for a target, and how sure that is.

Women are drawn at random from the population, so the error of a statistic is that of a sample: in closed form for means, by
resampling women (400 times, with a fixed seed) for the rest. Women of one group are the same in every arm and are drawn together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from letdown.experiments import Target
from letdown.experiments.bands import back, slope, transformed
from letdown.experiments.records import EXTREMES
from letdown.traces import Floats
from letdown.validate import rowwise

Columns = Mapping[tuple[str, str], Floats]
"""The values of the women by arm and measure; the second session of a woman is under the measure's name and :data:`AGAIN`."""

AGAIN = " again"
RESAMPLES = 400
REPLICATES = 1000
"""Studies of the paper's size, drawn from the women, in which extremes are looked for."""
NORMAL_90, NORMAL_95 = 1.6449, 1.96
_SEED = 20_240_229


@dataclass(frozen=True)
class Estimate:
    """What the women give: value and 95 % interval (90 % for a null) in the target's unit, standard error on its band's scale.

    ``value`` is NaN where the women don't give it and ``error`` infinite where it is unknown. For an order they are those of
    its weakest step, with a one-sided interval; for extremes ``low`` and ``high`` hold the central 95 % of the studies, and
    ``pair`` the medians of a range. ``left_out`` is the share of women without the value.
    """

    value: float
    error: float
    low: float
    high: float
    women: int
    left_out: float = 0.0
    note: str = ""
    pair: tuple[float, float] | None = None
    covers: bool | None = None
    off: float = math.nan


def estimate(target: Target, columns: Columns, groups: Mapping[str, str]) -> Estimate:
    """What the women of ``columns`` give for ``target``; arms of one entry of ``groups`` have the same women."""
    if target.statistic == "order":
        return _order(target, columns, groups)
    if target.statistic in EXTREMES:
        return _extreme(target, columns)
    if target.statistic in ("correlation", "r_squared", "repeatability"):
        return _association(target, columns)
    if target.versus:
        return _contrast(target, columns, groups)
    return _one_arm(target, columns)


def uses(target: Target) -> tuple[tuple[str, str], ...]:
    """The columns that a target needs, each as (arm, measure)."""
    if target.statistic == "order":
        return tuple((arm, target.measure) for arm in dict.fromkeys(arm for step in target.steps for arm in step))
    first = (target.arm, target.measure)
    if target.statistic == "repeatability":
        return (first, (target.arm, target.measure + AGAIN))
    if target.statistic in ("correlation", "r_squared"):
        return (first, (target.with_arm or target.arm, target.with_measure or target.measure))
    return (first, (target.versus, target.measure)) if target.versus else (first,)


def as_asked(target: Target, values: Floats) -> Floats:
    """The women's values, or 1 and 0 for who has and has not what a fraction counts; who has no value, has it not."""
    if target.limit is None:
        if target.statistic == "fraction" and np.isin(values[np.isfinite(values)], (0.0, 1.0)).all():
            return np.where(np.isfinite(values), values, 0.0)
        return values
    kind, low, high = target.limit
    have = np.where(np.isfinite(values), values, -math.inf if kind != "below" else math.inf)
    if kind == "above":
        return (have > low).astype(np.float64)
    if kind == "below":
        return (have < high).astype(np.float64)
    return ((have >= low) & (have <= high)).astype(np.float64)


def _statistic(target: Target) -> rowwise.Rowwise:
    """What is made of one arm; orders and nulls are of means (of fractions, where a limit is given)."""
    return rowwise.STATISTICS.get(target.statistic, rowwise.mean)


def _one_arm(target: Target, columns: Columns) -> Estimate:
    values = as_asked(target, columns[uses(target)[0]])
    make = _statistic(target)
    value = float(make(values[None])[0])
    if target.statistic in ("mean", "fraction"):
        error = _error_of_mean(target.scale, values, value)
    else:
        error = _spread(target.scale, make(values[_resampled(values.size, 0)]))
    return _estimated(target, value, error, values)


def _error_of_mean(scale: str, values: Floats, value: float) -> float:
    have = values[np.isfinite(values)]
    if have.size < 2:
        return math.inf
    if scale == "arcsine" and not 0.0 < value < 1.0:
        return 0.5 / math.sqrt(have.size)
    if scale == "log" and value <= 0.0:
        return 0.0 if not have.any() else math.inf
    return float(have.std(ddof=1)) / math.sqrt(have.size) * abs(slope(scale, value))


def _contrast(target: Target, columns: Columns, groups: Mapping[str, str]) -> Estimate:
    first, second = (as_asked(target, columns[one]) for one in uses(target))
    make = _statistic(target)
    paired = groups[target.arm] == groups[target.versus]
    if paired:
        first, second = _aligned(first, second)

    def contrast(a: Floats, b: Floats) -> Floats:
        one, other = make(a), make(b)
        if target.contrast == "difference":
            return one - other
        return np.divide(one, other, out=np.full(one.shape, np.nan), where=other > 0.0)

    value = float(contrast(first[None], second[None])[0])
    draw = _resampled(first.size, 0)
    drawn = contrast(first[draw], second[draw if paired else _resampled(second.size, 1)])
    note = "" if math.isfinite(value) else f"'{target.versus}' gives nothing above 0 to be compared with"
    wide = NORMAL_90 if target.statistic == "null" else NORMAL_95
    return _estimated(target, value, _spread(target.scale, drawn), first, second, note=note, wide=wide)


def _association(target: Target, columns: Columns) -> Estimate:
    first, second = _aligned(*(columns[one] for one in uses(target)))
    both = np.isfinite(first) & np.isfinite(second)
    x, y = first[both], second[both]
    measure = rowwise.repeatability if target.statistic == "repeatability" else rowwise.correlation

    def make(a: Floats, b: Floats) -> Floats:
        r = measure(a, b)
        return r * r if target.statistic == "r_squared" else r

    if x.size < 3:
        return _estimated(
            target, math.nan, math.inf, np.where(both, first, np.nan), note="fewer than three women have both values"
        )
    value = float(make(x[None], y[None])[0])
    draw = _resampled(x.size, 0)
    note = "" if math.isfinite(value) else "one of the two does not vary between women"
    return _estimated(target, value, _spread(target.scale, make(x[draw], y[draw])), np.where(both, first, np.nan), note=note)


def _order(target: Target, columns: Columns, groups: Mapping[str, str]) -> Estimate:
    """The step that is least sure, in units of its error; ``off`` is that number."""
    weakest = Estimate(math.nan, math.inf, math.nan, math.inf, 0, off=math.inf)
    for less, more in target.steps:
        a, b = as_asked(target, columns[more, target.measure]), as_asked(target, columns[less, target.measure])
        paired = groups[less] == groups[more]
        if paired:
            a, b = _aligned(a, b)
        difference = float((rowwise.mean(a[None]) - rowwise.mean(b[None]))[0])
        draw = _resampled(a.size, 0)
        moved = rowwise.mean(a[draw]) - rowwise.mean(b[draw if paired else _resampled(b.size, 1)])
        error = _spread("linear", moved)
        sure = _in_errors(difference, error)
        if not sure >= weakest.off:
            low = difference - NORMAL_95 * error if math.isfinite(error) else -math.inf
            note = f"weakest step: '{less}' to '{more}'" if len(target.steps) > 1 else ""
            left_out = 1.0 - float(np.isfinite(np.concatenate([a, b])).mean())
            weakest = Estimate(difference, error, low, math.inf, min(a.size, b.size), left_out, note, off=sure)
    return weakest


def _in_errors(difference: float, error: float) -> float:
    if not math.isfinite(difference):
        return -math.inf
    if error > 0.0:
        return difference / error
    return math.copysign(math.inf, difference) if difference else 0.0


def _extreme(target: Target, columns: Columns) -> Estimate:
    values = columns[uses(target)[0]]
    have = values[np.isfinite(values)]
    if have.size < target.n:
        return _estimated(target, math.nan, math.inf, values, note=f"fewer than {target.n} women have a value")
    draw = np.random.default_rng(_SEED).random((REPLICATES, have.size)).argpartition(target.n - 1, axis=1)[:, : target.n]
    studies = have[draw]
    sought: list[tuple[Floats, float]] = []
    if target.statistic in ("min", "range"):
        sought.append((studies.min(axis=1), target.band.low))
    if target.statistic in ("max", "range"):
        sought.append((studies.max(axis=1), target.band.high))
    ends = [(float(np.percentile(found, 2.5)), float(np.percentile(found, 97.5)), value) for found, value in sought]
    slack = 1e-9 * float(np.abs(have).max(initial=1.0))
    covers = all(low - slack <= value <= high + slack for low, high, value in ends)
    off = max(_off_range(low, high, value) for low, high, value in ends)
    medians = [float(np.median(found)) for found, _ in sought]
    return Estimate(
        medians[0],
        0.0,
        ends[0][0],
        ends[-1][1],
        values.size,
        1.0 - have.size / values.size,
        pair=(medians[0], medians[1]) if len(medians) > 1 else None,
        covers=covers,
        off=min(off, 1.0) if covers else off,
    )


def _off_range(low: float, high: float, value: float) -> float:
    """How far a published extreme lies from the middle of the studies', in half widths of at least a tenth of either."""
    middle = 0.5 * (low + high)
    half = max(0.5 * (high - low), 0.1 * max(abs(value), abs(middle)))
    if half == 0.0:
        return 0.0
    beyond = max(low - value, value - high, 0.0)
    return 1.0 + beyond / half if beyond > 0.0 else abs(value - middle) / half


def _estimated(target: Target, value: float, error: float, *used: Floats, note: str = "", wide: float = NORMAL_95) -> Estimate:
    everyone = np.concatenate(used)
    left_out = 1.0 - float(np.isfinite(everyone).mean()) if everyone.size else 1.0
    women = min((one.size for one in used), default=0)
    if not math.isfinite(value):
        return Estimate(math.nan, math.inf, math.nan, math.nan, women, left_out, note or "no woman has a value")
    at = transformed(target.scale, value)
    if not math.isfinite(error):
        return Estimate(value, error, math.nan, math.nan, women, left_out, note)
    if not math.isfinite(at):
        return Estimate(value, error, value, value, women, left_out, note)
    low, high = sorted((back(target.scale, at - wide * error), back(target.scale, at + wide * error)))
    if target.scale == "arcsine":
        low, high = min(low, value), max(high, value)
    return Estimate(value, error, low, high, women, left_out, note)


def _resampled(women: int, stream: int) -> NDArray[np.intp]:
    """Places of resampled women, one resample a row, always the same ones."""
    return np.random.default_rng((_SEED, stream, women)).integers(0, max(women, 1), (RESAMPLES, women))


def _spread(scale: str, values: Floats) -> float:
    """The standard deviation of resampled values on a scale; infinite where one in twenty of them has none there."""
    moved = np.array([transformed(scale, float(value)) for value in values])
    have = moved[np.isfinite(moved)]
    return float(have.std(ddof=1)) if have.size >= 0.95 * RESAMPLES else math.inf


def _aligned(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """The women who have been through both."""
    women = min(first.size, second.size)
    return first[:women], second[:women]


Estimator = Callable[[Target, Columns, Mapping[str, str]], Estimate]
