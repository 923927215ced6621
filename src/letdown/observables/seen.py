"""Milk ejections as they are seen: in duct width by ultrasound, in milk flow by a balance, in duct pressure by a transducer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from letdown.analysis import milk_ejections as detector
from letdown.errors import InputError
from letdown.instruments import duct_ultrasound, milk_balance, pressure_transducer
from letdown.observables.apparatus import Settings
from letdown.observables.kinds import Argument
from letdown.observables.view import BREASTS, Span, View
from letdown.traces import Floats

if TYPE_CHECKING:
    from letdown.observables.requests import Request

INSTRUMENTS = ("duct_ultrasound", "milk_balance", "pressure_transducer")
BY = Argument("by", "", "what shows them", None, "duct_width, or what the instrument shows", ("duct_width", "flow", "pressure"))
WHERE = Argument(
    "side", "", "breast that is looked at", None, "suckled by flow, else other", ("left", "right", "suckled", "other")
)


def breast_of(view: View, ask: Request, by: str) -> str:
    """The breast that is looked at: the drained one by its flow, the other by width or pressure, unless one is given."""
    return view.breast(ask.text("side") or ("suckled" if by == "flow" else "other"))


def window_of(view: View, ask: Request) -> Span:
    """The window of a request; from the start of taking milk unless ``from`` says otherwise."""
    return view.span(ask, start=max(view.start_of("both"), float(view.time[0])))


def seen_trace(view: View, side: str, by: str, settings: Settings | None) -> tuple[Floats, Floats]:
    """What the instrument of ``by`` reads at one breast over the whole session; its defaults without ``settings``."""
    probe = BREASTS.index(side)

    def make() -> tuple[Floats, Floats]:
        if by == "flow":
            balance = settings if isinstance(settings, milk_balance.Settings) else None
            seen = milk_balance.measure(*view.gathered(side), balance, view.seed, woman=view.woman, probe=probe)
        elif by == "pressure":
            transducer = settings if isinstance(settings, pressure_transducer.Settings) else None
            pressure = view[f"{side}.milk_ducts.duct_pressure"]
            seen = pressure_transducer.measure(view.time, pressure, transducer, view.seed, woman=view.woman, probe=probe)
        else:
            ultrasound = settings if isinstance(settings, duct_ultrasound.Settings) else None
            width = view[f"{side}.milk_ducts.duct_width"]
            seen = duct_ultrasound.measure(view.time, width, ultrasound, view.seed, woman=view.woman, probe=probe)
        return seen.time, seen.values

    return view.once(("seen", side, by, settings), make)


def cut(trace: tuple[Floats, Floats], span: Span, ask: Request) -> tuple[Floats, Floats]:
    """The part of a trace within a window; :class:`InputError` where fewer than two readings fall into it."""
    first = int(np.searchsorted(trace[0], span.start - 1e-9))
    last = int(np.searchsorted(trace[0], span.stop + 1e-9, "right"))
    if last - first < 2:
        raise InputError(
            f"{ask.where}: fewer than two readings fall between {span.start:g} and {span.stop:g} s; "
            "widen the window or read more often."
        )
    return trace[0][first:last], trace[1][first:last]


def ejections(view: View, ask: Request, side: str | None = None, by: str | None = None) -> detector.MilkEjections:
    """The milk ejections found in what the instrument of a request read in its window."""
    by = by or ask.text("by")
    side = side or breast_of(view, ask, by)
    span = window_of(view, ask)

    def find() -> detector.MilkEjections:
        time, values = cut(seen_trace(view, side, by, ask.settings), span, ask)
        if by == "flow":
            return detector.from_mass(time, values)
        return (detector.from_pressure if by == "pressure" else detector.from_duct_width)(time, values)

    return view.once(("ejections", side, by, ask.settings, span), find)
