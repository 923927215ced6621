"""Planted ejections are found, once each and where they are; a quiet breast has none; noise changes neither."""

import numpy as np
import pytest

from letdown.analysis import milk_ejections
from letdown.analysis.milk_ejections import THRESHOLDS, from_duct_width, from_flow, from_mass, from_pressure
from letdown.errors import InputError
from letdown.evidence.bibliography import references
from letdown.instruments import duct_ultrasound, milk_balance, pressure_transducer

time = np.arange(-60.0, 900.001, 0.02)
ONSETS = np.array([75.0, 275.0, 475.0, 675.0])


def waves(onsets=ONSETS, heights=(1.0, 0.8, 0.6, 0.4), duration=100.0):
    """Half sine waves on the time axis."""
    total = np.zeros_like(time)
    for onset, height in zip(onsets, heights, strict=True):
        phase = np.clip((time - onset) / duration, 0.0, 1.0)
        total += height * np.sin(np.pi * phase)
    return total


def pumped():
    """Flow under a pump at 60 cycles a minute [mL/s]: it comes and goes with each cycle."""
    return 0.5 * waves() * (1.0 + np.sin(2.0 * np.pi * time))


def volume(flow):
    return np.cumsum(flow) * 0.02


def test_each_kind_of_trace_shows_each_ejection_once_and_near_its_onset():
    for found in (
        from_duct_width(time, 2.0 + waves()),
        from_flow(time, pumped()),
        from_mass(time, volume(pumped())),
        from_pressure(time, 12.0 * waves()),
    ):
        assert found.onset == pytest.approx(ONSETS, abs=8.0)
        assert found.peak == pytest.approx(ONSETS + 50.0, abs=2.0)
        assert found.end == pytest.approx(ONSETS + 100.0, abs=8.0)
        assert found.duration == pytest.approx(found.end - found.onset)


def test_heights_are_those_planted_up_to_the_smoothing():
    assert from_duct_width(time, 2.0 + waves()).height == pytest.approx([1.0, 0.8, 0.6, 0.4], rel=0.05)
    assert from_pressure(time, 12.0 * waves()).height == pytest.approx([12.0, 9.6, 7.2, 4.8], rel=0.05)


def test_shares_are_of_all_the_milk():
    found = from_flow(time, pumped())
    assert found.share == pytest.approx(np.array([1.0, 0.8, 0.6, 0.4]) / 2.8, abs=0.01)
    assert found.share.sum() <= 1.0
    assert found.share[0] > found.share[2:].max()


def test_a_flat_trace_has_none():
    flat = np.ones_like(time)
    for found in (
        from_duct_width(time, 2 * flat),
        from_flow(time, 0 * flat),
        from_mass(time, 0 * flat),
        from_pressure(time, flat),
    ):
        assert [len(each) for each in found] == [0] * 6


def test_a_slow_steady_drip_is_no_ejection():
    assert len(from_mass(time, volume(np.full_like(time, 0.01))).onset) == 0


def test_milk_that_stood_in_the_ducts_is_no_ejection():
    stood = np.where((time > 0.0) & (time < 15.0), 1.5 / 15.0, 0.0)
    assert len(from_flow(time, stood).onset) == 0


@pytest.mark.parametrize(("sucking", "resting"), [(18.0, 5.0), (10.0, 10.0), (6.0, 10.0)])
def test_pauses_between_bursts_of_sucks_do_not_split_an_ejection(sucking, resting):
    at_the_breast = (time % (sucking + resting) < sucking) * (1.0 + np.sin(2.0 * np.pi * 1.1 * time))
    found = from_flow(time, waves([50.0, 190.0, 400.0], [0.8, 0.5, 0.4]) * at_the_breast)
    assert found.onset == pytest.approx([50.0, 190.0, 400.0], abs=12.0)


@pytest.mark.parametrize("duration", [45.0, 100.0, 210.0])
def test_the_shortest_and_the_longest_ejection_described_are_one_each(duration):
    found = from_flow(time, waves([100.0], [0.3], duration))
    assert len(found.onset) == 1
    assert found.duration[0] == pytest.approx(duration, rel=0.2)


def test_two_ejections_that_merge_are_two_if_they_dip_far_enough():
    apart = 2.0 + waves([100.0, 190.0], [1.0, 1.0])
    merged = 2.0 + waves([100.0, 150.0], [1.0, 1.0])
    assert len(from_duct_width(time, apart).onset) == 2
    assert len(from_duct_width(time, merged).onset) == 1


def test_an_ejection_that_the_end_cuts_off_counts_once_it_was_past_its_peak():
    for end, count in ((710.0, 3), (745.0, 4)):
        until = time < end
        assert len(from_flow(time[until], pumped()[until]).onset) == count
    short = from_flow(time[time < 888.0], waves([850.0], [0.4], 45.0)[time < 888.0])
    assert len(short.onset) == 1
    assert short.duration[0] < 45.0


def test_an_ejection_before_latch_is_found_at_its_negative_time():
    assert from_duct_width(time, 2.0 + waves([-55.0], [1.0])).onset[0] == pytest.approx(-50.0, abs=5.0)


def test_what_the_instruments_saw_shows_the_same_ejections():
    for seed in range(50):
        ultrasound = from_duct_width(*duct_ultrasound.measure(time, 2.0 + waves(heights=[2.0, 1.5, 1.0, 0.7]), seed=seed))
        balance = from_mass(*milk_balance.measure(time, volume(pumped()), seed=seed))
        catheter = from_pressure(*pressure_transducer.measure(time, 12.0 * waves(heights=[1.0, 0.9, 0.8, 0.7]), seed=seed))
        for found in (ultrasound, balance, catheter):
            assert found.onset == pytest.approx(ONSETS, abs=15.0)


def test_the_noise_of_the_instruments_alone_is_no_ejection():
    flat = np.ones_like(time)
    for seed in range(50):
        assert len(from_duct_width(*duct_ultrasound.measure(time, 2 * flat, seed=seed)).onset) == 0
        assert len(from_mass(*milk_balance.measure(time, 0 * flat, seed=seed)).onset) == 0
        assert len(from_pressure(*pressure_transducer.measure(time, 0 * flat, seed=seed)).onset) == 0


def test_a_bad_balance_hides_small_ejections_but_makes_none_up():
    empty, gathered = np.zeros_like(time), volume(pumped())
    for seed in range(50):
        for error in (0.2, 0.5):
            bad = milk_balance.Settings(mass_noise=error)
            assert len(from_mass(*milk_balance.measure(time, empty, bad, seed)).onset) <= 1
            found = from_mass(*milk_balance.measure(time, gathered, bad, seed)).onset
            assert found[:2] == pytest.approx(ONSETS[:2], abs=20.0)


def test_the_sampling_of_a_trace_hardly_moves_what_is_found():
    fine, coarse = from_duct_width(time, 2.0 + waves()), from_duct_width(time[::125], 2.0 + waves()[::125])
    assert coarse.onset == pytest.approx(fine.onset, abs=2.0)
    uneven = np.unique(np.concatenate((time[::50], time[10_000:20_000:7])))
    assert from_duct_width(uneven, 2.0 + np.interp(uneven, time, waves())).onset == pytest.approx(fine.onset, abs=2.0)


def test_an_ejection_that_the_end_of_sucking_cuts_off_counts_if_one_came_before():
    until = np.where(time < 305.0, waves([100.0, 275.0], [0.5, 0.5]), 0.0)
    assert from_flow(time, until).onset == pytest.approx([100.0, 275.0], abs=8.0)
    assert len(from_flow(time, np.where(time > 200.0, until, 0.0)).onset) == 0


def test_few_drops_after_a_pause_are_no_ejection_while_milk_still_runs():
    drops = np.where((time > 200.0) & (time < 210.0), 0.2, 0.0)
    assert len(from_flow(time, waves([50.0, 300.0], [0.5, 0.5]) + drops).onset) == 2


def step_by_step(smooth, prominence):
    """The rule of a peak said of every sample: what the fast search must come to."""
    peaks, base = [], float(smooth.min())
    lowest, highest, at, rising = base, base, 0, True
    for now, level in enumerate([*smooth.tolist(), base]):
        if rising and level > highest:
            highest, at = level, now
        elif rising and highest - level >= prominence:
            if 0 < at < len(smooth) - 1:
                peaks.append(at)
            lowest, rising = level, False
        elif not rising and level < lowest:
            lowest = level
        elif not rising and level - lowest >= prominence:
            highest, at, rising = level, now, True
    return peaks


@pytest.mark.parametrize("kind", ["walk", "noise", "steps"])
def test_peaks_are_found_as_if_every_sample_were_asked(kind):
    for seed in range(100):
        rng = np.random.default_rng(seed)
        smooth = {
            "walk": np.cumsum(rng.standard_normal(200)),
            "noise": rng.standard_normal(200),
            "steps": np.repeat(rng.integers(0, 4, 40), 5).astype(float),
        }[kind]
        assert milk_ejections._prominent(smooth, 1.5) == step_by_step(smooth, 1.5)


def test_every_threshold_has_a_unit_and_a_reason():
    for kind, threshold in THRESHOLDS.items():
        assert threshold.prominence > 0.0, kind
        assert threshold.unit in ("of its width at rest", "g/s", "mmHg"), kind
        assert threshold.source == "assumed" or threshold.source in references(), kind
        assert threshold.note, kind


def test_a_recording_of_a_second_or_two_has_none():
    assert len(from_flow([0.0, 0.4, 0.8], [1.0, 1.0, 1.0]).onset) == 0


@pytest.mark.parametrize("detect", ["from_duct_width", "from_flow", "from_mass", "from_pressure"])
@pytest.mark.parametrize(
    ("bad_time", "bad_trace"),
    [([0.0, 2.0, 1.0], [1.0, 2.0, 3.0]), ([0.0, 1.0, 2.0], [1.0, np.nan, 3.0]), ([0.0, 1.0], [1.0, 2.0, 3.0]), ([0.0], [1.0])],
    ids=["unsorted", "nan", "lengths differ", "one sample"],
)
def test_a_trace_that_cannot_be_read_is_refused(detect, bad_time, bad_trace):
    with pytest.raises(InputError):
        getattr(milk_ejections, detect)(bad_time, bad_trace)
