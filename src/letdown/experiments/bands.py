"""The pass band: how far a model may lie from a published number and still meet it, by one rule for all.

Distances are taken on a scale g: ``log`` for positive quantities and ratios, ``linear`` for what may be zero or below and for
differences, ``arcsine`` (asin of the root) for fractions, ``atanh`` for correlations and ``atanh_root`` for their squares. The
half width is ``max(t(0.975, women - 1) * SE, floor)``, and twice the floor where no spread is published.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

SCALES = ("log", "linear", "arcsine", "atanh", "atanh_root", "order", "extreme")
"""``order`` (the difference of a step, of which only the sign matters) and ``extreme`` (a published minimum, maximum or range)
have no half width."""

_FLOORS = {"log": 0.10, "arcsine": 0.05, "atanh": 0.05, "atanh_root": 0.05}
_SHARE_OF_LARGER_ARM = 0.10
_WITHOUT_SPREAD = 2.0
"""A value without spread gets this many floors."""
_TELLING = {"log": 0.5, "arcsine": 0.25, "atanh": 0.5, "atanh_root": 0.5}
"""Half widths beyond which meeting the band tells nothing: a factor of 1.65; a quarter of a fraction's way from 0 to 1."""


@dataclass(frozen=True)
class Band:
    """Where a model meets a published number.

    ``value``, ``low`` and ``high`` are in the target's unit, ``half`` on ``scale``. ``counts`` is False for what tells too
    little to be scored, and ``why`` says so (``"weak"``, ``"derived"``). ``narrowed`` is True where the file asks for less
    than the rule gives. An order has the band above or below 0, an extreme the published values themselves; both have half 0.
    """

    scale: str
    value: float
    half: float
    low: float
    high: float
    counts: bool = True
    why: str = ""
    narrowed: bool = False


def transformed(scale: str, value: float) -> float:
    """``value`` on the scale g; what lies at or beyond the end of a scale is infinitely far, fractions end at 0 and 1."""
    if scale == "log":
        return math.log(value) if value > 0.0 else -math.inf
    if scale == "arcsine":
        return math.asin(math.sqrt(min(max(value, 0.0), 1.0)))
    if scale in ("atanh", "atanh_root"):
        r = math.sqrt(max(value, 0.0)) if scale == "atanh_root" else value
        return math.atanh(r) if abs(r) < 1.0 else math.copysign(math.inf, r)
    return value


def back(scale: str, moved: float) -> float:
    """The inverse of :func:`transformed`; ends of a band that leave a fraction or a squared correlation stop at its end."""
    if scale == "log":
        return math.exp(moved)
    if scale == "arcsine":
        return math.sin(min(max(moved, 0.0), 0.5 * math.pi)) ** 2
    if scale == "atanh":
        return math.tanh(moved)
    if scale == "atanh_root":
        return math.tanh(max(moved, 0.0)) ** 2
    return moved


def slope(scale: str, value: float) -> float:
    """dg/dv, by which an error of ``value`` becomes one on the scale; infinite at the ends of a fraction."""
    if scale == "log":
        return 1.0 / value
    if scale == "arcsine":
        return 0.5 / math.sqrt(value * (1.0 - value)) if 0.0 < value < 1.0 else math.inf
    if scale == "atanh":
        return 1.0 / (1.0 - value**2)
    if scale == "atanh_root":
        return 0.5 / (math.sqrt(value) * (1.0 - value)) if 0.0 < value < 1.0 else math.inf
    return 1.0


def student(women: int) -> float:
    """t(0.975) with ``women - 1`` degrees of freedom; at least two women."""
    from scipy.special import stdtrit

    return float(stdtrit(women - 1, 0.975))


def floor_of(scale: str, larger: float | None = None) -> float:
    """The least half width; on the linear scale a tenth of the ``larger`` arm's mean, or of the value where no arm is known."""
    return _SHARE_OF_LARGER_ARM * abs(larger or 0.0) if scale == "linear" else _FLOORS[scale]


def without_spread(scale: str, larger: float | None = None) -> float:
    """The half width of a value without spread: twice the floor."""
    return _WITHOUT_SPREAD * floor_of(scale, larger)


def half_width(scale: str, error: float | None, women: int, larger: float | None = None) -> float:
    """The half width on ``scale`` from the standard error there, ``None`` where no spread is published."""
    if error is None:
        return without_spread(scale, larger)
    return max(student(women) * error, floor_of(scale, larger))


def band(scale: str, value: float, half: float, contrast: bool = False) -> Band:
    """The band about ``value``, judged by :func:`judged`."""
    centre = transformed(scale, value)
    return judged(Band(scale, value, half, back(scale, centre - half), back(scale, centre + half)), contrast)


def judged(one: Band, contrast: bool) -> Band:
    """The band with its word on whether it counts: narrow enough to tell something; a contrast, if it leaves out 'no effect'."""
    if contrast or one.scale == "linear":
        none = 1.0 if one.scale == "log" else 0.0
        telling = not one.low <= none <= one.high
        why = "weak: the band holds 'no effect'" if contrast else "weak: the band holds 0"
    else:
        telling = one.half <= _TELLING[one.scale]
        why = "weak: the band is wide"
    return replace(one, counts=telling, why="" if telling else why)


def null_band(scale: str, half: float, larger: float | None = None) -> Band:
    """The band about 'no effect' of a ratio (``log``) or a difference (``linear``), in which an interval has to lie."""
    value = 1.0 if scale == "log" else 0.0
    telling = half <= _TELLING["log"] * (1.0 if scale == "log" else abs(larger) if larger else math.inf)
    why = "" if telling else "weak: the band is wide"
    return Band(scale, value, half, back(scale, transformed(scale, value) - half), back(scale, half), telling, why)


def order_band() -> Band:
    """The band of an order: every claimed step is above 0."""
    return Band("order", 0.0, 0.0, 0.0, math.inf)


def extreme_band(low: float, high: float) -> Band:
    """The published extremes themselves, to be covered by what studies of the paper's size would have found."""
    return Band("extreme", 0.5 * (low + high), 0.0, low, high)


def distance(one: Band, simulated: float) -> float:
    """How far ``simulated`` lies from the published value in bands: 1 is the edge; infinite beyond the end of a scale.

    Where a file narrowed one side more than the other, each side is measured by its own width. Orders and extremes have no
    such distance and are a ``ValueError``.
    """
    if one.scale in ("order", "extreme"):
        raise ValueError(f"a band of scale '{one.scale}' has no width")
    off = transformed(one.scale, simulated) - transformed(one.scale, one.value)
    if not one.narrowed:
        return abs(off) / one.half
    edge = one.high if off > 0.0 else one.low
    return abs(off) / abs(transformed(one.scale, edge) - transformed(one.scale, one.value))
