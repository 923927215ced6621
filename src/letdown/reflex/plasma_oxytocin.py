"""Plasma oxytocin: secretion to concentration, in three compartments with linear clearance.

Plasma exchanges with a fast and a slow tissue compartment and is cleared from plasma alone. The default mixes fast (a pulse
is seen as a surge of less than a minute, as by lucas1980, beside the slow half-lives of fabian1969); :data:`TWO_COMPARTMENT`
is the classical form (2.9 and 20 min, degroot1995). The step is the exact solution for constant input. A spray is absorbed
from the lining of the nose.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, NamedTuple

import numpy as np

from letdown.kernel import kernel
from letdown.quantity import (
    Days,
    Fraction,
    Known,
    Millilitres,
    MillilitresPerSecond,
    Picograms,
    PicogramsPerMillilitre,
    PicogramsPerSecond,
    Seconds,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Parameters(NamedTuple):
    """Volumes and flows of her blood and tissues."""

    clearance: Annotated[
        MillilitresPerSecond, Known("metabolic clearance, weeks after birth", 2, 300, "thornton1990", "1.35 L/min")
    ] = 22.5
    early_clearance: Annotated[
        MillilitresPerSecond, Known("clearance at birth", 2, 300, "assumed", "3 L/min between 5.7 in pregnancy and 1.35")
    ] = 50.0
    early_days: Annotated[
        Days, Known("time constant of its fall after birth", 0.2, 60, "assumed", "endpoints published, course not")
    ] = 3.0
    plasma_volume: Annotated[
        Millilitres, Known("plasma compartment", 500, 5e4, "lucas1980", "derived: surges under a minute")
    ] = 3_000.0
    fast_volume: Annotated[
        Millilitres, Known("fast tissue compartment", 1, 5e4, "fabian1969", "derived with the plasma volume")
    ] = 4_000.0
    fast_exchange: Annotated[
        MillilitresPerSecond, Known("exchange with the fast compartment", 0, 1000, "fabian1969", "derived: 3 L/min")
    ] = 50.0
    slow_volume: Annotated[
        Millilitres, Known("slow tissue compartment", 1, 1e5, "degroot1995", "derived: volume of distribution")
    ] = 12_000.0
    slow_exchange: Annotated[
        MillilitresPerSecond, Known("exchange with the slow compartment", 0, 100, "nielsen2017", "derived: 0.15 L/min")
    ] = 2.5
    nasal_bioavailability: Annotated[
        Fraction, Known("share of a nasal dose that reaches the blood", 0, 0.3, "landgraf", "derived: 1 to 5 %")
    ] = 0.015
    nasal_passage: Annotated[
        Seconds,
        Known("time constant of a spray's way into the lining of the nose", 1, 1800, "myoep1962", "fitted: pressure after 100 s"),
    ] = 90.0
    nasal_time_constant: Annotated[
        Seconds, Known("absorption from the nose", 30, 7200, "landgraf", "derived: 36 to 85 pg/mL after 65 to 100 µg")
    ] = 240.0


TWO_COMPARTMENT = Parameters(plasma_volume=7_000.0, fast_volume=5_700.0, fast_exchange=4.083, slow_exchange=0.0)
"""The classical two-compartment form: half-lives of 2.9 and 20 min at the same clearance (degroot1995)."""


class State(NamedTuple):
    """Oxytocin in each compartment (of a spray only what will be absorbed), what was cleared so far, what the breast sees."""

    plasma: Picograms = 0.0
    fast: Picograms = 0.0
    slow: Picograms = 0.0
    nose: Picograms = 0.0
    lining: Picograms = 0.0
    cleared: Picograms = 0.0
    concentration: PicogramsPerMillilitre = 0.0


class Propagator(NamedTuple):
    """The exact solution over one step: ``amounts' = M·amounts + input·i``; the plasma exposure of the same step likewise."""

    plasma_plasma: Fraction
    plasma_fast: Fraction
    plasma_slow: Fraction
    fast_plasma: Fraction
    fast_fast: Fraction
    fast_slow: Fraction
    slow_plasma: Fraction
    slow_fast: Fraction
    slow_slow: Fraction
    plasma_input: Seconds
    fast_input: Seconds
    slow_input: Seconds
    exposure_plasma: Fraction
    exposure_fast: Fraction
    exposure_slow: Fraction
    exposure_input: Seconds


def clearance_on(days_postpartum: Days, par: Parameters) -> MillilitresPerSecond:
    """Clearance on one day: high while the placenta's oxytocinase lasts, then constant."""
    return par.clearance + (par.early_clearance - par.clearance) * math.exp(-days_postpartum / par.early_days)


def propagator(par: Parameters, dt: Seconds) -> Propagator:
    """Solve the three compartments for one step of ``dt``; ``exposure_*`` are the shares cleared during it.

    Scaled by the square roots of the volumes the rate matrix is symmetric, so its modes are orthogonal and each decays by itself:
    ``exp(λ·dt)`` for the amounts, the first and second integrals of that for the input and for what is cleared.
    """
    volumes = np.array([par.plasma_volume, par.fast_volume, par.slow_volume])
    q2, q3 = par.fast_exchange, par.slow_exchange
    flows = np.array([[-(q2 + q3 + par.clearance), q2, q3], [q2, -q2, 0.0], [q3, 0.0, -q3]])
    roots = np.sqrt(volumes)
    rates, modes = np.linalg.eigh(flows / np.outer(roots, roots))
    x = rates * dt
    once = np.array([math.expm1(z) / z if z != 0.0 else 1.0 for z in x])
    twice = np.array([(math.expm1(z) / z - 1.0) / z if abs(z) > 0.05 else _second_integral(z) for z in x])

    def mixed(share: NDArray[np.float64]) -> NDArray[np.float64]:
        """The matrix whose modes are scaled by ``share``, in amounts."""
        return roots[:, None] * ((modes * share) @ modes.T) / roots

    amounts, integral = mixed(np.exp(x)), mixed(once) * dt
    cleared = par.clearance / par.plasma_volume
    double = float(mixed(twice)[0, 0]) * dt * dt
    numbers = [*amounts.ravel(), *integral[:, 0], *(cleared * integral[0]), cleared * double]
    return Propagator._make(float(number) for number in numbers)


def _second_integral(z: float) -> float:
    """``(exp(z) − 1 − z) / z²`` near 0, where that difference would lose its digits; the first term left out is below 1e-14."""
    return 0.5 + z * (1 / 6 + z * (1 / 24 + z * (1 / 120 + z * (1 / 720 + z * (1 / 5040 + z / 40320)))))


def steady(secretion: PicogramsPerSecond, par: Parameters) -> State:
    """The plateau that a constant ``secretion`` leads to."""
    level = secretion / par.clearance
    return State(level * par.plasma_volume, level * par.fast_volume, level * par.slow_volume, concentration=level)


@kernel
def step(
    state: State,
    secretion: PicogramsPerSecond,
    nasal_dose: PicogramsPerSecond,
    propagator: Propagator,
    par: Parameters,
    dt: Seconds,
) -> State:
    """Move on by the propagator's step while ``secretion`` and ``nasal_dose`` (both pg/s) stay constant."""
    deposited = state.nose + nasal_dose * dt * par.nasal_bioavailability
    nose = deposited * math.exp(-dt / par.nasal_passage)
    sinking = state.lining + deposited - nose
    lining = sinking * math.exp(-dt / par.nasal_time_constant)
    arriving = secretion + (sinking - lining) / dt
    m = propagator
    plasma = m.plasma_plasma * state.plasma + m.plasma_fast * state.fast + m.plasma_slow * state.slow + m.plasma_input * arriving
    fast = m.fast_plasma * state.plasma + m.fast_fast * state.fast + m.fast_slow * state.slow + m.fast_input * arriving
    slow = m.slow_plasma * state.plasma + m.slow_fast * state.fast + m.slow_slow * state.slow + m.slow_input * arriving
    cleared = (
        m.exposure_plasma * state.plasma
        + m.exposure_fast * state.fast
        + m.exposure_slow * state.slow
        + m.exposure_input * arriving
    )
    return State(plasma, fast, slow, nose, lining, state.cleared + cleared, plasma / par.plasma_volume)
