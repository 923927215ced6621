"""Series and Recording: named numbers with units on one time axis.

``time`` is in seconds, 0 is latch or pump on. A *series* has one value for each time; an *event* is irregular and has as many
values as it has. Names are ``stage.quantity``, or ``left.stage.quantity`` where there are two of a thing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from letdown.errors import InputError, MissingExtraError, ParameterError, unknown_name

FloatArray = NDArray[np.float64]
Attribute = str | int | float


@dataclass(frozen=True)
class Series:
    """Numbers of one kind, with the unit they are in and what they mean; ``values`` is read-only and one-dimensional."""

    name: str
    unit: str
    meaning: str
    values: FloatArray

    def __post_init__(self) -> None:
        values = np.asarray(self.values, dtype=np.float64).view()
        if values.ndim != 1:
            raise InputError(f"{self.name}: values have {values.ndim} dimensions; a series has one.")
        values.flags.writeable = False
        object.__setattr__(self, "values", values)


@dataclass(frozen=True)
class Recording:
    """What happened, on one time axis.

    ``attributes`` say where it comes from (title, version, seed, woman, engine, result_hash, scenario, …). ``state`` is what a
    continued run needs; it is never written to a file.
    """

    time: FloatArray
    series: Mapping[str, Series]
    events: Mapping[str, Series] = field(default_factory=dict[str, Series])
    attributes: Mapping[str, Attribute] = field(default_factory=dict[str, Attribute])
    state: Any = None

    def __post_init__(self) -> None:
        time = np.asarray(self.time, dtype=np.float64).view()
        if time.ndim != 1 or bool(np.any(~(np.diff(time) > 0.0))):
            raise InputError("time must be one row of numbers that rise; sort the rows and remove doubles.")
        time.flags.writeable = False
        object.__setattr__(self, "time", time)
        for name, one in self.series.items():
            if one.values.size != time.size:
                raise InputError(f"series '{name}' has {one.values.size} values for {time.size} times; each time needs one.")

    def __getitem__(self, name: str) -> FloatArray:
        return self.time if name == "time" else self._named(name).values

    def __contains__(self, name: object) -> bool:
        return name in self.series or name in self.events

    def __repr__(self) -> str:
        span = f"{self.time[0]:g} to {self.time[-1]:g} s" if self.time.size else "no times"
        title = self.attributes.get("title", "")
        return f"<Recording {title!r}: {span}, {len(self.series)} series, {len(self.events)} kinds of event>"

    def unit(self, name: str) -> str:
        """The unit of a series or event."""
        return "s" if name == "time" else self._named(name).unit

    def _named(self, name: str) -> Series:
        found = self.series.get(name) or self.events.get(name)
        if found is None:
            raise ParameterError(unknown_name("series", name, [*self.series, *self.events]))
        return found

    def window(self, start: float, stop: float) -> Recording:
        """The part from ``start`` to ``stop`` [s], both included.

        Events that are times are cut too, and with ``x_times`` all ``x_…`` of the same length; other events stay whole.
        """
        if not start <= stop:
            raise InputError(f"a window from {start:g} to {stop:g} s is empty; the start comes first.")
        kept = slice(int(np.searchsorted(self.time, start, "left")), int(np.searchsorted(self.time, stop, "right")))  # no copy
        series = {name: replace(one, values=one.values[kept]) for name, one in self.series.items()}
        events = {name: _cut(one, self._clock(one), start, stop) for name, one in self.events.items()}
        return replace(self, time=self.time[kept], series=series, events=events, state=None)

    def _clock(self, event: Series) -> FloatArray | None:
        """The times of an event: its own values, or those of ``stem_times`` beside it."""
        if event.unit == "s":
            return event.values
        beside = self.events.get(event.name.rpartition("_")[0] + "_times")
        return beside.values if beside is not None and beside.values.size == event.values.size else None

    def to_xarray(self) -> Any:
        """An ``xarray.Dataset``; needs the extra ``data``."""
        try:
            import xarray
        except ImportError as error:
            raise missing_extra("xarray", error) from error
        variables: dict[str, Any] = {
            one.name: ("time", one.values, {"units": one.unit, "long_name": one.meaning}) for one in self.series.values()
        }
        for one in self.events.values():
            variables[one.name] = (f"{one.name}.index", one.values, {"units": one.unit, "long_name": one.meaning})
        time = ("time", self.time, {"units": "s", "long_name": "time since latch or pump on"})
        return xarray.Dataset(variables, coords={"time": time}, attrs=dict(self.attributes))


def _cut(event: Series, clock: FloatArray | None, start: float, stop: float) -> Series:
    return event if clock is None else replace(event, values=event.values[(clock >= start) & (clock <= stop)])


def result_hash(recording: Recording) -> str:
    """Sixteen hexadecimal digits that stand for every number of ``recording``: times, series and events, with names and units."""
    digest = hashlib.sha256(recording.time.astype("<f8").tobytes())
    for group in (recording.series, recording.events):
        for name in sorted(group):
            digest.update(f"\n{name} [{group[name].unit}] {group[name].values.size}\n".encode())
            digest.update(group[name].values.astype("<f8").tobytes())
    return digest.hexdigest()[:16]


def stamped(recording: Recording) -> Recording:
    """``recording`` with its :func:`result_hash` among its attributes; a hash that stands there already is kept."""
    if "result_hash" in recording.attributes:
        return recording
    return replace(recording, attributes={**recording.attributes, "result_hash": result_hash(recording)})


def missing_extra(library: str, error: ImportError) -> MissingExtraError:
    """The error to raise where a library of the extra ``data`` is not installed."""
    return MissingExtraError(f"This needs the library {library}, which is not installed: pip install 'letdown[data]' ({error}).")
