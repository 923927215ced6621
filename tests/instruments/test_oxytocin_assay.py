"""Blood drawn now and then is not the blood: slow draws blur, rare draws miss, and the assay has a floor."""

import numpy as np
import pytest

from letdown.errors import InputError
from letdown.instruments.oxytocin_assay import Settings, measure

EXACT = Settings(coefficient_of_variation=0.0, detection_limit=0.0)
time = np.arange(0.0, 600.01, 0.02)
surge = 2.0 + 30.0 * np.exp(-(((time - 305.0) / 8.0) ** 2))


def test_a_draw_of_20_seconds_reads_the_mean_of_20_seconds():
    ramp = 0.1 * time
    drawn = measure(time, ramp, EXACT._replace(integration_window=20.0), sample_times=[100.0, 200.0, 300.0])
    assert drawn.values == pytest.approx([10.0, 20.0, 30.0])
    inside = (time >= 295.0) & (time <= 315.0)
    drawn = measure(time, surge, EXACT._replace(integration_window=20.0), sample_times=[305.0])
    assert drawn.values[0] == pytest.approx(np.trapezoid(surge[inside], time[inside]) / 20.0, rel=1e-6)


def test_a_draw_is_cut_at_the_end_of_the_trace():
    drawn = measure(time, 0.1 * time, EXACT._replace(integration_window=20.0), sample_times=[0.0, 600.0])
    assert drawn.values == pytest.approx([0.5, 59.5])


def test_a_surge_shorter_than_the_interval_can_be_missed_altogether():
    assert measure(time, surge, EXACT._replace(sampling_interval=180.0)).values.max() < 3.0
    assert measure(time, surge, EXACT._replace(sampling_interval=20.0)).values.max() > 15.0


def test_samples_fall_on_the_times_that_were_asked_for():
    asked = [0.0, 180.0, 360.0, 540.0]
    assert measure(time, surge, sample_times=asked).time.tolist() == asked
    assert measure(time, surge).time.tolist() == [0.0, 120.0, 240.0, 360.0, 480.0, 600.0]


def test_levels_below_the_limit_read_as_the_limit_and_say_so():
    drawn = measure(time, np.where(time < 300.0, 0.2, 5.0), EXACT._replace(detection_limit=0.9))
    assert drawn.values == pytest.approx([0.9, 0.9, 0.9, 5.0, 5.0, 5.0])
    assert drawn.below_limit.tolist() == [True, True, True, False, False, False]


def test_an_unextracted_assay_reads_high_and_hides_the_rise():
    unextracted = EXACT._replace(offset=250.0)
    seen = measure(time, surge, unextracted, sample_times=[0.0, 305.0]).values
    assert seen[1] / seen[0] < 1.15
    assert surge.max() / surge[0] > 10.0


def test_the_error_grows_with_the_level():
    flat = np.full_like(time, 50.0)
    readings = np.array([measure(time, flat, seed=seed, sample_times=[300.0]).values[0] for seed in range(400)])
    assert readings.std() / readings.mean() == pytest.approx(0.08, rel=0.15)


@pytest.mark.parametrize("asked", [[-10.0, 0.0], [590.0, 700.0], [20.0, 10.0], [], [float("nan")]])
def test_samples_outside_the_trace_or_out_of_order_are_refused(asked):
    with pytest.raises(InputError):
        measure(time, surge, sample_times=asked)


def test_a_trace_too_short_for_one_sample_is_refused():
    with pytest.raises(InputError, match="holds no sample"):
        measure([10.0, 20.0], [1.0, 1.0])
