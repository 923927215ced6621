"""A scenario file: read, checked to the last entry, and run."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, cast, get_args

from pydantic import BaseModel, ValidationError

from letdown.dyad import Mother
from letdown.errors import FileError, InputError, ParameterError, TimelineError, UnitError, unknown_name
from letdown.recording import Recording, read_text
from letdown.scenarios.emitting import SCHEMA
from letdown.scenarios.models import EntryTable, ScenarioTables
from letdown.sessions import (
    PATTERNS,
    Entry,
    Session,
    breastfeed,
    cue,
    disturbance,
    hand_expression,
    helper,
    oxytocin,
    pump,
    rest,
    stimulation,
    touch,
)

_MAKERS: dict[str, tuple[Callable[..., Entry], tuple[str, ...]]] = {
    "breastfeed": (breastfeed, ("side", "appetite", "shield")),
    "pump": (pump, ("side", "vacuum", "rate", "pattern", "shield")),
    "hand_expression": (hand_expression, ("side",)),
    "touch": (touch, ("side",)),
    "cue": (cue, ("kind", "strength")),
    "disturbance": (disturbance, ("kind", "degree")),
    "helper": (helper, ("kind", "side", "strength")),
    "oxytocin": (oxytocin, ("route", "dose")),
    "stimulation": (stimulation, ("rate",)),
    "rest": (rest, ()),
}
"""What makes each entry, and the details that it takes beside ``at`` and ``for``."""
_TABLE = re.compile(r"a valid dictionary or instance of \w+")
_BRANCH = re.compile(r"(float|int|str|list|tuple|constrained|function)([\[-]|$)")
_ALL_DETAILS = ("side", "kind", "strength", "degree", "appetite", "vacuum", "rate", "pattern", "dose", "route", "shield")


@dataclass(frozen=True)
class Scenario:
    """A scenario: who, what happens when, how it is run, and what is kept."""

    tables: ScenarioTables
    name: str = "scenario"

    @cached_property
    def _mother(self) -> Mother:
        table = self.tables.mother
        infant = {f"suckling.{key}": value for key, value in self.tables.infant.parameters.items()}
        changes = {**flat(table.parameters, f"{self.name}, [mother.parameters]"), **infant}
        mother = Mother(table.days_postpartum, woman=table.woman, parity=table.parity, feeding=table.feeding, infant=table.infant)
        if table.network is not None:
            mother = replace(mother, network=table.network)
        return mother.with_parameters(plain_numbers(changes))

    @cached_property
    def _session(self) -> Session:
        appetite = self.tables.infant.appetite
        places = [f"{self.name}, timeline entry {number} ({table.do})" for number, table in enumerate(self.tables.timeline, 1)]
        return Session(*(entry_of(table, at, appetite) for table, at in zip(self.tables.timeline, places, strict=True)))

    @cached_property
    def _case(self) -> tuple[Mother, Session]:
        given = self.tables.causes, self.tables.helpers
        if not any(given):
            return self._mother, self._session
        from letdown.causes import with_causes

        try:
            return with_causes(self._mother, self._session, *given)
        except InputError as error:
            raise type(error)(f"{self.name}, [causes] or [helpers]: {error}") from error

    def mother(self) -> Mother:
        """The mother of the file, infant and causes included."""
        return self._case[0]

    def session(self) -> Session:
        """The timeline of the file, with what causes and helpers put on it."""
        return self._case[1]

    @property
    def uncaused(self) -> tuple[Mother, Session]:
        """Mother and timeline of the file before its causes and helpers, about whom women are drawn."""
        return self._mother, self._session

    @property
    def seed(self) -> int:
        """The seed of its random numbers."""
        return self.tables.run.seed

    @property
    def engine(self) -> str:
        """The engine of the oxytocin neurons."""
        return self.tables.run.engine

    @property
    def clamp(self) -> dict[str, object]:
        """The series that are held."""
        return flat(self.tables.run.clamp, f"{self.name}, [run.clamp]")

    def run(self, progress: Callable[[float], None] | None = None) -> Recording:
        """Simulate it; the Recording holds everything, whatever ``[record]`` says."""
        from letdown.simulation import simulate

        averaged = self.tables.run.averaged
        return simulate(self.mother(), self.session(), self.seed, self.engine, self.clamp, averaged, progress=progress)


def entry_of(table: EntryTable, where: str, appetite: object = None) -> Entry:
    """One entry of a timeline; an error in it begins with ``where``. ``appetite`` is of a feed that names none."""
    make, details = _MAKERS[table.do]
    for detail in _ALL_DETAILS:
        if getattr(table, detail) is not None and detail not in details:
            takes = ", ".join(("at", "for", *details))
            raise TimelineError(f"{where}: '{detail}' does not belong here; a {table.do.replace('_', ' ')} takes {takes}.")
    given = {detail: getattr(table, detail) for detail in details if getattr(table, detail) is not None}
    if table.at is not None:
        given["at"] = table.at
    if table.lasts is not None:
        if isinstance(table.lasts, float):
            raise UnitError(f"{where}: for = {table.lasts:g} has no unit; write '{table.lasts:g} min'.")
        given["minutes"] = table.lasts
    if table.do == "breastfeed" and table.appetite is None and appetite is not None:
        given["appetite"] = appetite
    if "kind" in details and table.kind is None:
        raise TimelineError(f"{where}: 'kind' is missing; it says which {table.do}.")
    try:
        return make(**given)
    except InputError as error:
        raise type(error)(f"{where}: {error}") from error


def read(path: str | Path) -> Scenario:
    """Read a scenario file and check all of it; raises an :class:`InputError` that says where and what."""
    source = Path(path)
    return parse(read_text(source, "scenario (.toml)"), source.name, source.parent)


def parse(text: str, name: str = "scenario", folder: Path | None = None) -> Scenario:
    """A scenario from TOML ``text``; files that it names lie in ``folder``."""
    tables = toml_tables(text, name)
    version = tables.get("schema", SCHEMA)
    if isinstance(version, int) and version > SCHEMA:
        raise FileError(f"'{name}' is of schema {version}, and this program knows schema {SCHEMA}; a newer letdown will read it.")
    try:
        checked = ScenarioTables.model_validate(with_folder(tables, folder))
    except ValidationError as error:
        raise InputError(f"'{name}': {first_fault(error, ScenarioTables)[1]}") from error
    scenario = Scenario(checked, name)
    scenario.mother()
    scenario.session()
    from letdown.scenarios.keeping import checked_record

    checked_record(scenario)
    return scenario


def toml_tables(text: str, name: str) -> dict[str, Any]:
    """The tables of a TOML text; :class:`FileError` where it is none."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise FileError(f"'{name}' is not valid TOML: brackets are nested too deeply.") from error
    except ValueError as error:  # TOMLDecodeError, and a number of thousands of digits
        raise FileError(f"'{name}' is not valid TOML: {error}.") from error


def plain_numbers(changes: Mapping[str, object]) -> dict[str, object]:
    """``"20.0 mL/s"`` as 20.0 where mL/s is the parameter's own unit: it is read without Pint, and to the last bit."""
    from letdown.dyad import parameter_fields, paths_of

    known = parameter_fields()
    plain: dict[str, object] = {}
    for path, value in changes.items():
        field = known.get(paths_of(path)[0])
        number, _, unit = value.partition(" ") if isinstance(value, str) else ("", "", "")
        own = field is not None and unit == field.unit and re.fullmatch(r"-?\d+\.?\d*(e[+-]?\d+)?", number) is not None
        plain[path] = float(number) if own else value
    return plain


def with_folder(tables: dict[str, Any], folder: Path | None) -> dict[str, Any]:
    """The tables with file names of pump patterns taken from the scenario's own folder."""
    timeline: object = tables.get("timeline")
    if folder is None or not isinstance(timeline, list):
        return tables
    entries: list[object] = []
    for entry in cast(list[object], timeline):
        named: dict[str, object] = cast(dict[str, object], entry) if isinstance(entry, dict) else {}
        pattern = named.get("pattern")
        of_file = isinstance(pattern, str) and pattern not in PATTERNS and re.search(r"[./\\]", pattern) is not None
        entries.append({**named, "pattern": str(folder / str(pattern))} if of_file else cast(object, entry))
    return {**tables, "timeline": entries}


def flat(table: Mapping[str, Any], where: str, prefix: str = "") -> dict[str, object]:
    """``{a: {b: 1}}`` as ``{"a.b": 1}``: TOML reads a dotted key as nested tables."""
    found: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found |= flat(cast(dict[str, Any], value), where, f"{prefix}{key}.")
        elif isinstance(value, bool) or not isinstance(value, (int, float, str)):
            raise ParameterError(f"{where}: {prefix}{key} = {value!r} is no quantity; give a number or a text such as '3 s'.")
        else:
            found[prefix + key] = value
    return found


def first_fault(error: ValidationError, model: type[BaseModel]) -> tuple[list[str | int], str]:
    """The place in a file of ``model`` of the first thing that pydantic found, and a sentence about it."""
    fault = error.errors()[0]
    # A union adds a branch of its own to the place ('float', 'str'): drop what is no key of the file.
    location = [part for part in fault["loc"] if not (isinstance(part, str) and _BRANCH.match(part))]
    where, last = _place(location[:-1]), str(location[-1]) if location else ""
    given: object = fault["input"]
    if fault["type"] == "extra_forbidden":
        return location, unknown_name("key", last, _keys_at(location[:-1], model)) + (f" (in {where})" if where else "")
    if fault["type"] == "missing":
        return location, f"'{last}' is missing{f' in {where}' if where else ''}."
    if fault["type"] == "literal_error":
        allowed = str(fault.get("ctx", {}).get("expected", "")).replace(" or ", ", ").split(", ")
        kind = next((part for part in reversed(location) if isinstance(part, str)), "value")
        return location, unknown_name(f"'{kind}'", str(given), [one.strip("'") for one in allowed])
    wanted = _TABLE.sub("a table { key = value }", fault["msg"])
    return location, f"{where + ': ' if where else ''}'{last}' = {repr(given)[:60]} does not fit ({wanted})."


def _place(location: list[str | int]) -> str:
    """``[mother]``, ``timeline entry 2``."""
    words = [f"entry {part + 1}" if isinstance(part, int) else part for part in location]
    return f"[{words[0]}]" if len(words) == 1 else " ".join(words)


def _keys_at(location: list[str | int], model: type[BaseModel]) -> list[str]:
    """The keys that the table at ``location`` of ``model`` takes."""
    for part in location:
        if isinstance(part, str):
            annotation: Any = next(field.annotation for name, field in model.model_fields.items() if part in (name, field.alias))
            found = [one for one in (annotation, *get_args(annotation)) if isinstance(one, type) and issubclass(one, BaseModel)]
            model = found[0]
    return [field.alias or name for name, field in model.model_fields.items()]
