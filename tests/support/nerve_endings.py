"""Spikes into the nerve endings of the posterior pituitary, and what is released: a stimulated isolated gland."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from letdown.reflex.posterior_pituitary import (
    SLOW,
    Parameters,
    State,
    calcium_entry,
    drive_decay,
    exposure,
    rest,
    rested_terminals,
    spike,
    step,
)

ISOLATED = Parameters(background_share=1.0, within_woman_spread=0.0)
"""A gland whose release is scaled neither by a woman's background nor by the size that a pulse happens to have."""


def trains(rate: float, spikes: int) -> NDArray[np.float64]:
    """Times of ``spikes`` even spikes at ``rate`` [Hz]."""
    return np.arange(spikes) / rate + 0.1


def stimulated(
    times: ArrayLike, par: Parameters = ISOLATED, dt: float = 0.02, after: float = 3.0, pulse: float = 1.0, terminal: float = 1.0
) -> list[State]:
    """The gland step by step while one representative cell fires at ``times`` [s], and for ``after`` seconds more."""
    spikes = np.asarray(times, dtype=float)
    endings = rested_terminals(1)
    endings[SLOW] = 0.0
    state, drive, upcoming = rest(par, 0, 0), 0.0, 0
    found: list[State] = []
    for k in range(1, math.ceil((spikes[-1] + after) / dt) + 1):
        total = exposure(drive, dt, par)
        drive *= drive_decay(dt, par)
        while upcoming < spikes.size and spikes[upcoming] < k * dt:
            jump = spike(endings, 0, float(spikes[upcoming]), par)
            remaining = k * dt - float(spikes[upcoming])
            total += exposure(jump, remaining, par)
            drive += jump * drive_decay(remaining, par)
            upcoming += 1
        state = step(state, drive, total, pulse, terminal, 0.0, 0, 0, par, dt)
        found.append(state)
    return found


def released(times: ArrayLike, par: Parameters = ISOLATED, dt: float = 0.02) -> float:
    """Oxytocin (pg) that spikes at ``times`` release."""
    return stimulated(times, par, dt)[-1].secreted


def calcium_by_small_steps(times: ArrayLike, par: Parameters, until: float, dt: float = 1e-4) -> tuple[float, float]:
    """Fast calcium to the power of release at ``until``, and its integral, by plain forward steps: another way to the same."""
    spikes = np.asarray(times, dtype=float)
    broadening = fast = slow = total = 0.0
    upcoming = 0
    keep = [math.exp(-math.log(2.0) * dt / life) for life in (par.broadening_half_life, par.fast_half_life, par.slow_half_life)]
    for k in range(round(until / dt)):
        if upcoming < spikes.size and spikes[upcoming] <= (k + 0.5) * dt:
            entry = calcium_entry(broadening, fast, slow, par)
            broadening += par.broadening_step
            fast += par.fast_step * entry
            slow += par.slow_step * entry
            upcoming += 1
        before = fast**par.exponent
        broadening, fast, slow = broadening * keep[0], fast * keep[1], slow * keep[2]
        total += 0.5 * dt * (before + fast**par.exponent)
    return fast**par.exponent, total
