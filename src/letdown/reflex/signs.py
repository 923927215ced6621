"""Signs: what the mother may feel of a milk ejection, with the uncertainty that the literature has.

Whether she feels one is a trait of hers and differs between women far more than between her ejections; later ejections of a feed
are mostly not sensed (ramsay2004), strong ones more often than weak ones (newton1950), and in the first days fewer are. Not to
feel it says next to nothing. Thirst rises with suckling. In the first days the uterus contracts with the gland and cramps.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Count, Days, Fraction, Hertz, Known, Seconds
from letdown.random_streams import STREAM_SIGNS, uniform

_PLAIN = 1000.0
"""So many times what half of mothers notice, everybody does."""


class Parameters(NamedTuple):
    """How she senses."""

    felt_first: Annotated[
        Fraction,
        Known("chance that the median woman feels a first ejection", 0, 1, "assumed", "0.3 to 0.9; set by the user"),
    ] = 0.6
    felt_later: Annotated[
        Fraction, Known("chance that she feels a later one", 0, 1, "ramsay2004", "later ones not sensed; 0.15 assumed")
    ] = 0.15
    sensitivity: Annotated[
        Fraction,
        Known("her odds of feeling one beside the median woman's", 1e-5, 1e5, "assumed", "women differ far more than ejections"),
    ] = 1.0
    first_contraction: Annotated[
        Fraction,
        Known("usual peak of a first ejection", 0.01, 1, "assumed", "derived: median of 60 simulated women"),
    ] = 0.42
    later_contraction: Annotated[
        Fraction, Known("usual peak of a later one", 0.01, 1, "assumed", "derived: median of 60 simulated women")
    ] = 0.21
    contraction_slope: Annotated[
        Fraction,
        Known("how steeply the odds grow with contraction", 0, 6, "newton1950", "sign only: some notice more"),
    ] = 1.5
    newborn_sensitivity: Annotated[
        Fraction, Known("odds on the day of birth beside later ones", 0.01, 1, "assumed", "less is noticed in the first week")
    ] = 0.4
    maturing_days: Annotated[
        Days, Known("time constant with which they grow", 0.5, 60, "assumed", "works well by about two weeks")
    ] = 5.0
    cramps: Annotated[
        Fraction, Known("chance that a full contraction is felt as a cramp today", 0, 1, "assumed", "none weeks after birth")
    ] = 0.0
    first_cramps: Annotated[
        Fraction,
        Known("that chance at its highest after a first birth", 0, 1, "assumed", "weaker than later: sign only"),
    ] = 0.4
    later_cramps: Annotated[
        Fraction, Known("that chance at its highest after a second birth", 0, 1, "assumed", "stronger than after a first")
    ] = 0.8
    cramping_day: Annotated[Days, Known("when cramps are strongest", 0.1, 14, "assumed", "days 2 to 3; health texts")] = 2.5
    cramping_width: Annotated[
        Days, Known("how long before and after it they are at 61 %", 0.2, 14, "assumed", "gone in about a week")
    ] = 2.0
    noticed_swallows: Annotated[
        Hertz,
        Known("rise of the swallow rate that half of mothers notice", 0.01, 2, "assumed", "one more in four seconds"),
    ] = 0.25
    noticed_thirst: Annotated[Fraction, Known("thirst that half of mothers notice", 0.05, 1, "assumed", "half of the most")] = 0.5
    noticing_slope: Annotated[
        Fraction, Known("how steeply the chance to notice grows about such a half", 0.5, 8, "assumed", "no measurement found")
    ] = 2.0
    thirst_rise: Annotated[
        Seconds, Known("time constant with which thirst grows while suckled", 10, 7200, "assumed", "rises within a feed")
    ] = 240.0
    thirst_fall: Annotated[Seconds, Known("time constant with which it goes", 10, 7200, "assumed", "no course found")] = 900.0


class State(NamedTuple):
    """What she has felt so far, and the chance that she would have.

    ``unfelt`` is the chance that none of the former ejections was felt; ``drawn`` decides on the present one, which ``chance``
    must exceed, and ``strongest`` is its contraction so far.
    """

    ejections: Count = 0.0
    felt: Count = 0.0
    thirst: Fraction = 0.0
    unfelt: Fraction = 1.0
    chance: Fraction = 0.0
    drawn: Fraction = 1.0
    strongest: Fraction = 0.0


def matured(day: Days, births: Count, par: Parameters) -> Parameters:
    """How she senses on ``day`` since birth: less in the first week, and then there are cramps, stronger after a second birth."""
    noticed = 1.0 - (1.0 - par.newborn_sensitivity) * math.exp(-day / par.maturing_days)
    strongest = par.first_cramps + (par.later_cramps - par.first_cramps) * min(births - 1.0, 1.0)
    away = (day - par.cramping_day) / par.cramping_width
    return par._replace(sensitivity=par.sensitivity * noticed, cramps=strongest * math.exp(-0.5 * away * away))


@kernel
def chance_felt(ejection: Count, contraction: Fraction, par: Parameters) -> Fraction:
    """The chance that she feels the first or a later ``ejection`` of this contraction: the odds grow with it."""
    first = ejection <= 1.0
    usual = par.felt_first if first else par.felt_later
    strength = contraction / (par.first_contraction if first else par.later_contraction)
    if usual <= 0.0 or contraction <= 0.0:
        return 0.0
    if usual >= 1.0:
        return 1.0
    odds = usual / (1.0 - usual) * par.sensitivity * strength**par.contraction_slope
    return odds / (1.0 + odds)


@kernel
def chance_noticed(beside_half: Fraction, par: Parameters) -> Fraction:
    """The chance to notice a sign that is ``beside_half`` times as strong as the one that half of mothers notice."""
    if beside_half <= 0.0:
        return 0.0
    odds = min(beside_half, _PLAIN) ** par.noticing_slope
    return odds / (1.0 + odds)


@kernel
def step(
    state: State,
    ejections: Count,
    contraction: Fraction,
    suckled: Fraction,
    seed: int,
    woman: int,
    par: Parameters,
    dt: Seconds,
) -> State:
    """Move on by ``dt``; each ejection is felt as soon as it is strong enough for her, ``suckled`` is 1 while suckled."""
    felt = state.felt
    unfelt = state.unfelt
    chance = state.chance
    drawn = state.drawn
    strongest = state.strongest
    if ejections > state.ejections:
        unfelt = unfelt * (1.0 - chance)
        chance = 0.0
        strongest = 0.0
        drawn = uniform(seed, woman, STREAM_SIGNS, int(ejections))
    if ejections > 0.0 and contraction > strongest:
        strongest = contraction
        before = chance
        chance = chance_felt(ejections, contraction, par)
        if before <= drawn < chance:
            felt = felt + 1.0
    rising = math.exp(-dt / par.thirst_rise)
    falling = math.exp(-dt / par.thirst_fall)
    thirst = suckled + (state.thirst - suckled) * (rising if suckled > 0.0 else falling)
    return State(ejections, felt, thirst, unfelt, chance, drawn, strongest)
