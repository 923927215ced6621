"""A set of parameters as a file that can be kept and cited: every number with its unit, and a hash of them all."""

from __future__ import annotations

from pathlib import Path

from letdown.dyad import Parameters, parameter_fields, parameter_value
from letdown.errors import FileError
from letdown.recording import read_text, whole_file
from letdown.scenarios.emitting import SCHEMA, parameter_hash, quantity, text
from letdown.scenarios.reading import plain_numbers, toml_tables

_KIND = "parameters"


def write_parameters(path: str | Path, parameters: Parameters) -> Path:
    """Write all parameters to a TOML file; it appears whole or not at all."""
    from letdown import __version__

    lines = [
        f"# Parameters of letdown {__version__}. To use them: letdown feed --parameters THIS_FILE",
        f"schema = {SCHEMA}",
        f"kind = {text(_KIND)}",
        f"version = {text(__version__)}",
        f"hash = {text(parameter_hash(parameters))}",
        "",
        "[parameters]",
    ]
    for name, field in parameter_fields().items():
        source = field.source if not field.note else f"{field.source}: {field.note}"
        value = quantity(parameter_value(parameters, name), field.unit)
        lines.append(f"{text(name)} = {value}  # {field.meaning} ({source})")
    with whole_file(Path(path)) as temporary:
        temporary.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Path(path)


def read_parameters(path: str | Path) -> dict[str, object]:
    """The parameters of a file that :func:`write_parameters` wrote, ready for ``Mother.with_parameters``."""
    source = Path(path)
    tables = toml_tables(read_text(source, "parameter (.toml)"), source.name)
    if tables.get("kind") != _KIND or not isinstance(tables.get("parameters"), dict):
        raise FileError(f"'{source}' holds no [parameters] of kind '{_KIND}'; make one with: letdown feed --save-parameters FILE")
    if not isinstance(tables.get("schema"), int) or tables["schema"] > SCHEMA:
        raise FileError(
            f"'{source}' is of schema {tables.get('schema')}, and this program knows schema {SCHEMA}; use a newer letdown."
        )
    return plain_numbers(tables["parameters"])
