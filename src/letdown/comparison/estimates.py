"""What two paired columns come to: means, difference and ratio with 95 % intervals, and who has more.

The difference is that of Student's paired t. The ratio is one of means, its interval Student's on the logarithm (the delta
method: the error of ``log(mean B / mean A)`` is that of the mean of ``B_i / mean B − A_i / mean A``), so that exchanging the two
gives one over it. Women who lack the number in either count in neither mean; their share is told.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from letdown.traces import Floats

LEVEL = 0.95
_ROUNDING = 1e-9
"""Differences of a woman smaller than this share of her larger number are no difference."""


class Interval(NamedTuple):
    """A value and its 95 % interval; ``None`` where there is none (a ratio to nothing, an interval of a single woman)."""

    value: float | None
    low: float | None
    high: float | None

    @property
    def known(self) -> bool:
        """Whether it has a value and an interval."""
        return self.value is not None and self.low is not None and self.high is not None


NOTHING = Interval(None, None, None)


class Estimate(NamedTuple):
    """Second against first in ``women`` who have the number in both.

    ``difference`` is second less first, ``ratio`` second over first; ``more`` and ``less`` are the shares of these women who have
    more or less in the second; ``undefined`` are the shares of all women who lack the number in the first and in the second.
    """

    first: float | None
    second: float | None
    difference: Interval
    ratio: Interval
    more: float | None
    less: float | None
    women: int
    undefined: tuple[float, float]


def estimate(first: Floats, second: Floats) -> Estimate:
    """Compare two columns with one row a woman; NaN is a number that she does not have."""
    have = np.isfinite(first), np.isfinite(second)
    undefined = (float(1.0 - have[0].mean()), float(1.0 - have[1].mean())) if first.size else (0.0, 0.0)
    both = have[0] & have[1]
    a, b = first[both], second[both]
    if not a.size:
        return Estimate(None, None, NOTHING, NOTHING, None, None, 0, undefined)
    apart = np.abs(b - a) > _ROUNDING * np.maximum(np.abs(a), np.abs(b))
    more, less = (float((apart & side).mean()) for side in (b > a, b < a))
    return Estimate(
        float(a.mean()), float(b.mean()), _difference(a, b), _ratio(a, b), more, less, int(a.size), undefined
    )  # fmt: skip


def mean_interval(values: Floats) -> Interval:
    """The mean of a column, with Student's interval."""
    value = float(values.mean())
    if values.size < 2:
        return Interval(value, None, None)
    half = _quantile(values.size - 1) * _error(values)
    return Interval(value, value - half, value + half)


def _difference(a: Floats, b: Floats) -> Interval:
    return Interval(0.0, 0.0, 0.0) if np.array_equal(a, b) else mean_interval(b - a)


def _ratio(a: Floats, b: Floats) -> Interval:
    below, above = float(a.mean()), float(b.mean())
    if below <= 0.0 or above < 0.0:
        return NOTHING
    if np.array_equal(a, b):
        return Interval(1.0, 1.0, 1.0)
    value = above / below
    if above == 0.0 or a.size < 2:  # nothing at all in the second: how near to nothing can't be told from these women
        return Interval(value, None, None)
    half = _quantile(a.size - 1) * _error(b / above - a / below)
    return Interval(value, value * math.exp(-half), value * math.exp(half))


def _error(values: Floats) -> float:
    """The standard error of a mean."""
    return float(values.std(ddof=1)) / math.sqrt(values.size)


@lru_cache(maxsize=64)
def _quantile(freedom: int) -> float:
    from scipy.stats import t

    return float(t.ppf(0.5 + 0.5 * LEVEL, freedom))
