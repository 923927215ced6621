"""Pressure transducer: a catheter in a milk duct of the unsuckled breast, read at a steady rate."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from letdown.instruments import Instrument, Samples, checked_settings, noise, regular_times
from letdown.quantity import Known, MmHg, Seconds
from letdown.traces import checked_trace


class Settings(NamedTuple):
    """How often the pressure is read, and how well."""

    reading_interval: Annotated[
        Seconds, Known("time from one reading to the next", 0.01, 60, "assumed", "a chart recorder read by eye")
    ] = 0.5
    pressure_noise: Annotated[
        MmHg, Known("error of one reading (SD)", 0, 10, "assumed", "breathing and movement of the catheter")
    ] = 0.5
    zero_error: Annotated[MmHg, Known("reading at no pressure", -20, 20, "assumed", "zeroed before use")] = 0.0


def measure(
    time: ArrayLike, pressure: ArrayLike, settings: Settings | None = None, seed: int = 0, *, woman: int = 0, probe: int = 0
) -> Samples:
    """Readings of a trace of duct pressure [mmHg]. ``probe`` tells the breasts apart.

    Raises :class:`~letdown.errors.InputError` for a trace or a setting that can't be used.
    """
    settings = settings or Settings()
    checked_settings(settings)
    times, trace = checked_trace(time, pressure)
    readings = regular_times(times, settings.reading_interval)
    error = settings.pressure_noise * noise(Instrument.PRESSURE_TRANSDUCER, seed, woman, probe).standard_normal(len(readings))
    return Samples(readings, np.interp(readings, times, trace) + settings.zero_error + error)
