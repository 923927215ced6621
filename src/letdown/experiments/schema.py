"""The JSON schema of an experiment file, by which editors complete and check it."""

from __future__ import annotations

from typing import Any


def json_schema() -> dict[str, Any]:
    """The JSON schema; the names of observables are part of it."""
    from letdown.experiments.models import ExperimentTables
    from letdown.observables import OBSERVABLES

    schema = ExperimentTables.model_json_schema()
    measure = {"type": "object", "properties": {"observable": {"enum": sorted(OBSERVABLES)}}, "required": ["observable"]}
    schema["properties"]["measure"]["additionalProperties"] = measure
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "letdown experiment"}
