"""What she wishes for, as a number of a session, and what a helper changes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from letdown.explanation.seen import Seen
from letdown.traces import Floats


class Measure(NamedTuple):
    """How a goal is measured: name, unit, whether the gain is a ratio (less one) or a difference, whether less is better."""

    what: str
    unit: str
    ratio: bool
    less: bool


GOALS_MEASURED: Mapping[str, Measure] = MappingProxyType(
    {
        "more_milk": Measure("milk of the session", "1", True, False),
        "keep_supply": Measure("milk of the session", "1", True, False),
        "sooner": Measure("time until milk runs", "s", False, True),
        "comfort": Measure("pain at the nipple, 0 to 1", "1", False, True),
        "calmer_flow": Measure("strongest flow", "1", True, True),
        "less_pumping": Measure("milk a minute", "1", True, False),
    }
)


@dataclass(frozen=True)
class Gain:
    """What a helper changes, for the better above zero: the mean over women who fit the case, and where eight in ten of them lie.

    A ratio less one (0.2: a fifth more, or a fifth less where less is better), or a difference in ``unit``.
    """

    value: float
    low: float
    high: float
    unit: str


def outcome(rows: Sequence[Seen], goal: str, longest: float) -> Floats:
    """The number of each woman for ``goal``; no milk that runs counts as the whole session [min] of waiting."""
    if goal == "sooner":
        waited: Floats = np.array([row.first_drop for row in rows])
        return np.where(np.isnan(waited), 60.0 * longest, waited)
    if goal == "less_pumping":
        return np.array([row.volume / max(row.lasted, 1.0) for row in rows])
    name = {"comfort": "pain", "calmer_flow": "flow"}.get(goal, "volume")
    return np.array([getattr(row, name) for row in rows], dtype=np.float64)


def gain_of(without: Sequence[Seen], with_it: Sequence[Seen], goal: str, longest: float) -> Gain:
    """What changes from ``without`` to ``with_it``, woman by woman."""
    measure = GOALS_MEASURED[goal]
    before, after = outcome(without, goal, longest), outcome(with_it, goal, longest)
    sign = -1.0 if measure.less else 1.0
    if measure.ratio:
        base = max(float(before.mean()), 1e-9)
        each = sign * (after - before) / np.maximum(before, 0.1 * base)
        value = sign * float((after - before).mean()) / base
    else:
        each = sign * (after - before)
        value = float(each.mean())
    low, high = np.quantile(each, [0.1, 0.9])
    return Gain(value, min(float(low), value), max(float(high), value), measure.unit)
