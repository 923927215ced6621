"""One dyad through one session, in one go or in several."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from letdown.dyad import ENGINES, Mother
from letdown.dyad.records import SPIKING, BreastSignals, Cells, Signals, State
from letdown.dyad.resting import copied, rest_state, wiring_of
from letdown.dyad.running import run
from letdown.errors import InputError, unknown_name
from letdown.kernel import compiled, uninterrupted
from letdown.quantity import to_unit
from letdown.recording import Recording
from letdown.reflex import plasma_oxytocin
from letdown.schedule import Schedule, compile_session, milk_at_start
from letdown.sessions import Session
from letdown.simulation.holding import holds
from letdown.simulation.recorded import attributes_of, counted, events_of, series_of

FINE_STEP = 0.02
"""Step (s) that follows every suck."""
AVERAGED_STEP = 0.5
"""Step (s) of the cycle-averaged run, for populations and days."""
_AVERAGED_SUBSTEPS = 8
_CHUNK = 60.0
_FIRST_SPIKES = 400_000


class Continuation(NamedTuple):
    """What a run needs to go on where another stopped."""

    state: State
    cells: Cells
    reached: int
    step: float
    engine: int
    seed: int
    woman: int
    network: tuple[float, ...]


def engine_code(engine: str) -> int:
    """The engine's code; the error of an unknown one names both."""
    if engine not in ENGINES:
        raise InputError(unknown_name("engine", engine, ENGINES))
    return ENGINES[engine]


def checked_seed(seed: int) -> int:
    """``seed`` if it can key the random numbers."""
    if not isinstance(cast(object, seed), (int, np.integer)) or isinstance(seed, bool) or not 0 <= seed < 2**63:
        raise InputError(f"seed = {seed} can't key the random numbers: give a whole number from 0 to {2**63 - 1}.")
    return seed


def simulate(
    mother: Mother,
    session: Session,
    seed: int = 0,
    engine: str = "spiking",
    clamp: Mapping[str, object] | None = None,
    averaged: bool = False,
    stop_at: object = None,
    resume_from: Recording | None = None,
    progress: Callable[[float], None] | None = None,
    every: int = 1,
) -> Recording:
    """Run ``mother`` through ``session`` and record every signal.

    ``engine`` is ``"spiking"`` (the full network) or ``"bursts"`` (the generator that stands in for it). ``clamp`` holds
    series at a value (``{"plasma_oxytocin.concentration": 2.0}``). ``averaged`` takes the cycle-averaged step of 0.5 s in
    place of 20 ms. ``stop_at`` (a time such as
    ``"10 min"``) ends the run early, and ``resume_from`` continues such a run, bit for bit as if it had never stopped; the
    new Recording holds what is new. ``progress`` is called with the share done (0 to 1). ``every`` keeps one step in so many.

    Raises an :class:`InputError` for what can't be run.
    """
    code = engine_code(engine)
    step = AVERAGED_STEP if averaged else FINE_STEP
    par = mother.today()
    held = holds(clamp or {})
    schedule = compile_session(session, par, step)
    begin, state, cells = _beginning(mother, session, checked_seed(seed), code, step, schedule, resume_from)
    before = counted(state)
    end = schedule.last if stop_at is None else min(schedule.last, int(round(to_unit(stop_at, "s", "stop_at") / step)))
    if end <= begin:
        raise InputError(f"Nothing to run: the session ends at {end * step:g} s and the run would start at {begin * step:g} s.")
    wiring = wiring_of(mother, code)
    propagator = plasma_oxytocin.propagator(par.plasma_oxytocin, step)

    kept = (end - begin) // every
    left, right = _empty(kept, len(BreastSignals._fields)), _empty(kept, len(BreastSignals._fields))
    shared = _empty(kept, len(Signals._fields))
    room = _FIRST_SPIKES if code == SPIKING else 1
    spikes: NDArray[np.int64] = np.empty(room, dtype=np.int64)
    spike_cells: NDArray[np.int32] = np.empty(room, dtype=np.int32)
    chunk = max(every, int(_CHUNK / step) // every * every) if code == SPIKING or progress else kept * every
    substeps = _AVERAGED_SUBSTEPS if averaged else 1
    kernel = compiled(run)
    index, count = begin, 0
    while index < begin + kept * every:
        steps = min(chunk, begin + kept * every - index)
        row = (index - begin) // every
        with uninterrupted():
            state, done, count = kernel(
                state, cells, wiring, propagator, schedule, *held, code, index, steps, every, substeps,
                seed, mother.woman, spikes, spike_cells, count, par, step, left[row:], right[row:], shared[row:],
            )  # fmt: skip
        index += done
        if done < steps:  # the spike store is full: nothing is cut off, it grows
            spikes = np.concatenate([spikes, np.empty_like(spikes)])
            spike_cells = np.concatenate([spike_cells, np.empty_like(spike_cells)])
        elif progress is not None:
            progress((index - begin) / (kept * every))
    time: NDArray[np.float64] = np.asarray((begin + every * np.arange(1, kept + 1)) * step, dtype=np.float64)
    return Recording(
        time=time,
        series=series_of(left, right, shared),
        events=events_of(time, shared, before, spikes[:count], spike_cells[:count], code == SPIKING),
        attributes=attributes_of(mother, session, seed, engine, step, left, right, clamp or {}),
        state=Continuation(state, cells, index, step, code, seed, mother.woman, _network_key(mother)),
    )


def _empty(rows: int, columns: int) -> NDArray[np.float64]:
    return np.empty((rows, columns), dtype=np.float64)


def _beginning(
    mother: Mother, session: Session, seed: int, engine: int, step: float, schedule: Schedule, resume_from: Recording | None
) -> tuple[int, State, Cells]:
    """The grid point and state at which the run starts."""
    if resume_from is None:
        return schedule.first, *rest_state(mother, *milk_at_start(session, mother.today()), seed, engine, schedule.first * step)
    going: Any = resume_from.state
    if not isinstance(going, Continuation):
        raise InputError(
            "This recording can't be continued: only one that simulate() returned in this process can, not one read from a file."
        )
    if going.step != step:
        raise InputError(
            f"A run of {going.step:g}-s steps goes on in such steps only, not {step:g} s: keep `averaged` as it was."
        )
    if (going.engine, going.seed, going.woman, going.network) != (engine, seed, mother.woman, _network_key(mother)):
        raise InputError(
            "This run can't be continued as another: keep its engine, seed, woman and network (key, cells, bundles, dendrites "
            "and release delay) as they were."
        )
    return going.reached, going.state, copied(going.cells)


def _network_key(mother: Mother) -> tuple[float, ...]:
    """What the network's state was made for: another network would read past the ends of its arrays."""
    network = mother.parameters.spiking_network
    return mother.network, network.cells, network.bundles, network.dendrites, network.release_delay
