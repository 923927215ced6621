"""Bursts found again in spikes, and what the gland secretes."""

import numpy as np
import pytest
from made_recordings import answer, recording, times

from letdown.errors import InputError

CELLS = 20
time = times(-10.0, 200.0, 0.1)
rng = np.random.default_rng(1)


def _spikes():
    pairs: list[tuple[float, int]] = []
    for cell in range(CELLS):
        for at in rng.uniform(-10.0, 200.0, 210 * (1 if cell < 5 else 3)):
            silent = any(onset <= at <= onset + 12.0 for onset in (50.0, 150.0))
            if not silent:
                pairs.append((at, cell))
        pairs += [(onset + step / 30.0, cell) for onset in (50.0, 150.0) for step in range(60)]
    pairs.sort()
    return np.array([at for at, _ in pairs]), np.array([cell for _, cell in pairs])


when, cells = _spikes()
EVENTS = {
    "oxytocin_neurons.spike_times": when,
    "oxytocin_neurons.spike_cells": cells,
    "oxytocin_neurons.burst_times": [50.5, 150.5],
}
pressure = sum(12.0 * np.exp(-(((time - at - 40.0) / 18.0) ** 2)) for at in (50.0, 150.0))
FIRED = recording(
    time,
    {
        "right.milk_ducts.duct_pressure": pressure,
        "posterior_pituitary.secretion": np.where((time > 50.0) & (time <= 60.0), 11.0, 1.0),
        "posterior_pituitary.bursts": (time > 50.0) * 1.0,
        "oxytocin_neurons.firing_rate": 2.0,
    },
    EVENTS,
    {"parameters_changed": f"spiking_network.cells = {CELLS}.0"},
)


def test_bursts_are_found_in_the_spikes():
    assert answer(FIRED, "bursts") == 2
    assert answer(FIRED, "first_burst") == pytest.approx(50.0, abs=0.5)
    assert answer(FIRED, "burst_interval") == pytest.approx(100.0, abs=0.5)
    assert answer(FIRED, "spikes_per_burst") == pytest.approx(60.0, abs=3.0)
    assert answer(FIRED, "burst_duration") == pytest.approx(2.0, abs=0.3)
    assert answer(FIRED, "burst_participation") == 1.0
    assert answer(FIRED, "burst_peak_rate") == pytest.approx(30.0, abs=2.5)
    assert answer(FIRED, "burst_silence") == pytest.approx(10.0, abs=0.8)


def test_cells_are_told_apart_by_their_rate_between_bursts():
    assert answer(FIRED, "background_rate") == pytest.approx(2.5, rel=0.1)
    assert answer(FIRED, "cells_by_rate", below="2 Hz") == pytest.approx(0.25)
    assert answer(FIRED, "cells_by_rate", at_least="2 Hz") == pytest.approx(0.75)


def test_without_cells_only_the_bursts_that_reach_the_gland_are_known():
    known = recording(time, {}, {"oxytocin_neurons.burst_times": [20.0, 60.0, 120.0]})
    assert answer(known, "bursts") == 3
    assert answer(known, "burst_interval", number=2) == 60.0
    assert answer(known, "burst_interval_sd") == pytest.approx(np.std([40.0, 60.0], ddof=1))
    with pytest.raises(InputError, match='engine = "spiking"'):
        answer(known, "spikes_per_burst")


def test_a_rise_of_pressure_follows_its_burst():
    assert answer(FIRED, "bursts_followed") == 1.0
    assert answer(FIRED, "ejections_led") == 1.0
    assert answer(FIRED, "ejections_led", longest="1 s") == 0.0
    assert 5.0 < answer(FIRED, "burst_pressure_lag") < 25.0


def test_what_is_secreted_by_window_burst_and_spike():
    assert answer(FIRED, "oxytocin_secreted", to="100 s") == pytest.approx(200.0, abs=2.0)
    assert answer(FIRED, "oxytocin_secreted", to="100 s", over="baseline") == pytest.approx(100.0, abs=2.0)
    assert answer(FIRED, "secretion_per_burst", to="100 s") == pytest.approx(100.0, abs=2.0)
    assert answer(FIRED, "secretion_per_spike", to="100 s") == pytest.approx(1.0, abs=0.02)
    assert answer(FIRED, "secretion_rate", to="40 s") == pytest.approx(1.0)
    assert answer(FIRED, "firing_rate") == 2.0
