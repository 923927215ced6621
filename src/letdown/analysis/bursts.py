"""Milk-ejection bursts: when most oxytocin neurons fire together, found in recorded or simulated spikes."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.errors import InputError
from letdown.quantity import Count, Fraction, Hertz, Known, Seconds


class Settings(NamedTuple):
    """What counts as a burst."""

    window: Annotated[Seconds, Known("window in which the mean rate is taken", 0.1, 5, "assumed", "a third of a burst")] = 0.5
    rise: Annotated[
        Hertz, Known("mean rate above background that makes a burst", 1, 100, "assumed", "a burst reaches 30, noise 2")
    ] = 8.0
    shortest: Annotated[Seconds, Known("shortest burst", 0.05, 10, "assumed", "bursts of rats last 2 to 4 s")] = 0.3
    apart: Annotated[
        Seconds, Known("rises closer together are one burst", 0, 60, "assumed", "silence after bursts lasts longer")
    ] = 3.0
    spikes: Annotated[
        Count, Known("spikes beyond twice its usual number in a cell that takes part", 1, 100, "assumed", "bursts have 30")
    ] = 5.0
    taking_part: Annotated[Fraction, Known("share of cells that must take part", 0, 1, "assumed", "'most cells': one half")] = 0.5


class Bursts(NamedTuple):
    """One number for each burst: onset and duration (s), spikes a cell fired in it on average, share of cells that took part."""

    onset: NDArray[np.float64]
    duration: NDArray[np.float64]
    spikes_per_cell: NDArray[np.float64]
    participation: NDArray[np.float64]


_BIN = 0.05


def find(
    times: NDArray[np.float64],
    cells: NDArray[np.integer],
    n_cells: int,
    start: float,
    stop: float,
    settings: Settings | None = None,
) -> Bursts:
    """Find the bursts in spikes at ``times`` (s, rising) of ``cells`` (0 to ``n_cells`` - 1) recorded from ``start`` to ``stop``.

    A burst is a stretch in which the cells' mean rate exceeds its median over the whole recording by ``settings.rise`` and in
    which enough of them fire well beyond their own usual rate. Raises ``InputError`` where spikes and cells do not match.
    """
    ask = settings or Settings()
    if len(times) != len(cells):
        raise InputError(f"{len(times)} spike times for {len(cells)} cells: give each spike's time and its cell.")
    if n_cells < 1 or stop <= start:
        raise InputError(f"{n_cells} cells from {start:g} to {stop:g} s: give at least one cell, and an end after the start.")
    times = np.asarray(times, np.float64)
    bins = max(1, round((stop - start) / _BIN))
    counts = np.histogram(times, bins, (start, start + bins * _BIN))[0]
    width = min(bins, max(1, round(ask.window / _BIN)))
    rate = np.convolve(counts, np.ones(width), "same") / (width * _BIN * n_cells)
    usual = np.bincount(cells, minlength=n_cells) / (stop - start)
    background = float(np.median(rate))
    found: list[tuple[float, float, float, float]] = []
    for first, last in _stretches(rate > background + ask.rise, round(ask.apart / _BIN)):
        begin, end = _edges(counts, first, last, width, (background + 0.5 * ask.rise) * _BIN * n_cells)
        onset, duration = start + begin * _BIN, (end - begin) * _BIN
        inside = slice(*np.searchsorted(times, (onset, onset + duration)))
        fired = np.bincount(cells[inside], minlength=n_cells)
        participation = float(np.mean(fired >= 2.0 * usual * duration + ask.spikes))
        if duration >= ask.shortest and participation >= ask.taking_part:
            found.append((onset, duration, float(np.mean(fired)), participation))
    columns = np.array(found, np.float64).reshape(-1, 4).T
    return Bursts(columns[0], columns[1], columns[2], columns[3])


def _stretches(high: NDArray[np.bool_], apart: int) -> list[tuple[int, int]]:
    """First bin and bin after the last of each stretch of ``high``; stretches no more than ``apart`` bins apart are one."""
    changes = np.flatnonzero(np.diff(np.concatenate(([False], high, [False])).astype(np.int8)))
    joined: list[tuple[int, int]] = []
    for first, last in zip(changes[::2].tolist(), changes[1::2].tolist(), strict=True):
        if joined and first - joined[-1][1] <= apart:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _edges(counts: NDArray[np.integer], first: int, last: int, width: int, least: float) -> tuple[int, int]:
    """Where a stretch really begins and ends: its first and last bins with more than ``least`` spikes."""
    low = max(0, first - width)
    busy = np.flatnonzero(counts[low : last + width] > least)
    return (first, last) if busy.size == 0 else (low + int(busy[0]), low + int(busy[-1]) + 1)


def background_rate(
    times: NDArray[np.float64], bursts: Bursts, n_cells: int, start: float, stop: float, before: float = 3.0, after: float = 15.0
) -> float:
    """Mean rate of a cell (Hz) outside bursts: more than ``before`` s before and ``after`` s after every onset."""
    free = stop - start
    outside = np.ones(len(times), np.bool_)
    reached = start
    for onset in bursts.onset.tolist():
        begin, end = max(reached, onset - before), min(stop, onset + after)
        outside &= ~((times >= begin) & (times < end))
        free -= max(0.0, end - begin)
        reached = max(reached, end)
    return float(np.count_nonzero(outside)) / (n_cells * free) if free > 0.0 else float("nan")
