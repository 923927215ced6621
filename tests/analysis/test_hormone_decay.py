"""The half-life that was planted comes out, with an error that covers it; where nothing falls, nothing is said."""

from __future__ import annotations

import numpy as np
import pytest

from letdown.analysis.hormone_decay import area_above, decay
from letdown.errors import InputError

TIME = np.arange(0.0, 1200.0, 30.0)


def fall(half_life: float, base: float = 2.0):
    return base + 20.0 * 0.5 ** ((TIME % 600.0) / half_life)


@pytest.mark.parametrize("half_life", [90.0, 216.0, 400.0])
def test_halves_every_half_life(half_life):
    found = decay(TIME, fall(half_life), [0.0, 600.0], [570.0, 1170.0], 2.0)
    assert found.half_life == pytest.approx(half_life, rel=1e-6)


def test_the_error_covers_what_the_assay_does():
    off = []
    for seed in range(200):
        noisy = fall(216.0) * (1.0 + 0.08 * np.random.default_rng(seed).standard_normal(len(TIME)))
        found = decay(TIME, noisy, [0.0, 600.0], [570.0, 1170.0], 2.0)
        off.append((found.half_life - 216.0) / found.standard_error)
    assert np.mean(np.abs(off) < 1.645) == pytest.approx(0.9, abs=0.08)
    assert abs(np.median(off)) < 0.4


def test_a_baseline_that_is_taken_too_low_makes_the_half_life_too_long():
    assert decay(TIME, fall(216.0), [0.0], [570.0], 0.0).half_life > 230.0


def test_without_a_fall_nothing_is_said():
    assert np.isnan(decay(TIME, np.full(len(TIME), 5.0), [0.0], [570.0], 2.0).half_life)
    assert np.isnan(decay(TIME, 5.0 + TIME, [0.0], [570.0], 2.0).half_life)
    none = decay(TIME, fall(100.0), [], [], 2.0)
    assert np.isnan(none.half_life) and none.samples == 0


def test_peaks_without_their_ends_are_refused():
    with pytest.raises(InputError, match="each peak needs one end"):
        decay(TIME, fall(100.0), [0.0, 600.0], [570.0], 2.0)
    with pytest.raises(InputError, match="behind it"):
        decay(TIME, fall(100.0), [600.0], [570.0], 2.0)


def test_the_area_of_a_triangle():
    assert area_above([0.0, 10.0, 20.0], [2.0, 6.0, 2.0], 2.0) == pytest.approx(40.0)
