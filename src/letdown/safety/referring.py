"""The referral: who should be asked for help and how soon, from the raw answers alone and before any simulation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from letdown.errors import InputError
from letdown.safety.answers import Answers
from letdown.safety.facts import facts_of
from letdown.safety.logic import holds
from letdown.safety.red_flags import LEVELS, Level, RedFlag, box_words, level_words, red_flags, taps

LOCAL_NUMBER = "your local emergency number"
Helpers = Literal["none", "after the text", "yes"]


@dataclass(frozen=True)
class Referral:
    """What comes first in every answer.

    ``reasons`` are the red flags that fired, the most pressing first; ``who`` they are about, at that level (None: nobody).
    ``skipped`` are the first questions that were not answered: then ``open_box`` is true and ``box`` says when to get help.
    ``undecided`` are signs that were told, and that count at an age that was not.
    """

    level: Level
    who: str | None
    reasons: tuple[str, ...]
    skipped: tuple[str, ...]
    undecided: tuple[str, ...]
    emergency_number: str = LOCAL_NUMBER

    @property
    def open_box(self) -> bool:
        """Whether the box "get help if" stays open above the answer, because something was not told."""
        return bool(self.skipped or self.undecided)

    @property
    def helpers(self) -> Helpers:
        """Whether helpers and causes may be shown: none in an emergency; today, only after the text was shown."""
        return "none" if self.level == "emergency" else "after the text" if self.level == "today" else "yes"

    @property
    def said(self) -> str:
        """The words for the level, and for each reason of that level; lesser reasons only where it is no emergency."""
        fired = [red_flags()[name] for name in self.reasons]
        told = [flag.say for flag in fired if flag.level == self.level or self.level != "emergency"]
        return self._filled("\n".join(dict.fromkeys([level_words()[self.level], *told])))

    @property
    def box(self) -> str:
        """The whole list of signs that need help now or today, whatever was answered."""
        words = box_words()
        parts = [words["open"]]
        if self.undecided:
            parts += [words["age"], *(f"- {red_flags()[name].sign}" for name in self.undecided)]
        for level in ("emergency", "today"):
            signs = [flag.sign for flag in red_flags().values() if flag.level == level and not flag.private]
            parts += [words[level], *(f"- {sign}" for sign in dict.fromkeys(signs))]
        return self._filled("\n".join(parts))

    @property
    def text(self) -> str:
        """All that is to be shown: what was found, and the box where it is open."""
        return f"{self.said}\n\n{self.box}" if self.open_box else self.said

    def as_json(self) -> dict[str, Any]:
        """``level``, ``who``, ``reasons`` and ``text``: the first key, ``referral``, of every answer."""
        return {"level": self.level, "who": self.who, "reasons": list(self.reasons), "text": self.text}

    def for_print(self) -> Referral:
        """The same without what may never be printed."""
        kept = tuple(name for name in self.reasons if not red_flags()[name].private)
        return replace(self, level=_level(kept), who=_who(kept), reasons=kept)

    def _filled(self, text: str) -> str:
        return text.replace("{emergency}", self.emergency_number)


def referral(answers: Answers, emergency_number: str = LOCAL_NUMBER) -> Referral:
    """Who should be asked for help, and how soon.

    What was not answered is unknown and raises nothing, but leaves the box open; nothing that is added lowers the level.
    ``emergency_number`` is a setting of whoever prints or hosts, such as ``"112"``; :class:`InputError` where it is no number
    or short name.
    """
    number = emergency_number.strip()
    if not number or len(number) > 60 or not number.isprintable() or set(number) & set("<>{}"):
        raise InputError(f"The emergency number {emergency_number!r} is not one line of at most 60 signs; give it as '112'.")
    facts = facts_of(answers)
    fired = [flag for flag in red_flags().values() if flag.fires(facts)]
    reasons = tuple(flag.id for flag in sorted(fired, key=lambda flag: LEVELS.index(flag.level)))
    skipped = tuple(tap.id for tap in taps() if not tap.is_answered(facts))
    if answers.baby.age is None:
        skipped = ("baby.age", *skipped)
    undecided = [
        flag.id
        for flag in red_flags().values()
        if flag.of_age(facts) is None and flag.level in ("emergency", "today") and holds(flag.when, facts)
    ]
    return Referral(_level(reasons), _who(reasons), reasons, skipped, tuple(undecided), number)


def _level(reasons: tuple[str, ...]) -> Level:
    found = {red_flags()[name].level for name in reasons}
    for level in LEVELS:
        if level in found:
            return level
    return "none"


def _who(reasons: tuple[str, ...]) -> str | None:
    """Whom the most pressing reasons are about: ``baby``, ``mother``, ``both``, ``either``, or nobody."""
    level = _level(reasons)
    flags: list[RedFlag] = [red_flags()[name] for name in reasons if red_flags()[name].level == level]
    about = {flag.who for flag in flags} - ({"either"} if len({flag.who for flag in flags}) > 1 else set[str]())
    return None if not about else "both" if len(about) > 1 else next(iter(about))
