"""The women of an arm, and what is measured in them.

A woman is her number and the seed. Arms of one group have the same numbers, and so the same women with the same chances in
their sessions; another group has numbers of its own.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from letdown.dyad import DEFAULTS, Mother, Parameters
from letdown.errors import InputError
from letdown.experiments import Arm, Experiment, changed
from letdown.observables import Request, measure_all
from letdown.populations import woman
from letdown.simulation import simulate
from letdown.traces import Floats
from letdown.validate.statistics import AGAIN, uses

APART = 100_000
"""Numbers from the first woman of one group to the first of the next."""
SECOND_SESSION = 1_000_003
"""Added to the seed for the second session of the same women."""


@dataclass(frozen=True)
class Job:
    """One arm, ready to be run on any of its women; it goes to other processes as it is.

    ``requests`` are what is measured once, ``repeated`` what is measured in a second session, too; both name columns.
    """

    experiment: str
    arm: Arm
    group: int
    requests: tuple[tuple[str, Request], ...]
    repeated: tuple[tuple[str, Request], ...]
    engine: str
    averaged: bool
    seed: int = 0
    base: Parameters = DEFAULTS

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of what is measured."""
        return (*(name for name, _ in self.requests), *(name + AGAIN for name, _ in self.repeated))

    def mother(self, place: int) -> Mother:
        """The woman in place 0, 1 and so on."""
        women = self.arm.women
        drawn = woman(self.group * APART + place + 1, self.seed, women.conditions, self.base)
        return changed(changed(drawn, women.parameters), self.arm.changes)


class Measured(NamedTuple):
    """What was measured in some women, a column for each measure, and how long that took [s]."""

    columns: dict[str, Floats]
    seconds: float


def jobs_of(experiment: Experiment, seed: int = 0, engine: str | None = None, base: Parameters = DEFAULTS) -> dict[str, Job]:
    """A job for each arm that some target needs.

    ``engine`` wins over the files' own, except that what asks for cells or spikes is always run with the network.
    """
    groups: dict[str, int] = {}
    for arm in experiment.arms:
        groups.setdefault(arm.group, len(groups))
    needed: dict[str, list[str]] = {}
    for target in experiment.targets:
        for arm_name, column in uses(target):
            columns = needed.setdefault(arm_name, [])
            if column not in columns:
                columns.append(column)
    return {
        arm.name: _job(experiment, arm, groups[arm.group], needed[arm.name], seed, engine, base)
        for arm in experiment.arms
        if arm.name in needed
    }


def _job(
    experiment: Experiment, arm: Arm, group: int, columns: list[str], seed: int, engine: str | None, base: Parameters
) -> Job:
    asked: Mapping[str, Request] = experiment.measures
    once = tuple((name, asked[name]) for name in columns if not name.endswith(AGAIN))
    twice = tuple((name.removesuffix(AGAIN), asked[name.removesuffix(AGAIN)]) for name in columns if name.endswith(AGAIN))
    kinds = [request.observable for _, request in (*once, *twice)]
    chosen = "spiking" if any(kind.spiking for kind in kinds) else engine or arm.engine
    averaged = chosen == "bursts" and not any(kind.fine for kind in kinds)
    return Job(experiment.id, arm, group, once, twice, chosen, averaged, seed, base)


def measured(job: Job, first: int, count: int) -> Measured:
    """Run the women in places ``first`` … and measure them; :class:`InputError` names the experiment and the arm."""
    begin = time.perf_counter()
    rows: list[list[float]] = []
    try:
        for place in range(first, first + count):
            mother = job.mother(place)
            row = _session(job, mother, job.requests, job.seed)
            rows.append(row + _session(job, mother, job.repeated, job.seed + SECOND_SESSION) if job.repeated else row)
    except InputError as error:
        raise InputError(f"{job.experiment}, arm '{job.arm.name}': {error}") from error
    table = np.array(rows, dtype=np.float64).reshape(count, len(job.columns))
    table[~np.isfinite(table)] = np.nan
    return Measured({name: table[:, k].copy() for k, name in enumerate(job.columns)}, time.perf_counter() - begin)


def _session(job: Job, mother: Mother, requests: tuple[tuple[str, Request], ...], seed: int) -> list[float]:
    recording = simulate(mother, job.arm.session, seed, job.engine, job.arm.hold, job.averaged)
    return measure_all(recording, [request for _, request in requests], seed, mother.woman)
