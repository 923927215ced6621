"""What is estimated from women whose truth is known, and how sure it is said to be."""

from __future__ import annotations

import math

import numpy as np
import pytest
from studies import answering, lognormal, study, with_chance

from letdown.validate import rowwise, run
from letdown.validate.statistics import estimate
from letdown.validate.verdicts import Verdict

MILK = 'measure = "milk"; unit = "mL"'


def judged(target: str, answers: dict, women: int | None = None) -> Verdict:
    return run([study(target)], women, measure=answering(answers)).experiments[0].verdicts[0]


@pytest.mark.parametrize(
    ("target", "answers", "truth"),
    [
        (f'{MILK}; arm = "plain"; statistic = "mean"; value = 60', {("plain", "milk"): lognormal(50, 0.5)}, 50 * math.exp(0.125)),
        (f'{MILK}; arm = "plain"; statistic = "median"; value = 60', {("plain", "milk"): lognormal(50, 0.5)}, 50),
        (
            f'{MILK}; arm = "plain"; statistic = "sd"; value = 30',
            {("plain", "milk"): lognormal(50, 0.3)},
            50 * math.exp(0.045) * math.sqrt(math.exp(0.09) - 1),
        ),
        (
            'measure = "milk"; arm = "plain"; statistic = "cv"; value = 0.3',
            {("plain", "milk"): lognormal(50, 0.3)},
            math.sqrt(math.exp(0.09) - 1),
        ),
        ('measure = "felt"; arm = "plain"; statistic = "fraction"; value = 0.3', {("plain", "felt"): with_chance(0.4)}, 0.4),
        (
            'measure = "milk"; arm = "plain"; statistic = "fraction"; above = "50 mL"; value = 0.4',
            {("plain", "milk"): lognormal(50, 0.4)},
            0.5,
        ),
        (
            'measure = "milk"; arm = "plain"; statistic = "correlation"; with = "oxytocin"; value = 0.5',
            {("plain", "milk"): lognormal(50, 0.1), ("plain", "oxytocin"): lognormal(9, 0.1, 0.1)},
            math.sqrt(0.5),
        ),
        (
            'measure = "milk"; arm = "plain"; statistic = "r_squared"; with = "oxytocin"; value = 0.5',
            {("plain", "milk"): lognormal(50, 0.1), ("plain", "oxytocin"): lognormal(9, 0.1, 0.1)},
            0.5,
        ),
        (
            'measure = "milk"; arm = "plain"; statistic = "repeatability"; value = 0.5',
            {("plain", "milk"): lognormal(50, 0.08, 0.06)},
            0.64,
        ),
        (
            'measure = "milk"; arm = "calm"; versus = "plain"; contrast = "ratio"; statistic = "mean"; value = 1.5',
            {("calm", "milk"): lognormal(80, 0.4, 0.1), ("plain", "milk"): lognormal(50, 0.4)},
            1.6 * math.exp(0.005),
        ),
        (
            f'{MILK}; arm = "others"; versus = "plain"; contrast = "difference"; statistic = "mean"; value = 30',
            {("others", "milk"): lognormal(80, 0.1), ("plain", "milk"): lognormal(50, 0.1)},
            30 * math.exp(0.005),
        ),
    ],
)
def test_every_statistic_finds_the_truth_within_four_of_its_errors(target: str, answers: dict, truth: float) -> None:
    found = judged(target, answers).estimate
    assert found.low <= found.value <= found.high
    width = (found.high - found.low) / 2 / 1.96
    assert width > 0
    assert abs(found.value - truth) < 4 * width


def test_women_crossed_over_give_a_much_narrower_ratio_than_fresh_women() -> None:
    answers = {(arm, "milk"): lognormal(50, 0.5) for arm in ("plain", "calm", "others")}
    ask = 'measure = "milk"; arm = "{}"; versus = "plain"; contrast = "ratio"; statistic = "mean"; value = 2'
    same = judged(ask.format("calm"), answers, 200).estimate
    fresh = judged(ask.format("others"), answers, 200).estimate
    assert same.value == pytest.approx(1.0)
    assert same.error < 1e-9
    assert fresh.error == pytest.approx(math.sqrt(2 * (math.exp(0.25) - 1) / 200), rel=0.25)


def test_a_woman_without_a_value_is_left_out_of_a_mean_and_counts_as_not_in_a_fraction() -> None:
    def half(rng: np.random.Generator, _: int) -> np.ndarray:
        return np.asarray(50.0 if rng.random() < 0.5 else math.nan)

    mean = judged(f'{MILK}; arm = "plain"; statistic = "mean"; value = 60', {("plain", "milk"): half}).estimate
    assert mean.value == 50.0
    assert mean.left_out == pytest.approx(0.5, abs=0.15)
    ask = 'measure = "milk"; arm = "plain"; statistic = "fraction"; {} = "90 mL"; value = 0.4'
    assert judged(ask.format("below"), {("plain", "milk"): half}).estimate.value == pytest.approx(0.5, abs=0.1)
    assert judged(ask.format("above"), {("plain", "milk"): half}).estimate.value == 0.0


def test_what_nobody_has_is_a_miss_without_a_number() -> None:
    one = judged(f'{MILK}; arm = "plain"; statistic = "mean"; value = 60', {("plain", "milk"): lambda *_: np.asarray(math.nan)})
    assert math.isnan(one.estimate.value)
    assert one.misses == math.inf
    assert not one.met


def test_a_mean_of_nothing_lies_infinitely_far_from_a_positive_one() -> None:
    one = judged(f'{MILK}; arm = "plain"; statistic = "mean"; value = 60', {("plain", "milk"): lambda *_: np.asarray(0.0)})
    assert one.estimate.value == 0.0
    assert one.misses == math.inf
    assert one.estimate.women < 2000


def test_rowwise_statistics_agree_with_numpy_and_leave_out_who_has_no_value() -> None:
    rng = np.random.default_rng(1)
    rows = rng.lognormal(size=(5, 40))
    rows[:, ::7] = np.nan
    other = rows * rng.lognormal(0.0, 0.3, rows.shape)
    for k in range(5):
        have = rows[k][np.isfinite(rows[k])]
        assert rowwise.mean(rows)[k] == pytest.approx(have.mean())
        assert rowwise.median(rows)[k] == pytest.approx(np.median(have))
        assert rowwise.sd(rows)[k] == pytest.approx(have.std(ddof=1))
        both = np.isfinite(rows[k]) & np.isfinite(other[k])
        assert rowwise.correlation(rows, other)[k] == pytest.approx(np.corrcoef(rows[k][both], other[k][both])[0, 1])
    assert np.isnan(rowwise.median(np.full((1, 4), np.nan))[0])
    assert rowwise.repeatability(rows, rows)[0] == pytest.approx(1.0)


def test_resampling_is_the_same_each_time() -> None:
    one = study(f'{MILK}; arm = "plain"; statistic = "median"; value = 60').targets[0]
    columns = {("plain", "milk"): np.random.default_rng(2).lognormal(4, 0.4, 120)}
    assert estimate(one, columns, {"plain": "a"}) == estimate(one, columns, {"plain": "a"})
