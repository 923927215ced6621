"""Signs: what the mother may feel and see of a milk ejection, with the uncertainty that the literature has.

Whether she feels one differs between women far more than between her ejections; later ejections of a feed are mostly not sensed
(ramsay2004). Not to feel it says next to nothing. Thirst rises with suckling.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Count, Fraction, Known, Seconds
from letdown.random_streams import STREAM_SIGNS, uniform


class Parameters(NamedTuple):
    """How she senses."""

    felt_first: Annotated[
        Fraction, Known("chance that she feels the first ejection", 0, 1, "assumed", "0.3 to 0.9; health texts; set by the user")
    ] = 0.6
    felt_later: Annotated[
        Fraction, Known("chance that she feels a later one", 0, 1, "ramsay2004", "later ones not sensed; 0.15 assumed")
    ] = 0.15
    thirst_rise: Annotated[
        Seconds, Known("time constant with which thirst grows while suckled", 10, 7200, "assumed", "rises within a feed")
    ] = 240.0
    thirst_fall: Annotated[Seconds, Known("time constant with which it goes", 10, 7200, "assumed", "no course found")] = 900.0


class State(NamedTuple):
    """What she has felt so far."""

    ejections: Count = 0.0
    felt: Count = 0.0
    thirst: Fraction = 0.0


@kernel
def step(state: State, ejections: Count, suckled: Fraction, seed: int, woman: int, par: Parameters, dt: Seconds) -> State:
    """Move on by ``dt``; each new ejection is felt or not by her own chance, ``suckled`` is 1 while a nipple is stimulated."""
    felt = state.felt
    if ejections > state.ejections:
        chance = par.felt_first if ejections == 1.0 else par.felt_later
        if uniform(seed, woman, STREAM_SIGNS, int(ejections)) < chance:
            felt = felt + 1.0
    rising = math.exp(-dt / par.thirst_rise)
    falling = math.exp(-dt / par.thirst_fall)
    thirst = suckled + (state.thirst - suckled) * (rising if suckled > 0.0 else falling)
    return State(ejections, felt, thirst)
