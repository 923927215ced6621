"""The words: what is always said, and what is never said, by topic; read from ``always_say.toml`` and ``never_say.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from letdown.safety.sources import table

INTENDED_USE = str(table("always_say.toml")["intended_use"]["text"])
"""Said once, everywhere."""


@dataclass(frozen=True)
class Forbidden:
    """A phrase that is never said, and what is said instead."""

    topic: str
    phrase: str
    instead: str


@cache
def always_said() -> tuple[str, ...]:
    """The sentences of every answer, in order."""
    return tuple(str(one["text"]) for one in _rows("always_say.toml", "sentences"))


@cache
def said_when() -> Mapping[str, str]:
    """Sentences for some answers by their id, such as ``"before_96_hours"``."""
    return MappingProxyType({str(one["id"]): str(one["text"]) for one in _rows("always_say.toml", "when")})


def forbidden(text: str, parents: bool = True) -> list[Forbidden]:
    """What ``text`` says that is never said; ``parents``: as a text that a parent may read as being about her."""
    flat = re.sub(r"\s+", " ", text).replace("’", "'")
    found: list[Forbidden] = []
    for topic, instead, pattern in _patterns(parents):
        found += [Forbidden(topic, hit[0], instead) for hit in pattern.finditer(flat)]
    return found


@cache
def _patterns(parents: bool) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    found: list[tuple[str, str, re.Pattern[str]]] = []
    for row in _rows("never_say.toml", "topics"):
        phrases = [*row["everywhere"], *(row["parents"] if parents else ())]
        found += [(str(row["topic"]), str(row["say"]), re.compile(phrase, re.IGNORECASE)) for phrase in phrases]
    return tuple(found)


def _rows(name: str, key: str) -> list[dict[str, Any]]:
    return cast(list[dict[str, Any]], table(name)[key])
