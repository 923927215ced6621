"""What of a simulated session could have been seen: what is measured, and the chances of the signs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.dyad import DEFAULTS
from letdown.recording import Recording
from letdown.reflex import signs
from letdown.traces import Floats

_STILL_RUNNING = 60.0
"""A let-down that began so long (s) before the start still runs then."""
_SMOOTH = 10.0
"""Seconds over which the strongest flow is taken."""
_QUICKER_WITHIN = 60.0
_SATED = 1.0
SIDES = ("left", "right")


class Seen(NamedTuple):
    """One session of one woman.

    ``first_drop`` [s] from the start until milk runs by a let-down (NaN: never; the few drops that lie in the ducts come at once
    and do not count), ``volume`` [mL] of both breasts, ``lasted`` [min] until baby or pump was done, ``flow`` the strongest
    [mL/s], ``pain`` the mean of the nipple (0 to 1); the rest are chances to notice.
    """

    first_drop: float
    volume: float
    lasted: float
    flow: float
    pain: float
    felt: float
    drip: float
    leaking: float
    quicker_swallows: float
    content: float


def seen(recording: Recording) -> Seen:
    """What could have been seen of ``recording``."""
    time = recording.time
    step = float(recording.attributes["step"])
    taken = recording["left.milk_removal.removed"] + recording["right.milk_removal.removed"]
    active = np.flatnonzero((recording["left.nipple.vacuum"] > 0.0) | (recording["right.nipple.vacuum"] > 0.0))
    start = float(time[active[0]]) - step if active.size else 0.0
    stop = float(time[active[-1]]) if active.size else float(time[-1])
    during = time > start
    onsets = recording["milk_ejections.onsets"]
    ran = onsets[(onsets > start - _STILL_RUNNING) & (onsets < stop)]
    flow = recording["left.milk_ducts.flow"] + recording["right.milk_ducts.flow"]
    width = max(1, round(_SMOOTH / step))
    smooth = np.convolve(flow, np.full(width, 1.0 / width), "valid") if flow.size >= width else flow
    felt = recording["signs.chance_felt"]
    drip, leaking = _drip(recording, during)
    return Seen(
        max(0.0, float(ran[0]) - start) if ran.size else float("nan"),
        float(taken[-1]),
        (stop - start) / 60.0,
        float(smooth.max()),
        float(recording["nipple_afferents.pain"][during].mean()) if during.any() else 0.0,
        float(felt[-1]),
        drip,
        leaking,
        _swallows(recording, start),
        float(max(recording[f"{side}.suckling.satiety"][-1] for side in SIDES)),
    )


def _drip(recording: Recording, during: NDArray[np.bool_]) -> tuple[float, float]:
    """The chance to see a drip of a breast that nothing takes milk from, and of leaking before."""
    visible, par = DEFAULTS.milk_removal.visible_drip, DEFAULTS.signs
    most, early = 0.0, 0.0
    for side in SIDES:
        dripped = recording[f"{side}.milk_removal.dripped"]
        before = float(dripped[~during][-1]) if (~during).any() else 0.0
        early = max(early, before)
        if not (recording[f"{side}.nipple.vacuum"] > 0.0).any():
            most = max(most, float(dripped[-1]) - before)
    return float(signs.chance_noticed(most / visible, par)), float(signs.chance_noticed(early / visible, par))


def _swallows(recording: Recording, start: float) -> float:
    """The chance to notice that swallows come quicker with the first let-down."""
    onsets = recording["milk_ejections.onsets"]
    later = onsets[onsets > start]
    if not later.size:
        return 0.0
    swallows: Floats = recording["left.milk_removal.swallows"] + recording["right.milk_removal.swallows"]
    first, end = float(later[0]), float(recording.time[-1])

    def rate(begin: float, stop: float) -> float:
        edges = np.interp([begin, stop], recording.time, swallows)
        return float(edges[1] - edges[0]) / (stop - begin) if stop > begin else 0.0

    rise = rate(first, min(first + _QUICKER_WITHIN, end)) - rate(start, first)
    return float(signs.chance_noticed(rise / DEFAULTS.signs.noticed_swallows, DEFAULTS.signs))
