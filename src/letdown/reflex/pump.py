"""The pump at the nipple: vacuum waveform, cycle rate, a stimulation phase before the expression phase.

Two-phase pumps stimulate fast and softly until milk flows or two minutes are over, then express slowly and up to the woman's
own maximum comfortable vacuum. Above it pain grows and the reflex falls (see ``nipple_afferents``).
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Fraction, Hertz, Known, MillilitresPerSecond, MmHg, Seconds


class Parameters(NamedTuple):
    """One pump, and the vacuum that its user finds comfortable."""

    comfortable_vacuum: Annotated[MmHg, Known("her maximum comfortable vacuum", 40, 350, "kent2008")] = 190.7
    stimulation_rate: Annotated[
        Hertz, Known("cycles a second while stimulating", 0.5, 4, "assumed", "120 a minute by a maker's manual")
    ] = 2.0
    expression_rate: Annotated[Hertz, Known("cycles a second while expressing", 0.15, 3, "bfm2019")] = 1.0
    stimulation_vacuum: Annotated[
        Fraction, Known("stimulation vacuum as a share of the set vacuum", 0.1, 1, "assumed", "soft: about half")
    ] = 0.5
    stimulation_duration: Annotated[
        Seconds, Known("longest stimulation phase", 0, 600, "assumed", "two minutes in common two-phase pumps")
    ] = 120.0
    flow_threshold: Annotated[
        MillilitresPerSecond,
        Known("flow at which she turns to expression", 0.001, 2, "assumed", "milk visibly runs, beyond what stood in the ducts"),
    ] = 0.15
    flow_time_constant: Annotated[Seconds, Known("over which she sees how milk flows", 0.5, 60, "assumed", "some ten cycles")] = (
        10.0
    )
    rise_share: Annotated[
        Fraction, Known("share of a cycle in which vacuum is put on", 0.05, 0.95, "bfm2019", "0.7 s of vacuum in a cycle of 1 s")
    ] = 0.3
    hold_share: Annotated[
        Fraction, Known("share of a cycle in which vacuum is held", 0.0, 0.9, "bfm2019", "0.7 s of vacuum in a cycle of 1 s")
    ] = 0.4
    effectiveness: Annotated[
        Fraction,
        Known(
            "stimulus of a pump beside an infant's at equal rate and vacuum",
            0.05,
            2,
            "gardner2015",
            "calibrated: later first ejection",
        ),
    ] = 0.59
    fit: Annotated[
        Fraction, Known("share of the set vacuum that reaches the nipple", 0.05, 1, "assumed", "1: the flange fits and seals")
    ] = 1.0


class State(NamedTuple):
    """Where the pump is in its cycle."""

    phase: Fraction = 0.0
    running: Seconds = 0.0
    expressing: Fraction = 0.0
    seen_flow: MillilitresPerSecond = 0.0


OFF = State()
"""A pump that is not running."""


@kernel
def step(
    state: State, running: Fraction, two_phase: Fraction, rate: Hertz, flow: MillilitresPerSecond, par: Parameters, dt: Seconds
) -> State:
    """Move on by ``dt``; ``running`` is 1 while the pump is on, ``two_phase`` 0 without stimulation phase."""
    if running == 0.0:
        return OFF
    elapsed = state.running + dt
    seen_flow = flow + (state.seen_flow - flow) * math.exp(-dt / par.flow_time_constant)
    expressing = state.expressing
    if two_phase == 0.0 or elapsed > par.stimulation_duration or seen_flow > par.flow_threshold:
        expressing = 1.0
    cycles = state.phase + cycle_rate(expressing, rate, par) * dt
    return State(cycles - math.floor(cycles), elapsed, expressing, seen_flow)


@kernel
def cycle_rate(expressing: Fraction, rate: Hertz, par: Parameters) -> Hertz:
    """The present cycle rate: ``rate`` when expressing, the stimulation rate before."""
    return rate if expressing != 0.0 else par.stimulation_rate


@kernel
def peak_vacuum(state: State, setting: MmHg, par: Parameters) -> MmHg:
    """The present peak vacuum for a vacuum ``setting``."""
    return setting if state.expressing != 0.0 else setting * par.stimulation_vacuum


@kernel
def vacuum(state: State, ahead: Seconds, setting: MmHg, rate: Hertz, par: Parameters) -> MmHg:
    """Vacuum ``ahead`` seconds from now: a cosine on, a hold, a cosine off down to nothing; held all the time at a rate of 0."""
    if state.expressing != 0.0 and rate <= 0.0:
        return peak_vacuum(state, setting, par)
    cycles = state.phase + cycle_rate(state.expressing, rate, par) * ahead
    phase = cycles - math.floor(cycles)
    if phase < par.rise_share:
        share = 0.5 - 0.5 * math.cos(math.pi * phase / par.rise_share)
    elif phase < par.rise_share + par.hold_share:
        share = 1.0
    else:
        share = 0.5 + 0.5 * math.cos(
            math.pi * (phase - par.rise_share - par.hold_share) / (1.0 - par.rise_share - par.hold_share)
        )
    return peak_vacuum(state, setting, par) * share
