"""The pump: soft and fast first, slow and strong when milk runs."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stepping import course

from letdown.reflex.pump import OFF, Parameters, State, cycle_rate, peak_vacuum, step, vacuum

PAR = Parameters()
DT = 0.02
EXPRESSING = State(expressing=1.0)


def pumping(
    seconds: float, two_phase: float = 1.0, rate: float = 1.0, flow: float = 0.0, par: Parameters = PAR, dt: float = DT
) -> list[State]:
    return course(step, State(), round(seconds / dt), 1.0, two_phase, rate, flow, par, dt)


def waveform(state: State, setting: float, rate: float, seconds: float = 1.0) -> np.ndarray:
    return np.array([vacuum(state, ahead, setting, rate, PAR) for ahead in np.arange(0.0, seconds, 0.001)])


def test_a_pump_that_is_off_is_off() -> None:
    assert step(pumping(10.0)[-1], 0.0, 1.0, 1.0, 0.0, PAR, DT) == OFF


def test_stimulates_until_milk_is_seen_or_its_time_is_over() -> None:
    dry = [state.expressing for state in pumping(PAR.stimulation_duration + 1.0)]
    assert dry.index(1.0) * DT == pytest.approx(PAR.stimulation_duration, abs=2 * DT)
    flow = 2.0 * PAR.flow_threshold
    milky = [state.expressing for state in pumping(60.0, flow=flow)]
    seen_after = PAR.flow_time_constant * math.log(2.0)  # when the first-order average of twice the threshold reaches it
    assert milky.index(1.0) * DT == pytest.approx(seen_after, abs=2 * DT)


def test_never_goes_back_to_stimulation() -> None:
    state = pumping(60.0, flow=1.0)[-1]
    assert course(step, state, 3000, 1.0, 1.0, 1.0, 0.0, PAR, DT)[-1].expressing == 1.0


def test_one_phase_expresses_at_once() -> None:
    assert pumping(DT, two_phase=0.0)[-1].expressing == 1.0


def test_stimulation_is_faster_and_softer() -> None:
    assert cycle_rate(0.0, 0.9, PAR) == PAR.stimulation_rate
    assert cycle_rate(1.0, 0.9, PAR) == 0.9
    assert peak_vacuum(State(), 200.0, PAR) == pytest.approx(200.0 * PAR.stimulation_vacuum)
    assert peak_vacuum(EXPRESSING, 200.0, PAR) == 200.0


def test_waveform_goes_from_nothing_to_the_setting_and_back() -> None:
    wave = waveform(EXPRESSING, 190.0, 1.0)
    assert wave.min() == pytest.approx(0.0, abs=1e-9)
    assert wave.max() == 190.0
    assert np.mean(wave == 190.0) == pytest.approx(PAR.hold_share, abs=0.01)
    assert wave.mean() == pytest.approx(
        190.0 * (PAR.hold_share + 0.5 * (1.0 - PAR.hold_share)), rel=1e-3
    )  # half a cosine is half


def test_as_many_cycles_as_the_rate_says() -> None:
    wave = waveform(EXPRESSING, 190.0, 1.25, seconds=20.0)
    high = wave > 95.0
    assert np.count_nonzero(high[1:] & ~high[:-1]) == 25


def test_phase_does_not_hang_on_the_step() -> None:
    fine, coarse = pumping(30.0, two_phase=0.0, dt=0.02)[-1], pumping(30.0, two_phase=0.0, dt=0.5)[-1]
    assert abs((fine.phase - coarse.phase + 0.5) % 1.0 - 0.5) < 1e-9
    assert fine.running == pytest.approx(coarse.running)


@given(st.floats(1.0, 350.0), st.floats(0.2, 3.0), st.floats(-10.0, 10.0), st.floats(0.0, 0.999), st.sampled_from([0.0, 1.0]))
def test_vacuum_is_never_negative_and_never_above_the_setting(
    setting: float, rate: float, ahead: float, phase: float, expressing: float
) -> None:
    assert 0.0 <= vacuum(State(phase=phase, expressing=expressing), ahead, setting, rate, PAR) <= setting
