"""Spikes to secretion: the faster they come, the more each of them releases, until the pool or calcium's brake says no."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nerve_endings import ISOLATED, calcium_by_small_steps, released, stimulated, trains
from stepping import repeat

from letdown.reflex.posterior_pituitary import (
    Parameters,
    State,
    calcium_entry,
    drive_decay,
    exposure,
    rest,
    rested_terminals,
    spike,
    step,
)

PAR = Parameters()


def test_silent_endings_release_nothing() -> None:
    start = rest(PAR, 0, 0)
    assert repeat(step, start, 100, 0.0, 0.0, 1.0, 1.0, 0.0, 0, 0, PAR, 0.5) == start


def test_what_a_spike_releases_rises_with_the_rate() -> None:
    """Picograms a spike rise from 1 to 13 Hz and more."""
    per_spike = [released(trains(rate, 300)) / 300 for rate in (1.0, 3.0, 6.5, 10.0, 13.0)]
    assert per_spike == sorted(per_spike) and per_spike[-1] > 5.0 * per_spike[0]


def test_beyond_50_hz_a_spike_releases_no_more() -> None:
    assert released(trains(100.0, 300)) < released(trains(50.0, 300))


def test_a_burst_releases_at_least_twice_what_the_same_spikes_spaced_out_do() -> None:
    burst = np.linspace(0.1, 2.7, 75)
    assert released(burst) > 2.0 * released(trains(2.5, 75))


def test_the_pool_runs_down_and_is_refilled() -> None:
    states = stimulated(np.concatenate([trains(30.0, 600)]), after=120.0)
    pools = np.array([state.pool for state in states])
    assert pools.min() > 0.0
    assert pools.min() < 0.6 * ISOLATED.pool_capacity < 0.999 * pools[-1]
    refilling = np.diff(pools[-5000:-4500]) / 0.02
    expected = ISOLATED.refill * ISOLATED.pool_capacity
    assert np.all(refilling <= expected * (1 + 1e-9))


@pytest.mark.parametrize("rate", [6.0, 13.0])
def test_half_an_hour_of_even_firing_tires_the_gland_only_weakly(rate: float) -> None:
    states = stimulated(trains(rate, int(rate * 1800)), dt=0.1, after=0.1)
    early, late = states[3000].secreted, states[-1].secreted - states[-3001].secreted
    assert 0.7 < late / early < 1.01


@settings(max_examples=25)
@given(st.lists(st.floats(0.001, 2.0), min_size=1, max_size=60), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_stores_are_never_negative_and_nothing_is_lost(gaps: list[float], pulse: float, terminal: float) -> None:
    for state in stimulated(np.cumsum(gaps), PAR, pulse=pulse, terminal=terminal, after=1.0):
        assert 0.0 < state.pool <= PAR.pool_capacity and state.reserve > 0.0 and state.secretion >= 0.0
        stock = PAR.pool_capacity * (1.0 + PAR.reserve_ratio)
        assert state.pool + state.reserve + state.secreted == pytest.approx(stock, rel=1e-12)


def test_release_is_the_exponential_of_the_exposure() -> None:
    par = ISOLATED._replace(refill=0.0)
    state = step(rest(par, 0, 0), 100.0, 3.0, 1.0, 1.0, 0.0, 0, 0, par, 0.5)
    assert state.pool == pytest.approx(par.pool_capacity * math.exp(-3.0 * par.release), rel=1e-14)
    assert state.secretion * 0.5 == state.secreted


def test_drive_between_spikes_is_followed_exactly() -> None:
    times = [0.05, 0.09, 0.12, 0.3, 0.31, 0.9]
    endings = rested_terminals(1)
    endings[2] = 0.0
    drive = total = at = 0.0
    for time in times:
        total += exposure(drive, time - at, PAR)
        drive = drive * drive_decay(time - at, PAR) + spike(endings, 0, time, PAR)
        at = time
    total += exposure(drive, 1.0 - at, PAR)
    drive *= drive_decay(1.0 - at, PAR)
    assert (drive, total) == pytest.approx(calcium_by_small_steps(times, PAR, 1.0), rel=5e-3)


def test_what_is_released_does_not_hang_on_the_step() -> None:
    burst = np.linspace(0.1, 2.7, 75)
    fine, coarse = released(burst, dt=0.005), released(burst, dt=0.5)
    assert coarse == pytest.approx(fine, rel=0.02)  # refill within the step is all that differs


def test_doors_scale_what_comes_out() -> None:
    """The terminal door holds for all release, the central door for bursts alone."""
    burst, background = np.linspace(0.1, 2.7, 75), trains(2.0, 20)

    def share(times: np.ndarray, **doors: float) -> float:
        return stimulated(times, **doors)[-1].secreted / released(times)

    assert share(burst, terminal=0.0) == share(background, terminal=0.0) == 0.0
    assert share(background, terminal=0.5) == pytest.approx(0.5, rel=0.01)
    assert 0.45 < share(burst, terminal=0.5) < 0.6
    assert 0.2 < share(burst, pulse=0.25) < 0.35
    assert share(background, pulse=0.25) == pytest.approx(1.0)


def test_pulses_of_one_woman_differ_about_a_mean_of_one() -> None:
    """No oxytocin is made by letting pulses vary."""
    state, sizes = rest(PAR, 5, 1), []
    for _ in range(4000):
        for drive in (100.0, 0.0):
            state = step(state, drive, 0.0, 1.0, 1.0, 0.0, 5, 1, PAR, 0.5)
        sizes.append(state.pulse_size)
    assert state.pulses == 4000.0
    assert np.mean(sizes) == pytest.approx(1.0, abs=3.5 * np.std(sizes) / 4000**0.5)
    assert np.log(sizes).std() == pytest.approx(PAR.within_woman_spread, rel=0.05)
    first = [rest(PAR, 5, woman).pulse_size for woman in range(4000)]
    assert np.mean(first) == pytest.approx(1.0, abs=3.5 * np.std(first) / 4000**0.5)


def test_calcium_brakes_its_own_entry_steeply() -> None:
    """Half at the threshold; fast calcium to the fifth power, slow calcium to the third."""
    free = calcium_entry(0.3, 0.0, 0.0, PAR)
    assert free == pytest.approx(0.3 + PAR.broadening_rest)
    assert calcium_entry(0.3, PAR.fast_threshold, 0.0, PAR) == calcium_entry(0.3, 0.0, PAR.slow_threshold, PAR) == 0.5 * free
    assert calcium_entry(0.3, 2.0 * PAR.fast_threshold, 0.0, PAR) == pytest.approx(free / (1.0 + 2.0**5))
    assert calcium_entry(0.3, 0.0, 2.0 * PAR.slow_threshold, PAR) == pytest.approx(free / (1.0 + 2.0**3))


def test_each_burst_is_one_pulse_and_the_next_one_has_another_size() -> None:
    two = np.concatenate([np.linspace(1.0, 3.0, 70), np.linspace(60.0, 62.0, 70)])
    states = stimulated(two, PAR, after=10.0)
    assert states[-1].pulses == 2.0 and states[-1].bursting == 0.0
    assert len({state.pulse_size for state in states}) == 3
    assert stimulated(trains(2.5, 200), PAR)[-1].pulses == 0.0


def test_pulse_sizes_are_the_womans_own_and_repeat() -> None:
    assert rest(PAR, 4, 7) == rest(PAR, 4, 7)
    assert len({rest(PAR, seed, woman).pulse_size for seed, woman in ((4, 7), (4, 8), (5, 7))}) == 3
    assert rest(PAR._replace(within_woman_spread=0.0), 4, 7).pulse_size == 1.0


def test_a_gland_at_rest_is_full() -> None:
    start = rest(PAR, 0, 0)
    assert isinstance(start, State) and start.pool == PAR.pool_capacity and start.reserve == PAR.pool_capacity * PAR.reserve_ratio
