"""Rate, depth and duty of a pump come out of its pressure, and where it changes from one phase to the next."""

from __future__ import annotations

import numpy as np
import pytest

from letdown.analysis.pump_cycles import find, phases

TIME = np.arange(0.0, 180.0, 0.05)


def pumped(rates=(120.0, 60.0), vacua=(80.0, 200.0), change: float = 60.0, noise: float = 0.0, duty: float = 0.5):
    rate, vacuum = (np.where(change > TIME, *two) for two in (rates, vacua))
    phase = np.cumsum(rate / 60.0 * 0.05) % 1.0
    inside = phase < 2.0 * duty
    wave = np.where(inside, np.sin(np.pi * phase / (2.0 * duty)), 0.0) ** 2 if duty <= 0.5 else np.sin(np.pi * phase) ** 2
    return -vacuum * wave + noise * np.random.default_rng(0).standard_normal(len(TIME))


@pytest.mark.parametrize("noise", [0.0, 2.0])
def test_rate_depth_and_duty(noise):
    found = find(TIME, pumped((60.0, 60.0), (200.0, 200.0), noise=noise))
    assert len(found.start) == pytest.approx(178, abs=1)
    assert np.median(60.0 / found.length) == pytest.approx(60.0, rel=0.02)
    assert np.median(found.vacuum) == pytest.approx(200.0, rel=0.03)
    assert np.median(found.duty) == pytest.approx(0.5, abs=0.05)


def test_a_pump_that_draws_for_a_quarter_of_its_cycle():
    assert np.median(find(TIME, pumped((60.0, 60.0), (200.0, 200.0), duty=0.25)).duty) == pytest.approx(0.25, abs=0.05)


def test_two_phases_are_told_apart():
    found = phases(find(TIME, pumped(noise=2.0)))
    assert found.start == pytest.approx([0.0, 60.0], abs=1.5)
    assert found.rate == pytest.approx([120.0, 60.0], rel=0.03)
    assert found.vacuum == pytest.approx([80.0, 200.0], rel=0.05)
    assert found.cycles.sum() == pytest.approx(238, abs=3)


def test_one_phase_stays_one():
    assert len(phases(find(TIME, pumped((60.0, 60.0), (200.0, 200.0), noise=3.0))).start) == 1


def test_a_phase_that_differs_in_depth_alone_is_one():
    assert len(phases(find(TIME, pumped((60.0, 60.0), (120.0, 200.0)))).start) == 2


def test_a_pause_is_no_cycle():
    pressure = pumped((60.0, 60.0), (200.0, 200.0))
    pressure[(TIME > 80.0) & (TIME < 100.0)] = 0.0
    found = find(TIME, pressure)
    assert found.length.max() < 3.0
    assert len(found.start) == pytest.approx(157, abs=2)


def test_an_idle_transducer_has_none():
    found = find(TIME, np.random.default_rng(0).standard_normal(len(TIME)) * 0.3)
    assert [len(one) for one in found] == [0] * 5
    assert [len(one) for one in phases(found)] == [0] * 6
