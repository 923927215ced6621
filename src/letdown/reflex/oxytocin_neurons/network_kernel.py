"""One millisecond of the oxytocin network, many times: the hot loop.

Equations: Rossoni et al. 2008, doi 10.1371/journal.pcbi.1000123, by forward Euler at 1 ms, without any function of a library: the
same spikes on every platform, to the bit. How cells lie in arrays, and why, stands in :mod:`.synaptic_input`.

What happens seldom is done seldom: releases are events; endocannabinoid, its attenuation of synaptic input, the chances of
synaptic events and the stores move on every :data:`REFRESH` ms, in which they change by less than 0.2 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.kernel import kernel
from letdown.reflex.oxytocin_neurons.synaptic_input import (
    CELL_ROWS,
    EXCESS,
    EXCITATION_CHANCES,
    EXCITED,
    EXPECTED_EXCITED,
    EXPECTED_INHIBITED,
    HYPERPOLARISATION,
    INHIBITED,
    INHIBITION_CHANCES,
    LANES,
    OXYTOCIN,
    POTENTIAL,
    SPIKE_LOAD,
    draw,
    exponential,
    tabulate,
)

if TYPE_CHECKING:
    from letdown.reflex.oxytocin_neurons.spiking_network import Parameters, State, Wiring

REFRESH = 10
"""Milliseconds between refreshes of what changes slowly."""

_ZERO = np.float32(0.0)
_ONE = np.float32(1.0)


class Constants(NamedTuple):
    """The numbers of one millisecond in float32, worked out once for each call."""

    resting: np.float32
    threshold: np.float32
    leak: np.float32
    excitatory_step: np.float32
    inhibitory_step: np.float32
    excitatory_reversal: np.float32
    inhibitory_reversal: np.float32
    hyperpolarisation: np.float32
    hyperpolarisation_kept: np.float32
    load_size: np.float32
    load_half: np.float32
    load_kept: np.float32
    oxytocin_kept: np.float32


@kernel
def constants(par: Parameters) -> Constants:
    """Work out the factors of one millisecond."""
    half = np.float32(par.load_half)
    return Constants(
        np.float32(par.resting_potential),
        np.float32(par.threshold),
        np.float32(1.0 / par.membrane_time_constant),
        np.float32(par.excitatory_size),
        np.float32(par.inhibitory_size),
        np.float32(par.excitatory_reversal),
        np.float32(par.inhibitory_reversal),
        np.float32(par.hyperpolarisation_size),
        np.float32(exponential(-1.0 / par.hyperpolarisation_time_constant)),
        np.float32(par.load_size),
        half * half * half * half,
        np.float32(1.0 - 1.0 / par.load_time_constant),
        np.float32(1.0 - 1.0 / par.oxytocin_time_constant),
    )


@kernel
def membrane(
    cells: NDArray[np.float32],
    last_spike: NDArray[np.int64],
    ring: NDArray[np.int32],
    ring_count: NDArray[np.int32],
    slot: int,
    now: int,
    doublet: int,
    con: Constants,
    spike_times: NDArray[np.int64],
    spike_cells: NDArray[np.int32],
    n_spikes: int,
) -> int:
    """Move membranes and thresholds on by 1 ms; note spikes, and releases due at ``slot`` of the ring."""
    for tile in range(cells.size // CELL_ROWS):
        c = np.uint64(tile * CELL_ROWS)
        fired = np.uint32(0)
        for i in range(LANES):
            lane = c + np.uint64(i)
            old = cells[lane]
            potential = (
                old
                + (con.resting - old) * con.leak
                + con.excitatory_step * (con.excitatory_reversal - old) * cells[lane + np.uint64(EXCITED)]
                - con.inhibitory_step * (old - con.inhibitory_reversal) * cells[lane + np.uint64(INHIBITED)]
            )
            raised = cells[lane + np.uint64(HYPERPOLARISATION)] * con.hyperpolarisation_kept
            load = cells[lane + np.uint64(SPIKE_LOAD)] * con.load_kept
            oxytocin = cells[lane + np.uint64(OXYTOCIN)] * con.oxytocin_kept
            square = load * load
            fourth = square * square
            threshold = con.threshold + raised + con.load_size * (fourth / (fourth + con.load_half)) - oxytocin
            excess = potential - threshold
            cells[lane] = potential
            cells[lane + np.uint64(HYPERPOLARISATION)] = raised
            cells[lane + np.uint64(SPIKE_LOAD)] = load
            cells[lane + np.uint64(OXYTOCIN)] = oxytocin
            cells[lane + np.uint64(EXCESS)] = excess
            fired = np.uint32(1) if excess > _ZERO else fired
        if fired != np.uint32(0):
            n_spikes = _spikes(
                cells, last_spike, ring, ring_count, tile, slot, now, doublet, con, spike_times, spike_cells, n_spikes
            )
    return n_spikes


@kernel
def _spikes(
    cells: NDArray[np.float32],
    last_spike: NDArray[np.int64],
    ring: NDArray[np.int32],
    ring_count: NDArray[np.int32],
    tile: int,
    slot: int,
    now: int,
    doublet: int,
    con: Constants,
    spike_times: NDArray[np.int64],
    spike_cells: NDArray[np.int32],
    n_spikes: int,
) -> int:
    """Reset the cells of a tile that fired; a spike less than ``doublet`` ms after the one before will release."""
    first = tile * CELL_ROWS
    for lane in range(LANES):
        if not cells[first + EXCESS + lane] > _ZERO:
            continue
        cell = tile * LANES + lane
        cells[first + POTENTIAL + lane] = con.resting
        cells[first + HYPERPOLARISATION + lane] = con.hyperpolarisation
        cells[first + SPIKE_LOAD + lane] += _ONE
        if now - last_spike[cell] < doublet:
            ring[slot * last_spike.size + ring_count[slot]] = cell
            ring_count[slot] += 1
        last_spike[cell] = now
        spike_times[n_spikes] = now
        spike_cells[n_spikes] = cell
        n_spikes += 1
    return n_spikes


@kernel
def release(state: State, wiring: Wiring, slot: int, spiked: int, par: Parameters) -> None:
    """Let the cells noted at ``slot`` release, unless a later spike than the one at ``spiked`` has put their release off."""
    kept = np.float32(par.release_fraction)
    for k in range(state.ring_count[slot]):
        cell = state.ring[slot * state.last_spike.size + k]
        if state.last_spike[cell] != spiked:
            continue
        released = state.store[cell] * kept
        state.store[cell] -= released
        for dendrite in range(wiring.bundle.shape[0]):
            bundle = wiring.bundle[dendrite, cell]
            state.cannabinoid[bundle] += np.float32(par.cannabinoid_step) * released
            oxytocin = state.oxytocin[bundle] + np.float32(par.oxytocin_depolarisation) * released
            state.oxytocin[bundle] = min(oxytocin, np.float32(par.oxytocin_limit))
            for m in range(wiring.member_start[bundle], wiring.member_start[bundle + 1]):
                _depolarise(state, wiring, wiring.member[m])
    state.ring_count[slot] = 0


@kernel
def _depolarise(state: State, wiring: Wiring, cell: int) -> None:
    """Work out a cell's depolarisation anew: the mean oxytocin effect of its bundles times its sensitivity."""
    dendrites = wiring.bundle.shape[0]
    total = _ZERO
    for dendrite in range(dendrites):
        total += state.oxytocin[wiring.bundle[dendrite, cell]]
    tile = cell // LANES
    lane = cell - tile * LANES
    state.cells[tile * CELL_ROWS + OXYTOCIN + lane] = total * wiring.sensitivity[cell] / np.float32(dendrites)


@kernel
def refresh(
    state: State, wiring: Wiring, priming_left: float, priming_right: float, excitation: float, inhibition: float, par: Parameters
) -> None:
    """Move on by :data:`REFRESH` ms what changes slowly: endocannabinoid, chances of synaptic events, the stores."""
    kept = np.float32(1.0 - REFRESH / par.cannabinoid_time_constant)
    half = np.float32(par.cannabinoid_half)
    half = half * half * half * half
    most = np.float32(par.cannabinoid_limit)
    for bundle in range(state.cannabinoid.size):
        cannabinoid = state.cannabinoid[bundle] * kept
        state.cannabinoid[bundle] = cannabinoid
        square = cannabinoid * cannabinoid
        fourth = square * square
        state.open_share[bundle] = _ONE - most * (fourth / (fourth + half))
    excited = np.float32(par.excitatory_rate * excitation * 0.001)
    inhibited = np.float32(par.inhibitory_rate * inhibition * 0.001)
    lost = np.float32(REFRESH * 0.001 / par.store_time_constant)
    left = np.float32(priming_left * (REFRESH * 0.001))
    right = np.float32(priming_right * (REFRESH * 0.001))
    for cell in range(state.store.size):
        tile = cell // LANES
        lane = cell - tile * LANES
        share = _ZERO
        for dendrite in range(wiring.bundle.shape[0]):
            share += state.open_share[wiring.bundle[dendrite, cell]]
        state.cells[tile * CELL_ROWS + EXPECTED_EXCITED + lane] = excited * wiring.excitation[cell] * share
        state.cells[tile * CELL_ROWS + EXPECTED_INHIBITED + lane] = inhibited * wiring.present[cell] * share
        store = state.store[cell]
        gained = left if wiring.side[cell] == 0 else right
        state.store[cell] = store + (gained * wiring.present[cell] - store * lost)
    tabulate(state.cells, state.words, EXPECTED_EXCITED, EXCITATION_CHANCES)
    tabulate(state.cells, state.words, EXPECTED_INHIBITED, INHIBITION_CHANCES)


@kernel
def advance(
    state: State,
    wiring: Wiring,
    priming_left: float,
    priming_right: float,
    excitation: float,
    inhibition: float,
    par: Parameters,
    milliseconds: int,
    spike_times: NDArray[np.int64],
    spike_cells: NDArray[np.int32],
    n_spikes: int,
) -> int:
    """Move ``state`` on in place by ``milliseconds``; append spikes from index ``n_spikes`` on and return their new number.

    ``priming_left`` and ``priming_right`` (1/s) fill the stores of the two nuclei; ``excitation`` and ``inhibition`` multiply the
    rates of synaptic events. All four take effect at the next multiple of :data:`REFRESH` ms of the network's own clock, which
    counts from :func:`~letdown.reflex.oxytocin_neurons.spiking_network.rest`; ``spike_times`` (ms) are on that clock. The caller
    leaves room for ``cells`` × ``milliseconds`` spikes. However a run is split, the spikes are the same to the bit.
    """
    con = constants(par)
    doublet = int(par.release_interval)
    slots = state.ring_count.size
    now = state.clock[0]
    slot = now % slots
    cells, words, oxytocin, ring, ring_count = state.cells, state.words, state.oxytocin, state.ring, state.ring_count
    last_spike = state.last_spike
    for _ in range(milliseconds):
        if now % REFRESH == 0:
            refresh(state, wiring, priming_left, priming_right, excitation, inhibition, par)
        for bundle in range(oxytocin.size):
            oxytocin[bundle] *= con.oxytocin_kept
        if ring_count[slot] > 0:
            release(state, wiring, slot, now - slots, par)
        draw(cells, words)
        n_spikes = membrane(cells, last_spike, ring, ring_count, slot, now, doublet, con, spike_times, spike_cells, n_spikes)
        now += 1
        slot = slot + 1 if slot + 1 < slots else 0
    state.clock[0] = now
    return n_spikes
