"""Safety before everything: red flags, what a helper must not be offered for, and what is always and never said.

Rules, not statistics: they read the raw answers, before any simulation, and nothing that comes after can lower what they say.
The tables are data of ``letdown.evidence``; none of them is signed by a clinician yet.
"""

from letdown.safety.answers import Answers, Baby, Mother, Weighing, answers_schema, read_answers
from letdown.safety.contraindications import Verdict, allowed, conditions_of, helper_names
from letdown.safety.facts import before_96_hours, own_team_first
from letdown.safety.red_flags import RedFlag, red_flags
from letdown.safety.referring import Referral, referral
from letdown.safety.wording import INTENDED_USE, always_said, forbidden

__all__ = [
    "Answers",
    "Baby",
    "Mother",
    "Weighing",
    "read_answers",
    "answers_schema",
    "Referral",
    "referral",
    "RedFlag",
    "red_flags",
    "before_96_hours",
    "own_team_first",
    "Verdict",
    "allowed",
    "conditions_of",
    "helper_names",
    "INTENDED_USE",
    "always_said",
    "forbidden",
]
