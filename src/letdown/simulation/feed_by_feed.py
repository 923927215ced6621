"""A course of sessions, one after another, in which a mother learns what cues announce and what they are dreaded for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from letdown.dyad import Mother
from letdown.dyad.circumstances import births_of
from letdown.dyad.records import Inputs
from letdown.errors import InputError
from letdown.random_streams import STREAM_COURSE, random_words
from letdown.recording import Recording
from letdown.reflex import conditioned_cues, cue_learning
from letdown.reflex.cue_learning import Cues
from letdown.schedule import compile_session
from letdown.sessions import MILK_TAKERS, Session
from letdown.simulation.running import AVERAGED_STEP, FINE_STEP, checked_seed, simulate

FEEDS_A_DAY = 9.5
"""Between the 8 to 12 that newborns are offered and the 11 (SD 3) of kent2006, nights with one feed less."""
_AVERSIVE = ("pain", "stress")


class Lesson(NamedTuple):
    """One session of a course.

    The ``day`` since birth; the cues ``present``; whether the session was ``rewarded`` and its ``pain`` (0 to 1); what came
    before milk was taken: the let-downs and the highest oxytocin beside rest; and what each cue means and is dreaded for
    *after* the session.
    """

    day: float
    present: Cues
    rewarded: float
    pain: float
    let_downs_before: int
    oxytocin_before: float
    weights: Cues
    dread: Cues


@dataclass(frozen=True)
class Course:
    """What became of a mother: ``mother`` as she is after the last session, ``first`` as she was before all courses.

    ``state`` is what she has learned in ``done`` sessions since then; ``lessons`` tell those of this course one by one, and
    ``recordings`` of them are kept where asked for.
    """

    mother: Mother
    first: Mother
    state: cue_learning.State
    done: int
    lessons: tuple[Lesson, ...]
    recordings: tuple[Recording, ...] = ()


def course(
    mother: Mother | Course,
    sessions: Iterable[Session],
    seed: int = 0,
    engine: str = "bursts",
    averaged: bool = True,
    feeds_a_day: float = FEEDS_A_DAY,
    keep: bool = False,
) -> Course:
    """Run ``mother`` through ``sessions``, evenly spread over the days, and carry over what her cues come to mean.

    She begins with what a mother of her day and parity has learned, or where another :class:`Course` left her. Milk is there as
    on any such day: a course changes her cues alone, never her supply. ``keep`` keeps every Recording (memory!).
    Raises an :class:`InputError` for what can't be run.
    """
    if not 0.5 <= feeds_a_day <= 48.0:
        raise InputError(f"feeds_a_day = {feeds_a_day:g} is outside its range: give 0.5 to 48 sessions a day.")
    checked_seed(seed)
    if isinstance(mother, Course):
        first, state, done, day = mother.first, mother.state, mother.done, mother.mother.days_postpartum
    else:
        first, state, done, day = mother, begun(mother), 0, mother.days_postpartum
    full, par = established(first), first.parameters.cue_learning
    step = AVERAGED_STEP if averaged else FINE_STEP
    now = wearing(replace(first, days_postpartum=day), state)
    lessons: list[Lesson] = []
    recordings: list[Recording] = []
    for session in sessions:
        gap = 1.0 / feeds_a_day if done else 0.0
        day += gap
        now = wearing(replace(first, days_postpartum=day), state)
        recording = simulate(now, session, _seed(seed, first.woman, done), engine, averaged=averaged)
        present, rewarded, pain = pairing(recording, session, now, step)
        state = cue_learning.step(state, present, rewarded, pain, full, par, gap)
        lessons.append(Lesson(day, present, rewarded, pain, *_before(recording, session), *state))
        done += 1
        if keep:
            recordings.append(recording)
    return Course(wearing(now, state), first, state, done, tuple(lessons), tuple(recordings))


def established(mother: Mother) -> Cues:
    """The weights that her cues have in established lactation."""
    return Cues(*_of_cues(mother, ""))


def begun(mother: Mother) -> cue_learning.State:
    """What a mother of this day and parity has learned so far, in the mean course of learning."""
    share = conditioned_cues.learned(mother.days_postpartum, births_of(mother.parity), mother.parameters.conditioned_cues)
    return cue_learning.State(cue_learning.scaled(established(mother), share), Cues(*_of_cues(mother, "dread_of_")))


def wearing(mother: Mother, state: cue_learning.State) -> Mother:
    """The same mother whose cues mean what ``state`` says, whatever the day."""
    changes: dict[str, object] = {"conditioned_cues.by_days": 0.0}
    for prefix, values in (("", state.weights), ("dread_of_", state.dread)):
        changes |= {f"conditioned_cues.{prefix}{name}": value for name, value in values._asdict().items()}
    return mother.with_parameters(changes)


def pairing(recording: Recording, session: Session, mother: Mother, step: float) -> tuple[Cues, float, float]:
    """The cues of a session, whether milk was taken with a milk ejection, and its pain or stress (each 0 to 1)."""
    inputs = compile_session(session, mother.today(), step).shared
    strongest = dict(zip(Inputs._fields, inputs.max(axis=0).tolist(), strict=True))
    taken = any(recording[f"{side}.milk_removal.removed"][-1] > 0.0 for side in ("left", "right"))
    ejected = recording["milk_ejections.onsets"].size > 0
    hurt = max(float(recording["nipple_afferents.pain"].max()), *(strongest[name] for name in _AVERSIVE))
    return Cues(*(strongest[name] for name in Cues._fields)), float(taken and ejected), min(hurt, 1.0)


def _of_cues(mother: Mother, prefix: str) -> Iterator[float]:
    cues = mother.parameters.conditioned_cues
    return (float(getattr(cues, prefix + name)) for name in Cues._fields)


def _before(recording: Recording, session: Session) -> tuple[int, float]:
    """Let-downs, and the highest oxytocin beside rest, before milk is taken; all of it where none is."""
    start = min((entry.at for entry in session.entries if entry.do in MILK_TAKERS), default=session.duration)
    before = recording["plasma_oxytocin.concentration"][recording.time < start]
    ejections = int(np.count_nonzero(recording["milk_ejections.onsets"] < start))
    return ejections, float(before.max() / before[0]) if before.size else float("nan")


def _seed(seed: int, woman: int, number: int) -> int:
    """The seed of one session: another for each, however the course is cut."""
    high, low, _, _ = random_words(seed, woman, STREAM_COURSE, number)
    return ((high << 32) | low) >> 1
