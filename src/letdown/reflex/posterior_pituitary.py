"""Posterior pituitary: spikes to secreted oxytocin.

Calcium that enters with each spike decides what is released: spikes broaden in a train (facilitation), fast and slow calcium hold
further entry back, and release goes with a power of fast calcium from a pool that is refilled from a reserve
(MacGregor and Leng's oxytocin model: source code of MagNet). A burst therefore releases far more than the same spikes spaced out.

``drive = mean over cells of (fast calcium)^m``, ``released = pool · (1 − exp(−release · ∫drive dt))``. Between spikes fast
calcium decays exponentially, so the drive is followed exactly: it jumps at a spike and decays between. Pool and release are
those of the whole gland.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from letdown.kernel import kernel
from letdown.quantity import Count, Days, Fraction, Known, PerSecond, Picograms, PicogramsPerSecond, Seconds
from letdown.random_streams import STREAM_PULSE_SIZE, standard_normal

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LN2 = math.log(2.0)


class Parameters(NamedTuple):
    """Nerve endings and stores."""

    broadening_step: Annotated[Fraction, Known("spike broadening added by a spike", 0, 1, "magnet")] = 0.021
    broadening_half_life: Annotated[Seconds, Known("half-life of spike broadening", 0.1, 60, "magnet")] = 2.0
    broadening_rest: Annotated[Fraction, Known("calcium entry of an unbroadened spike", 0.01, 5, "magnet")] = 0.5
    fast_step: Annotated[Fraction, Known("fast calcium per unit of entry", 0.01, 20, "magnet")] = 1.5
    fast_half_life: Annotated[Seconds, Known("half-life of fast calcium", 0.005, 5, "magnet")] = 0.1
    fast_threshold: Annotated[Fraction, Known("fast calcium that halves further entry", 0.1, 100, "magnet")] = 12.0
    slow_step: Annotated[Fraction, Known("slow calcium per unit of entry", 0, 1, "magnet")] = 0.0003
    slow_half_life: Annotated[Seconds, Known("half-life of slow calcium", 0.5, 600, "magnet")] = 20.0
    slow_threshold: Annotated[Fraction, Known("slow calcium that halves further entry", 0.001, 10, "magnet")] = 0.14
    exponent: Annotated[
        Fraction,
        Known(
            "power of fast calcium that drives release",
            1,
            5,
            "magnet",
            "2 there; 10 times the release at 15 Hz as at 3 Hz asks for more",
        ),
    ] = 2.15
    release: Annotated[
        PerSecond, Known("share of the pool released a second at drive 1", 0, 1, "magnet", "0.003 there, at the exponent 2")
    ] = 0.00208
    pool_capacity: Annotated[
        Picograms, Known("releasable oxytocin of the whole gland", 1e3, 1e7, "weitzman1980", "calibrated: some 14 mU a pulse")
    ] = 83_500.0
    reserve_ratio: Annotated[Fraction, Known("reserve beside the releasable pool", 1, 1e4, "magnet", "2 000 000 to 5000 pg")] = (
        400.0
    )
    refill: Annotated[
        PerSecond, Known("refill of the pool at full reserve, as a share of the pool", 0, 1, "magnet", "120 pg/s to 5000 pg")
    ] = 0.024
    background_share: Annotated[
        Fraction,
        Known(
            "release of background firing beside that of the same firing in rats",
            0,
            2,
            "thornton1990",
            "calibrated: 1.4 mU/min at rest",
        ),
    ] = 0.635
    newborn_background: Annotated[
        Fraction,
        Known(
            "release of background firing on the day of birth beside that months later",
            0.3,
            5,
            "uvnas1990",
            "derived: at rest more on day 4 than at 3 to 4 months, although it is cleared faster; size assumed",
        ),
    ] = 1.6
    maturing_days: Annotated[
        Days, Known("time constant with which that settles", 1, 200, "assumed", "weeks: no course found")
    ] = 12.0
    within_woman_spread: Annotated[
        Fraction,
        Known("log-SD between the pulses of one woman", 0, 1.5, "assumed", "0.4 fits scattered single pulses; calibrated"),
    ] = 0.244
    multiparous_gain: Annotated[
        Fraction,
        Known(
            "release after a second birth beside that after a first", 0.5, 3, "lucas1980", "more there, size not given: assumed"
        ),
    ] = 1.3
    burst_level: Annotated[
        Fraction, Known("drive that marks a burst", 0.1, 100, "assumed", "background 0.2, bursts above 100")
    ] = 8.0
    background_drive: Annotated[
        Fraction, Known("drive of background firing", 0, 5, "assumed", "read off the spiking network; burst generator only")
    ] = 0.33
    unequal_cells: Annotated[
        Fraction, Known("release of unequal cells in a burst beside that of equal ones", 0.5, 3, "assumed", "as background_drive")
    ] = 1.18


BROADENING, FAST, SLOW, LAST_SPIKE = range(4)
"""Rows of the array that :func:`rested_terminals` makes: calcium in the endings of each cell as it was at its last spike."""


class State(NamedTuple):
    """Stores of the gland, and the pulse under way."""

    drive: Fraction = 0.0
    pool: Picograms = 0.0
    reserve: Picograms = 0.0
    secretion: PicogramsPerSecond = 0.0
    secreted: Picograms = 0.0
    bursting: Fraction = 0.0
    pulses: Count = 0.0
    pulse_size: Fraction = 1.0


def matured(day: Days, par: Parameters) -> Parameters:
    """The gland on ``day`` since birth: more is released at rest in the first weeks."""
    more = (par.newborn_background - 1.0) * math.exp(-day / par.maturing_days)
    return par._replace(background_share=par.background_share * (1.0 + more))


def after_births(births: Count, par: Parameters) -> Parameters:
    """The gland of a woman with ``births`` births; 1.5 stands for women of whom it is not told, 2 for two and more."""
    return par._replace(pool_capacity=par.pool_capacity * par.multiparous_gain ** (min(births, 2.0) - 1.5))


def rest(par: Parameters, seed: int, woman: int) -> State:
    """A rested gland: full stores."""
    first = math.exp(
        par.within_woman_spread * standard_normal(seed, woman, STREAM_PULSE_SIZE, 0) - 0.5 * par.within_woman_spread**2
    )
    return State(pool=par.pool_capacity, reserve=par.pool_capacity * par.reserve_ratio, pulse_size=first)


def rested_terminals(cells: int) -> NDArray[np.float64]:
    """Endings of ``cells`` cells, [4, cells], that have long been silent; changed in place by :func:`spike`."""
    terminals = np.zeros((4, cells))
    terminals[LAST_SPIKE] = -1e6
    return terminals


@kernel
def calcium_entry(broadening: Fraction, fast: Fraction, slow: Fraction, par: Parameters) -> Fraction:
    """Calcium that one spike lets in: more when spikes are broad, less when calcium is already high."""
    fast5 = (fast / par.fast_threshold) ** 5
    slow3 = (slow / par.slow_threshold) ** 3
    return (broadening + par.broadening_rest) / ((1.0 + fast5) * (1.0 + slow3))


@kernel
def spike(terminals: NDArray[np.float64], cell: int, time: Seconds, par: Parameters) -> Fraction:
    """Let one spike of ``cell`` into its endings; returns the jump of its drive."""
    elapsed = time - terminals[LAST_SPIKE, cell]
    broadening = terminals[BROADENING, cell] * math.exp(-_LN2 * elapsed / par.broadening_half_life)
    fast = terminals[FAST, cell] * math.exp(-_LN2 * elapsed / par.fast_half_life)
    slow = terminals[SLOW, cell] * math.exp(-_LN2 * elapsed / par.slow_half_life)
    entry = calcium_entry(broadening, fast, slow, par)
    terminals[BROADENING, cell] = broadening + par.broadening_step
    terminals[FAST, cell] = fast + par.fast_step * entry
    terminals[SLOW, cell] = slow + par.slow_step * entry
    terminals[LAST_SPIKE, cell] = time
    return terminals[FAST, cell] ** par.exponent - fast**par.exponent


@kernel
def drive_decay(elapsed: Seconds, par: Parameters) -> Fraction:
    """What is left of the drive after ``elapsed`` without a spike."""
    return math.exp(-par.exponent * _LN2 * elapsed / par.fast_half_life)


@kernel
def exposure(drive: Fraction, elapsed: Seconds, par: Parameters) -> Seconds:
    """Integral of the drive over ``elapsed`` seconds of decay from ``drive``."""
    return drive * (1.0 - drive_decay(elapsed, par)) * par.fast_half_life / (par.exponent * _LN2)


@kernel
def step(
    state: State,
    drive: Fraction,
    exposure_in_step: Seconds,
    pulse: Fraction,
    terminal: Fraction,
    stimulated: Seconds,
    seed: int,
    woman: int,
    par: Parameters,
    dt: Seconds,
) -> State:
    """Release and refill over ``dt``, given the drive at its end and its integral over it.

    ``pulse`` scales what a burst releases (the central door), ``terminal`` all release (the terminal door). A new pulse size is
    drawn when a burst is over. ``stimulated`` is the drive that electrical stimuli add, integrated over the step.
    """
    size = state.pulse_size * pulse if drive > par.burst_level or state.bursting != 0.0 else par.background_share
    released = state.pool * (1.0 - math.exp(-par.release * terminal * (size * exposure_in_step + stimulated)))
    pool = state.pool - released
    room = par.pool_capacity - pool
    filled = min(par.refill * par.pool_capacity * dt * state.reserve / (par.pool_capacity * par.reserve_ratio), room)
    bursting = state.bursting
    pulses = state.pulses
    pulse_size = state.pulse_size
    if drive > par.burst_level:
        bursting = 1.0
    elif bursting != 0.0 and drive < 0.25 * par.burst_level:
        bursting = 0.0
        pulses = pulses + 1.0
        drawn = standard_normal(seed, woman, STREAM_PULSE_SIZE, int(pulses))
        pulse_size = math.exp(par.within_woman_spread * drawn - 0.5 * par.within_woman_spread**2)
    return State(
        drive, pool + filled, state.reserve - filled, released / dt, state.secreted + released, bursting, pulses, pulse_size
    )
