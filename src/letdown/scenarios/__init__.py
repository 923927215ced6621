"""Scenarios: a session, a mother and how to run them, as a file that repeats the run.

TOML, checked by pydantic; ``json_schema`` is for editors. Parameter sets are files of their own. Names are imported when first
used, since writing a scenario needs no pydantic.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from letdown.dyad import Mother
from letdown.recording import whole_file
from letdown.scenarios.emitting import SCHEMA, parameter_hash, scenario_text
from letdown.sessions import Session

if TYPE_CHECKING:
    from letdown.scenarios.keeping import kept as kept
    from letdown.scenarios.keeping import series_names as series_names
    from letdown.scenarios.parameter_file import read_parameters as read_parameters
    from letdown.scenarios.parameter_file import write_parameters as write_parameters
    from letdown.scenarios.reading import Scenario as Scenario
    from letdown.scenarios.reading import parse as parse
    from letdown.scenarios.reading import read as read

_HOMES = {
    "Scenario": "reading",
    "read": "reading",
    "parse": "reading",
    "kept": "keeping",
    "series_names": "keeping",
    "read_parameters": "parameter_file",
    "write_parameters": "parameter_file",
}
__all__ = ["SCHEMA", "json_schema", "parameter_hash", "scenario_text", "write", *sorted(_HOMES)]  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'letdown.scenarios' has no attribute '{name}'")
    return getattr(import_module(f"letdown.scenarios.{_HOMES[name]}"), name)


def write(path: str | Path, mother: Mother, session: Session, **run: Any) -> Path:
    """Write the scenario whose run repeats this one; ``run`` as for :func:`scenario_text`."""
    with whole_file(Path(path)) as temporary:
        temporary.write_text(scenario_text(mother, session, **run), encoding="utf-8")
    return Path(path)


def json_schema() -> dict[str, Any]:
    """The JSON schema of a scenario file, by which editors complete and check it."""
    from letdown.scenarios.models import ScenarioTables

    schema = ScenarioTables.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "letdown scenario"}
