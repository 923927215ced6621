"""Causes and helpers: what holds a let-down or its milk back, what may bring it back, and what each does in the model.

The facts are data (``evidence/causes.toml``, ``evidence/helpers.toml``), shared by code, docs, command line and page. Each acts
at its declared sites only (:data:`SIGNALS`). :func:`with_causes` makes of a mother and a session what they become.
"""

from letdown.causes.applying import Changed, caused_in, with_causes, with_helpers
from letdown.causes.blood_alcohol import Drink, in_the_body
from letdown.causes.given import Degree, degree_of, use_of
from letdown.causes.reading import cause, causes, helper, helpers
from letdown.causes.records import (
    GOALS,
    GRADES,
    GROUPS,
    SIGNALS,
    SITES,
    Act,
    Burden,
    Cause,
    Dose,
    EaseAct,
    Effect,
    EntryAct,
    FeedAct,
    Helper,
    ParameterAct,
    Site,
    Use,
)
from letdown.causes.spinal_cord import LESION, passing

__all__ = [
    "causes",
    "helpers",
    "cause",
    "helper",
    "with_causes",
    "with_helpers",
    "caused_in",
    "Changed",
    "Cause",
    "Helper",
    "Act",
    "Burden",
    "Degree",
    "Dose",
    "Drink",
    "EaseAct",
    "Effect",
    "EntryAct",
    "FeedAct",
    "ParameterAct",
    "Site",
    "Use",
    "degree_of",
    "use_of",
    "in_the_body",
    "passing",
    "GOALS",
    "GRADES",
    "GROUPS",
    "LESION",
    "SIGNALS",
    "SITES",
]
