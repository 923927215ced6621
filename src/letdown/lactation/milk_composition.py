"""Milk composition: fat follows how far the breast is emptied, and no clock.

``fat = scale · (21.59 + 9.38 d + 70.99 d²)`` g/L, with d the degree of emptying from 0 (full) to 1 (daly1993fat).
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Fraction, GramsPerLitre, Known, Millilitres


class Parameters(NamedTuple):
    """Fat of her milk."""

    fat_full: Annotated[GramsPerLitre, Known("fat of a full breast's milk", 1, 100, "daly1993fat")] = 21.59
    fat_slope: Annotated[GramsPerLitre, Known("rise with emptying", -100, 200, "daly1993fat")] = 9.38
    fat_curvature: Annotated[GramsPerLitre, Known("rise with emptying squared", -100, 300, "daly1993fat")] = 70.99
    fat_scale: Annotated[
        Fraction, Known("her fat beside that curve", 0.2, 3, "kent2006", "derived: 0.8 gives 41 g/L a day; calibrated")
    ] = 0.847


@kernel
def fat(alveolar_milk: Millilitres, capacity: Millilitres, par: Parameters) -> GramsPerLitre:
    """Fat of the milk that leaves a breast holding ``alveolar_milk`` of its storage ``capacity``."""
    emptied = min(max(1.0 - alveolar_milk / capacity, 0.0), 1.0)
    return par.fat_scale * (par.fat_full + par.fat_slope * emptied + par.fat_curvature * emptied**2)
