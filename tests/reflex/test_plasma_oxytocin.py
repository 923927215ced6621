"""Oxytocin in the blood: exact whatever the step, and nothing of it lost."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.linalg import expm

from letdown.quantity import fields
from letdown.reflex.plasma_oxytocin import TWO_COMPARTMENT, Parameters, State, clearance_on, propagator, steady, step

PAR = Parameters()
FORMS = pytest.mark.parametrize("par", [PAR, TWO_COMPARTMENT], ids=["fast mixing", "two compartments"])


def held_by(state: State) -> float:
    return state.plasma + state.fast + state.slow + state.nose + state.lining


def moved(state: State, seconds: float, par: Parameters, secretion: float = 0.0, nasal: float = 0.0, steps: int = 1) -> State:
    dt = seconds / steps
    exact = propagator(par, dt)
    for _ in range(steps):
        state = step(state, secretion, nasal, exact, par, dt)
    return state


def closed_form(par: Parameters, seconds: float) -> NDArray[np.float64]:
    """Plasma, fast, slow and cleared, [4], from plasma, fast, slow and secretion, [4], by the matrix exponential."""
    volumes = np.array([par.plasma_volume, par.fast_volume, par.slow_volume])
    to_fast, to_slow = par.fast_exchange, par.slow_exchange
    flows = np.array([[-to_fast - to_slow - par.clearance, to_fast, to_slow], [to_fast, -to_fast, 0.0], [to_slow, 0.0, -to_slow]])
    rates = np.zeros((5, 5))
    rates[:3, :3] = flows / volumes
    rates[3, 0] = par.clearance / par.plasma_volume
    rates[0, 4] = 1.0
    return expm(rates * seconds)[:4][:, [0, 1, 2, 4]]


@FORMS
@pytest.mark.parametrize("dt", [0.02, 0.5, 1.0, 5.0, 60.0, 3600.0])
def test_step_is_the_closed_form(par: Parameters, dt: float) -> None:
    exact = closed_form(par, dt)
    p = propagator(par, dt)
    found = np.array([[*p[0:3], p.plasma_input], [*p[3:6], p.fast_input], [*p[6:9], p.slow_input], p[12:16]])
    assert found[:, :3] == pytest.approx(exact[:, :3], abs=1e-12)
    assert found[:, 3] == pytest.approx(exact[:, 3], rel=1e-9, abs=1e-12 * dt)
    state = moved(State(300.0, 40.0, 500.0), dt, par, secretion=7.0)
    expected = exact @ np.array([300.0, 40.0, 500.0, 7.0])
    assert (state.plasma, state.fast, state.slow, state.cleared) == pytest.approx(tuple(expected), rel=1e-12)
    assert state.concentration == state.plasma / par.plasma_volume


@st.composite
def any_woman(draw: st.DrawFn) -> Parameters:
    """Parameters anywhere in their ranges."""
    return Parameters(*(draw(st.floats(field.low, field.high)) for field in fields(Parameters)))


amount = st.floats(0.0, 1e6)


@given(any_woman(), amount, amount, amount, st.floats(0.0, 1e4), st.floats(0.02, 3600.0))
def test_exact_for_any_woman_and_any_step(
    par: Parameters, plasma: float, fast: float, slow: float, secretion: float, dt: float
) -> None:
    state = moved(State(plasma, fast, slow), dt, par, secretion)
    expected = closed_form(par, dt) @ np.array([plasma, fast, slow, secretion])
    scale = plasma + fast + slow + secretion * dt
    assert (state.plasma, state.fast, state.slow, state.cleared) == pytest.approx(tuple(expected), rel=1e-9, abs=1e-12 * scale)


@given(amount, st.floats(0.0, 1e3), st.floats(0.0, 1e3), st.integers(1, 60))
def test_one_step_is_many_smaller_ones(plasma: float, secretion: float, slow: float, parts: int) -> None:
    start = State(plasma, 0.0, slow)
    assert moved(start, 30.0, PAR, secretion, steps=parts) == pytest.approx(
        moved(start, 30.0, PAR, secretion), rel=1e-11, abs=1e-12
    )


@FORMS
def test_nothing_is_lost(par: Parameters) -> None:
    state, given_ = State(1000.0, 30.0, 400.0, 50.0), 1480.0
    exact = propagator(par, 0.02)
    for k in range(20_000):
        secretion, nasal = (200.0, 0.0) if k % 500 < 5 else (1.0, 30.0)
        state = step(state, secretion, nasal, exact, par, 0.02)
        given_ += 0.02 * (secretion + nasal * par.nasal_bioavailability)
    assert held_by(state) + state.cleared == pytest.approx(given_, rel=1e-12)
    assert min(state[:5]) >= 0.0


@FORMS
def test_without_secretion_blood_goes_to_nothing(par: Parameters) -> None:
    assert moved(State(), 60.0, par) == State()
    states = [moved(State(1e5, 2e4), minutes * 60.0, par) for minutes in (0.001, 10, 60, 600, 6000)]
    totals = [held_by(state) for state in states]
    assert totals == sorted(totals, reverse=True) and totals[-1] < 1e-6 * totals[0]


@FORMS
def test_a_lasting_secretion_leads_to_secretion_over_clearance(par: Parameters) -> None:
    plateau = steady(50.0, par)
    assert plateau.concentration == pytest.approx(50.0 / par.clearance)
    assert moved(plateau, 600.0, par, 50.0)[:3] == pytest.approx(plateau[:3], rel=1e-12)
    assert moved(State(), 1e6, par, 50.0).concentration == pytest.approx(50.0 / par.clearance, rel=1e-9)


@FORMS
def test_secretion_for_twice_as_long_or_twice_as_much_adds_up(par: Parameters) -> None:
    one, two = moved(State(), 100.0, par, 10.0), moved(State(), 100.0, par, 20.0)
    assert two[:3] == pytest.approx(tuple(2.0 * x for x in one[:3]), rel=1e-12)
    both = moved(State(500.0, 20.0, 10.0), 100.0, par, 10.0)
    alone = moved(State(500.0, 20.0, 10.0), 100.0, par)
    assert both[:3] == pytest.approx(tuple(a + b for a, b in zip(one[:3], alone[:3], strict=True)), rel=1e-12)


def test_spray_passes_the_lining_of_the_nose_and_is_absorbed_from_there() -> None:
    dose = PAR.nasal_bioavailability * 1e6
    first, second = PAR.nasal_passage, PAR.nasal_time_constant
    dosed = moved(State(), 0.02, PAR, nasal=1e6 / 0.02)
    for seconds in (20.0, 100.0, 600.0):
        state = moved(dosed, seconds, PAR, steps=round(seconds / 0.02))
        left, gone = math.exp(-seconds / first), math.exp(-seconds / second)
        assert state.nose == pytest.approx(dose * left, rel=1e-3)
        assert state.lining == pytest.approx(dose * (gone - left) * second / (second - first), rel=1e-2)
    done = moved(dosed, 1e5, PAR, steps=10_000)
    assert done.cleared == pytest.approx(dose, rel=1e-6) and held_by(done) < 1e-6 * dose


def test_clearance_falls_after_birth_to_what_it_stays_at() -> None:
    assert clearance_on(0.0, PAR) == PAR.early_clearance
    assert clearance_on(PAR.early_days, PAR) - PAR.clearance == pytest.approx((PAR.early_clearance - PAR.clearance) / math.e)
    assert clearance_on(60.0, PAR) == pytest.approx(PAR.clearance, rel=1e-6)


def test_more_clearance_means_less_in_the_blood() -> None:
    levels = [moved(State(), 300.0, PAR._replace(clearance=clearance), 50.0).concentration for clearance in (10.0, 22.5, 60.0)]
    assert levels == sorted(levels, reverse=True)
