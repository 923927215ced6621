"""Many women through one session: medians and ranges, and a table with one row a woman."""

from __future__ import annotations

import csv
import hashlib
import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import rich_click as click
from numpy.typing import NDArray

from letdown.cli.one_woman import JSON_SCHEMA, Targets, changed_parameters
from letdown.cli.progress import Progress
from letdown.errors import FileError
from letdown.recording import whole_file

if TYPE_CHECKING:
    from letdown.dyad import Mother
    from letdown.recording import Recording
    from letdown.reports import Finding
    from letdown.sessions import Session

Table = dict[str, NDArray[np.float64]]
_AT_ONCE = 32
_QUANTILES = (5.0, 50.0, 95.0)
_TOLD = ("first_let_down", "let_down_count", "felt", "oxytocin_baseline", "oxytocin_highest", "assay_highest", "assay_pulses")
_TOLD_OF_A_BREAST = ("taken", "share", "left", "dripped", "fat_first", "fat_last", "duration", "swallows")


def run_women(
    command: str,
    mother: Mother,
    session: Session,
    number: int,
    seed: int,
    engine: str,
    clamp: Mapping[str, object],
    targets: Targets,
    as_json: bool,
) -> None:
    """Draw ``number`` women about ``mother``, run each, print medians and ranges."""
    if targets.scenario is not None:
        raise FileError("A scenario describes one woman: leave out --save-scenario or --women.")
    if targets.recording is not None and targets.recording.suffix != ".csv":
        raise FileError(f"The table of many women is written as .csv, not as '{targets.recording.suffix}'; give --save FILE.csv.")
    table, kinds = _table(mother, session, number, seed, engine, clamp)
    if targets.recording is not None:
        with whole_file(targets.recording) as temporary, temporary.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(["woman [1]", *(f"{name} [{kinds[name].unit}]" for name in table)])
            writer.writerows(
                [woman, *(repr(float(v)) for v in row)] for woman, row in enumerate(zip(*table.values(), strict=True), 1)
            )
    if targets.parameters is not None:
        from letdown.scenarios.parameter_file import write_parameters

        write_parameters(targets.parameters, mother.parameters)
    if as_json:
        click.echo(json.dumps(_as_json(command, mother, table, kinds, seed, engine, clamp, targets), indent=2, allow_nan=False))
        return
    click.echo(_text(command, mother, table, kinds, seed, engine))
    for name, path in targets.named().items():
        click.echo(f"{name}: {path}")


def _table(
    mother: Mother, session: Session, number: int, seed: int, engine: str, clamp: Mapping[str, object]
) -> tuple[Table, dict[str, Finding]]:
    """One value a woman for each finding, and what kind of number each is."""
    from letdown.populations import population
    from letdown.reports import numbers
    from letdown.simulation import simulate_women

    kinds: dict[str, Finding] = {}

    def summary(recording: Recording) -> dict[str, float]:
        found = numbers(recording)
        kinds.update(found)
        return {name: math.nan if one.value is None else float(cast(float, one.value)) for name, one in found.items()}

    women = population(number, seed, mother.days_postpartum, mother.parameters)
    parts: list[Table] = []
    with Progress(f"simulating {number} women") as progress:
        for first in range(0, number, _AT_ONCE):
            averaged = engine == "bursts"
            parts.append(
                simulate_women(women[first : first + _AT_ONCE], session, summary, seed, engine, clamp, averaged=averaged)
            )
            progress(min(first + _AT_ONCE, number) / number)
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}, kinds


def _quantiles(values: NDArray[np.float64]) -> tuple[float, float, float] | None:
    """Low end, median and high end over the women who have this number at all."""
    have = values[np.isfinite(values)]
    if not have.size:
        return None
    low, median, high = np.percentile(have, _QUANTILES)
    return float(low), float(median), float(high)


def _text(command: str, mother: Mother, table: Table, kinds: Mapping[str, Finding], seed: int, engine: str) -> str:
    from letdown import __version__
    from letdown.reports import INTENDED_USE

    number = next(iter(table.values())).size
    lines = [f"{number} simulated women, {mother.days_postpartum:g} days after birth", ""]
    lines.append("  median  (nine of ten lie within)")
    for name, values in table.items():
        side, _, what = name.rpartition(".")
        found = _quantiles(values)
        if found is None or not np.nanmax(values) or not (what in _TOLD_OF_A_BREAST if side else what in _TOLD):
            continue
        low, median, high = found
        unit = "" if kinds[name].unit == "1" else f" {kinds[name].unit}"
        missing = int(np.count_nonzero(~np.isfinite(values)))
        without = f"; {missing} had none" if missing else ""
        spread = f"({low:.3g} to {high:.3g}{unit})"
        lines.append(f"  {median:<7.3g} {spread:<24} {f'{side} breast: ' if side else ''}{kinds[name].meaning}{without}")
    return "\n".join(
        [*lines, "", INTENDED_USE, f"letdown {__version__} · {command} · {engine} · seed {seed} · result {_hash(table)}"]
    )


def _hash(table: Table) -> str:
    digest = hashlib.sha256()
    for name in sorted(table):
        digest.update(name.encode() + table[name].astype("<f8").tobytes())
    return digest.hexdigest()[:16]


def _as_json(
    command: str,
    mother: Mother,
    table: Table,
    kinds: Mapping[str, Finding],
    seed: int,
    engine: str,
    clamp: Mapping[str, object],
    targets: Targets,
) -> dict[str, Any]:
    from letdown import __version__
    from letdown.reports import INTENDED_USE
    from letdown.scenarios.emitting import parameter_hash

    changed, units = changed_parameters(mother.parameters)
    results: dict[str, Any] = {}
    for name, values in table.items():
        found = _quantiles(values)
        low, median, high = found if found is not None else (None, None, None)
        results[name] = {"median": median, "low": low, "high": high, "women": int(np.count_nonzero(np.isfinite(values)))}
    return {
        "schema": JSON_SCHEMA,
        "version": __version__,
        "command": command,
        "seed": seed,
        "engine": engine,
        "women": next(iter(table.values())).size,
        "result_hash": _hash(table),
        "parameters_changed": changed,
        "parameters_hash": parameter_hash(mother.parameters),
        "clamp": "; ".join(f"{name} = {value}" for name, value in clamp.items()),
        "results": results,
        "units": {**{name: kinds[name].unit for name in table}, **units},
        "files": {name: str(path) for name, path in targets.named().items()},
        "intended_use": INTENDED_USE,
    }
