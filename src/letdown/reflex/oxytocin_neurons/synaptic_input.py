"""Synaptic input of the oxytocin network: how its arrays lie, and the Poisson events of one millisecond.

Cells lie in tiles of :data:`LANES`; a tile holds one row of lanes for each quantity, so that every inner loop has a fixed length
and known distances and becomes vector code. Only + − × ÷ and integers: the same events on every platform, to the bit. Every cast
is on purpose (in Numba ``uint32 + uint32`` is ``uint64``, and ``float32`` with an integer is ``float64``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from letdown.kernel import kernel

LANES = 16
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
        for row, expected in ((EXCITED, EXPECTED_EXCITED), (INHIBITED, EXPECTED_INHIBITED)):
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


@kernel
def tabulate(cells: NDArray[np.float32], words: NDArray[np.uint32], expected: int, chances: int) -> None:
    """Work out the chances that a Poisson number exceeds 0, 1, 2, 3, in 2**-32, for the means in row ``expected``.

    From the smallest up, as sums of positive terms: exact in the tail.
    """
    for tile in range(cells.size // CELL_ROWS):
        c = np.uint64(tile * CELL_ROWS + expected)
        w = np.uint64(tile * WORD_ROWS + chances)
        for i in range(LANES):
            lane = np.uint64(i)
            mean = cells[c + lane]
            y = mean * np.float32(0.03125)
            growth = np.float32(1 / 24) + y * np.float32(1 / 120)
            growth = np.float32(1 / 2) + y * (np.float32(1 / 6) + y * growth)
            growth = _ONE + y * (_ONE + y * growth)
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
