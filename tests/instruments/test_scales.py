"""The balance under the bottle and the scale under the baby: mass, not volume, and errors in grams."""

import numpy as np
import pytest

from letdown.errors import InputError
from letdown.instruments import duct_ultrasound, milk_balance
from letdown.instruments import test_weighing as weighing

time = np.arange(0.0, 900.01, 0.5)
gathered = 100.0 * (1.0 - np.exp(-np.clip(time - 50.0, 0.0, None) / 150.0))


def test_a_hundred_millilitres_weigh_103_grams():
    seen = milk_balance.measure(time, gathered, milk_balance.Settings(mass_noise=0.0))
    assert seen.values[-1] == pytest.approx(1.03 * gathered[-1])
    assert np.diff(seen.time) == pytest.approx(5.0)


def test_the_error_of_a_test_weighing_is_that_of_two_weighings():
    gains = np.array([weighing.measure(time, gathered, seed=seed).values[-1] for seed in range(800)])
    assert gains.mean() == pytest.approx(1.03 * gathered[-1], abs=0.4)
    assert gains.std() == pytest.approx(2.0 * np.sqrt(2.0), rel=0.1)


def test_weighing_on_the_way_follows_the_feed():
    exact = weighing.Settings(weighing_error=0.0, milk_density=1.0)
    seen = weighing.measure(time, gathered, exact, weighing_times=[0.0, 120.0, 240.0, 900.0])
    assert seen.values == pytest.approx(np.interp([0.0, 120.0, 240.0, 900.0], time, gathered))


def test_the_first_weighing_is_the_zero_of_all():
    assert weighing.measure(time, gathered, seed=9).values[0] == 0.0


def test_weighing_after_the_end_is_refused():
    with pytest.raises(InputError, match="900"):
        weighing.measure(time, gathered, weighing_times=[0.0, 1000.0])


def test_a_duct_is_never_seen_narrower_than_nothing():
    seen = duct_ultrasound.measure(time, np.zeros_like(time), duct_ultrasound.Settings(width_noise=1.0))
    assert seen.values.min() == 0.0
