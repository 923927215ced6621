"""How long one millisecond of the oxytocin network takes, and how that grows with its cells.

Run with ``pytest benchmarks/test_network_speed.py -s``. A machine's nanoseconds mean little to another machine, so each figure is
also given as a multiple of a loop that only draws the same random words in the same process.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from letdown.kernel import compiled
from letdown.reflex.oxytocin_neurons import network_kernel, spiking_network
from letdown.reflex.oxytocin_neurons.spiking_network import PUBLISHED, Parameters
from letdown.reflex.oxytocin_neurons.synaptic_input import LANES, STREAM, WORD_ROWS

STEPS = 10_000
CELLS = (48, 200, 1000)
NETWORKS = {"published": PUBLISHED, "default": Parameters()}

_best_ns: dict[tuple[str, int], float] = {}


def draw_only(words: NDArray[np.uint32], steps: int) -> None:
    """Draw two words a millisecond of every cell's stream, as the network does, and nothing else."""
    for _ in range(steps):
        for tile in range(words.size // WORD_ROWS):
            first = np.uint64(tile * WORD_ROWS + STREAM)
            for i in range(LANES):
                at = first + np.uint64(i)
                s0 = words[at]
                s1 = words[at + np.uint64(LANES)]
                s2 = words[at + np.uint64(2 * LANES)]
                s3 = words[at + np.uint64(3 * LANES)]
                out = np.uint32(0)
                for _ in range(2):
                    total = np.uint32(s0 + s3)
                    out = np.uint32(out + np.uint32(np.uint32(np.uint32(total << np.uint32(7)) | (total >> np.uint32(25))) + s0))
                    shifted = np.uint32(s1 << np.uint32(9))
                    s2 = np.uint32(s2 ^ s0)
                    s3 = np.uint32(s3 ^ s1)
                    s1 = np.uint32(s1 ^ s2)
                    s0 = np.uint32(s0 ^ s3)
                    s2 = np.uint32(s2 ^ shifted)
                    s3 = np.uint32(np.uint32(s3 << np.uint32(11)) | (s3 >> np.uint32(21)))
                words[at] = s0
                words[at + np.uint64(LANES)] = s1
                words[at + np.uint64(2 * LANES)] = s2
                words[at + np.uint64(3 * LANES)] = s3
                words[at + np.uint64(4 * LANES)] = out  # kept, or the compiler would leave the draw out


def _network(par: Parameters, cells: int) -> tuple[Parameters, spiking_network.State, spiking_network.Wiring]:
    par = par._replace(cells=float(cells), bundles=float(cells // 4))
    wiring = spiking_network.build(par, 1, 0)
    return par, spiking_network.rest(par, wiring, 1, 0, 30.0), wiring


@pytest.mark.parametrize("cells", CELLS)
def test_random_words_alone(benchmark: Any, cells: int) -> None:
    _, state, _ = _network(PUBLISHED, cells)
    words = state.words.copy()
    loop = compiled(draw_only)
    loop(words, 1)
    benchmark.pedantic(loop, args=(words, STEPS), rounds=5, iterations=1)
    _best_ns["words", cells] = benchmark.stats.stats.min / STEPS * 1e9


@pytest.mark.parametrize("name", list(NETWORKS))
@pytest.mark.parametrize("cells", CELLS)
def test_network_step(benchmark: Any, cells: int, name: str) -> None:
    """Called as the dyad does, 20 ms at a time, spikes recorded, suckled at 0.5 per second."""
    par, rested, wiring = _network(NETWORKS[name], cells)
    run = compiled(_as_the_dyad_does)
    times, who = np.zeros(cells * 20, np.int64), np.zeros(cells * 20, np.int32)
    run(spiking_network.copy(rested), wiring, par, 1, times, who)

    def setup() -> tuple[tuple[Any, ...], dict[str, Any]]:
        return (spiking_network.copy(rested), wiring, par, STEPS // 20, times, who), {}

    benchmark.pedantic(run, setup=setup, rounds=5)
    _best_ns[name, cells] = benchmark.stats.stats.min / STEPS * 1e9


def _as_the_dyad_does(state, wiring, par, calls, times, who):  # type: ignore[no-untyped-def]
    spikes = 0
    for _ in range(calls):
        spikes += network_kernel.advance(state, wiring, 0.5, 0.5, 1.0, 1.0, par, 20, times, who, 0)
    return spikes


def test_summary() -> None:
    """Print the table: nanoseconds for a step, the multiple of the random words, and the growth with cells."""
    if len(_best_ns) < 3 * len(CELLS):
        pytest.skip("needs the whole file to run")
    print(f"\n{'cells':>6} {'words':>8} " + " ".join(f"{name:>10} {'ratio':>6}" for name in NETWORKS))
    for cells in CELLS:
        words = _best_ns["words", cells]
        figures = " ".join(f"{_best_ns[name, cells]:>10.0f} {_best_ns[name, cells] / words:>6.1f}" for name in NETWORKS)
        print(f"{cells:>6} {words:>8.0f} {figures}   ns/step")
    for name in NETWORKS:
        growth = _best_ns[name, 1000] / _best_ns[name, 200]
        print(f"{name}: 1000 cells cost {growth:.1f} times what 200 cells cost (5 is linear)")
