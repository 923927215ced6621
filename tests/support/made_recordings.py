"""Recordings whose course is known, without a simulation: every signal is 0 unless a test gives it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from letdown.dyad.records import BreastSignals, Signals
from letdown.observables import measure, request
from letdown.recording import Recording, Series

STEP = 0.5


def times(start: float = -180.0, stop: float = 900.0, step: float = STEP) -> np.ndarray:
    """A grid as a run records it: its first time is one step after the start."""
    return start + step * np.arange(1, round((stop - start) / step) + 1)


def recording(
    time: np.ndarray,
    given: Mapping[str, Any],
    events: Mapping[str, Any] | None = None,
    attributes: Mapping[str, Any] | None = None,
) -> Recording:
    """A recording with these series (a number stands for a constant one) and events."""
    names = [field.replace("__", ".") for field in Signals._fields]
    names += [f"{side}.{field.replace('__', '.')}" for side in ("left", "right") for field in BreastSignals._fields]
    unknown = set(given) - set(names)
    assert not unknown, unknown
    series = {name: Series(name, "", "", np.broadcast_to(np.asarray(given.get(name, 0.0), float), time.shape)) for name in names}
    happened = {"oxytocin_neurons.burst_times": (), "milk_ejections.onsets": (), **(events or {})}
    return Recording(
        time,
        series,
        {
            name: Series(name, "s" if name.endswith(("times", "onsets")) else "1", "", np.asarray(values, float))
            for name, values in happened.items()
        },
        {"step": float(time[1] - time[0]), **(attributes or {})},
    )


def taking(time: np.ndarray, milk: np.ndarray, side: str = "left", vacuum: Any = 100.0) -> dict[str, Any]:
    """The series of a breast from which ``milk`` [mL] has been taken so far; the vacuum is on while it is."""
    return {
        f"{side}.milk_removal.removed": milk,
        f"{side}.milk_ducts.flow": np.gradient(milk, time),
        f"{side}.nipple.vacuum": vacuum,
    }


def answer(found: Recording, observable: str, seed: int = 0, woman: int = 0, **arguments: Any) -> float:
    """One measure; ``from_`` stands for ``from``."""
    table = {key.rstrip("_"): value for key, value in arguments.items()}
    return measure(found, request({"observable": observable, **table}, "measure.test"), seed, woman)
