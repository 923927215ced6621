"""Oxytocin neurons and the gland: bursts found again in the spikes of the cells, their rates, and what is secreted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from letdown.analysis import bursts as detector
from letdown.errors import InputError
from letdown.observables.arguments import FROM, NUMBER, TO
from letdown.observables.kinds import Argument, observable
from letdown.observables.seen import WHERE, ejections
from letdown.observables.view import Span, View
from letdown.traces import Floats

if TYPE_CHECKING:
    from letdown.observables.requests import Request

WINDOWED = (FROM, TO)
BELOW = Argument("below", "Hz", "rate that they stay below", None, "no limit", low=0.0)
AT_LEAST = Argument("at_least", "Hz", "rate that they reach", 0.0, low=0.0)


def _span(view: View, ask: Request) -> Span:
    return view.span(ask)


def _spikes(view: View, ask: Request) -> tuple[Floats, NDArray[np.int64], int]:
    """Times [s] and cells of the spikes of the window, and how many cells there are; an error without the spiking engine."""
    if "oxytocin_neurons.spike_times" not in view.recording:
        raise InputError(f'{ask.where}: {ask.name} needs the spikes of the cells; give engine = "spiking" in the experiment.')

    def order() -> tuple[Floats, NDArray[np.int64], int]:
        times, cells = view["oxytocin_neurons.spike_times"], view["oxytocin_neurons.spike_cells"].astype(np.int64)
        rising = np.argsort(times, kind="stable")
        least = int(cells.max()) + 1 if cells.size else 1
        return times[rising], cells[rising], max(least, round(view.parameter("spiking_network.cells", _cells())))

    times, cells, count = view.once("spikes", order)
    span = _span(view, ask)
    inside = slice(*np.searchsorted(times, (span.start - view.step, span.stop)))
    return times[inside], cells[inside], count


def _cells() -> float:
    from letdown.dyad import DEFAULTS

    return float(DEFAULTS.spiking_network.cells)


def _found(view: View, ask: Request) -> detector.Bursts:
    """The bursts that the cells' spikes show in the window."""
    span = _span(view, ask)
    times, cells, count = _spikes(view, ask)
    return view.once(("bursts", span), lambda: detector.find(times, cells, count, span.start, span.stop))


def _onsets(view: View, ask: Request) -> Floats:
    """Onsets of bursts: from the spikes, or, without cells, as the gland is reached by them."""
    if "oxytocin_neurons.spike_times" in view.recording:
        return _found(view, ask).onset
    span, times = _span(view, ask), view["oxytocin_neurons.burst_times"]
    return times[(times >= span.start) & (times <= span.stop)]


def _numbered(values: Floats, ask: Request) -> float:
    number = ask.maybe("number")
    if number is None:
        return float(values.mean()) if values.size else math.nan
    return float(values[round(number) - 1]) if round(number) <= values.size else math.nan


@observable("1", "positive", *WINDOWED)
def bursts(view: View, ask: Request) -> float:
    """The number of bursts of the oxytocin neurons."""
    return float(_onsets(view, ask).size)


@observable("s", "positive", *WINDOWED)
def first_burst(view: View, ask: Request) -> float:
    """The time of the first burst, since the start of the window; none without one."""
    onsets = _onsets(view, ask)
    return float(onsets[0]) - view.origin(ask) if onsets.size else math.nan


@observable("s", "positive", NUMBER, *WINDOWED)
def burst_interval(view: View, ask: Request) -> float:
    """The time from one burst to the next."""
    return _numbered(np.diff(_onsets(view, ask)), ask)


@observable("s", "positive", *WINDOWED)
def burst_interval_sd(view: View, ask: Request) -> float:
    """The standard deviation of the times between bursts within one animal; none with fewer than three bursts."""
    between = np.diff(_onsets(view, ask))
    return float(between.std(ddof=1)) if between.size > 1 else math.nan


@observable("s", "positive", NUMBER, *WINDOWED, spiking=True)
def burst_duration(view: View, ask: Request) -> float:
    """The duration of a burst."""
    return _numbered(_found(view, ask).duration, ask)


@observable("1", "positive", NUMBER, *WINDOWED, spiking=True)
def spikes_per_burst(view: View, ask: Request) -> float:
    """The spikes that a cell fired in a burst, a mean over cells."""
    return _numbered(_found(view, ask).spikes_per_cell, ask)


@observable("1", "fraction", NUMBER, *WINDOWED, spiking=True)
def burst_participation(view: View, ask: Request) -> float:
    """The share of cells that take part in a burst."""
    return _numbered(_found(view, ask).participation, ask)


@observable("Hz", "positive", Argument("window", "s", "over which the rate is a mean", 0.5, low=0.05), *WINDOWED, spiking=True)
def burst_peak_rate(view: View, ask: Request) -> float:
    """The highest rate of a cell in a burst, a mean over cells and bursts."""
    found, (times, _, count), window = _found(view, ask), _spikes(view, ask), ask.number("window")
    highest: list[float] = []
    for onset, duration in zip(found.onset.tolist(), found.duration.tolist(), strict=True):
        inside = times[slice(*np.searchsorted(times, (onset - window, onset + duration + window)))]
        if inside.size:
            reached = np.searchsorted(inside, inside + window) - np.arange(inside.size)
            highest.append(float(reached.max()) / (window * count))
    return float(np.mean(highest)) if highest else math.nan


@observable("Hz", "positive", *WINDOWED, spiking=True)
def background_rate(view: View, ask: Request) -> float:
    """The rate of a cell between bursts, a mean over cells."""
    times, _, count = _spikes(view, ask)
    span = _span(view, ask)
    return detector.background_rate(times, _found(view, ask), count, span.start, span.stop)


@observable("s", "positive", *WINDOWED, spiking=True)
def burst_silence(view: View, ask: Request) -> float:
    """How long a cell is silent after a burst (its longest pause that begins by 3 s after it), the median over all."""
    found, (times, cells, _) = _found(view, ask), _spikes(view, ask)
    order = np.lexsort((times, cells))
    last, following, owner = times[order][:-1], times[order][1:], cells[order]
    same = owner[1:] == owner[:-1]
    gaps: list[float] = []
    for onset, duration in zip(found.onset.tolist(), found.duration.tolist(), strict=True):
        after = same & (last >= onset + 0.5 * duration) & (last <= onset + duration + 3.0)
        longest: dict[int, float] = {}
        for cell, gap in zip(owner[1:][after].tolist(), (following - last)[after].tolist(), strict=True):
            longest[cell] = max(gap, longest.get(cell, 0.0))
        gaps.extend(longest.values())
    return float(np.median(gaps)) if gaps else math.nan


@observable("1", "fraction", AT_LEAST, BELOW, *WINDOWED, spiking=True)
def cells_by_rate(view: View, ask: Request) -> float:
    """The share of cells whose rate between bursts lies between two rates."""
    times, cells, count = _spikes(view, ask)
    span, found = _span(view, ask), _found(view, ask)
    outside, free = np.ones(times.size, dtype=np.bool_), span.stop - span.start
    for onset in found.onset.tolist():
        begin, end = onset - 3.0, min(span.stop, onset + 15.0)
        outside &= ~((times >= begin) & (times < end))
        free -= end - max(begin, span.start)
    if free <= 0.0:
        return math.nan
    rates = np.bincount(cells[outside], minlength=count) / free
    below = ask.maybe("below")
    return float(np.mean((rates >= ask.number("at_least")) & (rates < (math.inf if below is None else below))))


@observable("Hz", "positive", *WINDOWED)
def firing_rate(view: View, ask: Request) -> float:
    """The mean rate of the cells over a window, bursts included."""
    return float(view["oxytocin_neurons.firing_rate"][view.cut(_span(view, ask))].mean())


_LAG = Argument("longest", "s", "longest lag that is still taken for one", 40.0, low=0.1)


def _lags(view: View, ask: Request) -> Floats:
    """From each burst to the rise of duct pressure that follows it within reach [s]; NaN where none does."""
    onsets = _onsets(view, ask)
    rises = ejections(view, ask, view.breast(ask.text("side") or "other"), "pressure").onset
    if not rises.size or not onsets.size:
        return np.full(onsets.size, math.nan)
    after = rises[None, :] - onsets[:, None]
    after = np.where((after >= 0.0) & (after <= ask.number("longest")), after, math.inf).min(axis=1)
    return np.where(np.isfinite(after), after, math.nan)


@observable("s", "positive", _LAG, WHERE, *WINDOWED, instruments=("pressure_transducer",))
def burst_pressure_lag(view: View, ask: Request) -> float:
    """The time from a burst to the rise of duct pressure that follows it, a mean."""
    lags = _lags(view, ask)
    lags = lags[np.isfinite(lags)]
    return float(lags.mean()) if lags.size else math.nan


@observable("1", "fraction", _LAG, WHERE, *WINDOWED, instruments=("pressure_transducer",))
def bursts_followed(view: View, ask: Request) -> float:
    """The share of bursts that a rise of duct pressure follows."""
    lags = _lags(view, ask)
    return float(np.isfinite(lags).mean()) if lags.size else math.nan


@observable("1", "fraction", _LAG, WHERE, *WINDOWED, instruments=("pressure_transducer",))
def ejections_led(view: View, ask: Request) -> float:
    """The share of rises of duct pressure that a burst comes before; none without a rise."""
    onsets = _onsets(view, ask)
    rises = ejections(view, ask, view.breast(ask.text("side") or "other"), "pressure").onset
    before = rises[:, None] - onsets[None, :]
    led = ((before >= 0.0) & (before <= ask.number("longest"))).any(axis=1) if onsets.size else np.zeros(rises.size)
    return float(np.mean(led)) if rises.size else math.nan
