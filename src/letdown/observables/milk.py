"""Amounts of milk: taken, dripped, there, left; by volume, or by weight on a balance or by weighing the baby."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from letdown.instruments import MILK_DENSITY, milk_balance, test_weighing
from letdown.observables.arguments import AT, BREAST, FROM, SIDE, TO
from letdown.observables.kinds import Argument, observable
from letdown.observables.view import BREASTS, View
from letdown.traces import Floats

if TYPE_CHECKING:
    from letdown.observables.requests import Request

BOTH = SIDE.but("both")
START = FROM.but(None, "the start of the session")
SCALES = ("milk_balance", "test_weighing")
READ = ("none", "milk_balance", "test_weighing")
"""Instruments for a volume; ``none`` reads it off the bottle without an error."""


def taken_at(view: View, ask: Request, side: str, times: Floats) -> Floats:
    """Milk taken from one breast so far [mL] at rising times, as the instrument of the request has it; as it is without one."""
    settings, (time, volume) = ask.settings, view.gathered(side)
    probe = BREASTS.index(side)
    if isinstance(settings, milk_balance.Settings):
        seen = view.once(
            ("balance", side, settings),
            lambda: milk_balance.measure(time, volume, settings, view.seed, woman=view.woman, probe=probe),
        )
        return np.interp(times, seen.time, seen.values / settings.milk_density)
    if isinstance(settings, test_weighing.Settings):
        asked, where = np.unique(np.clip(times, time[0], time[-1]), return_inverse=True)
        gained = test_weighing.measure(time, volume, settings, view.seed, weighing_times=asked, woman=view.woman, probe=probe)
        return (gained.values / settings.milk_density)[where]
    return np.interp(times, time, volume)


def taken(view: View, ask: Request, sides: tuple[str, ...] | None = None) -> float:
    """Milk taken in the window [mL], from the start of the session unless ``from`` says otherwise."""
    span = view.span(ask, start=float(view.time[0]))
    start = span.start if ask.maybe("from") is not None else float(view.time[0]) - view.step
    total = 0.0
    for side in sides or view.breasts(ask.text("side")):
        edges = taken_at(view, ask, side, np.array([start, span.stop]))
        total += float(edges[1] - edges[0])
    return total


def stored(view: View, side: str, time: float | None = None) -> float:
    """Milk in a breast [mL] at a time, or at the start of the session."""
    ducts = (f"{side}.milk_ducts.alveolar_milk", f"{side}.milk_ducts.duct_milk")
    return sum(view.value(name, time) if time is not None else float(view[name][0]) for name in ducts)


@observable("mL", "positive", BOTH, START, TO, instruments=READ)
def milk_removed(view: View, ask: Request) -> float:
    """The volume of milk taken from a breast, or from both, in a window."""
    return taken(view, ask)


@observable("g", "positive", BOTH, START, TO, instruments=SCALES)
def milk_mass(view: View, ask: Request) -> float:
    """The mass of milk taken in a window, by a balance under the bottle or by weighing the baby."""
    density = (
        ask.settings.milk_density if isinstance(ask.settings, (milk_balance.Settings, test_weighing.Settings)) else MILK_DENSITY
    )
    return density * taken(view, ask)


@observable("mL", "positive", SIDE.but("other"), START, TO)
def milk_dripped(view: View, ask: Request) -> float:
    """The volume of milk that dripped from a breast while nothing took it."""
    span = view.span(ask, start=float(view.time[0]))
    total = 0.0
    for side in view.breasts(ask.text("side")):
        name = f"{side}.milk_removal.dripped"
        before = view.value(name, span.start) if ask.maybe("from") is not None else 0.0
        total += view.value(name, span.stop) - before
    return total


@observable("mL", "positive", BOTH, AT.but(None, "the start of the session"))
def milk_available(view: View, ask: Request) -> float:
    """The milk in a breast, or in both, at a time."""
    at = ask.maybe("at")
    at = view.within(at, ask) if at is not None else None
    return sum(stored(view, side, at) for side in view.breasts(ask.text("side")))


@observable("mL", "positive", SIDE, AT.but(None, "the end of the session"))
def residual_milk(view: View, ask: Request) -> float:
    """The milk left in a breast at a time."""
    at = ask.maybe("at")
    at = view.within(at, ask) if at is not None else float(view.time[-1])
    return sum(stored(view, side, at) for side in view.breasts(ask.text("side")))


@observable("1", "fraction", SIDE, START, TO, instruments=READ)
def available_share_removed(view: View, ask: Request) -> float:
    """The share of the milk available at the start that was taken (percentage of available milk removed)."""
    sides = view.breasts(ask.text("side"))
    start = ask.maybe("from")
    there = sum(stored(view, side, view.within(start, ask) if start is not None else None) for side in sides)
    return taken(view, ask, sides) / there if there > 0.0 else math.nan


@observable(
    "1", "fraction", Argument("of", "", "breast whose share it is", "right", "", ("left", "right", "suckled", "other")), START, TO
)
def milk_share(view: View, ask: Request) -> float:
    """The share of the milk of both breasts that one of them gave."""
    one = taken(view, ask, (view.breast(ask.text("of")),))
    all_of_it = taken(view, ask, BREASTS)
    return one / all_of_it if all_of_it > 0.0 else math.nan


_OF = Argument("of", "", "breast above the line", "right", "", ("left", "right", "suckled", "other"))
_OVER = Argument("over", "", "breast below the line", "left", "", ("left", "right", "suckled", "other"))


@observable("1", "positive", _OF, _OVER, START, TO)
def milk_ratio(view: View, ask: Request) -> float:
    """The milk of one breast over that of the other: right over left, or other (second) over suckled (first)."""
    below = taken(view, ask, (view.breast(ask.text("over")),))
    return taken(view, ask, (view.breast(ask.text("of")),)) / below if below > 0.0 else math.nan


@observable("s", "positive", SIDE)
def taking_duration(view: View, ask: Request) -> float:
    """How long milk was taken, by infant, pump or hand, from its first to its last moment."""
    spans = [span for side in view.breasts(ask.text("side")) if (span := view.taking(side)) is not None]
    return max(span.stop for span in spans) - min(span.start for span in spans) if spans else 0.0


@observable("1", "fraction", Argument("least", "mL", "volume that must be reached", required=True, low=0.0), BOTH, START, TO)
def milk_at_least(view: View, ask: Request) -> float:
    """1 where at least so much milk was taken."""
    return float(taken(view, ask) >= ask.number("least"))


@observable("g/min", "positive", BREAST, instruments=SCALES)
def milk_rate(view: View, ask: Request) -> float:
    """The mass of milk taken from a breast, over the time in which it was taken."""
    side = view.breast(ask.text("side"))
    span = view.taking(side)
    if span is None or span.stop <= span.start:
        return math.nan
    return 60.0 * milk_mass(view, ask) / (span.stop - span.start)
