"""How oxytocin leaves the blood: half-life of a decay, plateau of an infusion, clearance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from letdown.observables.arguments import FROM, TO
from letdown.observables.blood import ASSAY, BASE_FROM, BASE_TO, EVERY, TIMES, WITH_BASELINE, readings
from letdown.observables.kinds import Argument, observable
from letdown.observables.view import View

if TYPE_CHECKING:
    from letdown.observables.requests import Request

DECAY = (FROM.but(required=True), TO, EVERY, TIMES, BASE_FROM, BASE_TO)
RATE = Argument("rate", "pg/s", "rate of the infusion", required=True, low=1e-9)
DOSE = Argument("dose", "pg", "dose that was given at once", required=True, low=1e-9)


@observable("s", "positive", *DECAY, instruments=ASSAY)
def oxytocin_half_life(view: View, ask: Request) -> float:
    """The half-life of the decay in a window: a straight line through the logarithms of the readings above the baseline."""
    drawn = readings(view, ask)
    above = (drawn.values > drawn.base) & (drawn.below == 0.0)
    if np.count_nonzero(above) < 3:
        return math.nan
    time, level = drawn.time[above], np.log(drawn.values[above] - drawn.base)
    centred = time - time.mean()
    slope = float(centred @ level / (centred @ centred))
    return -math.log(2.0) / slope if slope < 0.0 else math.nan


@observable("pg/mL", "signed", *WITH_BASELINE, instruments=ASSAY)
def oxytocin_plateau(view: View, ask: Request) -> float:
    """The mean of the readings of a window over the baseline, as under a steady infusion."""
    drawn = readings(view, ask)
    return float(drawn.values.mean()) - drawn.base


@observable("mL/min", "positive", RATE, *WITH_BASELINE, instruments=ASSAY)
def oxytocin_clearance(view: View, ask: Request) -> float:
    """The clearance by a steady infusion: its rate over the plateau that it holds above the baseline."""
    drawn = readings(view, ask)
    rise = float(drawn.values.mean()) - drawn.base
    return 60.0 * ask.number("rate") / rise if rise > 0.0 else math.nan


@observable("mL/min", "positive", DOSE, *WITH_BASELINE, instruments=ASSAY)
def oxytocin_dose_clearance(view: View, ask: Request) -> float:
    """The clearance by a single dose: the dose over the area under the readings above the baseline."""
    drawn = readings(view, ask)
    area = float(np.trapezoid(drawn.values - drawn.base, drawn.time)) / 60.0
    return ask.number("dose") / area if area > 0.0 else math.nan
