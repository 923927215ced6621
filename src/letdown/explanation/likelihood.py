"""How likely what was measured and seen is for each simulated woman: a kernel in transformed, noise-widened space.

Times and volumes are compared on logarithmic scales by a Student kernel (heavy tails) about each woman, as wide as the spread
of so few women and the error of the instrument ask for; signs by her chance to notice them. That a sign was *not* noticed weighs
next to nothing: many never feel a let-down and many never drip, whatever the milk does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from letdown.explanation.ensembles import Ensemble
from letdown.explanation.situation import Measured
from letdown.instruments import MILK_DENSITY
from letdown.traces import Floats

_FREEDOM = 4.0
_LEAST_WIDTH = 0.08
_TIME_OFFSET, _VOLUME_OFFSET, _MINUTE_OFFSET = 15.0, 4.0, 1.0
"""s, mL and min below which differences on the logarithmic scale fade."""
_CLOCK = 0.2
"""Error of a mother's watch on the logarithm of a time (assumed)."""
_MISSED = 0.05
"""Chance that drops come and are not seen, or are seen where the model has none."""
ABSENT = {"felt": 0.1, "drip": 0.1, "leaking": 0.1, "quicker_swallows": 0.4, "content": 0.2}
"""Power to which the likelihood of an absent sign is taken: next to nothing for feeling, drip and leaking."""
PRESENT = {"felt": 1.0, "drip": 1.0, "leaking": 1.0, "quicker_swallows": 1.0, "content": 0.3}
"""The same where it is there: a baby that seems content may have given up."""
_FALSE_SIGN = 0.05


def weights(ensemble: Ensemble, measured: Measured, signs: Mapping[str, bool]) -> dict[str, Floats]:
    """The likelihood of what was told for each woman of each hypothesis, up to one factor for all."""
    return {cause: _of(ensemble, cause, measured, signs) for cause in ensemble.columns}


def _of(ensemble: Ensemble, cause: str, measured: Measured, signs: Mapping[str, bool]) -> Floats:
    volume = ensemble.column(cause, "volume")
    value = np.ones_like(volume)
    dimensions = measured.dimensions
    if measured.volume is not None:
        value = value * volume_density(volume, measured.volume, measured.scale_error, dimensions)
    if measured.first_drop is not None:
        value = value * drop_density(ensemble.column(cause, "first_drop"), measured.first_drop, dimensions)
    if measured.lasted is not None:
        value = value * lasted_density(ensemble.column(cause, "lasted"), measured.lasted, dimensions)
    for name, there in signs.items():
        value = value * _sign(ensemble.column(cause, name), name, there)
    return value


def volume_density(volumes: Floats, told: float, scale_error: float, dimensions: int = 1) -> Floats:
    """The density of a volume about each of ``volumes`` [mL]."""
    error = scale_error / MILK_DENSITY / (told + _VOLUME_OFFSET)
    return _kernel(np.log(np.maximum(volumes, 0.0) + _VOLUME_OFFSET), math.log(told + _VOLUME_OFFSET), error, dimensions)


def lasted_density(minutes: Floats, told: float, dimensions: int = 1) -> Floats:
    """The density of a length of a feed about each of ``minutes``."""
    return _kernel(np.log(minutes + _MINUTE_OFFSET), math.log(told + _MINUTE_OFFSET), _CLOCK, dimensions)


def drop_density(times: Floats, told: float, dimensions: int = 1) -> Floats:
    """The density of a time of the first drop about each of ``times`` [s]; infinite is none, and so is NaN of a woman."""
    never = np.isnan(times)
    if math.isinf(told):
        return np.where(never, 1.0 - _MISSED, _MISSED)
    found = np.full_like(times, _MISSED * 0.3)  # spread over some three units of the logarithm
    if (~never).any():
        logs = np.log(times[~never] + _TIME_OFFSET)
        found[~never] = (1.0 - _MISSED) * _kernel(logs, math.log(told + _TIME_OFFSET), _CLOCK, dimensions)
    return found


def _kernel(about: Floats, value: float, error: float, dimensions: int) -> Floats:
    """Student's density of ``value`` about each of a few points, widened by Scott's rule and the error of measurement."""
    spread = float(about.std()) * about.size ** (-1.0 / (4.0 + dimensions))
    width = max(math.hypot(spread, error), _LEAST_WIDTH)
    constant = math.gamma(0.5 * (_FREEDOM + 1.0)) / math.gamma(0.5 * _FREEDOM) / math.sqrt(_FREEDOM * math.pi) / width
    return constant * (1.0 + ((value - about) / width) ** 2 / _FREEDOM) ** (-0.5 * (_FREEDOM + 1.0))


def _sign(chances: Floats, name: str, there: bool) -> Floats:
    noticed = _FALSE_SIGN + (1.0 - 2.0 * _FALSE_SIGN) * np.clip(chances, 0.0, 1.0)
    return noticed ** PRESENT[name] if there else (1.0 - noticed) ** ABSENT[name]
