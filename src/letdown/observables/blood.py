"""Oxytocin in blood as an assay reads it: levels, peaks, rises over a baseline, areas.

All readings of one request (baseline and window) come from one row of draws, so that no two share an error.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from letdown.errors import InputError
from letdown.instruments import oxytocin_assay
from letdown.observables.arguments import AT, FROM, TO
from letdown.observables.kinds import Argument, observable
from letdown.observables.view import Span, View
from letdown.quantity import MICROUNIT_PG
from letdown.traces import Floats

if TYPE_CHECKING:
    from letdown.observables.requests import Request

ASSAY = ("oxytocin_assay",)
EVERY = Argument("every", "s", "time from one blood sample to the next", None, "the assay's interval", low=1.0)
TIMES = Argument("times", "s", "times of the samples, in place of every", None, "one each `every`", many=True)
BASE_FROM = Argument("baseline_from", "s", "start of the baseline samples", None, "the start of the session")
BASE_TO = Argument("baseline_to", "s", "end of the baseline samples", 0.0)
SAMPLED = (FROM, TO, EVERY, TIMES)
WITH_BASELINE = (*SAMPLED, BASE_FROM, BASE_TO)
LEAST = Argument("least_rise", "pg/mL", "the least rise that counts", 1.4 * MICROUNIT_PG, low=0.0)
ERRORS = Argument("error_multiple", "1", "how many errors (cv times the level) a rise must be at least", 2.0, low=0.0)
OF = Argument("of", "", "level that is compared, unless `at` is given", "peak", "", ("peak", "mean", "last"))
OVER = Argument("over", "", "area above the baseline, or above no oxytocin at all", "baseline", "", ("baseline", "zero"))


class Readings(NamedTuple):
    """Times [s] and readings [pg/mL] of the window, whether each is below the limit, and the mean of the baseline [pg/mL]."""

    time: Floats
    values: Floats
    below: Floats
    base: float


def assayed(view: View, ask: Request, times: Floats) -> oxytocin_assay.Assayed:
    """Blood drawn at these times; each at most a step away from the recording."""
    settings = ask.settings
    if not isinstance(settings, oxytocin_assay.Settings):
        settings = oxytocin_assay.Settings()
    drawn = np.array([view.within(time, ask) for time in times.tolist()])

    def make() -> oxytocin_assay.Assayed:
        level = view["plasma_oxytocin.concentration"]
        return oxytocin_assay.measure(view.time, level, settings, view.seed, sample_times=drawn, woman=view.woman)

    return view.once(("assay", settings, tuple(drawn.tolist())), make)


def readings(view: View, ask: Request) -> Readings:
    """The samples of the window and the baseline before it; :class:`InputError` where no sample falls into one of them."""
    based = ask["baseline_to"] is not None
    base = _base_span(view, ask) if based else view.span(ask)
    span = base if ask.name == "oxytocin_baseline" else view.span(ask)
    times = _sample_times(view, ask, span, base)
    drawn = assayed(view, ask, times)
    slack = view.step
    inside = (times >= span.start - slack) & (times <= span.stop + 1e-6)
    before = (times >= base.start - slack) & (times <= base.stop + slack)
    if not inside.any() or not before.any():
        missing = "the window" if not inside.any() else "the baseline"
        raise InputError(f"{ask.where}: no blood sample falls into {missing}; widen it, or give `every` or `times` that do.")
    mean = float(drawn.values[before].mean()) if based else 0.0
    return Readings(drawn.time[inside], drawn.values[inside], drawn.below_limit[inside].astype(np.float64), mean)


def _base_span(view: View, ask: Request) -> Span:
    first = ask.maybe("baseline_from")
    start = view.within(first, ask) if first is not None else float(view.time[0])
    return Span(start, max(start, view.within(ask.number("baseline_to"), ask)))


def _sample_times(view: View, ask: Request, span: Span, base: Span) -> Floats:
    """The times that were asked for, or a grid through the start of the window that covers the baseline as well."""
    if ask.times("times"):
        return np.array(ask.times("times"))
    settings = ask.settings
    interval = settings.sampling_interval if isinstance(settings, oxytocin_assay.Settings) else 120.0
    every = ask.maybe("every") or interval
    anchor = ask.maybe("from")
    anchor = anchor if anchor is not None else (0.0 if view.time[0] <= view.step * 1.01 else float(view.time[0]))
    first = math.ceil((min(base.start, span.start) - view.step - anchor) / every - 1e-9)
    last = math.floor((max(base.stop, span.stop) - anchor) / every + 1e-9)
    grid = anchor + every * np.arange(first, last + 1)
    slack = view.step * 1.01
    wanted = (grid >= span.start - slack) | ((grid >= base.start - slack) & (grid <= base.stop + slack))
    grid = grid[wanted & (grid >= view.time[0] - slack)]
    if not ((grid >= base.start - slack) & (grid <= base.stop + slack)).any():
        grid = np.append(base.stop, grid) if base.stop < (grid[0] if grid.size else math.inf) else grid
    return np.asarray(grid, dtype=np.float64)


def _compared(view: View, ask: Request, found: Readings) -> float:
    """The level that is set beside the baseline: at a time, or the peak, mean or last of the window."""
    at = ask.maybe("at")
    if at is not None:
        return float(np.interp(at, found.time, found.values))
    of = ask.text("of")
    return float(found.values.max() if of == "peak" else found.values.mean() if of == "mean" else found.values[-1])


@observable("pg/mL", "positive", AT, *SAMPLED, instruments=ASSAY)
def oxytocin_concentration(view: View, ask: Request) -> float:
    """The reading at one time, or the mean of the readings of a window."""
    at = ask.maybe("at")
    return float(assayed(view, ask, np.array([at])).values[0] if at is not None else readings(view, ask).values.mean())


@observable("pg/mL", "positive", BASE_FROM, BASE_TO, EVERY, TIMES, instruments=ASSAY)
def oxytocin_baseline(view: View, ask: Request) -> float:
    """The mean of the readings before latch or pump on."""
    return readings(view, ask).base


@observable("pg/mL", "positive", *SAMPLED, instruments=ASSAY)
def oxytocin_peak(view: View, ask: Request) -> float:
    """The highest reading of a window."""
    return float(readings(view, ask).values.max())


@observable("s", "positive", *SAMPLED, instruments=ASSAY)
def oxytocin_peak_time(view: View, ask: Request) -> float:
    """The time of the highest reading, since the start of the window."""
    found = readings(view, ask)
    return float(found.time[int(np.argmax(found.values))]) - view.origin(ask)


@observable("pg/mL", "positive", *SAMPLED, instruments=ASSAY)
def oxytocin_lowest(view: View, ask: Request) -> float:
    """The lowest reading of a window."""
    return float(readings(view, ask).values.min())


@observable("1", "fraction", *SAMPLED, instruments=ASSAY)
def oxytocin_detectable(view: View, ask: Request) -> float:
    """The share of readings above the detection limit."""
    return float(1.0 - readings(view, ask).below.mean())


@observable("1", "positive", *SAMPLED, instruments=ASSAY)
def oxytocin_variation(view: View, ask: Request) -> float:
    """How much the readings of a window vary: their standard deviation over their mean."""
    values = readings(view, ask).values
    return float(values.std(ddof=1) / values.mean()) if values.size > 1 and values.mean() > 0.0 else math.nan


@observable("pg/mL", "signed", AT, OF, *WITH_BASELINE, instruments=ASSAY)
def oxytocin_rise(view: View, ask: Request) -> float:
    """The peak, mean, last level or the level at a time, less the mean of the baseline."""
    found = readings(view, ask)
    return _compared(view, ask, found) - found.base


@observable("1", "positive", AT, OF, *WITH_BASELINE, instruments=ASSAY)
def oxytocin_fold_rise(view: View, ask: Request) -> float:
    """The peak, mean, last level or the level at a time, over the mean of the baseline."""
    found = readings(view, ask)
    return _compared(view, ask, found) / found.base if found.base > 0.0 else math.nan


@observable("min*pg/mL", "signed", OVER, *WITH_BASELINE, instruments=ASSAY)
def oxytocin_area(view: View, ask: Request) -> float:
    """The area under the readings of a window, by trapezoids, above the baseline or above zero."""
    found = readings(view, ask)
    base = found.base if ask.text("over") == "baseline" else 0.0
    return float(np.trapezoid(found.values - base, found.time)) / 60.0


@observable("s", "positive", Argument("threshold", "pg/mL", "level", required=True, low=0.0), *SAMPLED, instruments=ASSAY)
def oxytocin_time_above(view: View, ask: Request) -> float:
    """How long the readings, joined by straight lines, stood above a level."""
    found = readings(view, ask)
    return time_above(found.time, found.values, ask.number("threshold"))


def time_above(time: Floats, values: Floats, threshold: float) -> float:
    """Seconds that a trace of straight lines stands above a threshold."""
    low, high = np.minimum(values[1:], values[:-1]), np.maximum(values[1:], values[:-1])
    share = np.where(high > low, (high - threshold) / np.where(high > low, high - low, 1.0), (high > threshold) * 1.0)
    return float(np.clip(share, 0.0, 1.0) @ np.diff(time))


def assay_error(ask: Request) -> float:
    """The relative error of one reading of the request's assay."""
    return ask.settings.coefficient_of_variation if isinstance(ask.settings, oxytocin_assay.Settings) else 0.0


def significant(found: Readings, ask: Request) -> Floats:
    """Which readings of the window (1 or 0) rise over the baseline by more than its error and the least rise."""
    least = max(ask.number("least_rise"), ask.number("error_multiple") * assay_error(ask) * found.base)
    return np.asarray(found.values - found.base >= max(least, 1e-12), dtype=np.float64)


@observable("1", "fraction", LEAST, ERRORS, *WITH_BASELINE, instruments=ASSAY)
def oxytocin_responded(view: View, ask: Request) -> float:
    """1 where a reading of the window rose over the baseline by more than its error and the least rise."""
    return float(significant(readings(view, ask), ask).max())


@observable("s", "positive", LEAST, ERRORS, *WITH_BASELINE, instruments=ASSAY)
def oxytocin_rise_time(view: View, ask: Request) -> float:
    """The time of the first reading that rose over the baseline, since the start of the window."""
    found = readings(view, ask)
    risen = np.flatnonzero(significant(found, ask))
    return float(found.time[risen[0]]) - view.origin(ask) if risen.size else math.nan


@observable("s", "positive", LEAST, ERRORS, *WITH_BASELINE, instruments=ASSAY)
def oxytocin_return_time(view: View, ask: Request) -> float:
    """The time of the first reading that is not above the baseline any more and stays so, since the start of the window."""
    found = readings(view, ask)
    risen = np.flatnonzero(significant(found, ask))
    last = int(risen[-1]) + 1 if risen.size else 0
    return float(found.time[last]) - view.origin(ask) if last < found.time.size else math.nan


@observable("pg/(mL*min)", "signed", *SAMPLED, instruments=ASSAY)
def oxytocin_steepest_rise(view: View, ask: Request) -> float:
    """The steepest rise from one reading of a window to the next."""
    found = readings(view, ask)
    return 60.0 * float((np.diff(found.values) / np.diff(found.time)).max()) if found.time.size > 1 else math.nan
