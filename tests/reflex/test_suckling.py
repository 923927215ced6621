"""The infant: fast sucks until milk flows, bursts and pauses, and four ways for a feed to end."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stepping import course, repeat

from letdown.reflex.suckling import AWAY, GAVE_UP, SATED, SUCKING, TIRED, Parameters, State, step, vacuum

PAR = Parameters()
DT = 0.02


def sucking(
    seconds: float, intake: float = 0.0, wanted: float = 80.0, flow: float = 0.3, par: Parameters = PAR, dt: float = DT
) -> list[State]:
    return course(step, State(), round(seconds / dt), 1.0, intake, wanted, flow, par, dt)


def test_an_infant_that_is_away_does_nothing_and_remembers_nothing() -> None:
    assert step(sucking(30.0)[-1], 0.0, 20.0, 80.0, 0.3, PAR, DT) == AWAY
    assert AWAY.active == 0.0


def test_sucks_fast_before_milk_flows_and_slowly_when_it_does() -> None:
    assert sucking(30.0, flow=0.0)[-1].rate == pytest.approx(PAR.non_nutritive_rate)
    assert sucking(60.0, flow=100.0)[-1].rate == pytest.approx(PAR.nutritive_rate, rel=1e-3)
    assert sucking(120.0, flow=PAR.flow_threshold)[-1].rate == pytest.approx(
        0.5 * (PAR.non_nutritive_rate + PAR.nutritive_rate), rel=1e-6
    )
    rates = [sucking(60.0, flow=flow)[-1].rate for flow in (0.0, 0.01, 0.03, 0.1, 0.3, 1.0)]
    assert rates == sorted(rates, reverse=True)


def test_feels_the_flow_as_a_first_order_average() -> None:
    felt = sucking(10.0, flow=0.5)[-1].felt_flow
    assert felt == pytest.approx(0.5 * (1.0 - math.exp(-10.0 / PAR.rate_time_constant)), rel=1e-12)


def test_bursts_and_pauses_take_turns_as_declared() -> None:
    active = np.array([state.active for state in sucking(20 * (PAR.early_burst + PAR.early_pause))])
    assert active.mean() == pytest.approx(PAR.early_burst / (PAR.early_burst + PAR.early_pause), abs=0.01)
    late = np.array([state.active for state in sucking(480.0, intake=79.999)])
    assert late.mean() == pytest.approx(PAR.late_burst / (PAR.late_burst + PAR.late_pause), abs=0.02)


def test_counts_its_sucks() -> None:
    end = sucking(100.0, flow=0.0)[-1]
    assert end.sucks == pytest.approx(end.sucked * PAR.non_nutritive_rate, rel=1e-9)


def test_is_sated_when_it_has_what_it_wanted() -> None:
    assert sucking(1.0, intake=79.9)[-1].ended == SUCKING
    assert sucking(1.0, intake=80.0)[-1].ended == SATED


def test_tires_after_so_much_active_sucking() -> None:
    par = PAR._replace(endurance=60.0)
    states = sucking(120.0, par=par)
    ended = next(state for state in states if state.ended)
    assert ended.ended == TIRED and ended.sucked == pytest.approx(60.0, abs=2 * DT)


def test_gives_up_when_no_milk_comes_and_not_when_it_does() -> None:
    ended = [state.ended for state in sucking(300.0, flow=0.0)]
    assert ended[-1] == GAVE_UP
    assert ended.index(GAVE_UP) * DT == pytest.approx(PAR.patience, abs=1.0)
    assert sucking(300.0, flow=0.2)[-1].ended == SUCKING


def test_a_feed_that_has_ended_stays_ended_and_pulls_no_more() -> None:
    end = sucking(1.0, intake=90.0)[-1]
    later = repeat(step, end, 500, 1.0, 0.0, 80.0, 1.0, PAR, DT)
    assert later.ended == SATED and later.active == 0.0 and later.sucks == end.sucks
    assert vacuum(later, 0.0, PAR) == 0.0


def test_vacuum_of_a_suck_runs_from_baseline_to_peak_fast_on_and_slow_off() -> None:
    state = State(phase=0.0, rate=1.0, active=1.0)
    course_ = np.array([vacuum(state, ahead, PAR) for ahead in np.arange(0.0, 1.0, 0.001)])
    assert course_.min() == PAR.baseline_vacuum
    assert course_.max() == pytest.approx(PAR.peak_vacuum)
    assert course_.argmax() * 0.001 == pytest.approx(PAR.rise_share, abs=0.002)
    assert course_.mean() == pytest.approx(0.5 * (PAR.baseline_vacuum + PAR.peak_vacuum), rel=1e-3)
    assert vacuum(state, 0.3, PAR) == pytest.approx(vacuum(state, 5.3, PAR))


def test_holds_the_baseline_in_a_pause() -> None:
    assert vacuum(State(active=0.0), 0.37, PAR) == PAR.baseline_vacuum


@given(st.floats(0.0, 200.0), st.floats(1.0, 200.0), st.floats(0.0, 5.0), st.floats(-3.0, 3.0))
def test_vacuum_and_rate_stay_within_what_the_infant_can(intake: float, wanted: float, flow: float, ahead: float) -> None:
    state = sucking(4.0, intake, wanted, flow)[-1]
    assert PAR.nutritive_rate <= state.rate <= PAR.non_nutritive_rate
    assert 0.0 <= state.phase < 1.0
    assert 0.0 <= vacuum(state, ahead, PAR) <= PAR.peak_vacuum


def test_rhythm_does_not_hang_on_the_step() -> None:
    fine, coarse = sucking(600.0, dt=0.02)[-1], sucking(600.0, dt=0.5)[-1]
    assert coarse.sucks == pytest.approx(fine.sucks, rel=0.05)
    assert coarse.sucked == pytest.approx(fine.sucked, rel=0.05)
