"""Milk ejections (let-downs), found again in what an instrument read: how many, when, how long, how large."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from letdown.instruments import MILK_DENSITY
from letdown.observables.arguments import FROM, NUMBER, TO
from letdown.observables.kinds import Argument, observable
from letdown.observables.seen import (
    BY,
    INSTRUMENTS,
    WHERE,
    breast_of,
    cut,
    ejections,
    seen_trace,
    window_of,
)
from letdown.observables.view import BREASTS, Span, View
from letdown.traces import Floats

if TYPE_CHECKING:
    from letdown.observables.requests import Request

START = FROM.but(None, "when milk is first taken")
SEEN = (BY, WHERE, START, TO)
TOLERANCE = Argument("tolerance", "s", "onsets this far apart belong together", 20.0, low=0.0)
ULTRASOUND, TRANSDUCER = ("duct_ultrasound",), ("pressure_transducer",)
OF = Argument("of", "", "the mean over them, the first, or the highest", "mean", "", ("mean", "first", "highest"))


def _numbered(values: Floats, ask: Request) -> float:
    """The value of one ejection, or the mean of all; NaN where there is none."""
    number = ask.maybe("number")
    if number is None:
        return float(values.mean()) if values.size else math.nan
    return float(values[round(number) - 1]) if round(number) <= values.size else math.nan


def _height(values: Floats, of: str) -> float:
    """The height of the ejections; 0 where none was seen, so that a blocked reflex counts as no response."""
    return 0.0 if not values.size else float({"mean": values.mean(), "first": values[0], "highest": values.max()}[of])


@observable("1", "positive", *SEEN, instruments=INSTRUMENTS)
def milk_ejections(view: View, ask: Request) -> float:
    """The number of milk ejections."""
    return float(ejections(view, ask).onset.size)


@observable("1/min", "positive", *SEEN, instruments=INSTRUMENTS)
def milk_ejection_rate(view: View, ask: Request) -> float:
    """Milk ejections a minute of the window."""
    span = window_of(view, ask)
    return 60.0 * ejections(view, ask).onset.size / (span.stop - span.start)


@observable("s", "positive", *SEEN, instruments=INSTRUMENTS)
def first_milk_ejection(view: View, ask: Request) -> float:
    """The time of the onset of the first milk ejection since milk was first taken, or since `from`; none without one."""
    onsets = ejections(view, ask).onset
    return max(0.0, float(onsets[0]) - view.origin(ask, view.start_of("both"))) if onsets.size else math.nan


@observable("1", "fraction", *SEEN, instruments=INSTRUMENTS)
def ejection_blocked(view: View, ask: Request) -> float:
    """1 where no milk ejection was seen at all."""
    return float(ejections(view, ask).onset.size == 0)


@observable("s", "positive", NUMBER, *SEEN, instruments=INSTRUMENTS)
def milk_ejection_interval(view: View, ask: Request) -> float:
    """The time from the onset of a milk ejection to that of the next."""
    return _numbered(np.diff(ejections(view, ask).onset), ask)


@observable("s", "positive", NUMBER, *SEEN, instruments=INSTRUMENTS)
def milk_ejection_duration(view: View, ask: Request) -> float:
    """The duration of a milk ejection."""
    return _numbered(ejections(view, ask).duration, ask)


@observable("mL", "positive", NUMBER, WHERE, START, TO, instruments=("milk_balance",))
def milk_per_ejection(view: View, ask: Request) -> float:
    """The milk that ran from the onset of a milk ejection to the next, or all milk over their number; by flow."""
    side, span = breast_of(view, ask, "flow"), window_of(view, ask)
    found = ejections(view, ask, side, "flow")
    mass = cut(seen_trace(view, side, "flow", ask.settings), span, ask)[1]
    total = float(mass[-1] - mass[0]) / MILK_DENSITY
    if not found.onset.size:
        return math.nan
    return total / found.onset.size if ask.maybe("number") is None else total * _numbered(found.share, ask)


@observable(
    "1",
    "fraction",
    NUMBER.but(1.0),
    Argument("first", "1", "of the first so many together, in place of one", low=1.0),
    WHERE,
    START,
    TO,
    instruments=("milk_balance",),
)
def ejection_share(view: View, ask: Request) -> float:
    """The share of the milk that ran with one milk ejection, or with the first few; by flow; 0 for those that never came."""
    share = ejections(view, ask, breast_of(view, ask, "flow"), "flow").share
    first = ask.maybe("first")
    low, high = (0, round(first)) if first is not None else (round(ask.number("number")) - 1, round(ask.number("number")))
    return float(min(max(share[low:high].sum(), 0.0), 1.0)) if share.size else math.nan


def _matched(one: Floats, other: Floats, tolerance: float) -> int:
    """How many onsets of one trace have one of the other near them."""
    return int((np.abs(one[:, None] - other[None, :]) <= tolerance).any(axis=1).sum()) if one.size and other.size else 0


@observable("1", "fraction", TOLERANCE, BY, WHERE.but("left"), START, TO, instruments=INSTRUMENTS)
def left_right_synchrony(view: View, ask: Request) -> float:
    """The share of one breast's milk ejections that the other breast showed at the same time."""
    side = view.breast(ask.text("side"))
    one = ejections(view, ask, side).onset
    other = ejections(view, ask, BREASTS[side == "left"]).onset
    return _matched(one, other, ask.number("tolerance")) / one.size if one.size else math.nan


_BALANCE_AT = Argument(
    "flow_side", "", "breast whose milk runs onto the balance", "suckled", "", ("left", "right", "suckled", "other")
)
_SCANNED = Argument("width_side", "", "breast that ultrasound looks at", "other", "", ("left", "right", "suckled", "other"))
_OF_ALL = Argument(
    "of", "", "share of those that either saw, or that one of them saw", "either", "", ("either", "duct_width", "flow")
)


@observable("1", "fraction", TOLERANCE, _OF_ALL, _BALANCE_AT, _SCANNED, START, TO)
def detector_agreement(view: View, ask: Request) -> float:
    """The share of milk ejections that both a balance and ultrasound saw, of those that either of them did."""
    flow = ejections(view, ask, view.breast(ask.text("flow_side")), "flow").onset
    width = ejections(view, ask, view.breast(ask.text("width_side")), "duct_width").onset
    both = _matched(flow, width, ask.number("tolerance"))
    of = {"either": flow.size + width.size - both, "flow": flow.size, "duct_width": width.size}[ask.text("of")]
    return min(1.0, both / of) if of else math.nan


@observable("mmHg", "positive", OF, WHERE, START, TO, instruments=TRANSDUCER)
def ejection_pressure(view: View, ask: Request) -> float:
    """The rise of duct pressure with a milk ejection; 0 where none was seen."""
    return _height(ejections(view, ask, by="pressure", side=breast_of(view, ask, "pressure")).height, ask.text("of"))


@observable("mm", "positive", OF, WHERE, START, TO, instruments=ULTRASOUND)
def duct_dilation(view: View, ask: Request) -> float:
    """How much a milk ejection widened the duct; 0 where none was seen."""
    return _height(ejections(view, ask, by="duct_width", side=breast_of(view, ask, "duct_width")).height, ask.text("of"))


@observable("mL/s", "positive", OF, WHERE, START, TO, instruments=("milk_balance",))
def ejection_flow(view: View, ask: Request) -> float:
    """How much a milk ejection raised the flow; 0 where none was seen."""
    found = ejections(view, ask, by="flow", side=breast_of(view, ask, "flow"))
    return _height(found.height, ask.text("of")) / MILK_DENSITY


REST = Argument("rest", "s", "length of the rest before the window, over which the resting pressure is a mean", 10.0, low=0.02)


def _pressure(view: View, ask: Request, span: Span) -> tuple[Floats, Floats, float]:
    """Time [s] and pressure [mmHg] of the window, and the pressure of the rest before it, or its first reading."""
    side = breast_of(view, ask, "pressure")
    trace = seen_trace(view, side, "pressure", ask.settings)
    time, values = cut(trace, span, ask)
    resting = (trace[0] < span.start) & (trace[0] >= span.start - ask.number("rest"))
    return time, values, float(trace[1][resting].mean() if resting.any() else values[0])


@observable("mmHg*s", "signed", WHERE, REST, START, TO, instruments=TRANSDUCER)
def ejection_pressure_area(view: View, ask: Request) -> float:
    """The area under the duct pressure of a window, above the pressure at rest before it."""
    time, values, rest = _pressure(view, ask, window_of(view, ask))
    return float(np.trapezoid(values - rest, time))


@observable("mmHg", "signed", WHERE, REST, START, TO, instruments=TRANSDUCER)
def pressure_rise(view: View, ask: Request) -> float:
    """The highest duct pressure of a window (a mean over 2 s), above the pressure at rest before it."""
    time, values, rest = _pressure(view, ask, window_of(view, ask))
    return float(_over_two_seconds(time, values).max()) - rest


@observable("s", "positive", WHERE, REST, START, TO, instruments=TRANSDUCER)
def pressure_half_duration(view: View, ask: Request) -> float:
    """How long the duct pressure of a window (a mean over 2 s) stood above half of its highest rise over the rest before it."""
    time, values, rest = _pressure(view, ask, window_of(view, ask))
    smooth = _over_two_seconds(time, values)
    high = smooth > rest + 0.5 * (smooth.max() - rest)
    return float(np.count_nonzero(high)) * float(time[1] - time[0])


_DOSE_AT = Argument("at", "s", "time of the dose or of the burst", required=True)
_SHOWN = Argument("threshold", "mmHg", "rise that is taken for a response", 3.0, low=0.01)


@observable("s", "positive", _DOSE_AT, _SHOWN, WHERE, REST, TO, instruments=TRANSDUCER)
def pressure_latency(view: View, ask: Request) -> float:
    """The time from a dose to the first rise of duct pressure; none where it did not rise."""
    at = view.within(ask.number("at"), ask)
    time, values, rest = _pressure(view, ask, Span(at, view.span(ask).stop))
    risen = np.flatnonzero(_over_two_seconds(time, values) >= rest + ask.number("threshold"))
    return float(time[risen[0]]) - at if risen.size else math.nan


def _over_two_seconds(time: Floats, values: Floats) -> Floats:
    """A trace averaged over 2 s around each reading; its ends over what there is."""
    width = min(time.size, max(1, round(2.0 / float(time[1] - time[0]))))
    ones = np.ones(width)
    return np.convolve(values, ones, "same") / np.convolve(np.ones(time.size), ones, "same")


@observable("mm", "positive", WHERE, START, TO, instruments=ULTRASOUND)
def duct_width(view: View, ask: Request) -> float:
    """The mean width of a main duct in a window."""
    side = breast_of(view, ask, "duct_width")
    return float(cut(seen_trace(view, side, "duct_width", ask.settings), window_of(view, ask), ask)[1].mean())


@observable("mm", "positive", WHERE, START, TO, instruments=ULTRASOUND)
def duct_width_at_ejection(view: View, ask: Request) -> float:
    """The mean width of a main duct over 5 s at the peaks of the milk ejections; none without one."""
    side = breast_of(view, ask, "duct_width")
    time, values = cut(seen_trace(view, side, "duct_width", ask.settings), window_of(view, ask), ask)
    peaks = ejections(view, ask, side, "duct_width").peak
    near = np.asarray(np.abs(time[:, None] - peaks[None, :]) <= 2.5, dtype=np.float64)
    means: Floats = (values @ near) / np.maximum(near.sum(axis=0), 1.0)
    return float(means.mean()) if peaks.size else math.nan


@observable("1", "positive", WHERE, START, TO, instruments=ULTRASOUND)
def duct_width_variation(view: View, ask: Request) -> float:
    """How much the width of a main duct varies: its standard deviation over its mean."""
    side = breast_of(view, ask, "duct_width")
    values = cut(seen_trace(view, side, "duct_width", ask.settings), window_of(view, ask), ask)[1]
    return float(values.std() / values.mean())
