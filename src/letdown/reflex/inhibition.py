"""Inhibition: three separate doors, what relieves them, and calm, which does a little where nothing inhibits.

*Central* (stress, noise, pain, distraction, alcohol, opioids): less priming and smaller pulses, so they come smaller, fewer
and later.
*Terminal* (opioids): a burst releases less. *Peripheral* (adrenaline): the gland needs more oxytocin. Each degree is 0 to 1, the
fraction by which the published maximal stressor acts; alcohol is in g/kg of body weight.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Fraction, GramsPerKilogram, Known, Seconds


class Parameters(NamedTuple):
    """How far each door is closed at full degree."""

    stress_priming: Annotated[
        Fraction, Known("loss of priming under full stress or noise", 0, 1, "ueda1994", "calibrated: detected pulses halve")
    ] = 0.158
    stress_pulse: Annotated[
        Fraction, Known("loss of pulse size under full stress or noise", 0, 1, "ueda1994", "calibrated: and milk is kept")
    ] = 0.562
    pain_priming: Annotated[
        Fraction, Known("loss of priming in full pain", 0, 1, "newton1948", "one pair, recalled: order only")
    ] = 0.5
    pain_pulse: Annotated[
        Fraction, Known("loss of pulse size in full pain", 0, 1, "newton1948", "one pair, recalled: order only")
    ] = 0.7
    distraction_priming: Annotated[
        Fraction, Known("loss of priming in full distraction", 0, 1, "newton1948", "one pair, recalled: order only")
    ] = 0.3
    distraction_pulse: Annotated[
        Fraction, Known("loss of pulse size in full distraction", 0, 1, "newton1948", "one pair, recalled: order only")
    ] = 0.5
    fatigue_priming: Annotated[
        Fraction, Known("loss of priming in full fatigue", 0, 1, "assumed", "no measured effect found: 0 lies within")
    ] = 0.05
    alcohol_priming_dose: Annotated[
        GramsPerKilogram, Known("alcohol that halves priming", 0.1, 5, "cobo1973", "calibrated to pressure")
    ] = 1.13
    alcohol_priming_slope: Annotated[Fraction, Known("steepness of that", 0.5, 8, "cobo1973", "calibrated")] = 4.34
    alcohol_pulse_dose: Annotated[
        GramsPerKilogram,
        Known("alcohol that halves the pulse", 0.1, 5, "mennella2005", "falls already at small doses; calibrated"),
    ] = 0.983
    alcohol_pulse_slope: Annotated[Fraction, Known("steepness of that", 0.5, 8, "cobo1973", "fitted to pressure")] = 1.4
    separation: Annotated[
        Fraction,
        Known(
            "loss of priming in a mother who pumps for an infant she is separated from",
            0,
            0.9,
            "assumed",
            "calibrated; no number given",
        ),
    ] = 0.441
    opioid_priming: Annotated[
        Fraction, Known("loss of priming after 5 mg morphine i.v.", 0, 1, "lindow1999", "one trial; split between doors assumed")
    ] = 0.6
    opioid_terminal: Annotated[
        Fraction, Known("loss of release after 5 mg morphine i.v.", 0, 1, "lindow1999", "one trial; split between doors assumed")
    ] = 0.6
    fright_shift: Annotated[
        Fraction, Known("rise of the gland's half-effective rise in full fright", 0, 100, "cross1955", "rabbit: blocks the gland")
    ] = 20.0
    fright_duration: Annotated[
        Seconds, Known("time constant with which adrenaline's effect fades", 10, 3600, "cross1955", "2 to 3.5 min in rabbits")
    ] = 150.0
    onset: Annotated[Seconds, Known("time constant with which the doors move", 0.5, 600, "assumed", "tens of seconds")] = 20.0
    relief: Annotated[
        Fraction,
        Known("share of stress, pain and distraction that full relaxation takes away", 0, 1, "assumed", "trials are of days"),
    ] = 0.4
    calm_priming: Annotated[
        Fraction,
        Known(
            "gain of priming that full relaxation brings where nothing inhibits", 0, 2, "assumed", "5 to 15 % more milk; shrunk"
        ),
    ] = 0.15
    calm_pulse: Annotated[
        Fraction,
        Known("gain of pulse size that it brings there", 0, 2, "assumed", "5 to 15 % more milk, 0.9 to 1.3; shrunk"),
    ] = 0.15
    relief_lasts: Annotated[
        Seconds, Known("how long relaxation lasts after the exercise", 0, 7200, "assumed", "no course found")
    ] = 900.0
    lasting_priming: Annotated[
        Fraction, Known("share of priming that a lasting condition leaves", 0, 2, "assumed", "1: there is none")
    ] = 1.0
    lasting_pulse: Annotated[
        Fraction, Known("share of pulse size that a lasting condition leaves", 0, 2, "assumed", "1: there is none")
    ] = 1.0


class State(NamedTuple):
    """How far each door stands open: 1 is open, 0 shut, a little above 1 in a woman who relaxes.

    ``half_effect`` is the factor on the gland's half-effective rise.
    """

    priming: Fraction = 1.0
    pulse: Fraction = 1.0
    terminal: Fraction = 1.0
    half_effect: Fraction = 1.0


@kernel
def sober(alcohol: GramsPerKilogram, half_dose: GramsPerKilogram, slope: Fraction) -> Fraction:
    """What ``alcohol`` leaves of an effect that ``half_dose`` halves."""
    if alcohol <= 0.0:
        return 1.0
    return 1.0 / (1.0 + (alcohol / half_dose) ** slope)


@kernel
def step(
    state: State,
    stress: Fraction,
    pain: Fraction,
    distraction: Fraction,
    fatigue: Fraction,
    alcohol: GramsPerKilogram,
    opioid: Fraction,
    fright: Fraction,
    relaxation: Fraction,
    par: Parameters,
    dt: Seconds,
) -> State:
    """Move on by ``dt``: each door goes towards the product of what its causes leave open."""
    kept = 1.0 - par.relief * relaxation
    sober_priming = sober(alcohol, par.alcohol_priming_dose, par.alcohol_priming_slope)
    sober_pulse = sober(alcohol, par.alcohol_pulse_dose, par.alcohol_pulse_slope)
    priming = (
        (1.0 - par.stress_priming * stress * kept)
        * (1.0 - par.pain_priming * pain * kept)
        * (1.0 - par.distraction_priming * distraction * kept)
        * (1.0 - par.fatigue_priming * fatigue)
        * (1.0 - par.opioid_priming * opioid)
        * sober_priming
        * (1.0 + par.calm_priming * relaxation)
        * par.lasting_priming
    )
    pulse = (
        (1.0 - par.stress_pulse * stress * kept)
        * (1.0 - par.pain_pulse * pain * kept)
        * (1.0 - par.distraction_pulse * distraction * kept)
        * sober_pulse
        * (1.0 + par.calm_pulse * relaxation)
        * par.lasting_pulse
    )
    terminal = 1.0 - par.opioid_terminal * opioid
    half_effect = 1.0 + par.fright_shift * fright
    keep = math.exp(-dt / par.onset)
    fading = math.exp(-dt / par.fright_duration)
    wearing_off = keep if half_effect > state.half_effect else fading
    return State(
        priming + (state.priming - priming) * keep,
        pulse + (state.pulse - pulse) * keep,
        terminal + (state.terminal - terminal) * keep,
        half_effect + (state.half_effect - half_effect) * wearing_off,
    )
