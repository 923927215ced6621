"""Nipple afferents: what the nerves of each nipple carry to the brain.

Traffic grows with the rate of sucking and saturates with vacuum well below comfort; surgery, nerve damage, a shield or a
poor latch scale it. Two nipples together carry more than one, but not twice as much. Vacuum above comfort, or an over-sensitive
nipple, becomes pain.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Days, Fraction, Hertz, Known, MmHg, PerSecond, Seconds


class Parameters(NamedTuple):
    """Her nipples and their nerves."""

    left_gain: Annotated[
        Fraction, Known("share of the left nipple's traffic that gets through", 0, 2, "assumed", "1 is intact; 0 a cut nerve")
    ] = 1.0
    right_gain: Annotated[
        Fraction, Known("share of the right nipple's traffic that gets through", 0, 2, "assumed", "1 is intact; 0 a cut nerve")
    ] = 1.0
    priming: Annotated[
        PerSecond,
        Known("priming of the neurons by one infant sucking at 1.1 Hz", 0.05, 5, "ramsay2004", "calibrated; pauses included"),
    ] = 1.26
    newborn_priming: Annotated[
        Fraction,
        Known(
            "priming on the day of birth beside that of established lactation",
            0.1,
            1.5,
            "assumed",
            "calibrated; the reflex works well by about two weeks",
        ),
    ] = 0.769
    maturing_days: Annotated[
        Days, Known("time constant with which the reflex matures", 0.5, 60, "assumed", "works well by about two weeks")
    ] = 5.0
    reference_rate: Annotated[Hertz, Known("suck rate at which traffic is 1", 0.5, 2, "qureshi2002")] = 1.1
    rate_exponent: Annotated[
        Fraction, Known("how steeply traffic grows with rate", 0, 4, "assumed", "calibrated: first milk ejection")
    ] = 0.766
    half_vacuum: Annotated[
        MmHg, Known("vacuum that gives half the traffic", 1, 150, "assumed", "saturates well below comfort")
    ] = 25.0
    reference_vacuum: Annotated[MmHg, Known("peak vacuum at which traffic is 1", 20, 300, "geddes2008")] = 145.0
    time_constant: Annotated[Seconds, Known("averaging of traffic over sucks and pauses", 0.2, 120, "assumed", "fitted")] = 7.67
    occlusion: Annotated[
        Fraction,
        Known("what a second nipple adds", 0, 1, "prime2012", "more ejections with two pumps, far from twice; calibrated"),
    ] = 0.148
    compression_gain: Annotated[
        Fraction,
        Known(
            "what compression of the areola adds to the traffic",
            0,
            3,
            "alekseev1998",
            "calibrated: first rise 1.5 to 2 times later without",
        ),
    ] = 0.783
    contralateral_share: Annotated[
        Fraction, Known("share of traffic that crosses to the other side's neurons", 0, 1, "wang1996", "sign only")
    ] = 0.6
    sensitivity: Annotated[
        Fraction, Known("pain of ordinary sucking", 0, 1, "assumed", "0 is comfortable; sore or over-sensitive nipples above")
    ] = 0.0
    pain_slope: Annotated[MmHg, Known("vacuum above comfort that hurts fully", 10, 500, "assumed", "no measurement found")] = (
        120.0
    )


class State(NamedTuple):
    """What arrives in the brain from each nipple."""

    left: Fraction = 0.0
    right: Fraction = 0.0
    left_pain: Fraction = 0.0
    right_pain: Fraction = 0.0


def matured(day: Days, par: Parameters) -> Parameters:
    """Her afferents on ``day`` since birth: suckling primes the neurons less in the first days."""
    return par._replace(priming=par.priming * (1.0 - (1.0 - par.newborn_priming) * math.exp(-day / par.maturing_days)))


@kernel
def stimulus(rate: Hertz, peak_vacuum: MmHg, effectiveness: Fraction, gain: Fraction, par: Parameters) -> Fraction:
    """Traffic from one nipple: 1 for an infant that sucks at the reference rate and vacuum.

    ``gain · effectiveness · (rate/reference)^exponent · g(vacuum)/g(reference)``, with ``g(v) = v / (v + half_vacuum)``.
    """
    if rate <= 0.0 or peak_vacuum <= 0.0:
        return 0.0
    saturation = peak_vacuum / (peak_vacuum + par.half_vacuum)
    reference = par.reference_vacuum / (par.reference_vacuum + par.half_vacuum)
    return gain * effectiveness * (rate / par.reference_rate) ** par.rate_exponent * saturation / reference


@kernel
def pain(peak_vacuum: MmHg, comfortable_vacuum: MmHg, par: Parameters) -> Fraction:
    """Pain (0 to 1) of one nipple at ``peak_vacuum``."""
    if peak_vacuum <= 0.0:
        return 0.0
    excess = max(peak_vacuum - comfortable_vacuum, 0.0) / par.pain_slope
    return min(par.sensitivity + excess, 1.0)


@kernel
def step(
    state: State, left: Fraction, right: Fraction, left_pain: Fraction, right_pain: Fraction, par: Parameters, dt: Seconds
) -> State:
    """Move on by ``dt`` with the momentary stimulus and pain of each nipple."""
    keep = math.exp(-dt / par.time_constant)
    return State(
        left + (state.left - left) * keep,
        right + (state.right - right) * keep,
        left_pain + (state.left_pain - left_pain) * keep,
        right_pain + (state.right_pain - right_pain) * keep,
    )


@kernel
def convergence(state: State, par: Parameters) -> Fraction:
    """Both nipples together: the stronger one plus a part of the weaker."""
    return max(state.left, state.right) + par.occlusion * min(state.left, state.right)


@kernel
def left_nucleus_share(state: State, par: Parameters) -> Fraction:
    """The share (0 to 1) of the priming that goes to the left side's neurons: each side listens more to the other nipple."""
    total = state.left + state.right
    if total <= 0.0:
        return 0.5
    return (par.contralateral_share * state.right + (1.0 - par.contralateral_share) * state.left) / total
