"""The gland answers rises of oxytocin, not its level: late, steeply, up to a limit, and once for each rise."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stepping import course, repeat

from letdown.reflex.myoepithelium import Parameters, State, response, steady, step

PAR = Parameters()
DT = 0.02


def exposed(levels: list[tuple[float, float]], dt: float = DT, start: float = 2.0, half_effect: float = 1.0) -> list[State]:
    """The gland through ``levels``: each a concentration and for how many seconds it lasts."""
    found = [steady(start)]
    for level, seconds in levels:
        found += course(step, found[-1], round(seconds / dt), level, half_effect, PAR, dt)
    return found


def pulse(height: float, dt: float = DT, half_effect: float = 1.0, start: float = 2.0) -> np.ndarray:
    """Contraction after a 10-s pulse of ``height`` above the level."""
    states = exposed([(start + height, 10.0), (start, 290.0)], dt, start, half_effect)
    return np.array([state.activation for state in states])


@pytest.mark.parametrize("level", [0.0, 0.1, 2.0, 500.0])
def test_a_level_that_it_has_always_known_leaves_it_relaxed(level: float) -> None:
    assert repeat(step, steady(level), 500, level, 1.0, PAR, 0.5) == steady(level)


def test_it_never_contracts_when_oxytocin_falls() -> None:
    assert max(state.activation for state in exposed([(1.0, 300.0)])) == 0.0


def test_a_lasting_rise_is_answered_and_then_got_used_to() -> None:
    activation = np.array([state.activation for state in exposed([(8.0, 3600.0)], dt=0.1)])
    assert activation.max() > 0.3 and activation[-1] < 1e-3
    assert activation.argmax() * 0.1 < 200.0


def test_only_the_ratio_counts() -> None:
    assert pulse(6.0, start=2.0) == pytest.approx(pulse(60.0, start=20.0), rel=1e-9, abs=1e-12)


def test_bigger_pulses_contract_more_but_saturate() -> None:
    heights = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0]
    peaks = [pulse(height).max() for height in heights]
    gains = [b / a for a, b in itertools.pairwise(peaks)]
    assert peaks == sorted(peaks) and peaks[-1] < 1.0
    assert gains == sorted(gains, reverse=True), "each doubling adds less than the one before"


def test_response_is_half_at_its_half_effective_rise() -> None:
    assert response(PAR.half_effective_rise, 1.0, PAR) == pytest.approx(0.5)
    shifted = PAR._replace(weakening=0.0)
    assert response(3.0 * PAR.half_effective_rise, 3.0, shifted) == pytest.approx(0.5)
    assert response(3.0 * PAR.half_effective_rise, 3.0, PAR) == pytest.approx(0.5 * 3.0**-PAR.weakening)
    assert response(0.0, 1.0, PAR) == response(-1.0, 1.0, PAR) == 0.0
    assert response(1e9, 1.0, PAR) == pytest.approx(1.0)


def test_adrenaline_shifts_the_curve_to_the_right() -> None:
    peaks = [pulse(12.0, half_effect=shift).max() for shift in (1.0, 2.0, 5.0, 20.0)]
    assert peaks == sorted(peaks, reverse=True) and peaks[-1] < 0.25 * peaks[0]


def test_transit_is_a_gamma_distributed_delay_with_the_declared_mean() -> None:
    arrived = np.array([state.arrived for state in exposed([(3.0, 120.0)], dt=0.002)]) - 2.0
    time = 0.002 * np.arange(arrived.size)
    x = 4.0 * time / PAR.transit
    assert arrived == pytest.approx(1.0 - np.exp(-x) * (1.0 + x + x**2 / 2.0 + x**3 / 6.0), abs=1e-3)
    assert np.trapezoid(1.0 - arrived, time) == pytest.approx(PAR.transit, rel=1e-3)


def test_it_gets_used_to_a_level_with_its_time_constant() -> None:
    state = State(5.0, 5.0, 5.0, 5.0, 2.0)
    assert repeat(step, state, 500, 5.0, 1.0, PAR, 0.1).adapted == pytest.approx(
        5.0 - 3.0 * math.exp(-50.0 / PAR.adaptation), rel=1e-12
    )


def test_relaxes_exponentially_and_in_the_end_completely() -> None:
    contracted = steady(2.0)._replace(activation=0.8, extreme=0.8, rising=1.0)
    assert repeat(step, contracted, 500, 2.0, 1.0, PAR, DT).activation == pytest.approx(
        0.8 * math.exp(-10.0 / PAR.relaxation), rel=1e-9
    )
    assert repeat(step, contracted, 5000, 2.0, 1.0, PAR, 0.5).activation == 0.0


def test_course_does_not_hang_on_the_step() -> None:
    fine, coarse = pulse(12.0, dt=0.02), pulse(12.0, dt=0.5)
    assert coarse.max() == pytest.approx(fine.max(), rel=0.02)
    assert coarse.sum() * 0.5 == pytest.approx(fine.sum() * 0.02, rel=0.02)


def test_one_contraction_for_one_pulse() -> None:
    three = [(14.0, 5.0), (2.0, 175.0)] * 3
    assert [state.ejections for state in exposed(three)][-1] == 3.0
    assert exposed([(2.0, 300.0)])[-1].ejections == 0.0
    assert exposed([(2.05, 5.0), (2.0, 300.0)])[-1].ejections == 0.0, "a ripple is no ejection"


@settings(max_examples=50)
@given(st.lists(st.tuples(st.floats(0.0, 1000.0), st.floats(0.5, 60.0)), min_size=1, max_size=8), st.floats(1.0, 50.0))
def test_contraction_stays_between_none_and_full(levels: list[tuple[float, float]], half_effect: float) -> None:
    states = exposed(levels, dt=0.5, half_effect=half_effect)
    assert all(0.0 <= state.activation <= 1.0 and math.isfinite(state.adapted) for state in states)
    counts = [state.ejections for state in states]
    assert counts == sorted(counts)
