"""Test weighing: the baby is weighed before and after, or several times, and the gain is taken for milk.

Water that the baby breathes and sweats away meanwhile is not modelled; a real gain is a little less than the intake.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from letdown.instruments import (
    MILK_DENSITY,
    Grams,
    Instrument,
    MilkDensity,
    Samples,
    checked_settings,
    checked_times,
    noise,
)
from letdown.quantity import Known
from letdown.traces import checked_trace


class Settings(NamedTuple):
    """How well the scale weighs a baby that moves."""

    weighing_error: Annotated[
        Grams, Known("error of one weighing (SD)", 0, 50, "assumed", "an electronic scale and a baby that moves; no figure seen")
    ] = 2.0
    milk_density: MilkDensity = MILK_DENSITY


def measure(
    time: ArrayLike,
    intake: ArrayLike,
    settings: Settings | None = None,
    seed: int = 0,
    *,
    weighing_times: ArrayLike | None = None,
    woman: int = 0,
    probe: int = 0,
) -> Samples:
    """Gain since the first weighing [g], from the milk taken so far [mL]; the last value is the intake.

    Without ``weighing_times`` [s]: once before and once after. The error of the first weighing is in every gain.
    Raises :class:`~letdown.errors.InputError` for a trace, times or a setting that can't be used.
    """
    settings = settings or Settings()
    checked_settings(settings)
    times, trace = checked_trace(time, intake)
    weighings = checked_times(times[[0, -1]] if weighing_times is None else weighing_times, times)
    error = settings.weighing_error * noise(Instrument.TEST_WEIGHING, seed, woman, probe).standard_normal(len(weighings))
    weight = settings.milk_density * np.interp(weighings, times, trace) + error
    return Samples(weighings, weight - weight[0])
