"""The loop: a dyad step by step along the grid. The entry point that is compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from letdown.dyad import engines
from letdown.dyad.records import SPIKING, BreastInputs, BreastSignals, Cells, Inputs, Outgoing, Parameters, Signals, State
from letdown.dyad.wiring import away_from_neurons, towards_neurons
from letdown.kernel import kernel
from letdown.reflex import nipple_afferents
from letdown.reflex.oxytocin_neurons import burst_generator

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from letdown.quantity import Seconds
    from letdown.reflex.oxytocin_neurons import spiking_network
    from letdown.reflex.plasma_oxytocin import Propagator
    from letdown.schedule import Schedule


@kernel
def breast_inputs(table: NDArray[np.float64], k: int) -> BreastInputs:
    """Row ``k`` of the schedule as a record."""
    return BreastInputs(
        table[k, 0], table[k, 1], table[k, 2], table[k, 3], table[k, 4], table[k, 5],
        table[k, 6], table[k, 7], table[k, 8], table[k, 9], table[k, 10], table[k, 11], table[k, 12],
    )  # fmt: skip


@kernel
def shared_inputs(table: NDArray[np.float64], k: int) -> Inputs:
    """Row ``k`` of the schedule as a record."""
    return Inputs(
        table[k, 0], table[k, 1], table[k, 2], table[k, 3], table[k, 4], table[k, 5], table[k, 6], table[k, 7], table[k, 8],
        table[k, 9], table[k, 10], table[k, 11], table[k, 12], table[k, 13], table[k, 14], table[k, 15], table[k, 16],
        table[k, 17], table[k, 18], table[k, 19],
    )  # fmt: skip


def run(
    state: State,
    cells: Cells,
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

    Returns the new state, the steps done and the spike count. Fewer steps are done where the spike store might not hold the
    next step's spikes; the caller enlarges it and calls again.
    """
    gland = par.posterior_pituitary
    steps_ms = int(round(dt * 1000.0))
    room = cells.terminals.shape[1] * steps_ms if engine == SPIKING else 0
    row = 0
    left_inputs = breast_inputs(schedule.left, row)
    right_inputs = breast_inputs(schedule.right, row)
    inputs = shared_inputs(schedule.shared, row)
    done = 0
    while done < steps:
        if done % every == 0 and spike_times.size - spikes < room * every:
            break
        while row + 1 < schedule.starts.size and schedule.starts[row + 1] <= index + done:
            row += 1
            left_inputs = breast_inputs(schedule.left, row)
            right_inputs = breast_inputs(schedule.right, row)
            inputs = shared_inputs(schedule.shared, row)
        here = index + done
        incoming, priming = towards_neurons(
            state, left_inputs, right_inputs, inputs, hold_left, hold_right, hold, seed, woman, par, dt
        )
        generator = state.burst_generator
        volley = state.volley
        drive = state.posterior_pituitary.drive
        if engine == SPIKING:
            share = nipple_afferents.left_nucleus_share(incoming.afferents, par.nipple_afferents)
            found, drive, exposure, store = engines.spiking_step(
                cells.spiking_network, cells.terminals, wiring, drive, priming, share, here * steps_ms, steps_ms,
                spike_times, spike_cells, spikes, par.spiking_network, gland,
            )  # fmt: skip
            firing = (found - spikes) / (dt * cells.terminals.shape[1])
            spikes = found
        else:
            generator = burst_generator.step(generator, here * dt, priming, 1.0, 1.0, seed, woman, par.burst_generator, dt)
            volley, drive, exposure, new = engines.burst_step(generator, volley, cells.terminals, drive, here * dt, gland, dt)
            store = generator.store
            firing = new / dt + burst_generator.background_rate(generator, par.burst_generator)
        stimulated = 0.0
        if inputs.stimulation > 0.0:
            stimulated = engines.stimulated_step(cells.terminals, here * dt, inputs.stimulation, gland, dt)
        outgoing = Outgoing(generator, volley, priming, store, firing, drive, exposure, stimulated)
        state, left, right, shared = away_from_neurons(
            state, incoming, outgoing, propagator, left_inputs, right_inputs, inputs, schedule.trace, hold_left, hold_right, hold,
            here * dt, substeps, seed, woman, par, dt,
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
