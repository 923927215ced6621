"""Every observable answers on real runs of a feed and of a pumping, and says what it can't."""

import math

import pytest
from whole_runs import PUMPING, run

from letdown.observables import OBSERVABLES, measure, milk_ejections, request

GIVEN = {
    "cumulative_fraction": {"at": "2 min"},
    "fat_at": {"at": "5 min"},
    "fat_at_emptying": {"emptied": 0.7},
    "feed_ended": {"reason": "sated"},
    "flow_at": {"at": "2 min"},
    "high_flow_periods": {"threshold": "0.1 mL/s"},
    "milk_at_least": {"least": "1 mL"},
    "oxytocin_clearance": {"rate": "1 mU/min"},
    "oxytocin_dose_clearance": {"dose": "1 U"},
    "oxytocin_half_life": {"from": "3 min"},
    "oxytocin_pulse_half_life": {"baseline": "1 pg/mL"},
    "oxytocin_rise_before": {"from": "-2 min", "baseline_to": "-2 min"},
    "oxytocin_rise_lead": {"from": "-2 min", "baseline_to": "-2 min"},
    "oxytocin_time_above": {"threshold": "5 pg/mL"},
    "pressure_latency": {"at": "-1 min"},
    "time_above_flow": {"threshold": "0.1 mL/s"},
}
COARSE = [name for name, one in OBSERVABLES.items() if not (one.fine or one.spiking)]


@pytest.fixture(scope="module")
def feed():
    return run(averaged=True)


@pytest.fixture(scope="module")
def pumping():
    return run(PUMPING, averaged=True)


@pytest.mark.parametrize("name", COARSE)
def test_every_observable_answers_with_a_number_of_its_kind(name, feed, pumping):
    one = OBSERVABLES[name]
    asked = request({"observable": name, **GIVEN.get(name, {})})
    for recording in (feed, pumping):
        found = measure(recording, asked, seed=1)
        assert math.isnan(found) or math.isfinite(found)
        if not math.isnan(found) and one.scale == "positive":
            assert found >= 0.0
        if not math.isnan(found) and one.scale == "fraction":
            assert 0.0 <= found <= 1.0


def test_hardly_any_is_without_a_number_on_an_ordinary_feed(feed):
    none = [name for name in COARSE if math.isnan(measure(feed, request({"observable": name, **GIVEN.get(name, {})}), seed=1))]
    assert set(none) <= {
        "first_felt",
        "oxytocin_pulse_interval",
        "oxytocin_rise_lead",
        "oxytocin_return_time",
        "oxytocin_pulse_half_life",
    }


def test_an_instrument_without_error_counts_what_the_detector_sees(feed):
    asked = request({"observable": "milk_ejections", "side": "right", "instrument": {"kind": "duct_ultrasound", "noise": "0 mm"}})
    seen = milk_ejections(feed, "right")
    assert measure(feed, asked) == (seen.onset > 0.0).sum()
