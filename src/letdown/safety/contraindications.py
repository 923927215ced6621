"""What a helper must not be offered for, and how it is limited: data of ``contraindications.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, cast

from letdown.errors import ParameterError, unknown_name
from letdown.safety.answers import Answers
from letdown.safety.facts import fact_names, facts_of
from letdown.safety.logic import Truth, check, holds
from letdown.safety.referring import referral
from letdown.safety.sources import sources, table

Offer = Literal["offer", "ask first", "limit", "not offered"]


@dataclass(frozen=True)
class Rule:
    """Conditions that stand against a helper, with the reason and what to do instead."""

    conditions: tuple[str, ...]
    verdict: Literal["limit", "not offered"]
    because: str
    instead: str
    source: str
    checked: date
    ask_first: bool = False


@dataclass(frozen=True)
class Helper:
    """What goes with a helper every time (``always``), and its rules."""

    name: str
    always: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Verdict:
    """Whether a helper may be offered, why not, what to do instead, and what has to be asked before.

    ``offer``: ``"offer"``; ``"ask first"``: ``questions`` come before it; ``"limit"``: only with what ``instead`` says;
    ``"not offered"``.
    """

    helper: str
    offer: Offer
    because: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    always: str = ""


@cache
def condition_questions() -> Mapping[str, str]:
    """The question about each condition, in plain words, by its id."""
    return MappingProxyType({name: str(row["question"]) for name, row in _rows("conditions").items()})


@cache
def helpers() -> Mapping[str, Helper]:
    """Every helper by its id."""
    found: dict[str, Helper] = {}
    for name, row in _rows("helpers").items():
        rules = tuple(_rule(name, dict(one)) for one in row.get("rules", ()))
        found[name] = Helper(name, str(row["always"]), rules)
    return MappingProxyType(found)


def helper_names() -> tuple[str, ...]:
    """The helpers that may be offered, in the order of the file."""
    return tuple(helpers())


def conditions_of(answers: Answers) -> dict[str, Truth]:
    """What the raw answers say of each condition; None where they do not tell."""
    facts, first = facts_of(answers), referral(answers)
    told: dict[str, Truth] = {name: holds(when, facts) if when else None for name, when in _whens().items()}
    pressing = first.level in ("emergency", "today")
    return told | {"red_flags_open": True if pressing else None if first.open_box else False}


def allowed(helper: str, conditions: Mapping[str, Truth] | Iterable[str] = ()) -> Verdict:
    """Whether ``helper`` may be offered to one with ``conditions``.

    ``conditions`` are ids that hold, or a mapping of ids to true, false or None; whatever is not named is unknown. The
    strictest rule decides; an unknown condition of a rule that asks first makes an offer or a limit wait for its question.
    An unknown id is a :class:`ParameterError`.
    """
    told = _told(conditions)
    for name in told:
        if name not in condition_questions():
            raise ParameterError(unknown_name("condition", name, condition_questions()))
    never = table("contraindications.toml")["never_offered"]
    if helper in never["names"]:
        return Verdict(helper, "not offered", (str(never["because"]),), (str(never["instead"]),))
    if helper not in helpers():
        raise ParameterError(unknown_name("helper", helper, helpers()))
    one = helpers()[helper]
    against = [rule for rule in one.rules if any(told.get(name) for name in rule.conditions)]
    refused = [rule for rule in against if rule.verdict == "not offered"]
    open_names = [name for rule in one.rules if rule.ask_first for name in rule.conditions if told.get(name) is None]
    questions = () if refused else tuple(condition_questions()[name] for name in dict.fromkeys(open_names))
    offer: Offer = "not offered" if refused else "ask first" if questions else "limit" if against else "offer"
    shown = refused or against
    return Verdict(
        helper,
        offer,
        tuple(dict.fromkeys(rule.because for rule in shown)),
        tuple(dict.fromkeys(rule.instead for rule in shown)),
        questions,
        "" if refused else one.always,
    )


def _told(conditions: Mapping[str, Truth] | Iterable[str]) -> Mapping[str, Truth]:
    if isinstance(conditions, Mapping):
        return cast(Mapping[str, Truth], conditions)
    return dict.fromkeys(conditions, True)


@cache
def _whens() -> Mapping[str, str]:
    found = {name: str(row.get("when", "")) for name, row in _rows("conditions").items()}
    for when in found.values():
        if when:
            check(when, fact_names())
    return MappingProxyType(found)


def _rows(name: str) -> dict[str, dict[str, Any]]:
    return cast(dict[str, dict[str, Any]], table("contraindications.toml")[name])


def _rule(helper: str, row: dict[str, Any]) -> Rule:
    rule = Rule(conditions=tuple(row.pop("conditions")), **row)
    if rule.verdict not in ("limit", "not offered") or rule.source not in sources():
        raise ParameterError(f"A rule of helper '{helper}' has an unknown verdict '{rule.verdict}' or source '{rule.source}'.")
    for name in rule.conditions:
        if name not in _rows("conditions"):
            raise ParameterError(unknown_name("condition", name, _rows("conditions")))
    return rule
