"""How fast a breast gave its milk, against feeds whose flow is known in closed form."""

import numpy as np
import pytest

from letdown.analysis.milk_flow import cumulative_fraction, high_flow_periods, initial_flow, peak_flow, time_above
from letdown.errors import InputError

time = np.arange(-120.0, 900.01, 0.5)


def test_half_by_two_minutes_and_most_by_four_for_a_lag_and_an_exponential():
    # 51 s of waiting, then 0.60 /min, passes both points of lucas1980.
    milk = 80.0 * (1.0 - np.exp(-0.60 * np.clip(time - 51.0, 0.0, None) / 60.0))
    assert cumulative_fraction(time, milk, [0.0, 120.0, 240.0, 900.0]) == pytest.approx([0.0, 0.50, 0.85, 1.0], abs=0.01)


def test_milk_before_the_start_does_not_count():
    milk = 10.0 + np.clip(time, 0.0, 100.0) + np.clip(time + 120.0, 0.0, 120.0)
    assert cumulative_fraction(time, milk, 50.0) == pytest.approx([0.5])
    assert cumulative_fraction(time, milk, 120.0, start=-120.0) == pytest.approx([120.0 / 220.0])


def test_after_the_end_all_has_come_and_of_nothing_no_share_has():
    assert cumulative_fraction(time, np.clip(time, 0.0, 50.0), 5000.0) == pytest.approx([1.0])
    assert np.isnan(cumulative_fraction(time, np.zeros_like(time), [60.0])).all()


def test_a_steady_flow_is_the_same_at_first_at_its_peak_and_throughout():
    milk = 0.2 * np.clip(time, 0.0, None)
    assert initial_flow(time, milk) == pytest.approx(0.2)
    assert peak_flow(time, milk) == pytest.approx(0.2)
    assert time_above(time, milk, 0.1) == pytest.approx(900.0)
    assert time_above(time, milk, 0.3) == 0.0


def test_the_highest_flow_over_five_seconds_finds_a_spurt_wherever_it_falls():
    milk = 0.1 * np.clip(time, 0.0, None) + 4.0 * np.clip((time - 333.5) / 5.0, 0.0, 1.0)
    assert peak_flow(time, milk) == pytest.approx(0.9, rel=0.02)
    assert peak_flow(time, milk, window=50.0) == pytest.approx(0.18, rel=0.02)


def test_time_above_a_threshold_is_the_length_of_the_plateaus():
    milk = 0.5 * np.clip(time, 0.0, 60.0) + 0.5 * (np.clip(time, 200.0, 230.0) - 200.0)
    assert time_above(time, milk, 0.25) == pytest.approx(90.0)


def test_flow_can_be_asked_of_a_balance_in_grams():
    readings = np.arange(0.0, 900.1, 5.0)
    assert initial_flow(readings, 1.03 * 0.1 * readings) == pytest.approx(0.103)


@pytest.mark.parametrize(
    "measure", [initial_flow, peak_flow, lambda t, m: cumulative_fraction(t, m, 1.0), lambda t, m: time_above(t, m, 1.0)]
)
@pytest.mark.parametrize(
    ("bad_time", "bad_milk"),
    [([0.0, 2.0, 1.0], [1.0, 2.0, 3.0]), ([0.0, 1.0, 2.0], [1.0, np.nan, 3.0]), ([0.0, 1.0], [1.0, 2.0, 3.0]), ([0.0], [1.0])],
    ids=["unsorted", "nan", "lengths differ", "one sample"],
)
def test_a_trace_that_cannot_be_read_is_refused(measure, bad_time, bad_milk):
    with pytest.raises(InputError):
        measure(bad_time, bad_milk)


@pytest.mark.parametrize("window", [0.0, -5.0, 2000.0, float("nan")])
def test_a_window_that_does_not_fit_is_refused(window):
    with pytest.raises(InputError, match="window"):
        initial_flow(time, np.zeros_like(time), window=window)


def test_a_start_outside_the_trace_and_times_before_the_start_are_refused():
    with pytest.raises(InputError, match="start"):
        initial_flow(time, np.zeros_like(time), start=901.0)
    with pytest.raises(InputError, match="at least 0"):
        cumulative_fraction(time, time, [-1.0])


def test_periods_of_high_flow_with_their_milk():
    flow = np.where((time >= 100.0) & (time < 160.0) | (time >= 400.0) & (time < 430.0), 0.5, 0.01)
    found = high_flow_periods(time, np.concatenate(([0.0], np.cumsum(flow[:-1]) * 0.5)), 0.25)
    assert found.start == pytest.approx([100.0, 400.0], abs=5.0)
    assert found.end == pytest.approx([160.0, 430.0], abs=5.0)
    assert found.milk == pytest.approx([30.0, 15.0], abs=0.5)


def test_one_low_reading_does_not_part_a_period_of_high_flow():
    flow = np.where((time >= 100.0) & (time < 160.0) & ~((time >= 130.0) & (time < 135.0)), 0.5, 0.0)
    assert len(high_flow_periods(time, np.cumsum(flow) * 0.5, 0.25).start) == 1


def test_a_breast_that_gives_nothing_has_no_period_of_high_flow():
    assert [len(one) for one in high_flow_periods(time, np.zeros_like(time), 0.1)] == [0, 0, 0]
