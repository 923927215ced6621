"""Cues are learned by what they announce beyond the others: Rescorla and Wagner's rule, and what it says of dread."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letdown.reflex import conditioned_cues
from letdown.reflex.cue_learning import Cues, Parameters, State, scaled, share_learned, step, summed, usual_sum

PAR = Parameters()
HERS = Cues(*(getattr(conditioned_cues.Parameters(), kind) for kind in Cues._fields))
USUAL = Cues(1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0)
CRY, SIGHT, BOTH = Cues(cry=1.0), Cues(sight=1.0), Cues(cry=1.0, sight=1.0)
fractions = st.floats(0.0, 1.0)
cues = st.builds(Cues, *(9 * [fractions]))


def after(
    present: Cues, times: int, state: State | None = None, rewarded: float = 1.0, pain: float = 0.0, par: Parameters = PAR
) -> State:
    found = state or State()
    for _ in range(times):
        found = step(found, present, rewarded, pain, HERS, par, 0.0)
    return found


def test_the_cues_are_those_of_the_reflex_in_the_same_order() -> None:
    assert Cues._fields == conditioned_cues.KINDS


def test_usual_feeds_teach_two_thirds_in_twenty_and_in_the_end_what_she_has_in_established_lactation() -> None:
    twenty = after(USUAL, 20)
    for kind, present, full in zip(Cues._fields, USUAL, HERS, strict=True):
        learned = getattr(twenty.weights, kind)
        assert learned == pytest.approx(full * (1.0 - math.exp(-1.0)) if present else 0.0, rel=1e-9)
    lasting = after(USUAL, 400)
    assert summed(USUAL, lasting.weights) == pytest.approx(usual_sum(HERS), rel=1e-6)


@pytest.mark.parametrize("births", [1.0, 2.0])
def test_the_course_by_days_is_the_mean_course_of_this_rule_at_eight_to_eleven_feeds_a_day(births: float) -> None:
    """Each of the feeds is announced and rewarded with the declared chance; the others come without a cue."""
    reflex = conditioned_cues.Parameters()
    begun = conditioned_cues.learned(0.0, births, reflex)
    for days in (0.5, 1.0, 2.0, 4.0, 8.0):
        by_days = conditioned_cues.learned(days, births, reflex)
        slow, usual, quick = (
            after(USUAL, round(feeds * days * PAR.accompanied), State(scaled(HERS, begun))).weights.cry / HERS.cry
            for feeds in (8.0, 9.5, 11.0)
        )
        assert slow - 0.03 < by_days < quick + 0.03
        assert by_days == pytest.approx(usual, abs=0.03)
        assert by_days == pytest.approx(share_learned(9.5 * days, begun, PAR), abs=0.005)


def test_little_is_learned_on_the_day_of_a_first_birth() -> None:
    assert share_learned(9.5 * 0.5, 0.0, PAR) < 0.2
    assert share_learned(9.5 * 0.5, 0.5, PAR) > 0.5


def test_a_cue_without_a_reward_is_extinguished_faster_than_it_was_learned_and_comes_back_faster_too() -> None:
    lasting = after(USUAL, 400)
    forty = after(USUAL, 40, lasting, rewarded=0.0)
    assert summed(USUAL, forty.weights) == pytest.approx(usual_sum(HERS) * math.exp(-40.0 / PAR.unrewarded_cues), rel=1e-6)
    alone = [after(CRY, times, lasting, rewarded=0.0).weights.cry for times in (0, 10, 20, 40, 400)]
    assert alone == sorted(alone, reverse=True)
    assert 0.3 * alone[0] < alone[2] < 0.7 * alone[0] and alone[4] < 0.01
    again = after(USUAL, 10, after(CRY, 400, lasting, rewarded=0.0)).weights.cry
    assert again < after(USUAL, 10).weights.cry, "the other cues, which kept their weight, leave the cry little to announce"


def test_overshadowing_two_cues_together_each_learn_less_than_alone() -> None:
    together = after(BOTH, 30)
    assert together.weights.cry < after(CRY, 30).weights.cry
    assert together.weights.sight < after(SIGHT, 30).weights.sight
    assert together.weights.cry > together.weights.sight, "the stronger cue takes the larger share"


def test_blocking_a_cue_that_adds_nothing_to_the_others_is_learned_little() -> None:
    announced = State(Cues(cry=1.0, thought=0.85))
    assert summed(Cues(cry=1.0, thought=1.0), announced.weights) == pytest.approx(usual_sum(HERS))
    blocked = after(Cues(cry=1.0, thought=1.0, sight=1.0), 30, announced)
    assert blocked.weights.sight < 1e-9 < 0.1 < after(SIGHT, 30).weights.sight


def test_a_blocked_cue_is_learned_once_the_reward_is_more_than_the_others_announce() -> None:
    half = State(Cues(cry=0.5))
    assert after(BOTH, 30, half).weights.sight > 0.05


def test_cues_that_are_not_there_stay_as_they_are() -> None:
    before = State(Cues(*(9 * [0.3])), Cues(*(9 * [0.2])))
    found = after(CRY, 5, before, pain=1.0)
    assert found.weights[1:] == before.weights[1:] and found.dread[1:] == before.dread[1:]
    assert found.weights.cry > 0.3 and found.dread.cry > 0.2


def test_dread_follows_painful_feeds_and_fades_after_painless_ones() -> None:
    afraid = after(USUAL, 6, pain=0.8)
    assert summed(USUAL, afraid.dread) == pytest.approx(0.8 * (1.0 - math.exp(-6.0 / PAR.painful_feeds)), rel=1e-9)
    relieved = after(USUAL, 12, afraid)
    assert summed(USUAL, relieved.dread) == pytest.approx(
        summed(USUAL, afraid.dread) * math.exp(-12.0 / PAR.painless_feeds), rel=1e-9
    )
    assert after(USUAL, 400).dread == Cues(), "painless feeds teach no dread"


def test_dread_does_not_hinder_learning_what_the_cue_announces() -> None:
    assert after(USUAL, 10, pain=1.0).weights == after(USUAL, 10).weights


def test_half_is_forgotten_between_two_births() -> None:
    """The share that a second-time mother brings along, by an interval of some 2.5 years."""
    lasting = after(USUAL, 400)
    kept = step(lasting, Cues(), 0.0, 0.0, HERS, PAR, 2.5 * 365.0).weights.cry / lasting.weights.cry
    assert kept == pytest.approx(conditioned_cues.Parameters().remembered, abs=0.02)


def test_a_mother_to_whom_no_cue_can_mean_anything_learns_nothing() -> None:
    assert step(State(), USUAL, 1.0, 1.0, Cues(), PAR, 0.1) == State()


@given(cues, cues, cues, fractions, fractions, cues, st.floats(0.0, 1000.0))
def test_weights_and_dread_stay_between_nothing_and_one(
    weights: Cues, dread: Cues, present: Cues, rewarded: float, pain: float, hers: Cues, days: float
) -> None:
    found = step(State(weights, dread), present, rewarded, pain, hers, PAR, days)
    assert all(0.0 <= value <= 1.0 for value in (*found.weights, *found.dread))
