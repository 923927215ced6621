"""Oxytocin pulses in blood, found again in the samples of an assay; how many hangs on how often blood was drawn."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from letdown.analysis import hormone_pulses
from letdown.observables.arguments import FROM, TO
from letdown.observables.blood import (
    ASSAY,
    BASE_FROM,
    ERRORS,
    EVERY,
    LEAST,
    SAMPLED,
    TIMES,
    WITH_BASELINE,
    assay_error,
    readings,
    significant,
)
from letdown.observables.kinds import Argument, observable
from letdown.observables.view import View

if TYPE_CHECKING:
    from letdown.observables.requests import Request

DETECTOR = Argument("detector", "", "how pulses are found", "threshold", "", ("threshold", "pulsar"))
FOUND = (DETECTOR, LEAST, ERRORS, *SAMPLED)
BEFORE = Argument("before", "s", "the time, such as the latch, before which a rise is looked for", 0.0)


def found_pulses(view: View, ask: Request) -> hormone_pulses.Pulses:
    """The pulses in the samples of a window; fewer than two samples hold none."""
    drawn = readings(view, ask)
    key = ("pulses", ask.text("detector"), ask.number("least_rise"), ask.number("error_multiple"), assay_error(ask))
    return view.once((*key, drawn.time.tobytes(), drawn.values.tobytes()), lambda: _find(view, ask, drawn.time, drawn.values))


def _find(view: View, ask: Request, time: np.ndarray, values: np.ndarray) -> hormone_pulses.Pulses:
    if time.size < 2:
        return hormone_pulses.Pulses(*(np.empty(0) for _ in hormone_pulses.Pulses._fields))
    if ask.text("detector") == "pulsar":
        from letdown.analysis import pulsar

        found = pulsar.find_pulses(time, values, pulsar.Settings(coefficient_of_variation=assay_error(ask)))
        return hormone_pulses.Pulses(found.onset, found.peak, found.level, found.rise)
    rule = hormone_pulses.Thresholds(ask.number("least_rise"), assay_error(ask), ask.number("error_multiple"))
    return hormone_pulses.find_pulses(time, values, rule)


@observable("1", "positive", *FOUND, instruments=ASSAY)
def oxytocin_pulses(view: View, ask: Request) -> float:
    """The number of pulses in a window."""
    return float(found_pulses(view, ask).peak.size)


@observable("1/min", "positive", *FOUND, instruments=ASSAY)
def oxytocin_pulse_rate(view: View, ask: Request) -> float:
    """Pulses a minute of the window."""
    span = view.span(ask)
    return 60.0 * found_pulses(view, ask).peak.size / (span.stop - span.start)


@observable("1", "fraction", *FOUND, instruments=ASSAY)
def oxytocin_pulsatile(view: View, ask: Request) -> float:
    """1 where a window shows at least two pulses."""
    return float(found_pulses(view, ask).peak.size >= 2)


@observable("s", "positive", *FOUND, instruments=ASSAY)
def oxytocin_pulse_interval(view: View, ask: Request) -> float:
    """The mean time from the peak of a pulse to that of the next; none with fewer than two pulses."""
    peaks = found_pulses(view, ask).peak
    return float(np.diff(peaks).mean()) if peaks.size > 1 else math.nan


@observable("pg/mL", "positive", *FOUND, instruments=ASSAY)
def oxytocin_pulse_amplitude(view: View, ask: Request) -> float:
    """The mean rise of a pulse from its nadir to its peak; none without a pulse."""
    rises = found_pulses(view, ask).rise
    return float(rises.mean()) if rises.size else math.nan


@observable(
    "s", "positive", Argument("baseline", "pg/mL", "level to which oxytocin falls", required=True), *FOUND, instruments=ASSAY
)
def oxytocin_pulse_half_life(view: View, ask: Request) -> float:
    """The half-life with which oxytocin falls after its pulses, one for all of a window; none where too few samples show it."""
    from letdown.analysis import hormone_decay

    found, drawn = found_pulses(view, ask), readings(view, ask)
    if not found.peak.size or drawn.time.size < 2:
        return math.nan
    ends = np.append(found.onset[1:], drawn.time[-1])
    error = max(assay_error(ask), 1e-3)
    return hormone_decay.decay(drawn.time, drawn.values, found.peak, ends, ask.number("baseline"), error).half_life


@observable("s", "positive", *FOUND, instruments=ASSAY)
def oxytocin_first_pulse(view: View, ask: Request) -> float:
    """The time of the peak of the first pulse, since the start of the window; none without a pulse."""
    peaks = found_pulses(view, ask).peak
    return float(peaks[0]) - view.origin(ask) if peaks.size else math.nan


@observable("s", "positive", *WITH_BASELINE, instruments=ASSAY)
def oxytocin_surge_duration(view: View, ask: Request) -> float:
    """How long the greatest surge stood above half of its rise over the baseline."""
    drawn = readings(view, ask)
    top = int(np.argmax(drawn.values))
    half = drawn.base + 0.5 * (float(drawn.values[top]) - drawn.base)
    if drawn.values[top] <= drawn.base:
        return math.nan
    low = drawn.values <= half
    before, after = np.flatnonzero(low[:top]), np.flatnonzero(low[top:])
    left = _crossing(drawn.time, drawn.values, int(before[-1]), half) if before.size else float(drawn.time[0])
    right = _crossing(drawn.time, drawn.values, top + int(after[0]) - 1, half) if after.size else float(drawn.time[-1])
    return right - left


def _crossing(time: np.ndarray, values: np.ndarray, left: int, level: float) -> float:
    """When the line from one sample to the next passes a level."""
    share = (level - values[left]) / (values[left + 1] - values[left])
    return float(time[left] + share * (time[left + 1] - time[left]))


def _lead(view: View, ask: Request) -> float:
    """How long before the given time a reading first stood significantly above the baseline; NaN without one."""
    drawn = readings(view, ask)
    early = drawn.time <= ask.number("before") + 1e-6
    risen = np.flatnonzero((significant(drawn, ask) > 0.0) & early)
    return ask.number("before") - float(drawn.time[risen[0]]) if risen.size else math.nan


BASE_REQUIRED = Argument("baseline_to", "s", "end of the baseline samples, before any cue", required=True)


@observable(
    "1", "fraction", BEFORE, LEAST, ERRORS, FROM.but(required=True), TO, EVERY, TIMES, BASE_FROM, BASE_REQUIRED, instruments=ASSAY
)
def oxytocin_rise_before(view: View, ask: Request) -> float:
    """1 where oxytocin rose over the baseline before the latch, or another given time."""
    return float(not math.isnan(_lead(view, ask)))


@observable(
    "s", "positive", BEFORE, LEAST, ERRORS, FROM.but(required=True), TO, EVERY, TIMES, BASE_FROM, BASE_REQUIRED, instruments=ASSAY
)
def oxytocin_rise_lead(view: View, ask: Request) -> float:
    """How long before the latch, or another given time, oxytocin first stood above the baseline; none where it did not."""
    return _lead(view, ask)
