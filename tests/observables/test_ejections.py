"""Milk ejections as ultrasound, a balance and a catheter show them; what is not seen is not counted."""

import numpy as np
import pytest
from made_recordings import answer, recording, taking, times

from letdown.errors import InputError

time = times()
peaks = (100.0, 400.0, 700.0)
waves = sum(np.exp(-(((time - at) / 35.0) ** 2)) for at in peaks)
flow = np.where(time > 0.0, 0.5 * waves, 0.0)
milk = np.cumsum(flow) * 0.5
SEEN = recording(
    time,
    {
        **taking(time, milk, "left", np.where(time > 0.0, 100.0, 0.0)),
        "left.milk_ducts.duct_width": 2.0,
        "right.milk_ducts.duct_width": 2.0 + waves,
        "right.milk_ducts.duct_pressure": 15.0 * waves,
    },
)
QUIET = recording(time, {**taking(time, 0.01 * np.maximum(time, 0.0)), "right.milk_ducts.duct_width": 2.0})


@pytest.mark.parametrize("by", ["duct_width", "flow", "pressure"])
def test_all_three_instruments_find_the_same_ejections(by):
    assert answer(SEEN, "milk_ejections", by=by) == 3
    assert answer(SEEN, "milk_ejection_interval", by=by) == pytest.approx(300.0, abs=10.0)
    assert 20.0 < answer(SEEN, "first_milk_ejection", by=by) < 80.0
    assert 60.0 < answer(SEEN, "milk_ejection_duration", by=by, number=2) < 150.0
    assert answer(SEEN, "ejection_blocked", by=by) == 0.0


def test_the_breast_and_the_window_can_be_chosen():
    assert answer(SEEN, "milk_ejections", side="left") == 0
    assert answer(SEEN, "milk_ejections", to="5 min") == 1
    assert answer(SEEN, "milk_ejections", from_="5 min") == 2
    assert answer(SEEN, "milk_ejection_rate") == pytest.approx(3 / 15.0, rel=1e-3)


def test_where_none_is_seen_there_are_counts_but_no_times():
    assert answer(QUIET, "milk_ejections") == 0
    assert answer(QUIET, "ejection_blocked") == 1.0
    assert answer(QUIET, "ejection_pressure") == 0.0
    for name in ("first_milk_ejection", "milk_ejection_interval", "milk_ejection_duration"):
        assert np.isnan(answer(QUIET, name)), name


def test_each_ejection_has_its_share_of_the_milk():
    assert answer(SEEN, "ejection_share") == pytest.approx(1 / 3, abs=0.03)
    assert answer(SEEN, "ejection_share", first=2) == pytest.approx(2 / 3, abs=0.03)
    assert answer(SEEN, "milk_per_ejection") == pytest.approx(milk[-1] / 3, rel=0.02)
    assert answer(SEEN, "milk_per_ejection", number=2) == pytest.approx(milk[-1] / 3, rel=0.1)


def test_two_breasts_and_two_instruments_are_set_beside_each_other():
    assert answer(SEEN, "left_right_synchrony", side="right") == 0.0
    assert answer(SEEN, "detector_agreement") == 1.0
    half = recording(time, {**taking(time, milk), "right.milk_ducts.duct_width": 2.0 + np.exp(-(((time - 100.0) / 35.0) ** 2))})
    assert answer(half, "detector_agreement") == pytest.approx(1 / 3)
    assert answer(half, "detector_agreement", of="duct_width") == 1.0


def test_heights_areas_and_latencies():
    assert answer(SEEN, "ejection_pressure") == pytest.approx(14.0, rel=0.1)
    assert answer(SEEN, "duct_dilation") == pytest.approx(0.95, rel=0.1)
    assert answer(SEEN, "duct_width_at_ejection") == pytest.approx(3.0, abs=0.1)
    assert answer(SEEN, "duct_width", from_="220 s", to="280 s") == pytest.approx(2.0, abs=0.05)
    assert answer(SEEN, "pressure_rise", from_="-100 s", to="250 s") == pytest.approx(15.0, abs=1.0)
    assert answer(SEEN, "ejection_pressure_area", from_="-100 s", to="250 s") == pytest.approx(
        15.0 * 35.0 * np.sqrt(np.pi), rel=0.1
    )
    width = answer(SEEN, "pressure_half_duration", from_="-100 s", to="250 s")
    assert width == pytest.approx(2 * 35.0 * np.sqrt(np.log(2.0)), abs=4.0)
    dose = answer(SEEN, "pressure_latency", at="0 s", instrument={"kind": "pressure_transducer", "noise": "0 mmHg"})
    assert dose == pytest.approx(100.0 - 35.0 * np.sqrt(np.log(5.0)), abs=1.5)


def test_measures_of_one_recording_share_what_was_found():
    from letdown.analysis import milk_ejections
    from letdown.observables import measure_all, request

    asked = [request({"observable": name}) for name in ("milk_ejections", "first_milk_ejection", "milk_ejection_duration")]
    calls: list[int] = []
    real = milk_ejections.from_duct_width
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(milk_ejections, "from_duct_width", lambda *trace: calls.append(1) or real(*trace))
        assert measure_all(SEEN, asked, seed=4) == [measure_all(SEEN, [one], seed=4)[0] for one in asked]
    assert len(calls) == 1 + 3


def test_too_short_a_window_is_refused():
    with pytest.raises(InputError, match="fewer than two readings"):
        answer(SEEN, "milk_ejections", from_="0 s", to="0.9 s")
