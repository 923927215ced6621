"""Stages stepped again and again with the same inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_S = TypeVar("_S")


def repeat(step: Callable[..., _S], state: _S, times: int, *inputs: Any) -> _S:
    """``state`` after ``times`` steps with the same ``inputs``."""
    for _ in range(times):
        state = step(state, *inputs)
    return state


def course(step: Callable[..., _S], state: _S, times: int, *inputs: Any) -> list[_S]:
    """Every state of ``times`` steps with the same ``inputs``, the first one not included."""
    found: list[_S] = []
    for _ in range(times):
        state = step(state, *inputs)
        found.append(state)
    return found
