"""What a feed or a pumping came to, number by number: the model's truth, and what a laboratory would have seen of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.analysis import hormone_pulses, milk_ejections, milk_flow
from letdown.dyad import DEFAULTS
from letdown.instruments import duct_ultrasound, oxytocin_assay
from letdown.quantity import MICROUNIT_PG
from letdown.recording import Recording

FloatArray = NDArray[np.float64]
Value = float | int | str | tuple[float, ...] | None

SIDES = ("left", "right")
NOUNS = {"breastfeed": "breastfeed", "pump": "pumping", "hand": "expression by hand"}
FIRST_AND_LAST = 5.0
"""mL over which the fat of the first and of the last milk is taken."""
_PEAKS = hormone_pulses.Thresholds(coefficient_of_variation=0.0)
"""Peaks of the model's own course, which has no error."""


class Finding(NamedTuple):
    """One number of a report, with its unit (empty for words) and what it means; ``None`` where there is none."""

    name: str
    value: Value
    unit: str
    meaning: str


class Feeding(NamedTuple):
    """What was done at one breast (a key of :data:`NOUNS`), from when to when [s], and the milk it took [mL]."""

    doing: str
    start: float
    stop: float
    taken: float


def feedings(recording: Recording, side: str) -> list[Feeding]:
    """What was done at one breast, read from the recording itself, so that a file of one will do; the baby comes first."""
    sucks = recording[f"{side}.suckling.sucks"] > 0.0
    sucking = sucks & (recording[f"{side}.suckling.ended"] == 0.0)
    pumped = (recording[f"{side}.nipple.vacuum"] > 0.0) & ~sucks
    by_hand = (recording[f"{side}.nipple.rate"] > 0.0) & ~sucks & (not pumped.any())
    removed = recording[f"{side}.milk_removal.removed"]
    fresh = np.diff(removed, prepend=removed[:1])
    step = float(recording.attributes.get("step", 0.0))
    found: list[Feeding] = []
    for doing, when in (("breastfeed", sucking), ("pump", pumped), ("hand", by_hand)):
        active = np.flatnonzero(when)
        if not active.size:
            continue
        first, last = int(active[0]), int(active[-1])
        taken = (
            float(fresh[first : last + 1][~sucks[first : last + 1]].sum()) if doing != "breastfeed" else float(fresh[sucks].sum())
        )
        if doing != "hand" or taken > 0.0:
            found.append(Feeding(doing, float(recording.time[first]) - step, float(recording.time[last]), taken))
    return found


def find(recording: Recording, numbers_only: bool = False) -> Iterator[Finding]:
    """Every finding, in the order in which a report tells them; ``numbers_only`` spares the search for lists of times."""
    done = {side: feedings(recording, side) for side in SIDES}
    fed = [one for side in SIDES for one in done[side]]
    start = min((one.start for one in fed), default=0.0)
    stop = max((one.stop for one in fed), default=float(recording.time[-1]))
    yield from _let_downs(recording, start, stop)
    if not numbers_only:
        yield from _ultrasound(recording, done, start)
    for side in SIDES:
        yield from _breast(recording, side, done[side])
    yield from _blood(recording, numbers_only)
    yield from _assay(recording)
    felt = recording["signs.felt"]
    yield Finding("felt", int(felt[-1] - felt[0]), "1", "let-downs that she may have felt")
    if "signs.chance_felt" in recording:  # a file of an older version has neither
        yield Finding("chance_felt", float(recording["signs.chance_felt"][-1]), "1", "chance that she feels at least one of them")
        yield Finding("cramps", float(recording["signs.cramps"].max()), "1", "uterine cramps: the chance that she feels them")
    yield Finding("thirst", float(recording["signs.thirst"].max()), "1", "greatest thirst")


def _let_downs(recording: Recording, start: float, stop: float) -> Iterator[Finding]:
    onsets = recording["milk_ejections.onsets"]
    during = onsets[(onsets >= start) & (onsets <= stop)]
    first = float(during[0] - start) if during.size else None
    yield Finding("let_downs", _tuple(during), "s", "times of the let-downs while milk was taken")
    yield Finding("let_down_count", during.size, "1", "let-downs while milk was taken")
    yield Finding("first_let_down", first, "s", "from latch or pump on to the first let-down after it")
    yield Finding("let_downs_before", _tuple(onsets[onsets < start]), "s", "times of let-downs before latch or pump on")
    yield Finding("let_downs_after", _tuple(onsets[onsets > stop]), "s", "times of let-downs after the end")


def _ultrasound(recording: Recording, done: dict[str, list[Feeding]], start: float) -> Iterator[Finding]:
    probe, onsets = ultrasound_let_downs(recording, start, done)
    yield Finding("ultrasound_breast", SIDES[probe], "", "the breast that ultrasound looks at")
    yield Finding("ultrasound_let_downs", _tuple(onsets), "s", "let-downs that ultrasound would have seen, from latch or pump on")


def ultrasound_let_downs(
    recording: Recording, start: float, done: dict[str, list[Feeding]] | None = None
) -> tuple[int, FloatArray]:
    """Let-downs found again in the duct width of the breast that is not fed, as in ramsay2004, or of the left one.

    Its place in :data:`SIDES`, and their times [s] from ``start``.
    """
    fed = done if done is not None else {side: feedings(recording, side) for side in SIDES}
    probe = 1 if fed["left"] and not fed["right"] else 0
    part = recording.window(start, float(recording.time[-1]))
    onsets: FloatArray = np.empty(0)
    if part.time.size > 1 and part.time[-1] - part.time[0] > 2.0:
        width = part[f"{SIDES[probe]}.milk_ducts.duct_width"]
        frames = duct_ultrasound.measure(
            part.time, width, seed=_key(recording, "seed"), woman=_key(recording, "woman"), probe=probe
        )
        onsets = milk_ejections.from_duct_width(frames.time, frames.values).onset - start
    return probe, onsets


def _breast(recording: Recording, side: str, done: list[Feeding]) -> Iterator[Finding]:
    def last(name: str) -> float:
        return float(recording[f"{side}.{name}"][-1])

    alveolar, ducts = recording[f"{side}.milk_ducts.alveolar_milk"], recording[f"{side}.milk_ducts.duct_milk"]
    taken, dripped = last("milk_removal.removed"), last("milk_removal.dripped")
    available = float(alveolar[0] + ducts[0])
    yield Finding(f"{side}.doing", " and ".join(one.doing for one in done), "", "what took milk from this breast")
    yield Finding(f"{side}.available", available, "mL", "milk in the breast at the start")
    yield Finding(f"{side}.taken", taken, "mL", "milk taken")
    yield Finding(
        f"{side}.left", last("milk_ducts.alveolar_milk") + last("milk_ducts.duct_milk"), "mL", "milk left in the breast"
    )
    yield Finding(f"{side}.share", taken / available, "1", "share of the available milk that was taken")
    yield Finding(f"{side}.dripped", dripped, "mL", "milk that dripped")
    yield Finding(f"{side}.drip", _drip(recording, dripped), "", "what she would have seen of it")
    if not done:
        return
    feeding = done[0]
    first, end = _fat(recording, side)
    yield Finding(f"{side}.fat_first", first, "g/L", f"fat of the first {FIRST_AND_LAST:g} mL")
    yield Finding(f"{side}.fat_last", end, "g/L", f"fat of the last {FIRST_AND_LAST:g} mL")
    yield Finding(f"{side}.duration", feeding.stop - feeding.start, "s", f"how long the {NOUNS[feeding.doing]} lasted")
    for one in done if len(done) > 1 else ():
        yield Finding(f"{side}.taken_by_{one.doing}", one.taken, "mL", f"milk that the {NOUNS[one.doing]} took")
    shares = milk_flow.cumulative_fraction(
        recording.time, recording[f"{side}.milk_removal.removed"], (120.0, 240.0), max(feeding.start, float(recording.time[0]))
    )
    for minutes, share in zip((2, 4), shares, strict=True):
        meaning = f"share of what was taken that had come {minutes} min after the start"
        yield Finding(f"{side}.share_by_{minutes}_min", float(share) if taken > 0.0 else None, "1", meaning)
    if feeding.doing == "breastfeed":
        yield Finding(f"{side}.swallows", round(last("milk_removal.swallows")), "1", "swallows")
        yield Finding(
            f"{side}.ended", str(recording.attributes.get(f"ended_{side}", "")), "", "why the feed at this breast ended"
        )


def _fat(recording: Recording, side: str) -> tuple[float | None, float | None]:
    """Fat of the first and the last milk taken, each a mean over its volume."""
    removed, fat = recording[f"{side}.milk_removal.removed"], recording[f"{side}.milk_removal.fat"]
    volume = np.diff(removed, prepend=removed[:1])
    total = float(removed[-1])
    if total <= 0.0:
        return None, None
    amount = min(FIRST_AND_LAST, total)
    first, end = removed <= amount, removed >= total - amount
    means = [float(np.average(fat[part], weights=volume[part])) if volume[part].sum() > 0.0 else None for part in (first, end)]
    return means[0], means[1]


def _drip(recording: Recording, dripped: float) -> str:
    if dripped >= changed_parameter(recording, "milk_removal.gathered_drip", DEFAULTS.milk_removal.gathered_drip):
        return "enough to gather"
    return (
        "some"
        if dripped >= changed_parameter(recording, "milk_removal.visible_drip", DEFAULTS.milk_removal.visible_drip)
        else "none to see"
    )


def _blood(recording: Recording, numbers_only: bool) -> Iterator[Finding]:
    level = recording["plasma_oxytocin.concentration"]
    peaks: FloatArray = np.empty(0)
    if recording.time.size > 1 and not numbers_only:
        peaks = hormone_pulses.find_pulses(recording.time, level, _PEAKS).level
    yield Finding("oxytocin_baseline", float(level[0]), "pg/mL", "oxytocin in the blood at rest")
    yield Finding("oxytocin_peaks", _tuple(peaks), "pg/mL", "its peaks")
    yield Finding("oxytocin_highest", float(level.max()), "pg/mL", "its highest level")


def _assay(recording: Recording) -> Iterator[Finding]:
    """What an extracted radioimmunoassay with a sample every 2 min would have read."""
    interval = oxytocin_assay.EXTRACTED_RADIOIMMUNOASSAY.sampling_interval
    readings: FloatArray = np.empty(0)
    pulses = 0
    if recording.time.size > 1 and recording.time[-1] - recording.time[0] >= interval:
        level = recording["plasma_oxytocin.concentration"]
        found = oxytocin_assay.measure(recording.time, level, seed=_key(recording, "seed"), woman=_key(recording, "woman"))
        readings = found.values
        pulses = hormone_pulses.find_pulses(found.time, found.values).peak.size if readings.size > 1 else 0
    highest = float(readings.max()) if readings.size else None
    yield Finding("assay_interval", interval, "s", "time between two blood samples")
    yield Finding("assay_lowest", float(readings.min()) if readings.size else None, "pg/mL", "lowest reading of the laboratory")
    yield Finding("assay_highest", highest, "pg/mL", "highest reading of the laboratory")
    yield Finding("assay_highest_units", None if highest is None else highest / MICROUNIT_PG, "uU/mL", "the same in units")
    yield Finding("assay_pulses", pulses, "1", "pulses that the laboratory would have counted")


def _key(recording: Recording, name: str) -> int:
    return int(recording.attributes.get(name, 0))


def changed_parameter(recording: Recording, path: str, default: float) -> float:
    """A parameter as this run had it: the default unless it stands among the changed ones."""
    for change in str(recording.attributes.get("parameters_changed", "")).split("; "):
        name, _, value = change.partition(" = ")
        if name == path:
            return float(value)
    return default


def _tuple(values: FloatArray) -> tuple[float, ...]:
    return tuple(values.tolist())
