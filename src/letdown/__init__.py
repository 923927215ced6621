"""letdown: a simulator of the milk-ejection (let-down) reflex, from suckling to milk.

A simulator for research and teaching; not for diagnosis or treatment; not evidence for a product.
Names are imported when first used, so that ``import letdown`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "Comparison": "comparison",
    "Conditions": "populations",
    "Course": "simulation",
    "Mother": "dyad",
    "Recording": "recording",
    "Session": "sessions",
    "Table": "simulation",
    "breastfeed": "sessions",
    "compare": "comparison",
    "course": "simulation",
    "cue": "sessions",
    "disturbance": "sessions",
    "explain": "explanation",
    "hand_expression": "sessions",
    "helper": "sessions",
    "load": "recording",
    "milk_ejections": "observables",
    "oxytocin": "sessions",
    "plot": "figures",
    "population": "populations",
    "pump": "sessions",
    "rest": "sessions",
    "read_table": "simulation",
    "save": "recording",
    "session_report": "reports",
    "signs_of": "reports",
    "simulate": "simulation",
    "simulate_to": "simulation",
    "stimulation": "sessions",
    "touch": "sessions",
    "with_causes": "causes",
    "with_helpers": "causes",
    "woman": "populations",
}

if TYPE_CHECKING:
    from letdown.causes import with_causes as with_causes
    from letdown.causes import with_helpers as with_helpers
    from letdown.comparison import Comparison as Comparison
    from letdown.comparison import compare as compare
    from letdown.dyad import Mother as Mother
    from letdown.explanation import explain as explain
    from letdown.figures import plot as plot
    from letdown.observables import milk_ejections as milk_ejections
    from letdown.populations import Conditions as Conditions
    from letdown.populations import population as population
    from letdown.populations import woman as woman
    from letdown.recording import Recording as Recording
    from letdown.recording import load as load
    from letdown.recording import save as save
    from letdown.reports import session_report as session_report
    from letdown.reports import signs_of as signs_of
    from letdown.sessions import Session as Session
    from letdown.sessions import breastfeed as breastfeed
    from letdown.sessions import cue as cue
    from letdown.sessions import disturbance as disturbance
    from letdown.sessions import hand_expression as hand_expression
    from letdown.sessions import helper as helper
    from letdown.sessions import oxytocin as oxytocin
    from letdown.sessions import pump as pump
    from letdown.sessions import rest as rest
    from letdown.sessions import stimulation as stimulation
    from letdown.sessions import touch as touch
    from letdown.simulation import Course as Course
    from letdown.simulation import Table as Table
    from letdown.simulation import course as course
    from letdown.simulation import read_table as read_table
    from letdown.simulation import simulate as simulate
    from letdown.simulation import simulate_to as simulate_to

__all__ = [
    "Comparison",
    "Conditions",
    "Course",
    "Mother",
    "Recording",
    "Session",
    "Table",
    "__version__",
    "breastfeed",
    "compare",
    "course",
    "cue",
    "disturbance",
    "explain",
    "hand_expression",
    "helper",
    "load",
    "milk_ejections",
    "oxytocin",
    "plot",
    "population",
    "pump",
    "rest",
    "read_table",
    "save",
    "session_report",
    "signs_of",
    "simulate",
    "simulate_to",
    "stimulation",
    "touch",
    "with_causes",
    "with_helpers",
    "woman",
]


def __getattr__(name: str) -> Any:
    """Import a public name at its first use; it is then bound here, so that no module of the same name can hide it."""
    if name not in _HOMES:
        raise AttributeError(f"module 'letdown' has no attribute '{name}'")
    value = getattr(import_module(f"letdown.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
