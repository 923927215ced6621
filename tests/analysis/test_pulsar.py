"""Narrow pulses must be high and broad ones need not be; a slow rise is no pulse, and the error of the assay hardly ever one."""

from __future__ import annotations

import numpy as np
import pytest

from letdown.analysis.pulsar import Settings, baseline, find_pulses, nominal_false_rate
from letdown.errors import InputError

TIME = np.arange(0.0, 3600.0, 30.0)
ERROR = Settings(coefficient_of_variation=0.0, least_error=1.0)


def bumps(samples: int, height: float, at: tuple[int, ...] = (20, 60, 100)):
    level = np.full(len(TIME), 50.0)
    for first in at:
        level[first : first + samples] += height
    return level


@pytest.mark.parametrize(("samples", "height"), [(1, 4.7), (2, 2.9), (3, 2.2), (4, 1.8), (5, 1.5)])
def test_a_pulse_of_n_samples_must_reach_the_nth_cutoff(samples, height):
    found = find_pulses(TIME, bumps(samples, height), ERROR)
    assert found.peak == pytest.approx(TIME[[20, 60, 100]])
    assert found.errors == pytest.approx([height] * 3, abs=0.3)
    assert len(find_pulses(TIME, bumps(samples, height - 0.6), ERROR).peak) == 0


def test_pulses_are_told_with_nadir_peak_end_level_and_rise():
    level = np.full(len(TIME), 5.0)
    level[30:36] = [5.0, 15.0, 25.0, 18.0, 12.0, 8.0]
    found = find_pulses(TIME, level, Settings(coefficient_of_variation=0.1))
    assert found.onset.tolist() == [900.0]
    assert found.peak.tolist() == [960.0]
    assert found.end.tolist() == [1050.0]
    assert found.level.tolist() == [25.0]
    assert found.rise.tolist() == [20.0]


def test_two_peaks_in_one_run_are_two_pulses_if_they_dip_far_enough():
    level = np.full(len(TIME), 5.0)
    level[40:47] = [20.0, 30.0, 20.0, 12.0, 20.0, 30.0, 15.0]
    assert find_pulses(TIME, level).peak.tolist() == [TIME[41], TIME[45]]
    level[42:45] = [29.0, 28.0, 29.0]
    assert len(find_pulses(TIME, level).peak) == 1


def test_a_slow_rise_is_no_pulse_and_the_baseline_follows_it():
    slow = 5.0 + TIME / 600.0
    assert len(find_pulses(TIME, slow).peak) == 0
    assert baseline(TIME, slow) == pytest.approx(slow, rel=0.01)


def test_the_baseline_lies_under_the_pulses():
    level = np.full(len(TIME), 5.0)
    for first in range(10, 110, 10):
        level[first : first + 4] += [12.0, 8.0, 5.0, 3.0]
    assert baseline(TIME, level) == pytest.approx(np.full(len(TIME), 5.0), abs=0.7)
    assert len(find_pulses(TIME, level).peak) == 10


def test_pure_error_of_the_assay_is_a_pulse_in_few_of_a_thousand_samples():
    # A known baseline would make 1 in 9000; one that must be found from the same samples makes some ten times as many.
    assert nominal_false_rate() == pytest.approx(1.1e-4, rel=0.02)
    rng = np.random.default_rng(4)
    made = [
        len(find_pulses(TIME, 5.0 * (1.0 + cv * rng.standard_normal(len(TIME))), Settings(coefficient_of_variation=cv)).peak)
        for cv in (0.08, 0.15)
        for _ in range(100)
    ]
    assert np.sum(made) / (200 * len(TIME)) < 0.003


def test_lower_cutoffs_find_more():
    rng = np.random.default_rng(1)
    level = 5.0 * (1.0 + 0.1 * rng.standard_normal(len(TIME)))
    lenient = Settings(2.0, 1.5, 1.0, 0.8, 0.6, 0.1)
    assert len(find_pulses(TIME, level, lenient).peak) > len(
        find_pulses(TIME, level, Settings(coefficient_of_variation=0.1)).peak
    )
    assert nominal_false_rate(lenient) > 100 * nominal_false_rate()


def test_a_series_that_begins_high_has_no_pulse_there():
    falling = 2.0 + 20.0 * 0.5 ** (TIME / 200.0)
    assert len(find_pulses(TIME, falling).peak) == 0


def test_a_level_of_nothing_has_no_pulse():
    assert len(find_pulses(TIME, np.zeros(len(TIME))).peak) == 0


@pytest.mark.parametrize(
    ("rule", "match"),
    [
        (Settings(g2=0.0), "above 0"),
        (Settings(smoothing=0.0), "above 0"),
        (Settings(g1=np.nan), "finite"),
        (Settings(coefficient_of_variation=0.0, least_error=0.0), "every wiggle"),
    ],
)
def test_settings_that_find_nothing_or_everything_are_refused(rule, match):
    with pytest.raises(InputError, match=match):
        find_pulses(TIME, np.ones(len(TIME)), rule)


def test_too_few_samples_are_refused():
    with pytest.raises(InputError, match="five or more"):
        find_pulses([0.0, 1.0, 2.0], [1.0, 2.0, 1.0])


def test_more_samples_than_a_baseline_is_fitted_to_are_refused():
    with pytest.raises(InputError, match="average some"):
        find_pulses(np.arange(5000.0), np.ones(5000))
