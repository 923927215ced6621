"""The table of red flags, read from ``red_flags.toml``: one row is one sign, its condition, its level and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, cast, get_args

from letdown.errors import ParameterError
from letdown.safety.facts import fact_names
from letdown.safety.logic import Fact, Truth, check, holds
from letdown.safety.measures import days
from letdown.safety.sources import sources, table

Level = Literal["emergency", "today", "soon", "routine", "none"]
Who = Literal["baby", "mother", "either"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""The most pressing first."""


@dataclass(frozen=True)
class RedFlag:
    """One sign; ``start`` to ``end`` are days of age (hers: since the birth), ``end`` left out.

    ``recalled``: from memory, to be checked before use. ``private``: never in print.
    """

    id: str
    who: Who
    question: str
    sign: str
    when: str
    level: Level
    say: str
    source: str
    checked: date
    start: float | None = None
    end: float | None = None
    recalled: bool = False
    private: bool = False
    note: str = ""

    def fires(self, facts: Mapping[str, Fact]) -> Truth:
        """Whether the sign is there at an age at which it counts; None where an answer that decides it is unknown."""
        seen, of_age = holds(self.when, facts), self.of_age(facts)
        return False if False in (seen, of_age) else None if None in (seen, of_age) else True

    def of_age(self, facts: Mapping[str, Fact]) -> Truth:
        """Whether the age is one at which the sign counts."""
        if self.start is None and self.end is None:
            return True
        age = facts["mother.days_since_birth" if self.who == "mother" else "baby.age"]
        if not isinstance(age, (int, float)):
            return None
        return (self.start is None or age >= self.start) and (self.end is None or age < self.end)


@dataclass(frozen=True)
class Tap:
    """One of the questions asked first; one of ``answers`` is enough, or ``more`` too where ``unless_more`` is true."""

    id: str
    question: str
    answers: tuple[str, ...]
    unless_more: str = ""
    more: tuple[str, ...] = ()

    def is_answered(self, facts: Mapping[str, Fact]) -> bool:
        """Whether enough was told."""
        if all(facts[name] is None for name in self.answers):
            return False
        return not (self.unless_more and holds(self.unless_more, facts)) or all(facts[name] is not None for name in self.more)


@cache
def red_flags() -> Mapping[str, RedFlag]:
    """Every red flag by its id, such as ``"baby.hard_to_wake"``, in the order of the file."""
    found: dict[str, RedFlag] = {}
    for who in get_args(Who):
        for name, row in cast(dict[str, dict[str, Any]], table("red_flags.toml")[who]).items():
            found[f"{who}.{name}"] = _red_flag(f"{who}.{name}", who, dict(row))
    return MappingProxyType(found)


@cache
def taps() -> tuple[Tap, ...]:
    """The questions asked first, four about the baby and four about the mother."""
    rows = cast(list[dict[str, Any]], table("red_flags.toml")["taps"])
    found = tuple(
        Tap(one["id"], one["question"], tuple(one["answers"]), one.get("unless_more", ""), tuple(one.get("more", ())))
        for one in rows
    )
    for tap in found:
        for condition in (*tap.answers, *tap.more, *([tap.unless_more] if tap.unless_more else [])):
            check(condition, fact_names())
    return found


@cache
def level_words() -> Mapping[str, str]:
    """What is said first at each level."""
    return MappingProxyType({level: str(table("red_flags.toml")["levels"][level]["say"]) for level in LEVELS})


@cache
def box_words() -> Mapping[str, str]:
    """The headings of the box "get help if"."""
    return MappingProxyType(dict(cast(dict[str, str], table("red_flags.toml")["box"])))


def _red_flag(name: str, who: Who, row: dict[str, Any]) -> RedFlag:
    start, end = row.pop("from", None), row.pop("to", None)
    flag = RedFlag(
        id=name,
        who=who,
        start=None if start is None else days(start),
        end=None if end is None else days(end),
        **row,
    )
    check(flag.when, fact_names())
    if flag.level not in LEVELS[:-1]:
        raise ParameterError(f"{name}: '{flag.level}' is no level; allowed are {', '.join(LEVELS[:-1])}.")
    if flag.source not in sources():
        raise ParameterError(f"{name}: '{flag.source}' is no key of safety_sources.toml.")
    return flag
