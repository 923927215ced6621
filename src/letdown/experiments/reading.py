"""An experiment file: read, checked to the last number, and said in one sentence with its line where something is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from letdown.errors import FileError, InputError
from letdown.experiments.records import Arm, Experiment, Target
from letdown.experiments.splitting import use_of
from letdown.recording import read_text

if TYPE_CHECKING:
    from letdown.experiments.arms import Where
    from letdown.experiments.lines import Lines
    from letdown.experiments.models import ExperimentTables
    from letdown.observables import Request

LARGEST = 300_000
"""Bytes of a file; no paper needs as many, and a parser should not choke on what is none."""
_KIND = "experiment (.toml)"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_AN_HOUR = 3600.0
_YEAR = re.compile(r"[-_]?\d{4}[a-z]?([-_].*)?$")


def read(path: str | Path) -> Experiment:
    """The experiment of a file, checked; raises an :class:`InputError` of one sentence with the file's name and the line.

    A file that the package ships, wherever it lies, is fitted or predicted; any other is given.
    """
    source = Path(path)
    try:
        size = source.stat().st_size
    except OSError:
        size = 0
    if source.exists() and not source.is_file() and not source.is_dir():
        raise FileError(f"'{source}' is no ordinary file; give an {_KIND} file.")
    if size > LARGEST:
        raise FileError(f"'{source}' is too large for an experiment: {size} bytes; {LARGEST} are allowed.")
    return parse(read_text(source, _KIND), source.name, source.parent)


def parse(text: str, name: str = "experiment", folder: Path | None = None) -> Experiment:
    """The experiment of a TOML ``text``; ``name`` stands for it in errors, which are as for :func:`read`.

    Files of pump patterns are looked for from ``folder``.
    """
    from pydantic import ValidationError

    from letdown.experiments.lines import Lines
    from letdown.experiments.models import SCHEMA, ExperimentTables
    from letdown.scenarios.reading import first_fault, toml_tables, with_folder

    if len(text.encode()) > LARGEST:
        raise FileError(f"'{name}' is too large for an experiment: {len(text.encode())} bytes; {LARGEST} are allowed.")
    tables = toml_tables(text, name)
    version = tables.get("schema", SCHEMA)
    if type(version) is not int or version < 1:
        raise FileError(f"'{name}': schema = {str(version)[:40]!r} is no version; give schema = {SCHEMA}.")
    if version > SCHEMA:
        raise FileError(f"'{name}' is of schema {version}, and this program knows schema {SCHEMA}; a newer letdown will read it.")
    lines = Lines(text)
    arms: object = tables.get("arms")
    if isinstance(arms, list):
        tables["arms"] = [
            with_folder(cast("dict[str, Any]", arm), folder) if isinstance(arm, dict) else arm
            for arm in cast("list[object]", arms)
        ]
    try:
        checked = ExperimentTables.model_validate(tables)
    except ValidationError as error:
        place, sentence = first_fault(error, ExperimentTables)
        raise InputError(_CONTROL.sub(" ", f"'{name}', line {lines.of(place)}: {sentence}")) from error
    try:
        return _made(checked, text, name, lines)
    except InputError as error:  # what was given may hold a line break, and an error is one line
        raise type(error)(_CONTROL.sub(" ", str(error))) from error


def _made(tables: ExperimentTables, text: str, name: str, lines: Lines) -> Experiment:
    """The experiment of checked tables: names looked up, numbers converted, bands made."""
    from letdown.experiments.arms import arm_of, reaching, women_of
    from letdown.experiments.numbers import Findings
    from letdown.experiments.shipping import is_shipped
    from letdown.experiments.targets import provenance_of, target_of

    def where(*place: str | int) -> str:
        return f"'{name}', line {lines.of([one for one in place if one != ''])}"

    women = women_of(tables.women, where)
    arms: dict[str, Arm] = {}
    for number, table in enumerate(tables.arms):
        if table.name in arms:
            raise InputError(f"{where('arms', number, 'name')}: there is another arm '{table.name}'; each needs its own name.")
        arms[table.name] = arm_of(number, table, women, tables.engine, where)
    measures = {measure: _measure(measure, table, where) for measure, table in tables.measure.items()}
    targets: list[Target] = []
    for number, table in enumerate(tables.targets):
        here = _of_target(number, table.name, where)
        targets.append(target_of(table, Findings(arms, measures, tables.provenance, here)))
    _check_together(targets, where)
    _check_engines(targets, arms, measures, where)
    for arm, asked in _asked(targets, measures).items():
        try:
            arms[arm] = reaching(arms[arm], asked)
        except InputError as error:
            raise type(error)(f"{where('measure')}: a measure looks farther than arm '{arm}' can reach: {error}") from error
    lab = tables.lab or _YEAR.sub("", tables.id) or tables.id
    doubts = (tables.doubts,) if isinstance(tables.doubts, str) else tables.doubts
    return Experiment(
        id=tables.id,
        title=tables.title,
        citation=tables.citation,
        provenance=provenance_of(tables.provenance),
        lab=lab,
        doubts=tuple(doubt for doubt in doubts if doubt.strip()),
        women=women,
        arms=tuple(arms.values()),
        measures=measures,
        targets=tuple(targets),
        doi=tables.doi,
        engine=tables.engine,
        source=text,
        notes=tuple(_notes(tables, targets, arms)),
        use=use_of(lab, is_shipped(tables.id, text)),
    )


def _asked(targets: Sequence[Target], measures: dict[str, Request]) -> dict[str, list[Request]]:
    """What is measured in each arm."""
    found: dict[str, list[Request]] = {}
    for target in targets:
        arms = dict.fromkeys(one for one in (target.arm, target.versus, target.with_arm, *target.arms) if one)
        for arm in arms:
            found.setdefault(arm, []).extend(measures[one] for one in (target.measure, target.with_measure) if one)
    return found


def _of_target(number: int, name: str, where: Where) -> Callable[[str], str]:
    """The place of a key of one target, in words."""

    def here(key: str) -> str:
        return f"{where('targets', number, key)}, target '{name}'"

    return here


def _measure(name: str, table: dict[str, object], where: Where) -> Request:
    """One measure; its error gives the line of the key that it is about."""
    from letdown.observables import request

    here = f"{where('measure', name)}, [measure.{name}]"
    try:
        return request(table, here)
    except InputError as error:
        said = str(error).removeprefix(here)
        key = next((key for key in table if said.startswith(f": {key}") or f"'{key}'" in said or f"'{table[key]}'" in said), "")
        raise type(error)(f"{where('measure', name, key)}, [measure.{name}]{said}") from error


def _check_together(targets: Sequence[Target], where: Where) -> None:
    from letdown.experiments.circles import check_together

    check_together(targets, lambda number: f"{where('targets', number)}, target '{targets[number].name}'")


def _check_engines(targets: Sequence[Target], arms: dict[str, Arm], measures: dict[str, Request], where: Where) -> None:
    """Cells and spikes are there only with the spiking engine."""
    for number, target in enumerate(targets):
        asked = [measures[one] for one in (target.measure, target.with_measure) if one]
        for name in dict.fromkeys(one for one in (target.arm, target.versus, target.with_arm, *target.arms) if one):
            for request in asked:
                if request.observable.spiking and arms[name].engine != "spiking":
                    raise InputError(
                        f"{where('targets', number, 'measure')}, target '{target.name}': {request.name} needs cells; "
                        f"give engine = \"spiking\" to arm '{name}' or to the file."
                    )


def _notes(tables: ExperimentTables, targets: Sequence[Target], arms: dict[str, Arm]) -> list[str]:
    """What is no error and should be known."""
    from letdown.evidence.bibliography import references
    from letdown.sessions import MILK_TAKERS

    keys = dict.fromkeys([tables.citation, *(paper.citation for target in targets for paper in target.papers)])
    notes = [f"'{key}' is not in the bibliography." for key in keys if key not in references()]
    if tables.women.species != "human":
        notes.append(f"Found in the {tables.women.species}; run on women.")
    measured = {one for target in targets for one in (target.measure, target.with_measure)}
    notes += [f"No target uses the measure '{name}'." for name in tables.measure if name not in measured]
    notes += [
        f"No milk is made while a session runs: what is taken late in arm '{name}' is what was left before."
        for name, arm in arms.items()
        if any(entry.do in MILK_TAKERS and entry.at > _AN_HOUR for entry in arm.session.entries)
    ]
    used = {one for target in targets for one in (target.arm, target.versus, target.with_arm, *target.arms)}
    return notes + [f"No target uses the arm '{arm.name}'." for arm in tables.arms if arm.name not in used]
