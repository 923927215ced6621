"""The two engines of the oxytocin neurons, each to the nerve endings: spikes in, the drive of release out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from letdown.dyad.records import Volley
from letdown.kernel import kernel
from letdown.reflex import posterior_pituitary
from letdown.reflex.oxytocin_neurons import burst_generator, network_kernel, spiking_network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from letdown.quantity import Count, Fraction, Hertz, PerSecond, Seconds


@kernel
def spiking_step(
    network: spiking_network.State,
    terminals: NDArray[np.float64],
    wiring: spiking_network.Wiring,
    drive: Fraction,
    priming: PerSecond,
    left_share: Fraction,
    start: int,
    steps_ms: int,
    spike_times: NDArray[np.int64],
    spike_cells: NDArray[np.int32],
    spikes: int,
    par: spiking_network.Parameters,
    gland: posterior_pituitary.Parameters,
) -> tuple[int, Fraction, Seconds, Count]:
    """Run the network for ``steps_ms`` from ``start`` (ms).

    Returns the spike count so far, the drive of release at the end, its integral, and the mean store.
    """
    count = terminals.shape[1]
    shift = start - network.clock[0]
    left, right = 2.0 * left_share * priming, 2.0 * (1.0 - left_share) * priming
    found = network_kernel.advance(network, wiring, left, right, 1.0, 1.0, par, steps_ms, spike_times, spike_cells, spikes)
    duration = 0.001 * steps_ms
    total = posterior_pituitary.exposure(drive, duration, gland)
    drive *= posterior_pituitary.drive_decay(duration, gland)
    for i in range(spikes, found):
        spike_times[i] += shift
        jump = posterior_pituitary.spike(terminals, spike_cells[i], 0.001 * spike_times[i], gland) / count
        remaining = duration - 0.001 * (spike_times[i] - start)
        total += posterior_pituitary.exposure(jump, remaining, gland)
        drive += jump * posterior_pituitary.drive_decay(remaining, gland)
    store = 0.0
    for cell in range(count):
        store += network.store[cell]
    return found, drive, total, store / count


def hear(
    terminals: NDArray[np.float64],
    spike_times: NDArray[np.int64],
    spike_cells: NDArray[np.int32],
    spikes: int,
    gland: posterior_pituitary.Parameters,
) -> Seconds:
    """Let ``spikes`` spikes (ms) into the endings; returns the drive of release that they amount to, integrated to its end."""
    total = 0.0
    for i in range(spikes):
        jump = posterior_pituitary.spike(terminals, spike_cells[i], 0.001 * spike_times[i], gland)
        total += posterior_pituitary.exposure(jump, math.inf, gland)
    return total / terminals.shape[1]


@kernel
def stimulated_step(
    terminals: NDArray[np.float64], start: Seconds, rate: Hertz, gland: posterior_pituitary.Parameters, dt: Seconds
) -> Seconds:
    """Evenly spaced electrical stimuli at ``rate``, each a spike in every ending: the integrated drive of those of one step.

    A stimulus counts whole in the step in which it comes; its drive decays within a tenth of a second.
    """
    count = terminals.shape[1]
    stimulus = math.ceil(start * rate - 1e-9)
    total = 0.0
    while stimulus < (start + dt) * rate - 1e-9:
        for cell in range(count):
            time = max(stimulus / rate, terminals[posterior_pituitary.LAST_SPIKE, cell])
            jump = posterior_pituitary.spike(terminals, cell, time, gland)
            total += posterior_pituitary.exposure(jump, math.inf, gland) / count
        stimulus += 1
    return total


@kernel
def burst_step(
    generator: burst_generator.State,
    volley: Volley,
    terminals: NDArray[np.float64],
    drive: Fraction,
    start: Seconds,
    gland: posterior_pituitary.Parameters,
    dt: Seconds,
) -> tuple[Volley, Fraction, Seconds, Count]:
    """Expand bursts of the generator into evenly spaced spikes of one representative cell; background counts as its mean.

    Returns the volley under way, the drive of release at the end of the step, its integral, and the spikes of the step.
    """
    background = gland.background_drive
    above = drive - background
    total = posterior_pituitary.exposure(above, dt, gland) + background * dt
    above *= posterior_pituitary.drive_decay(dt, gland)
    onset, spikes, duration, fired = volley.onset, volley.spikes, volley.duration, volley.fired
    if generator.burst != 0.0:
        onset, spikes, duration, fired = generator.burst_onset, generator.burst_spikes, generator.burst_duration, 0.0
    new = 0.0
    while fired < spikes:
        time = onset + duration * fired / spikes
        if time >= start + dt:
            break
        jump = gland.unequal_cells * posterior_pituitary.spike(terminals, 0, time, gland)
        remaining = start + dt - max(time, start)
        total += posterior_pituitary.exposure(jump, remaining, gland)
        above += jump * posterior_pituitary.drive_decay(remaining, gland)
        fired += 1.0
        new += 1.0
    return Volley(onset, spikes, duration, fired), above + background, total, new
