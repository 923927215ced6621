"""Statistics of many samples of women at once: one sample a row, and a woman who has no value is NaN and is left out."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from letdown.traces import Floats

Rowwise = Callable[[Floats], Floats]


def counted(rows: Floats) -> Floats:
    """How many women of each row have a value."""
    return np.isfinite(rows).sum(axis=1).astype(np.float64)


def mean(rows: Floats) -> Floats:
    """The mean of each row; NaN where nobody has a value."""
    have = np.isfinite(rows)
    return _divided(np.where(have, rows, 0.0).sum(axis=1), have.sum(axis=1))


def sd(rows: Floats) -> Floats:
    """The standard deviation of each row (n - 1); NaN for fewer than two women."""
    have = np.isfinite(rows)
    off = np.where(have, rows - mean(rows)[:, None], 0.0)
    count = have.sum(axis=1)
    return np.sqrt(_divided((off * off).sum(axis=1), np.where(count > 1, count - 1, 0)))


def cv(rows: Floats) -> Floats:
    """The coefficient of variation of each row."""
    return _divided(sd(rows), mean(rows))


def median(rows: Floats) -> Floats:
    """The median of each row."""
    ordered = np.sort(np.where(np.isfinite(rows), rows, np.nan), axis=1)  # NaN goes last
    count = np.isfinite(ordered).sum(axis=1)
    at = np.arange(len(rows))
    return 0.5 * (ordered[at, np.maximum(count - 1, 0) // 2] + ordered[at, np.minimum(count // 2, rows.shape[1] - 1)])


def correlation(first: Floats, second: Floats) -> Floats:
    """Pearson's r of each row over the women who have both values; NaN where one of them does not vary."""
    both = np.isfinite(first) & np.isfinite(second)
    x, y = np.where(both, first, np.nan), np.where(both, second, np.nan)
    dx = np.where(both, x - mean(x)[:, None], 0.0)
    dy = np.where(both, y - mean(y)[:, None], 0.0)
    return _divided((dx * dy).sum(axis=1), np.sqrt((dx * dx).sum(axis=1) * (dy * dy).sum(axis=1)))


def repeatability(first: Floats, second: Floats) -> Floats:
    """The intraclass correlation of two sessions of the same women: the share of all variance that lies between women.

    One-way random effects, single measurement: ``(between - within) / (between + within)`` of the two mean squares.
    """
    both = np.isfinite(first) & np.isfinite(second)
    women = both.sum(axis=1)
    centre = np.where(both, 0.5 * (first + second), np.nan)
    off = np.where(both, centre - mean(centre)[:, None], 0.0)
    apart = np.where(both, first - second, 0.0)
    between = _divided(2.0 * (off * off).sum(axis=1), np.where(women > 1, women - 1, 0))
    within = _divided(0.5 * (apart * apart).sum(axis=1), women)
    return _divided(between - within, between + within)


def _divided(top: Floats, bottom: NDArray[np.generic]) -> Floats:
    """``top / bottom``, NaN where that is 0."""
    under = bottom.astype(np.float64)
    return np.divide(top, under, out=np.full(np.shape(top), np.nan), where=under != 0.0)


STATISTICS: dict[str, Rowwise] = {"mean": mean, "median": median, "sd": sd, "cv": cv, "fraction": mean}
"""What can be asked of one column of women, and contrasted between two."""
