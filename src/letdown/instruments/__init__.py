"""What a laboratory would have seen: an instrument takes a trace of nature and gives samples with its own errors.

Instruments know nothing of the model: they take arrays of time [s] and values, their ``Settings`` and a seed. Their noise is
NumPy's Philox (counter-based, as in :mod:`letdown.random_streams`) keyed by seed, woman, stream, instrument and probe, so that
two instruments, or the probes on two breasts, never share a draw. NumPy keeps the words of Philox for good; how it turns
them into normal deviates may change with a NumPy version.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from letdown.errors import InputError
from letdown.quantity import Known, Unit, checked, fields
from letdown.random_streams import STREAM_INSTRUMENT
from letdown.traces import Floats

Grams = Annotated[float, Unit("g")]
MilkDensity = Annotated[float, Unit("g/mL"), Known("density of milk", 1.0, 1.06, "assumed", "textbook value, recalled")]
MILK_DENSITY = 1.03


class Instrument(IntEnum):
    """One number for each instrument, part of the key of its noise."""

    OXYTOCIN_ASSAY = 1
    DUCT_ULTRASOUND = 2
    MILK_BALANCE = 3
    TEST_WEIGHING = 4
    PRESSURE_TRANSDUCER = 5


class Samples(NamedTuple):
    """What an instrument wrote down: times [s] and values in its own unit."""

    time: Floats
    values: Floats


def checked_settings(settings: tuple[float, ...]) -> None:
    """:class:`~letdown.errors.ParameterError` where a setting (a NamedTuple's number) lies outside its declared range."""
    for field in fields(type(settings)):
        checked(field, getattr(settings, field.name), field.name)


def checked_times(wanted: ArrayLike, time: Floats) -> Floats:
    """The wanted sampling times; :class:`InputError` unless they rise and lie within the trace."""
    times = np.atleast_1d(np.asarray(wanted, dtype=np.float64))
    if times.ndim != 1 or len(times) == 0 or not np.isfinite(times).all() or not (np.diff(times) > 0.0).all():
        raise InputError("Sampling times must be finite numbers that rise from each to the next.")
    if times[0] < time[0] or times[-1] > time[-1]:
        raise InputError(
            f"Samples are wanted from {times[0]:g} to {times[-1]:g} s, but the trace runs from {time[0]:g} to {time[-1]:g} s; "
            "ask for times within it or record longer."
        )
    return times


def regular_times(time: Floats, interval: float) -> Floats:
    """Every multiple of ``interval`` [s] within the trace, so that t = 0 is one; at least one, or :class:`InputError`."""
    first, last = np.ceil(time[0] / interval - 1e-9), np.floor(time[-1] / interval + 1e-9)
    if last < first:
        raise InputError(f"A trace from {time[0]:g} to {time[-1]:g} s holds no sample at an interval of {interval:g} s.")
    return np.clip(np.arange(float(first), float(last) + 1.0) * interval, time[0], time[-1])


def noise(instrument: Instrument, seed: int, woman: int, probe: int) -> np.random.Generator:
    """The random numbers of one instrument on one woman; ``probe`` tells apart what is measured twice (left 0, right 1)."""
    stream = (woman & 0xFFFFFFFF) << 32 | STREAM_INSTRUMENT << 16 | int(instrument) << 8 | (probe & 0xFF)
    return np.random.Generator(np.random.Philox(key=np.array([seed & 0xFFFFFFFFFFFFFFFF, stream], dtype=np.uint64)))
