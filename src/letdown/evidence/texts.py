"""Texts for parents, with their sources: the questions they ask, what older texts say, and the words.

Read from ``texts/*.toml``. A sentence here may be shown to a mother, so its wording is bound (docs/guides/words.md) and
tested. ``{emergency}`` stands for the emergency number, which is a setting of whoever prints or hosts: :func:`shown` fills it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar, cast

from letdown.errors import ParameterError, unknown_name

SURENESS = MappingProxyType(
    {
        "well shown": "measured in women, by several groups or in several ways",
        "likely": "measured in women, once or by few, or agreed upon in care",
        "uncertain": "small or unblinded studies, studies that disagree, or animals",
        "not known": "nobody has shown it",
    }
)
"""How sure we are of a text, from most to least, and what that means."""

GROUPS = MappingProxyType(
    {
        "reflex": "The reflex",
        "breast": "The breast and its milk",
        "holding back": "What can hold it back",
        "helping": "What may help",
        "signs": "Signs",
        "baby": "The baby",
        "evidence": "Models and evidence",
    }
)
"""What a word is about, with the heading under which it stands."""

EMERGENCY_NUMBER = "your local emergency number"
"""What stands in a text where nobody has set a number."""


@dataclass(frozen=True)
class Question:
    """A question that parents ask, answered in paragraphs; ``act`` is what one may have to act on."""

    id: str
    question: str
    answer: tuple[str, ...]
    act: tuple[str, ...]
    unknown: tuple[str, ...]
    sure: str
    why: str
    sources: tuple[str, ...]
    checked: date


@dataclass(frozen=True)
class OlderText:
    """What older texts say (``older``: quoted, not ours), and what is known ``now``."""

    id: str
    older: str
    now: str
    sure: str
    why: str
    sources: tuple[str, ...]
    checked: date


@dataclass(frozen=True)
class Word:
    """A term of the field with its ``plain`` names, of which there may be none, and its meaning."""

    id: str
    term: str
    group: str
    meaning: str
    plain: tuple[str, ...] = ()


Text = TypeVar("Text", Question, OlderText, Word)


@cache
def questions() -> Mapping[str, Question]:
    """The questions by id, in the order in which they are asked."""
    return _read("questions", Question)


@cache
def older_texts() -> Mapping[str, OlderText]:
    """The corrections by id, in the order of the signal."""
    return _read("older_texts", OlderText)


@cache
def glossary() -> Mapping[str, Word]:
    """The words by id, group after group."""
    return _read("glossary", Word)


def question(id: str) -> Question:
    """The question called ``id``; an unknown one is a :class:`ParameterError` that gives the nearest."""
    return _chosen("question", id, questions())


def older_text(id: str) -> OlderText:
    """The correction called ``id``; an unknown one is a :class:`ParameterError` that gives the nearest."""
    return _chosen("correction of older texts", id, older_texts())


def word(name: str) -> Word:
    """The word with this id, term or plain name; an unknown one is a :class:`ParameterError` that gives the nearest."""
    named: dict[str, Word] = {}
    for one in glossary().values():
        named |= dict.fromkeys((one.id, one.term.lower(), *(plain.lower() for plain in one.plain)), one)
    return _chosen("word", name.lower(), named)


def shown(text: str, emergency: str = EMERGENCY_NUMBER) -> str:
    """``text`` as a reader sees it: with the ``emergency`` number in its place."""
    return text.replace("{emergency}", emergency)


def _read(name: str, kind: type[Text]) -> Mapping[str, Text]:
    tables = tomllib.loads(files("letdown.evidence").joinpath("texts", f"{name}.toml").read_text(encoding="utf-8"))
    return MappingProxyType({id: kind(id=id, **_frozen(table)) for id, table in tables.items()})


def _frozen(table: Mapping[str, Any]) -> dict[str, Any]:
    """``table`` with its lists as tuples."""
    return {key: tuple(cast(list[str], value)) if isinstance(value, list) else value for key, value in table.items()}


def _chosen(kind: str, name: str, known: Mapping[str, Text]) -> Text:
    try:
        return known[name]
    except KeyError:
        raise ParameterError(unknown_name(kind, name, known)) from None
