"""From priors and likelihoods to what fits: the posterior over causes, and over the groups that stand together.

Likelihoods are tempered: raised to a power, since women, and what they answer, differ from the model and from the tables in ways
that neither knows. The powers have the best mean log score over 1000 cases of the model's own making and 1000 of another
generator (other spreads, wrong and missing answers); the tests hold them against other cases of both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from letdown.explanation.ensembles import Ensemble
from letdown.explanation.hypotheses import NOTHING, hypotheses, priors
from letdown.explanation.likelihood import weights
from letdown.explanation.questions import likelihood
from letdown.explanation.situation import Measured, Situation
from letdown.traces import Floats

SESSION_POWER = 1.0
ANSWERS_POWER = 0.9
"""Tempering of what was measured and seen, and of what was answered."""
_BROAD = 0.05
"""Share of the density over all hypotheses that every one of them gets: no single number can rule a cause out."""
WELL, PARTLY, SURPRISE = 0.55, 0.15, 1.5
"""A group fits well from this posterior on, partly from that one on, and only where it grew so many times from its prior."""
NOT = 0.3
"""It does not fit where the posterior is less than this share of the prior."""


@dataclass(frozen=True)
class Posterior:
    """What is thought of each hypothesis: ``of`` sums to one; ``within`` are the weights of its women, each summing to one."""

    prior: Mapping[str, float]
    of: Mapping[str, float]
    within: Mapping[str, Floats]

    def groups(self, prior: bool = False) -> dict[str, float]:
        """The same over groups of causes that stand together; ``NOTHING`` is one of them."""
        found: dict[str, float] = {}
        for cause, share in (self.prior if prior else self.of).items():
            name = NOTHING if cause == NOTHING else hypotheses()[cause].group
            found[name] = found.get(name, 0.0) + share
        return found

    @property
    def ranked(self) -> list[str]:
        """The causes, the one that fits best first."""
        return sorted((cause for cause in self.of if cause != NOTHING), key=lambda cause: -self.of[cause])

    def fit(self, group: str) -> str:
        """``well``, ``partly``, ``not``, or ``open`` where nothing told for or against it."""
        before, after = self.groups(prior=True)[group], self.groups()[group]
        grown = after >= SURPRISE * before
        if after >= WELL and grown:
            return "well"
        if after >= PARTLY and grown:
            return "partly"
        return "not" if after < NOT * before else "open"

    @property
    def told_enough(self) -> bool:
        """Whether anything stands out from what is thought of everybody."""
        return any(self.fit(group) in ("well", "partly") for group in self.groups()) or self.of[NOTHING] >= 0.5


def posterior_of(situation: Situation, ensemble: Ensemble | None) -> Posterior:
    """The posterior of a situation; without an ensemble from the answers alone."""
    setting = situation.setting
    prior = priors(situation.day, setting.conditions.feeding, setting.doing)
    by_answers = {cause: likelihood(situation.known, cause) for cause in prior}
    if ensemble is None:
        return joined(prior, by_answers, {cause: np.ones(1) for cause in prior})
    use = situation.judged
    measured = situation.measured if use else Measured()
    found = weights(ensemble, measured, situation.signs if use else {})
    return joined(prior, by_answers, found)


def joined(prior: Mapping[str, float], by_answers: Mapping[str, float], by_session: Mapping[str, Floats]) -> Posterior:
    """Prior, answers and session joined, each with its power."""
    means = {cause: float(by_session[cause].mean()) for cause in prior}
    whole = sum(prior[cause] * means[cause] for cause in prior)
    of: dict[str, float] = {}
    for cause, share in prior.items():
        session = (1.0 - _BROAD) * means[cause] + _BROAD * whole
        of[cause] = math.log(share) + SESSION_POWER * math.log(session) + ANSWERS_POWER * math.log(by_answers[cause])
    top = max(of.values())
    raised = {cause: math.exp(value - top) for cause, value in of.items()}
    total = sum(raised.values())
    within = {cause: by_session[cause] / max(float(by_session[cause].sum()), 1e-300) for cause in prior}
    return Posterior(dict(prior), {cause: value / total for cause, value in raised.items()}, within)
