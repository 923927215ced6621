"""A session as rows of inputs on the grid: what the kernel reads while it runs.

Between two starts nothing changes; entries snap to the grid. Before the first feed or pumping comes its preparation: the
baby, or the pump and the usual place, are in view, so that learned cues prime the neurons before anything touches the nipple.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.dyad.records import TRACE_STEP, BreastInputs, Inputs, Parameters
from letdown.sessions import Entry, Session

_LEFT, _RIGHT = 0, 1
_FEED_CUES = ("sight", "smell", "touch", "place")
_PUMP_CUES = ("pump_sound", "place")
_TRACE_WINDOW = 5.0
"""Seconds over which rate and peak of a recorded pump pressure are read."""
_SHORTEST_DOSE = 1.0
"""Seconds that a bolus takes."""
_BEFORE = 10.0
"""Seconds of rest simulated before anything happens."""

_BREAST = {name: i for i, name in enumerate(BreastInputs._fields)}
_SHARED = {name: i for i, name in enumerate(Inputs._fields)}
_ADDED = (_SHARED["infusion"], _SHARED["nasal"])
"""Where two entries set one input at the same time, such as stress and noise, the larger counts; doses add up."""


class Schedule(NamedTuple):
    """Rows of inputs: ``starts`` [rows] on the grid; ``left``, ``right``, ``shared`` [rows, fields of their records]."""

    starts: NDArray[np.int64]
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    shared: NDArray[np.float64]
    trace: NDArray[np.float64]
    first: int
    """Grid index at which the run starts (pre-roll included)."""
    last: int
    """Grid index at which it ends."""


class _Change(NamedTuple):
    """One input that has a value from ``start`` to ``stop`` (s)."""

    start: float
    stop: float
    table: str
    side: int
    column: int
    value: float


def _sides(side: str | None) -> tuple[int, ...]:
    return {"left": (_LEFT,), "right": (_RIGHT,)}.get(side or "both", (_LEFT, _RIGHT))


def milk_at_start(session: Session, par: Parameters) -> tuple[float, float]:
    """Milk in the left and right breast at the start: as before a pumping if that comes first, else as before a feed."""
    first = next((entry for entry in session.entries if entry.do in ("breastfeed", "pump", "hand_expression")), None)
    pumped = first is not None and first.do == "pump"
    both = par.left.milk_ducts, par.right.milk_ducts
    left, right = (ducts.available_pump if pumped else ducts.available_feed for ducts in both)
    return left, right


def compile_session(session: Session, par: Parameters, dt: float) -> Schedule:
    """Turn ``session`` into rows of inputs on a grid of ``dt`` seconds."""
    changes = [change for entry in session.entries for change in _changes(entry, session, par)]
    changes += _preparation(session, par)
    end = session.duration
    begin = min([session.start, *(change.start for change in changes)]) - _BEFORE
    first, last = _index(begin, dt), _index(end, dt)
    starts = sorted({first, *(_index(c.start, dt) for c in changes), *(_index(c.stop, dt) for c in changes)})
    rows = [index for index in starts if first <= index < max(last, first + 1)]
    left, shared = (np.tile(np.array(record, dtype=float), (len(rows), 1)) for record in (BreastInputs(), Inputs()))
    right = left.copy()
    tables = {"breast": (left, right), "shared": (shared, shared)}
    for change in changes:
        start, stop = _index(change.start, dt), _index(change.stop, dt)
        within = (np.array(rows) >= start) & (np.array(rows) < stop)
        table = tables[change.table][change.side]
        here = table[within, change.column]
        if change.table == "breast":  # the later wins: readings of a recorded pressure refine what their entry has set
            table[within, change.column] = change.value
        elif change.column in _ADDED:  # each dose arrives whole, however the grid cuts it
            table[within, change.column] = here + change.value * (change.stop - change.start) / ((stop - start) * dt)
        else:
            table[within, change.column] = np.maximum(here, change.value)
    return Schedule(np.array(rows), left, right, shared, _trace(session), first, last)


def _index(time: float, dt: float) -> int:
    """The grid point nearest to ``time``."""
    return int(round(time / dt))


def _changes(entry: Entry, session: Session, par: Parameters) -> list[_Change]:
    """Everything that one entry changes."""
    start, stop = entry.at, entry.at + entry.duration
    if entry.do == "cue":
        return [_shared(start, stop, str(entry.kind), entry.strength)]
    if entry.do == "disturbance":
        name = "stress" if entry.kind == "noise" else str(entry.kind)
        return [_shared(start, stop, name, entry.strength)]
    if entry.do == "oxytocin":
        duration = max(entry.duration, _SHORTEST_DOSE)
        rate = (entry.dose or 0.0) / duration
        return [_shared(start, start + duration, "infusion" if entry.route == "vein" else "nasal", rate)]
    if entry.do == "rest":
        return []
    if entry.do == "stimulation":
        return [_shared(start, stop, "stimulation", entry.rate or 0.0)]
    found: list[_Change] = []
    for side in _sides(entry.side):
        settings = _at_breast(entry, side, session, par)
        ducts = par.left.milk_ducts
        lasting = {"warmth": ducts.warmth_lasts, "massage": ducts.massage_lasts}.get(entry.kind or "", 0.0)
        found += [_Change(start, stop + lasting, "breast", side, _BREAST[name], value) for name, value in settings.items()]
        if entry.trace is not None:
            found += _trace_readings(entry, side)
    if entry.kind == "relaxation":
        return [_shared(start, stop + par.inhibition.relief_lasts, "relaxation", entry.strength)]
    return found


def _shared(start: float, stop: float, name: str, value: float) -> _Change:
    return _Change(start, stop, "shared", 0, _SHARED[name], value)


def _at_breast(entry: Entry, side: int, session: Session, par: Parameters) -> dict[str, float]:
    """Inputs of one breast that ``entry`` sets."""
    if entry.do == "breastfeed":
        return {"infant": 1.0, "wanted": _appetite(entry, side, session, par), "shield": float(entry.shield)}
    if entry.do == "pump":
        return {
            "pump": 1.0,
            "vacuum": par.pump.comfortable_vacuum if entry.vacuum is None else entry.vacuum,
            "rate": _pump_rate(entry, par),
            "two_phase": 1.0 if entry.pattern in (None, "two-phase") else 0.0,
            "traced": 0.0 if entry.trace is None else 1.0,
            "shield": float(entry.shield),
        }
    if entry.do == "hand_expression":
        return {"hand": 1.0}
    if entry.do == "touch":
        return {"touch": entry.strength}
    return {entry.kind: entry.strength} if entry.kind in ("warmth", "massage", "compression") else {}


def _pump_rate(entry: Entry, par: Parameters) -> float:
    """Cycles a second: as given, else the pump's own; none for one that only holds its vacuum."""
    if entry.pattern == "constant":
        return 0.0
    return par.pump.expression_rate if entry.rate is None else entry.rate


def _appetite(entry: Entry, side: int, session: Session, par: Parameters) -> float:
    """Milk (mL) that sates at this breast: as given, else a share of what the first breast holds; less at the second one.

    An infant that comes back to its first breast goes on there with the appetite that it began with.
    """
    if entry.appetite is not None:
        return entry.appetite
    milk = milk_at_start(session, par)
    first = next((e for e in session.entries if e.do == "breastfeed" and e.at + e.duration <= entry.at), entry)
    second = first.side != entry.side
    share = par.suckling.second_breast_appetite if second else 1.0
    return max(share * par.suckling.appetite * milk[1 - side if second else side], 1e-6)


def _preparation(session: Session, par: Parameters) -> list[_Change]:
    """Cues of the preparation of the first feed or pumping."""
    first = next((entry for entry in session.entries if entry.do in ("breastfeed", "pump")), None)
    lead = par.conditioned_cues.preparation
    if first is None or lead <= 0.0:
        return []
    cues = _FEED_CUES if first.do == "breastfeed" else _PUMP_CUES
    return [_shared(first.at - lead, first.at, name, 1.0) for name in cues]


def _trace(session: Session) -> NDArray[np.float64]:
    """Vacuum of every recorded pump pressure of the session on one grid of ``TRACE_STEP`` from t = 0."""
    traced = [entry for entry in session.entries if entry.trace is not None]
    if not traced:
        return np.zeros(1)
    grid = np.arange(0.0, max(entry.at + entry.duration for entry in traced) + TRACE_STEP, TRACE_STEP)
    vacuum = np.zeros(grid.size)
    for entry in traced:
        time, values = entry.trace or (np.zeros(1), np.zeros(1))
        inside = (grid >= entry.at) & (grid < entry.at + entry.duration)
        vacuum[inside] = np.interp(grid[inside] - entry.at, time - time[0], values, right=0.0)
    return vacuum


def _trace_readings(entry: Entry, side: int) -> list[_Change]:
    """Rate and peak vacuum of a recorded pressure, window by window: they set the stimulus."""
    time, values = entry.trace or (np.zeros(1), np.zeros(1))
    since = time - time[0]
    found: list[_Change] = []
    for start in np.arange(0.0, min(float(since[-1]), entry.duration), _TRACE_WINDOW):
        window = values[(since >= start) & (since < start + _TRACE_WINDOW)]
        peak = float(window.max(initial=0.0))
        above = window > 0.5 * (peak + float(window.min(initial=0.0)))
        rate = float(np.count_nonzero(above[1:] & ~above[:-1])) / _TRACE_WINDOW if above.size else 0.0
        times = entry.at + float(start), entry.at + min(float(start) + _TRACE_WINDOW, entry.duration)
        found += [
            _Change(*times, "breast", side, _BREAST["vacuum"], peak),
            _Change(*times, "breast", side, _BREAST["rate"], rate),
        ]
    if found:  # the record is over before the pumping is: nothing pulls any more
        found += [
            _Change(found[-1].stop, entry.at + entry.duration, "breast", side, _BREAST[name], 0.0) for name in ("vacuum", "rate")
        ]
    return found
