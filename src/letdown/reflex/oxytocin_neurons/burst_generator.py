"""Burst generator: the store-and-hazard process that stands in for the spiking network, for populations and weeks.

Cells are of two kinds, one of which leaks sooner because its cells fire and release more by themselves. Suckling fills both; a
weighted mean of them, followed with a short lag (the level), makes a burst likely above a threshold, and a burst takes most of
both. After it endocannabinoid and afterhyperpolarisation hold the cells still: no leak for a while, and no burst::

    d store_k/dt = priming − store_k / leak_k
    d level/dt   = (w · active + (1 − w) · quiet − level) / build_up
    hazard       = h · max(0, level / threshold − 1)^p

Fitted to 128 default networks (:mod:`.spiking_network`) at primings from 0.3 to 1.8 per second, from empty stores and from 30, 45
and 55, by matching simulated moments: mean and SD of intervals pooled over networks, their spread between networks, bursts, and
mean and SD of the first. Draw threshold and active leak of a woman with one deviate (:data:`THRESHOLD_SPREAD`,
:data:`LEAK_SPREAD`). Most figures lie within a tenth; at 1.8 per second the first burst is 10 to 20 % late from stores of 30 and
less. Beyond 1.8 the network slows to 54 s between bursts, the generator to a little less.
Excitation and inhibition act through the background rate; between three quarters and one and a half times their usual strength
the number of bursts then agrees with the network within about a third; beyond, ask the network.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.errors import ParameterError
from letdown.kernel import kernel
from letdown.quantity import Count, Fraction, Hertz, Known, PerSecond, Seconds
from letdown.random_streams import STREAM_BURST_SIZE, STREAM_BURST_TIME, standard_normal, uniform

MOST_STORE = 60.0
"""An initial store above this fires before any stimulus comes."""
THRESHOLD_SPREAD = 0.104
"""Log-SD of ``threshold`` between networks drawn for different women."""
LEAK_SPREAD = 0.037
"""Log-SD of ``active_leak`` between them, to be drawn with the same deviate."""

_FIT = "fitted to the spiking network"


class Parameters(NamedTuple):
    """Stores, hazard, burst and background."""

    active_share: Annotated[Fraction, Known("share of cells that leak fast", 0, 1, "assumed", _FIT)] = 0.72
    active_leak: Annotated[Seconds, Known("time constant of the active cells' store", 1, 2000, "assumed", _FIT)] = 212.0
    quiet_leak: Annotated[Seconds, Known("time constant of the quiet cells' store", 10, 2000, "assumed", _FIT)] = 359.0
    active_weight: Annotated[Fraction, Known("weight of active cells in what makes a burst", 0, 1, "assumed", _FIT)] = 0.598
    build_up: Annotated[Seconds, Known("time constant with which a burst builds up", 0.1, 60, "assumed", _FIT)] = 0.5
    threshold: Annotated[Count, Known("level below which no burst comes", 0.1, 200, "assumed", _FIT)] = 62.4
    hazard: Annotated[PerSecond, Known("hazard of a burst at twice that level", 0, 1, "assumed", _FIT)] = 0.0844
    exponent: Annotated[Fraction, Known("steepness of the hazard", 0.5, 8, "assumed", _FIT)] = 2.88
    refractory: Annotated[Seconds, Known("no burst so soon after another", 0, 60, "assumed", _FIT)] = 45.0
    silence: Annotated[Seconds, Known("after a burst active cells leak no more than quiet ones", 0, 60, "assumed", _FIT)] = 26.0
    active_left: Annotated[Fraction, Known("share of the active cells' store left by a burst", 0, 1, "assumed", _FIT)] = 0.403
    quiet_left: Annotated[Fraction, Known("share of the quiet cells' store left by a burst", 0, 1, "assumed", _FIT)] = 0.03
    spikes: Annotated[Count, Known("spikes of a cell in a burst", 1, 300, "assumed", _FIT)] = 80.0
    spikes_spread: Annotated[Count, Known("SD of that between bursts", 0, 20, "assumed", _FIT)] = 2.5
    duration: Annotated[Seconds, Known("duration of a burst", 0.2, 20, "assumed", _FIT)] = 2.65
    background: Annotated[Hertz, Known("background firing of a cell", 0, 20, "assumed", _FIT)] = 2.06
    background_pause: Annotated[Seconds, Known("silence of all cells after a burst", 0, 60, "assumed", _FIT)] = 26.0
    inhibition_weight: Annotated[Fraction, Known("inhibition that cancels one part of excitation", 0, 5, "assumed", _FIT)] = 0.7
    rheobase: Annotated[Fraction, Known("excitation at which cells begin to fire", 0, 5, "assumed", _FIT)] = 0.071


class State(NamedTuple):
    """Stores, what is left of the hazard's budget, and the burst that began in the last step if ``burst`` is 1.

    ``store`` is the mean over cells; ``burst_onset`` lies within that step; ``burst_spikes`` are those of one cell.
    """

    store: Count = 0.0
    active_store: Count = 0.0
    quiet_store: Count = 0.0
    level: Count = 0.0
    hazard_budget: Fraction = 1.0
    since_burst: Seconds = 1e6
    bursts: Count = 0.0
    burst: Fraction = 0.0
    burst_onset: Seconds = 0.0
    burst_spikes: Count = 0.0
    burst_duration: Seconds = 0.0
    background: Hertz = 0.0


def rest(par: Parameters, store: float, seed: int, woman: int) -> State:
    """Cells at rest that were primed to a mean of ``store``: each kind holds in proportion to its time constant.

    Raises ``ParameterError`` for a store below 0 or above :data:`MOST_STORE`.
    """
    if not 0.0 <= store <= MOST_STORE:
        raise ParameterError(
            f"oxytocin_neurons store = {store:g} is outside its range: 0 to {MOST_STORE:g}. A fuller store fires before "
            "suckling begins; prime it less."
        )
    mean = par.active_share * par.active_leak + (1.0 - par.active_share) * par.quiet_leak
    budget = -math.log(uniform(seed, woman, STREAM_BURST_TIME, 0))
    return State(
        store=store,
        active_store=store * par.active_leak / mean,
        quiet_store=store * par.quiet_leak / mean,
        level=(par.active_weight * par.active_leak + (1.0 - par.active_weight) * par.quiet_leak) * store / mean,
        hazard_budget=budget,
        background=par.background,
    )


@kernel
def background_rate(state: State, par: Parameters) -> Hertz:
    """Firing of a cell outside bursts: none in the silence after a burst."""
    if state.since_burst < par.background_pause:
        return 0.0 * state.background
    return state.background


@kernel
def relative_background(excitation: Fraction, inhibition: Fraction, par: Parameters) -> Fraction:
    """Background firing as a multiple of its usual rate: nearly linear above the drive at which cells begin to fire."""
    if excitation == 1.0 and inhibition == 1.0:
        return 1.0
    softness = 0.147
    drive = (excitation - par.inhibition_weight * math.sqrt(inhibition) - par.rheobase) / softness
    usual = (1.0 - par.inhibition_weight - par.rheobase) / softness
    if drive > 20.0:
        return drive / math.log1p(math.exp(usual))
    return max(math.log1p(math.exp(drive)) / math.log1p(math.exp(usual)), 0.001)


@kernel
def hazard(level: Count, threshold: Count, par: Parameters) -> PerSecond:
    """Hazard of a burst at this level of store."""
    if level <= threshold:
        return 0.0 * par.hazard
    return par.hazard * (level / threshold - 1.0) ** par.exponent


@kernel
def step(
    state: State,
    time: Seconds,
    priming: PerSecond,
    excitation: Fraction,
    inhibition: Fraction,
    seed: int,
    woman: int,
    par: Parameters,
    dt: Seconds,
) -> State:
    """Move on by ``dt`` from ``time``: fill and leak, use up the hazard's budget, burst where it is gone.

    Stores are exact for any ``dt``; the hazard is that at the end of the step. At most one burst in a step.
    """
    since = state.since_burst + dt
    busy = relative_background(excitation, inhibition, par)
    threshold = par.threshold * busy**-0.4
    active_leak = par.quiet_leak if since < par.silence else par.active_leak
    full_active = priming * active_leak
    full_quiet = priming * par.quiet_leak
    active = full_active + (state.active_store - full_active) * math.exp(-dt / active_leak)
    quiet = full_quiet + (state.quiet_store - full_quiet) * math.exp(-dt / par.quiet_leak)
    above = par.active_weight * active + (1.0 - par.active_weight) * quiet
    level = above + (state.level - above) * math.exp(-dt / par.build_up)
    danger = hazard(level, threshold, par) * dt if since > par.refractory else 0.0
    budget = state.hazard_budget - danger
    store = par.active_share * active + (1.0 - par.active_share) * quiet
    if budget > 0.0:
        return State(
            store,
            active,
            quiet,
            level,
            budget,
            since,
            state.bursts,
            0.0,
            state.burst_onset,
            state.burst_spikes,
            state.burst_duration,
            busy * par.background,
        )
    bursts = state.bursts + 1.0
    part = state.hazard_budget / danger
    spikes = par.spikes + par.spikes_spread * standard_normal(seed, woman, STREAM_BURST_SIZE, int(bursts))
    active = active * par.active_left
    quiet = quiet * par.quiet_left
    return State(
        par.active_share * active + (1.0 - par.active_share) * quiet,
        active,
        quiet,
        0.0 * level,
        -math.log(uniform(seed, woman, STREAM_BURST_TIME, int(bursts))),
        (1.0 - part) * dt,
        bursts,
        1.0,
        time + part * dt,
        spikes,
        par.duration,
        busy * par.background,
    )
