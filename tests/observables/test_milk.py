"""Milk taken, dripped, left, how fast it came and how fat it was, on courses that can be reckoned by hand."""

import numpy as np
import pytest
from made_recordings import answer, recording, taking, times

from letdown.dyad import Mother
from letdown.errors import InputError

time = times()
milk = np.interp(time, [0.0, 100.0, 300.0], [0.0, 60.0, 80.0])
second = np.interp(time, [400.0, 600.0], [0.0, 40.0])
FEED = recording(
    time,
    {
        **taking(time, milk, "left", np.where((time > 0.0) & (time <= 300.0), 100.0, 0.0)),
        **taking(time, second, "right", np.where((time > 400.0) & (time <= 600.0), 100.0, 0.0)),
        "left.milk_ducts.alveolar_milk": 100.0 - milk,
        "right.milk_ducts.alveolar_milk": 80.0 - second,
        "left.milk_removal.fat": 20.0 + milk,
        "right.milk_removal.dripped": np.interp(time, [100.0, 200.0], [0.0, 3.0]),
    },
)
PERFECT = {"kind": "milk_balance", "noise": "0 g"}

CAPACITY = Mother().parameters.left.milk_ducts.capacity


def test_milk_is_told_by_breast_and_window():
    assert answer(FEED, "milk_removed") == pytest.approx(120.0)
    assert answer(FEED, "milk_removed", side="suckled") == pytest.approx(80.0)
    assert answer(FEED, "milk_removed", side="other", to="500 s") == pytest.approx(20.0)
    assert answer(FEED, "milk_removed", from_="100 s", to="300 s") == pytest.approx(20.0)
    assert answer(FEED, "milk_mass", instrument=PERFECT) == pytest.approx(120.0 * 1.03)
    assert answer(FEED, "milk_dripped") == pytest.approx(3.0)
    assert answer(FEED, "milk_at_least", least="100 mL") == 1.0


def test_weighing_errs_and_the_bottle_does_not():
    weighed = [answer(FEED, "milk_mass", instrument="test_weighing", side="left", seed=seed) for seed in range(200)]
    assert np.mean(weighed) == pytest.approx(80.0 * 1.03, abs=1.0)
    assert np.std(weighed) == pytest.approx(2.0 * np.sqrt(2.0), rel=0.2)
    assert answer(FEED, "milk_removed", seed=5) == answer(FEED, "milk_removed", seed=6)


def test_shares_of_what_was_there_and_of_both_breasts():
    assert answer(FEED, "available_share_removed") == pytest.approx(0.8)
    assert answer(FEED, "residual_milk") == pytest.approx(20.0)
    assert answer(FEED, "milk_available") == pytest.approx(180.0)
    assert answer(FEED, "milk_share", of="right") == pytest.approx(1 / 3)
    assert answer(FEED, "milk_ratio", of="other", over="suckled") == pytest.approx(0.5)


def test_the_curve_of_a_feed():
    assert answer(FEED, "cumulative_fraction", at="100 s") == pytest.approx(0.75)
    assert answer(FEED, "cumulative_fraction", at="100 s", side="right") == pytest.approx(0.5)
    assert answer(FEED, "cumulative_fraction", at="30 min") == 1.0
    exact = {"instrument": "none"}
    assert answer(FEED, "initial_flow", **exact) == pytest.approx(0.6)
    assert answer(FEED, "peak_flow", **exact) == pytest.approx(0.6)
    assert answer(FEED, "mean_flow", **exact) == pytest.approx(80.0 / 300.0)
    assert answer(FEED, "flow_at", at="200 s", **exact) == pytest.approx(0.1)
    assert answer(FEED, "time_above_flow", threshold="0.3 mL/s", **exact) == pytest.approx(100.0)
    assert answer(FEED, "time_of_share", **exact) == pytest.approx(67.0, abs=0.5)
    assert answer(FEED, "high_flow_periods", threshold="0.3 mL/s", **exact) == 1.0
    assert answer(FEED, "first_flow", threshold="0.3 mL/s", **exact) == 0.0
    assert np.isnan(answer(FEED, "first_flow", threshold="5 mL/s", **exact))
    assert answer(FEED, "flow_constant_time", window="20 s", **exact) == pytest.approx(100.0)
    assert answer(FEED, "taking_duration") == 300.0
    assert answer(FEED, "milk_rate", instrument=PERFECT) == pytest.approx(80.0 * 1.03 / 5.0)


def test_a_balance_shows_the_same_curve_but_for_its_error():
    assert answer(FEED, "initial_flow", instrument=PERFECT) == pytest.approx(0.6)
    assert answer(FEED, "cumulative_fraction", at="100 s", instrument=PERFECT) == pytest.approx(0.75)
    assert answer(FEED, "peak_flow", seed=1) > 0.6


def test_a_session_that_begins_with_the_milk_loses_none_of_it():
    later = times(0.0, 300.0)
    found = recording(later, taking(later, 0.5 * later))
    assert answer(found, "milk_removed") == pytest.approx(150.0)
    assert answer(found, "milk_mass", instrument=PERFECT) == pytest.approx(150.0 * 1.03)
    assert answer(found, "initial_flow", instrument=PERFECT) == pytest.approx(0.5)
    assert answer(found, "cumulative_fraction", at="1 min") == pytest.approx(0.2)


def test_no_milk_is_none_and_has_no_curve():
    dry = recording(time, {})
    assert answer(dry, "milk_removed") == 0.0
    assert np.isnan(answer(dry, "cumulative_fraction", at="2 min"))
    assert np.isnan(answer(dry, "mean_flow"))
    assert np.isnan(answer(dry, "milk_fat"))
    assert np.isnan(answer(dry, "milk_ratio"))


def test_fat_of_the_first_the_last_and_all_milk():
    assert answer(FEED, "milk_fat", part="first") == pytest.approx(22.5, abs=0.2)
    assert answer(FEED, "milk_fat", part="last") == pytest.approx(97.5, abs=0.2)
    assert answer(FEED, "milk_fat") == pytest.approx(60.0, abs=0.2)
    assert answer(FEED, "fat_change") == pytest.approx(75.0, abs=0.3)
    assert answer(FEED, "fat_at", at="100 s") == pytest.approx(80.0)
    assert answer(FEED, "emptied", at="100 s") == pytest.approx(1.0 - 40.0 / CAPACITY)
    assert answer(FEED, "fat_at_emptying", emptied=1.0 - 40.0 / CAPACITY) == pytest.approx(80.0, abs=0.1)
    assert np.isnan(answer(FEED, "fat_at_emptying", emptied=0.1))


def test_a_part_of_a_session_has_a_curve_of_its_own():
    assert answer(FEED, "cumulative_fraction", at="50 s", to="100 s") == pytest.approx(0.5)
    assert answer(FEED, "cumulative_fraction", at="50 s", from_="100 s", to="200 s") == pytest.approx(0.5)
    for instrument in ("none", PERFECT):
        where = {"from_": "100 s", "to": "200 s", "instrument": instrument}
        assert answer(FEED, "initial_flow", **where) == pytest.approx(0.1)
        assert answer(FEED, "peak_flow", **where) == pytest.approx(0.1)
        assert answer(FEED, "mean_flow", **where) == pytest.approx(0.1)


def test_a_window_longer_than_the_session_is_refused():
    with pytest.raises(InputError, match="does not fit"):
        answer(FEED, "initial_flow", window="1 h")
