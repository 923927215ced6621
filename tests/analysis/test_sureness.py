"""What stands far out of the noise is sure, what hardly does is not, and the noise itself is told from the trace."""

from __future__ import annotations

import numpy as np
import pytest

from letdown.analysis.sureness import noise_of, sureness
from letdown.errors import InputError

TIME = np.arange(0.0, 100.0)


def highest(time, trace):
    """A detector: times above 5."""
    return time[trace > 5.0]


def trace(*heights):
    level = np.zeros(len(TIME))
    level[[20, 50, 80][: len(heights)]] = heights
    return level


def test_what_stands_out_is_sure_and_what_hardly_does_is_not():
    found = sureness(TIME, trace(20.0, 5.2), highest, 1.0, 3.0, replicates=400)
    assert found.share[0] == 1.0
    assert found.share[1] == pytest.approx(0.58, abs=0.08)
    assert (found.low[0], found.high[0]) == (20.0, 20.0)
    assert (found.count_low, found.count_high) == (1, 2)


def test_without_noise_everything_is_sure():
    found = sureness(TIME, trace(6.0, 6.0, 6.0), highest, 0.0, 3.0)
    assert found.share.tolist() == [1.0] * 3
    assert (found.count_low, found.count_high) == (3, 3)


def test_the_same_seed_says_the_same():
    one, other = (sureness(TIME, trace(5.5), highest, 1.0, 3.0, seed=7) for _ in range(2))
    assert one.share == pytest.approx(other.share)


def test_a_trace_without_events_still_has_a_count():
    found = sureness(TIME, np.zeros(100), highest, 2.0, 3.0)
    assert len(found.share) == 0
    assert found.count_low == 0


@pytest.mark.parametrize("sd", [0.1, 3.0])
def test_the_noise_of_a_smooth_course_is_told(sd):
    time = np.arange(1000.0)
    noisy = 50.0 * np.sin(time / 60.0) + 0.2 * time + sd * np.random.default_rng(3).standard_normal(1000)
    assert noise_of(noisy) == pytest.approx(sd, rel=0.1)


def test_too_short_a_trace_has_no_noise():
    assert noise_of([1.0, 2.0, 1.0]) == 0.0


def test_too_few_replicates_are_refused():
    with pytest.raises(InputError, match="at least 100"):
        sureness(TIME, trace(6.0), highest, 1.0, 3.0, replicates=20)
    with pytest.raises(InputError, match="tolerance"):
        sureness(TIME, trace(6.0), highest, 1.0, 0.0)
