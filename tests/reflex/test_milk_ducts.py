"""Milk is pushed, not pulled: contraction drives it out of the alveoli, and what nobody takes runs back."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from letdown.quantity import fields
from letdown.reflex.milk_ducts import Parameters, State, contraction_pressure, duct_width, filled, narrowing, step

PAR = Parameters()
FULL = filled(150.0, PAR)


def squeezed(
    seconds: float,
    activation: float | Callable[[float], float] = 0.0,
    vacuum: float = 0.0,
    state: State = FULL,
    par: Parameters = PAR,
    dt: float = 0.02,
    compression: float = 0.0,
) -> list[State]:
    """The breast while it is contracted by ``activation`` (a course in time or a number) under constant vacuum."""
    found = [state]
    for k in range(round(seconds / dt)):
        now = activation((k + 0.5) * dt) if callable(activation) else activation
        last = found[-1]
        pressure = contraction_pressure(last.alveolar_milk, last.start_milk, now, 0.0, 0.0, par)
        found.append(step(last, pressure, vacuum, compression, 0.0, par, dt))
    return found


def out(states: list[State], dt: float = 0.02) -> float:
    """Milk that left through the nipple."""
    return sum(state.flow for state in states[1:]) * dt


def ejection(time: float) -> float:
    """A contraction of 100 s."""
    return math.sin(math.pi * time / 100.0) if time < 100.0 else 0.0


def test_a_resting_breast_keeps_its_milk() -> None:
    assert FULL.alveolar_milk + FULL.duct_milk == 150.0
    states = squeezed(60.0)
    assert out(states) == 0.0 and (states[-1].alveolar_milk, states[-1].duct_milk) == (FULL.alveolar_milk, FULL.duct_milk)
    assert filled(0.0, PAR).duct_milk == filled(0.0, PAR).alveolar_milk == 0.0


def test_vacuum_alone_takes_only_what_stands_in_the_ducts() -> None:
    """A Starling resistor: no vacuum pulls milk out of alveoli through collapsed ducts."""
    states = squeezed(900.0, vacuum=250.0, dt=0.1)
    assert states[-1].alveolar_milk == FULL.alveolar_milk
    assert 0.5 < out(states, 0.1) <= PAR.resting_volume - PAR.empty_volume + 1e-9


def test_contraction_alone_fills_the_ducts_and_below_the_opening_pressure_nothing_drips() -> None:
    tight = PAR._replace(opening_pressure=40.0)
    states = squeezed(100.0, ejection, par=tight)
    assert max(state.duct_pressure for state in states) > 3.0
    assert out(states) == 0.0
    assert out(squeezed(100.0, ejection, par=PAR._replace(opening_pressure=3.0))) > 1.0


def test_milk_that_nobody_takes_runs_back_after_the_ejection() -> None:
    states = squeezed(200.0, ejection, par=PAR._replace(opening_pressure=40.0))
    assert max(state.inflow for state in states) > 0.0 > min(state.inflow for state in states)
    assert states[-1].alveolar_milk == pytest.approx(FULL.alveolar_milk, abs=1e-3)
    widths = [duct_width(state, PAR) for state in states]
    assert widths[-1] == pytest.approx(PAR.resting_width, rel=1e-3) and max(widths) > 1.2 * PAR.resting_width


def test_ducts_fill_towards_alveolar_pressure_exponentially() -> None:
    lag = PAR.alveolar_resistance * PAR.compliance / FULL.size
    closed = PAR._replace(opening_pressure=1000.0)
    state, dt = FULL, 0.001
    for _ in range(3000):
        state = step(state, 12.0, 0.0, 0.0, 0.0, closed, dt)
    pressure = (state.duct_milk - PAR.resting_volume) / PAR.compliance
    assert pressure == pytest.approx(12.0 * (1.0 - math.exp(-3.0 / lag)), rel=1e-3)


def test_flow_through_an_open_nipple_is_pressure_over_resistance() -> None:
    state = step(FULL, 0.0, 150.0, 0.0, 0.0, PAR, 1e-6)
    assert state.flow == pytest.approx((150.0 - PAR.opening_pressure) / PAR.nipple_resistance)
    pressed = step(FULL, 0.0, 0.0, 1.0, 0.0, PAR, 1e-6)
    assert pressed.flow == pytest.approx(max(PAR.hand_pressure - PAR.opening_pressure, 0.0) / PAR.nipple_resistance)


def test_more_vacuum_removes_more_but_ever_less_more() -> None:
    """Milk ejections limit what there is to take."""
    taken = [out(squeezed(120.0, ejection, vacuum)) for vacuum in (50.0, 100.0, 150.0, 200.0, 250.0)]
    gains = np.diff(taken)
    assert gains[0] > 0.0 and np.all(gains > -1e-9) and np.all(np.diff(gains) < 1e-9)
    assert gains[-1] < 0.3 * gains[0]


def test_contraction_pressure_falls_as_the_breast_empties() -> None:
    milk = [150.0, 120.0, 90.0, 60.0, 30.0]
    pressures = [contraction_pressure(left, 150.0, 1.0, 0.0, 0.0, PAR) for left in milk]
    assert pressures == sorted(pressures, reverse=True)
    assert contraction_pressure(PAR.residual * 150.0, 150.0, 1.0, 0.0, 0.0, PAR) == 0.0
    assert contraction_pressure(150.0, 150.0, 0.0, 0.0, 0.0, PAR) == 0.0
    assert contraction_pressure(100.0, 150.0, 0.5, 0.0, 0.0, PAR) == pytest.approx(
        0.5 * contraction_pressure(100.0, 150.0, 1.0, 0.0, 0.0, PAR)
    )


def test_an_overfull_breast_ejects_worse() -> None:
    def pressure(fullness: float) -> float:
        milk = fullness * PAR.capacity
        return contraction_pressure(milk, milk, 1.0, 0.0, 0.0, PAR)

    normal = pressure(0.9)
    assert pressure(0.5) == pytest.approx(normal)
    assert normal > pressure(PAR.engorgement_onset + 0.1) > pressure(PAR.engorgement_onset + 0.2)
    assert pressure(PAR.engorgement_onset + 0.2) == pytest.approx((1.0 - PAR.engorgement_loss) * normal)
    assert pressure(1.5) == pressure(2.0)


def test_warmth_and_massage_raise_the_pressure_and_multiply() -> None:
    def pressure(warmth: float, massage: float) -> float:
        return contraction_pressure(100.0, 150.0, 1.0, warmth, massage, PAR)

    assert pressure(1.0, 0.0) == pytest.approx((1.0 + PAR.warmth_gain) * pressure(0.0, 0.0))
    assert pressure(1.0, 1.0) * pressure(0.0, 0.0) == pytest.approx(pressure(1.0, 0.0) * pressure(0.0, 1.0))


@pytest.mark.parametrize("dt", [0.1, 0.0625, 0.02])
def test_a_quarter_of_a_minute_agrees_on_any_grid_of_substeps(dt: float) -> None:
    def course(time: float) -> float:
        return min(time / 5.0, 1.0)

    fine = squeezed(15.0, course, 150.0, dt=0.001)
    coarse = squeezed(15.0, course, 150.0, dt=dt)
    assert out(coarse, dt) == pytest.approx(out(fine, 0.001), rel=0.01)
    assert coarse[-1].duct_milk == pytest.approx(fine[-1].duct_milk, rel=0.01)


@st.composite
def any_breast(draw: st.DrawFn) -> Parameters:
    """Parameters anywhere in their ranges."""
    return Parameters(*(draw(st.floats(field.low, field.high)) for field in fields(Parameters)))


breasts = st.one_of(st.just(PAR), any_breast())
volume = st.floats(0.0, 400.0)


@given(
    breasts,
    volume,
    st.floats(0.0, 20.0),
    st.floats(0.0, 80.0),
    st.floats(0.0, 350.0),
    st.floats(0.0, 1.0),
    st.sampled_from([0.02, 0.0625]),
)
def test_no_milk_is_made_or_lost_and_no_place_is_emptied_below_nothing(
    par: Parameters, alveolar: float, ducts: float, pressure: float, vacuum: float, compression: float, dt: float
) -> None:
    state = State(alveolar, ducts, 150.0)
    taken = 0.0
    for k in range(40):
        state = step(state, pressure if k < 20 else 0.0, vacuum, compression, 0.0, par, dt)
        taken += state.flow * dt
        assert state.flow >= 0.0
        assert state.alveolar_milk >= -1e-12 and state.duct_milk >= -1e-12
    assert state.alveolar_milk + state.duct_milk + taken == pytest.approx(alveolar + ducts, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("dt", [0.02, 0.5])
def test_a_wide_open_nipple_drains_the_ducts_and_no_more(dt: float) -> None:
    """Milk runs out and back at the same time here; together they take what there is."""
    open_wide = PAR._replace(nipple_resistance=10.0, opening_pressure=0.0, alveolar_resistance=1.0)
    state = step(State(100.0, 2.0 * PAR.resting_volume, 150.0), 0.0, 350.0, 1.0, 0.0, open_wide, dt)
    assert state.inflow < 0.0 < state.flow
    assert state.duct_milk >= 0.0
    assert state.alveolar_milk + state.duct_milk + state.flow * dt == pytest.approx(100.0 + 2.0 * PAR.resting_volume, rel=1e-12)


def test_width_of_a_duct_goes_with_the_root_of_its_milk() -> None:
    assert duct_width(FULL, PAR) == PAR.resting_width
    assert duct_width(FULL._replace(duct_milk=4.0 * PAR.resting_volume), PAR) == pytest.approx(2.0 * PAR.resting_width)
    assert duct_width(FULL._replace(duct_milk=0.0), PAR) == 0.0


def test_a_pump_that_presses_nothing_narrows_the_way_out_and_compression_opens_it() -> None:
    """alekseev1998: flow is 1.5 to 2 times as fast with compression of the areola."""
    alone, pressed = (narrowing(1.0, compression, 0.0, PAR) for compression in (0.0, 1.0))
    assert alone == pytest.approx(PAR.pump_narrowing) and pressed == 0.0
    assert narrowing(0.0, 0.0, 0.0, PAR) == 0.0  # an infant presses by itself
    both = 1.0 - narrowing(1.0, 0.0, 1.0, PAR)
    assert both == pytest.approx((1.0 - PAR.pump_narrowing) * (1.0 - PAR.shield_loss))
