"""Bursts are found where they were planted, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from letdown.analysis import bursts
from letdown.errors import InputError

CELLS = 40


def _spikes(
    onsets: list[float], stop: float, rate: float = 2.5, silent: int = 0
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Background of ``rate`` in every cell; at each onset all but ``silent`` cells fire 60 spikes in 2 s."""
    rng = np.random.default_rng(7)
    n = rng.poisson(rate * stop * CELLS)
    times = [rng.uniform(0.0, stop, n)]
    cells = [rng.integers(0, CELLS, n)]
    for onset in onsets:
        for cell in range(silent, CELLS):
            times.append(onset + np.sort(rng.uniform(0.0, 2.0, 60)))
            cells.append(np.full(60, cell))
    t, c = np.concatenate(times), np.concatenate(cells)
    order = np.argsort(t)
    return t[order], c[order]


def test_planted_bursts_are_found_with_onset_duration_spikes_and_cells() -> None:
    found = bursts.find(*_spikes([50.0, 200.0, 390.0], 400.0), CELLS, 0.0, 400.0)
    assert found.onset == pytest.approx([50.0, 200.0, 390.0], abs=0.11)
    assert found.duration == pytest.approx([2.0] * 3, abs=0.16)
    assert found.spikes_per_cell == pytest.approx([65.0] * 3, abs=2.0)
    assert found.participation.tolist() == [1.0] * 3


@pytest.mark.parametrize("rate", [0.3, 2.5, 9.0])
def test_background_alone_is_no_burst(rate: float) -> None:
    assert len(bursts.find(*_spikes([], 600.0, rate), CELLS, 0.0, 600.0).onset) == 0


def test_a_few_cells_that_fire_fast_are_no_burst_of_the_network() -> None:
    assert len(bursts.find(*_spikes([100.0], 300.0, silent=28), CELLS, 0.0, 300.0).onset) == 0


def test_cells_that_stay_out_of_a_burst_are_counted_as_such() -> None:
    found = bursts.find(*_spikes([100.0], 300.0, silent=10), CELLS, 0.0, 300.0)
    assert found.participation == pytest.approx([0.75])


def test_background_rate_is_taken_outside_bursts() -> None:
    times, cells = _spikes([50.0, 55.0, 200.0], 400.0)
    found = bursts.find(times, cells, CELLS, 0.0, 400.0)
    assert bursts.background_rate(times, found, CELLS, 0.0, 400.0) == pytest.approx(2.5, abs=0.05)


def test_silence_has_no_bursts_and_times_need_their_cells() -> None:
    none = np.zeros(0)
    assert len(bursts.find(none, none.astype(np.int64), CELLS, 0.0, 10.0).onset) == 0
    with pytest.raises(InputError, match="each spike's time and its cell"):
        bursts.find(np.zeros(3), np.zeros(2, np.int64), CELLS, 0.0, 10.0)
    with pytest.raises(InputError, match="an end after the start"):
        bursts.find(none, none.astype(np.int64), CELLS, 10.0, 10.0)
