"""Nerves of the nipples: more sucks, more traffic; more vacuum, hardly more; two nipples, far from twice as much."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stepping import repeat

from letdown.reflex.nipple_afferents import Parameters, State, convergence, left_nucleus_share, pain, step, stimulus

PAR = Parameters()
share = st.floats(0.0, 3.0)


def test_an_infant_that_sucks_at_the_reference_gives_one() -> None:
    assert stimulus(PAR.reference_rate, PAR.reference_vacuum, 1.0, 1.0, PAR) == pytest.approx(1.0)


@pytest.mark.parametrize(("rate", "peak", "gain"), [(0.0, 145.0, 1.0), (1.1, 0.0, 1.0), (1.1, 145.0, 0.0)])
def test_no_sucks_no_vacuum_or_a_cut_nerve_give_nothing(rate: float, peak: float, gain: float) -> None:
    assert stimulus(rate, peak, 1.0, gain, PAR) == 0.0


def test_traffic_goes_with_a_power_of_the_rate_and_with_gain_and_effectiveness() -> None:
    assert stimulus(2.2, 145.0, 1.0, 1.0, PAR) / stimulus(1.1, 145.0, 1.0, 1.0, PAR) == pytest.approx(2.0**PAR.rate_exponent)
    assert stimulus(1.1, 145.0, 0.6, 0.5, PAR) == pytest.approx(0.3 * stimulus(1.1, 145.0, 1.0, 1.0, PAR))


def test_traffic_saturates_with_vacuum_well_below_comfort() -> None:
    at = [stimulus(1.0, vacuum, 1.0, 1.0, PAR) for vacuum in (50.0, 100.0, 150.0, 200.0)]
    gains = [b - a for a, b in itertools.pairwise(at)]
    assert at == sorted(at) and gains == sorted(gains, reverse=True)
    assert at[1] > 0.85 * at[3]


def test_nerves_average_over_sucks_as_a_first_order_lag() -> None:
    found = repeat(step, State(), 500, 1.0, 0.5, 0.2, 0.0, PAR, 0.02)
    share_reached = 1.0 - math.exp(-10.0 / PAR.time_constant)
    assert found == pytest.approx((share_reached, 0.5 * share_reached, 0.2 * share_reached, 0.0), rel=1e-12)
    assert step(State(), 0.0, 0.0, 0.0, 0.0, PAR, 1.0) == State()


@given(share, share, share, share, st.integers(1, 100))
def test_one_step_is_many_smaller_ones(left: float, right: float, before: float, hurt: float, parts: int) -> None:
    start = State(before, left, hurt, 0.0)
    whole = step(start, left, right, hurt, 0.5, PAR, 7.0)
    assert repeat(step, start, parts, left, right, hurt, 0.5, PAR, 7.0 / parts) == pytest.approx(whole, rel=1e-11, abs=1e-14)


def test_two_nipples_carry_more_than_one_but_far_from_twice_as_much() -> None:
    one, two = convergence(State(1.0, 0.0), PAR), convergence(State(1.0, 1.0), PAR)
    assert one == 1.0 and one < two < 1.5


@given(share, share)
def test_it_does_not_matter_which_nipple(left: float, right: float) -> None:
    assert convergence(State(left, right), PAR) == convergence(State(right, left), PAR)
    assert convergence(State(left, right), PAR) >= max(left, right)
    assert left_nucleus_share(State(left, right), PAR) == pytest.approx(1.0 - left_nucleus_share(State(right, left), PAR))


def test_each_side_listens_more_to_the_other_nipple() -> None:
    assert left_nucleus_share(State(left=1.0), PAR) < 0.5 < left_nucleus_share(State(right=1.0), PAR)
    assert left_nucleus_share(State(), PAR) == left_nucleus_share(State(1.0, 1.0), PAR) == 0.5


def test_only_vacuum_above_comfort_hurts_a_healthy_nipple() -> None:
    assert pain(190.0, 190.0, PAR) == pain(0.0, 190.0, PAR) == 0.0
    above = [pain(vacuum, 190.0, PAR) for vacuum in (200.0, 250.0, 300.0, 400.0)]
    assert above == sorted(above) and above[0] > 0.0 and above[-1] <= 1.0


def test_a_sore_nipple_hurts_at_any_vacuum_and_only_while_it_is_sucked() -> None:
    sore = PAR._replace(sensitivity=0.4)
    assert pain(60.0, 190.0, sore) == 0.4
    assert pain(0.0, 190.0, sore) == 0.0
    assert pain(1000.0, 190.0, sore) == 1.0
