"""The page of safety is written from the data that runs, and its example holds."""

from __future__ import annotations

import contextlib
import io
import re
import sys

import pytest
from every_stage import REPOSITORY

from letdown.safety import helper_names, red_flags
from letdown.safety.contraindications import helpers
from letdown.safety.sources import sources

DOCS = REPOSITORY / "docs"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(sys, "path", [str(DOCS), *sys.path])
    from _safety_page import safety_page

    return safety_page()


def test_every_row_stands_on_the_page_with_its_condition_and_its_marks(page: str) -> None:
    lines = page.splitlines()
    for flag in red_flags().values():
        [line] = [line for line in lines if f"<br>`{flag.id}` |" in line]
        assert f"**{flag.level}**" in line and f"`{flag.when}`" in line
        assert ("*[r]*" in line) == flag.recalled
        assert ("*(not in print)*" in line) == flag.private
        assert str(flag.checked) in line
    assert page.count("| **not offered**") + page.count("| **limit**") == sum(len(one.rules) for one in helpers().values())
    for name in helper_names():
        assert f"### {name.replace('_', ' ').capitalize()}" in page
    assert all(f"| {key} |" in page for key in sources())


def test_the_page_says_that_nobody_has_signed_it() -> None:
    written = (DOCS / "safety.md").read_text(encoding="utf-8")
    assert "lactation consultant and a paediatrician" in written
    assert "Nobody has." in written


def test_its_example_runs() -> None:
    written = (DOCS / "safety.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", written, re.DOTALL)
    assert example is not None
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(example[1], "safety.md", "exec"), {})
    assert said.getvalue().startswith("emergency ('baby.fever_under_three_months', 'baby.fever_any_age')\nCall 112 now.")
