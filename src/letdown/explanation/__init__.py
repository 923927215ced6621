"""Explanation: from what is known of a case, what fits it, what may help, and what to ask next; safety first.

``cases`` are what was told, ``situation`` the same as the model needs it, ``hypotheses`` what may lie behind it, ``ensembles``
the simulated women of each, ``likelihood`` and ``inference`` what fits, ``helping`` what may help, ``next_question`` what to ask,
``explaining`` joins them, ``answer`` and ``words`` tell.
"""

from letdown.explanation.answer import Explanation, Fits
from letdown.explanation.cases import Case, read_case
from letdown.explanation.explaining import WOMEN, explain, goal_of
from letdown.explanation.inference import Posterior
from letdown.explanation.questions import questions

__all__ = ["explain", "Explanation", "Fits", "Case", "read_case", "Posterior", "questions", "goal_of", "WOMEN"]
