"""Feed by feed a mother learns what cues announce, what they are dreaded for, and nothing else changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import letdown.sessions as s
from letdown.dyad import Mother, changes_between
from letdown.errors import InputError
from letdown.recording import result_hash
from letdown.reflex import conditioned_cues
from letdown.reflex.cue_learning import Cues
from letdown.sessions import Session
from letdown.simulation import Course, course, simulate
from letdown.simulation.feed_by_feed import FEEDS_A_DAY, begun, established

CUES = [s.cue(kind, at="-10 min", minutes=10) for kind in ("cry", "thought", "time_of_day")]
FEED = Session(s.breastfeed("left", minutes=10), *CUES)
PAINFUL = FEED.with_(s.disturbance("pain", 0.9, at=0, minutes=10))
CRY_ALONE = Session(s.cue("cry", at="-10 min", minutes=10), s.rest(minutes=1))
NEWLY = Mother(0.3, parity="primiparous")


@pytest.fixture(scope="module")
def learned() -> Course:
    return course(NEWLY, 30 * [FEED], seed=3)


def doors(mother: Mother) -> np.ndarray:
    recording = simulate(mother, FEED, seed=1, engine="bursts", averaged=True)
    return recording["inhibition.pulse"][recording.time < 0.0]


def test_little_comes_of_cues_on_the_first_day_and_a_let_down_before_the_feed_by_the_twentieth(learned: Course) -> None:
    early, late = learned.lessons[:5], learned.lessons[-8:]
    assert all(one.oxytocin_before < 1.5 and one.let_downs_before == 0 for one in early)
    assert np.mean([one.oxytocin_before > 1.5 for one in late]) > 0.7
    assert np.mean([one.let_downs_before > 0 for one in late]) > 0.5
    cry = [one.weights.cry for one in learned.lessons]
    rewarded = [one.rewarded == 1.0 for one in learned.lessons]
    assert np.all((np.diff(cry) > 0.0) == rewarded[1:])
    assert cry[-1] > 0.6 * learned.first.parameters.conditioned_cues.cry


def test_what_is_learned_goes_along_into_the_next_session_and_the_next_course(learned: Course) -> None:
    halves = course(course(NEWLY, 15 * [FEED], seed=3), 15 * [FEED], seed=3)
    assert (halves.first, halves.mother, halves.state, halves.done) == (NEWLY, learned.mother, learned.state, learned.done)
    par = learned.mother.parameters.conditioned_cues
    assert Cues(*(getattr(par, kind) for kind in Cues._fields)) == learned.state.weights and par.by_days == 0.0
    assert learned.mother.today().conditioned_cues.priming == par.priming, "the days since birth no longer count"


def test_a_course_changes_cues_and_nothing_of_the_supply(learned: Course) -> None:
    """No cue raises prolactin in women (mcneilly1983): what is made and stored is untouched by learning."""
    after = course(learned, 3 * [PAINFUL]).mother
    assert all(path.startswith("conditioned_cues.") for path in changes_between(after.parameters, NEWLY.parameters))
    aged = replace(NEWLY, days_postpartum=after.days_postpartum)
    for stage in ("milk_supply", "milk_composition", "left", "right", "milk_removal", "suckling"):
        assert getattr(after.today(), stage) == getattr(aged.today(), stage), stage


def test_a_cry_that_no_feed_follows_is_extinguished(learned: Course) -> None:
    gone = course(learned, 60 * [CRY_ALONE], seed=5)
    assert all(one.rewarded == 0.0 for one in gone.lessons)
    assert np.mean([one.oxytocin_before > 1.5 for one in gone.lessons[:5]]) > 0.5
    assert not any(one.let_downs_before for one in gone.lessons[-20:])
    assert gone.state.weights.cry < 0.3 * learned.state.weights.cry
    assert gone.state.weights.thought == pytest.approx(learned.state.weights.thought, rel=0.01)


def test_after_painful_feeds_dread_closes_the_door_before_the_feed_and_painless_ones_open_it(learned: Course) -> None:
    afraid = course(learned, 8 * [PAINFUL], seed=4)
    relieved = course(afraid, 25 * [FEED], seed=4)
    calm, tense, later = (doors(one.mother)[-1] for one in (learned, afraid, relieved))
    assert calm == 1.0 and tense < 0.8 and later > 0.95
    before = [simulate(one.mother, FEED, seed=1, engine="bursts", averaged=True) for one in (learned, afraid)]
    oxytocin = [one["plasma_oxytocin.concentration"][one.time < 0.0].max() for one in before]
    assert oxytocin[1] < 0.8 * oxytocin[0]
    assert not before[1]["nipple_afferents.pain"][before[1].time < 0.0].any(), "nothing hurts yet"


def test_stress_is_dreaded_as_pain_is() -> None:
    tense = course(NEWLY, 5 * [FEED.with_(s.disturbance("stress", 1.0, at=0, minutes=5))])
    assert tense.state.dread.cry > 0.1 and tense.lessons[0].pain == 1.0


def test_a_second_time_mother_begins_with_what_she_remembers() -> None:
    first, second = (begun(Mother(0.0, parity=parity)).weights.cry for parity in ("primiparous", "multiparous"))
    assert first == 0.0
    assert second == pytest.approx(conditioned_cues.Parameters().remembered * established(NEWLY).cry)


def test_a_mother_long_after_birth_begins_with_established_weights() -> None:
    assert begun(Mother(90.0)).weights == pytest.approx(established(Mother()), rel=1e-9)


def test_sessions_are_spread_over_days(learned: Course) -> None:
    days = [one.day for one in learned.lessons]
    assert np.diff(days) == pytest.approx(1.0 / FEEDS_A_DAY) and days[0] == NEWLY.days_postpartum


def test_the_same_course_twice_is_the_same_and_feeds_differ_from_one_another() -> None:
    one, two = (course(NEWLY, 3 * [FEED], seed=9, keep=True) for _ in range(2))
    assert one.lessons == two.lessons
    assert [result_hash(r) for r in one.recordings] == [result_hash(r) for r in two.recordings]
    assert len({tuple(r["milk_ejections.onsets"].tolist()) for r in one.recordings}) > 1
    assert course(NEWLY, [FEED]).recordings == ()


def test_a_course_of_nothing_leaves_her_as_she_was() -> None:
    nothing = course(NEWLY, [])
    assert nothing.lessons == () and nothing.state == begun(NEWLY)


def test_an_impossible_number_of_feeds_a_day_is_refused() -> None:
    with pytest.raises(InputError, match=r"0\.5 to 48"):
        course(NEWLY, [FEED], feeds_a_day=0.0)
