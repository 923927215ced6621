"""Myoepithelium: oxytocin concentration to contraction of the alveoli.

The cells adapt to the level of oxytocin and answer its *rises*: without this, blood that does not clear between pulses would
lose the let-downs. Transit from the pituitary takes about 20 s in all (myoep1962); the response saturates, so that
halved pulses cost little milk (ueda1994).

``dx/dt = (C − x)/adaptation``, ``s = max(0, C/x − 1)``, contraction goes to ``sⁿ/(sⁿ + Kⁿ)`` with one time constant up and
one down. The form with separate receptor occupancy h and spare capacity σ, ``h(1+σ)/(1+σh)`` with ``h = sⁿ/(sⁿ+k')``, is
this very curve with ``Kⁿ = k'/(1+σ)``: the two can't be told apart, so there is one half-effective rise.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Count, Days, Fraction, Known, PicogramsPerMillilitre, Seconds


class Parameters(NamedTuple):
    """Her myoepithelial cells."""

    transit: Annotated[
        Seconds, Known("pituitary to breast, receptor included", 1, 120, "myoep1962", "20 s (10 to 30) after an i.v. bolus")
    ] = 20.0
    adaptation: Annotated[
        Seconds, Known("time constant of adaptation to the level", 5, 3600, "assumed", "calibrated: ejections stay apart")
    ] = 112.0
    half_effective_rise: Annotated[
        Fraction, Known("relative rise for half the contraction", 0.01, 50, "ueda1994", "calibrated: half a pulse keeps the milk")
    ] = 1.75
    steepness: Annotated[Fraction, Known("Hill exponent of the response", 0.3, 8, "assumed", "calibrated")] = 0.882
    rise: Annotated[Seconds, Known("time constant of contraction", 1, 120, "assumed", "calibrated")] = 13.1
    relaxation: Annotated[
        Seconds, Known("time constant of relaxation", 1, 300, "gardner2015", "calibrated: one ejection lasts 45 to 210 s")
    ] = 22.7
    newborn_weakness: Annotated[
        Fraction,
        Known(
            "strength that the cells still lack at birth", 0, 0.95, "cobo1993", "calibrated: waves of pressure are fewer early on"
        ),
    ] = 0.239
    maturing_days: Annotated[
        Days, Known("time constant with which they gain it", 0.5, 60, "assumed", "works well by about two weeks")
    ] = 5.0
    weakening: Annotated[
        Fraction,
        Known(
            "power of the shift by adrenaline with which it also takes strength",
            0,
            3,
            "cross1955",
            "rabbit: a large dose of oxytocin does not overcome it",
        ),
    ] = 0.7
    onset_rise: Annotated[
        Fraction,
        Known("rise of contraction that counts as a milk ejection", 0.01, 0.9, "assumed", "a tenth of the full contraction"),
    ] = 0.1


class State(NamedTuple):
    """Oxytocin on its way, what the cells are used to, and how far they are contracted."""

    transit1: PicogramsPerMillilitre = 0.0
    transit2: PicogramsPerMillilitre = 0.0
    transit3: PicogramsPerMillilitre = 0.0
    arrived: PicogramsPerMillilitre = 0.0
    adapted: PicogramsPerMillilitre = 0.0
    activation: Fraction = 0.0
    extreme: Fraction = 0.0
    rising: Fraction = 0.0
    ejections: Count = 0.0


def steady(concentration: PicogramsPerMillilitre) -> State:
    """Cells that have known nothing but this ``concentration``."""
    return State(*(5 * (concentration,)))


def matured(day: Days, par: Parameters) -> Fraction:
    """The strength of the cells on ``day`` since birth beside that of established lactation."""
    return 1.0 - par.newborn_weakness * math.exp(-day / par.maturing_days)


RELAXED = 1e-9
"""Contraction below which the cells count as relaxed."""


@kernel
def response(relative_rise: Fraction, half_effect: Fraction, par: Parameters) -> Fraction:
    """Contraction (0 to 1) that a lasting ``relative_rise`` above the adapted level gives.

    ``half_effect`` (1 without adrenaline) shifts the curve and lowers it.
    """
    if relative_rise <= 0.0:
        return 0.0
    shifted = 1.0 / (1.0 + (half_effect * par.half_effective_rise / relative_rise) ** par.steepness)
    return shifted * half_effect ** (-par.weakening)


@kernel
def step(state: State, concentration: PicogramsPerMillilitre, half_effect: Fraction, par: Parameters, dt: Seconds) -> State:
    """Move on by ``dt`` while ``concentration`` stays constant; ``half_effect`` shifts the response.

    A milk ejection counts when contraction has risen by ``onset_rise``. The transit is a chain of four equal compartments
    (a gamma-distributed delay with mean ``transit``).
    """
    keep = math.exp(-4.0 * dt / par.transit)
    transit1 = concentration + (state.transit1 - concentration) * keep
    transit2 = transit1 + (state.transit2 - transit1) * keep
    transit3 = transit2 + (state.transit3 - transit2) * keep
    arrived = transit3 + (state.arrived - transit3) * keep
    adapted = arrived + (state.adapted - arrived) * math.exp(-dt / par.adaptation)
    target = response(arrived / adapted - 1.0, half_effect, par) if adapted > 0.0 else 0.0
    contracting = math.exp(-dt / par.rise)
    relaxing = math.exp(-dt / par.relaxation)
    activation = target + (state.activation - target) * (contracting if target > state.activation else relaxing)
    if activation < RELAXED:
        activation = 0.0
    extreme = state.extreme
    rising = state.rising
    ejections = state.ejections
    if rising == 0.0:
        extreme = min(extreme, activation)
        if activation > extreme + par.onset_rise:
            rising = 1.0
            extreme = activation
            ejections = ejections + 1.0
    else:
        extreme = max(extreme, activation)
        if activation < extreme - par.onset_rise:
            rising = 0.0
            extreme = activation
    return State(transit1, transit2, transit3, arrived, adapted, activation, extreme, rising, ejections)
