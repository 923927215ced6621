"""Fat of the milk as samples show it: the first milk, the last, the whole, and at a time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from letdown.observables.arguments import AT, BREAST
from letdown.observables.kinds import Argument, observable
from letdown.observables.view import View

if TYPE_CHECKING:
    from letdown.observables.requests import Request

AMOUNT = Argument("amount", "mL", "volume of the first and of the last sample", 5.0, low=0.1)
PART = Argument("part", "", "the first milk (fore), the last (hind), or all of it", "mean", "", ("first", "last", "mean"))


def _fat_of(view: View, side: str, part: str, amount: float) -> float:
    """Mean fat [g/L] of the first or last ``amount`` of the milk taken, or of all; NaN where none was."""
    removed, fat = view[f"{side}.milk_removal.removed"], view[f"{side}.milk_removal.fat"]
    total = float(removed[-1])
    if total <= 0.0:
        return math.nan

    def carried() -> np.ndarray:
        """Fat taken so far [mL g/L]."""
        return np.cumsum(fat * np.diff(removed, prepend=0.0))

    so_far = view.once(("fat", side), carried)
    amount = min(amount, total)
    low, high = {"first": (0.0, amount), "last": (total - amount, total), "mean": (0.0, total)}[part]
    volume, grams = np.append(0.0, removed), np.append(0.0, so_far)
    first, last = np.interp([low, high], volume, grams)
    return float(last - first) / (high - low)


@observable("g/L", "positive", BREAST, PART, AMOUNT)
def milk_fat(view: View, ask: Request) -> float:
    """The fat of the first, the last or all of the milk that was taken from a breast."""
    return _fat_of(view, view.breast(ask.text("side")), ask.text("part"), ask.number("amount"))


@observable("g/L", "signed", BREAST, AMOUNT)
def fat_change(view: View, ask: Request) -> float:
    """The fat of the last milk of a breast less that of the first."""
    side, amount = view.breast(ask.text("side")), ask.number("amount")
    return _fat_of(view, side, "last", amount) - _fat_of(view, side, "first", amount)


@observable("1", "positive", BREAST, AMOUNT)
def fat_ratio(view: View, ask: Request) -> float:
    """The fat of the last milk of a breast over that of the first."""
    side, amount = view.breast(ask.text("side")), ask.number("amount")
    return _fat_of(view, side, "last", amount) / _fat_of(view, side, "first", amount)


@observable("g/L", "positive", BREAST, AT.but(required=True))
def fat_at(view: View, ask: Request) -> float:
    """The fat of the milk that would leave a breast at a time."""
    return view.value(f"{view.breast(ask.text('side'))}.milk_removal.fat", view.within(ask.number("at"), ask))


@observable("g/L", "positive", BREAST, Argument("emptied", "1", "how empty: 0 is full, 1 holds no milk", required=True, low=0.0))
def fat_at_emptying(view: View, ask: Request) -> float:
    """The fat of the milk at a degree of emptying of the breast; none where it never came so far, or began beyond it."""
    side, asked = view.breast(ask.text("side")), ask.number("emptied")
    held = view[f"{side}.milk_ducts.alveolar_milk"]
    empty = np.maximum.accumulate(1.0 - held / capacity_of(view, side))
    if not empty[0] <= asked <= empty[-1]:
        return math.nan
    return float(np.interp(asked, empty, view[f"{side}.milk_removal.fat"]))


@observable("1", "fraction", BREAST, AT.but(None, "the end of the session"))
def emptied(view: View, ask: Request) -> float:
    """How empty a breast is at a time: the share of its capacity that holds no milk."""
    side, at = view.breast(ask.text("side")), ask.maybe("at")
    held = view.value(f"{side}.milk_ducts.alveolar_milk", view.within(at, ask) if at is not None else float(view.time[-1]))
    return min(max(1.0 - held / capacity_of(view, side), 0.0), 1.0)


def capacity_of(view: View, side: str) -> float:
    """What the alveoli of a breast hold when full [mL], as this run had it."""
    from letdown.dyad import DEFAULTS

    return view.parameter(f"{side}.milk_ducts.capacity", float(getattr(DEFAULTS, side).milk_ducts.capacity))
