"""What causes and helpers put on a timeline, and what they do to its feeds and pumpings."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

from letdown.causes.blood_alcohol import Drink, in_the_body
from letdown.causes.records import CourseNumber, EntryAct, FeedAct, Use
from letdown.causes.timelines import beginning, feeds
from letdown.dyad import Mother
from letdown.sessions import HIGHEST_VACUUM, Entry, Session, helper, oxytocin, seconds_at

_USUAL = Use()
_EVERY = 300.0
"""Step (s) in which a course in time is followed."""
_MOST_ALCOHOL = 2.0
_LEAST_VACUUM = 1.0


def entries_of(act: EntryAct, degree: float, session: Session, use: Use = _USUAL) -> list[Entry]:
    """The entries of one act: before each feed, counted from the first one, or throughout."""
    at, minutes = act.at or use.at, use.minutes if act.minutes is None else act.minutes
    starts = [feed.at for feed in feeds(session)] or [0.0]
    if at is None:
        times = [beginning(session)]
    elif act.each_feed:  # a feed may be over before that
        times = [time for time in (start + seconds_at(at) for start in starts) if time < session.duration]
    else:
        times = [starts[0] + seconds_at(at)]
    return [_entry(act, degree, time, minutes, use) for time in times]


def _entry(act: EntryAct, degree: float, at: float, minutes: float | None, use: Use) -> Entry:
    """One entry that begins ``at`` (s)."""
    if act.entry == "oxytocin":
        given = oxytocin(act.kind, use.dose or "4 U", f"{at!r} s")
        return replace(given, dose=(given.dose or 0.0) * degree)
    lasts, strength = math.inf if minutes is None else 60.0 * minutes, degree * act.at_full
    if act.entry == "helper":
        side = None if act.kind == "relaxation" else use.side or "both"
        return replace(helper(act.kind, side, f"{at!r} s", strength=strength), duration=lasts)
    return Entry(act.entry, at, lasts, kind=act.kind, strength=strength)


def of_the_drink(act: EntryAct, drink: Drink, course: Mapping[str, CourseNumber], session: Session) -> list[Entry]:
    """What is in the body of a drink, step by step through the session."""
    first = min((feed.at for feed in feeds(session)), default=0.0)
    found: list[Entry] = []
    time = beginning(session)
    while time < session.duration:
        lasts = min(_EVERY, session.duration - time)
        amount = in_the_body(drink.dose, drink.minutes_before + (time + 0.5 * lasts - first) / 60.0, course)
        if amount > 0.0:
            found.append(Entry("disturbance", time, lasts, kind=act.kind, strength=min(amount, _MOST_ALCOHOL)))
        time += lasts
    return found


def with_feeds(act: FeedAct, degree: float, session: Session, mother: Mother) -> Session:
    """``session`` with its feeds and pumpings changed."""
    if act.feed == "both_breasts":
        return _both(session)
    return Session(*(_changed(entry, act, degree, mother) for entry in session.given))


def _changed(entry: Entry, act: FeedAct, degree: float, mother: Mother) -> Entry:
    if act.feed == "shield" and entry.do in ("breastfeed", "pump"):
        return replace(entry, shield=True)
    if entry.do != "pump" or entry.trace is not None:
        return entry  # a recorded pressure is what it was
    if act.feed == "comfortable_vacuum":
        return replace(entry, vacuum=None)
    if act.feed == "vacuum":
        set_to = mother.parameters.pump.comfortable_vacuum if entry.vacuum is None else entry.vacuum
        return replace(entry, vacuum=min(max(set_to * act.factor_at_full**degree, _LEAST_VACUUM), HIGHEST_VACUUM))
    return entry


def _both(session: Session) -> Session:
    """The first pumping of one breast at both; what pumped the other one by itself is no longer needed."""
    single = [entry for entry in session.given if entry.do == "pump" and entry.side != "both"]
    if not single:
        return session
    first = single[0]
    kept = [entry for entry in session.given if entry not in single or entry.side == first.side]
    return Session(*(replace(entry, side="both") if entry in single else entry for entry in kept))
