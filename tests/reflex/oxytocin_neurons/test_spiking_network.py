"""The network fires, rests, bursts and repeats itself as published, to the bit."""

from __future__ import annotations

import math

import numpy as np
import pytest
from network_runs import SECOND, Spikes, advance, bursting, fresh, spike_hash

from letdown.analysis import bursts
from letdown.errors import ParameterError
from letdown.kernel import compiled
from letdown.reflex.oxytocin_neurons import network_kernel, spiking_network, synaptic_input
from letdown.reflex.oxytocin_neurons.spiking_network import PUBLISHED, Parameters
from letdown.reflex.oxytocin_neurons.synaptic_input import CELL_ROWS, LANES, exponential


def test_published_network_bursts_as_three_other_implementations_do() -> None:
    found = bursting(PUBLISHED, networks=24, seconds=1200, priming=0.5)
    assert found.bursts == pytest.approx(4.9, abs=0.4)
    assert found.interval == pytest.approx(215.0, abs=15.0)
    assert found.background == pytest.approx(2.49, abs=0.08)
    assert found.participation >= 0.99
    assert found.spikes == pytest.approx(58.0, abs=4.0)


def test_default_network_is_as_unequal_as_rat_neurons() -> None:
    """Wakerley & Lincoln 1973: background 0 to 9.4 spikes/s, 32 % below 1/s."""
    rates: list[float] = []
    for woman in range(6):
        state, wiring = fresh(Parameters(), woman=woman)
        spikes = advance(state, wiring, Parameters(), 60_000, priming=0.0)
        rates += (np.bincount(spikes.cells, minlength=48) / 60.0).tolist()
    assert 0.15 < np.mean(np.array(rates) < 1.0) < 0.45
    assert 7.0 < np.quantile(rates, 0.99) < 18.0
    assert 2.0 < np.mean(rates) < 4.0


def test_same_seed_same_spikes_on_every_platform() -> None:
    """The literal is the point of this test: it was made once and must come out everywhere."""
    state, wiring = fresh(Parameters(), seed=2026, woman=3, store=60.0)
    spikes = advance(state, wiring, Parameters(), 120_000, priming=1.0)
    assert spike_hash(spikes) == "64aade40179c1667"


def test_another_seed_or_woman_fires_otherwise() -> None:
    hashes = set()
    for seed, woman in ((1, 0), (1, 1), (2, 0), (2**40, 0)):
        state, wiring = fresh(Parameters(), seed=seed, woman=woman)
        hashes.add(spike_hash(advance(state, wiring, Parameters(), 3000)))
    assert len(hashes) == 4


@pytest.mark.parametrize("lengths", [(20,) * 100, (7, 993, 13, 987), (1999, 1)])
def test_a_run_in_parts_equals_the_run_in_one_go(lengths: tuple[int, ...]) -> None:
    par = Parameters()
    state, wiring = fresh(par, store=60.0)
    # a burst lies in this run, so that releases cross the cuts
    again = spiking_network.copy(state)
    whole = advance(state, wiring, par, 2000 * 12, priming=1.8)
    parts = [advance(again, wiring, par, n, priming=1.8) for n in lengths * 12]
    assert spike_hash(Spikes(np.concatenate([p.times for p in parts]), np.concatenate([p.cells for p in parts]))) == spike_hash(
        whole
    )
    for one, other in zip(state, again, strict=True):
        assert np.array_equal(one, other)


def test_machine_code_and_plain_python_agree_to_the_bit() -> None:
    par = Parameters()
    state, wiring = fresh(par, store=60.0)
    plain = spiking_network.copy(state)
    fast = advance(state, wiring, par, 2000, excitation=2.0)
    slow = advance(plain, wiring, par, 2000, excitation=2.0, plain=True)
    assert len(fast.times) > 200
    assert np.array_equal(fast.times, slow.times)
    assert np.array_equal(fast.cells, slow.cells)
    for one, other in zip(state, plain, strict=True):
        assert np.array_equal(one, other)


def test_copied_state_is_left_alone() -> None:
    state, wiring = fresh(Parameters())
    kept = spiking_network.copy(state)
    advance(state, wiring, Parameters(), 100)
    assert kept.clock[0] == 0
    assert not np.array_equal(kept.cells, state.cells)


def test_rest_is_an_equilibrium() -> None:
    """Right after rest and a minute later the cells fire alike: nothing settles any more, and no false burst comes."""
    early, late = [], []
    for woman in range(8):
        state, wiring = fresh(PUBLISHED, woman=woman, store=20.0)
        leak = 20.0 / 180.0  # what keeps a store of 20 where it is
        spikes = advance(state, wiring, PUBLISHED, 60_000, priming=leak)
        early.append(np.count_nonzero(spikes.times < 10_000))
        late.append(np.count_nonzero(spikes.times >= 10_000) / 5.0)
    assert np.mean(early) == pytest.approx(np.mean(late), rel=0.06)


def test_a_store_primed_before_the_feed_brings_the_first_burst_forward() -> None:
    latencies = [bursting(Parameters(), 8, 500, 0.7, store=store).latency for store in (0.0, 30.0, 45.0, 60.0)]
    assert latencies == sorted(latencies, reverse=True)
    assert latencies[-1] > 5.0  # nothing fires just because the run begins


@pytest.mark.parametrize("store", [-1.0, 60.5, math.inf, math.nan])
def test_a_store_that_would_fire_by_itself_is_refused(store: float) -> None:
    wiring = spiking_network.build(Parameters(), 1, 0)
    with pytest.raises(ParameterError, match="0 to 60"):
        spiking_network.rest(Parameters(), wiring, 1, 0, store)


def test_dendrites_need_bundles_of_their_own() -> None:
    with pytest.raises(ParameterError, match="at least 3 bundles"):
        spiking_network.build(Parameters()._replace(bundles=2.0, dendrites=3.0), 1, 0)


@pytest.mark.parametrize(("cells", "bundles", "dendrites"), [(2, 2, 1), (50, 7, 3), (200, 50, 2), (33, 1, 1)])
def test_any_number_of_cells_bundles_and_dendrites(cells: int, bundles: int, dendrites: int) -> None:
    par = Parameters()._replace(cells=float(cells), bundles=float(bundles), dendrites=float(dendrites))
    state, wiring = fresh(par, store=50.0)
    spikes = advance(state, wiring, par, 5000)
    assert spikes.cells.max() < cells
    assert len(np.unique(spikes.cells)) > 0.5 * cells
    assert np.count_nonzero(wiring.side[:cells] == 1) == cells // 2
    for cell in range(cells):
        assert len(set(wiring.bundle[:, cell].tolist())) == dendrites
        for bundle in wiring.bundle[:, cell]:
            assert cell in wiring.member[wiring.member_start[bundle] : wiring.member_start[bundle + 1]]
    assert len(wiring.member) == cells * dendrites


def test_each_nucleus_is_filled_by_its_own_side() -> None:
    par = PUBLISHED
    state, wiring = fresh(par)
    advance(state, wiring, par, 60_000, priming=0.5, priming_right=0.0)
    left, right = state.store[:48][wiring.side[:48] == 0], state.store[:48][wiring.side[:48] == 1]
    assert left.min() > 15.0
    assert right.max() == 0.0


def test_suckling_on_one_side_makes_fewer_bursts_than_on_both() -> None:
    """Wang et al. 1996: contralateral nipples add to the reflex."""
    counts: list[int] = []
    for right in (0.9, 0.0):
        count = 0
        for woman in range(4):
            state, wiring = fresh(PUBLISHED, woman=woman)
            spikes = advance(state, wiring, PUBLISHED, 600 * SECOND, priming=0.9, priming_right=right)
            count += len(bursts.find(spikes.seconds, spikes.cells, 48, 0.0, 600.0).onset)
        counts.append(count)
    assert counts[0] > 1.2 * counts[1]


@pytest.mark.parametrize("mean", [0.02, 0.16, 0.5, 1.3, 4.0])
def test_synaptic_events_follow_poisson(mean: float) -> None:
    """Also where more than three a millisecond are common, which takes the other branch."""
    par = PUBLISHED._replace(excitatory_rate=mean * 500.0, inhibitory_rate=mean * 250.0, cannabinoid_limit=0.0)
    state, wiring = fresh(par)
    draw = compiled(_count_events)
    counts = draw(state, wiring, par, 20_000)
    n = counts[0].sum()
    for kind, lam in enumerate((mean, 0.5 * mean)):
        expected = np.array([math.exp(-lam) * lam**k / math.factorial(k) for k in range(24)])
        scale = np.sqrt(n * expected * (1.0 - expected)) + 3.0
        assert np.max(np.abs(counts[kind] - n * expected) / scale) < 4.5


def _count_events(state, wiring, par, steps):  # type: ignore[no-untyped-def]
    counts = np.zeros((2, 24), np.int64)
    network_kernel.refresh(state, wiring, 0.0, 0.0, 1.0, 1.0, par)
    for _ in range(steps):
        synaptic_input.draw(state.cells, state.words)
        for tile in range(3):
            for lane in range(LANES):
                counts[0, int(state.cells[tile * CELL_ROWS + synaptic_input.EXCITED + lane])] += 1
                counts[1, int(state.cells[tile * CELL_ROWS + synaptic_input.INHIBITED + lane])] += 1
    return counts


def test_our_exponential_is_the_exponential() -> None:
    for x in np.linspace(-30.0, 30.0, 301):
        assert exponential(float(x)) == pytest.approx(math.exp(x), rel=1e-11)


def test_the_mean_of_a_cells_excitation_is_one_between_cells() -> None:
    factors = np.concatenate([spiking_network.build(Parameters(), 1, woman).excitation[:48] for woman in range(20)])
    assert factors.mean() == pytest.approx(1.0, abs=0.05)
    assert np.log(factors).std() == pytest.approx(0.25, abs=0.03)
