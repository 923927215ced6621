"""Validation: published experiments re-run as their authors did, and compared with what they found.

``drawing`` makes the women of an arm, ``running`` runs as many as verdicts ask for, ``statistics`` says what they give and
``verdicts`` whether that meets what was published; ``report`` and ``pages`` tell it, ``schema`` describes it to machines, and
``cache`` remembers women between runs.
"""

from __future__ import annotations

from typing import Any

from letdown.validate.cache import TableCache
from letdown.validate.pages import write_report
from letdown.validate.report import CLAIMED, ExperimentResult, Report, Score
from letdown.validate.running import run, tried, usual_jobs
from letdown.validate.statistics import Estimate
from letdown.validate.verdicts import Verdict

__all__ = [
    "CLAIMED",
    "Estimate",
    "ExperimentResult",
    "Report",
    "Score",
    "TableCache",
    "Verdict",
    "json_schema",
    "run",
    "tried",
    "usual_jobs",
    "write_report",
]


def json_schema() -> dict[str, Any]:
    """The JSON schema of a report's JSON."""
    from letdown.validate.schema import json_schema as made

    return made()
