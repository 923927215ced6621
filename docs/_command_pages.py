"""Reference pages on what is typed: the keys of a scenario file, and the command line as it tells of itself."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence

from _experiment_pages import plain


def scenario_page() -> str:
    """Every key that a scenario file may have."""
    from letdown import scenarios

    schema = scenarios.json_schema()
    parts = ["# Keys of a scenario file", f"TOML, `schema = {scenarios.SCHEMA}`. A key that does not stand here is refused."]
    tables = {"the file": schema, **schema["$defs"]}
    for title, table in tables.items():
        rows = ["| key | default | meaning |", "|---|---|---|"]
        for key, told in table["properties"].items():
            default = told.get("default")
            shown = "" if default in (None, "") or isinstance(default, dict) else f"`{default}`"
            rows.append(f"| `{key}` | {shown} | {plain(told.get('description', ''))} |")
        name = title.removesuffix("Table").lower()
        parts.append(
            f"## {name if table is schema else f'[{name}]'}\n\n{plain(table.get('description', ''))}.\n\n" + "\n".join(rows)
        )
    return "\n\n".join(parts) + "\n"


def command_page() -> str:
    """The help of every command, as the command line prints it; nothing where there is no command line yet."""
    try:
        names = importlib.import_module("letdown.cli").COMMANDS
    except (ImportError, AttributeError):
        return ""
    status = "Exit status: 0 done; 2 bad input, one message, nothing written; 130 interrupted."
    parts = ["# Command line", f"Each command has `--help`. {status}"]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    for name in _with_parts(names):
        call = [sys.executable, "-c", f"import sys; from letdown.cli import main; sys.exit(main({[*name.split(), '--help']!r}))"]
        told = subprocess.run(call, env=environment, capture_output=True, text=True, check=True).stdout
        lines = "\n".join(line.rstrip() for line in told.replace(" -c ", " letdown ").splitlines())
        parts += [f"## letdown {name}", f"```text\n{lines.strip()}\n```"]
    return "\n\n".join(parts) + "\n"


def _with_parts(names: Sequence[str]) -> Iterator[str]:
    """Every command, and after it the commands that are inside it."""
    for name in names:
        yield name
        command = importlib.import_module(f"letdown.cli.{name}").command
        yield from (f"{name} {part}" for part in getattr(command, "commands", ()))
