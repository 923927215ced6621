"""Many women through one session: medians and ranges, and a table with one row a woman."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import rich_click as click
from numpy.typing import NDArray

from letdown.cli.one_woman import JSON_SCHEMA, Targets, changed_parameters
from letdown.cli.progress import Progress
from letdown.errors import FileError

if TYPE_CHECKING:
    from letdown.populations import Conditions, Population
    from letdown.sessions import Session
    from letdown.simulation import Table

_QUANTILES = (5.0, 50.0, 95.0)
_ABOUT_HER = ("woman", "days_postpartum", "births")
_TOLD = ("first_let_down", "let_down_count", "felt", "oxytocin_baseline", "oxytocin_highest", "assay_highest", "assay_pulses")
_TOLD_OF_A_BREAST = ("taken", "share", "left", "dripped", "fat_first", "fat_last", "duration", "swallows")


def run_women(
    command: str,
    women: Population,
    session: Session,
    seed: int,
    engine: str,
    clamp: Mapping[str, object],
    targets: Targets,
    as_json: bool,
    given: tuple[Mapping[str, object], Mapping[str, object]] | None = None,
) -> None:
    """Run each of ``women`` through ``session``, print medians and ranges, write the table; ``given`` are causes and helpers."""
    from letdown.causes import Changed
    from letdown.simulation import simulate
    from letdown.simulation.table_files import write_table

    if targets.scenario is not None:
        raise FileError("A scenario describes one woman: leave out --save-scenario or --women.")
    with Progress(f"simulating {len(women)} women") as progress:
        if given is None:
            table = simulate(women, session, seed, engine, clamp, progress=progress)
        else:
            changed = Changed(women, session, *given)
            table = simulate(changed, changed.session_of, seed, engine, clamp, progress=progress)
    if targets.recording is not None:
        write_table(table, targets.recording)
    if targets.parameters is not None:
        from letdown.scenarios.parameter_file import write_parameters

        write_parameters(targets.parameters, women.base)
    if as_json:
        told = _as_json(command, women, table, seed, engine, clamp, targets)
        if given is not None:
            told |= {"causes": given[0], "helpers": given[1]}
        click.echo(json.dumps(told, indent=2, allow_nan=False))
        return
    click.echo(_text(command, women.conditions, table, seed, engine))
    for name, path in targets.named().items():
        click.echo(f"{name}: {path}")


def _found(table: Table) -> dict[str, NDArray[np.float64]]:
    """The columns that a run found, without those that say who she is."""
    return {name: table[name] for name in table if name not in _ABOUT_HER}


def _quantiles(values: NDArray[np.float64]) -> tuple[float, float, float] | None:
    """Low end, median and high end over the women who have this number at all."""
    have = values[np.isfinite(values)]
    if not have.size:
        return None
    low, median, high = np.percentile(have, _QUANTILES)
    return float(low), float(median), float(high)


def _text(command: str, conditions: Conditions, table: Table, seed: int, engine: str) -> str:
    from letdown import __version__
    from letdown.reports import INTENDED_USE

    lines = [f"{len(table)} simulated women, {_who(conditions)}", "", "  median  (nine of ten lie within)"]
    for name, values in _found(table).items():
        side, _, what = name.rpartition(".")
        found = _quantiles(values)
        if found is None or not np.nanmax(values) or not (what in _TOLD_OF_A_BREAST if side else what in _TOLD):
            continue
        low, median, high = found
        unit = "" if table.unit(name) == "1" else f" {table.unit(name)}"
        missing = int(np.count_nonzero(~np.isfinite(values)))
        without = f"; {missing} had none" if missing else ""
        spread = f"({low:.3g} to {high:.3g}{unit})"
        lines.append(f"  {median:<7.3g} {spread:<24} {f'{side} breast: ' if side else ''}{table.meaning(name)}{without}")
    return "\n".join(
        [*lines, "", INTENDED_USE, f"letdown {__version__} · {command} · {engine} · seed {seed} · result {_hash(table)}"]
    )


def _who(conditions: Conditions) -> str:
    """When and in what circumstances, the usual ones unsaid."""
    first, last = conditions.range_of_days
    when = f"{first:g} days after birth" if first == last else f"{first:g} to {last:g} days after birth"
    said = [conditions.parity] if conditions.parity != "mixed" else []
    said += [f"feeding {conditions.feeding}"] if conditions.feeding != "exclusive" else []
    said += [f"{conditions.infant} infants"] if conditions.infant != "term" else []
    return ", ".join([when, *said])


def _hash(table: Table) -> str:
    digest = hashlib.sha256()
    found = _found(table)
    for name in sorted(found):
        digest.update(name.encode() + found[name].astype("<f8").tobytes())
    return digest.hexdigest()[:16]


def _as_json(
    command: str,
    women: Population,
    table: Table,
    seed: int,
    engine: str,
    clamp: Mapping[str, object],
    targets: Targets,
) -> dict[str, Any]:
    from letdown import __version__
    from letdown.reports import INTENDED_USE
    from letdown.scenarios.emitting import parameter_hash

    changed, units = changed_parameters(women.base)
    results: dict[str, Any] = {}
    for name, values in _found(table).items():
        found = _quantiles(values)
        low, median, high = found if found is not None else (None, None, None)
        results[name] = {"median": median, "low": low, "high": high, "women": int(np.count_nonzero(np.isfinite(values)))}
    conditions = women.conditions
    return {
        "schema": JSON_SCHEMA,
        "version": __version__,
        "command": command,
        "seed": seed,
        "engine": engine,
        "women": len(table),
        "conditions": {**vars(conditions), "days_postpartum": list(conditions.range_of_days)},
        "result_hash": _hash(table),
        "parameters_changed": changed,
        "parameters_hash": parameter_hash(women.base),
        "clamp": "; ".join(f"{name} = {value}" for name, value in clamp.items()),
        "results": results,
        "units": {**{name: table.unit(name) for name in results}, **units},
        "files": {name: str(path) for name, path in targets.named().items()},
        "intended_use": INTENDED_USE,
    }
