"""Whatever is told, nothing is said that is never said: over the answers to 300 simulated cases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from planted_cases import SETTINGS, World, chosen, planted
from reading_level import grade
from well_dyads import well_dyad

from letdown.explanation import explain
from letdown.safety import forbidden

WORLD = World(seed=12_000, skipped=0.3, contradicted=0.2)


def strings(value: Any, key: str = "") -> Iterator[str]:
    """Every text of a JSON answer that a parent may read; the names of papers are not hers to read."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from strings(below, name)
    elif isinstance(value, list):
        for below in value:
            yield from strings(below, key)
    elif isinstance(value, str) and key not in ("sources", "id", "reasons", "causes", "intended_use"):
        yield value


def simulated(cases: int) -> Iterator[dict[str, Any]]:
    """Cases with none, one or two causes, the safety answers of well dyads, and each twelfth with a sign that needs help."""
    rng = np.random.default_rng(WORLD.seed)
    truths = [
        (number % len(SETTINGS), tuple({chosen(SETTINGS[number % len(SETTINGS)], rng, True) for _ in range(number % 3)}))
        for number in range(cases)
    ]
    for number, case in enumerate(planted(truths, WORLD)):
        age = float(case.tables["circumstances"]["since_birth"])
        safety = well_dyad(rng, age, age) if number % 2 else dict(case.tables.get("safety", {}))
        if number % 12 == 0:
            safety = {**safety, "mother": {**safety.get("mother", {}), "fever": True}}
        yield {**case.tables, "safety": safety}


def check(cases: int) -> None:
    levels = set[str]()
    for tables in simulated(cases):
        found = explain(tables, women=8, text_shown=True)
        levels.add(found.referral.level)
        told = [found.text().rpartition("\n\n")[0], *strings(found.as_json())]  # the intended use names what it is not for
        assert [hit for text in told for hit in forbidden(text)] == []
        assert grade(found.text()) <= 8.0
    assert {"none", "today"} <= levels


def test_nothing_is_said_that_is_never_said_over_24_cases() -> None:
    check(24)


@pytest.mark.slow
def test_nothing_is_said_that_is_never_said_over_300_cases() -> None:
    check(300)
