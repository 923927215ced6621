"""What may lie behind a case: each cause of the table, and nothing special; how likely before anything is known, and how much.

Data of ``evidence/cause_priors.toml``. One cause at a time is held against what was told; two at once are not.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import numpy as np

from letdown.causes import causes

NOTHING = ""
"""The hypothesis that there is nothing special."""
_STREAM = 0x6361757365
"""Part of the key of the draws of degrees, out of the way of others."""


@dataclass(frozen=True)
class Hypothesis:
    """A cause with its prior ``weight``, its range of degrees, the ``group`` that the milk can't tell it from, and where it acts.

    ``at`` is the only kind of session in which it acts (empty: both), ``until_day`` its last day; ``parents``: whether a parent
    may be told of it as something that fits.
    """

    cause: str
    group: str
    weight: float
    low: float
    high: float
    at: str = ""
    until_day: float = float("inf")
    parents: bool = True


@dataclass(frozen=True)
class Group:
    """Causes that stand together, with a plain name."""

    id: str
    name: str
    note: str


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("letdown.evidence").joinpath("cause_priors.toml").read_text(encoding="utf-8"))


@cache
def hypotheses() -> Mapping[str, Hypothesis]:
    """Every cause of the table by its id, in its order, without 'nothing special'."""
    rows = _table()["causes"]
    found: dict[str, Hypothesis] = {}
    for name in causes():
        row = rows[name]
        low, high = row["degree"]
        rest = {key: row[key] for key in ("at", "until_day", "parents") if key in row}
        found[name] = Hypothesis(name, row["group"], row["weight"], low, high, **rest)
    return MappingProxyType(found)


@cache
def groups() -> Mapping[str, Group]:
    """The groups of causes that a session's milk can't tell apart."""
    return MappingProxyType({name: Group(name, row["name"], row["note"]) for name, row in _table()["groups"].items()})


def priors(day: float, feeding: str, doing: str) -> dict[str, float]:
    """The prior of each hypothesis in these circumstances, :data:`NOTHING` among them; they sum to one."""
    found = {NOTHING: float(_table()["nothing"]["weight"])}
    for name, one in hypotheses().items():
        if day <= one.until_day and not _impossible(one, feeding, doing):
            found[name] = one.weight
    whole = sum(found.values())
    return {name: weight / whole for name, weight in found.items()}


def _impossible(one: Hypothesis, feeding: str, doing: str) -> bool:
    """Nobody pumps where no pump is told of, and no baby sucks where only a pump takes the milk."""
    return (one.at == "pump" and doing != "pump") or (one.at == "feed" and feeding == "pump-dependent")


def acts_in(one: Hypothesis, doing: str) -> bool:
    """Whether the cause can change a session of this kind at all."""
    return bool(causes()[one.cause].acts) and one.at in ("", doing)


def degrees(one: Hypothesis, women: int, seed: int) -> list[float]:
    """A degree for each woman, drawn evenly over its range; the same ``seed`` draws the same."""
    place = list(causes()).index(one.cause)
    key = np.array([seed & 0xFFFFFFFFFFFFFFFF, _STREAM << 16 | place], dtype=np.uint64)
    # evenly and stratified, so that few women cover the range
    random = np.random.Generator(np.random.Philox(key=key))
    strata = (random.permutation(women) + random.random(women)) / women
    return [float(one.low + (one.high - one.low) * share) for share in strata]
