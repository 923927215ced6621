"""What a validation found: verdicts, scores, the claim, and the JSON that machines read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from letdown.experiments import Experiment
from letdown.validate.verdicts import Verdict, share_met

SCHEMA = 1
"""Version of the JSON: names are added within a version, never renamed or removed."""
USES = ("fitted", "predicted", "given")
CLAIMED = {"fitted": 0.78, "predicted": 0.65}
"""What this package claims for its own experiments: what the last full run found, rounded down. It is less than its goals."""
GOALS = {"fitted": 0.85, "predicted": 0.75}
"""What the scores ought to be; files of others are held to the second."""


@dataclass(frozen=True)
class ExperimentResult:
    """One experiment with its verdicts; ``seconds`` are those that its women took, 0 where they were remembered."""

    experiment: Experiment
    verdicts: tuple[Verdict, ...]
    seconds: float

    @property
    def share(self) -> float | None:
        """The share of its votes that are met; None where nothing counts."""
        return share_met(self.verdicts)

    @property
    def women(self) -> int:
        """The most women that an arm had."""
        return max((one.estimate.women for one in self.verdicts), default=0)


@dataclass(frozen=True)
class Score:
    """A score over experiments: the mean of the share met; how many targets that count are met, of how many.

    ``score`` is None without any that counts. ``leaning`` is the score if the values alone decided, however few women were run.
    """

    score: float | None
    met: int
    targets: int
    experiments: int
    inconclusive: int
    leaning: float | None


@dataclass(frozen=True)
class Report:
    """All that a validation found.

    ``women`` is the cap of a quick look, None for the full number of women. ``of_files`` says that files were named, which are
    held to one score over all of them in place of what the package claims for its own.
    """

    version: str
    engine: str
    seed: int
    women: int | None
    experiments: tuple[ExperimentResult, ...]
    of_files: bool = False

    @property
    def scores(self) -> dict[str, Score]:
        """The score of what was fitted, of what is predicted, and of what was given."""
        return {use: score_of([one for one in self.experiments if one.experiment.use == use]) for use in USES}

    @property
    def unexplained(self) -> tuple[tuple[str, Verdict], ...]:
        """Far misses that no file explains, each with its experiment."""
        return tuple((one.experiment.id, each) for one in self.experiments for each in one.verdicts if each.unexplained)

    @property
    def holds(self) -> bool:
        """Whether both scores are as claimed and no far miss is unexplained; of files, whether their score is three quarters."""
        if self.of_files:
            score = score_of(self.experiments).score
            return score is None or score >= GOALS["predicted"]
        scores = self.scores
        return not self.unexplained and all(
            (scores[use].score or 0.0) >= least for use, least in CLAIMED.items() if scores[use].targets
        )

    def as_json(self) -> dict[str, Any]:
        """The report for machines; numbers that don't exist are null. :func:`letdown.validate.json_schema` describes it."""
        return {
            "schema": SCHEMA,
            "version": self.version,
            "engine": self.engine,
            "seed": self.seed,
            "women": self.women,
            "quick": self.women is not None,
            "holds": self.holds,
            "scores": {use: vars(score) for use, score in self.scores.items()},
            "unexplained": [{"experiment": where, "target": one.target.name} for where, one in self.unexplained],
            "experiments": [_experiment(one) for one in self.experiments],
        }


def reported(results: Sequence[ExperimentResult], seed: int, engine: str, women: int | None) -> Report:
    """The report on ``results``."""
    from letdown import __version__

    return Report(__version__, engine, seed, women, tuple(results))


def score_of(results: Sequence[ExperimentResult]) -> Score:
    """The mean over experiments of the share met."""
    counting = [one for result in results for one in result.verdicts if one.counts]
    shares = [share for result in results if (share := result.share) is not None]
    leaning = [
        sum(one.vote for one in result.verdicts if one.close) / sum(one.vote for one in result.verdicts)
        for result in results
        if result.share is not None
    ]
    return Score(
        sum(shares) / len(shares) if shares else None,
        sum(one.met for one in counting),
        len(counting),
        len(shares),
        sum(one.inconclusive for one in counting),
        sum(leaning) / len(leaning) if leaning else None,
    )


def _experiment(one: ExperimentResult) -> dict[str, Any]:
    experiment = one.experiment
    return {
        "id": experiment.id,
        "use": experiment.use,
        "seconds": round(one.seconds, 3),
        "title": experiment.title,
        "citation": experiment.citation,
        "lab": experiment.lab,
        "provenance": experiment.provenance,
        "doubts": list(experiment.doubts),
        "notes": list(experiment.notes),
        "women": one.women,
        "score": one.share,
        "targets": [_target(each) for each in one.verdicts],
    }


def _target(one: Verdict) -> dict[str, Any]:
    target, found = one.target, one.estimate
    return {
        "name": target.name,
        "arm": target.arm or " < ".join(_ordered(one)),
        "published": _published(one),
        "unit": target.unit,
        "band": [_number(target.band.low), _number(target.band.high)],
        "simulated": list(found.pair) if found.pair else _number(found.value),
        "interval": [_number(found.low), _number(found.high)],
        "misses_by_bands": _number(one.misses),
        "met": one.met,
        "statistic": target.statistic,
        "versus": target.versus or None,
        "contrast": target.contrast or None,
        "scale": target.scale,
        "half": _number(target.band.half),
        "counts": one.counts,
        "weak": not target.band.counts,
        "why_weak": target.band.why or None,
        "vote": one.vote,
        "inconclusive": one.inconclusive,
        "within_band": one.close,
        "unexplained": one.unexplained,
        "women": found.women,
        "published_women": target.n,
        "share_undefined": found.left_out,
        "curve": target.curve or None,
        "row": target.row or None,
        "provenance": target.provenance,
        "explained": target.explained or None,
        "note": found.note or None,
    }


def _ordered(one: Verdict) -> list[str]:
    """The arms of an order, least first."""
    return list(dict.fromkeys(arm for step in one.target.steps for arm in step))


def _published(one: Verdict) -> float | list[float] | None:
    """What was published: a number, two for a range, 'no effect' for a null, nothing for an order."""
    target = one.target
    if isinstance(target.value, tuple):
        return list(target.value)
    if target.value is not None:
        return target.value
    return _number(target.band.value) if target.statistic == "null" else None


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
