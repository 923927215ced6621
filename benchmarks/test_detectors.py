"""How well detectors find what was there in simulated women seen through instruments, and how fast; the tables of the guide.

``pytest benchmarks/test_detectors.py -s`` prints them. What was there is told by ``tests/support/detection.py``.
"""

from __future__ import annotations

import numpy as np
import pytest
from detection import pulses, score, score_pulses, train, visible

from letdown import sessions as s
from letdown.analysis import hormone_decay, milk_ejections, pulsar
from letdown.instruments import duct_ultrasound, milk_balance, oxytocin_assay
from letdown.populations import population
from letdown.recording import Recording
from letdown.simulation import simulate

SESSIONS = {
    "feed": s.Session(s.breastfeed("left", 20)),
    "pumping": s.Session(s.pump("left", 15)),
    "pumping both": s.Session(s.pump("both", 15)),
}
HALF_LIFE = 216.0
STEADY = 8.0


@pytest.fixture(scope="module")
def recordings() -> dict[str, list[Recording]]:
    return {
        name: [simulate(woman, session, 5, "bursts", averaged=True) for woman in population(100, 11)]
        for name, session in SESSIONS.items()
    }


def test_let_downs(recordings):
    print("\n\nsession        seen by             events  shown  found  sens  prec   F1   bias  median   90 %  [s]")
    for session, traces in recordings.items():
        for name, series, find in (
            ("balance", "left.milk_ducts.flow", on_a_balance),
            ("ultrasound, right", "right.milk_ducts.duct_width", by_ultrasound("right")),
            ("ultrasound, left", "left.milk_ducts.duct_width", by_ultrasound("left")),
        ):
            found = score((visible(one, series), find(one, seed)) for seed, one in enumerate(traces))
            events = sum(len(one["milk_ejections.onsets"]) for one in traces)
            print(
                f"{session:<15}{name:<20}{events:>5}{found.true:>7}{found.found:>7}{found.sensitivity:>7.2f}{found.precision:>6.2f}"
                f"{found.f1:>6.2f}{np.median(found.late):>6.1f}{found.timing(50):>8.1f}{found.timing(90):>7.1f}"
            )


def on_a_balance(one: Recording, seed: int):
    return milk_ejections.from_mass(*milk_balance.measure(one.time, one["left.milk_removal.removed"], seed=seed)).onset


def by_ultrasound(side: str):
    def find(one: Recording, seed: int):
        seen = duct_ultrasound.measure(one.time, one[f"{side}.milk_ducts.duct_width"], seed=seed)
        return milk_ejections.from_duct_width(*seen).onset

    return find


def test_pulses(recordings):
    print("\n\nevery  error detector    feed: sens, false/h   pumping: sens, false/h   steady: false/h   half-life off (of 100)")
    for every in (30.0, 60.0, 120.0):
        for cv in (0.08, 0.15, 0.2):
            for detector in ("threshold", "pulsar"):
                cells = []
                for session in ("feed", "pumping"):
                    found, hours = score_pulses(recordings[session], detector, every, cv)
                    cells.append(f"{found.sensitivity:>12.2f}{(found.found - found.hits) / hours:>9.1f}")
                off = [half_life(seed, detector, every, cv) / HALF_LIFE - 1.0 for seed in range(100)]
                known = np.isfinite(off)
                print(
                    f"{every:>4.0f} s {cv:>5.0%} {detector:<10}{'   '.join(cells)}{steady(detector, every, cv):>18.2f}"
                    f"{np.median(np.array(off)[known]):>+15.0%} ({known.sum()})"
                )
    print(f"nominal false runs of a known baseline: {pulsar.nominal_false_rate():.2g} a sample")


def steady(detector: str, every: float, cv: float) -> float:
    """Pulses an hour that the error of the assay makes of steady blood."""
    time = np.arange(0.0, 3600.0, every)
    levels = (STEADY * (1.0 + cv * np.random.default_rng(seed).standard_normal(len(time))) for seed in range(100))
    return float(np.mean([len(pulses(detector, time, level, cv).peak) for level in levels]))


def half_life(seed: int, detector: str, every: float, cv: float) -> float:
    assay = oxytocin_assay.Settings(sampling_interval=every, coefficient_of_variation=cv)
    seen = oxytocin_assay.measure(*train(np.random.default_rng(seed), HALF_LIFE), assay, seed)
    found = pulses(detector, seen.time, seen.values, cv)
    ends = np.append(found.onset[1:], seen.time[-1])[: len(found.peak)]
    return hormone_decay.decay(seen.time, seen.values, found.peak, ends, 2.0, cv).half_life


@pytest.mark.parametrize("detect", ["from_flow", "from_mass", "from_duct_width"])
def test_speed(benchmark, detect):
    time = np.arange(0.0, 900.0, 0.5)
    flow = 0.2 * np.abs(np.sin(time / 40.0)) * np.exp(-time / 600.0)
    trace = {"from_flow": flow, "from_mass": np.cumsum(flow) * 0.5, "from_duct_width": 2.0 + 5.0 * flow}[detect]
    found = benchmark(getattr(milk_ejections, detect), time, trace)
    assert len(found.onset) > 2
