"""The short questionnaire: a dozen questions in plain words, and how likely each answer is with and without each cause.

Data of ``evidence/case_questions.toml``. An answer is known option by option: what was not asked is unknown, never 'no'.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, cast

from letdown.errors import ParameterError, unknown_name

MISREPORT = 0.01
"""Share of answers that are not what is so (assumed): no single answer is ever certain."""
GROWTH = "growth"
"""The question that a scale answers."""


@dataclass(frozen=True)
class Option:
    """One thing that can be said, and the share of women who say it with each cause (``given``) and with ``otherwise``."""

    id: str
    text: str
    given: Mapping[str, float]
    otherwise: float
    condition: str = ""

    def share(self, cause: str) -> float:
        """The share who say so with ``cause`` (``""``: with none), misreports left out."""
        return self.given.get(cause, self.otherwise)


@dataclass(frozen=True)
class Question:
    """A question whose options exclude each other (``one``), or of which any number may be so (``several``)."""

    id: str
    question: str
    kind: Literal["one", "several"]
    options: Mapping[str, Option]
    session: str = ""

    def asked_in(self, doing: str) -> bool:
        """Whether it makes sense where the session is a ``doing``."""
        return self.session in ("", doing)


Known = Mapping[tuple[str, str], bool]
"""What was told: (question, option) to whether it is so."""


@cache
def questions() -> Mapping[str, Question]:
    """Every question by id, in the order in which they are asked."""
    text = files("letdown.evidence").joinpath("case_questions.toml").read_text(encoding="utf-8")
    tables: dict[str, Any] = tomllib.loads(text)
    tables.pop("source")
    found: dict[str, Question] = {}
    for name, table in tables.items():
        options = {key: Option(id=key, **one) for key, one in table["options"].items()}
        found[name] = Question(name, table["question"], table["kind"], options, table.get("session", ""))
    return MappingProxyType(found)


def told_by(name: str, given: object) -> dict[tuple[str, str], bool]:
    """The options of a question that an answer settles: the text of one, or a list; :class:`ParameterError` for others."""
    if name not in questions() or name == GROWTH:
        raise ParameterError(unknown_name("question", name, set(questions()) - {GROWTH}))
    one = questions()[name]
    chosen = [given] if isinstance(given, str) else given
    if not isinstance(chosen, (list, tuple)) or not all(isinstance(part, str) for part in cast(list[object], chosen)):
        raise ParameterError(f"answers.{name}: {given!r} is no answer; give one of {', '.join(one.options)}, or a list of them.")
    said = [str(part) for part in cast(list[object], chosen)]
    for part in said:
        if part not in one.options:
            raise ParameterError(f"answers.{name}: {unknown_name('answer', part, one.options)}")
    if one.kind == "one" and len(said) != 1:
        raise ParameterError(f"answers.{name}: give one of {', '.join(one.options)}, or leave the question out.")
    return {(name, option): option in said for option in one.options}


def likelihood(known: Known, cause: str) -> float:
    """How likely what was told is with ``cause`` (``""``: with none); questions apart are taken as independent."""
    value = 1.0
    for one in questions().values():
        told = {option: known[one.id, option] for option in one.options if (one.id, option) in known}
        if one.kind == "one" and any(told.values()):
            said = next(option for option, so in told.items() if so)
            value *= mixed(one.options[said].share(cause) / sum(each.share(cause) for each in one.options.values()))
        elif one.kind == "several":
            for option, so in told.items():
                share = mixed(one.options[option].share(cause))
                value *= share if so else 1.0 - share
    return value


def mixed(share: float) -> float:
    """``share`` with misreports."""
    return MISREPORT + (1.0 - 2.0 * MISREPORT) * share


def conditions_told(known: Known) -> dict[str, bool]:
    """The conditions of contraindications that the answers settle."""
    found: dict[str, bool] = {}
    for (name, option), so in known.items():
        condition = questions()[name].options[option].condition
        if condition:
            found[condition] = found.get(condition, False) or so
    return found
