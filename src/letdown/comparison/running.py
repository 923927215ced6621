"""``compare``: two arms on the same women with the same chances, on all cores."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from letdown.comparison.arms import Arm, Case, Cases, Women, arm, spanning
from letdown.comparison.courses import MOST_WOMEN, courses, thinned
from letdown.comparison.estimates import estimate
from letdown.comparison.measures import measured, measures
from letdown.comparison.parting import Parted, clear_parts, partings
from letdown.comparison.result import Comparison, Row
from letdown.comparison.stages import SIDES, STORED
from letdown.recording import Recording
from letdown.schedule import milk_at_start
from letdown.sessions import Session
from letdown.simulation import AVERAGED_STEP, FINE_STEP, checked_seed, simulate
from letdown.simulation.holding import holds
from letdown.simulation.one_or_many import settings_of_many
from letdown.simulation.women import Progress, SessionOf, in_order
from letdown.traces import Floats


class _Pair(NamedTuple):
    """What is kept of the two runs of one case."""

    values: tuple[dict[str, float], dict[str, float]]
    parted: Parted
    time: Floats
    courses: tuple[Floats, Floats]
    span: tuple[float, float]
    woman: int
    same_woman: bool


def compare(
    women: Women,
    first: SessionOf | Arm,
    second: SessionOf | Arm,
    *,
    seed: int = 0,
    engine: str | None = None,
    averaged: bool | None = None,
    seeds: int = 200,
    threads: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Comparison:
    """Run the same ``women`` through two sessions or arms with the same random numbers, and compare them stage by stage.

    Random numbers are keyed by ``seed``, woman, stage and step, so that what differs comes from the arms alone. A single mother
    is run with ``seeds`` seeds from ``seed`` on. Both sessions are run over one span of time, with rest before and after the
    shorter. An :class:`Arm` may also change who the women are and hold series. ``engine`` and ``averaged`` are as for
    :func:`~letdown.simulate` with many women (bursts, at 0.5 s), ``threads``, ``progress`` and ``cancelled`` too. Raises an
    :class:`~letdown.errors.InputError` for what can't be run or compared.
    """
    arms = arm(first, "A"), arm(second, "B")
    engine, averaged = settings_of_many(engine, averaged)
    cases = Cases(women, *arms, checked_seed(seed), seeds)
    for one in arms:
        holds(one.clamp)
    step = AVERAGED_STEP if averaged else FINE_STEP
    left = MOST_WOMEN  # courses are kept of the first women only

    def run(case: Case) -> _Pair:
        own = [one.session_for(mother) for one, mother in zip(arms, case.mothers, strict=True)]
        sessions = spanning((own[0], own[1]), case.mothers, step)
        runs = tuple(
            simulate(mother, session, case.seed, engine, one.clamp, averaged)
            for mother, session, one in zip(case.mothers, sessions, arms, strict=True)
        )
        return _pair(case, (runs[0], runs[1]), sessions)

    pairs: list[_Pair] = []
    for place, (_, pair) in enumerate(in_order(cases, run, threads, cancelled)):
        pairs.append(pair if place < left else pair._replace(courses=(np.empty(0), np.empty(0))))
        if progress is not None:
            progress((place + 1) / len(cases))
    return _gathered(arms, cases, pairs, seed, engine, step, left)


def _pair(case: Case, runs: tuple[Recording, Recording], sessions: tuple[Session, Session]) -> _Pair:
    values = [measured(run, case.seed, mother.woman) for run, mother in zip(runs, case.mothers, strict=True)]
    milk = [milk_at_start(session, mother.today()) for session, mother in zip(sessions, case.mothers, strict=True)]
    stored = {f"{side}.{STORED}": (milk[0][place], milk[1][place]) for place, side in enumerate(SIDES)}
    time, first = thinned(runs[0])
    span = float(runs[0].time[0]), float(runs[0].time[-1])
    who, other = case.mothers
    drawn = first, thinned(runs[1])[1]
    return _Pair((values[0], values[1]), partings(*runs, stored), time, drawn, span, who.woman, who == other)


def _gathered(
    arms: tuple[Arm, Arm], cases: Cases, pairs: list[_Pair], seed: int, engine: str, step: float, left: int
) -> Comparison:
    rows: list[Row] = []
    for one in measures():
        columns = [np.array([pair.values[place][one.name] for pair in pairs], dtype=np.float64) for place in (0, 1)]
        rows.append(Row(one, columns[0], columns[1], estimate(columns[0], columns[1])))
    kept = pairs[:left]
    drawn = tuple(courses(kept[0].time, [pair.courses[place] for pair in kept]) for place in (0, 1))
    return Comparison(
        arms=arms,
        rows=tuple(rows),
        parts=clear_parts([pair.parted for pair in pairs]),
        courses=(drawn[0], drawn[1]),
        women=tuple(pair.woman for pair in pairs),
        lone=cases.lone,
        same_women=all(pair.same_woman for pair in pairs),
        seed=seed,
        engine=engine,
        step=step,
        span=pairs[0].span,
    )
