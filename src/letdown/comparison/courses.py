"""The course of each stage under both arms: the median of the women and the middle half of them, on one time axis."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from letdown.comparison.stages import SIDES
from letdown.recording import Recording
from letdown.traces import Floats

MOST_WOMEN = 400
"""Women whose courses are kept: more would not move a median that can be seen, and memory stays flat."""
_POINTS = 500
"""Points of a course: no more can be told apart on paper."""


class Shown(NamedTuple):
    """One panel: its name, the stages it stands for, its title, its unit, and the factor that takes the signal there."""

    name: str
    stages: tuple[str, ...]
    title: str
    unit: str
    factor: float = 1.0


class Course(NamedTuple):
    """A signal over ``time`` [s] in one arm: lower quartile, median and upper quartile of the women."""

    time: Floats
    low: Floats
    median: Floats
    high: Floats


def _breast(side: str) -> tuple[Shown, ...]:
    name = side.capitalize()
    return (
        Shown(f"{side}.milk_ducts.alveolar_pressure", (f"{side}.pressure",), f"{name} breast: pressure in the alveoli", "mmHg"),
        Shown(
            f"{side}.milk",
            (f"{side}.milk_supply", f"{side}.milk_ducts", f"{side}.milk_removal"),
            f"{name} breast: milk taken or dripped",
            "mL",
        ),
    )


PANELS: tuple[Shown, ...] = (
    Shown("nipple_afferents.traffic", ("nipple", "nipple_afferents"), "Nerve traffic from the nipples", "1"),
    Shown("inhibition.pulse", ("inhibition",), "The central door: what is left of a pulse", "1"),
    Shown(
        "oxytocin_neurons.priming",
        ("conditioned_cues", "release_reliability", "priming"),
        "Priming of the oxytocin neurons",
        "1/s",
    ),
    Shown("secreted", ("oxytocin_neurons", "posterior_pituitary"), "Oxytocin secreted so far", "ng", 1e-3),
    Shown("plasma_oxytocin.concentration", ("plasma_oxytocin",), "Oxytocin in the blood", "pg/mL"),
    Shown("myoepithelium.activation", ("myoepithelium",), "Contraction of the glands", "1"),
    *_breast("left"),
    *_breast("right"),
)
"""What is drawn, in the order of the signal. Bursts of two women never coincide, so what is secreted and taken is summed up."""


def thinned(recording: Recording) -> tuple[Floats, Floats]:
    """Times [points] and panels [panels, points] of one run, each point the mean over its part of the time."""
    step = recording.time[1] - recording.time[0]
    each = -(-recording.time.size // _POINTS)
    whole = recording.time.size // each * each

    def points(values: Floats) -> Floats:
        return np.asarray(values[:whole].reshape(-1, each).mean(axis=1), dtype=np.float64)

    made = {f"{side}.milk": sum(recording[f"{side}.milk_removal.{part}"] for part in ("removed", "dripped")) for side in SIDES}
    made["secreted"] = np.cumsum(recording["posterior_pituitary.secretion"]) * step
    rows = [one.factor * points(np.asarray(made[one.name] if one.name in made else recording[one.name])) for one in PANELS]
    return points(recording.time), np.array(rows)


def courses(time: Floats, runs: list[Floats]) -> dict[str, Course]:
    """The courses of one arm by panel, from what :func:`thinned` left of each woman's run."""
    low, median, high = np.percentile(np.stack(runs), (25.0, 50.0, 75.0), axis=0)
    return {one.name: Course(time, low[place], median[place], high[place]) for place, one in enumerate(PANELS)}
