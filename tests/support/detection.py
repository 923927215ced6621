"""How well a detector does: what was there to be found by a rule of its own, what was found, and how both are matched."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.analysis.hormone_pulses import Thresholds, find_pulses
from letdown.analysis.pulsar import Settings
from letdown.analysis.pulsar import find_pulses as pulsar_pulses
from letdown.instruments import oxytocin_assay
from letdown.recording import Recording

Floats = NDArray[np.float64]

TOLERANCE = 20.0
"""An onset found within so many seconds of a true one is that one."""
APART = 45.0
"""The shortest ejection [s]: one that begins sooner after another is the same to whoever sees milk or ducts."""
CONTRACTS = 0.03
"""Rise of contraction from which the myoepithelium contracted at all: a quarter of what the threshold dose by vein gives.

2 mU, the least that raises pressure (myoep1962), contracts the median woman's cells by 0.12: the model counts from a tenth."""
SHOWS = {"flow": 0.04, "width": 0.17}
"""Rise of the noise-free series that can be seen: 0.2 g in 5 s [mL/s], and twice the 8.3 % that resting ducts vary by at most
(ramsay2004) [of the width with which the recording begins]."""
MEANT = 20.0
"""Seconds over which a trace is averaged before it is asked whether an ejection shows in it: a burst of sucks with its pause."""


class Score(NamedTuple):
    """True events, found ones, matches, and for each match how much too late it was found [s]."""

    true: int
    found: int
    hits: int
    late: Floats

    @property
    def f1(self) -> float:
        return 2.0 * self.hits / (self.true + self.found)

    @property
    def sensitivity(self) -> float:
        return self.hits / self.true

    @property
    def precision(self) -> float:
        return self.hits / max(self.found, 1)

    def timing(self, percentile: float) -> float:
        """So many percent of the matches lie no further off than this [s]."""
        return float(np.percentile(np.abs(self.late), percentile))


def contractions(recording: Recording, least: float = CONTRACTS) -> Floats:
    """When contraction had risen by ``least``, once for each rise; it must fall by as much before it can rise anew."""
    onsets: list[float] = []
    extreme, rising = 0.0, False
    for time, level in zip(recording.time.tolist(), recording["myoepithelium.activation"].tolist(), strict=True):
        extreme = max(extreme, level) if rising else min(extreme, level)
        if not rising and level > extreme + least:
            onsets.append(time)
            extreme, rising = level, True
        elif rising and level < extreme - least:
            extreme, rising = level, False
    return np.array(onsets)


def visible(recording: Recording, series: str, begun: Floats | None = None) -> Floats:
    """Onsets of the contractions that ``series`` can show: no detector and no noise decides which.

    ``begun`` are the contractions that are asked for; without it all, also those too weak for the model to count. One that
    begins less than 45 s after another is left out, and one that the noise-free series hardly shows: within 60 s (and before the
    next) its mean over 20 s must come to lie above that of the 20 s before by what :data:`SHOWS` says. A breast that is empty,
    an infant that has let go, and an ejection before the latch show no milk.
    """
    time, values = recording.time, recording[series]
    least = SHOWS["width"] * float(values[0]) if series.endswith("width") else SHOWS["flow"]
    onsets: list[float] = []
    for onset in contractions(recording) if begun is None else begun:
        if not onsets or onset - onsets[-1] >= APART:
            onsets.append(float(onset))
    each = max(1, round(MEANT / float(time[1] - time[0])))
    until = np.concatenate(([0.0], np.cumsum(values)))
    means, begins = (until[each:] - until[:-each]) / each, time[: len(values) - each + 1]
    shown: list[float] = []
    for onset, following in pairwise([*onsets, np.inf]):
        after = means[(begins >= onset) & (begins <= min(onset + 60.0, following))]
        if after.size and after.max() - np.interp(onset - MEANT, begins, means) >= least:
            shown.append(onset)
    return np.array(shown)


def score(pairs: Iterable[tuple[Floats, Floats]], tolerance: float = TOLERANCE) -> Score:
    """Match true and found times of many traces, the nearest first, each at most once."""
    true = found = 0
    late: list[float] = []
    for wanted, got in pairs:
        true, found = true + len(wanted), found + len(got)
        off = np.abs(wanted[:, None] - got[None, :])
        while off.size and off.min() <= tolerance:
            row, column = np.unravel_index(np.argmin(off), off.shape)
            late.append(float(got[column] - wanted[row]))
            off[row, :] = off[:, column] = np.inf
    return Score(true, found, len(late), np.array(late))


def bursts(recording: Recording) -> Floats:
    """When the noise-free blood peaks after each burst that reaches the pituitary."""
    time, level = recording.time, recording["plasma_oxytocin.concentration"]
    peaks: list[float] = []
    for burst in recording["oxytocin_neurons.burst_times"]:
        inside = np.flatnonzero((time >= burst - 1.0) & (time <= burst + 45.0))
        if inside.size:
            peaks.append(float(time[inside[np.argmax(level[inside])]]))
    return np.array(peaks)


def pulses(detector: str, time: Floats, level: Floats, cv: float):
    """What one of the two detectors of pulses finds, told the error of the assay."""
    if detector == "threshold":
        return find_pulses(time, level, Thresholds(coefficient_of_variation=cv))
    return pulsar_pulses(time, level, Settings(coefficient_of_variation=cv))


def score_pulses(recordings: Iterable[Recording], detector: str, every: float, cv: float) -> tuple[Score, float]:
    """How well bursts are found in blood drawn ``every`` so many seconds, and hours of blood that were searched."""
    assay = oxytocin_assay.Settings(sampling_interval=every, coefficient_of_variation=cv)
    pairs: list[tuple[Floats, Floats]] = []
    hours = 0.0
    for seed, one in enumerate(recordings):
        seen = oxytocin_assay.measure(one.time, one["plasma_oxytocin.concentration"], assay, seed)
        pairs.append((bursts(one), pulses(detector, seen.time, seen.values, cv).peak))
        hours += float(one.time[-1] - one.time[0]) / 3600.0
    return score(pairs, max(30.0, every)), hours


def train(rng: np.random.Generator, half_life: float = 216.0, minutes: float = 20.0) -> tuple[Floats, Floats]:
    """A level of 2 pg/mL with pulses of 8 pg/mL (CV 0.3) every 4 min (CV 0.3) that fall by one half-life [s], every second."""
    time = np.arange(-180.0, 60.0 * minutes)
    level = np.full_like(time, 2.0)
    at = float(rng.uniform(30.0, 120.0))
    while at < time[-1]:
        since = time - at
        level += np.where(since >= 0.0, 8.0 * rng.lognormal(-0.045, 0.3) * 0.5 ** (since.clip(0.0) / half_life), 0.0)
        at += float(rng.gamma(11.0, 240.0 / 11.0))
    return time, level
