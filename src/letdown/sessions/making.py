"""What can be done: one function for each kind of entry."""

from __future__ import annotations

import math
import re
from pathlib import Path

from letdown.errors import ParameterError, UnitError, unknown_name
from letdown.quantity import to_unit
from letdown.sessions.entry import PATTERNS, Entry, Side
from letdown.sessions.pressure_file import read_pressure_file


def breastfeed(side: str = "left", minutes: object = 15, at: object = 0, appetite: object = None) -> Entry:
    """A baby at one breast for up to ``minutes``; ``appetite`` [mL] is what it wants, by default a share of what is there."""
    wanted = None if appetite is None else _number(appetite, "mL", "appetite")
    return Entry("breastfeed", _at(at), _minutes(minutes), side=_side(side), appetite=wanted)


def pump(
    side: str = "left",
    minutes: object = 15,
    vacuum: object = None,
    rate: object = None,
    pattern: str | Path = "two-phase",
    at: object = 0,
) -> Entry:
    """A pump on one breast or both. ``vacuum`` [mmHg] is her comfortable maximum if not given, ``rate`` [1/min] the pump's own.

    ``pattern`` is one of :data:`PATTERNS` or the path of a file with ``time,pressure[,units]`` (see :func:`read_pressure_file`).
    """
    trace = None
    name = str(pattern)
    if name not in PATTERNS:
        if not isinstance(pattern, Path) and not re.search(r"[./\\]", name):
            raise ParameterError(f"{unknown_name('pump pattern', name, PATTERNS)} Or give a file with time,pressure in it.")
        trace = read_pressure_file(pattern)
    return Entry(
        "pump",
        _at(at),
        _minutes(minutes),
        side=_side(side),
        vacuum=None if vacuum is None else _number(vacuum, "mmHg", "vacuum"),
        rate=None if rate is None else _number(rate, "1/min", "rate") / 60.0,
        pattern=name,
        trace=trace,
    )


def hand_expression(side: str = "left", minutes: object = 15, at: object = 0) -> Entry:
    """Expressing milk by hand, from one breast or both."""
    return Entry("hand_expression", _at(at), _minutes(minutes), side=_side(side))


def touch(side: str = "left", minutes: object = 1, at: object = 0) -> Entry:
    """Touching or rolling the nipple without taking milk."""
    return Entry("touch", _at(at), _minutes(minutes), side=_side(side))


def cue(kind: str, at: object = "-3 min", minutes: object = 3, strength: object = 1.0) -> Entry:
    """Something that she has learned goes with a feed: one of :data:`CUES`; ``strength`` from 0 to 1."""
    return Entry("cue", _at(at), _minutes(minutes), kind=kind, strength=_number(strength, "1", "strength"))


def disturbance(kind: str, degree: object = 1.0, at: object = "-5 min", minutes: object = None) -> Entry:
    """One of :data:`DISTURBANCES`, in a ``degree`` from 0 to 1 (alcohol: g/kg); throughout if no ``minutes`` are given."""
    unit = "g/kg" if kind == "alcohol" else "1"
    return Entry("disturbance", _at(at), _throughout(minutes), kind=kind, strength=_number(degree, unit, "degree"))


def helper(kind: str, side: str | None = None, at: object = "-5 min", minutes: object = None) -> Entry:
    """One of :data:`HELPERS`, on one breast or both; throughout if no ``minutes`` are given."""
    both = "both" if side is None and kind != "relaxation" else side
    return Entry("helper", _at(at), _throughout(minutes), kind=kind, side=None if both is None else _side(both))


def oxytocin(route: str = "vein", dose: object = "10 mU", at: object = 0, minutes: object = 0) -> Entry:
    """Oxytocin at once (``minutes=0``) or as an infusion of ``dose`` in all, which carries its unit (``"10 mU"``, ``"50 ng"``)."""
    if route not in ("vein", "nose"):
        raise ParameterError(unknown_name("route", str(route), ("vein", "nose")))
    if isinstance(dose, (int, float)):
        raise UnitError(f"dose: {dose!r} has no unit; write '{dose} mU' or '{dose} ng'.")
    return Entry("oxytocin", _at(at), _minutes(minutes), dose=to_unit(dose, "pg", "dose"), route=route)


def rest(minutes: object = 5, at: object = 0) -> Entry:
    """Nothing happens; what is on the way goes on."""
    return Entry("rest", _at(at), _minutes(minutes))


_QUICK = re.compile(r"([+-]?\d+(?:\.\d*)?)\s*(s|sec|min|h)")
_SECONDS = {"s": 1.0, "sec": 1.0, "min": 60.0, "h": 3600.0}


def _number(given: object, unit: str, what: str) -> float:
    return to_unit(given, unit, what)


def _at(given: object) -> float:
    """A time on the session's clock, in s; the commonest forms are read without Pint, which takes long to start."""
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        if given == 0:
            return 0.0
        raise UnitError(f"at: {given!r} has no unit; write '{given} min' or '{given} s'.")
    quick = _QUICK.fullmatch(str(given).strip())
    return float(quick[1]) * _SECONDS[quick[2]] if quick else to_unit(given, "s", "at")


def _minutes(given: object) -> float:
    """A duration in s; a bare number is in minutes."""
    quick = _QUICK.fullmatch(str(given).strip())
    return float(quick[1]) * _SECONDS[quick[2]] if quick else to_unit(given, "min", "minutes") * 60.0


def _throughout(minutes: object) -> float:
    return math.inf if minutes is None else _minutes(minutes)


def _side(given: str) -> Side:
    if given not in ("left", "right", "both"):
        raise ParameterError(unknown_name("side", str(given), ("left", "right", "both")))
    return given
