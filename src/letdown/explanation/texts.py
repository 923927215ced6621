"""The pieces of text of an answer, read from ``evidence/case_texts.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from letdown.causes import Helper
from letdown.explanation.goals import Gain

_STEPS = {"sooner": (5.0, 20.0, 60.0), "comfort": (0.02, 0.1, 0.25)}
_RATIO_STEPS = (0.03, 0.12, 0.4)
"""Gains from which on they are called little, some and much."""


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("letdown.evidence").joinpath("case_texts.toml").read_text(encoding="utf-8"))


def said(part: str, name: str, **filled: str) -> str:
    """One piece of text, filled in."""
    return str(_table()[part][name]).format(**filled)


def gain_in_words(gain: Gain, goal: str) -> str:
    """What a helper changes, without a number."""
    mean, low, high = (said_gain(value, goal) for value in (gain.value, gain.low, gain.high))
    if low == high:
        return said("helpers", "expected_alike", mean=mean)
    return said("helpers", "expected", mean=mean, low=low, high=high)


def said_gain(value: float, goal: str) -> str:
    """A gain as ``a little more milk``."""
    little, some, much = _STEPS.get(goal, _RATIO_STEPS)
    size = "less" if value <= -little else "none" if value < little else "little" if value < some else "some"
    return str(_table()["gain"][goal]["much" if value >= much else size])


def burden_in_words(helper: Helper) -> str:
    """Minutes, hands, sleep and cost."""
    one = helper.burden
    minutes = f"{one.minutes:g} minutes" if one.minutes > 0.0 else f"{-one.minutes:g} minutes less" if one.minutes else "no time"
    others = (("hands", one.hands), ("sleep", one.sleep), ("cost", one.cost))
    rest = [f"{what}: {told}" for what, told in others if told != "none"]
    return "; ".join([minutes, *rest])
