"""Sessions: what happens when. A feed, a pumping, a cue, a fright, a warm cloth, on one timeline.

Time 0 is latch or pump on. Only cues, circumstances and touch may come before it. Times carry a unit (``at="-3 min"``); a bare
number is taken where the name says the unit (``minutes=12``) or where the field has one only (vacuum in mmHg, rate a minute,
appetite in mL). Every entry is checked when it is made, and a session when it is put together.
"""

from letdown.sessions.entry import CUES, DISTURBANCES, DOINGS, HELPERS, LONGEST, MILK_TAKERS, PATTERNS, Do, Entry, Side
from letdown.sessions.making import (
    breastfeed,
    cue,
    disturbance,
    hand_expression,
    helper,
    oxytocin,
    pump,
    rest,
    seconds_at,
    stimulation,
    touch,
)
from letdown.sessions.pressure_file import HIGHEST_VACUUM, read_pressure_file
from letdown.sessions.session import Session

__all__ = [
    "Session",
    "Entry",
    "Do",
    "Side",
    "breastfeed",
    "pump",
    "hand_expression",
    "touch",
    "cue",
    "disturbance",
    "helper",
    "oxytocin",
    "stimulation",
    "rest",
    "seconds_at",
    "read_pressure_file",
    "CUES",
    "DISTURBANCES",
    "DOINGS",
    "HELPERS",
    "PATTERNS",
    "HIGHEST_VACUUM",
    "LONGEST",
    "MILK_TAKERS",
]
