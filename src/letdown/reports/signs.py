"""Signs of a session: what a mother may have felt or seen, when, how sure that is, and what its absence means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.dyad import DEFAULTS
from letdown.random_streams import STREAM_SIGNS, uniform
from letdown.recording import Recording
from letdown.reflex import signs
from letdown.reports.findings import SIDES, changed_parameter, feedings, ultrasound_let_downs

_CRAMPS_DRAW = 1 << 40
"""Counter of the draw that decides whether she feels the cramps, out of the way of the ejections'."""
_QUICKER_WITHIN = 60.0
"""Seconds after a let-down over which swallows are counted."""
_SATED = 1.0
BoolArray = NDArray[np.bool_]
NEXT_TO_NOTHING = "its absence says next to nothing about the milk"


class Sign(NamedTuple):
    """One sign of a session.

    ``noticed`` is what happened to this woman, ``times`` [s] when, ``chance`` the share of women with her sense who would notice
    it in this very session (0 to 1; ``None`` where that is not known), ``told`` what it is, and ``absence`` what it means if it
    is not there.
    """

    name: str
    noticed: bool
    times: tuple[float, ...]
    chance: float | None
    told: str
    absence: str


def signs_of(recording: Recording) -> tuple[Sign, ...]:
    """Every sign of ``recording``, read from it alone, the ones not noticed too."""
    return tuple(_signs(recording))


def _signs(recording: Recording) -> Iterator[Sign]:
    done = {side: feedings(recording, side) for side in SIDES}
    start = min((one.start for side in SIDES for one in done[side]), default=0.0)
    par = _par(recording)
    yield _felt(recording)
    yield _leaking(recording, start, par)
    for side in SIDES:
        yield _drip(recording, side, bool(done[side]), start, par)
    for side in SIDES:
        if any(one.doing == "breastfeed" for one in done[side]):
            yield _swallows(recording, side, next(one.start for one in done[side] if one.doing == "breastfeed"), par)
    yield _ducts(recording, start)
    yield from _cramps(recording)
    yield _thirst(recording, par)
    for side in SIDES:
        if any(one.doing == "breastfeed" for one in done[side]):
            yield _content(recording, side)


def _par(recording: Recording) -> signs.Parameters:
    """How this woman senses, as far as the recording says so."""
    usual = DEFAULTS.signs
    return usual._replace(
        **{
            name: changed_parameter(recording, f"signs.{name}", getattr(usual, name))
            for name in ("noticed_swallows", "noticed_thirst", "noticing_slope")
        }
    )


def _visible(recording: Recording) -> float:
    return changed_parameter(recording, "milk_removal.visible_drip", DEFAULTS.milk_removal.visible_drip)


def _when(recording: Recording, there: BoolArray) -> tuple[float, ...]:
    """The first time at which a condition holds."""
    found = np.flatnonzero(there)
    return (float(recording.time[found[0]]),) if found.size else ()


def _felt(recording: Recording) -> Sign:
    felt = recording["signs.felt"]
    times = recording.time[np.diff(felt, prepend=0.0) > 0.0]
    chance = float(recording["signs.chance_felt"][-1]) if "signs.chance_felt" in recording else None
    told = "a let-down felt as tingling, tightness or warmth"
    return Sign(
        "let_down_felt", bool(felt[-1] > 0.0), tuple(times.tolist()), chance, told, f"many never feel one; {NEXT_TO_NOTHING}"
    )


def _leaking(recording: Recording, start: float, par: signs.Parameters) -> Sign:
    dripped = sum(recording[f"{side}.milk_removal.dripped"] for side in SIDES)
    before = np.where(recording.time < start, dripped, 0.0)
    chance = signs.chance_noticed(float(before.max()) / _visible(recording), par)
    there = before >= _visible(recording)
    told = "leaking before the feed, at a cue that she has learned"
    return Sign("leaking", bool(there.any()), _when(recording, there), chance, told, f"many never leak; {NEXT_TO_NOTHING}")


def _drip(recording: Recording, side: str, fed: bool, start: float, par: signs.Parameters) -> Sign:
    dripped = recording[f"{side}.milk_removal.dripped"]
    earlier = recording.time < start
    since = dripped - float(dripped[earlier][-1] if earlier.any() else 0.0)
    there = (since >= _visible(recording)) & ~earlier
    chance = signs.chance_noticed(float(since.max()) / _visible(recording), par)
    told = f"milk dripping from the {side} breast" + ("" if fed else ", which nobody suckled")
    return Sign(f"{side}.drip", bool(there.any()), _when(recording, there), chance, told, NEXT_TO_NOTHING)


def _swallows(recording: Recording, side: str, start: float, par: signs.Parameters) -> Sign:
    onsets = recording["milk_ejections.onsets"]
    swallows = recording[f"{side}.milk_removal.swallows"]

    def rate(first: float, last: float) -> float:
        """Swallows a second between two times."""
        edges = np.interp([first, last], recording.time, swallows)
        return float(edges[1] - edges[0]) / (last - first) if last > first else 0.0

    during = onsets[onsets > start]
    end = float(recording.time[-1])
    first = float(during[0]) if during.size else end
    rise = rate(first, min(first + _QUICKER_WITHIN, end)) - rate(start, first) if during.size else 0.0
    beside = rise / par.noticed_swallows
    told = f"swallows of the baby at the {side} breast that come quicker with the milk"
    absence = "swallows can be hard to see or hear; someone who watches a feed can tell more"
    return Sign(
        f"{side}.swallows", beside >= 1.0, (first,) if beside >= 1.0 else (), signs.chance_noticed(beside, par), told, absence
    )


def _ducts(recording: Recording, start: float) -> Sign:
    _, onsets = ultrasound_let_downs(recording, start)
    told = "milk ducts that widen, which ultrasound alone shows"
    return Sign("ducts_widen", bool(onsets.size), tuple((onsets + start).tolist()), None, told, "ultrasound misses small ones")


def _cramps(recording: Recording) -> Iterator[Sign]:
    """Cramps of the uterus, as long as there may be any."""
    if "signs.cramps" not in recording:
        return
    cramps = recording["signs.cramps"]
    chance = float(cramps.max())
    seed, woman = (int(recording.attributes.get(name, 0)) for name in ("seed", "woman"))
    felt = uniform(seed, woman, STREAM_SIGNS, _CRAMPS_DRAW) < chance
    when = (float(recording.time[int(cramps.argmax())]),) if felt else ()
    told = "cramps of the womb with a let-down, in the first days, stronger after a second birth"
    yield Sign("cramps", felt, when, chance, told, f"they fade within about a week; {NEXT_TO_NOTHING}")


def _thirst(recording: Recording, par: signs.Parameters) -> Sign:
    thirst = recording["signs.thirst"]
    there = thirst > par.noticed_thirst
    chance = signs.chance_noticed(float(thirst.max()) / par.noticed_thirst, par)
    return Sign("thirst", bool(there.any()), _when(recording, there), chance, "thirst while milk is taken", NEXT_TO_NOTHING)


def _content(recording: Recording, side: str) -> Sign:
    ended = recording[f"{side}.suckling.ended"] == _SATED
    satiety = min(max(float(recording[f"{side}.suckling.satiety"][-1]), 0.0), 1.0)
    told = f"a baby content when it leaves the {side} breast; weight, nappies and waking tell more"
    absence = "a baby may also tire, fall asleep or be taken off; weight, nappies and waking tell more"
    return Sign(f"{side}.content", bool(ended.any()), _when(recording, ended), satiety, told, absence)
