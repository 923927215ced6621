"""A line of the report about the slow tests that were left out. Helpers that tests share lie in ``support/``."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("letdown", deadline=None)  # how long a case takes says more of the machine than of the model
settings.load_profile("letdown")

_left_out = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_left_out] = 0


def pytest_deselected(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("slow"):
            item.config.stash[_left_out] += 1


def pytest_report_collectionfinish(config: pytest.Config) -> str:
    count = config.stash[_left_out]
    return f"{count} slow tests left out; run them with: uv run pytest -m slow" if count else "no slow test left out"
