"""One woman through one session: run, report, picture, files."""

from __future__ import annotations

import importlib.util
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import rich_click as click

from letdown.cli.progress import Progress
from letdown.errors import FileError, MissingExtraError
from letdown.recording import Recording, checked_suffix, checked_target, save, stamped, whole_file

if TYPE_CHECKING:
    from letdown.dyad import Mother
    from letdown.dyad.records import Parameters
    from letdown.reports import SessionReport
    from letdown.sessions import Session

JSON_SCHEMA = 1
"""Version of what ``--json`` prints: names are added within a version, never renamed or removed."""
MOST_ROWS = 540_000
"""Rows of a recording: three hours at 20 ms, some 220 MB. A longer session is recorded more coarsely."""


@dataclass(frozen=True)
class Targets:
    """The files that a call writes; checked before anything runs."""

    picture: Path | None = None
    recording: Path | None = None
    scenario: Path | None = None
    parameters: Path | None = None

    def named(self) -> dict[str, Path]:
        """Those that will be written."""
        return {name: path for name, path in vars(self).items() if path is not None}


def checked_targets(
    folder: str,
    picture: str | None,
    recording: str | None = None,
    scenario: str | None = None,
    parameters: str | None = None,
    table: bool = False,
) -> Targets:
    """Where the files go, a ``table`` of many women or a recording; :class:`FileError` where one can't be or two are one."""
    if not Path(folder).is_dir():
        raise FileError(f"There is no folder '{folder}' to write into; make it first or name another with --out.")
    places = Targets(*(None if name is None else Path(folder) / name for name in (picture, recording, scenario, parameters)))
    for name, path in places.named().items():
        kept = (".csv", ".parquet") if table else (".nc", ".csv")
        suffix = checked_suffix(path, {"recording": kept, "picture": (".png",)}.get(name, (".toml",)))
        library = {".nc": "netCDF4", ".parquet": "pyarrow"}.get(suffix)
        if library is not None and importlib.util.find_spec(library) is None:
            raise MissingExtraError(f"'{path}' needs the library {library}: pip install 'letdown[data]', or save as .csv.")
        checked_target(path)
    written = [path.resolve() for path in places.named().values()]
    if len(set(written)) < len(written):
        raise FileError("Two results would go to one file; give each a name of its own.")
    return places


def simulated(mother: Mother, session: Session, seed: int, engine: str, averaged: bool, clamp: Mapping[str, object]) -> Recording:
    """The run, with progress; the Recording carries the scenario that repeats it."""
    from letdown.scenarios.emitting import parameter_hash, scenario_text
    from letdown.simulation import simulate

    warn_above_comfort(mother, session)
    with Progress("simulating") as progress:
        recording = simulate(
            mother, session, seed, engine, clamp, averaged, progress=progress, every=_thinning(session, averaged)
        )
    scenario = scenario_text(mother, session, seed, engine, averaged, clamp)
    added = {"parameters_hash": parameter_hash(mother.parameters), "scenario": scenario}
    return stamped(replace(recording, attributes={**recording.attributes, **added}))


def _thinning(session: Session, averaged: bool) -> int:
    """One step in how many is recorded: each, unless the session is so long that memory would not hold them; then it is said."""
    from letdown.simulation import AVERAGED_STEP, FINE_STEP

    step = AVERAGED_STEP if averaged else FINE_STEP
    every = max(1, math.ceil((session.duration - session.start) / step / MOST_ROWS))
    if every > 1:
        click.echo(f"A session this long is simulated every {step:g} s and recorded every {every * step:g} s.", err=True)
    return every


def warn_above_comfort(mother: Mother, session: Session) -> None:
    """Say on standard error where a pump is set above her comfort."""
    comfort = mother.parameters.pump.comfortable_vacuum
    vacuums = [entry.vacuum or 0.0 for entry in session.entries]
    vacuums += [float(entry.trace[1].max()) for entry in session.entries if entry.trace is not None]
    if max(vacuums) > comfort:
        click.echo(
            f"Warning: {max(vacuums):.0f} mmHg is above the {comfort:.0f} mmHg that are comfortable to her; "
            "more only hurts, and pain holds the let-down back.",
            err=True,
        )


def tell(command: str, recording: Recording, kept: Recording, parameters: Parameters, targets: Targets, as_json: bool) -> None:
    """Print the report, write the files."""
    from letdown.reports import session_report

    report = session_report(recording)
    if not as_json:
        click.echo(report.text())
    if targets.recording is not None:
        save(kept, targets.recording)
    if targets.scenario is not None:
        with whole_file(targets.scenario) as temporary:
            temporary.write_text(str(recording.attributes["scenario"]), encoding="utf-8")
    if targets.parameters is not None:
        from letdown.scenarios.parameter_file import write_parameters

        write_parameters(targets.parameters, parameters)
    if targets.picture is not None:
        from letdown.figures import plot

        plot(recording, targets.picture)
    if as_json:
        click.echo(json.dumps(_as_json(command, report, parameters, targets), indent=2, ensure_ascii=False, allow_nan=False))
        return
    for name, path in targets.named().items():
        click.echo(f"{name}: {path}")


def _as_json(command: str, report: SessionReport, parameters: Parameters, targets: Targets) -> dict[str, Any]:
    from letdown.reports import INTENDED_USE, signs_of

    said = report.recording.attributes
    told = report.as_dict()
    changed, units = changed_parameters(parameters)
    return {
        "schema": JSON_SCHEMA,
        "version": said["version"],
        "command": command,
        "seed": said["seed"],
        "engine": said["engine"],
        "result_hash": said["result_hash"],
        "parameters_changed": changed,
        "parameters_hash": said["parameters_hash"],
        "clamp": said["clamp"],
        "results": told["results"],
        "units": {**told["units"], **units},
        "signs": [one._asdict() for one in signs_of(report.recording)],
        "scenario": said["scenario"],
        "files": {name: str(path) for name, path in targets.named().items()},
        "intended_use": INTENDED_USE,
    }


def changed_parameters(parameters: Parameters) -> tuple[dict[str, float], dict[str, str]]:
    """The parameters that are not the defaults, and their units."""
    from letdown.dyad import changes_between, parameter_fields

    changed = changes_between(parameters)
    return changed, {path: parameter_fields()[path].unit for path in changed}
