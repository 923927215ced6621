"""Published experiments as data: one TOML file each, read, checked, and given the band in which a model meets each finding.

``records`` is what a file becomes; ``bands`` the rule by which a model meets a number; ``reading`` the way from one to the
other. Names are imported when first used, since many a command needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letdown.experiments.bands import Band as Band
    from letdown.experiments.bands import distance as distance
    from letdown.experiments.blank_file import template as template
    from letdown.experiments.changes import changed as changed
    from letdown.experiments.reading import parse as parse
    from letdown.experiments.reading import read as read
    from letdown.experiments.records import Arm as Arm
    from letdown.experiments.records import Experiment as Experiment
    from letdown.experiments.records import Target as Target
    from letdown.experiments.records import Women as Women
    from letdown.experiments.schema import json_schema as json_schema
    from letdown.experiments.shipping import shipped as shipped

_HOMES = {
    "Experiment": "records",
    "Women": "records",
    "Arm": "records",
    "Target": "records",
    "Band": "bands",
    "distance": "bands",
    "changed": "changes",
    "read": "reading",
    "parse": "reading",
    "shipped": "shipping",
    "json_schema": "schema",
    "template": "blank_file",
}
__all__ = sorted(_HOMES)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'letdown.experiments' has no attribute '{name}'")
    return getattr(import_module(f"letdown.experiments.{_HOMES[name]}"), name)
