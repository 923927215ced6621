"""The pages for parents and the glossary hold every text of the package, once, with its sources."""

from __future__ import annotations

import re
import sys
import tomllib

import pytest
from every_stage import REPOSITORY

from letdown.evidence.texts import glossary, older_texts, questions, shown
from letdown.safety import always_said


@pytest.fixture(autouse=True)
def _pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(REPOSITORY / "docs"), *sys.path])


def test_the_page_for_parents_says_first_what_is_always_said_and_then_answers_every_question() -> None:
    from _text_pages import parents_page

    page = parents_page()
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert headings == [one.question for one in questions().values()]
    before = page.partition("## ")[0]
    assert all(sentence in before for sentence in always_said())
    for one in questions().values():
        assert all(shown(text) in page for text in (*one.answer, *one.act, *one.unknown)), one.id


def test_sources_stand_one_click_deeper() -> None:
    from _text_pages import parents_page

    closed = re.findall(r"<details>.*?</details>", parents_page(), re.DOTALL)
    assert len(closed) == len(questions())
    in_sight = re.sub(r"<details>.*?</details>", "", parents_page(), flags=re.DOTALL)
    assert "{cite:p}" not in in_sight
    for one, text in zip(questions().values(), closed, strict=True):
        assert text.count("{cite:p}") + text.count("public guidance:") == len(one.sources)
        assert str(one.checked) in text


def test_every_correction_is_one_row_with_three_cells() -> None:
    from _text_pages import older_texts_page

    rows = older_texts_page().splitlines()[2 : 2 + len(older_texts())]
    for one, row in zip(older_texts().values(), rows, strict=True):
        older, now, sure = row.strip("| ").split(" | ")
        assert (older, now) == (one.older, shown(one.now))
        assert sure.startswith(f"*{one.sure}*: ")


def test_every_word_stands_in_the_glossary_and_every_plain_name_beside_its_term() -> None:
    from _text_pages import glossary_page

    page = glossary_page()
    for one in glossary().values():
        assert page.count("\n".join([one.term, *one.plain, f"  {one.meaning}"])) == 1, one.id
        assert all(f"| {name} | {{term}}`{one.term}` |" in page for name in one.plain), one.id


@pytest.mark.parametrize("kind", ["causes", "helpers"])
def test_every_cause_and_helper_is_named_in_plain_words_and_in_the_fields(kind: str) -> None:
    from _text_pages import glossary_page

    path = REPOSITORY / "src" / "letdown" / "evidence" / f"{kind}.toml"
    page = glossary_page()
    for id, one in tomllib.loads(path.read_text(encoding="utf-8")).items():
        assert re.search(rf"^\| {re.escape(one['name'])} \| .+ \| `{id}` \|$", page, re.MULTILINE), id
