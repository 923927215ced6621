"""Pages for parents and the glossary, from the texts of the package; sources stand one click deeper."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib.resources import files

from _experiment_pages import plain

from letdown.evidence.bibliography import references
from letdown.evidence.texts import GROUPS, SURENESS, OlderText, Question, Word, glossary, older_texts, questions, shown
from letdown.safety import always_said
from letdown.safety.sources import sources as guidance


def parents_page() -> str:
    """The sentences that are always said, then question after question."""
    parts = ["Before you read:", _list(always_said())]
    parts += [_question(one) for one in questions().values()]
    return "\n\n".join([*parts, _scale()]) + "\n"


def older_texts_page() -> str:
    """A table of what older texts say and what is known now."""
    rows = ["| older texts say | what we now know | how sure, and from where |", "|---|---|---|"]
    rows += [_row(one) for one in older_texts().values()]
    return "\n".join(rows) + "\n\n" + _scale() + "\n"


def glossary_page() -> str:
    """Plain names beside the field's terms, then every word with its meaning, group after group."""
    pairs = sorted((name, one.term) for one in glossary().values() for name in one.plain)
    parts = ["## Plain names and terms", "| in plain words | in the field |\n|---|---|"]
    parts[-1] += "".join(f"\n| {name} | {{term}}`{term}` |" for name, term in pairs)
    parts += [
        "Causes and helpers have names of their own; the last column is what a scenario file and the command line call them.",
        _named(),
    ]
    for group, heading in GROUPS.items():
        words = [_word(one) for one in glossary().values() if one.group == group]
        parts.append(f"## {heading}\n\n```{{glossary}}\n" + "\n\n".join(words) + "\n```")
    return "\n\n".join(parts) + "\n"


def _named() -> str:
    """Plain name, term and id of every cause and helper, read from the tables that the program itself reads."""
    rows = ["| in plain words | in the field | written as |", "|---|---|---|"]
    for kind in ("causes", "helpers"):
        path = files("letdown.evidence").joinpath(f"{kind}.toml")
        table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        rows += [f"| {plain(one['name'])} | {plain(one['term'])} | `{id}` |" for id, one in table.items()]
    return "\n".join(rows)


def _question(one: Question) -> str:
    parts = [f"## {one.question}", *(_said(text) for text in one.answer)]
    parts += ["**What to do**", _list(_said(text) for text in one.act)]
    parts += ["**What we do not know**", _list(_said(text) for text in one.unknown)]
    # a blank line inside the element hands what stands between the tags back to Markdown, citations and all
    parts += ["<details><summary>How sure we are, and from where</summary>"]
    parts += [
        f"*{one.sure}*: {_said(one.why)}",
        _list(_source(key) for key in one.sources),
        f"Checked on {one.checked}.",
        "</details>",
    ]
    return "\n\n".join(parts)


def _row(one: OlderText) -> str:
    where = ", ".join(_source(key) for key in one.sources)
    return f"| {_said(one.older)} | {_said(one.now)} | *{one.sure}*: {_said(one.why)} {where} |"


def _word(one: Word) -> str:
    """One entry of Sphinx's glossary: the term and its plain names share one meaning."""
    return "\n".join([one.term, *one.plain, f"  {one.meaning}"])


def _source(key: str) -> str:
    """A citation, or for public guidance its title, which has no entry in the bibliography."""
    return f"{{cite:p}}`{key}`" if key in references() else f"public guidance: *{plain(guidance()[key].title)}*"


def _said(text: str) -> str:
    """``text`` as it is shown, with no character taken as markup and its last stop kept."""
    return plain(shown(text)) + ("." if text.endswith(".") else "")


def _scale() -> str:
    return "How sure we are: " + "; ".join(f"*{name}*, {meaning}" for name, meaning in SURENESS.items()) + "."


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"* {line}" for line in lines)
