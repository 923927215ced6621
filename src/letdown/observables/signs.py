"""Signs that a mother notices: let-downs felt, drip from a breast, leaking before the feed, cramps, thirst."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from letdown.observables.arguments import AT, FROM, SIDE, TO
from letdown.observables.blood import ASSAY, SAMPLED, readings
from letdown.observables.ejections import SEEN
from letdown.observables.kinds import Argument, observable
from letdown.observables.milk import milk_dripped
from letdown.observables.seen import INSTRUMENTS, ejections
from letdown.observables.view import BREASTS, View

if TYPE_CHECKING:
    from letdown.observables.requests import Request

START = FROM.but(None, "the start of the session")
DRIP = (SIDE.but("other"), START, TO)


def _felt(view: View, ask: Request) -> float:
    span = view.span(ask, start=float(view.time[0]))
    before = view.value("signs.felt", span.start) if ask.maybe("from") is not None else 0.0
    return float(round(view.value("signs.felt", span.stop) - before))


@observable("1", "positive", START, TO)
def let_downs_felt(view: View, ask: Request) -> float:
    """The number of let-downs that she felt."""
    return _felt(view, ask)


@observable("1", "fraction", START, TO)
def felt(view: View, ask: Request) -> float:
    """1 where she felt a let-down."""
    return float(_felt(view, ask) > 0.0)


@observable("1", "fraction", START, TO)
def chance_felt(view: View, ask: Request) -> float:
    """The chance that she feels a let-down in a window, over many women with her sense in this very session."""
    span = view.span(ask, start=float(view.time[0]))
    unfelt = 1.0 - view.value("signs.chance_felt", span.start) if ask.maybe("from") is not None else 1.0
    return 1.0 - (1.0 - view.value("signs.chance_felt", span.stop)) / unfelt if unfelt > 0.0 else math.nan


@observable("s", "positive", START, TO)
def first_felt(view: View, ask: Request) -> float:
    """When she first felt a let-down, from the beginning of the window; none where she felt none."""
    span = view.span(ask, start=float(view.time[0]))
    here = view.cut(span)
    felt = view["signs.felt"][here]
    before = view.value("signs.felt", span.start) if ask.maybe("from") is not None else 0.0
    times = view.time[here][felt > before]
    return float(times[0]) - span.start if times.size else math.nan


@observable("1", "fraction", *SEEN, instruments=INSTRUMENTS)
def felt_share(view: View, ask: Request) -> float:
    """The let-downs that she felt as a share of the milk ejections that an instrument saw, at most 1; none without one."""
    count = ejections(view, ask).onset.size
    return min(1.0, _felt(view, ask) / count) if count else math.nan


@observable("1", "fraction", Argument("at_least", "mL", "drip that a mother sees", 0.05, low=0.0), *DRIP)
def drip_visible(view: View, ask: Request) -> float:
    """1 where a breast dripped so much that she sees it."""
    return float(milk_dripped(view, ask) >= max(ask.number("at_least"), 1e-9))


@observable("1", "fraction", Argument("at_least", "mL", "drip that is enough to gather", 2.0, low=0.0), *DRIP)
def drip_gathered(view: View, ask: Request) -> float:
    """1 where a breast dripped so much that it could be gathered."""
    return float(milk_dripped(view, ask) >= max(ask.number("at_least"), 1e-9))


@observable("1", "fraction", Argument("at_least", "mL", "leak that a mother sees", 0.05, low=0.0))
def leaked_before(view: View, ask: Request) -> float:
    """1 where either breast leaked before milk was taken so that she sees it."""
    start = view.start_of("both")
    before = view.time < start
    leaked = max((float(view[f"{side}.milk_removal.dripped"][before].max(initial=0.0)) for side in BREASTS), default=0.0)
    return float(leaked >= max(ask.number("at_least"), 1e-9))


@observable("1", "fraction", START, TO)
def cramps(view: View, ask: Request) -> float:
    """Her uterine cramps at their strongest in a window: the chance that she feels them."""
    return float(view["signs.cramps"][view.cut(view.span(ask, start=float(view.time[0])))].max())


@observable("1", "positive", AT.but(None, "its highest"), START, TO)
def thirst(view: View, ask: Request) -> float:
    """Her thirst from 0 to 1, at a time or at its highest in a window."""
    at = ask.maybe("at")
    if at is not None:
        return view.value("signs.thirst", view.within(at, ask))
    return float(view["signs.thirst"][view.cut(view.span(ask, start=float(view.time[0])))].max())


@observable("1", "signed", *SAMPLED, instruments=ASSAY)
def thirst_oxytocin_correlation(view: View, ask: Request) -> float:
    """The correlation within a woman of her thirst and of the oxytocin in her blood, sample by sample."""
    drawn = readings(view, ask)
    felt = np.interp(drawn.time, view.time, view["signs.thirst"])
    if drawn.time.size < 3 or felt.std() <= 0.0 or drawn.values.std() <= 0.0:
        return math.nan
    return float(np.corrcoef(felt, drawn.values)[0, 1])
