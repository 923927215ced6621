"""Milk removal from one breast: what infant, pump or hand take, what drips, and the swallows it takes.

Fat comes from :mod:`letdown.lactation.milk_composition`; here it is only gathered. Drip counts apart: any visible drop is
one threshold, enough milk to gather another.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Count, Days, Fraction, GramsPerLitre, Known, Milligrams, Millilitres, MillilitresPerSecond, Seconds


class Parameters(NamedTuple):
    """How milk is taken and seen."""

    swallow_volume: Annotated[
        Millilitres, Known("milk of one swallow", 0.02, 3, "qureshi2002", "at one month, from a bottle")
    ] = 0.44
    newborn_swallow: Annotated[
        Fraction, Known("a newborn's swallow beside that at one month", 0.1, 1, "qureshi2002", "0.23 to 0.44 mL")
    ] = 0.52
    maturing_days: Annotated[
        Days, Known("time constant with which swallows grow", 1, 100, "qureshi2002", "derived: nearly done at one month")
    ] = 10.0
    visible_drip: Annotated[Millilitres, Known("drip that a mother sees", 0.001, 5, "assumed", "a drop")] = 0.05
    gathered_drip: Annotated[
        Millilitres, Known("drip that is enough to gather", 0.1, 50, "assumed", "a teaspoon: drip milk for the nursery")
    ] = 5.0


class State(NamedTuple):
    """What has left this breast so far."""

    removed: Millilitres = 0.0
    taken_by_infant: Millilitres = 0.0
    dripped: Millilitres = 0.0
    swallows: Count = 0.0
    fat_removed: Milligrams = 0.0


def matured(day: Days, par: Parameters) -> Parameters:
    """Swallows on ``day`` since birth."""
    small = (1.0 - par.newborn_swallow) * math.exp(-day / par.maturing_days)
    return par._replace(swallow_volume=par.swallow_volume * (1.0 - small))


@kernel
def step(
    state: State,
    flow: MillilitresPerSecond,
    taken: Fraction,
    swallowed: Fraction,
    fat: GramsPerLitre,
    par: Parameters,
    dt: Seconds,
) -> State:
    """Move on by ``dt``; ``taken`` is 1 while something takes the milk (else it drips), ``swallowed`` 1 if an infant does."""
    volume = flow * dt
    return State(
        state.removed + volume * taken,
        state.taken_by_infant + volume * swallowed,
        state.dripped + volume * (1.0 - taken),
        state.swallows + volume * swallowed / par.swallow_volume,
        state.fat_removed + fat * volume * taken,
    )
