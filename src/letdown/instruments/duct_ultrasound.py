"""Duct ultrasound: the width of one main milk duct, frame by frame, each width read with an error.

It sees width and nothing else: milk ejections are found in the widths afterwards, as the sonographer did.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from letdown.instruments import Instrument, Samples, checked_settings, noise, regular_times
from letdown.quantity import Known, Millimetres, Seconds
from letdown.traces import checked_trace


class Settings(NamedTuple):
    """How often a frame is read, and how well."""

    frame_interval: Annotated[
        Seconds,
        Known("time from one frame that is read to the next", 0.01, 60, "assumed", "how often frames were read is not seen"),
    ] = 1.0
    width_noise: Annotated[
        Millimetres,
        Known(
            "error of one width (SD)",
            0,
            2,
            "ramsay2004",
            "derived: resting width of 2 mm varies by 1.4 to 8.3 %, partly by reading",
        ),
    ] = 0.08


def measure(
    time: ArrayLike, width: ArrayLike, settings: Settings | None = None, seed: int = 0, *, woman: int = 0, probe: int = 0
) -> Samples:
    """Frames of a trace of duct width [mm]; never below 0. ``probe`` tells the breasts apart.

    Raises :class:`~letdown.errors.InputError` for a trace or a setting that can't be used.
    """
    settings = settings or Settings()
    checked_settings(settings)
    times, trace = checked_trace(time, width)
    frames = regular_times(times, settings.frame_interval)
    error = settings.width_noise * noise(Instrument.DUCT_ULTRASOUND, seed, woman, probe).standard_normal(len(frames))
    return Samples(frames, np.maximum(np.interp(frames, times, trace) + error, 0.0))
