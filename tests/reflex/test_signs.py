"""What she feels of a milk ejection: the first one perhaps, later ones hardly, weak ones less; cramps; and thirst."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stepping import repeat

from letdown.reflex.signs import Parameters, State, chance_felt, chance_noticed, matured, step

PAR = Parameters()
WOMEN = 2000


def feed(ejections: int, seed: int, woman: int = 0, par: Parameters = PAR, strength: float = 1.0) -> State:
    """Ejections one after another, each contracting as much as usual times ``strength``, and relaxing."""
    state = State()
    for count in range(1, ejections + 1):
        peak = strength * (par.first_contraction if count == 1 else par.later_contraction)
        for part in (0.3, 0.7, 1.0, 0.5, 0.1):
            state = step(state, float(count), part * peak, 1.0, seed, woman, par, 0.02)
    return state


def share(ejections: int, par: Parameters = PAR, strength: float = 1.0) -> float:
    return sum(feed(ejections, 3, woman, par, strength).felt for woman in range(WOMEN)) / WOMEN


def test_without_an_ejection_nothing_is_felt() -> None:
    assert repeat(step, State(), 100, 0.0, 0.3, 0.0, 0, 0, PAR, 0.5) == State()


def test_she_feels_each_ejection_at_most_once() -> None:
    assert feed(4, 0, par=PAR._replace(felt_first=1.0, felt_later=1.0)).felt == 4.0
    assert feed(4, 0, par=PAR._replace(felt_first=0.0, felt_later=0.0)).felt == 0.0
    assert feed(4, 0, par=PAR._replace(felt_first=1.0, felt_later=0.0)).felt == 1.0


def test_chances_are_as_declared_in_the_median_woman() -> None:
    first, later = share(1), share(4)
    assert first == pytest.approx(PAR.felt_first, abs=3.0 * 0.5 / WOMEN**0.5)
    assert (later - first) / 3.0 == pytest.approx(PAR.felt_later, abs=3.0 * 0.4 / (3 * WOMEN) ** 0.5)


def test_the_chance_that_is_told_is_the_share_of_women_who_feel_one() -> None:
    for ejections in (1, 3):
        told = feed(ejections, 3)
        chance = 1.0 - told.unfelt * (1.0 - told.chance)
        felt = sum(feed(ejections, 3, woman).felt > 0.0 for woman in range(WOMEN)) / WOMEN
        assert felt == pytest.approx(chance, abs=3.0 * 0.5 / WOMEN**0.5)
        assert chance == pytest.approx(1.0 - (1.0 - PAR.felt_first) * (1.0 - PAR.felt_later) ** (ejections - 1), rel=1e-9)


def test_newton1950_a_strong_contraction_is_felt_more_often_than_a_weak_one() -> None:
    shares = [share(1, strength=strength) for strength in (0.4, 1.0, 2.0)]
    assert shares == sorted(shares) and shares[2] - shares[0] > 0.3


def test_what_is_felt_is_a_trait_of_hers() -> None:
    """A woman of the tenth that feels least hardly ever feels one, one of the tenth that feels most nearly always."""
    low, high = (chance_felt(1.0, PAR.first_contraction, PAR._replace(sensitivity=math.exp(z * 2.5))) for z in (-1.28, 1.28))
    assert low < 0.1 and high > 0.95


def test_less_is_felt_in_the_first_week() -> None:
    chances = [chance_felt(1.0, PAR.first_contraction, matured(day, 1.5, PAR)) for day in (0.0, 3.0, 7.0, 14.0, 60.0)]
    assert chances == sorted(chances)
    assert chances[0] < 0.45 and chances[4] == pytest.approx(PAR.felt_first, rel=1e-4)


def test_cramps_are_strongest_on_days_two_and_three_gone_in_a_week_and_stronger_after_a_second_birth() -> None:
    days = (0.2, 1.0, 2.0, 2.5, 3.0, 5.0, 7.0, 10.0, 60.0)
    first, second = ([matured(day, births, PAR).cramps for day in days] for births in (1.0, 2.0))
    assert max(first) == first[3] == PAR.first_cramps and max(second) == second[3] == PAR.later_cramps
    assert all(more > less for more, less in zip(second[:-1], first[:-1], strict=True))
    assert second[6] < 0.1 and second[7] < 0.01 and second[8] == pytest.approx(0.0, abs=1e-12)
    assert matured(2.5, 3.0, PAR).cramps == second[3]


def test_the_same_woman_feels_the_same_in_the_same_feed() -> None:
    def felt(seed: int) -> list[float]:
        return [feed(4, seed, woman).felt for woman in range(20)]

    assert felt(11) == felt(11) != felt(12)


@given(st.floats(0.0, 50.0), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_chances_lie_between_never_and_always_and_grow(ejection: float, less: float, more: float) -> None:
    weak, strong = (chance_felt(ejection, contraction, PAR) for contraction in sorted((less, more)))
    assert 0.0 <= weak <= strong <= 1.0
    faint, plain = (chance_noticed(3.0 * amount, PAR) for amount in sorted((less, more)))
    assert 0.0 <= faint <= plain <= 1.0
    assert chance_noticed(1.0, PAR) == 0.5


def test_thirst_rises_while_suckled_and_goes_afterwards() -> None:
    suckled = repeat(step, State(), 300, 0.0, 0.0, 1.0, 0, 0, PAR, 1.0)
    assert suckled.thirst == pytest.approx(1.0 - math.exp(-300.0 / PAR.thirst_rise), rel=1e-12)
    later = repeat(step, suckled, 300, 0.0, 0.0, 0.0, 0, 0, PAR, 1.0)
    assert later.thirst == pytest.approx(suckled.thirst * math.exp(-300.0 / PAR.thirst_fall), rel=1e-12)
    assert repeat(step, State(), 3, 0.0, 0.0, 1.0, 0, 0, PAR, 100.0).thirst == pytest.approx(suckled.thirst, rel=1e-12)
