"""Where two runs of one woman part: the signal that differs while everything before it in the arc is still the same.

Both runs have the same random numbers, step by step, so that every signal is the same to the last bit until something acts on
it. A signal parts *of its own* if it differs before all that it hangs on does. How large that is, is read from then on until
something before it differs as well: what comes back later from the milk to the infant can't be taken for a cause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from letdown.comparison.estimates import Estimate, estimate
from letdown.comparison.stages import ORDER, SIGNALS, TITLES, Signal
from letdown.recording import Recording

Parted = Mapping[str, tuple[float, float, float, float]]
"""For each signal that parted of its own: when and for how long only it differed [s], and its means in both runs meanwhile."""

MARGIN = 0.01
"""A signal differs clearly if its 95 % interval lies beyond this share of the larger mean (assumed: less is of no interest)."""
LEAST_WOMEN = 0.05
"""… in more than this share of the women (assumed)."""


class Part(NamedTuple):
    """A signal at which the arc parts of its own in ``share`` of the women, at ``time`` for ``lasting`` seconds (medians).

    ``size`` is of these women and of that time, which may be a single step.
    """

    signal: str
    stage: str
    words: str
    share: float
    time: float
    lasting: float
    size: Estimate

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
    found: dict[str, tuple[float, float, float, float]] = {}
    for one in SIGNALS:
        until = min([never, *(since[name] for name in one.after), *(since[name] + 1 for name in one.back)])
        begin = since[one.series]
        if begin >= until:
            continue
        if one.series in stored:
            a, b = stored[one.series]
        else:
            a, b = (float(run[one.series][begin:until].mean()) for run in (first, second))
        found[one.series] = (float(first.time[begin]), (until - begin) * step, a, b)
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
        rows = np.array([row[one.series] for row in found if one.series in row], dtype=np.float64).reshape(-1, 4)
        if not rows.shape[0] or rows.shape[0] <= LEAST_WOMEN * len(found):
            continue
        size = estimate(rows[:, 2], rows[:, 3])
        if _clear(size):
            time, lasting = (float(np.median(rows[:, place])) for place in (0, 1))
            parts.append(Part(one.series, one.stage, one.words, rows.shape[0] / len(found), time, lasting, size))
    return tuple(sorted(parts, key=lambda part: ORDER.index(part.stage)))


def _clear(size: Estimate) -> bool:
    """Whether difference or ratio is surely beyond the margin."""
    low, high = size.difference.low, size.difference.high
    if low is None or high is None or size.first is None or size.second is None:
        return False
    margin = MARGIN * max(abs(size.first), abs(size.second))
    if low > margin or high < -margin:
        return True
    low, high = size.ratio.low, size.ratio.high  # surer where women differ much in how large it is, and not in how it changes
    return low is not None and high is not None and (low > 1.0 + MARGIN or high < 1.0 / (1.0 + MARGIN))
