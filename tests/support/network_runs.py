"""Runs of the oxytocin network that several tests share."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.analysis import bursts
from letdown.kernel import compiled
from letdown.reflex.oxytocin_neurons import network_kernel, spiking_network
from letdown.reflex.oxytocin_neurons.spiking_network import Parameters, State, Wiring

SECOND = 1000


class Spikes(NamedTuple):
    times: NDArray[np.int64]  # ms
    cells: NDArray[np.int32]

    @property
    def seconds(self) -> NDArray[np.float64]:
        return self.times / 1000.0


def advance(
    state: State,
    wiring: Wiring,
    par: Parameters,
    milliseconds: int,
    priming: float = 0.5,
    excitation: float = 1.0,
    inhibition: float = 1.0,
    priming_right: float | None = None,
    plain: bool = False,
) -> Spikes:
    """Move ``state`` on and return the spikes; at most 10 s at a time, so that the room for them stays small."""
    run = network_kernel.advance if plain else compiled(network_kernel.advance)
    right = priming if priming_right is None else priming_right
    cells = int(par.cells)
    times = np.zeros(cells * min(milliseconds, 10 * SECOND), np.int64)
    who = np.zeros(times.size, np.int32)
    parts: list[Spikes] = []
    while milliseconds > 0:
        some = min(milliseconds, 10 * SECOND)
        with np.errstate(over="ignore"):  # wrap-around is meant
            n = run(state, wiring, priming, right, excitation, inhibition, par, some, times, who, 0)
        parts.append(Spikes(times[:n].copy(), who[:n].copy()))
        milliseconds -= some
    return Spikes(np.concatenate([p.times for p in parts]), np.concatenate([p.cells for p in parts]))


def fresh(par: Parameters, seed: int = 1, woman: int = 0, store: float = 0.0) -> tuple[State, Wiring]:
    wiring = spiking_network.build(par, seed, woman)
    return spiking_network.rest(par, wiring, seed, woman, store), wiring


def spike_hash(spikes: Spikes) -> str:
    """Sixteen digits that stand for every spike's millisecond and cell."""
    digest = hashlib.sha256(spikes.times.astype("<i8").tobytes())
    digest.update(spikes.cells.astype("<i4").tobytes())
    return digest.hexdigest()[:16]


class Bursting(NamedTuple):
    """What several networks did, pooled: bursts of one network, intervals (s), and so on."""

    bursts: float
    intervals: NDArray[np.float64]
    spikes: float
    participation: float
    background: float
    latency: float  # s, mean over the networks that burst

    @property
    def interval(self) -> float:
        return float(np.mean(self.intervals))


def bursting(
    par: Parameters,
    networks: int = 4,
    seconds: int = 1500,
    priming: float = 0.5,
    excitation: float = 1.0,
    inhibition: float = 1.0,
    store: float = 0.0,
    first_woman: int = 0,
) -> Bursting:
    """Run several networks of the same parameters and look for their bursts."""
    count: list[int] = []
    intervals: list[NDArray[np.float64]] = []
    found: list[bursts.Bursts] = []
    background: list[float] = []
    cells = int(par.cells)
    for woman in range(first_woman, first_woman + networks):
        state, wiring = fresh(par, 1, woman, store)
        spikes = advance(state, wiring, par, seconds * SECOND, priming, excitation, inhibition)
        some = bursts.find(spikes.seconds, spikes.cells, cells, 0.0, float(seconds))
        found.append(some)
        count.append(len(some.onset))
        intervals.append(np.diff(some.onset))
        background.append(bursts.background_rate(spikes.seconds, some, cells, 0.0, float(seconds)))
    any_burst = any(count)
    return Bursting(
        float(np.mean(count)),
        np.concatenate(intervals),
        float(np.mean(np.concatenate([some.spikes_per_cell for some in found]))) if any_burst else 0.0,
        float(np.mean(np.concatenate([some.participation for some in found]))) if any_burst else 0.0,
        float(np.mean(background)),
        float(np.mean([some.onset[0] for some in found if len(some.onset)])) if any_burst else float("inf"),
    )
