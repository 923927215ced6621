"""One millisecond of the oxytocin network, many times: the hot loop.

Equations: Rossoni et al. 2008, doi 10.1371/journal.pcbi.1000123, by forward Euler at 1 ms. Cells lie in tiles of :data:`LANES`; a tile
holds one row of lanes for each quantity, so that every inner loop has a fixed length and known distances and becomes vector code.
Only additions, multiplications, divisions and integers: the same spikes on every platform, to the bit. Every cast is on purpose
(in Numba ``uint32 + uint32`` is ``uint64``, and ``float32`` with an integer is ``float64``).

What happens seldom is done seldom: releases are events; endocannabinoid attenuation, the Poisson thresholds and the store move on
every :data:`REFRESH` ms, in which they change by less than 0.2 %.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.kernel import whole_kernel as kernel

if TYPE_CHECKING:
    from letdown.reflex.oxytocin_neurons.spiking_network import Parameters, State, Wiring

LANES = 16
REFRESH = 10
"""Milliseconds between refreshes of what changes slowly."""

# Rows of a tile of State.cells (float32).
POTENTIAL = 0 * LANES  # mV
HYPERPOLARISATION = 1 * LANES  # mV, after each spike
SPIKE_LOAD = 2 * LANES  # spikes, decaying: the slow afterhyperpolarisation is a function of it
OXYTOCIN = 3 * LANES  # mV of depolarisation
EXCITED = 4 * LANES  # excitatory events of this millisecond
INHIBITED = 5 * LANES
EXCESS = 6 * LANES  # mV above the threshold: a spike where positive
EXPECTED_EXCITED = 7 * LANES  # events a millisecond
EXPECTED_INHIBITED = 8 * LANES
CELL_ROWS = 9 * LANES

# Rows of a tile of State.words (uint32): the generator, then chances of more than 0, 1, 2, 3 events in 2**-32.
STREAM = 0 * LANES
EXCITATION_CHANCES = 4 * LANES
INHIBITION_CHANCES = 8 * LANES
WORD_ROWS = 12 * LANES

_ZERO = np.float32(0.0)
_ONE = np.float32(1.0)
_WORD = np.float32(4294967296.0)
_BELOW_ONE = np.float32(0.99999994)


@kernel
def exponential(x: float) -> float:
    """The exponential function from + − × ÷ alone, so that no platform's library can change a bit; to 1e-12 for ``|x|`` < 30."""
    y = x / 1024.0
    term = 1.0
    total = 1.0
    for i in range(1, 9):
        term = term * y / i
        total = total + term
    for _ in range(10):
        total = total * total
    return total


@kernel
def draw(cells: NDArray[np.float32], words: NDArray[np.uint32]) -> None:
    """Draw each cell's excitatory and inhibitory events of this millisecond, two words of its own xoshiro128++ stream.

    One Poisson draw stands for all dendrites of a cell. A word below the chance of more than k events makes k + 1 of them;
    more than three are so rare that :func:`_many_events` settles them one by one.
    """
    for tile in range(cells.size // CELL_ROWS):
        c = np.uint64(tile * CELL_ROWS)
        w = np.uint64(tile * WORD_ROWS)
        rare = np.uint32(0)
        for i in range(LANES):
            lane = np.uint64(i)
            s0 = words[w + lane]
            s1 = words[w + np.uint64(LANES) + lane]
            s2 = words[w + np.uint64(2 * LANES) + lane]
            s3 = words[w + np.uint64(3 * LANES) + lane]

            total = np.uint32(s0 + s3)
            first = np.uint32(np.uint32(np.uint32(total << np.uint32(7)) | (total >> np.uint32(25))) + s0)
            shifted = np.uint32(s1 << np.uint32(9))
            s2 = np.uint32(s2 ^ s0)
            s3 = np.uint32(s3 ^ s1)
            s1 = np.uint32(s1 ^ s2)
            s0 = np.uint32(s0 ^ s3)
            s2 = np.uint32(s2 ^ shifted)
            s3 = np.uint32(np.uint32(s3 << np.uint32(11)) | (s3 >> np.uint32(21)))

            total = np.uint32(s0 + s3)
            second = np.uint32(np.uint32(np.uint32(total << np.uint32(7)) | (total >> np.uint32(25))) + s0)
            shifted = np.uint32(s1 << np.uint32(9))
            s2 = np.uint32(s2 ^ s0)
            s3 = np.uint32(s3 ^ s1)
            s1 = np.uint32(s1 ^ s2)
            s0 = np.uint32(s0 ^ s3)
            s2 = np.uint32(s2 ^ shifted)
            s3 = np.uint32(np.uint32(s3 << np.uint32(11)) | (s3 >> np.uint32(21)))

            words[w + lane] = s0
            words[w + np.uint64(LANES) + lane] = s1
            words[w + np.uint64(2 * LANES) + lane] = s2
            words[w + np.uint64(3 * LANES) + lane] = s3

            most_excited = words[w + np.uint64(EXCITATION_CHANCES + 3 * LANES) + lane]
            cells[c + np.uint64(EXCITED) + lane] = (
                np.float32(first < words[w + np.uint64(EXCITATION_CHANCES) + lane])
                + np.float32(first < words[w + np.uint64(EXCITATION_CHANCES + LANES) + lane])
                + np.float32(first < words[w + np.uint64(EXCITATION_CHANCES + 2 * LANES) + lane])
                + np.float32(first < most_excited)
            )
            most_inhibited = words[w + np.uint64(INHIBITION_CHANCES + 3 * LANES) + lane]
            cells[c + np.uint64(INHIBITED) + lane] = (
                np.float32(second < words[w + np.uint64(INHIBITION_CHANCES) + lane])
                + np.float32(second < words[w + np.uint64(INHIBITION_CHANCES + LANES) + lane])
                + np.float32(second < words[w + np.uint64(INHIBITION_CHANCES + 2 * LANES) + lane])
                + np.float32(second < most_inhibited)
            )
            rare = np.uint32(rare | np.uint32(first < most_excited) | np.uint32(second < most_inhibited))
        if rare != np.uint32(0):
            _many_events(cells, words, tile)


@kernel
def _many_events(cells: NDArray[np.float32], words: NDArray[np.uint32], tile: int) -> None:
    """Cells of a tile with more than three events of a kind get their true number, from a fresh word of their stream."""
    c = tile * CELL_ROWS
    w = tile * WORD_ROWS
    for lane in range(LANES):
        for row, chances, expected in (
            (EXCITED, EXCITATION_CHANCES, EXPECTED_EXCITED),
            (INHIBITED, INHIBITION_CHANCES, EXPECTED_INHIBITED),
        ):
            if cells[c + row + lane] < np.float32(3.5):
                continue
            # given more than three: is it more than four, more than five, …?
            mean = np.float64(cells[c + expected + lane])
            chance = 1.0  # of exactly n events, up to a factor
            total = 0.0
            for n in range(40):
                total += chance
                chance = chance * mean / (n + 5.0)
            left = next_word(words, w + lane) * (1.0 / 4294967296.0) * total
            chance = 1.0
            number = 4
            while left >= chance and number < 43:
                left -= chance
                chance = chance * mean / (number + 1.0)
                number += 1
            cells[c + row + lane] = np.float32(number)


@kernel
def next_word(words: NDArray[np.uint32], first: int) -> float:
    """One word of the stream whose first state word lies at ``first``, as a float (Blackman & Vigna 2021, xoshiro128++)."""
    s0 = int(words[first])
    s1 = int(words[first + LANES])
    s2 = int(words[first + 2 * LANES])
    s3 = int(words[first + 3 * LANES])
    total = (s0 + s3) & 0xFFFFFFFF
    word = ((((total << 7) & 0xFFFFFFFF) | (total >> 25)) + s0) & 0xFFFFFFFF
    shifted = (s1 << 9) & 0xFFFFFFFF
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = ((s3 << 11) & 0xFFFFFFFF) | (s3 >> 21)
    words[first] = np.uint32(s0)
    words[first + LANES] = np.uint32(s1)
    words[first + 2 * LANES] = np.uint32(s2)
    words[first + 3 * LANES] = np.uint32(s3)
    return float(word)


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
    """Move membranes, thresholds and afterhyperpolarisations on by 1 ms; note spikes, and releases due at ``slot`` of the ring."""
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
    """Move on by :data:`REFRESH` ms what changes slowly: endocannabinoid, its attenuation of inputs, their chances, the stores."""
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
    _chances(state.cells, state.words, EXPECTED_EXCITED, EXCITATION_CHANCES)
    _chances(state.cells, state.words, EXPECTED_INHIBITED, INHIBITION_CHANCES)


@kernel
def _chances(cells: NDArray[np.float32], words: NDArray[np.uint32], expected: int, chances: int) -> None:
    """Chances that a Poisson number exceeds 0, 1, 2, 3, in 2**-32, from the smallest up: sums of positive terms, exact in the tail."""
    for tile in range(cells.size // CELL_ROWS):
        c = np.uint64(tile * CELL_ROWS + expected)
        w = np.uint64(tile * WORD_ROWS + chances)
        for i in range(LANES):
            lane = np.uint64(i)
            mean = cells[c + lane]
            y = mean * np.float32(0.03125)
            growth = _ONE + y * (_ONE + y * (np.float32(0.5) + y * (np.float32(1 / 6) + y * (np.float32(1 / 24) + y * np.float32(1 / 120)))))
            growth *= growth
            growth *= growth
            growth *= growth
            growth *= growth
            growth *= growth
            none = _ONE / growth
            one = none * mean
            two = one * mean * np.float32(1 / 2)
            three = two * mean * np.float32(1 / 3)
            four = three * mean * np.float32(1 / 4)
            tail = _ONE + mean * np.float32(1 / 14)
            tail = _ONE + mean * np.float32(1 / 13) * tail
            tail = _ONE + mean * np.float32(1 / 12) * tail
            tail = _ONE + mean * np.float32(1 / 11) * tail
            tail = _ONE + mean * np.float32(1 / 10) * tail
            tail = _ONE + mean * np.float32(1 / 9) * tail
            tail = _ONE + mean * np.float32(1 / 8) * tail
            tail = _ONE + mean * np.float32(1 / 7) * tail
            tail = _ONE + mean * np.float32(1 / 6) * tail
            tail = _ONE + mean * np.float32(1 / 5) * tail
            above_three = four * tail
            above_two = above_three + three
            above_one = above_two + two
            above_none = above_one + one
            words[w + lane] = np.uint32(min(above_none, _BELOW_ONE) * _WORD)
            words[w + np.uint64(LANES) + lane] = np.uint32(min(above_one, _BELOW_ONE) * _WORD)
            words[w + np.uint64(2 * LANES) + lane] = np.uint32(min(above_two, _BELOW_ONE) * _WORD)
            words[w + np.uint64(3 * LANES) + lane] = np.uint32(min(above_three, _BELOW_ONE) * _WORD)


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
    rates of synaptic events. All four take effect at the next multiple of :data:`REFRESH` ms of the network's own clock, which counts
    from :func:`~letdown.reflex.oxytocin_neurons.spiking_network.rest`; ``spike_times`` (ms) are on that clock. The caller leaves
    room for ``cells`` × ``milliseconds`` spikes. However a run is split, the spikes are the same to the bit.
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
