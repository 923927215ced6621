"""Milk balance: the bottle stands on a scale while the pump runs, and its mass is written down at a steady rate."""

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
    noise,
    regular_times,
)
from letdown.quantity import Known, Seconds
from letdown.traces import checked_trace


class Settings(NamedTuple):
    """How often the scale is read, and how well."""

    reading_interval: Annotated[
        Seconds, Known("time from one reading to the next", 0.01, 60, "ramsay2006", "flow given per 5 s")
    ] = 5.0
    mass_noise: Annotated[Grams, Known("error of one reading (SD)", 0, 5, "assumed", "two drops of milk")] = 0.1
    milk_density: MilkDensity = MILK_DENSITY


def measure(
    time: ArrayLike, volume: ArrayLike, settings: Settings | None = None, seed: int = 0, *, woman: int = 0, probe: int = 0
) -> Samples:
    """Mass in the bottle [g] at each reading, from the milk gathered so far [mL]; it may fall a little, by its error.

    ``probe`` tells the breasts apart. Raises :class:`~letdown.errors.InputError` for a trace or a setting that can't be used.
    """
    settings = settings or Settings()
    checked_settings(settings)
    times, trace = checked_trace(time, volume)
    readings = regular_times(times, settings.reading_interval)
    error = settings.mass_noise * noise(Instrument.MILK_BALANCE, seed, woman, probe).standard_normal(len(readings))
    return Samples(readings, settings.milk_density * np.interp(readings, times, trace) + error)
