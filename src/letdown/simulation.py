"""A dyad through a session, to a Recording."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from letdown.dyad import ENGINES, Mother, changes_between
from letdown.dyad.records import FREE, FREE_BREAST, SPIKING, BreastSignals, Cells, Signals, State
from letdown.dyad.resting import copied, rest_state, wiring_of
from letdown.dyad.running import run
from letdown.errors import InputError, ParameterError, unknown_name
from letdown.kernel import compiled, uninterrupted
from letdown.quantity import meaning_of, to_unit, unit_of
from letdown.recording import Recording, Series
from letdown.reflex import plasma_oxytocin
from letdown.reflex.suckling import ENDINGS
from letdown.schedule import Schedule, compile_session, milk_at_start
from letdown.sessions import Session

FINE_STEP = 0.02
"""Step (s) that follows every suck."""
AVERAGED_STEP = 0.5
"""Step (s) of the cycle-averaged run, for populations and days."""
_AVERAGED_SUBSTEPS = 8
_CHUNK = 60.0
_FIRST_SPIKES = 400_000

# What no later stage sees can't be held: it is a sum, or a reading of something else.
HOLDABLE_BREAST = (
    "nipple.vacuum",
    "milk_ducts.alveolar_milk",
    "milk_ducts.alveolar_pressure",
    "milk_ducts.flow",
    "milk_removal.removed",
)
HOLDABLE = (
    "nipple_afferents.traffic",
    "nipple_afferents.pain",
    "conditioned_cues.drive",
    "inhibition.priming",
    "inhibition.pulse",
    "inhibition.terminal",
    "inhibition.half_effect",
    "oxytocin_neurons.priming",
    "posterior_pituitary.secretion",
    "plasma_oxytocin.concentration",
    "myoepithelium.activation",
)


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


def holdable() -> tuple[str, ...]:
    """The series that can be held (clamped)."""
    return HOLDABLE + tuple(f"{side}.{name}" for side in ("left", "right") for name in HOLDABLE_BREAST)


def _holds(clamp: Mapping[str, object]) -> tuple[BreastSignals, BreastSignals, Signals]:
    """The held signals as records; :class:`ParameterError` for what can't be held."""
    held: dict[str, dict[str, float]] = {"left": {}, "right": {}, "": {}}
    for name, value in clamp.items():
        if name not in holdable():
            raise ParameterError(unknown_name("series that can be held", name, holdable()))
        side, _, rest = name.partition(".")
        where, field = (side, rest) if side in ("left", "right") else ("", name)
        field = field.replace(".", "__")
        unit = unit_of(BreastSignals if where else Signals, field)
        number = to_unit(value, unit, f"clamp {name}")
        if number < 0.0:
            raise ParameterError(f"clamp {name} = {number:g} {unit}: a series is never negative; give 0 {unit} or more.")
        held[where][field] = number
    return FREE_BREAST._replace(**held["left"]), FREE_BREAST._replace(**held["right"]), FREE._replace(**held[""])


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
    holds = _holds(clamp or {})
    schedule = compile_session(session, par, step)
    begin, state, cells = _beginning(mother, session, checked_seed(seed), code, step, schedule, resume_from)
    before = _counted(state)
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
                state, cells, wiring, propagator, schedule, *holds, code, index, steps, every, substeps,
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
        series=_series(left, right, shared),
        events=_events(time, shared, before, spikes[:count], spike_cells[:count], code == SPIKING),
        attributes=_attributes(mother, session, seed, engine, step, left, right, clamp or {}),
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


def _counted(state: State) -> dict[str, float]:
    """Milk ejections and bursts so far, by signal."""
    gland = state.posterior_pituitary
    return {
        "myoepithelium__ejections": state.myoepithelium.ejections,
        "posterior_pituitary__bursts": gland.pulses + gland.bursting,
    }


def _series(left: NDArray[np.float64], right: NDArray[np.float64], shared: NDArray[np.float64]) -> dict[str, Series]:
    """The recorded columns as named series."""
    found: dict[str, Series] = {}
    for prefix, owner, table in (("", Signals, shared), ("left.", BreastSignals, left), ("right.", BreastSignals, right)):
        for column, field in enumerate(owner._fields):
            name = prefix + field.replace("__", ".")
            found[name] = Series(name, unit_of(owner, field), meaning_of(owner, field), table[:, column])
    return found


def _events(
    time: NDArray[np.float64],
    shared: NDArray[np.float64],
    before: Mapping[str, float],
    spikes: NDArray[np.int64],
    cells: NDArray[np.int32],
    spiking: bool,
) -> dict[str, Series]:
    """What happens at moments of its own: milk ejections, bursts, spikes; ``before`` are the counts as the run began."""
    onsets = {name: time[np.diff(shared[:, Signals._fields.index(name)], prepend=count) > 0] for name, count in before.items()}
    found = {
        "milk_ejections.onsets": Series(
            "milk_ejections.onsets", "s", "onset of each milk ejection", onsets["myoepithelium__ejections"]
        ),
        "oxytocin_neurons.burst_times": Series(
            "oxytocin_neurons.burst_times",
            "s",
            "bursts as the posterior pituitary sees them",
            onsets["posterior_pituitary__bursts"],
        ),
    }
    if spiking:
        seconds: NDArray[np.float64] = np.asarray(0.001 * spikes, dtype=np.float64)
        found["oxytocin_neurons.spike_times"] = Series("oxytocin_neurons.spike_times", "s", "time of each spike", seconds)
        found["oxytocin_neurons.spike_cells"] = Series(
            "oxytocin_neurons.spike_cells", "1", "cell of each spike", cells.astype(float)
        )
    return found


def _attributes(
    mother: Mother,
    session: Session,
    seed: int,
    engine: str,
    step: float,
    left: NDArray[np.float64],
    right: NDArray[np.float64],
    clamp: Mapping[str, object],
) -> dict[str, str | int | float]:
    """What is said about a run as a whole."""
    from letdown import __version__

    code = BreastSignals._fields.index("suckling__ended")
    fed = {entry.side for entry in session.entries if entry.do == "breastfeed"}
    endings = {
        f"ended_{side}": ENDINGS[int(table[:, code].max(initial=0.0))]
        for side, table in (("left", left), ("right", right))
        if side in fed
    }
    changed = changes_between(mother.parameters)
    return {
        "title": "milk-ejection reflex, simulated",
        "version": __version__,
        "seed": seed,
        "woman": mother.woman,
        "network": mother.network,
        "engine": engine,
        "step": step,
        "days_postpartum": mother.days_postpartum,
        "session": repr(session),
        "parameters_changed": "; ".join(f"{path} = {value!r}" for path, value in changed.items()),
        "clamp": "; ".join(f"{name} = {value}" for name, value in clamp.items()),
        **endings,
    }


def simulate_women(
    women: Sequence[Mother],
    session: Session | Callable[[Mother], Session],
    summary: Callable[[Recording], Mapping[str, float]],
    seed: int = 0,
    engine: str = "bursts",
    clamp: Mapping[str, object] | None = None,
    averaged: bool = True,
    every: int = 1,
    threads: int | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Run every woman through ``session`` (or the session made for her) and gather ``summary`` of each, one value a woman.

    The result hangs neither on ``threads`` nor on the order of the women; nothing of a run is kept but its summary.
    """

    def one(mother: Mother) -> Mapping[str, float]:
        timeline = session(mother) if callable(session) else session
        return summary(simulate(mother, timeline, seed, engine, clamp, averaged, every=every))

    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        rows: Iterator[Mapping[str, float]] = pool.map(one, women)
        table = list(rows)
    return {name: np.array([row.get(name, math.nan) for row in table]) for name in (table[0] if table else ())}
