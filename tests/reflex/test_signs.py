"""What she feels of a milk ejection: the first one perhaps, later ones hardly; and thirst."""

from __future__ import annotations

import math

import pytest
from stepping import repeat

from letdown.reflex.signs import Parameters, State, step

PAR = Parameters()


def felt(ejections: int, seed: int, woman: int = 0, par: Parameters = PAR) -> float:
    state = State()
    for count in range(ejections + 1):
        state = repeat(step, state, 5, float(count), 1.0, seed, woman, par, 0.02)
    return state.felt


def test_without_an_ejection_nothing_is_felt() -> None:
    assert repeat(step, State(), 100, 0.0, 0.0, 0, 0, PAR, 0.5) == State()


def test_she_feels_each_ejection_at_most_once() -> None:
    sure = PAR._replace(felt_first=1.0, felt_later=1.0)
    assert felt(4, 0, par=sure) == 4.0
    assert felt(4, 0, par=PAR._replace(felt_first=0.0, felt_later=0.0)) == 0.0
    assert felt(4, 0, par=PAR._replace(felt_first=1.0, felt_later=0.0)) == 1.0


def test_chances_are_as_declared() -> None:
    women = 2000
    first = [felt(1, 3, woman) for woman in range(women)]
    assert sum(first) / women == pytest.approx(PAR.felt_first, abs=3.0 * 0.5 / women**0.5)
    later = [felt(4, 3, woman) for woman in range(women)]
    assert (sum(later) - sum(first)) / (3 * women) == pytest.approx(PAR.felt_later, abs=3.0 * 0.4 / (3 * women) ** 0.5)


def test_the_same_woman_feels_the_same_in_the_same_feed() -> None:
    assert [felt(4, 11, woman) for woman in range(20)] == [felt(4, 11, woman) for woman in range(20)]
    assert [felt(4, 11, woman) for woman in range(20)] != [felt(4, 12, woman) for woman in range(20)]


def test_thirst_rises_while_suckled_and_goes_afterwards() -> None:
    suckled = repeat(step, State(), 300, 0.0, 1.0, 0, 0, PAR, 1.0)
    assert suckled.thirst == pytest.approx(1.0 - math.exp(-300.0 / PAR.thirst_rise), rel=1e-12)
    later = repeat(step, suckled, 300, 0.0, 0.0, 0, 0, PAR, 1.0)
    assert later.thirst == pytest.approx(suckled.thirst * math.exp(-300.0 / PAR.thirst_fall), rel=1e-12)
    assert repeat(step, State(), 3, 0.0, 1.0, 0, 0, PAR, 100.0).thirst == pytest.approx(suckled.thirst, rel=1e-12)
