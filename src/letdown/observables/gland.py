"""The posterior pituitary: oxytocin secreted over a window, by each burst and by each spike."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from letdown.observables.arguments import FROM, TO
from letdown.observables.kinds import Argument, observable
from letdown.observables.view import View

if TYPE_CHECKING:
    from letdown.observables.requests import Request

WINDOWED = (FROM, TO)
OVER = Argument("over", "", "all that was secreted, or what exceeds the rate before time 0", "zero", "", ("zero", "baseline"))


def _secreted(view: View, ask: Request) -> float:
    """Oxytocin secreted in the window [pg]."""
    part = view.cut(view.span(ask))
    rate = view["posterior_pituitary.secretion"]
    base = 0.0
    if ask.text("over") == "baseline":
        before = view.time <= 1e-9
        base = float(rate[before].mean() if before.any() else rate[0])
    return float((rate[part] - base).sum()) * view.step


def _grew(view: View, ask: Request, name: str) -> float:
    """What a counter grew by in the window."""
    values = view[name][view.cut(view.span(ask))]
    return float(values[-1] - values[0])


@observable("pg", "signed", OVER, *WINDOWED)
def oxytocin_secreted(view: View, ask: Request) -> float:
    """The oxytocin that the gland secreted in a window; a target may give it in mU."""
    return _secreted(view, ask)


@observable("pg/s", "positive", *WINDOWED)
def secretion_rate(view: View, ask: Request) -> float:
    """The mean rate at which the gland secreted oxytocin in a window."""
    return float(view["posterior_pituitary.secretion"][view.cut(view.span(ask))].mean())


@observable("pg", "signed", OVER.but("baseline"), *WINDOWED)
def secretion_per_burst(view: View, ask: Request) -> float:
    """The oxytocin secreted over the window's baseline for each burst that reached the gland; none without a burst."""
    count = _grew(view, ask, "posterior_pituitary.bursts")
    return _secreted(view, ask) / count if count > 0.0 else math.nan


@observable("pg", "positive", *WINDOWED)
def secretion_per_spike(view: View, ask: Request) -> float:
    """The oxytocin secreted for each spike of a cell, all cells counted as one; none where no cell fired."""
    part = view.cut(view.span(ask))
    spikes = float(view["oxytocin_neurons.firing_rate"][part].sum()) * view.step
    return _secreted(view, ask) / spikes if spikes > 0.0 else math.nan


@observable("pg", "positive", Argument("at", "s", "time", None, "the end of the session"))
def releasable_oxytocin(view: View, ask: Request) -> float:
    """The oxytocin that the gland could release at a time."""
    at = ask.maybe("at")
    return view.value("posterior_pituitary.pool", view.within(at, ask) if at is not None else float(view.time[-1]))
