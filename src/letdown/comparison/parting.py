"""Where two runs of one woman part: the signal that differs while everything before it in the arc is still the same.

Both runs have the same random numbers, step by step, so that every signal is the same to the last bit until something acts on
it. A signal parts *of its own* if it differs before all that it hangs on does. How large that is, is read from then on until
something before it differs as well: what comes back later from the milk to the infant can't be taken for a cause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from letdown.comparison.estimates import Estimate, Interval, estimate, mean_interval
from letdown.comparison.stages import ORDER, SIGNALS, TITLES, Signal
from letdown.recording import Recording


class Alone(NamedTuple):
    """How a signal of one woman differed while nothing before it did: from when and for how long [s], and its mean in both runs.

    ``gap`` is the largest difference as a share of its largest value.
    """

    time: float
    lasting: float
    first: float
    second: float
    gap: float


Parted = Mapping[str, Alone]
"""The signals of one woman that parted of their own."""

MARGIN = 0.01
"""A signal parts clearly if the 95 % interval of its largest difference lies above this share of its largest value (assumed)."""
LEAST_WOMEN = 0.05
"""… in more than this share of the women (assumed)."""


class Part(NamedTuple):
    """A signal at which the arc parts of its own in ``share`` of the women, at ``time`` for ``lasting`` seconds (medians).

    ``size`` and ``gap`` (the largest difference as a share of the largest value) are of these women and of that time, which may
    be a single step.
    """

    signal: str
    stage: str
    words: str
    share: float
    time: float
    lasting: float
    size: Estimate
    gap: Interval

    @property
    def title(self) -> str:
        """What the stage is called."""
        return TITLES[self.stage]


def partings(first: Recording, second: Recording, stored: Mapping[str, tuple[float, float]]) -> Parted:
    """The signals at which two runs over one time axis part of their own.

    ``stored`` has the milk [mL] in each breast at the start of either run.
    """
    never = first.time.size
    since = {one.series: _since(first, second, one, stored) for one in SIGNALS}
    step = float(first.time[1] - first.time[0])
    found: dict[str, Alone] = {}
    for one in SIGNALS:
        until = min([never, *(since[name] for name in one.after), *(since[name] + 1 for name in one.back)])
        begin = since[one.series]
        if begin >= until:
            continue
        if one.series in stored:
            a, b = (np.array([value]) for value in stored[one.series])
        else:
            a, b = (run[one.series][begin:until] for run in (first, second))
        gap = float(np.abs(b - a).max() / max(np.abs(a).max(), np.abs(b).max()))
        found[one.series] = Alone(float(first.time[begin]), (until - begin) * step, float(a.mean()), float(b.mean()), gap)
    return found


def _since(first: Recording, second: Recording, signal: Signal, stored: Mapping[str, tuple[float, float]]) -> int:
    """The first step in which a signal differs at all; the number of steps where it never does."""
    if signal.series in stored:
        return 0 if stored[signal.series][0] != stored[signal.series][1] else first.time.size
    apart = first[signal.series] != second[signal.series]
    return int(np.argmax(apart)) if apart.any() else first.time.size


def clear_parts(found: Sequence[Parted]) -> tuple[Part, ...]:
    """The signals that part clearly over all women, in the order of the signal's way."""
    parts: list[Part] = []
    for one in SIGNALS:
        rows = np.array([row[one.series] for row in found if one.series in row], dtype=np.float64).reshape(-1, 5)
        if rows.shape[0] <= LEAST_WOMEN * len(found):
            continue
        time, lasting, first, second, gap = rows.T
        largest = mean_interval(gap)
        if largest.low is not None and largest.low > MARGIN:
            share, middle = rows.shape[0] / len(found), (float(np.median(time)), float(np.median(lasting)))
            parts.append(Part(one.series, one.stage, one.words, share, *middle, estimate(first, second), largest))
    return tuple(sorted(parts, key=lambda part: ORDER.index(part.stage)))
