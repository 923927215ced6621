"""The two tables of the evidence, read once: ``causes.toml`` and ``helpers.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, cast

from letdown.causes.records import (
    Act,
    Burden,
    Cause,
    CourseNumber,
    Dose,
    EaseAct,
    Effect,
    EntryAct,
    FeedAct,
    Helper,
    ParameterAct,
    Use,
)
from letdown.errors import ParameterError, unknown_name

_ACTS: Mapping[str, type[Any]] = {"parameter": ParameterAct, "entry": EntryAct, "feed": FeedAct, "eases": EaseAct}
_LISTS = ("sites", "sources", "say", "does_not", "goals", "pairs_with")


@cache
def causes() -> Mapping[str, Cause]:
    """Every cause by its id, in the order of the table: releasing, removing, making."""
    found: dict[str, Cause] = {}
    for name, table in _table("causes").items():
        shared = _shared(name, table)
        course = {key: CourseNumber(**one) for key, one in table.get("course", {}).items()}
        parts = MappingProxyType(table.get("parts", {}))
        shared |= {"dose": Dose(**table["dose"]), "course": course, "parts": parts}
        found[name] = Cause(**shared)
    return MappingProxyType(found)


@cache
def helpers() -> Mapping[str, Helper]:
    """Every helper by its id, in the order of the table."""
    found: dict[str, Helper] = {}
    for name, table in _table("helpers").items():
        shared = _shared(name, table)
        shared |= {"burden": Burden(**table["burden"]), "use": Use(**table["use"])}
        found[name] = Helper(**shared)
    return MappingProxyType(found)


def cause(name: str) -> Cause:
    """The cause of an id; an unknown one is a :class:`ParameterError` that names the nearest."""
    if name not in causes():
        raise ParameterError(unknown_name("cause", name, causes()))
    return causes()[name]


def helper(name: str) -> Helper:
    """The helper of an id; an unknown one is a :class:`ParameterError` that names the nearest."""
    if name not in helpers():
        raise ParameterError(unknown_name("helper", name, helpers()))
    return helpers()[name]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("letdown.evidence").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def _shared(name: str, table: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record, with lists as tuples and acts and effects as records."""
    fields = {key: tuple(value) if key in _LISTS else value for key, value in table.items()}
    effects = tuple(Effect(**one) for one in table["effects"])
    return {**fields, "id": name, "effects": effects, "acts": tuple(_act(one) for one in table["acts"])}


def _act(table: Mapping[str, Any]) -> Act:
    """One act, of the kind that its first key beside site and term says."""
    kind = next(made for key, made in _ACTS.items() if key in table)
    return kind(**{key: tuple(cast(list[str], value)) if isinstance(value, list) else value for key, value in table.items()})
