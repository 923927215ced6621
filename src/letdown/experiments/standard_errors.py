"""Standard errors of published numbers: from whatever spread a paper gives to an error on the scale of the pass band."""

from __future__ import annotations

import math
from functools import cache

from letdown.experiments.bands import slope, transformed
from letdown.experiments.records import Published

_CI95 = 3.92
_IQR = 1.35
_OF_A_MEDIAN = 1.25
KINDS = ("sd", "sem", "cv", "ci95", "iqr", "range")
"""How a spread may be given; the last three as ``[low, high]``, ``cv`` as a fraction of the value."""


@cache
def expected_range(n: int) -> float:
    """d2(n): the mean range of ``n`` numbers in their standard deviations, if they are normal.

    The integral of 1 - F(x)**n - (1 - F(x))**n over the normal distribution F, by Simpson's rule.
    """
    steps, reach = 4000, 9.0
    width = 2.0 * reach / steps
    total = 0.0
    for k in range(steps + 1):
        below = 0.5 * math.erfc(-(-reach + k * width) / math.sqrt(2.0))
        weight = 1.0 if k in (0, steps) else 4.0 if k % 2 else 2.0
        total += weight * (1.0 - below**n - (1.0 - below) ** n)
    return total * width / 3.0


def standard_deviation(found: Published) -> float | None:
    """The standard deviation between women behind a spread, in the unit of the value; ``None`` for what gives none directly."""
    if found.spread is None or found.spread.kind == "ci95":
        return None
    size = found.spread.high
    between: dict[str, float] = {
        "sd": size,
        "sem": size * math.sqrt(found.n),
        "cv": size * abs(found.value),
        "iqr": (found.spread.high - found.spread.low) / _IQR,
        "range": (found.spread.high - found.spread.low) / expected_range(found.n),
    }
    return between[found.spread.kind]


def share_of(women: int, n: int) -> float:
    """The share that ``women`` of ``n`` stand for, drawn a little to the middle: (x + 0.5)/(n + 1)."""
    return (women + 0.5) / (n + 1.0)


def error_of(found: Published, statistic: str, scale: str) -> float | None:
    """The standard error of one published number on ``scale``; ``None`` where its spread is not published.

    Fractions of women, standard deviations, coefficients of variation and correlations need the number of women alone.
    """
    n = found.n
    if found.spread is not None and found.spread.kind == "ci95":
        width = transformed(scale, found.spread.high) - transformed(scale, found.spread.low)
        if math.isinf(width):  # an interval that leaves the scale, as one below 0 does
            width = (found.spread.high - found.spread.low) * slope(scale, found.value)
        return width / _CI95
    if statistic == "fraction":
        own = slope("arcsine", found.value)
        error = 0.5 / math.sqrt(n)
        return error if scale == "arcsine" else error / own * slope(scale, found.value)
    if statistic in ("sd", "cv") and scale == "log":
        return 1.0 / math.sqrt(2.0 * (n - 1))
    if statistic in ("correlation", "r_squared", "repeatability"):
        return 1.0 / math.sqrt(n - 3)
    between = standard_deviation(found)
    if between is None:
        return None
    error = between / math.sqrt(n) * (_OF_A_MEDIAN if statistic == "median" else 1.0)
    return error * slope(scale, found.value)


def error_of_contrast(first: Published, second: Published, statistic: str, contrast: str) -> float | None:
    """The standard error of a ratio (on ``log``) or a difference of two groups of different women; ``None`` without spreads."""
    scale = "log" if contrast == "ratio" else "linear"
    errors = [error_of(one, statistic, scale) for one in (first, second)]
    if errors[0] is None or errors[1] is None:
        return None
    return math.hypot(errors[0], errors[1])
