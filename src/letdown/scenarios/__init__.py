"""Scenarios: a session, a mother and how to run them, as a file that repeats the run.

TOML, checked by pydantic; ``json_schema`` is for editors. Parameter sets are files of their own.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from letdown.dyad import Mother
from letdown.recording import whole_file
from letdown.scenarios.emitting import scenario_text
from letdown.scenarios.keeping import kept, series_names
from letdown.scenarios.models import SCHEMA, ScenarioTables
from letdown.scenarios.parameter_file import parameter_hash, read_parameters, write_parameters
from letdown.scenarios.reading import Scenario, parse, read
from letdown.sessions import Session

__all__ = [
    "SCHEMA",
    "Scenario",
    "read",
    "parse",
    "write",
    "kept",
    "scenario_text",
    "json_schema",
    "series_names",
    "parameter_hash",
    "read_parameters",
    "write_parameters",
]


def write(path: str | Path, mother: Mother, session: Session, **run: Any) -> Path:
    """Write the scenario whose run repeats this one; ``run`` as for :func:`scenario_text`."""
    with whole_file(Path(path)) as temporary:
        temporary.write_text(scenario_text(mother, session, **run), encoding="utf-8")
    return Path(path)


def json_schema() -> dict[str, Any]:
    """The JSON schema of a scenario file, by which editors complete and check it."""
    schema = ScenarioTables.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "letdown scenario"}
