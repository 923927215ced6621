"""What must hold at once, with one set of parameters: stress and sampling; and signs that no score shows.

The published figures themselves are experiments (``letdown validate``), judged by one rule; here stands what joins them.
"""

from __future__ import annotations

import numpy as np
import pytest

import letdown as ld
from letdown.dyad import Mother
from letdown.observables import measure_all, request
from letdown.populations import population
from letdown.simulation import simulate, simulate_women

WOMEN = 200
FEED = ld.Session(ld.breastfeed("left", minutes=25))
PUMPING = ld.Session(ld.pump("left", minutes=15))
SUCKLED = ld.Session(ld.breastfeed("left", minutes=20), ld.rest(21))
STRESSED = SUCKLED.with_(ld.disturbance("stress", 1.0, at="-3 min", minutes=24))


def pulses(every: str, until: str) -> dict[str, object]:
    return {"observable": "oxytocin_pulses", "every": every, "from": "0 min", "to": until}


ASKED = {
    "pulses at 30 s in 10 min": pulses("30 s", "10 min"),
    "pulses at 2 min in 20 min": pulses("2 min", "20 min"),
    "pulses at 3 min in 20 min": pulses("3 min", "20 min"),
    "milk": {"observable": "milk_removed", "side": "left"},
    "drip": {"observable": "milk_dripped", "side": "right"},
}
REQUESTS = [request(table, name) for name, table in ASKED.items()]


def measured(recording: ld.Recording) -> dict[str, float]:
    woman = int(recording.attributes["woman"])
    return dict(zip(ASKED, measure_all(recording, REQUESTS, 5, woman), strict=True))


@pytest.fixture(scope="module")
def early() -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    women = population(WOMEN, seed=2026, days_postpartum=(2, 8))
    return simulate_women(women, SUCKLED, measured), simulate_women(women, STRESSED, measured)


def test_ueda1994_stress_halves_the_detected_pulses_and_leaves_the_milk(early) -> None:
    calm, stressed = (one["pulses at 2 min in 20 min"].mean() for one in early)
    assert 0.35 < stressed / calm < 0.75
    calm, stressed = (one["milk"].mean() for one in early)
    assert stressed / calm > 0.8  # 22 women can't tell 0.7 from 1


def test_sampling_alone_turns_one_process_into_five_pulses_two_or_none(early) -> None:
    calm, _ = early
    often, between, rarely = (calm[name] for name in list(ASKED)[:3])
    studies = np.random.default_rng(1).choice(often, (1000, 37)).max(axis=1)  # nissen1996: none to five in 37 women
    assert np.mean(studies <= 5.0) > 0.025 and np.mean(studies >= 5.0) > 0.025 and often.min() == 0.0
    assert 1.3 < between.mean() < 3.0  # ueda1994: 2.25
    assert rarely.mean() < min(1.35, between.mean())  # weitzman1980: one rise, not episodic


def test_kent2008_softer_vacuum_removes_less_and_above_comfort_no_more() -> None:
    women = [Mother(woman=number) for number in range(40)]
    milk = [
        simulate_women(women, ld.Session(ld.pump("left", minutes=15, vacuum=vacuum)), measured_milk)["milk"].mean()
        for vacuum in (50, 100, 150, 190, 250)
    ]
    assert milk[0] < milk[1] < milk[2] < milk[3]
    assert milk[4] <= milk[3] * 1.01


def measured_milk(recording: ld.Recording) -> dict[str, float]:
    return {"milk": float(recording["left.milk_removal.removed"][-1])}


def test_without_let_down_hardly_any_milk_comes() -> None:
    milk = simulate_women(population(20, seed=3), PUMPING, measured_milk, clamp={"myoepithelium.activation": 0.0})["milk"]
    assert milk.max() < 6.0


def test_more_women_see_a_drip_than_could_gather_it() -> None:
    dripped = simulate_women(population(WOMEN, seed=4, days_postpartum=(14, 28)), FEED, measured_drip)["drip"]
    par = Mother().parameters.milk_removal
    gathered, seen = (dripped > par.gathered_drip).mean(), (dripped > par.visible_drip).mean()
    assert 0.02 < gathered < seen - 0.05


def measured_drip(recording: ld.Recording) -> dict[str, float]:
    return {"drip": float(recording["right.milk_removal.dripped"][-1])}


def test_gardner2015_a_let_down_comes_later_with_the_pump_than_with_the_infant() -> None:
    def first(recording: ld.Recording) -> dict[str, float]:
        onsets = recording["milk_ejections.onsets"]
        return {"first": float(onsets[onsets > 0.0].min(initial=np.inf))}

    women = population(100, seed=6)
    breast, pump = (np.median(simulate_women(women, session, first)["first"]) for session in (FEED, PUMPING))
    assert 30.0 < breast < pump - 5.0 < 150.0


def test_one_woman_repeats_her_own_pattern() -> None:
    """Between women let-downs differ more than between two sessions of one woman (gardner2015)."""
    women = population(80, seed=7)
    first, second = (
        np.array([simulate(w, PUMPING, seed, "bursts", averaged=True)["myoepithelium.ejections"][-1] for w in women])
        for seed in (1, 2)
    )
    within = np.var(first - second) / 2
    assert np.var(first) + np.var(second) > 2 * 1.3 * within
