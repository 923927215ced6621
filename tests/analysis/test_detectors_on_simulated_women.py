"""Detectors find in noisy traces of simulated women what was there: let-downs in milk and ducts, pulses in blood.

What was there is told by a rule of its own (``support/detection.py``), never by a detector.
"""

from __future__ import annotations

import numpy as np
import pytest
from detection import pulses, score, score_pulses, train, visible

from letdown import sessions as s
from letdown.analysis import hormone_decay, milk_ejections
from letdown.instruments import duct_ultrasound, milk_balance, oxytocin_assay
from letdown.populations import population
from letdown.recording import Recording
from letdown.simulation import simulate

WOMEN = 100
SESSIONS = {"feed": s.Session(s.breastfeed("left", 20)), "pumping": s.Session(s.pump("left", 15))}


@pytest.fixture(scope="module", params=SESSIONS)
def recordings(request: pytest.FixtureRequest) -> list[Recording]:
    session = SESSIONS[request.param]
    return [simulate(woman, session, 5, "bursts", averaged=True) for woman in population(WOMEN, 11)]


# With the calibrated gland bursts too weak to count as ejections (contraction below a tenth) still move milk and ducts: what the
# detectors find of them counts as false here. F1 0.91 (feed; a tenth of onsets off by 11 s) and 0.89 (pumping) on the balance,
# 0.83 and 0.86 by ultrasound, with a sensitivity of 0.92 to 0.99.
WEAK = pytest.mark.xfail(strict=True, reason="weak contractions that do not count as ejections are found, too")


@WEAK
def test_let_downs_are_found_in_the_milk_on_a_balance_and_when_they_were(recordings: list[Recording]) -> None:
    found = score(
        (
            visible(one, "left.milk_ducts.flow"),
            milk_ejections.from_mass(*milk_balance.measure(one.time, one["left.milk_removal.removed"], seed=seed)).onset,
        )
        for seed, one in enumerate(recordings)
    )
    assert found.f1 >= 0.9
    assert found.sensitivity >= 0.9
    assert found.timing(50.0) < 10.0 and found.timing(90.0) < 10.0


@WEAK
def test_let_downs_are_found_in_the_width_of_the_duct_of_the_other_breast(recordings: list[Recording]) -> None:
    found = score(
        (
            visible(one, "right.milk_ducts.duct_width"),
            milk_ejections.from_duct_width(
                *duct_ultrasound.measure(one.time, one["right.milk_ducts.duct_width"], seed=seed)
            ).onset,
        )
        for seed, one in enumerate(recordings)
    )
    assert found.f1 >= 0.9
    assert found.timing(50.0) < 5.0 and found.timing(90.0) < 10.0


def test_what_the_balance_shows_beyond_the_counted_let_downs_are_weaker_contractions(recordings: list[Recording]) -> None:
    # Bursts that the model does not count as ejections (contraction rises by less than a tenth) move milk, too.
    false = from_bursts = 0
    for seed, one in enumerate(recordings):
        found = milk_ejections.from_mass(*milk_balance.measure(one.time, one["left.milk_removal.removed"], seed=seed)).onset
        counted, burst = one["milk_ejections.onsets"], one["oxytocin_neurons.burst_times"]
        for onset in found:
            if not np.any(np.abs(counted - onset) <= 20.0):
                false += 1
                from_bursts += bool(np.any((burst > onset - 45.0) & (burst < onset + 20.0)))
    assert from_bursts >= 0.9 * false


def test_rare_blood_misses_most_pulses_whatever_the_detector(recordings: list[Recording]) -> None:
    for detector in ("threshold", "pulsar"):
        often, rarely = (score_pulses(recordings, detector, every, 0.08)[0] for every in (30.0, 120.0))
        assert often.sensitivity > 0.7 and often.precision > 0.85
        assert rarely.sensitivity < 0.75 * often.sensitivity


def test_a_poor_assay_makes_pulses_by_size_of_steady_blood_and_hardly_any_by_pulsar() -> None:
    time = np.arange(0.0, 3600.0, 30.0)
    made = {"threshold": 0, "pulsar": 0}
    for seed in range(100):
        level = 8.0 * (1.0 + 0.15 * np.random.default_rng(seed).standard_normal(len(time)))
        for detector in made:
            made[detector] += len(pulses(detector, time, level, 0.15).peak)
    assert made["pulsar"] < 0.1 * made["threshold"]
    assert made["pulsar"] < 0.5 * 100


@pytest.mark.parametrize("detector", ["threshold", "pulsar"])
def test_the_half_life_of_a_pulse_comes_out_within_a_fifth_at_30_s(detector: str) -> None:
    found: list[float] = []
    for seed in range(100):
        time, level = train(np.random.default_rng(seed))
        assay = oxytocin_assay.Settings(sampling_interval=30.0)
        seen = oxytocin_assay.measure(time, level, assay, seed)
        seen_pulses = pulses(detector, seen.time, seen.values, 0.08)
        ends = np.append(seen_pulses.onset[1:], seen.time[-1])[: len(seen_pulses.peak)]
        fall = hormone_decay.decay(seen.time, seen.values, seen_pulses.peak, ends, 2.0)
        if np.isfinite(fall.half_life):
            found.append(fall.half_life)
    assert len(found) >= 95
    assert np.median(found) == pytest.approx(216.0, rel=0.2)
