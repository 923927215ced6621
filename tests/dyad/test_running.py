"""The loop as machine code does what it says as plain Python, stage for stage, to 1e-12."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

import letdown.sessions as s
from letdown.dyad import ENGINES, Mother
from letdown.dyad.records import FREE, FREE_BREAST, BreastSignals, Signals, State
from letdown.dyad.resting import rest_state, wiring_of
from letdown.dyad.running import run
from letdown.kernel import compiled
from letdown.reflex import plasma_oxytocin
from letdown.schedule import compile_session
from letdown.sessions import Session

# everything at once: an infant left, a pump right, and all that disturbs and helps; the first and the last seconds of it
EVERYTHING = Session(
    s.breastfeed("left", minutes="40 s"),
    s.pump("right", minutes="40 s", vacuum=240, pattern="expression"),
    s.cue("cry", at="-5 s", minutes="20 s", strength=0.7),
    s.disturbance("stress", 0.4, at="-5 s"),
    s.disturbance("alcohol", "0.3 g/kg", at="-5 s"),
    s.disturbance("fright", 0.2, at="1 s", minutes="3 s"),
    s.disturbance("opioid", 0.5, at="-2 s"),
    s.helper("massage", side="right", at="0 s"),
    s.helper("compression", side="left", at="1 s", minutes="2 s"),
    s.helper("relaxation", at="2 s", minutes="2 s"),
    s.oxytocin("vein", "10 mU", at="0 s"),
    s.oxytocin("nose", "4 U", at="1 s", minutes="1 s"),
)
SOON = {"conditioned_cues.preparation": 1.0, "nipple_afferents.sensitivity": 0.2}


class Ran(NamedTuple):
    state: State
    done: int
    spikes: int
    signals: NDArray[np.float64]
    spike_times: NDArray[np.int64]
    terminals: NDArray[np.float64]


def ran(function: Any, engine: str, steps: int, dt: float, substeps: int) -> Ran:
    mother = Mother(3.0, woman=5).with_parameters(SOON)
    par, code = mother.today(), ENGINES[engine]
    schedule = compile_session(EVERYTHING, par, dt)
    state, cells = rest_state(mother, 110.0, 180.0, 8, code, schedule.first * dt)
    overdue = state.burst_generator._replace(active_store=300.0, quiet_store=300.0, hazard_budget=1e-9)
    state = state._replace(burst_generator=overdue)  # so that a burst lies in the stretch, whatever the parameters
    tables = [np.full((steps, len(record._fields)), np.nan) for record in (BreastSignals, BreastSignals, Signals)]
    spikes, who = np.zeros(200_000 if engine == "spiking" else 1, dtype=np.int64), np.zeros(200_000, dtype=np.int32)
    propagator = plasma_oxytocin.propagator(par.plasma_oxytocin, dt)
    state, done, count = function(
        state, cells, wiring_of(mother, code), propagator, schedule, FREE_BREAST, FREE_BREAST, FREE,
        code, schedule.first, steps, 1, substeps, 8, 5, spikes, who, 0, par, dt, *tables,
    )  # fmt: skip
    return Ran(state, done, count, np.hstack(tables), spikes[:count], cells.terminals)


def flat(record: Any) -> list[float]:
    """All numbers of nested records."""
    return [x for item in record for x in (flat(item) if isinstance(item, tuple) else [float(item)])]


@pytest.mark.parametrize(
    ("engine", "steps", "dt", "substeps"),
    [("bursts", 1200, 0.02, 1), ("bursts", 100, 0.5, 8), ("spiking", 200, 0.02, 1), ("spiking", 2, 0.5, 8)],
)
def test_machine_code_equals_plain_python(engine: str, steps: int, dt: float, substeps: int) -> None:
    with np.errstate(over="ignore"):  # wrap-around of random words is meant
        plain = ran(run, engine, steps, dt, substeps)
    fast = ran(compiled(run), engine, steps, dt, substeps)
    assert fast.done == plain.done == steps
    assert np.all(np.isfinite(plain.signals))
    assert fast.signals == pytest.approx(plain.signals, rel=1e-12, abs=1e-12)
    assert flat(fast.state) == pytest.approx(flat(plain.state), rel=1e-12, abs=1e-12)
    assert np.array_equal(fast.spike_times, plain.spike_times)
    assert fast.terminals == pytest.approx(plain.terminals, rel=1e-12, abs=1e-12)
    if engine == "bursts" and dt == 0.02:
        assert plain.state.posterior_pituitary.pulses + plain.state.posterior_pituitary.bursting >= 1.0, (
            "a burst lies in this stretch"
        )
        assert plain.state.left.milk_removal.removed > 0.0
