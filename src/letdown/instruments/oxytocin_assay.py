"""Oxytocin assay: blood drawn now and then, each sample a mean over its drawing time, read with an error.

reading = (offset + gain * mean of the concentration over the drawing time) * (1 + cv * z), z standard normal.
The defaults are an extracted radioimmunoassay with samples every 2 min (Ueda 1994).
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from letdown.instruments import Instrument, checked_settings, checked_times, noise, regular_times
from letdown.quantity import Fraction, Known, PicogramsPerMillilitre, Seconds
from letdown.traces import Floats, checked_trace


class Settings(NamedTuple):
    """When blood is drawn, and how the assay reads it."""

    sampling_interval: Annotated[
        Seconds, Known("time from one sample to the next", 1, 3600, "ueda1994", "30 s, 2, 3 and 15 min are in use")
    ] = 120.0
    integration_window: Annotated[
        Seconds, Known("drawing time of one sample", 0, 600, "assumed", "an ordinary syringe; lucasox drew 20 s without a gap")
    ] = 10.0
    offset: Annotated[
        PicogramsPerMillilitre,
        Known("reading of blood without oxytocin", 0, 1e4, "assumed", "none after extraction; hundreds without it (szeto2011)"),
    ] = 0.0
    gain: Annotated[
        Fraction, Known("reading for each pg/mL", 0.01, 100, "assumed", "extracted assays differ up to fourfold (dawood1981)")
    ] = 1.0
    coefficient_of_variation: Annotated[
        Fraction, Known("relative error of one reading (SD)", 0, 0.5, "assumed", "typical of a radioimmunoassay")
    ] = 0.08
    detection_limit: Annotated[
        PicogramsPerMillilitre,
        Known(
            "lowest level that is told from none", 0, 1e4, "assumed", "below the baseline of 1.9 pg/mL that such assays report"
        ),
    ] = 0.9


EXTRACTED_RADIOIMMUNOASSAY = Settings()


class Assayed(NamedTuple):
    """Times [s], readings [pg/mL], and which readings were below the limit and stand at it."""

    time: Floats
    values: Floats
    below_limit: NDArray[np.bool_]


def measure(
    time: ArrayLike,
    concentration: ArrayLike,
    settings: Settings = EXTRACTED_RADIOIMMUNOASSAY,
    seed: int = 0,
    *,
    sample_times: ArrayLike | None = None,
    woman: int = 0,
    probe: int = 0,
) -> Assayed:
    """Sample a trace of plasma oxytocin [pg/mL] as a laboratory would have.

    ``sample_times`` [s] are the middles of the draws; without them every multiple of the sampling interval. A draw that would
    reach beyond the trace is cut there. Raises :class:`~letdown.errors.InputError` for a trace or times that can't be used.
    """
    checked_settings(settings)
    times, level = checked_trace(time, concentration)
    middles = regular_times(times, settings.sampling_interval) if sample_times is None else checked_times(sample_times, times)
    truth = _mean_around(times, level, middles, settings.integration_window)
    error = settings.coefficient_of_variation * noise(Instrument.OXYTOCIN_ASSAY, seed, woman, probe).standard_normal(len(middles))
    reading = (settings.offset + settings.gain * truth) * (1.0 + error)
    below = reading < settings.detection_limit
    return Assayed(middles, np.where(below, settings.detection_limit, reading), below)


def _mean_around(time: Floats, values: Floats, middles: Floats, window: float) -> Floats:
    """Mean of the piecewise linear trace over ``window`` around each middle, exactly; the value itself for no window."""
    starts = np.maximum(middles - 0.5 * window, time[0])
    stops = np.minimum(middles + 0.5 * window, time[-1])
    if window == 0.0:
        return np.interp(middles, time, values)
    area_until = np.concatenate(([0.0], np.cumsum(0.5 * (values[1:] + values[:-1]) * np.diff(time))))

    def area(at: Floats) -> Floats:
        before = np.clip(np.searchsorted(time, at, side="right") - 1, 0, len(time) - 2)
        return area_until[before] + 0.5 * (values[before] + np.interp(at, time, values)) * (at - time[before])

    return (area(stops) - area(starts)) / (stops - starts)
