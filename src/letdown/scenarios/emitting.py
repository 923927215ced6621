"""Scenarios and parameter sets as TOML text: every number written so that it is read back to the last bit."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

from letdown.dyad import Mother, Parameters, changes_between, parameter_fields, parameter_value
from letdown.sessions import PATTERNS, Entry, Session

SCHEMA = 1
"""The version of the file format that this program writes; a newer one is refused."""


def text(value: str) -> str:
    """A TOML string."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def quantity(value: float, unit: str) -> str:
    """A TOML string of ``value`` with its unit; a fraction is a bare number."""
    return repr(value) if unit == "1" else text(f"{value!r} {unit}")


def duration(seconds: float) -> str:
    """A TOML string of a time, in minutes where these are as exact."""
    minutes = seconds / 60.0
    if minutes * 60.0 == seconds and float(f"{minutes:g}") == minutes:
        return text(f"{minutes:g} min")
    return text(f"{seconds!r} s")


def parameter_hash(parameters: Parameters) -> str:
    """Sixteen hexadecimal digits that stand for every parameter, its unit and its value."""
    lines = (f"{path} {parameter_value(parameters, path)!r} {field.unit}\n" for path, field in parameter_fields().items())
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:16]


def scenario_text(
    mother: Mother,
    session: Session,
    seed: int = 0,
    engine: str = "spiking",
    averaged: bool = False,
    clamp: Mapping[str, object] | None = None,
    title: str = "",
) -> str:
    """The scenario file whose run repeats this one, bit for bit."""
    from letdown import __version__

    lines = [f"# A scenario of letdown {__version__}. To repeat the run: letdown run THIS_FILE", f"schema = {SCHEMA}"]
    if title:
        lines.append(f"title = {text(title)}")
    lines += ["", "[mother]", f"days_postpartum = {float(mother.days_postpartum)!r}", f"woman = {mother.woman}"]
    lines.append(f"network = {mother.network}")
    known_as = {"parity": mother.parity, "feeding": mother.feeding, "infant": mother.infant}
    usual = Mother()
    lines += [f"{name} = {text(given)}" for name, given in known_as.items() if given != getattr(usual, name)]
    changed = changes_between(mother.parameters)
    if changed:
        lines += ["", "[mother.parameters]"]
        known = parameter_fields()
        lines += [f"{text(path)} = {quantity(value, known[path].unit)}" for path, value in changed.items()]
    for entry in session.given:
        lines += ["", "[[timeline]]", *_entry_lines(entry)]
    lines += ["", "[run]", f"seed = {seed}", f"engine = {text(engine)}"]
    if averaged:
        lines.append("averaged = true")
    if clamp:
        lines += ["", "[run.clamp]", *(f"{text(name)} = {_value(value)}" for name, value in clamp.items())]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    return repr(float(value)) if isinstance(value, (int, float)) else text(str(value))


def _entry_lines(entry: Entry) -> Iterator[str]:
    yield f"do = {text(entry.do)}"
    for name in ("kind", "side"):
        given = getattr(entry, name)
        if given is not None:
            yield f"{name} = {text(given)}"
    yield f"at = {duration(entry.at)}"
    if math.isfinite(entry.duration):
        yield f"for = {duration(entry.duration)}"
    if entry.do == "cue" or (entry.do == "helper" and entry.strength != 1.0):
        yield f"strength = {entry.strength!r}"
    if entry.do == "disturbance":
        yield f"degree = {quantity(entry.strength, 'g/kg' if entry.kind == 'alcohol' else '1')}"
    for name, unit in (("appetite", "mL"), ("vacuum", "mmHg"), ("rate", "Hz"), ("dose", "pg")):
        number: float | None = getattr(entry, name)
        if number is not None:
            yield f"{name} = {quantity(number, unit)}"
    if entry.pattern is not None:
        yield f"pattern = {text(entry.pattern if entry.pattern in PATTERNS else str(Path(entry.pattern).resolve()))}"
    if entry.route is not None:
        yield f"route = {text(entry.route)}"
    if entry.shield:
        yield "shield = true"
