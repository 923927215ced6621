"""What can be done: one function for each kind of entry."""

from __future__ import annotations

import math
import re
from pathlib import Path

from letdown.errors import ParameterError, UnitError, unknown_name
from letdown.quantity import to_unit
from letdown.sessions.entry import PATTERNS, Entry, Side
from letdown.sessions.pressure_file import read_pressure_file


def breastfeed(side: str = "left", minutes: object = 15, at: object = 0, appetite: object = None, shield: bool = False) -> Entry:
    """A baby at one breast for up to ``minutes``; ``appetite`` [mL] is what it wants, by default a share of what is there.

    ``shield`` puts a nipple shield between them.
    """
    wanted = None if appetite is None else _number(appetite, "mL", "appetite")
    return Entry("breastfeed", seconds_at(at), _minutes(minutes), side=_side(side), appetite=wanted, shield=bool(shield))


def pump(
    side: str = "left",
    minutes: object = None,
    vacuum: object = None,
    rate: object = None,
    pattern: str | Path = "two-phase",
    at: object = 0,
    shield: bool = False,
) -> Entry:
    """A pump on one breast or both, for 15 ``minutes`` if not given.

    ``vacuum`` [mmHg] is her comfortable maximum if not given, ``rate`` [1/min] the pump's own. ``pattern`` is one of
    :data:`PATTERNS` or the path of a file with ``time,pressure[,units]`` (see :func:`read_pressure_file`), which then says how
    long it lasts, too.
    """
    trace = None
    name = str(pattern)
    if name not in PATTERNS:
        if not isinstance(pattern, Path) and not re.search(r"[./\\]", name):
            raise ParameterError(f"{unknown_name('pump pattern', name, PATTERNS)} Or give a file with time,pressure in it.")
        trace = read_pressure_file(pattern)
    if minutes is None:
        minutes = 15 if trace is None else trace[0][-1] / 60.0
    return Entry(
        "pump",
        seconds_at(at),
        _minutes(minutes),
        side=_side(side),
        vacuum=None if vacuum is None else _number(vacuum, "mmHg", "vacuum"),
        rate=None if rate is None else _rate(rate),
        pattern=name,
        trace=trace,
        shield=bool(shield),
    )


def hand_expression(side: str = "left", minutes: object = 15, at: object = 0) -> Entry:
    """Expressing milk by hand, from one breast or both."""
    return Entry("hand_expression", seconds_at(at), _minutes(minutes), side=_side(side))


def touch(side: str = "left", minutes: object = 1, at: object = 0) -> Entry:
    """Touching or rolling the nipple without taking milk."""
    return Entry("touch", seconds_at(at), _minutes(minutes), side=_side(side))


def cue(kind: str, at: object = "-3 min", minutes: object = 3, strength: object = 1.0) -> Entry:
    """Something that she has learned goes with a feed: one of :data:`CUES`; ``strength`` from 0 to 1."""
    return Entry("cue", seconds_at(at), _minutes(minutes), kind=kind, strength=_number(strength, "1", "strength"))


def disturbance(kind: str, degree: object = 1.0, at: object = "-5 min", minutes: object = None) -> Entry:
    """One of :data:`DISTURBANCES`, in a ``degree`` from 0 to 1 (alcohol: g/kg); throughout if no ``minutes`` are given."""
    unit = "g/kg" if kind == "alcohol" else "1"
    return Entry("disturbance", seconds_at(at), _throughout(minutes), kind=kind, strength=_number(degree, unit, "degree"))


def helper(kind: str, side: str | None = None, at: object = "-5 min", minutes: object = None, strength: object = 1.0) -> Entry:
    """One of :data:`HELPERS`, on one breast or both, in a ``strength`` from 0 to 1; throughout if no ``minutes`` are given."""
    both = "both" if side is None and kind != "relaxation" else side
    amount = _number(strength, "1", "strength")
    return Entry(
        "helper", seconds_at(at), _throughout(minutes), kind=kind, side=None if both is None else _side(both), strength=amount
    )


def oxytocin(route: str = "vein", dose: object = "10 mU", at: object = 0, minutes: object = 0) -> Entry:
    """Oxytocin at once (``minutes=0``) or as an infusion of ``dose`` in all; a dose has a unit (``"10 mU"``, ``"50 ng"``)."""
    if route not in ("vein", "nose"):
        raise ParameterError(unknown_name("route", str(route), ("vein", "nose")))
    if _bare(dose):
        raise UnitError(f"dose: {dose!r} has no unit; write '{dose} mU' or '{dose} ng'.")
    return Entry("oxytocin", seconds_at(at), _minutes(minutes), dose=_number(dose, "pg", "dose"), route=route)


def stimulation(rate: object, minutes: object = 1, at: object = 0) -> Entry:
    """Electrical stimulation of the posterior pituitary: every nerve ending fires ``rate`` times a second (``"15 Hz"``)."""
    if _bare(rate):
        raise UnitError(f"rate: {rate!r} has no unit; write '{rate} Hz'.")
    return Entry("stimulation", seconds_at(at), _minutes(minutes), rate=_number(rate, "Hz", "rate"))


def rest(minutes: object = 5, at: object = 0) -> Entry:
    """Nothing happens; what is on the way goes on."""
    return Entry("rest", seconds_at(at), _minutes(minutes))


_SIMPLE = re.compile(r"([+-]?\d+\.?\d*(?:e[+-]?\d+)?)\s*([A-Za-z/]+)")
_SECONDS = {"s": 1.0, "sec": 1.0, "min": 60.0, "h": 3600.0}


def _number(given: object, unit: str, what: str) -> float:
    """``given`` in ``unit``; what is in that unit already is read without Pint, which takes long to start."""
    simple = _SIMPLE.fullmatch(str(given).strip())
    return float(simple[1]) if simple and simple[2] == unit else to_unit(given, unit, what)


def _seconds(given: object) -> float | None:
    """The commonest forms of a time in s, read without Pint; ``None`` for others."""
    simple = _SIMPLE.fullmatch(str(given).strip())
    return float(simple[1]) * _SECONDS[simple[2]] if simple and simple[2] in _SECONDS else None


def _rate(given: object) -> float:
    """A pump's rate in Hz; a bare number is a minute's."""
    return _number(given, "1/min", "rate") / 60.0 if _bare(given) else _number(given, "Hz", "rate")


def _bare(given: object) -> bool:
    try:
        float(str(given))
    except ValueError:
        return False
    return True


def seconds_at(given: object) -> float:
    """A time on the session's clock, in s; only zero may go without a unit."""
    if _bare(given) and float(str(given)) != 0.0:
        raise UnitError(f"at: {given!r} has no unit; write '{given} min' or '{given} s'.")
    seconds = _seconds(given)
    return to_unit(given, "s", "at") if seconds is None else seconds


def _minutes(given: object) -> float:
    """A duration in s; a bare number is in minutes."""
    seconds = _seconds(given)
    return to_unit(given, "min", "minutes") * 60.0 if seconds is None else seconds


def _throughout(minutes: object) -> float:
    return math.inf if minutes is None else _minutes(minutes)


def _side(given: str) -> Side:
    if given not in ("left", "right", "both"):
        raise ParameterError(unknown_name("side", str(given), ("left", "right", "both")))
    return given
