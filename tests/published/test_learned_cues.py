"""What a cue brings before suckling as it is learned, in a hundred women."""

from __future__ import annotations

import numpy as np
import pytest

import letdown.sessions as s
from letdown.dyad import Mother
from letdown.populations import population
from letdown.recording import Recording
from letdown.reflex import cue_learning
from letdown.reflex.cue_learning import Cues
from letdown.sessions import Session
from letdown.simulation import simulate_women
from letdown.simulation.feed_by_feed import begun, established, wearing

WOMEN = list(population(100, seed=9, days_postpartum=4.0, parity="primiparous"))
USUAL = Cues(1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0)
CRY = s.cue("cry", at="-10 min", minutes=10)
FEED = Session(s.breastfeed("left", minutes=15), CRY)
ANNOUNCED = FEED.with_(*(s.cue(kind, at="-10 min", minutes=10) for kind in ("thought", "time_of_day")))
OVERHEARD = Session(CRY, s.rest(minutes=1))


def before_suckling(recording: Recording) -> dict[str, float]:
    before = recording.time < 0.0
    bursts = recording["oxytocin_neurons.burst_times"]
    oxytocin = recording["plasma_oxytocin.concentration"][before]
    return {
        "raised": float(oxytocin.max() > 1.5 * oxytocin[0]),
        "lead": -bursts[0] / 60.0 if bursts.size and bursts[0] < 0.0 else np.nan,
        "leaked": float(max(recording[f"{side}.milk_removal.dripped"][before][-1] for side in ("left", "right")) > 0.05),
    }


def taught(mother: Mother, rewarded: int, unrewarded: int = 0, from_birth: bool = True) -> Mother:
    """She after so many rewarded feeds with all their cues, and so many cries that no feed followed."""
    state = cue_learning.State() if from_birth else begun(mother)
    for count in range(rewarded + unrewarded):
        reward = count < rewarded
        present = USUAL if reward else Cues(cry=1.0)
        par = mother.parameters.cue_learning
        state = cue_learning.step(state, present, float(reward), 0.0, established(mother), par, 0.1)
    return wearing(mother, state)


def found(session: Session, women: list[Mother]) -> dict[str, np.ndarray]:
    return simulate_women(women, session, before_suckling)


def test_after_twenty_rewarded_feeds_a_cry_raises_oxytocin_before_suckling_in_most_women() -> None:
    shares = [found(FEED, [taught(one, feeds) for one in WOMEN])["raised"].mean() for feeds in (0, 5, 20, 60)]
    assert shares[0] == 0.0 and shares[1] < 0.1
    assert shares[2] > 0.6 and shares[3] > 0.75
    assert shares == sorted(shares)


def test_mcneilly1983_what_usually_announces_a_feed_does_so_three_to_ten_minutes_before() -> None:
    cues = found(ANNOUNCED, [taught(one, 20) for one in WOMEN])
    assert cues["raised"].mean() > 0.75
    assert 3.0 < np.nanmedian(cues["lead"]) < 10.0


def test_milk_may_leak_before_the_feed_once_cues_are_learned() -> None:
    new, known = (found(ANNOUNCED, [taught(one, feeds) for one in WOMEN])["leaked"].mean() for feeds in (0, 60))
    assert new == 0.0 < known < 0.9


def test_on_the_first_day_of_a_first_baby_the_effect_is_small_and_of_a_second_one_larger() -> None:
    shares = {
        parity: found(FEED, list(population(100, seed=9, days_postpartum=0.5, parity=parity)))["raised"].mean()
        for parity in ("primiparous", "multiparous")
    }
    assert shares["primiparous"] < 0.1
    assert shares["multiparous"] > shares["primiparous"] + 0.2


@pytest.mark.parametrize(("exposures", "most"), [(20, 0.85), (40, 0.25)])
def test_a_cry_that_brings_no_feed_loses_its_effect_in_twenty_to_forty(exposures: int, most: float) -> None:
    fresh, faded = (found(OVERHEARD, [taught(one, 100, times) for one in WOMEN])["raised"].mean() for times in (0, exposures))
    assert fresh > 0.7
    assert faded < most * fresh


def test_another_babys_cry_sets_off_a_let_down_in_some() -> None:
    """The declared generalisation; no share of women is published."""
    women = [taught(one, 100) for one in WOMEN]
    like = women[0].parameters.cue_learning.generalisation
    own = found(OVERHEARD, women)["raised"].mean()
    other = found(Session(s.cue("cry", at="-10 min", minutes=10, strength=like), s.rest(minutes=1)), women)["raised"].mean()
    assert 0.1 < other < own
