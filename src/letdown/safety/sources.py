"""Where the tables of safety come from: the sources with how they were seen, and the reading of the tables."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

SEEN = ("read", "secondary", "judgement")
"""``read``: a stored copy of the page; ``secondary``: through others; ``judgement``: ours."""
TABLES = (
    "red_flags.toml",
    "contraindications.toml",
    "never_say.toml",
    "always_say.toml",
    "texts/questions.toml",
    "texts/older_texts.toml",
)


@dataclass(frozen=True)
class Source:
    """One source of a safety text."""

    key: str
    title: str
    where: str
    seen: str


@cache
def table(name: str) -> dict[str, Any]:
    """One of the tables as TOML gives it; not to be changed."""
    return tomllib.loads(files("letdown.evidence").joinpath(name).read_text(encoding="utf-8"))


@cache
def sources() -> Mapping[str, Source]:
    """Every source by its key."""
    return MappingProxyType({key: Source(key, **row) for key, row in table("safety_sources.toml").items()})
