"""The tables of causes and helpers on the screen: one line each, or one entry in full."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import rich_click as click

if TYPE_CHECKING:
    from letdown.causes import Cause, Helper

JSON_SCHEMA = 1
"""Version of what ``--json`` prints: names are added within a version, never renamed or removed."""
_WIDE = 118
_HEADING = 19


def show(kind: str, table: Mapping[str, Cause] | Mapping[str, Helper], one: Cause | Helper | None, as_json: bool) -> None:
    """Print all of ``table``, or ``one`` of it."""
    from letdown.causes.records import GRADES
    from letdown.causes.words import as_json as for_machines
    from letdown.reports import INTENDED_USE

    if as_json:
        chosen = table.values() if one is None else [one]
        told = {"schema": JSON_SCHEMA, "grades": dict(GRADES), kind: {entry.id: for_machines(entry) for entry in chosen}}
        click.echo(json.dumps({**told, "intended_use": INTENDED_USE}, indent=2, ensure_ascii=False))
        return
    click.echo("\n".join(_in_full(one) if one is not None else _listed(kind, table)))
    click.echo(f"\n{INTENDED_USE}")


def _listed(kind: str, table: Mapping[str, Cause] | Mapping[str, Helper]) -> Iterator[str]:
    from letdown.causes.records import GRADES, Cause
    from letdown.causes.words import GROUPS_IN_WORDS

    yield f"Id, plain name, where it acts, evidence. An id tells all: letdown {kind} {next(iter(table))}"
    group = ""
    for one in table.values():
        if isinstance(one, Cause) and one.group != group:
            group = one.group
            yield f"\n{GROUPS_IN_WORDS[group]}"
        yield f"  {one.id:<30} {one.name:<46} {', '.join(one.sites) or '–':<34} {one.grade}"
    yield "\nEvidence: " + "; ".join(f"{grade}: {meaning}" for grade, meaning in GRADES.items()) + "."


def _in_full(one: Cause | Helper) -> Iterator[str]:
    from letdown.causes.words import lines_of
    from letdown.evidence.bibliography import cite

    yield f"{one.id}: {one.name}"
    before = ""
    for heading, text in lines_of(one):
        shown = heading if heading != before else ""
        before = heading
        yield from textwrap.wrap(
            text, _WIDE, initial_indent=f"  {shown:<{_HEADING}}", subsequent_indent=" " * (_HEADING + 2), break_on_hyphens=False
        )
    for source in one.sources:
        yield from textwrap.wrap(cite(source), _WIDE, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)
