"""``letdown experiment``: a blank file for a published experiment, its schema, and what can be measured."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import rich_click as click

from letdown.errors import FileError, InputError

if TYPE_CHECKING:
    from letdown.observables import Row

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")


@click.group(
    "experiment",
    cls=click.RichGroup,
    short_help="A blank file for a published experiment; what can be measured.",
    epilog="Example: letdown experiment new smith2020; letdown validate smith2020.toml",
)
def command() -> None:
    """Write down a published experiment so that the model can be held against it."""


@command.command("new", epilog="Example: letdown experiment new smith2020")
@click.argument("identity", metavar="[ID]", default="author2026")
def new(identity: str) -> None:
    """Write ID.toml, a commented file to fill in; it is valid as it stands."""
    from letdown.experiments import template
    from letdown.recording import whole_file

    if not _ID.fullmatch(identity):
        raise InputError(f"'{identity[:80]}' is no id: give lower case letters, digits, - and _, such as smith2020.")
    path = Path(f"{identity}.toml")
    if path.exists():
        raise FileError(f"'{path}' is there already; give another id, or remove the file first.")
    with whole_file(path) as temporary:
        temporary.write_text(template(identity), encoding="utf-8")
    click.echo(f"{path}: fill it in, then: letdown validate {path}")


@command.command("schema")
def schema() -> None:
    """Print the JSON schema of such a file, for editors."""
    from letdown.experiments import json_schema

    click.echo(json.dumps(json_schema(), indent=2))


@command.command("vocabulary", epilog="Example: letdown experiment vocabulary oxytocin")
@click.argument("word", required=False, metavar="[WORD]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def vocabulary(word: str | None, as_json: bool) -> None:
    """List what can be measured, with its unit, arguments and instruments; with WORD only what has it in its name."""
    from letdown.errors import unknown_name
    from letdown.observables import vocabulary_table

    rows = vocabulary_table()
    chosen = [row for row in rows if word is None or word in row.name]
    if not chosen:
        raise InputError(unknown_name("observable", str(word), [row.name for row in rows]))
    if as_json:
        click.echo(json.dumps({"schema": 1, "observables": [row._asdict() for row in chosen]}, indent=2))
    else:
        click.echo("\n".join(_lines(chosen)))


def _lines(rows: list[Row]) -> Iterator[str]:
    theme = ""
    for row in rows:
        if row.theme != theme:
            yield f"{'' if not theme else chr(10)}{row.theme}"
            theme = row.theme
        needs = f"; needs {row.needs}" if row.needs else ""
        seen = f"; seen by {' or '.join(row.instruments)}" if row.instruments else ""
        yield f"  {row.name} [{row.unit}]: {row.meaning.rstrip('.')}{seen}{needs}"
        for name, meaning, default in row.arguments:
            yield f"      {name}: {meaning}; {default}"
