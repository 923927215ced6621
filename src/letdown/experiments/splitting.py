"""Which experiments may move the default parameters (*fitted*) and which only test them (*predicted*).

The rule and its reasons were written down before any calibration (``docs/decisions/fitted_and_predicted.md``); nothing in it
looks at what the model gives.
"""

from __future__ import annotations

import hashlib

SEEN_LABORATORIES: frozenset[str] = frozenset()
"""Laboratories of which some number has set a default parameter already: they can't be predicted any more."""

PREDICTED_BELOW = 128
"""Of 256: a laboratory whose hashed name begins with a byte below it is predicted."""


def use_of(lab: str, is_shipped: bool = True) -> str:
    """``"fitted"`` or ``"predicted"`` by the laboratory alone; ``"given"`` for a file that the package does not ship."""
    if not is_shipped:
        return "given"
    if lab in SEEN_LABORATORIES:
        return "fitted"
    return "predicted" if hashlib.sha256(lab.encode()).digest()[0] < PREDICTED_BELOW else "fitted"
