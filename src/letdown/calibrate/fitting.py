"""Moves the estimated parameters: bounded least squares on the misfit and the priors together, by SciPy.

Logarithms of the parameters are moved. The derivative is taken by differences of a third of the prior's width or a tenth,
whichever is less, because counts of let-downs make the misfit uneven on a smaller scale. What lies far off counts
hardly at all (Cauchy's loss): a target that can't be met shall not pull others away from theirs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np

from letdown.calibrate.misfit import Aim, Misfit
from letdown.calibrate.priors import PRIORS, bounds_of, values_of
from letdown.errors import InputError
from letdown.experiments import Experiment, shipped
from letdown.traces import Floats

WOMEN, ROUNDS = 48, 4
"""Women an arm and rounds (one derivative each) of a full calibration."""
REDUCED_WOMEN, REDUCED_ROUNDS = 24, 5
"""The same of a reduced one, of some minutes."""
_STEP, _STEP_OF_PRIOR = 0.1, 1.0 / 3.0
_SOFT = 2.0
"""Standard errors beyond which a residual loses its pull."""


@dataclass(frozen=True)
class Fit:
    """What came out: logarithms of the parameters and their covariance, and how each target bears on each parameter.

    ``slopes`` [aims, parameters]: change of a residual, in standard errors, with a parameter's logarithm.
    """

    centre: Floats
    covariance: Floats
    slopes: Floats
    residuals: Floats
    before: Floats
    aims: tuple[Aim, ...]
    women: int
    seed: int
    rounds: int
    start: str


def calibrate(
    experiments: Iterable[Experiment] | None = None,
    women: int = WOMEN,
    rounds: int = ROUNDS,
    seed: int = 0,
    jobs: int = 1,
    start: str = "prior",
    moving: Iterable[frozenset[str]] | None = None,
    progress: Callable[[float], None] | None = None,
) -> Fit:
    """Estimate the parameters of :data:`PRIORS` from the fitted ones of ``experiments`` (all shipped ones if not given).

    ``start`` is ``"prior"`` (the medians) or ``"defaults"``. The result hangs on the evidence, ``women``, ``rounds`` and
    ``seed``, not on ``jobs`` (processes). ``moving`` names for each parameter the experiments that it moves, if that is known
    already; without it the first round finds out, and takes long. Raises :class:`InputError` for what can't be run.
    """
    from scipy import optimize

    if women < 8 or rounds < 1 or jobs < 1 or start not in ("prior", "defaults"):
        raise InputError(
            f"women = {women}, rounds = {rounds}, jobs = {jobs}, start = '{start}' can't calibrate: give at least 8 women, "
            "1 round and 1 process, and start from 'prior' or 'defaults'."
        )
    misfit = Misfit.of(shipped() if experiments is None else experiments, women, seed)
    means, widths = np.log([one.median for one in PRIORS]), np.array([one.log_sd for one in PRIORS])
    low, high = (np.log(ends) for ends in zip(*map(bounds_of, PRIORS), strict=True))
    begin = np.clip(means if start == "prior" else np.log(list(values_of().values())), low + 1e-6, high - 1e-6)
    steps = np.minimum(_STEP, _STEP_OF_PRIOR * widths)
    seen: dict[bytes, Floats] = {}
    names = [aim.experiment for aim in misfit.aims]
    touched = list(moving or ())  # by parameter: the experiments that it moves; the others need not be run again
    done = 0

    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        workers = pool if jobs > 1 else None

        def at(x: Floats) -> Floats:
            if x.tobytes() not in seen:
                seen[x.tobytes()] = misfit.residuals([x], workers)[0]
            return seen[x.tobytes()]

        def together(x: Floats) -> Floats:
            return np.concatenate([at(x), (x - means) / widths])

        def derivative(x: Floats) -> Floats:
            nonlocal done
            sides = np.where(x + steps < high, steps, -steps)
            moved_on = [x + side * row for side, row in zip(sides, np.eye(x.size), strict=True)]
            here = at(x)
            there = [np.where(np.isnan(one), here, one) for one in misfit.residuals(moved_on, workers, touched or None)]
            if not touched:
                touched.extend(frozenset(name for name, moves in zip(names, one != here, strict=True) if moves) for one in there)
            done += 1
            if progress is not None:
                progress(min(done / (rounds + 1), 1.0))
            slopes = np.array([(one - here) / side for one, side in zip(there, sides, strict=True)]).T
            return np.concatenate([slopes, np.diag(1.0 / widths)])

        solver: Any = optimize
        found = solver.least_squares(
            together,
            begin,
            jac=derivative,
            bounds=(low, high),
            x_scale=widths,
            loss="cauchy",
            f_scale=_SOFT,
            max_nfev=rounds,
        )
        centre: Floats = np.asarray(found.x, dtype=np.float64)
        slopes = derivative(centre)[: len(misfit.aims)]
        residuals, before = at(centre), at(begin)
    softened = slopes / np.sqrt(1.0 + (residuals[:, None] / _SOFT) ** 2)
    covariance: Floats = np.asarray(np.linalg.inv(softened.T @ softened + np.diag(1.0 / widths**2)), dtype=np.float64)
    return Fit(centre, covariance, slopes, residuals, before, misfit.aims, women, seed, rounds, start)


def interval(fit: Fit, place: int, level: float = 1.96) -> tuple[float, float]:
    """The interval of one parameter that the evidence leaves, by default of 95 %."""
    wide = level * math.sqrt(float(fit.covariance[place, place]))
    return math.exp(fit.centre[place] - wide), math.exp(fit.centre[place] + wide)
