"""Burst generator: the store-and-hazard process that stands in for the spiking network (first version by the lead; helper A refits).
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Count, Fraction, Hertz, Known, PerSecond, Seconds
from letdown.random_streams import STREAM_BURST_TIME, uniform


class Parameters(NamedTuple):
    """Store, hazard and burst."""

    leak: Annotated[Seconds, Known("time constant of the store", 10, 2000, "assumed", "fitted to the spiking network")] = 183.0
    threshold: Annotated[Count, Known("store below which no burst comes", 0, 200, "assumed", "fitted to the spiking network")] = 34.8
    hazard: Annotated[PerSecond, Known("hazard ten units above it", 0, 1, "assumed", "fitted to the spiking network")] = 7.1e-4
    exponent: Annotated[Fraction, Known("steepness of the hazard", 0.5, 8, "assumed", "fitted to the spiking network")] = 2.9
    refractory: Annotated[Seconds, Known("no burst so soon after another", 0, 60, "assumed", "fitted to the spiking network")] = 12.0
    kept: Annotated[Fraction, Known("share of the store left by a burst", 0, 1, "assumed", "fitted to the spiking network")] = 0.168
    spikes: Annotated[Count, Known("spikes of a burst from no store", 0, 300, "assumed", "fitted to the spiking network")] = 46.0
    spikes_slope: Annotated[Fraction, Known("more spikes per unit of store", 0, 5, "assumed", "fitted to the spiking network")] = 0.19
    duration: Annotated[Seconds, Known("duration of a burst", 0.2, 20, "assumed", "fitted to the spiking network")] = 1.8
    background: Annotated[Hertz, Known("background firing", 0, 20, "assumed", "fitted to the spiking network")] = 2.45


class State(NamedTuple):
    """Store and the remaining budget of the hazard."""

    store: Count = 0.0
    hazard_budget: Fraction = 1.0
    since_burst: Seconds = 1e6
    bursts: Count = 0.0
    burst: Fraction = 0.0
    burst_onset: Seconds = 0.0
    burst_spikes: Count = 0.0
    burst_duration: Seconds = 0.0


def rest(par: Parameters, store: float, seed: int, woman: int) -> State:
    return State(store=store, hazard_budget=-math.log(uniform(seed, woman, STREAM_BURST_TIME, 0)))


@kernel
def background_rate(state: State, par: Parameters) -> Hertz:
    return par.background


@kernel
def step(
    state: State, time: Seconds, priming: PerSecond, excitation: Fraction, inhibition: Fraction, seed: int, woman: int, par: Parameters, dt: Seconds
) -> State:
    level = priming * par.leak
    store = level + (state.store - level) * math.exp(-dt / par.leak)
    excess = max(store - par.threshold, 0.0) / 10.0
    hazard = par.hazard * excess**par.exponent if excess > 0.0 and state.since_burst > par.refractory else 0.0
    budget = state.hazard_budget - hazard * dt
    if budget > 0.0:
        return State(store, budget, state.since_burst + dt, state.bursts, 0.0, state.burst_onset, state.burst_spikes, state.burst_duration)
    bursts = state.bursts + 1.0
    return State(
        store * par.kept,
        -math.log(uniform(seed, woman, STREAM_BURST_TIME, int(bursts))),
        0.0,
        bursts,
        1.0,
        time,
        par.spikes + par.spikes_slope * store,
        par.duration,
    )
