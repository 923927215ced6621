"""Release reliability: whether the reflex answers at all this time.

In the first days some feeds pass without any milk ejection although nothing inhibits; about two weeks later hardly one does.
What decides is not known, so it is drawn once for each occasion: all that stimulates her, cues included, until a pause.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Count, Days, Fraction, Known, PerSecond, Seconds
from letdown.random_streams import STREAM_RELIABILITY, uniform


class Parameters(NamedTuple):
    """How often the reflex answers."""

    reliability: Annotated[
        Fraction, Known("share of occasions on which it answers, established", 0, 1, "assumed", "0.98 by day 14; no daily record")
    ] = 0.985
    newborn_reliability: Annotated[
        Fraction,
        Known("that share on the day of birth", 0, 1, "lucas1980", "derived: 68 of 71 mothers of the first week, with jonas2009"),
    ] = 0.95
    maturing_days: Annotated[
        Days, Known("time constant with which it matures", 0.5, 60, "assumed", "works well by about two weeks")
    ] = 5.0
    pause: Annotated[
        Seconds, Known("time without any stimulus after which the next one is a new occasion", 10, 7200, "assumed", "minutes")
    ] = 600.0
    least_drive: Annotated[PerSecond, Known("drive below which nothing stimulates", 0.0001, 0.5, "assumed", "hardly any")] = 0.01


class State(NamedTuple):
    """1 while the reflex answers, how long nothing has stimulated her, and how many occasions there were."""

    answers: Fraction = 1.0
    quiet: Seconds = 1e6
    occasions: Count = 0.0


def matured(day: Days, par: Parameters) -> Parameters:
    """How reliable the reflex is on ``day`` since birth."""
    lacking = (par.reliability - par.newborn_reliability) * math.exp(-day / par.maturing_days)
    return par._replace(reliability=min(max(par.reliability - lacking, 0.0), 1.0))


@kernel
def step(state: State, drive: PerSecond, seed: int, woman: int, par: Parameters, dt: Seconds) -> State:
    """Move on by ``dt`` while nipples and cues together drive the neurons by ``drive``."""
    if drive < par.least_drive:
        return State(state.answers, state.quiet + dt, state.occasions)
    if state.quiet < par.pause:
        return State(state.answers, 0.0 * dt, state.occasions)
    occasions = state.occasions + 1.0
    drawn = uniform(seed, woman, STREAM_RELIABILITY, int(occasions))
    return State(1.0 if drawn < par.reliability else 0.0, 0.0 * dt, occasions)
