"""The burst generator bursts as the network does, for women with any network, and however a run is stepped or split."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

import numpy as np
import pytest
from network_runs import SECOND, Spikes, advance, fresh
from numpy.typing import NDArray

from letdown.analysis import bursts
from letdown.errors import ParameterError
from letdown.kernel import compiled
from letdown.reflex.oxytocin_neurons import burst_generator, spiking_network
from letdown.reflex.oxytocin_neurons.burst_generator import LEAK_SPREAD, THRESHOLD_SPREAD, Parameters, State


def _run(state, priming, excitation, inhibition, seed, woman, par, start, stop, dt, onsets, spikes):  # type: ignore[no-untyped-def]
    count = 0
    for k in range(start, stop):
        state = burst_generator.step(state, k * dt, priming, excitation, inhibition, seed, woman, par, dt)
        if state.burst != 0.0:
            onsets[count] = state.burst_onset
            spikes[count] = state.burst_spikes
            count += 1
    return state, count


def run(
    par: Parameters,
    seconds: float,
    priming: float,
    woman: int = 0,
    store: float = 0.0,
    dt: float = 0.1,
    excitation: float = 1.0,
    inhibition: float = 1.0,
    plain: bool = False,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Onsets and spikes of the bursts of one run."""
    onsets, spikes = np.zeros(4000), np.zeros(4000)
    state = burst_generator.rest(par, store, 11, woman)
    loop: Any = _run if plain else compiled(_run)
    _, n = loop(state, priming, excitation, inhibition, 11, woman, par, 0, round(seconds / dt), dt, onsets, spikes)
    return onsets[:n].copy(), spikes[:n].copy()


def women(n: int) -> list[Parameters]:
    """Women whose thresholds and leaks lie at the middles of ``n`` equally likely parts of their spread."""
    par = Parameters()
    deviates = [math.sqrt(2.0) * _inverse_error((2 * i + 1.0) / n - 1.0) for i in range(n)]
    return [
        par._replace(
            threshold=par.threshold * math.exp(THRESHOLD_SPREAD * z), active_leak=par.active_leak * math.exp(LEAK_SPREAD * z)
        )
        for z in deviates
    ]


def _inverse_error(x: float) -> float:
    from scipy.special import erfinv

    return float(erfinv(x))


def test_no_priming_no_bursts() -> None:
    assert len(run(Parameters(), 3600.0, 0.0)[0]) == 0


def test_stronger_priming_brings_bursts_closer_together() -> None:
    intervals = [np.diff(run(Parameters(), 20_000.0, priming)[0]).mean() for priming in (0.4, 0.5, 0.7, 1.0, 1.8)]
    assert intervals == sorted(intervals, reverse=True)


def test_a_fuller_store_brings_the_first_burst_forward() -> None:
    first = [
        np.mean([run(Parameters(), 900.0, 0.7, woman, store)[0][0] for woman in range(40)]) for store in (0.0, 30.0, 45.0, 60.0)
    ]
    assert first == sorted(first, reverse=True)


@pytest.mark.parametrize("store", [-0.1, 61.0, math.nan])
def test_a_store_that_would_fire_by_itself_is_refused(store: float) -> None:
    with pytest.raises(ParameterError, match="0 to 60"):
        burst_generator.rest(Parameters(), store, 1, 0)


def test_the_initial_store_is_the_mean_of_both_kinds_of_cells() -> None:
    par = Parameters()
    state = burst_generator.rest(par, 40.0, 1, 0)
    assert par.active_share * state.active_store + (1.0 - par.active_share) * state.quiet_store == pytest.approx(40.0)


@pytest.mark.parametrize("dt", [0.02, 0.1, 0.25])
def test_the_step_hardly_matters(dt: float) -> None:
    coarse = np.mean([len(run(Parameters(), 4000.0, 0.8, woman, dt=0.5)[0]) for woman in range(10)])
    assert np.mean([len(run(Parameters(), 4000.0, 0.8, woman, dt=dt)[0]) for woman in range(10)]) == pytest.approx(
        coarse, rel=0.03
    )


def test_a_run_in_parts_equals_the_run_in_one_go() -> None:
    par, onsets, spikes = Parameters(), np.zeros(100), np.zeros(100)
    loop: Any = compiled(_run)
    whole, _ = loop(burst_generator.rest(par, 50.0, 3, 4), 0.9, 1.0, 1.0, 3, 4, par, 0, 30_000, 0.02, onsets, spikes)
    state: State = burst_generator.rest(par, 50.0, 3, 4)
    for start, stop in ((0, 1), (1, 9999), (9999, 30_000)):
        state, _ = loop(state, 0.9, 1.0, 1.0, 3, 4, par, start, stop, 0.02, onsets, spikes)
    assert state == whole
    assert whole.bursts > 3


def test_machine_code_and_plain_python_agree() -> None:
    fast, slow = run(Parameters(), 600.0, 1.0), run(Parameters(), 600.0, 1.0, plain=True)
    assert fast[0] == pytest.approx(slow[0], rel=1e-9)
    assert fast[1] == pytest.approx(slow[1], rel=1e-9)


def test_onsets_lie_within_their_step() -> None:
    par, state = Parameters(), burst_generator.rest(Parameters(), 60.0, 1, 1)
    seen = 0
    for k in range(2000):
        state = burst_generator.step(state, 0.5 * k, 1.2, 1.0, 1.0, 1, 1, par, 0.5)
        if state.burst:
            seen += 1
            assert 0.5 * k <= state.burst_onset <= 0.5 * k + 0.5
            assert state.since_burst == pytest.approx(0.5 * k + 0.5 - state.burst_onset)
    assert seen > 5


def test_cells_are_silent_after_a_burst() -> None:
    par = Parameters()
    assert burst_generator.background_rate(State(since_burst=1.0, background=2.6), par) == 0.0
    assert burst_generator.background_rate(State(since_burst=100.0, background=2.6), par) == 2.6


@pytest.mark.parametrize(
    ("excitation", "inhibition", "background"),
    [(0.5, 1.0, 0.166), (0.75, 1.0, 0.79), (1.5, 1.0, 5.91), (2.0, 1.0, 9.87), (1.0, 0.5, 3.84), (1.0, 2.0, 0.61)],
)
def test_background_follows_excitation_and_inhibition_as_in_the_network(
    excitation: float, inhibition: float, background: float
) -> None:
    """The figures are of eight networks at rest for two minutes."""
    par = Parameters()
    state = burst_generator.step(burst_generator.rest(par, 0.0, 1, 0), 0.0, 0.7, excitation, inhibition, 1, 0, par, 0.1)
    assert state.background == pytest.approx(background, rel=0.15)


def test_more_excitation_more_bursts_and_more_inhibition_fewer() -> None:
    def count(excitation: float, inhibition: float) -> int:
        runs = (run(p, 1500.0, 0.7, i, excitation=excitation, inhibition=inhibition) for i, p in enumerate(women(24)))
        return sum(len(onsets) for onsets, _ in runs)

    usual = count(1.0, 1.0)
    assert 0.4 < count(0.75, 1.0) / usual < 0.8
    assert 1.4 < count(1.5, 1.0) / usual < 2.6
    assert 0.5 < count(1.0, 1.5) / usual < 0.9
    assert count(0.3, 1.0) < 0.05 * usual


# The generator was fitted to other networks than these.
SEED = 21
WOMEN = range(48, 96)
SECONDS = {0.3: 3600, 0.5: 2400, 0.7: 1800, 1.0: 1200, 1.8: 700}
FIRST = {0.5: 900, 0.7: 400, 1.0: 200, 1.8: 100}
FIELDS = {"interval": 0, "spread of intervals": 1, "spikes": 2}


def _miss(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


SPREAD_MISSES = {
    0.5: "13 % below, where the standard error of 48 networks is 5 %; on the 128 fitted ones it agrees",
    1.0: "11 % below, where the standard error of 48 networks is 5 %; on the 128 fitted ones 2 % below",
    1.8: "10 % above: a hazard alone can't follow so fast a filling",
}
FIRST_MISSES = {
    (30.0, 1.8): "19 % late, on the fitted networks 10 %: a hazard alone can't follow so fast a filling",
    (45.0, 1.8): "11 % late, on the fitted networks 7 %: a hazard alone can't follow so fast a filling",
    (55.0, 0.7): "14 % late, where the standard error of 48 networks is 7 %; on the 128 fitted ones 3 %",
}


def _is_missed(priming: float, field: str) -> bool:
    return field == "spread of intervals" and priming in SPREAD_MISSES


def _found(spikes: list[Spikes], seconds: int) -> bursts.Bursts:
    times = np.concatenate([some.seconds for some in spikes])
    return bursts.find(times, np.concatenate([some.cells for some in spikes]), 48, 0.0, float(seconds))


@cache
def network_pattern(priming: float) -> tuple[float, float, float, float]:
    """Interval mean and SD (s) pooled over the networks, spikes of a burst, bursts of one network."""
    par, seconds = spiking_network.Parameters(), SECONDS[priming]
    found: list[bursts.Bursts] = []
    for woman in WOMEN:
        state, wiring = fresh(par, SEED, woman)
        found.append(_found([advance(state, wiring, par, seconds * SECOND, priming)], seconds))
    return _pattern([some.onset for some in found], [some.spikes_per_cell for some in found])


@cache
def generator_pattern(priming: float) -> tuple[float, float, float, float]:
    found = [run(par, SECONDS[priming], priming, i, dt=0.25) for i, par in enumerate(women(128))]
    return _pattern([onsets for onsets, _ in found], [spikes for _, spikes in found])


def _pattern(onsets: list[NDArray[np.float64]], spikes: list[NDArray[np.float64]]) -> tuple[float, float, float, float]:
    intervals = np.concatenate([np.diff(some) for some in onsets])
    number = sum(len(some) for some in onsets) / len(onsets)
    return float(intervals.mean()), float(intervals.std()), float(np.concatenate(spikes).mean()), number


def network_first(woman: int, priming: float, store: float) -> float:
    """Time of the first burst, or the length of the run where none came; the run ends soon after a burst."""
    par, parts = spiking_network.Parameters(), list[Spikes]()
    state, wiring = fresh(par, SEED, woman, store)
    for done in range(50, FIRST[priming] + 1, 50):
        parts.append(advance(state, wiring, par, 50 * SECOND, priming))
        found = _found(parts, done)
        if len(found.onset) and (found.onset[0] < done - 6 or done == FIRST[priming]):
            return float(found.onset[0])
    return float(FIRST[priming])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("priming", "field"),
    [
        pytest.param(priming, field, marks=[_miss(SPREAD_MISSES[priming])] if _is_missed(priming, field) else [])
        for priming in (0.5, 0.7, 1.0, 1.8)
        for field in FIELDS
    ],
)
def test_generator_and_network_agree_within_a_tenth(priming: float, field: str) -> None:
    """Mean and SD of intervals, both pooled over the networks; spikes of a burst."""
    k = FIELDS[field]
    assert generator_pattern(priming)[k] == pytest.approx(network_pattern(priming)[k], rel=0.1)


@pytest.mark.slow
def test_generator_and_network_agree_on_how_seldom_within_a_tenth() -> None:
    """At the edge of bursting intervals take a quarter of an hour: too few to compare, so bursts are counted."""
    assert 1.0 < network_pattern(0.3)[3] < 4.0
    assert generator_pattern(0.3)[3] == pytest.approx(network_pattern(0.3)[3], rel=0.1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("store", "priming"),
    [
        pytest.param(store, priming, marks=[_miss(FIRST_MISSES[store, priming])] if (store, priming) in FIRST_MISSES else [])
        for store in (30.0, 45.0, 55.0)
        for priming in FIRST
    ],
)
def test_generator_and_network_agree_on_the_first_burst_within_a_tenth(store: float, priming: float) -> None:
    """From a warm start; a run without a burst counts with its length."""
    network = np.mean([network_first(woman, priming, store) for woman in WOMEN])
    seconds = FIRST[priming]
    some = enumerate(women(128))
    generator = np.mean([min([*run(par, seconds, priming, i, store, dt=0.25)[0], seconds]) for i, par in some])
    assert generator == pytest.approx(float(network), rel=0.1)
