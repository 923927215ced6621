"""The infant: sucks, swallows, vacuum, and what was drunk; and the vacuum of a pump."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from letdown.observables.arguments import BREAST, FROM, SIDE, TO
from letdown.observables.kinds import Argument, observable
from letdown.observables.milk import milk_mass
from letdown.observables.view import View
from letdown.traces import Floats

if TYPE_CHECKING:
    from letdown.observables.requests import Request

BOTH = SIDE.but("both")
START = FROM.but(None, "the start of the session")
KIND = Argument(
    "kind", "", "sucking while milk flows, while it does not, or all", "all", "", ("all", "nutritive", "non-nutritive")
)
MILK_FLOWS = Argument("flow_threshold", "mL/s", "mean flow over 4 s above which sucking is nutritive", 0.03, low=0.0)
PER = Argument("per", "", "of time spent sucking, or of the feed with its pauses", "sucking", "", ("sucking", "feed"))
PAUSE = Argument("pause", "s", "shortest pause between two bursts of sucks", 2.0, low=0.1)
WINDOWED = (BREAST, START, TO)


def _part(view: View, ask: Request) -> tuple[str, slice]:
    return view.breast(ask.text("side")), view.cut(view.span(ask, start=float(view.time[0])))


def _fresh(view: View, side: str, name: str) -> Floats:
    """What a counter grew by in each step."""
    return view.once(("fresh", side, name), lambda: np.diff(view[f"{side}.{name}"], prepend=0.0))


def _sucking(view: View, side: str) -> NDArray[np.bool_]:
    """When the infant was sucking: sucks are counted by parts, so that their number grows in every step of a burst."""
    return _fresh(view, side, "suckling.sucks") > 0.0


def _of_kind(view: View, ask: Request, side: str) -> NDArray[np.bool_]:
    """When sucking was of the kind that is asked for."""
    sucking, kind = _sucking(view, side), ask.text("kind")
    if kind in ("", "all"):
        return sucking
    width = max(1, round(4.0 / view.step))
    flows = np.convolve(view[f"{side}.milk_ducts.flow"], np.ones(width) / width, "same") >= ask.number("flow_threshold")
    return sucking & (flows if kind == "nutritive" else ~flows)


def _feed(view: View, side: str, part: slice) -> float:
    """From the first to the last suck for milk within a part of the session [s]."""
    active = np.flatnonzero(_sucking(view, side)[part])
    return float(active[-1] - active[0] + 1) * view.step if active.size else 0.0


@observable("g", "positive", BOTH, START, TO, instruments=("test_weighing", "milk_balance"))
def intake(view: View, ask: Request) -> float:
    """The mass of milk that the infant drank, by weighing it before and after."""
    return milk_mass(view, ask)


@observable("s", "positive", *WINDOWED)
def feed_duration(view: View, ask: Request) -> float:
    """The time that the infant was at a breast: from the first to the last suck, pauses and sucking for comfort included."""
    side, part = _part(view, ask)
    at_breast = np.flatnonzero((_sucking(view, side) | (view[f"{side}.suckling.comfort"] > 0.0))[part])
    return float(at_breast[-1] - at_breast[0] + 1) * view.step if at_breast.size else 0.0


@observable("s", "positive", KIND, MILK_FLOWS, *WINDOWED)
def sucking_time(view: View, ask: Request) -> float:
    """The time spent sucking at a breast, without the pauses."""
    side, part = _part(view, ask)
    return float(np.count_nonzero(_of_kind(view, ask, side)[part])) * view.step


@observable("1", "fraction", *WINDOWED)
def sucking_share(view: View, ask: Request) -> float:
    """The share of the feed that was spent sucking."""
    side, part = _part(view, ask)
    lasted = _feed(view, side, part)
    return min(1.0, float(np.count_nonzero(_sucking(view, side)[part])) * view.step / lasted) if lasted > 0.0 else math.nan


@observable("1", "fraction", MILK_FLOWS, *WINDOWED)
def nutritive_share(view: View, ask: Request) -> float:
    """The share of the sucking time in which milk flowed."""
    side, part = _part(view, ask)
    width = max(1, round(4.0 / view.step))
    flows = np.convolve(view[f"{side}.milk_ducts.flow"], np.ones(width) / width, "same") >= ask.number("flow_threshold")
    sucking = _sucking(view, side)[part]
    return float(np.mean(flows[part][sucking])) if sucking.any() else math.nan


@observable("1", "positive", *WINDOWED)
def sucks(view: View, ask: Request) -> float:
    """The number of sucks."""
    side, part = _part(view, ask)
    return float(_fresh(view, side, "suckling.sucks")[part].sum())


@observable("1/min", "positive", KIND, MILK_FLOWS, PER, *WINDOWED)
def suck_rate(view: View, ask: Request) -> float:
    """Sucks a minute of sucking, or of the feed with its pauses."""
    side, part = _part(view, ask)
    kind = _of_kind(view, ask, side)[part]
    lasted = _feed(view, side, part) if ask.text("per") == "feed" else float(np.count_nonzero(kind)) * view.step
    return 60.0 * float(_fresh(view, side, "suckling.sucks")[part][kind].sum()) / lasted if lasted > 0.0 else math.nan


@observable("1", "positive", PAUSE, *WINDOWED)
def suck_bursts(view: View, ask: Request) -> float:
    """The number of bursts of sucks, each set off by a pause."""
    side, part = _part(view, ask)
    return float(_bursts(view, side, part, ask.number("pause")))


@observable("1", "positive", PAUSE, *WINDOWED)
def sucks_per_burst(view: View, ask: Request) -> float:
    """The mean number of sucks in a burst."""
    side, part = _part(view, ask)
    found = _bursts(view, side, part, ask.number("pause"))
    return float(_fresh(view, side, "suckling.sucks")[part].sum()) / found if found else math.nan


def _bursts(view: View, side: str, part: slice, pause: float) -> int:
    active = np.flatnonzero(_sucking(view, side)[part])
    return int(np.count_nonzero(np.diff(active) * view.step > pause)) + 1 if active.size else 0


@observable("1", "positive", *WINDOWED)
def swallows(view: View, ask: Request) -> float:
    """The number of swallows."""
    side, part = _part(view, ask)
    return float(_fresh(view, side, "milk_removal.swallows")[part].sum())


@observable("1", "positive", KIND, MILK_FLOWS, *WINDOWED)
def sucks_per_swallow(view: View, ask: Request) -> float:
    """The number of sucks to each swallow; none where nothing was swallowed."""
    side, part = _part(view, ask)
    kind = _of_kind(view, ask, side)[part]
    swallowed = float(_fresh(view, side, "milk_removal.swallows")[part][kind].sum())
    return float(_fresh(view, side, "suckling.sucks")[part][kind].sum()) / swallowed if swallowed > 0.0 else math.nan


@observable("1/min", "positive", *WINDOWED)
def swallow_rate(view: View, ask: Request) -> float:
    """Swallows a minute of sucking."""
    side, part = _part(view, ask)
    lasted = float(np.count_nonzero(_sucking(view, side)[part])) * view.step
    return 60.0 * float(_fresh(view, side, "milk_removal.swallows")[part].sum()) / lasted if lasted > 0.0 else math.nan


@observable("mL", "positive", KIND, MILK_FLOWS, *WINDOWED)
def volume_per_suck(view: View, ask: Request) -> float:
    """The milk of one suck, a mean; none without a suck."""
    side, part = _part(view, ask)
    kind = _of_kind(view, ask, side)[part]
    count = float(_fresh(view, side, "suckling.sucks")[part][kind].sum())
    counted = kind if ask.text("kind") not in ("", "all") else slice(None)  # between two bursts milk runs, too
    return float(_fresh(view, side, "milk_removal.removed")[part][counted].sum()) / count if count > 0.0 else math.nan


@observable("mL", "positive", *WINDOWED)
def volume_per_swallow(view: View, ask: Request) -> float:
    """The milk of one swallow, a mean; none where nothing was swallowed."""
    side, part = _part(view, ask)
    count = float(_fresh(view, side, "milk_removal.swallows")[part].sum())
    return float(_fresh(view, side, "milk_removal.removed")[part].sum()) / count if count > 0.0 else math.nan


@observable("g/min", "positive", BREAST, instruments=("test_weighing", "milk_balance"))
def intake_rate(view: View, ask: Request) -> float:
    """The mass of milk that the infant drank at a breast, over the time from the first to the last suck for milk."""
    lasted = _feed(view, view.breast(ask.text("side")), slice(None))
    return 60.0 * milk_mass(view, ask) / lasted if lasted > 0.0 else math.nan


def _vacuum_of_sucks(view: View, ask: Request, highest: bool) -> float:
    """Mean over single sucks or strokes of the highest (or lowest) vacuum of each [mmHg]."""
    side, part = _part(view, ask)
    vacuum = view[f"{side}.nipple.vacuum"][part]
    if not (vacuum > 0.0).any():
        return math.nan
    width = max(1, round(1.0 / view.step))  # one suck or more in each second: its extreme stands for the suck
    whole = vacuum[: vacuum.size // width * width].reshape(-1, width)
    sucked = _sucking(view, side)[part][: whole.size].reshape(-1, width).all(axis=1)
    active = whole[sucked if sucked.any() else (whole > 0.0).any(axis=1)]
    return float((active.max(axis=1) if highest else active.min(axis=1)).mean()) if active.size else math.nan


@observable("mmHg", "positive", *WINDOWED, fine=True)
def peak_vacuum(view: View, ask: Request) -> float:
    """The mean of the highest vacuum of each suck, as a positive number."""
    return _vacuum_of_sucks(view, ask, highest=True)


@observable("mmHg", "positive", *WINDOWED, fine=True)
def baseline_vacuum(view: View, ask: Request) -> float:
    """The mean of the vacuum held between two sucks, as a positive number."""
    return _vacuum_of_sucks(view, ask, highest=False)


@observable("mmHg", "positive", *WINDOWED)
def mean_vacuum(view: View, ask: Request) -> float:
    """The mean vacuum at the nipple while milk is taken, as a positive number."""
    side, part = _part(view, ask)
    vacuum = view[f"{side}.nipple.vacuum"][part]
    active = vacuum > 0.0
    return float(vacuum[active].mean()) if active.any() else math.nan


@observable("mmHg", "positive", *WINDOWED, fine=True)
def pump_vacuum(view: View, ask: Request) -> float:
    """The highest vacuum that the pump put on the nipple, as a positive number."""
    side, part = _part(view, ask)
    return float(view[f"{side}.nipple.vacuum"][part].max())


@observable("1/min", "positive", *WINDOWED, fine=True)
def pump_rate(view: View, ask: Request) -> float:
    """Cycles of the pump a minute, the median over its cycles; none without one."""
    from letdown.analysis import pump_cycles

    side, part = _part(view, ask)
    cycles = pump_cycles.find(view.time[part], -view[f"{side}.nipple.vacuum"][part])
    return 60.0 / float(np.median(cycles.length)) if cycles.length.size else math.nan


@observable(
    "1",
    "fraction",
    BREAST,
    Argument("reason", "", "why the infant stopped", required=True, choices=("sated", "tired", "gave up", "taken off")),
)
def feed_ended(view: View, ask: Request) -> float:
    """1 where the feed at a breast ended for this reason."""
    code = round(float(view[f"{view.breast(ask.text('side'))}.suckling.ended"].max()))
    return float(("taken off", "sated", "tired", "gave up")[code] == ask.text("reason"))
