"""Arguments that many observables share."""

from __future__ import annotations

from letdown.observables.kinds import Argument

SIDES = ("left", "right", "both", "suckled", "other")
FROM = Argument("from", "s", "start of the window; 0 is latch or pump on", None, "0 s")
TO = Argument("to", "s", "end of the window", None, "the end of the session")
AT = Argument("at", "s", "time; 0 is latch or pump on", None, "the whole window")
AFTER = Argument("at", "s", "time since `from`, or since milk was first taken from this breast", required=True, low=0.0)
WINDOW = Argument("window", "s", "over which a flow is a mean", 5.0, low=0.02)
SIDE = Argument("side", "", "breast; suckled is the one that milk is taken from first, other is the other", "suckled", "", SIDES)
BREAST = Argument("side", "", "one breast", "suckled", "", ("left", "right", "suckled", "other"))
NUMBER = Argument("number", "1", "which one, 1 is the first", None, "the mean of all", low=1.0)
