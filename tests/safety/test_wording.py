"""What is never said is found, in no string of the program; what parents read is plain."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from every_stage import PACKAGE, REPOSITORY
from reading_level import grade, syllables

from letdown.reports.words import INTENDED_USE as REPORTED_USE
from letdown.safety import INTENDED_USE, always_said, forbidden, red_flags
from letdown.safety.contraindications import condition_questions, helpers
from letdown.safety.dates import checked, main, stale
from letdown.safety.red_flags import box_words, level_words, taps
from letdown.safety.sources import SEEN, sources, table
from letdown.safety.wording import said_when

NOT_FOR_PARENTS = {"references.toml", "usual_ranges.toml", "safety_sources.toml", "never_say.toml"}
FOR_RESEARCHERS = {
    "note",
    "source",
    "sources",
    "when",
    "where",
    "unless_more",
    "doubts",
    "doubt",
    "dose",
    "effects",
    "acts",
    "term",
    "older",
}
"""Keys that researchers read, that nobody reads, or that quote others (older): only ``everywhere`` is looked for there."""
EVIDENCE = PACKAGE / "evidence"
TABLES_OF_TEXTS = [
    path
    for path in sorted(EVIDENCE.rglob("*.toml"))
    if path.name not in NOT_FOR_PARENTS and path.relative_to(EVIDENCE).parts[0] not in ("experiments", "rows")
]
FOR_PARENTS = ("reports", "explanation", "safety", "causes")


def strings_of(path: Path) -> Iterator[str]:
    """Every text of a Python file but docstrings; the docstrings too where they are the help of a command."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and (id(node) not in docstrings or "cli" in path.parts):
            yield node.value


def texts_of(value: Any, parents: bool = True) -> Iterator[tuple[str, bool]]:
    """Every text of a TOML table, and whether a parent may read it as being about her."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield from texts_of(below, parents and name not in FOR_RESEARCHERS)
    elif isinstance(value, list):
        for below in value:
            yield from texts_of(below, parents)
    elif isinstance(value, str):
        yield value, parents


def told(text: str, parents: bool) -> list[str]:
    return [f"{hit.topic}: '{hit.phrase}' in {text[:80]!r}" for hit in forbidden(text, parents)]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_of_the_program_says_what_is_never_said(path: Path) -> None:
    parents = path.relative_to(PACKAGE).parts[0] in FOR_PARENTS
    assert [hit for text in strings_of(path) for hit in told(text, parents)] == []


@pytest.mark.parametrize(
    "path",
    TABLES_OF_TEXTS,
    ids=lambda path: path.name,
)
def test_no_text_of_a_table_says_what_is_never_said(path: Path) -> None:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    assert [hit for text, parents in texts_of(tables) for hit in told(text, parents)] == []


@pytest.mark.parametrize("path", sorted((REPOSITORY / "docs" / "guides").glob("*.md")), ids=lambda path: path.name)
def test_no_guide_says_what_is_never_said(path: Path) -> None:
    if path.name != "words.md":  # which lists them
        assert told(path.read_text(encoding="utf-8"), parents=False) == []


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("cause", "You have low milk supply."),
        ("cause", "This is caused by stress."),
        ("cause", "It is all in your head"),
        ("cause", "the chance is 40 %"),
        ("cause", "that is your fault"),
        ("stress", "Just relax, and it comes."),
        ("supply", "This means low supply."),
        ("promise", "It will help."),
        ("promise", "a cup of tea boosts your milk"),
        ("promise", "Massage: it works!"),
        ("promise", "guaranteed"),
        ("feeding", "Breast is best."),
        ("feeding", "Wait and see; he wakes when he is hungry"),
        ("feeding", "Never top up."),
        ("pain", "Some pain is normal."),
        ("pain", "Just push through."),
        ("medicine", "Pump and dump for a day."),
        ("medicine", "Take 400 mg"),
        ("medicine", "Ibuprofen is safe to take."),
        ("medicine", "Ask for domperidone."),
        ("antidepressants", "SSRIs delay your milk"),
        ("alcohol", "one glass of wine is without effect"),
        ("alcohol", "Beer helps."),
        ("tongue", "It may be a tongue-tie."),
        ("mastitis", "Massage the lump and empty the breast."),
        ("mastitis", "Stop feeding from that side."),
        ("bonding", "oxytocin, the love hormone"),
        ("mind", "It is only the baby blues."),
        ("loss, weaning, relactation, not the birth mother", "Ask your husband."),
        ("fore- and hindmilk", "Your milk is too thin."),
    ],
)
def test_what_is_never_said_is_found(topic: str, text: str) -> None:
    assert topic in {hit.topic for hit in forbidden(text)}


def test_what_is_said_instead_is_not_found() -> None:
    for row in table("never_say.toml")["topics"]:
        assert told(row["say"], parents=True) == [], row["topic"]
    for text in ("It is not your fault.", "What you pump is not what you make.", "your baby's weight tells more"):
        assert told(text, parents=True) == []


def test_broken_lines_and_curly_apostrophes_hide_nothing() -> None:
    assert forbidden("breast\n   is best")
    assert forbidden("Pain? It’s normal.")


def test_what_is_always_said() -> None:
    assert len(always_said()) == 6
    assert "can't see you or your baby" in always_said()[0]
    assert set(said_when()) == {"before_96_hours", "own_team_first", "no_such_study"}
    assert INTENDED_USE == REPORTED_USE
    assert INTENDED_USE in (REPOSITORY / "docs" / "index.md").read_text(encoding="utf-8")


def test_the_counter_counts_as_people_speak() -> None:
    spoken = {"emergency": 4, "nappies": 2, "breathing": 2, "looked": 1, "changes": 2, "minutes": 2, "temperature": 4, "baby": 2}
    spoken |= {"little": 2, "the": 1, "wakes": 1, "needed": 2, "medicine": 3, "38": 1, "infection": 3, "yellow": 2}
    assert {word: syllables(word) for word in spoken} == spoken
    hard = "The consultation of paediatric specialists facilitates identification of physiological abnormalities."
    assert grade(hard) > 20.0 > 3.0 > grade("The cat sat on the mat. The dog ran to it.")


def test_every_red_flag_reads_at_grade_six_or_below() -> None:
    for flag in red_flags().values():
        assert grade(f"{flag.question}\n{flag.sign}.\n{flag.say}") <= 6.0, flag.id
    for text in (*level_words().values(), *box_words().values(), *(tap.question for tap in taps())):
        assert grade(text.replace("{emergency}", "112")) <= 6.0, text
    assert grade("\n".join(flag.say for flag in red_flags().values())) <= 6.0


def test_all_else_that_parents_read_is_at_grade_eight_or_below() -> None:
    for one in helpers().values():
        assert not one.always or grade(one.always) <= 8.0, one.name
        for rule in one.rules:
            assert grade(f"{rule.because}\n{rule.instead}") <= 8.0, (one.name, rule.because)
    assert all(grade(question) <= 8.0 for question in condition_questions().values())
    assert all(grade(text) <= 8.0 for text in said_when().values())
    assert grade("\n".join(always_said())) <= 8.0


def test_every_text_has_a_source_and_a_date() -> None:
    assert all(one.seen in SEEN for one in sources().values())
    for one in helpers().values():
        assert all(rule.source in sources() for rule in one.rules)
    for name in ("never_say.toml", "always_say.toml"):
        rows = [row for value in table(name).values() for row in (value if isinstance(value, list) else [value])]
        assert all(row["source"] in sources() and isinstance(row["checked"], date) for row in rows)
    dated = [where for where, _ in checked()]
    assert len(dated) == len(set(dated)) > 230
    used = {flag.source for flag in red_flags().values()} | {rule.source for one in helpers().values() for rule in one.rules}
    used |= {row["source"] for row in [*table("never_say.toml")["topics"], *table("always_say.toml")["when"]]}
    assert set(sources()) - used == set()


def test_a_text_is_too_old_after_24_months_to_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    newest = max(when for _, when in checked())
    assert stale(newest) == []
    assert stale(newest.replace(year=newest.year + 2)) == [(w, d) for w, d in checked() if d < newest]
    assert len(stale(date(newest.year + 2, newest.month + 1, 1))) == len(list(checked()))
    main()
    said = capsys.readouterr().out
    assert "24 months" in said
