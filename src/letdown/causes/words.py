"""Causes and helpers as text and as JSON: the same words for the command line and the pages of the docs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from letdown.causes.records import GRADES, Act, Cause, EaseAct, Effect, EntryAct, FeedAct, Helper, ParameterAct, Use

GROUPS_IN_WORDS = {
    "releasing": "Releasing: the let-down",
    "removing": "Removing: the way out",
    "making": "Making: the supply",
    "sign": "Felt, and nothing else",
}
_FEEDS = {
    "shield": "puts a nipple shield on the breast",
    "vacuum": "vacuum of the pump × {factor:g}",
    "comfortable_vacuum": "vacuum of the pump at her comfort",
    "both_breasts": "both breasts at once",
}


def effect_in_words(one: Effect) -> str:
    """``milk of a feed × 0.75 (0.45 to 1; newton1948: …)``."""
    sign = {"ratio": "×", "share": "share", "difference": "by"}[one.kind]
    note = f": {one.note}" if one.note else ""
    return f"{one.quantity} {sign} {one.value:g} ({one.low:g} to {one.high:g}; {one.of}{note})"


def act_in_words(act: Act) -> str:
    """What one act does in the model, with its site."""
    if isinstance(act, EaseAct):
        return f"{act.site}: takes {act.by:g} of {', '.join(act.eases)} away"
    if isinstance(act, FeedAct):
        return f"{act.site}: {_FEEDS[act.feed].format(factor=act.factor_at_full)}"
    if isinstance(act, EntryAct):
        what = f"{act.entry} {act.kind}" + ("" if act.entry == "oxytocin" else f" of {act.at_full:g}")
        when = (f" at {act.at}" if act.at else "") + (f" for {act.minutes:g} min" if act.minutes else "")
        when += " of each feed" if act.each_feed else ""
        return f"{act.site}: {what}{when}{_growing(act.over_days)}{', course of the dose' if act.course else ''}"
    return f"{act.site}: {_parameter(act)}"


def _parameter(act: ParameterAct) -> str:
    moved = f"× {act.factor_at_full:g}" if act.value_at_full is None else f"to {act.value_at_full:g}"
    part = f" ({act.part})" if act.part else ""
    fading = "" if act.fades_days is None else f", fading in {act.fades_days:g} days from birth"
    return f"{act.parameter} {moved}{part}{fading}{_growing(act.over_days)}"


def _growing(over_days: float | None) -> str:
    return "" if over_days is None else f", growing over {over_days:g} days of use"


def dose_in_words(one: Cause) -> str:
    """What is given for a cause, and its range."""
    if one.dose.unit == "level":
        return f"{one.dose.what}, or the share of the traffic lost, 0 to 1"
    unit = "" if one.dose.unit == "1" else f" {one.dose.unit}"
    parts = f"; parts: {', '.join(one.parts)}" if one.parts else ""
    course = "; or drinks, with minutes_before and body_mass" if one.course else ""
    return f"{one.dose.what}; {one.dose.low:g} to {one.dose.high:g}{unit}{parts}{course}"


def use_in_words(use: Use) -> str:
    """How a helper is used unless said otherwise."""
    found = [] if use.at is None else [f"from {use.at.replace('-', '')} before" if use.at.startswith("-") else "from the start"]
    found += [] if use.minutes is None else [f"for {use.minutes:g} min"]
    found += [] if use.side is None else [f"breast: {use.side}"]
    return ", ".join(found) or "as it comes"


def lines_of(one: Cause | Helper) -> Iterator[tuple[str, str]]:
    """Everything about one entry: a heading and a text each."""
    yield "term", one.term
    if isinstance(one, Cause):
        yield "lost in", GROUPS_IN_WORDS[one.group]
        yield "amount", dose_in_words(one)
        yield "begins", one.onset
        yield "lasts", one.lasts
        yield "tolerance", one.tolerance
        yield "does not", "; ".join(one.does_not)
        if one.pairs_with:
            yield "hard to tell from", ", ".join(one.pairs_with)
    else:
        yield "serves", ", ".join(goal.replace("_", " ") for goal in one.goals)
        yield "use", use_in_words(one.use)
        yield "noticed", one.notice
        yield "stop", one.stop
        burden = one.burden
        yield "burden", f"{burden.minutes:g} min; hands: {burden.hands}; sleep: {burden.sleep}; cost: {burden.cost}"
    yield "acts at", ", ".join(one.sites) or "nothing in the model"
    yield "evidence", f"{one.grade}: {GRADES[one.grade]}"
    for effect in one.effects:
        yield "effect", effect_in_words(effect)
    for act in one.acts:
        why = f" ({'relieves' if act.term == 'relieves' else 'acts anyway'})" if isinstance(one, Helper) else ""
        yield "in the model", act_in_words(act) + why
    yield "in doubt", one.doubts
    for sentence in one.say:
        yield "in plain words", sentence


def as_json(one: Cause | Helper) -> dict[str, Any]:
    """One entry for machines: the fields of its record."""
    found = {
        key: value
        for key, value in vars(one).items()
        if key not in ("dose", "effects", "acts", "parts", "course", "burden", "use")
    }
    acts = [
        {"type": _kind(act), **{key: value for key, value in vars(act).items() if value not in (None, "")}} for act in one.acts
    ]
    found |= {"effects": [asdict(effect) for effect in one.effects], "acts": acts}
    if isinstance(one, Cause):
        course = {name: asdict(number) for name, number in one.course.items()}
        return found | {"dose": asdict(one.dose), "parts": dict(one.parts), "course": course}
    return found | {"burden": asdict(one.burden), "use": asdict(one.use)}


def _kind(act: Act) -> str:
    kinds: Mapping[type, str] = {ParameterAct: "parameter", EntryAct: "entry", FeedAct: "feed", EaseAct: "ease"}
    return kinds[type(act)]
