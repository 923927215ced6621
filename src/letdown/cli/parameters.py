"""``letdown parameters``: every parameter with value, unit, range, meaning and source."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

import rich_click as click

from letdown.errors import ParameterError, unknown_name
from letdown.quantity import ASSUMED, Field

_BOTH = "milk_ducts."


@click.command(
    "parameters",
    short_help="Every parameter: value, unit, range, meaning, source.",
    epilog="Example: letdown parameters plasma_oxytocin; letdown parameters plasma_oxytocin.clearance",
)
@click.argument("name", required=False, metavar="[STAGE or STAGE.PARAMETER]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def command(name: str | None, as_json: bool) -> None:
    """Show every parameter of the model, of one stage, or one parameter with its reference.

    'assumed' means that nobody has published the number. Any of them is changed by --set STAGE.PARAMETER=VALUE.
    """
    from letdown.dyad import parameter_fields

    fields = parameter_fields()
    chosen = _chosen(fields, name)
    if as_json:
        click.echo(json.dumps({"schema": 1, "parameters": {path: _as_json(field) for path, field in chosen.items()}}, indent=2))
    elif name in chosen or (len(chosen) == 2 and name is not None and name.startswith(_BOTH)):
        click.echo(_one(name, next(iter(chosen.values()))))
    else:
        click.echo("\n".join(_table(chosen)))


def _chosen(fields: Mapping[str, Field], name: str | None) -> dict[str, Field]:
    """One parameter, one stage, or what has ``name`` in it."""
    if name is None:
        return dict(fields)
    spoken = {path: path.removeprefix("left.").removeprefix("right.") for path in fields}
    fitting: tuple[Callable[[str], bool], ...] = (
        lambda path: name in (path, spoken[path]),
        lambda path: path.startswith(f"{name}.") or spoken[path].startswith(f"{name}."),
        lambda path: name in path,
    )
    for fits in fitting:
        found = {path: field for path, field in fields.items() if fits(path)}
        if found:
            return found
    stages = {path.rpartition(".")[0] for path in fields}
    raise ParameterError(unknown_name("parameter or stage", name, {*fields, *stages, *spoken.values()}))


def _as_json(field: Field) -> dict[str, object]:
    names = ("unit", "low", "high", "meaning", "source", "note")
    return {"value": field.default, **{name: getattr(field, name) for name in names}}


def _amount(field: Field) -> str:
    return f"{field.default:g} {'(a fraction or a count)' if field.unit == '1' else field.unit}"


def _source(field: Field) -> str:
    return f"{field.source}: {field.note}" if field.note else field.source


def _table(fields: Mapping[str, Field]) -> Iterator[str]:
    """Stage by stage; both breasts have the same parameters and are shown once."""
    yield "Name, default, unit (1: a fraction or a count), range, meaning (source). A name in full tells more."
    stage = ""
    for path, field in fields.items():
        if path.startswith("right.") and f"left.{path.removeprefix('right.')}" in fields:
            continue
        here = path.rpartition(".")[0]
        if here != stage:
            yield ""
            stage = here
            both = here.startswith("left.") and f"right.{path.removeprefix('left.')}" in fields
            yield f"{here.removeprefix('left.')} (each breast: left. or right. before the name)" if both else here
        span = f"{field.low:g} to {field.high:g}"
        yield f"  {field.name:<27} {field.default:<8g} {field.unit:<9} {span:<16} {field.meaning} ({field.source})"


def _one(name: str | None, field: Field) -> str:
    from letdown.evidence.bibliography import cite

    lines = [
        f"{name} = {_amount(field)}",
        f"  {field.meaning}",
        f"  allowed: {field.low:g} to {field.high:g}{'' if field.unit == '1' else ' ' + field.unit}",
        f"  source:  {_source(field)}",
    ]
    if field.source != ASSUMED:
        lines.append(f"  {cite(field.source)}")
    return "\n".join(lines)
