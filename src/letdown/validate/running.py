"""Runs experiments: batches of women on all processes, more of them where a verdict asks for more."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from multiprocessing import get_context
from types import TracebackType

import numpy as np

from letdown.dyad import DEFAULTS, Parameters
from letdown.errors import InputError
from letdown.experiments import Experiment
from letdown.kernel import is_cached
from letdown.traces import Floats
from letdown.validate.cache import TableCache
from letdown.validate.drawing import Job, Measured, jobs_of, measured
from letdown.validate.report import ExperimentResult, Report, reported
from letdown.validate.statistics import estimate, uses
from letdown.validate.verdicts import MOST_WOMEN, Verdict, verdict, votes, women_needed

Measure = Callable[[Job, int, int], Measured]
Progress = Callable[[float], None]

FIRST_WOMEN = 96
MOST_SPIKING = 1_000
"""Women an arm where the whole network is run; a woman there takes as long as fifty with the generator of bursts."""
_BATCH, _BATCH_FINE, _BATCH_SPIKING = 48, 16, 4
_A_MINUTE, _FINE, _SPIKING = 0.0002, 8.0, 100.0
"""What an averaged minute of a woman takes [s], and how much more others do, until that is measured; only for the time left."""
_LIKELY = 300
"""Women an arm may well need; only for the time left."""


@dataclass
class _Study:
    """One experiment under way."""

    experiment: Experiment
    jobs: dict[str, Job]
    columns: dict[tuple[str, str], Floats] = field(default_factory=dict[tuple[str, str], Floats])
    pending: dict[str, dict[int, Measured | None]] = field(default_factory=dict[str, dict[int, Measured | None]])
    kept: dict[str, dict[str, Floats]] = field(default_factory=dict[str, dict[str, Floats]])
    goal: dict[str, int] = field(default_factory=dict[str, int])
    spent: dict[str, float] = field(default_factory=dict[str, float])
    judged: dict[int, tuple[tuple[int, ...], Verdict]] = field(default_factory=dict[int, tuple[tuple[int, ...], Verdict]])

    @property
    def seconds(self) -> float:
        """What its women took so far."""
        return sum(self.spent.values())

    def done(self, arm: str) -> int:
        """How many women have been through an arm."""
        return self.columns[arm, self.jobs[arm].columns[0]].size

    def verdicts(self) -> list[Verdict]:
        """Every target as the women so far judge it; none is judged again before there are more."""
        groups = {arm.name: arm.group for arm in self.experiment.arms}
        targets = self.experiment.targets
        for at, (target, vote) in enumerate(zip(targets, votes(targets), strict=True)):
            women = tuple(self.columns[one].size for one in uses(target))
            if at not in self.judged or self.judged[at][0] != women:
                with np.errstate(all="ignore"):
                    self.judged[at] = women, verdict(target, estimate(target, self.columns, groups), vote)
        return [self.judged[at][1] for at in range(len(targets))]


class _Workers:
    """Processes that measure batches of women; with one job it is done here, at once."""

    def __init__(self, jobs: int, measure: Measure) -> None:
        self._measure = measure
        self._pool = ProcessPoolExecutor(jobs, get_context("spawn"), _let_the_parent_be_interrupted) if jobs > 1 else None

    def __enter__(self) -> _Workers:
        return self

    def submit(self, job: Job, first: int, count: int) -> Future[Measured]:
        """Measure ``count`` women from place ``first``."""
        if self._pool is not None:
            return self._pool.submit(self._measure, job, first, count)
        done: Future[Measured] = Future()
        done.set_result(self._measure(job, first, count))
        return done

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def _let_the_parent_be_interrupted() -> None:
    """Ctrl-C reaches all processes of a terminal; the one that started the others ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run(
    experiments: Iterable[Experiment],
    women: int | None = None,
    seed: int = 0,
    engine: str | None = None,
    progress: Progress | None = None,
    cache: TableCache | None = None,
    jobs: int = 1,
    base: Parameters = DEFAULTS,
    measure: Measure = measured,
) -> Report:
    """Run every experiment as its authors did and judge each target.

    Each arm has as many women as its targets ask for, at most 2,000; ``women`` caps that, for a quick look. Numbers hang on
    ``seed``, not on ``jobs`` (processes), and not on what ``cache`` keeps from before. ``engine`` wins over the files' own;
    ``base`` is the set of parameters about which women are drawn. A script that asks for several jobs must guard its own start
    (``if __name__ == "__main__"``), since processes read it again. Raises :class:`~letdown.errors.InputError`.
    """
    if women is not None and women < 2:
        raise InputError(f"{women} women can't tell a statistic from chance: give 2 or more.")
    if jobs < 1:
        raise InputError(f"{jobs} processes can't run anything: give 1 or more.")
    studies = [_Study(one, jobs_of(one, seed, engine, base)) for one in experiments]
    left = list(studies)
    if jobs > 1 and not is_cached():  # else each process would compile for itself
        compiled_with = min((job for study in studies for job in study.jobs.values()), key=_work_of, default=None)
        if compiled_with is not None:
            measure(compiled_with, 0, 1)
    with _Workers(jobs, measure) as workers:
        waiting: dict[Future[Measured], tuple[_Study, str, int]] = {}
        for study in sorted(studies, key=_slowest_first):
            _recall(study, cache)
            goals = {arm: min(FIRST_WOMEN, _most(job, women)) for arm, job in study.jobs.items()}
            _ask(study, goals, workers, waiting)
        told = 0.0
        while left:
            for study in [one for one in left if not one.pending]:
                goals = _wanted(study, women)
                if goals:
                    _ask(study, goals, workers, waiting)
                else:
                    left.remove(study)
            if progress is not None:
                progress(told := max(told, _share_done(studies, left, women)))
            if not waiting:
                continue
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                study, arm, first = waiting.pop(future)
                _take(study, arm, first, future.result(), cache)
    results = [ExperimentResult(one.experiment, tuple(one.verdicts()), one.seconds) for one in studies]
    return reported(results, seed, engine or "bursts", women)


def tried(
    experiments: Iterable[Experiment],
    seed: int = 0,
    engine: str | None = None,
    base: Parameters = DEFAULTS,
    progress: Progress | None = None,
) -> list[str]:
    """Run the first woman through each arm; a message for each arm that can't be run, so that a long run does not end in one."""
    faults: list[str] = []
    jobs = [job for one in experiments for job in jobs_of(one, seed, engine, base).values()]
    for number, job in enumerate(jobs, 1):
        try:
            measured(job, 0, 1)
        except InputError as error:
            faults.append(str(error))
        if progress is not None:
            progress(number / len(jobs))
    return faults


def usual_jobs() -> int:
    """One process for each core."""
    return os.cpu_count() or 1


def _slowest_first(study: _Study) -> float:
    """Long runs begin first, so that no process is left alone with one at the end."""
    return -max((_work_of(job) for job in study.jobs.values()), default=0.0)


def _work_of(job: Job) -> float:
    """What one woman will take [s]."""
    minutes = max(job.arm.session.duration - job.arm.session.start, 1.0) / 60.0
    return _A_MINUTE * minutes * (_SPIKING if job.engine == "spiking" else 1.0 if job.averaged else _FINE)


def _recall(study: _Study, cache: TableCache | None) -> None:
    """Look up the women who were measured before; they are taken when their turn comes, so that no result hangs on them."""
    for arm, job in study.jobs.items():
        study.kept[arm] = (cache.read(job) if cache is not None else None) or {}
        for name in job.columns:
            study.columns[arm, name] = np.empty(0)


def _most(job: Job, women: int | None) -> int:
    most = MOST_SPIKING if job.engine == "spiking" else MOST_WOMEN
    return most if women is None else min(women, most)


def _ask(
    study: _Study, goals: Mapping[str, int], workers: _Workers, waiting: dict[Future[Measured], tuple[_Study, str, int]]
) -> None:
    """Hand out batches until each arm has as many women as its goal."""
    for arm, goal in goals.items():
        job = study.jobs[arm]
        study.goal[arm] = goal
        for name, before in study.kept[arm].items():
            have = study.columns[arm, name]
            study.columns[arm, name] = np.concatenate([have, before[have.size : goal]])
        at = study.done(arm)
        size = _BATCH_SPIKING if job.engine == "spiking" else _BATCH if job.averaged else _BATCH_FINE
        for first in range(at, goal, size):
            study.pending.setdefault(arm, {})[first] = None
            waiting[workers.submit(job, first, min(size, goal - first))] = (study, arm, first)


def _take(study: _Study, arm: str, first: int, found: Measured, cache: TableCache | None) -> None:
    """Put a batch in its place; once an arm has all its batches they are joined in the order of the women, and kept."""
    study.pending[arm][first] = found
    study.spent[arm] = study.spent.get(arm, 0.0) + found.seconds
    batches = study.pending[arm]
    if any(one is None for one in batches.values()):
        return
    job = study.jobs[arm]
    whole = [batches[at] for at in sorted(batches)]
    for name in job.columns:
        study.columns[arm, name] = np.concatenate([study.columns[arm, name], *(one.columns[name] for one in whole if one)])
    del study.pending[arm]
    if cache is not None and study.done(arm) > max((one.size for one in study.kept[arm].values()), default=0):
        cache.write(job, {name: study.columns[arm, name] for name in job.columns})


def _wanted(study: _Study, women: int | None) -> dict[str, int]:
    """How many women each arm needs in all; only the arms that need more than they have."""
    goals: dict[str, int] = {}
    for one in study.verdicts():
        arms = {arm for arm, _ in uses(one.target)}
        spiking = any(study.jobs[arm].engine == "spiking" for arm in arms)
        if spiking and one.settled:
            continue
        needed = women_needed(one.target, one.estimate)
        for arm in arms:
            goals[arm] = max(goals.get(arm, 0), min(needed, _most(study.jobs[arm], women)))
    return {arm: goal for arm, goal in goals.items() if goal > study.done(arm)}


def _share_done(studies: Sequence[_Study], left: Sequence[_Study], women: int | None) -> float:
    """The share of the work that is done, as far as can be told."""
    done = whole = 0.0
    for study in studies:
        for arm, job in study.jobs.items():
            batches = study.pending.get(arm, {})
            fresh = sum(len(next(iter(one.columns.values()))) for one in batches.values() if one)
            ready = study.done(arm) + fresh
            each = study.spent[arm] / ready if study.spent.get(arm) and ready else _work_of(job)
            likely = max(study.goal.get(arm, 0), min(_LIKELY, _most(job, women)) if study in left else 0)
            done += each * ready
            whole += each * max(likely, ready)
    return min(done / whole, 1.0) if whole > 0.0 else 1.0
