"""Pooling: several laboratories that measured one quantity in like women form one target.

A random-effects mean (DerSimonian and Laird): laboratories differ by more than their own errors, and that excess (tau squared)
is part of the error of the mean.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple


class Pooled(NamedTuple):
    """The mean on the scale it was pooled on, its standard error, and the standard deviation between laboratories (tau)."""

    mean: float
    error: float
    between: float


def pooled(values: Sequence[float], errors: Sequence[float]) -> Pooled:
    """The random-effects mean of ``values`` with their standard ``errors``, all above 0, at least one of each."""
    if len(values) != len(errors) or not values or min(errors) <= 0.0:
        raise ValueError("pooling needs as many errors as values, at least one, each above 0")
    weights = [1.0 / error**2 for error in errors]
    total = sum(weights)
    fixed = sum(w * v for w, v in zip(weights, values, strict=True)) / total
    excess = sum(w * (v - fixed) ** 2 for w, v in zip(weights, values, strict=True)) - (len(values) - 1)
    spare = total - sum(w**2 for w in weights) / total
    tau_squared = max(0.0, excess / spare) if spare > 0.0 else 0.0
    shares = [1.0 / (error**2 + tau_squared) for error in errors]
    mean = sum(s * v for s, v in zip(shares, values, strict=True)) / sum(shares)
    return Pooled(mean, 1.0 / math.sqrt(sum(shares)), math.sqrt(tau_squared))
