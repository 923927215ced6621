"""Oxytocin as a laboratory would have read it: levels, rises, pulses, decay, from samples with the assay's own errors."""

import numpy as np
import pytest
from made_recordings import answer, recording, times

from letdown.errors import InputError

EXACT = {"kind": "oxytocin_assay", "cv": 0.0, "window": "0 s", "detection_limit": 0.0}
time = times()
LEVEL = "plasma_oxytocin.concentration"
waves = 2.0 + sum(10.0 * np.exp(-(((time - at) / 60.0) ** 2)) for at in (120.0, 480.0, 840.0))
PULSED = recording(time, {LEVEL: waves})
RAMP = recording(time, {LEVEL: 10.0 + 0.01 * time})


def _exact(found, name, **arguments):
    return answer(found, name, instrument=EXACT, **arguments)


def test_a_level_is_that_of_its_time_or_the_mean_of_a_window():
    assert _exact(RAMP, "oxytocin_concentration", at="5 min") == pytest.approx(13.0)
    assert _exact(RAMP, "oxytocin_concentration", from_="0 min", to="10 min", every="5 min") == pytest.approx(13.0)
    assert _exact(RAMP, "oxytocin_concentration", times=["-1 min", "1 min"], from_="-2 min") == pytest.approx(10.0)


def test_the_baseline_is_what_was_drawn_before_the_latch():
    assert _exact(RAMP, "oxytocin_baseline", every="1 min", baseline_from="-2 min") == pytest.approx(9.4)
    assert _exact(RAMP, "oxytocin_rise", of="last", every="1 min", baseline_from="-2 min") == pytest.approx(19.0 - 9.4)
    assert _exact(RAMP, "oxytocin_fold_rise", at="10 min", every="1 min", baseline_from="-2 min") == pytest.approx(16.0 / 9.4)


def test_a_session_that_begins_with_the_latch_has_its_first_sample_for_a_baseline():
    later = times(0.0, 600.0)
    found = recording(later, {LEVEL: 10.0 + 0.01 * later})
    assert _exact(found, "oxytocin_rise", of="last") == pytest.approx(6.0, abs=0.01)
    assert _exact(found, "oxytocin_peak_time") == 600.0


def test_the_area_over_the_baseline_is_in_minutes():
    found = recording(time, {LEVEL: np.where(time > 0.0, 6.0, 2.0)})
    assert _exact(found, "oxytocin_area", every="1 min", to="10 min", baseline_to="-1 min") == pytest.approx(38.0)
    assert _exact(found, "oxytocin_area", every="1 min", to="10 min", over="zero", baseline_to="-1 min") == pytest.approx(58.0)


def test_pulses_are_found_again_and_rare_samples_miss_them():
    assert _exact(PULSED, "oxytocin_pulses", every="30 s") == 3
    assert _exact(PULSED, "oxytocin_pulses", every="6 min") < 3
    assert _exact(PULSED, "oxytocin_pulse_interval", every="30 s") == pytest.approx(360.0)
    assert _exact(PULSED, "oxytocin_pulse_amplitude", every="30 s") == pytest.approx(10.0, abs=0.1)
    assert _exact(PULSED, "oxytocin_first_pulse", every="30 s") == 120.0
    assert _exact(PULSED, "oxytocin_pulsatile", every="30 s") == 1.0
    assert _exact(PULSED, "oxytocin_surge_duration", every="10 s", to="5 min") == pytest.approx(
        2 * 60.0 * np.sqrt(np.log(2)), rel=0.02
    )


def test_another_detector_of_pulses_can_be_asked_for():
    assert answer(PULSED, "oxytocin_pulses", every="30 s", detector="pulsar") == 3


def test_the_steepest_rise_is_between_two_readings():
    assert _exact(RAMP, "oxytocin_steepest_rise", every="1 min") == pytest.approx(0.6)


def test_steady_blood_shows_no_pulse_and_no_response():
    flat = recording(time, {LEVEL: 3.0})
    assert _exact(flat, "oxytocin_pulses") == 0
    assert np.isnan(_exact(flat, "oxytocin_pulse_interval"))
    assert _exact(flat, "oxytocin_responded") == 0
    assert np.isnan(_exact(flat, "oxytocin_rise_time"))


def test_a_rise_before_the_latch_is_told_with_its_lead():
    early = recording(time, {LEVEL: np.where(time > -100.0, 20.0, 2.0)})
    where = {"from_": "-160 s", "baseline_to": "-160 s", "every": "20 s"}
    assert _exact(early, "oxytocin_rise_before", **where) == 1
    assert _exact(early, "oxytocin_rise_lead", **where) == 80.0
    late = recording(time, {LEVEL: np.where(time > 100.0, 20.0, 2.0)})
    assert _exact(late, "oxytocin_rise_before", **where) == 0
    assert np.isnan(_exact(late, "oxytocin_rise_lead", **where))
    assert _exact(late, "oxytocin_rise_time", every="20 s") == 120.0


def test_a_decay_gives_its_half_life_and_a_dose_its_clearance():
    fall = np.where(time > 0.0, 100.0 * 0.5 ** (time / 200.0), 0.0) + 3.0
    found = recording(time, {LEVEL: fall})
    assert _exact(found, "oxytocin_half_life", from_="1 min", every="30 s", baseline_to="-1 min") == pytest.approx(200.0)
    area = 100.0 * 200.0 / np.log(2) * (1 - 0.5**4.5) / 60.0
    cleared = _exact(found, "oxytocin_dose_clearance", dose="1 ug", every="10 s", baseline_to="-1 min")
    assert cleared == pytest.approx(1e6 / area, rel=0.03)


def test_an_infusion_gives_a_plateau_and_a_clearance():
    found = recording(time, {LEVEL: np.where(time > 0.0, 12.0, 2.0)})
    where = {"from_": "5 min", "baseline_to": "-1 min"}
    assert _exact(found, "oxytocin_plateau", **where) == pytest.approx(10.0)
    assert _exact(found, "oxytocin_clearance", rate="100 pg/s", **where) == pytest.approx(600.0)


def test_the_assay_errs_by_seed_and_woman_and_its_samples_by_themselves():
    one = answer(PULSED, "oxytocin_peak", seed=1)
    assert one == answer(PULSED, "oxytocin_peak", seed=1)
    assert one != answer(PULSED, "oxytocin_peak", seed=2)
    assert one != answer(PULSED, "oxytocin_peak", seed=1, woman=1)
    flat = recording(time, {LEVEL: 10.0})
    rises = [answer(flat, "oxytocin_rise", at="4 min", seed=seed, baseline_from="-10 s") for seed in range(200)]
    assert np.std(rises) == pytest.approx(0.8 * np.sqrt(2.0), rel=0.2)


def test_a_sample_that_the_session_does_not_hold_is_refused():
    with pytest.raises(InputError, match=r"measure.test: 1200 s is asked for, but the session runs from -180 to 900 s"):
        answer(PULSED, "oxytocin_pulses", to="20 min")
    with pytest.raises(InputError, match=r"no blood sample falls into the baseline"):
        answer(PULSED, "oxytocin_rise", times=["1 min", "2 min"])
    with pytest.raises(InputError, match=r"window from 300 to 60 s is empty"):
        answer(PULSED, "oxytocin_pulses", from_="5 min", to="1 min")
