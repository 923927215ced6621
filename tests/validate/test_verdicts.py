"""Met or missed by the published band, and never by running fewer women."""

from __future__ import annotations

import math

import numpy as np
import pytest
from studies import answering, lognormal, study, with_chance

from letdown.validate import Report, Verdict, run
from letdown.validate.verdicts import votes

MILK = 'measure = "milk"; unit = "mL"; arm = "plain"; statistic = "mean"'
CALM = MILK.replace("plain", "calm")


def mean_of(mean: float, log_sd: float = 0.3):
    return lognormal(mean * math.exp(-0.5 * log_sd**2), log_sd)


def reported(answers: dict, *targets: str, women: int | None = None) -> Report:
    return run([study(*targets)], women, measure=answering(answers))


def judged(answers: dict, target: str, women: int | None = None) -> Verdict:
    return reported(answers, target, women=women).experiments[0].verdicts[0]


@pytest.mark.parametrize(("simulated", "misses"), [(100.0, 0.0), (115.0, 0.70), (130.0, 1.31), (300.0, 5.49)])
def test_a_miss_is_told_in_bands(simulated: float, misses: float) -> None:
    one = judged({("plain", "milk"): mean_of(simulated, 0.05)}, f"{MILK}; value = 100")  # half width 0.2 on the logarithm
    assert one.misses == pytest.approx(misses, abs=0.12)
    assert one.met == (misses < 1)
    assert not one.inconclusive
    assert one.estimate.error <= 0.2 / 8


def test_women_are_run_until_the_error_is_an_eighth_of_the_band_and_no_longer() -> None:
    quiet = judged({("plain", "milk"): mean_of(100, 0.05)}, f"{MILK}; value = 100")
    wide = judged({("plain", "milk"): mean_of(100, 0.8)}, f"{MILK}; value = 100")
    assert quiet.estimate.women == 96
    assert 700 < wide.estimate.women < 2000
    assert wide.estimate.error <= 0.025


def test_a_handful_of_women_never_meets_what_it_cannot_decide() -> None:
    answers = {("plain", "milk"): mean_of(100, 0.6)}
    one = judged(answers, f"{MILK}; value = 100", women=4)
    assert one.estimate.women == 4
    assert one.inconclusive
    assert not one.met
    assert judged(answers, f"{MILK}; value = 100").met


def test_fewer_women_leave_the_band_as_it_is() -> None:
    answers = {("plain", "milk"): mean_of(100, 0.6)}
    few, many = (judged(answers, f"{MILK}; value = 100; spread = {{sd = 40}}", women) for women in (4, None))
    assert few.target.band == many.target.band


def test_two_thousand_women_who_leave_it_open_are_inconclusive() -> None:
    one = judged({("plain", "milk"): mean_of(110.3, 1.2)}, f"{MILK}; value = 100; spread = {{sem = 1}}; n = 100")
    assert one.estimate.women == 2000
    assert one.inconclusive
    assert not one.met


ORDER = 'measure = "milk"; statistic = "order"; arms = ["plain", "calm", "third"]; direction = "rises"'


@pytest.mark.parametrize(("third", "met"), [(80.0, True), (60.0, False), (50.0, False)])
def test_an_order_needs_every_step(third: float, met: bool) -> None:
    levels = {"plain": 50.0, "calm": 60.0, "third": third}
    one = judged({(arm, "milk"): mean_of(level) for arm, level in levels.items()}, ORDER)
    assert one.met == met
    assert (one.misses <= 1.0) == met


def test_an_order_that_is_reversed_misses_by_more_than_one_that_is_flat() -> None:
    def of(calm: float) -> float:
        answers = {("plain", "milk"): mean_of(50), ("calm", "milk"): lognormal(calm, 0.3, 0.3)}
        return judged(answers, 'measure = "milk"; statistic = "order"; arm = "calm"; versus = "plain"; direction = "more"').misses

    assert of(30) > 4.0


NULL = 'measure = "milk"; statistic = "null"; arm = "calm"; versus = "plain"'


@pytest.mark.parametrize(("calm", "met"), [(100.0, True), (110.0, True), (130.0, False)])
def test_a_null_is_met_where_the_whole_interval_lies_in_the_band(calm: float, met: bool) -> None:
    one = judged({("calm", "milk"): lognormal(calm, 0.3, 0.1), ("plain", "milk"): lognormal(100, 0.3)}, NULL)
    assert one.met == met
    assert not one.inconclusive


def test_a_null_of_a_few_women_is_not_met_because_their_interval_is_wide() -> None:
    answers = {("others", "milk"): lognormal(100, 0.6), ("plain", "milk"): lognormal(100, 0.6)}
    one = judged(answers, NULL.replace("calm", "others"), women=10)
    assert not one.met


@pytest.mark.parametrize(
    ("published", "met"), [("value = [22, 115]", True), ("value = [45, 55]", False), ("value = [5, 400]", False)]
)
def test_a_range_is_met_where_studies_of_that_size_would_have_found_it(published: str, met: bool) -> None:
    ask = f'measure = "milk"; unit = "mL"; arm = "plain"; statistic = "range"; n = 15; {published}'
    one = judged({("plain", "milk"): lognormal(50, 0.5)}, ask)
    assert one.met == met
    assert (one.misses <= 1.0) == met


def test_the_largest_of_a_hundred_is_not_that_of_five() -> None:
    ask = 'measure = "milk"; unit = "mL"; arm = "plain"; statistic = "max"; value = 200; n = {}'
    assert judged({("plain", "milk"): lognormal(50, 0.5)}, ask.format(100)).met
    assert not judged({("plain", "milk"): lognormal(50, 0.5)}, ask.format(5)).met


def test_targets_of_one_curve_share_a_vote_and_a_recalled_number_has_half_a_one() -> None:
    point = f'{MILK}; value = 100; curve = "milk"'
    alone, recalled = (f"{MILK}; value = 100".replace("plain", arm) for arm in ("third", "others"))
    made = study(point, point.replace("plain", "calm"), alone, f'{recalled}; provenance = "recalled"')
    assert votes(made.targets) == [0.5, 0.5, 1.0, 0.5]


def test_a_weak_target_is_shown_and_not_scored() -> None:
    report = reported(
        {("plain", "milk"): mean_of(100), ("calm", "milk"): mean_of(100)},
        f"{MILK}; value = 100",
        f"{CALM}; value = 40; spread = {{sd = 60}}; n = 3",
    )
    clear, weak = report.experiments[0].verdicts
    assert clear.counts
    assert not weak.counts
    assert report.scores["given"].targets == 1
    assert report.scores["given"].score == 1.0


def test_the_score_is_the_mean_over_experiments_and_not_over_targets() -> None:
    answers = {(arm, "milk"): mean_of(100, 0.1) for arm in ("plain", "calm", "third")}
    missed = [f"{MILK}; value = 40".replace("plain", arm) for arm in ("plain", "calm", "third")]
    all_met, none_met = study(f"{MILK}; value = 100"), study(*missed)
    score = run([all_met, none_met], measure=answering(answers)).scores["given"]
    assert (score.score, score.met, score.targets, score.experiments) == (0.5, 1, 4, 2)


def test_a_far_miss_is_flagged_unless_the_file_says_why() -> None:
    answers = {(arm, "milk"): mean_of(300, 0.1) for arm in ("plain", "calm")}
    report = reported(answers, f"{MILK}; value = 100", f'{CALM}; value = 100; explained = "another pump"')
    assert [one.target.name for _, one in report.unexplained] == ["target 1"]


def test_nothing_that_counts_makes_no_score() -> None:
    report = reported(
        {("plain", "felt"): with_chance(0.5)}, 'measure = "felt"; arm = "plain"; statistic = "fraction"; count = 1; n = 2'
    )
    assert report.scores["given"].score is None
    assert report.as_json()["scores"]["given"]["targets"] == 0


def test_a_ratio_to_nothing_is_a_miss_that_says_so() -> None:
    answers = {("calm", "milk"): mean_of(50), ("plain", "milk"): lambda *_: np.asarray(0.0)}
    one = judged(answers, 'measure = "milk"; arm = "calm"; versus = "plain"; contrast = "ratio"; statistic = "mean"; value = 2')
    assert not one.met
    assert "'plain'" in one.estimate.note


def test_arms_that_are_alike_to_the_bit_need_no_more_women_to_miss_an_order() -> None:
    answers = {(arm, "milk"): mean_of(100) for arm in ("plain", "calm")}
    one = judged(answers, 'measure = "milk"; statistic = "order"; arm = "calm"; versus = "plain"; direction = "more"')
    assert not one.met
    assert not one.inconclusive
    assert one.misses == pytest.approx(2.0)
    assert one.estimate.women == 96
