"""The loop: a dyad step by step along the grid. The entry point that is compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letdown.dyad.records import SPIKING, BreastInputs, BreastSignals, Inputs, Parameters, Signals, State
from letdown.dyad.wiring import step
from letdown.kernel import kernel

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from letdown.quantity import Seconds
    from letdown.reflex.oxytocin_neurons import spiking_network
    from letdown.reflex.plasma_oxytocin import Propagator
    from letdown.schedule import Schedule


@kernel
def breast_inputs(row: NDArray[np.float64]) -> BreastInputs:
    """One row of the schedule as a record."""
    return BreastInputs(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9], row[10], row[11])


@kernel
def shared_inputs(row: NDArray[np.float64]) -> Inputs:
    """One row of the schedule as a record."""
    return Inputs(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9],
        row[10], row[11], row[12], row[13], row[14], row[15], row[16], row[17], row[18],
    )  # fmt: skip


def run(
    state: State,
    wiring: spiking_network.Wiring,
    propagator: Propagator,
    schedule: Schedule,
    hold_left: BreastSignals,
    hold_right: BreastSignals,
    hold: Signals,
    engine: int,
    index: int,
    steps: int,
    every: int,
    substeps: int,
    seed: int,
    woman: int,
    spike_times: NDArray[np.int64],
    spike_cells: NDArray[np.int32],
    spikes: int,
    par: Parameters,
    dt: Seconds,
    left_out: NDArray[np.float64],
    right_out: NDArray[np.float64],
    shared_out: NDArray[np.float64],
) -> tuple[State, int, int]:
    """Run ``steps`` steps from grid point ``index``, writing every ``every``-th row of signals.

    Returns the new state, the steps done and the spike count. Fewer steps are done where the spike store might not hold the next step's
    spikes; the caller enlarges it and calls again.
    """
    room = state.terminals.last.size * int(round(dt * 1000.0)) if engine == SPIKING else 0
    row = 0
    done = 0
    while done < steps:
        if done % every == 0 and spike_times.size - spikes < room * every:
            break
        while row + 1 < schedule.starts.size and schedule.starts[row + 1] <= index + done:
            row += 1
        state, left, right, shared, spikes = step(
            state, wiring, propagator, breast_inputs(schedule.left[row]), breast_inputs(schedule.right[row]), shared_inputs(schedule.shared[row]),
            schedule.trace, hold_left, hold_right, hold, engine, index + done, substeps, seed, woman, spike_times, spike_cells, spikes, par, dt,
        )  # fmt: skip
        done += 1
        if done % every == 0:
            k = done // every - 1
            for i in range(len(left)):
                left_out[k, i] = left[i]
                right_out[k, i] = right[i]
            for i in range(len(shared)):
                shared_out[k, i] = shared[i]
    return state, done, spikes
