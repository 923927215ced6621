"""How far the model lies from the fitted experiments, target by target, for any values of the estimated parameters.

The same women with the same chances go through every experiment whatever the parameters are, so that the misfit is a
function of the parameters alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from letdown.calibrate.priors import PRIORS, moved
from letdown.errors import InputError
from letdown.experiments import Experiment, Target
from letdown.experiments.bands import transformed
from letdown.traces import Floats
from letdown.validate.drawing import Job, Measured, jobs_of, measured
from letdown.validate.statistics import as_asked, estimate
from letdown.validate.verdicts import votes

IN_A_HALF = 1.96
"""Standard errors in the half width of a pass band."""
FARTHEST = 6.0 * IN_A_HALF
"""A target is never counted as farther off than six bands: what can't be met shall not decide everything else."""
PER_EXPERIMENT = 2.0
"""Votes of one experiment at most: its targets come from the same women and share their laboratory's ways."""
TOLERANCE = 0.5
"""Share of a band within which a target pulls no more: published and simulated numbers are not surer than that."""
_OF_AN_EXTREME = 0.3
"""Half width, on the logarithm, that stands for the band of a published minimum or maximum."""
_LEAD, _OF_AN_ORDER = 0.05, 0.1
"""An order holds surely where the published side leads by this share of the larger arm, and is a band off at that much less."""


class Aim(NamedTuple):
    """One target that informs the fit, its place, and the root of its weight."""

    experiment: str
    target: Target
    weight: float


@dataclass(frozen=True)
class Misfit:
    """The fitted experiments, ready to be run at any values of the parameters on ``women`` women an arm."""

    experiments: tuple[Experiment, ...]
    aims: tuple[Aim, ...]
    women: int
    seed: int

    @classmethod
    def of(cls, experiments: Iterable[Experiment], women: int, seed: int) -> Misfit:
        """Of these experiments those that are fitted and ask for no cells and no single sucks: no estimate hangs on such."""
        chosen = tuple(
            one for one in experiments if one.use == "fitted" and all(job.averaged for job in jobs_of(one, seed).values())
        )
        aims: list[Aim] = []
        for one in chosen:
            shares = votes(one.targets)
            aims += [
                Aim(one.id, target, math.sqrt(vote * min(1.0, PER_EXPERIMENT / sum(shares))))
                for target, vote in zip(one.targets, shares, strict=True)
                if vote > 0.0 and _has_a_distance(target)
            ]
        if not aims:
            raise InputError("None of these experiments is fitted: a calibration needs at least one target to aim at.")
        return cls(chosen, tuple(aims), women, seed)

    def residuals(
        self, points: Sequence[Floats], pool: Executor | None = None, only: Sequence[frozenset[str]] | None = None
    ) -> list[Floats]:
        """For each point (logarithms of the parameters, in the order of :data:`PRIORS`) the residual of each aim.

        A residual is a distance in standard errors (1.96 of them are a band's half width), times the root of the weight.
        ``only`` names for each point the experiments that are run; the residuals of the others are not a number.
        """
        tasks: list[tuple[int, str, str, Job]] = []
        for number, point in enumerate(points):
            base = moved({one.path: math.exp(x) for one, x in zip(PRIORS, point, strict=True)})
            for one in self.experiments:
                if only is not None and one.id not in only[number]:
                    continue
                tasks += [(number, one.id, arm, job) for arm, job in jobs_of(one, self.seed, base=base).items()]
        jobs, nothing, all_women = [task[3] for task in tasks], [0] * len(tasks), [self.women] * len(tasks)
        one_by_one: Callable[..., Iterable[Measured]] = map
        found = one_by_one(measured, jobs, nothing, all_women) if pool is None else pool.map(measured, jobs, nothing, all_women)
        columns: dict[tuple[int, str], dict[tuple[str, str], Floats]] = {}
        for (number, name, arm, _), table in zip(tasks, found, strict=True):
            here = columns.setdefault((number, name), {})
            here.update({(arm, column): values for column, values in table.columns.items()})
        groups = {one.id: {arm.name: arm.group for arm in one.arms} for one in self.experiments}
        with np.errstate(all="ignore"):
            return [
                np.array(
                    [
                        _residual(aim, columns[number, aim.experiment], groups[aim.experiment])
                        if (number, aim.experiment) in columns
                        else math.nan
                        for aim in self.aims
                    ]
                )
                for number in range(len(points))
            ]


def _has_a_distance(target: Target) -> bool:
    """Of extremes those have one that are a single positive number."""
    return target.scale != "extreme" or (isinstance(target.value, float) and target.value > 0.0)


def _lead(target: Target, columns: dict[tuple[str, str], Floats]) -> float:
    """By how much the published side of an order leads, as a share of the larger arm: of its weakest step."""
    leads: list[float] = []
    for less, more in target.steps:
        low, high = (float(np.nanmean(as_asked(target, columns[arm, target.measure]))) for arm in (less, more))
        larger = max(abs(low), abs(high))
        leads.append((high - low) / larger if larger > 0.0 else 0.0)
    return min(leads)


def _residual(aim: Aim, columns: dict[tuple[str, str], Floats], groups: dict[str, str]) -> float:
    """One aim's distance from its target; what the model does not give at all is as far off as can be."""
    band = aim.target.band
    if band.scale == "order":
        lead = _lead(aim.target, columns)
        off, half = (min(lead - _LEAD, 0.0) if math.isfinite(lead) else -math.inf), _OF_AN_ORDER
    else:
        value = estimate(aim.target, columns, groups).value
        scale, half = ("log", _OF_AN_EXTREME) if band.scale == "extreme" else (band.scale, band.half)
        off = transformed(scale, value) - transformed(scale, band.value) if math.isfinite(value) else math.inf
    errors = IN_A_HALF * (math.copysign(max(abs(off) - TOLERANCE * half, 0.0), off) / half)
    return aim.weight * float(
        np.clip(np.nan_to_num(errors, nan=FARTHEST, posinf=FARTHEST, neginf=-FARTHEST), -FARTHEST, FARTHEST)
    )
