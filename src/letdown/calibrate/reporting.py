"""What a calibration found: priors, values, intervals, what informs what and what trades off with what."""

from __future__ import annotations

import json
import math
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from letdown.calibrate.fitting import Fit, interval
from letdown.calibrate.priors import PRIORS

_TOLD = 5
_TRADES_OFF = 0.6
_DIGITS = 3
SCHEMA = 1


def report_of(fit: Fit) -> dict[str, Any]:
    """A calibration as plain tables, ready for JSON; values are rounded as they stand in the defaults."""
    from letdown import __version__

    deviations = np.sqrt(np.diag(fit.covariance))
    correlations = fit.covariance / np.outer(deviations, deviations)
    names = [f"{aim.experiment}: {aim.target.name}" for aim in fit.aims]
    told: list[dict[str, Any]] = []
    for k, prior in enumerate(PRIORS):
        low, high = interval(fit, k)
        shares = fit.slopes[:, k] ** 2
        total = float(shares.sum()) + 1.0 / prior.log_sd**2
        most = [i for i in _largest(shares) if shares[i] > 0.01 * total]
        others = [j for j in range(len(PRIORS)) if j != k and abs(correlations[k, j]) > _TRADES_OFF]
        told.append(
            {
                "parameter": prior.path,
                "prior": {"median": prior.median, "log_sd": prior.log_sd, "why": prior.why},
                "value": _rounded(math.exp(float(fit.centre[k]))),
                "interval": [_rounded(low), _rounded(high)],
                "moves": sorted({aim.experiment for aim, slope in zip(fit.aims, fit.slopes[:, k], strict=True) if slope}),
                "narrowed_to": round(float(deviations[k]) / prior.log_sd, 3),
                "informed_by": [{"target": names[i], "share": round(float(shares[i]) / total, 3)} for i in most],
                "trades_off_with": [
                    {"parameter": PRIORS[j].path, "correlation": round(float(correlations[k, j]), 2)} for j in others
                ],
            }
        )
    return {
        "schema": SCHEMA,
        "version": __version__,
        "libraries": {name: version(name) for name in ("numpy", "numba", "scipy")} | {"python": platform.python_version()},
        "seed": fit.seed,
        "women": fit.women,
        "rounds": fit.rounds,
        "start": fit.start,
        "experiments": sorted({aim.experiment for aim in fit.aims}),
        "targets": len(fit.aims),
        "misfit": {"before": _misfit(fit.before), "after": _misfit(fit.residuals)},
        "parameters": told,
    }


def _largest(shares: NDArray[np.float64]) -> list[int]:
    """The places of the largest shares, the largest first."""
    return [int(i) for i in np.argsort(shares)[::-1][:_TOLD]]


def _misfit(residuals: NDArray[np.float64]) -> float:
    """Mean squared residual, in squared standard errors."""
    return round(float(np.mean(np.square(residuals))), 3)


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


@cache
def shipped_report() -> Mapping[str, Any]:
    """The report of the calibration from which the default parameters come."""
    return json.loads(files("letdown.evidence").joinpath("calibration.json").read_text(encoding="utf-8"))


def moving(report: Mapping[str, Any]) -> list[frozenset[str]]:
    """For each parameter the experiments that it moves at all, as a report has it."""
    known = {one["parameter"]: frozenset(one["moves"]) for one in report["parameters"]}
    return [known[prior.path] for prior in PRIORS]


def outside(report: Mapping[str, Any], shipped: Mapping[str, Any]) -> list[str]:
    """The parameters whose estimates lie outside the shipped intervals, in words.

    Of some forty intervals of 95 % two are left by chance alone; so each is taken as wide as it must be for all of them to hold
    together with 95 %.
    """
    known = {one["parameter"]: one["interval"] for one in shipped["parameters"]}
    together = NormalDist().inv_cdf(1.0 - 0.025 / len(known)) / NormalDist().inv_cdf(0.975)
    found: list[str] = []
    for one in report["parameters"]:
        ends = known[one["parameter"]]
        middle, half = math.sqrt(ends[0] * ends[1]), math.sqrt(ends[1] / ends[0]) ** together
        low, high = middle / half, middle * half
        if not low <= one["value"] <= high:
            found.append(f"{one['parameter']} = {one['value']:g} lies outside {low:g} to {high:g}")
    return found


def as_markdown(report: Mapping[str, Any]) -> str:
    """The report as a page: a table of the parameters, then what informs and what trades off."""
    misfit = report["misfit"]
    lines = [
        f"{report['targets']} targets of {len(report['experiments'])} fitted experiments, {report['women']} women an arm, "
        f"{report['rounds']} rounds from the {report['start']}, seed {report['seed']}; "
        f"mean squared misfit {misfit['before']:g} before, "
        f"{misfit['after']:g} after (1 is a standard error).",
        "",
        "| parameter | prior (median, log-SD) | value | 95 % interval | width beside the prior's |",
        "|---|---|---|---|---|",
    ]
    for one in report["parameters"]:
        prior, (low, high) = one["prior"], one["interval"]
        lines.append(
            f"| `{one['parameter']}` | {prior['median']:g}, {prior['log_sd']:g}: {prior['why']} | {one['value']:g} | "
            f"{low:g} to {high:g} | {one['narrowed_to']:.0%} |"
        )
    lines += ["", "What informs each parameter, with its share of all that is known about it (the prior included):", ""]
    for one in report["parameters"]:
        told = "; ".join(f"{source['target']} ({source['share']:.0%})" for source in one["informed_by"])
        lines.append(f"* `{one['parameter']}`: {told or 'the prior alone'}")
    pairs = {
        tuple(sorted((one["parameter"], other["parameter"]))): other["correlation"]
        for one in report["parameters"]
        for other in one["trades_off_with"]
    }
    lines += ["", "Pairs that trade off, so that only together they are known (correlation of the estimates):", ""]
    lines += [f"* `{a}` and `{b}`: {r:+.2f}" for (a, b), r in sorted(pairs.items(), key=lambda pair: -abs(pair[1]))] or ["* none"]
    return "\n".join(lines) + "\n"
