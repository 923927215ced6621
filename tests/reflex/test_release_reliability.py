"""Whether the reflex answers: drawn once for each occasion, more often in the first days than later."""

from __future__ import annotations

import pytest
from stepping import repeat

from letdown.reflex.release_reliability import Parameters, State, matured, step

PAR = Parameters()


def answers(reliability: float, seed: int) -> float:
    return step(State(), 1.0, seed, 0, PAR._replace(reliability=reliability), 0.02).answers


def test_without_a_stimulus_nothing_is_drawn() -> None:
    assert repeat(step, State(), 50, 0.0, 0, 0, PAR, 1.0).occasions == 0.0


def test_it_is_drawn_once_for_each_occasion() -> None:
    state = repeat(step, State(), 100, 1.0, 0, 0, PAR, 1.0)
    assert state.occasions == 1.0
    short = repeat(step, state, 100, 0.0, 0, 0, PAR, 1.0)
    assert step(short, 1.0, 0, 0, PAR, 1.0).occasions == 1.0
    long = repeat(step, state, int(PAR.pause) + 1, 0.0, 0, 0, PAR, 1.0)
    assert step(long, 1.0, 0, 0, PAR, 1.0).occasions == 2.0


def test_it_answers_in_the_declared_share_of_occasions() -> None:
    assert sum(answers(0.9, seed) for seed in range(2000)) / 2000 == pytest.approx(0.9, abs=0.025)
    assert all(answers(1.0, seed) == 1.0 and answers(0.0, seed) == 0.0 for seed in range(20))


def test_it_answers_in_over_nine_feeds_of_ten_on_day_two_and_in_nearly_all_from_day_fourteen() -> None:
    """68 of 71 mothers of the first week (lucas1980, jonas2009)."""
    shares = [matured(day, PAR).reliability for day in (0.0, 2.0, 7.0, 14.0, 60.0)]
    assert shares == sorted(shares)
    assert 0.9 < shares[1] < 0.98 < shares[3] <= shares[4]
