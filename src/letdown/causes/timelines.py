"""Timelines: entries added to a session, one where several of a kind would lie over another, and entries made weaker."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from letdown.sessions import MILK_TAKERS, Entry, Session

_ACCOMPANYING = ("cue", "disturbance", "helper")
EARLY = 300.0
"""What accompanies a whole session begins at least so long (s) before its first feed."""


def feeds(session: Session) -> tuple[Entry, ...]:
    """The feeds and pumpings of a session."""
    return tuple(entry for entry in session.given if entry.do in MILK_TAKERS)


def beginning(session: Session) -> float:
    """When something that is there throughout begins (s): before anything else happens."""
    first = min((entry.at for entry in feeds(session)), default=0.0)
    return min(session.start, first - EARLY)


def added(session: Session, new: Iterable[Entry]) -> Session:
    """``session`` with ``new`` entries; where two of a kind lie over each other the stronger counts."""
    return Session(*_joined([*session.given, *new]))


def weakened(session: Session, kinds: Sequence[str], share: float) -> Session:
    """``session`` with its disturbances of ``kinds`` weaker by ``share``."""
    return Session(
        *(
            replace(entry, strength=entry.strength * (1.0 - share))
            if entry.do == "disturbance" and entry.kind in kinds
            else entry
            for entry in session.given
        )
    )


def _joined(entries: Sequence[Entry]) -> list[Entry]:
    """The entries, those of a kind and breast that overlap as one course of the larger strength."""
    kept = [entry for entry in entries if entry.do not in _ACCOMPANYING]
    groups: dict[tuple[str, str | None, str | None], list[Entry]] = {}
    for entry in entries:
        if entry.do in _ACCOMPANYING:
            for one in _by_side(entry, entries):
                groups.setdefault((one.do, one.kind, one.side), []).append(one)
    for group in groups.values():
        kept += _highest(group) if _overlapping(group) else group
    return kept


def _by_side(entry: Entry, entries: Sequence[Entry]) -> list[Entry]:
    """The entry, apart for each breast where another of its kind is for one breast only."""
    alike = [other for other in entries if (other.do, other.kind) == (entry.do, entry.kind) and other.side != entry.side]
    if entry.side != "both" or not alike:
        return [entry]
    return [replace(entry, side="left"), replace(entry, side="right")]


def _overlapping(group: Sequence[Entry]) -> bool:
    ordered = sorted(group, key=lambda entry: entry.at)
    latest = -math.inf
    for entry in ordered:
        if entry.at < latest:
            return True
        latest = max(latest, entry.end)
    return False


def _highest(group: Sequence[Entry]) -> list[Entry]:
    """One entry for each stretch in which the largest strength stays the same."""
    times = sorted({time for entry in group for time in (entry.at, entry.end)})
    found: list[Entry] = []
    for start, stop in pairwise(times):
        strength = max((entry.strength for entry in group if entry.at <= start and stop <= entry.end), default=None)
        if strength is None:
            continue
        if found and found[-1].end == start and found[-1].strength == strength:
            start = found.pop().at
        found.append(replace(group[0], at=start, duration=stop - start, strength=strength))
    return found
