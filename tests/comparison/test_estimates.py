"""Means, differences and ratios of paired columns, and how sure they are."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from letdown.comparison import estimate

AMOUNTS = st.lists(st.tuples(st.floats(0.1, 100.0), st.floats(0.1, 100.0)), min_size=3, max_size=30)


def columns(pairs: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    first, second = np.array(pairs, dtype=np.float64).T
    return first, second


def test_the_difference_is_that_of_a_paired_t() -> None:
    first, second = np.array([3.0, 4.0, 7.0, 9.0]), np.array([2.0, 5.0, 5.0, 4.0])
    found = estimate(first, second).difference
    reference = stats.ttest_rel(second, first).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((reference.low, reference.high))
    assert found.value == pytest.approx(-1.75)


@given(AMOUNTS)
def test_exchanging_the_two_turns_the_difference_round_and_the_ratio_over(pairs: list[tuple[float, float]]) -> None:
    first, second = columns(pairs)
    there, back = estimate(first, second), estimate(second, first)
    assert back.difference == pytest.approx((-there.difference.value, -there.difference.high, -there.difference.low))  # type: ignore[operator]
    assert back.ratio == pytest.approx((1.0 / there.ratio.value, 1.0 / there.ratio.high, 1.0 / there.ratio.low))  # type: ignore[operator]
    assert (back.more, back.less) == (there.less, there.more)


@given(AMOUNTS)
def test_a_column_beside_itself_is_the_same_without_any_doubt(pairs: list[tuple[float, float]]) -> None:
    first, _ = columns(pairs)
    found = estimate(first, first.copy())
    assert found.difference == (0.0, 0.0, 0.0) and found.ratio == (1.0, 1.0, 1.0)
    assert found.more == found.less == 0.0


def test_a_factor_that_all_women_share_is_sure_however_much_they_differ() -> None:
    first = np.random.default_rng(3).lognormal(0.0, 2.0, 50)
    found = estimate(first, 1.4 * first)
    assert found.ratio == pytest.approx((1.4, 1.4, 1.4))
    assert found.difference.low < found.difference.value < found.difference.high  # type: ignore[operator]


@pytest.mark.parametrize("spread", [0.2, 0.6])
def test_intervals_hold_the_truth_nineteen_times_in_twenty(spread: float) -> None:
    """Women who differ (log-SD 0.4) and two arms of the same mean; 1500 studies of 40 women."""
    rng = np.random.default_rng(11)
    studies, held = 1500, np.zeros(2)
    for _ in range(studies):
        woman = rng.lognormal(0.0, 0.4, 40)
        first, second = (woman * rng.lognormal(-0.5 * spread**2, spread, 40) for _ in range(2))
        found = estimate(first, second)
        held += [found.difference.low <= 0.0 <= found.difference.high, found.ratio.low <= 1.0 <= found.ratio.high]  # type: ignore[operator]
    error = math.sqrt(0.95 * 0.05 / studies)
    assert np.all(np.abs(held / studies - 0.95) < 4.0 * error), held / studies


def test_women_without_the_number_are_left_out_of_both_and_told() -> None:
    found = estimate(np.array([10.0, 20.0, 30.0, np.nan]), np.array([11.0, np.nan, 33.0, np.nan]))
    assert (found.first, found.second, found.women) == (20.0, 22.0, 2)
    assert found.undefined == (0.25, 0.5)
    assert found.more == 1.0


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ([0.0, 0.0, 0.0], [0.0, 1.0, 2.0], (None, None, None)),  # a ratio to nothing
        ([0.0, 1.0, 2.0], [0.0, 0.0, 0.0], (0.0, None, None)),  # how near to nothing can't be told
        ([0.0, 0.0], [0.0, 0.0], (None, None, None)),
        ([np.nan, np.nan], [1.0, 2.0], (None, None, None)),
        ([2.0], [3.0], (1.5, None, None)),  # one woman has no interval
    ],
)
def test_what_has_no_ratio_or_no_interval_says_none(first: list[float], second: list[float], ratio: tuple[object, ...]) -> None:
    found = estimate(np.array(first), np.array(second))
    assert tuple(found.ratio) == ratio
    numbers = [found.first, found.second, *found.difference, *found.ratio, found.more, found.less, *found.undefined]
    assert all(one is None or math.isfinite(one) for one in numbers)
