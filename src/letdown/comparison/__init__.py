"""Comparison: two scenarios on the same women with the same chances, stage by stage, and where in the arc they part.

``arms`` pairs the women, ``running`` runs them, ``measures`` says what is compared, ``estimates`` how surely, ``parting`` where
it begins; ``result`` is what comes of it, ``words`` tells it.
"""

from __future__ import annotations

from typing import Any

from letdown.comparison.arms import Arm
from letdown.comparison.courses import PANELS, Course
from letdown.comparison.estimates import Estimate, Interval, estimate
from letdown.comparison.files import arm_of
from letdown.comparison.measures import Measure, measures
from letdown.comparison.parting import Part
from letdown.comparison.result import Comparison, Row
from letdown.comparison.running import compare
from letdown.comparison.stages import SIGNALS, STAGES


def json_schema() -> dict[str, Any]:
    """The JSON schema of ``Comparison.as_json()``."""
    from letdown.comparison.schema import json_schema as made

    return made()


__all__ = [
    "compare",
    "Comparison",
    "Arm",
    "arm_of",
    "Row",
    "Measure",
    "Estimate",
    "Interval",
    "Part",
    "Course",
    "estimate",
    "measures",
    "json_schema",
    "STAGES",
    "SIGNALS",
    "PANELS",
]
