"""Which experiments may move the default parameters (*fitted*) and which only test them (*predicted*).

The rule and its reasons were written down before any calibration (``docs/decisions/fitted_and_predicted.md``); nothing in it
looks at what the model gives.
"""

from __future__ import annotations

SEEN_LABORATORIES = frozenset(
    "alekseev amico cobo cross degroot fabian jones kblock landgraf leng lincoln lindow lucas mcneilly mennella myoep "
    "newton nielsen perth qureshi sci2005 sci2018 thornton ueda uvnas weitzman wolff yigit".split()
)
"""Laboratories of which some number is the source of a default parameter, or was in view when one was chosen."""


def use_of(lab: str, is_shipped: bool = True) -> str:
    """``"fitted"`` or ``"predicted"`` by the laboratory alone; ``"given"`` for a file that the package does not ship."""
    if not is_shipped:
        return "given"
    return "fitted" if lab in SEEN_LABORATORIES else "predicted"
