"""How fast milk came: flows, shares of the session's milk by a time, and the time to a share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from letdown.analysis import milk_flow
from letdown.errors import InputError
from letdown.instruments import milk_balance
from letdown.observables.arguments import AFTER, BREAST, FROM, TO, WINDOW
from letdown.observables.kinds import Argument, observable
from letdown.observables.milk import READ, taken_at
from letdown.observables.view import Span, View
from letdown.traces import Floats

if TYPE_CHECKING:
    from letdown.observables.requests import Request

PART = (BREAST, FROM.but(None, "when milk is first taken from this breast"), TO)
BALANCE = ("milk_balance", "none")
SHARE = Argument("share", "1", "share of the milk that was taken from this breast", 0.5, low=0.0)


def trace(view: View, ask: Request) -> tuple[Floats, Floats, float]:
    """Times [s] and milk so far [mL] of one breast as the request's instrument has them, and when its taking began."""
    side = view.breast(ask.text("side"))
    start, stop = _window(view, ask, side)
    if isinstance(ask.settings, milk_balance.Settings):
        interval = ask.settings.reading_interval
        first = max(math.floor(start / interval + 1e-9), math.ceil((view.time[0] - view.step) / interval - 1e-9))
        last = math.floor(stop / interval + 1e-9)
        times: Floats = np.asarray(interval * np.arange(first, last + 1), dtype=np.float64)
        start = max(start, first * interval)
    else:
        times = view.gathered(side)[0]
        times = times[(times >= start - view.step) & (times <= stop + 1e-9)]
    if times.size < 2:
        raise InputError(f"{ask.where}: fewer than two readings between {start:g} and {stop:g} s; read more often or for longer.")
    return times, taken_at(view, ask, side, times), start


def _window(view: View, ask: Request, side: str) -> Span:
    """``from`` and ``to`` of the request; without them from the first taking of milk to the end of the session."""
    begin, end = ask.maybe("from"), ask.maybe("to")
    start = view.start_of(side) if begin is None else view.within(begin, ask)
    stop = float(view.time[-1]) if end is None else view.within(end, ask)
    if stop <= start:
        raise InputError(f"{ask.where}: the window from {start:g} to {stop:g} s is empty; let `to` come after `from`.")
    return Span(start, stop)


def _fits(ask: Request, times: Floats, start: float) -> float:
    """The window of a flow, if the session holds it."""
    window = ask.number("window")
    if window > times[-1] - start:
        raise InputError(
            f"{ask.where}: a window of {window:g} s does not fit into the {times[-1] - start:g} s after milk was first taken; "
            "shorten it or let the session last longer."
        )
    return window


@observable("mL/s", "positive", *PART, WINDOW.but(60.0), instruments=BALANCE)
def initial_flow(view: View, ask: Request) -> float:
    """The mean flow over the first seconds in which milk was taken from a breast."""
    times, milk, start = trace(view, ask)
    return milk_flow.initial_flow(times, milk, _fits(ask, times, start), start)


@observable("mL/s", "positive", *PART, WINDOW.but(5.0), instruments=BALANCE)
def peak_flow(view: View, ask: Request) -> float:
    """The highest mean flow over any window of a few seconds."""
    times, milk, start = trace(view, ask)
    return milk_flow.peak_flow(times, milk, _fits(ask, times, start), start)


@observable("mL/s", "positive", *PART, AFTER, WINDOW.but(30.0), instruments=BALANCE)
def flow_at(view: View, ask: Request) -> float:
    """The mean flow over a window around a time after milk was first taken."""
    times, milk, start = trace(view, ask)
    half = 0.5 * ask.number("window")
    first, last = (min(max(start + ask.number("at") + one, float(times[0])), float(times[-1])) for one in (-half, half))
    if last <= first:
        raise InputError(f"{ask.where}: {ask.number('at'):g} s after milk was first taken is beyond the end of the session.")
    return float(np.interp(last, times, milk) - np.interp(first, times, milk)) / (last - first)


@observable("mL/s", "positive", *PART, instruments=BALANCE)
def mean_flow(view: View, ask: Request) -> float:
    """The milk of a breast over the time in which it was taken."""
    times, milk, _ = trace(view, ask)
    side = view.breast(ask.text("side"))
    span, window = view.taking(side), _window(view, ask, side)
    if span is None or min(span.stop, window.stop) <= max(span.start, window.start):
        return math.nan
    start, stop = max(span.start, window.start), min(span.stop, window.stop)
    return float(milk[-1] - np.interp(start, times, milk)) / (stop - start)


_THRESHOLD = Argument("threshold", "mL/s", "flow", required=True, low=0.0)


@observable("s", "positive", *PART, _THRESHOLD, WINDOW.but(5.0), instruments=BALANCE)
def time_above_flow(view: View, ask: Request) -> float:
    """How long the flow, a mean over one window after another, was above a threshold."""
    times, milk, start = trace(view, ask)
    return milk_flow.time_above(times, milk, ask.number("threshold"), _fits(ask, times, start), start)


@observable("s", "positive", *PART, _THRESHOLD.but(0.02), WINDOW.but(5.0), instruments=BALANCE)
def first_flow(view: View, ask: Request) -> float:
    """The time from the first taking of milk to the first window with a flow above a threshold; none without one."""
    times, milk, start = trace(view, ask)
    found = milk_flow.high_flow_periods(times, milk, ask.number("threshold"), _fits(ask, times, start), start)
    return float(found.start[0]) - start if found.start.size else math.nan


@observable("1", "positive", *PART, _THRESHOLD, WINDOW.but(5.0), instruments=BALANCE)
def high_flow_periods(view: View, ask: Request) -> float:
    """The number of periods in which the flow was above a threshold."""
    times, milk, start = trace(view, ask)
    return float(milk_flow.high_flow_periods(times, milk, ask.number("threshold"), _fits(ask, times, start), start).start.size)


@observable("1", "fraction", *PART, AFTER, instruments=READ)
def cumulative_fraction(view: View, ask: Request) -> float:
    """The share of a breast's milk of the session that had come by a time after it was first taken."""
    side = view.breast(ask.text("side"))
    if view.taking(side) is None:
        return math.nan
    start, end = _window(view, ask, side)
    milk = taken_at(view, ask, side, np.array([start, min(start + ask.number("at"), end), end]))
    return float(min(max((milk[1] - milk[0]) / (milk[2] - milk[0]), 0.0), 1.0)) if milk[2] > milk[0] else math.nan


@observable("s", "positive", *PART, SHARE, instruments=BALANCE)
def time_of_share(view: View, ask: Request) -> float:
    """The time after milk was first taken by which a share (a half) of a breast's milk of the session had come."""
    times, milk, start = trace(view, ask)
    so_far: Floats = np.asarray(np.maximum.accumulate(milk - np.interp(start, times, milk)), dtype=np.float64)
    if so_far[-1] <= 0.0:
        return math.nan
    first = int(np.count_nonzero(so_far < ask.number("share") * so_far[-1]))
    return float(max(0.0, times[min(first, times.size - 1)] - start))


@observable(
    "s",
    "positive",
    *PART,
    Argument("share", "1", "share of the highest window's flow", 0.5, low=0.0),
    WINDOW.but(60.0),
    instruments=BALANCE,
)
def flow_constant_time(view: View, ask: Request) -> float:
    """The time after milk was first taken at which the flow, past its highest window, falls below a share of it."""
    times, milk, start = trace(view, ask)
    window = _fits(ask, times, start)
    edges: Floats = np.asarray(start + window * np.arange(int((times[-1] - start) / window + 1e-9) + 1), dtype=np.float64)
    gathered: Floats = np.asarray(np.interp(edges, times, milk), dtype=np.float64)
    flow: Floats = (gathered[1:] - gathered[:-1]) / window
    if flow.max() <= 0.0:
        return math.nan
    slow = np.flatnonzero((flow < ask.number("share") * flow.max()) & (np.arange(flow.size) > int(np.argmax(flow))))
    return window * float(slow[0] if slow.size else flow.size)
