"""A session: entries in the order of their times."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from letdown.errors import TimelineError
from letdown.sessions.entry import KINDS, MILK_TAKERS, Entry, named


class Session:
    """Entries in the order of their times.

    ``given`` holds them as they were made; in ``entries`` what lasts throughout ends with the session.
    """

    def __init__(self, *entries: Entry) -> None:
        if not entries:
            raise TimelineError("A session has no entries; give at least one, such as breastfeed('left', minutes=15).")
        self.given: tuple[Entry, ...] = tuple(sorted(entries, key=lambda entry: entry.at))
        # What only accompanies a feed does not prolong it; alone on the timeline it sets the end.
        doing = [entry.end for entry in self.given if entry.do not in KINDS]
        self.duration = max(doing or [entry.end for entry in self.given if math.isfinite(entry.duration)], default=0.0)
        for entry in self.given:
            if entry.at >= self.duration and (doing or entry.duration == math.inf) and entry.do in KINDS:
                raise TimelineError(
                    f"'{named(entry)}' begins at {entry.at:g} s, after the session's end at {self.duration:g} s; "
                    "say how long it lasts if it is alone, or let the session go on with rest()."
                )
        self.entries = tuple(
            replace(entry, duration=self.duration - entry.at) if entry.duration == math.inf else entry for entry in self.given
        )
        _check_overlaps(self.entries)

    @property
    def start(self) -> float:
        """When the first entry begins, or 0 if none comes before latch or pump on; in s."""
        return min(0.0, self.entries[0].at)

    def with_(self, *entries: Entry) -> Session:
        """The same session with more entries."""
        return Session(*self.given, *entries)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Session) and self.given == other.given

    def __hash__(self) -> int:
        return hash(self.given)

    def __repr__(self) -> str:
        return f"Session({', '.join(f'{named(entry)} {entry.at:g} to {entry.end:g} s' for entry in self.entries)})"


def _check_overlaps(entries: Iterable[Entry]) -> None:
    """One breast feeds or fills one thing at a time, and nothing happens twice at once."""
    for first, second in combinations(entries, 2):
        if min(first.end, second.end) <= max(first.at, second.at):
            continue
        shared = set(first.sides) & set(second.sides)
        when = f"at {max(first.at, second.at):g} s"
        if first.do in MILK_TAKERS and second.do in MILK_TAKERS and shared:
            raise TimelineError(
                f"'{named(first)}' and '{named(second)}' are both on the {' and the '.join(sorted(shared))} breast {when}; "
                "move one in time or to the other side."
            )
        if first.do in KINDS and (first.do, first.kind) == (second.do, second.kind) and (shared or not first.sides):
            raise TimelineError(f"'{named(first)}' is there twice {when}; join the two into one entry.")
