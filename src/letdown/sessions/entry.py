"""One entry of a timeline, checked when it is made."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from letdown.errors import ParameterError, TimelineError, unknown_name
from letdown.sessions.pressure_file import HIGHEST_VACUUM, FloatArray

Side = Literal["left", "right", "both"]
Do = Literal["breastfeed", "pump", "hand_expression", "touch", "cue", "disturbance", "helper", "oxytocin", "stimulation", "rest"]

DOINGS: tuple[Do, ...] = get_args(Do)
CUES = ("cry", "sight", "smell", "touch", "thought", "photo", "pump_sound", "place", "time_of_day")
DISTURBANCES = ("stress", "pain", "distraction", "fatigue", "noise", "fright", "alcohol", "opioid")
HELPERS = ("warmth", "massage", "compression", "relaxation")
PATTERNS = ("two-phase", "expression", "constant")
"""A pump that stimulates first, one that expresses at once, and one that only holds its vacuum."""

MILK_TAKERS = ("breastfeed", "pump", "hand_expression")
LONGEST = 86_400.0
"""The longest session, in s: days are another command's work."""
MOST_ALCOHOL = 2.0
"""g/kg of body weight."""
_RATES = (10.0, 200.0)
_STIMULI = (0.01, 100.0)
_DOSES = (1.75, 175e6)
_APPETITES = (1.0, 1000.0)
KINDS = {"cue": CUES, "disturbance": DISTURBANCES, "helper": HELPERS}
_DETAILS = {
    "breastfeed": {"side", "appetite", "shield"},
    "pump": {"side", "vacuum", "rate", "pattern", "trace", "shield"},
    "hand_expression": {"side"},
    "touch": {"side"},
    "cue": {"kind", "strength"},
    "disturbance": {"kind", "strength"},
    "helper": {"kind", "side", "strength"},
    "oxytocin": {"dose", "route"},
    "stimulation": {"rate"},
    "rest": set[str](),
}
_EMPTY = {
    "side": None,
    "kind": None,
    "strength": 1.0,
    "vacuum": None,
    "rate": None,
    "pattern": None,
    "trace": None,
    "dose": None,
    "route": None,
    "appetite": None,
    "shield": False,
}


@dataclass(frozen=True)
class Entry:
    """One thing on the timeline; made by the functions below, which name each detail and its unit."""

    do: Do
    at: float
    duration: float
    side: Side | None = None
    kind: str | None = None
    strength: float = 1.0
    vacuum: float | None = None
    rate: float | None = None
    pattern: str | None = None
    trace: tuple[FloatArray, FloatArray] | None = field(default=None, compare=False)
    dose: float | None = None
    route: Literal["vein", "nose"] | None = None
    appetite: float | None = None
    shield: bool = False

    def __post_init__(self) -> None:
        if self.do not in DOINGS:
            raise TimelineError(unknown_name("thing to do", str(self.do), DOINGS))
        for detail, empty in _EMPTY.items():
            if detail not in _DETAILS[self.do] and getattr(self, detail) != empty:
                raise TimelineError(f"'{detail}' does not belong to '{self.do}'; it takes {_listed(sorted(_DETAILS[self.do]))}.")
        _check_times(self)
        _check_side(self)
        if self.do in KINDS and self.kind not in KINDS[self.do]:
            raise ParameterError(unknown_name(self.do, str(self.kind), KINDS[self.do]))
        _check_amounts(self)

    @property
    def end(self) -> float:
        """When it is over, in s."""
        return self.at + self.duration

    @property
    def sides(self) -> tuple[str, ...]:
        """The breasts that it concerns."""
        return ("left", "right") if self.side == "both" else (self.side,) if self.side else ()


def _check_times(entry: Entry) -> None:
    what = named(entry)
    if not math.isfinite(entry.at) or abs(entry.at) > LONGEST:
        raise TimelineError(f"'{what}' at {entry.at:g} s is out of reach; a session lies within 24 h of latch or pump on.")
    if entry.at < 0 and entry.do in MILK_TAKERS:
        raise TimelineError(f"'{what}' at {entry.at:g} s: time 0 is latch or pump on, so this comes at 0 or later.")
    if entry.duration < 0 or math.isnan(entry.duration) or (entry.duration == 0 and entry.do != "oxytocin"):
        raise TimelineError(f"'{what}' lasts {entry.duration / 60:g} min; a duration is above 0.")
    if entry.duration == math.inf and entry.do not in KINDS:
        raise TimelineError(f"'{what}' has no end; say how many minutes it lasts.")
    if math.isfinite(entry.duration) and max(entry.duration, entry.end) > LONGEST:
        raise TimelineError(
            f"'{what}' lasts {entry.duration / 60:g} min from {entry.at / 60:g} min; a session lasts at most 24 h (1440 min)."
        )


def _check_side(entry: Entry) -> None:
    if "side" not in _DETAILS[entry.do]:
        return
    if entry.do == "breastfeed" and entry.side not in ("left", "right"):
        raise TimelineError(
            f"breastfeed: side {entry.side!r} is not one breast; give 'left' or 'right', and for two babies at once two entries."
        )
    if entry.do == "helper":
        if (entry.kind == "relaxation") != (entry.side is None) and entry.kind in HELPERS:
            raise TimelineError(
                f"helper '{entry.kind}': side {entry.side!r} does not fit; relaxation has none, the others need one."
            )
    elif entry.side not in ("left", "right", "both"):
        raise ParameterError(unknown_name("side", str(entry.side), ("left", "right", "both")))


def _check_amounts(entry: Entry) -> None:
    most = MOST_ALCOHOL if entry.kind == "alcohol" else 1.0
    unit = " g/kg" if entry.kind == "alcohol" else ""
    _check_range(entry, "degree" if entry.do == "disturbance" else "strength", entry.strength, 0.0, most, unit)
    if entry.vacuum is not None:
        hint = "vacuum is a positive number below atmosphere, and above her comfort more only hurts"
        _check_range(entry, "vacuum", entry.vacuum, 1.0, HIGHEST_VACUUM, " mmHg", hint)
    if entry.rate is not None:
        if entry.do == "stimulation":
            _check_range(entry, "rate", entry.rate, *_STIMULI, " Hz")
        else:
            _check_range(entry, "rate", entry.rate * 60.0, *_RATES, " per minute")
    elif entry.do == "stimulation":
        raise ParameterError("stimulation: 'rate' is missing; it says how many stimuli a second, such as '15 Hz'.")
    if entry.do == "oxytocin":
        hint = "1 U is 1.75 µg"
        _check_range(entry, "dose", math.nan if entry.dose is None else entry.dose, *_DOSES, " pg", hint)
        if entry.route not in ("vein", "nose"):
            raise ParameterError(unknown_name("route", str(entry.route), ("vein", "nose")))
    if entry.appetite is not None:
        _check_range(entry, "appetite", entry.appetite, *_APPETITES, " mL")


def _check_range(entry: Entry, what: str, value: float, low: float, high: float, unit: str, hint: str = "") -> None:
    if not low <= value <= high:
        why = f" ({hint})" if hint else ""
        raise ParameterError(f"{named(entry)}: {what} {value:g}{unit} is outside its range: {low:g} to {high:g}{unit}{why}.")


def named(entry: Entry) -> str:
    """An entry in words: ``"pump both"``, ``"cue cry"``."""
    return " ".join(str(part).replace("_", " ") for part in (entry.do, entry.kind, entry.side) if part)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "no details"
