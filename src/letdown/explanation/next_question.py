"""The one question or measurement that would change the answer most: the expected gain of information over what is unknown."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from letdown.explanation.ensembles import Ensemble
from letdown.explanation.inference import Posterior
from letdown.explanation.likelihood import drop_density, volume_density
from letdown.explanation.questions import GROWTH, Question, mixed, questions
from letdown.explanation.situation import Situation
from letdown.traces import Floats

_DRAWS = 48
_LEAST = 0.02
"""nats below which nothing is worth asking."""


@dataclass(frozen=True)
class Next:
    """What to ask (``question``) or to measure (``measure``) next, and its expected gain of information [nats]."""

    kind: Literal["question", "measure"]
    id: str
    gain: float


def worth_asking(situation: Situation, posterior: Posterior, ensemble: Ensemble | None, seed: int) -> list[Next]:
    """Everything that is not known yet and worth knowing, the most telling first."""
    found = [*_questions(situation, posterior)]
    if ensemble is not None and situation.judged:
        found += _measures(situation, posterior, ensemble, seed)
    return sorted((one for one in found if one.gain >= _LEAST), key=lambda one: -one.gain)


def _questions(situation: Situation, posterior: Posterior) -> Iterator[Next]:
    doing = situation.setting.doing
    causes = list(posterior.of)
    now = np.array([posterior.of[cause] for cause in causes])
    for one in questions().values():
        unknown = [option for option in one.options if (one.id, option) not in situation.known]
        if not unknown or not one.asked_in(doing):
            continue
        if one.kind == "one" and len(unknown) < len(one.options):
            continue
        kind: Literal["question", "measure"] = "measure" if one.id == GROWTH else "question"
        yield Next(kind, one.id, _gain(now, _answers(one, unknown, causes)))


def _answers(one: Question, unknown: list[str], causes: list[str]) -> list[Floats]:
    """The likelihood of each possible answer under each cause."""
    shares = {option: np.array([mixed(one.options[option].share(cause)) for cause in causes]) for option in unknown}
    if one.kind == "one":
        whole = sum(shares.values())
        return [share / whole for share in shares.values()]
    found: list[Floats] = []
    for said in product((True, False), repeat=len(unknown)):
        value = np.ones(len(causes))
        for option, so in zip(unknown, said, strict=True):
            value = value * (shares[option] if so else 1.0 - shares[option])
        found.append(value)
    return found


def _gain(now: Floats, answers: list[Floats]) -> float:
    """The entropy now less what is left of it on average after an answer."""
    left = 0.0
    for likelihood in answers:
        joint = now * likelihood
        chance = float(joint.sum())
        if chance > 0.0:
            left += chance * _entropy(joint / chance)
    return _entropy(now) - left


def _entropy(shares: Floats) -> float:
    there = shares[shares > 0.0]
    return -float((there * np.log(there)).sum())


def _measures(situation: Situation, posterior: Posterior, ensemble: Ensemble, seed: int) -> Iterator[Next]:
    """A session weighed, and the time until milk runs: over what the women who fit would show."""
    measured = situation.measured
    random = np.random.default_rng([seed, 0x6E657874])
    if measured.volume is None:
        yield Next("measure", "volume", _over_women(posterior, ensemble, "volume", random, measured.scale_error))
    if measured.first_drop is None:
        yield Next("measure", "first_drop", _over_women(posterior, ensemble, "first_drop", random, 0.0))


def _over_women(posterior: Posterior, ensemble: Ensemble, name: str, random: np.random.Generator, error: float) -> float:
    causes = list(posterior.of)
    now = np.array([posterior.of[cause] for cause in causes])
    left = 0.0
    for number in random.choice(len(causes), size=_DRAWS, p=now / now.sum()):
        place = int(number)
        values = ensemble.column(causes[place], name)
        value = float(values[random.choice(values.size, p=posterior.within[causes[place]])])
        means = _likelihoods(posterior.within, ensemble, causes, name, value, error)
        joint = now * means
        left += _entropy(joint / joint.sum()) / _DRAWS
    return max(0.0, _entropy(now) - left)


def _likelihoods(
    within: Mapping[str, Floats], ensemble: Ensemble, causes: list[str], name: str, value: float, error: float
) -> Floats:
    found: list[float] = []
    for cause in causes:
        values = ensemble.column(cause, name)
        if name == "volume":
            density = volume_density(values, max(0.0, value), error)
        else:
            density = drop_density(values, math.inf if math.isnan(value) else value)
        found.append(float((within[cause] * density).sum()))
    means = np.array(found)
    return means + 0.05 * float(means.mean())
