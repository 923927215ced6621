"""Milk supply: how much milk a breast holds on a given day, beside the same breast two months after birth.

Daily milk is a logistic rise (secretory activation) and a slow gain after it:
``V(d) = V0/(1 + exp(−(d − t)/w)) + G·(1 − exp(−(d − t)/s))``, fitted to published daily means of the first months.
A mother who only pumps for a premature infant activates later and makes less, with a plateau and no slow gain.
What is made within hours, and what happens to a breast that is not emptied, belongs to other stages.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Count, Days, Fraction, Known, Millilitres


class Parameters(NamedTuple):
    """Milk of a day (both breasts) over the days since birth."""

    reference_day: Annotated[
        Days,
        Known("day on which available_feed and available_pump hold", 1, 1500, "assumed", "within most studies' 1 to 6 months"),
    ] = 60.0
    activation_time: Annotated[
        Days, Known("when the first rise is half done", 0.5, 10, "casey1986", "derived: fit to published daily means")
    ] = 2.09
    activation_width: Annotated[
        Days, Known("width of the first rise", 0.1, 3, "casey1986", "derived: fit to published daily means")
    ] = 0.52
    first_plateau: Annotated[
        Millilitres, Known("milk of a day after the first rise", 50, 2000, "neville1988", "derived: fit, a 3.4-kg infant")
    ] = 539.0
    slow_gain: Annotated[
        Millilitres, Known("what the following weeks add to it", 0, 1500, "rios2023", "derived: fit to 1, 3 and 6 months")
    ] = 203.0
    slow_days: Annotated[Days, Known("time constant of that", 2, 300, "rios2023", "derived: fit")] = 42.0
    pump_dependent_plateau: Annotated[
        Millilitres, Known("milk of a day when only a pump takes it", 50, 2000, "hopkinson1988", "493 at 2 weeks, 606 at 4")
    ] = 600.0
    pump_dependent_time: Annotated[
        Days, Known("when its rise is half done", 0.5, 20, "hoban2024", "median of secretory activation")
    ] = 5.8
    pump_dependent_width: Annotated[
        Days, Known("width of its rise", 0.1, 6, "peking2020", "derived: 350 g on day 6, 500 on day 8")
    ] = 1.5
    pump_sessions: Annotated[
        Count, Known("pumpings a day of a mother who only pumps", 1, 16, "magoshah2023", "5 or more; 8 are advised")
    ] = 8.0
    pump_dependent_removal: Annotated[
        Fraction, Known("share of the milk there that such a pumping takes", 0.05, 1, "assumed", "less than 65 % (kent2008)")
    ] = 0.5
    reference_available: Annotated[
        Millilitres,
        Known("milk of one breast before a pumping on the reference day", 20, 1000, "kent2008", "derived: 118 mL are 65 %"),
    ] = 181.0
    colostrum_thickness: Annotated[
        Fraction,
        Known("resistance to colostrum beside that to milk", 1, 100, "assumed", "calibrated; thick, no figure found"),
    ] = 3.84
    partial_share: Annotated[
        Fraction, Known("milk beside exclusive breastfeeding where other food is given", 0.05, 1, "assumed", "about half")
    ] = 0.6
    activation_delay: Annotated[
        Days, Known("by how much something holds that first rise up", 0, 60, "assumed", "0: nothing does")
    ] = 0.0
    made: Annotated[
        Fraction,
        Known("milk made beside what these breasts would make", 0.01, 5, "assumed", "1: nothing stands in the way of making it"),
    ] = 1.0


@kernel
def activated(day: Days, par: Parameters) -> Fraction:
    """How far secretory activation has gone: 0 is colostrum, 1 milk."""
    return 1.0 / (1.0 + math.exp(-(day - par.activation_time - par.activation_delay) / par.activation_width))


@kernel
def thickness(day: Days, par: Parameters) -> Fraction:
    """How much harder the day's milk flows than later milk, in the alveoli and at the nipple."""
    return 1.0 + (par.colostrum_thickness - 1.0) * (1.0 - activated(day, par))


@kernel
def daily_milk(day: Days, par: Parameters) -> Millilitres:
    """Milk of one day, both breasts, when an infant takes it all."""
    since = day - par.activation_time - par.activation_delay
    slow = par.slow_gain * (1.0 - math.exp(-max(since, 0.0) / par.slow_days))
    return par.first_plateau * activated(day, par) + slow


@kernel
def pumped_daily_milk(day: Days, par: Parameters) -> Millilitres:
    """Milk of one day, both breasts, of a mother who only pumps for a premature infant."""
    since = day - par.pump_dependent_time - par.activation_delay
    return par.pump_dependent_plateau / (1.0 + math.exp(-since / par.pump_dependent_width))


@kernel
def pumped_share(day: Days, par: Parameters) -> Fraction:
    """Milk in the breast of a mother who only pumps beside what a breast holds before a pumping on the reference day."""
    taken = pumped_daily_milk(day, par) / par.pump_sessions
    return taken / par.pump_dependent_removal / (2.0 * par.reference_available)


@kernel
def share_of_established(day: Days, par: Parameters) -> Fraction:
    """Milk in the breast beside the same breast on the reference day; feeds a day are taken as equally many."""
    return daily_milk(day, par) / daily_milk(par.reference_day, par)
