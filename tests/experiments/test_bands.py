"""The rule of the pass band, against numbers worked out by hand from its table."""

from __future__ import annotations

import math

import pytest

from letdown.experiments import bands
from letdown.experiments.bands import band, distance, half_width, null_band, student, transformed
from letdown.experiments.pooling import pooled
from letdown.experiments.records import Published, Spread
from letdown.experiments.standard_errors import error_of, error_of_contrast, expected_range, share_of


def found(value: float, n: int, kind: str = "", low: float = 0.0, high: float | None = None) -> Published:
    spread = Spread(kind, low, low if high is None else high) if kind else None
    return Published(value, n, spread)


def test_scales_are_logarithm_arcsine_of_the_root_and_inverse_hyperbolic_tangent() -> None:
    assert transformed("log", 2.0) == pytest.approx(0.693147)
    assert transformed("linear", -3.0) == -3.0
    assert transformed("arcsine", 0.25) == pytest.approx(math.pi / 6)
    assert transformed("atanh", 0.5) == pytest.approx(0.549306)
    assert transformed("atanh_root", 0.25) == pytest.approx(0.549306)
    for scale, value in (("log", 3.1), ("linear", -2.0), ("arcsine", 0.7), ("atanh", -0.4), ("atanh_root", 0.6)):
        assert bands.back(scale, transformed(scale, value)) == pytest.approx(value)


def test_quantiles_are_those_of_the_printed_table_of_students_t() -> None:
    assert [student(n) for n in (2, 7, 23, 1000)] == pytest.approx([12.7062, 2.4469, 2.0739, 1.9623], abs=1e-4)


def test_ueda1994_pulses_without_stress_have_a_band_from_168_to_301() -> None:
    """2.25 (SD 0.71) in 7 women: SE 0.71/sqrt(7)/2.25 = 0.1193 on the log; times 2.4469."""
    error = error_of(found(2.25, 7, "sd", 0.71), "mean", "log")
    assert error == pytest.approx(0.119269, abs=1e-6)
    made = band("log", 2.25, half_width("log", error, 7))
    assert (made.half, made.low, made.high) == pytest.approx((0.29184, 1.6805, 3.0125), abs=1e-4)
    assert made.counts


@pytest.mark.parametrize(
    ("one", "statistic", "scale", "error"),
    [
        (found(100.0, 25, "sd", 20.0), "mean", "log", 0.04),
        (found(100.0, 25, "sem", 4.0), "mean", "log", 0.04),
        (found(100.0, 25, "cv", 0.2), "mean", "log", 0.04),
        (found(100.0, 25, "ci95", 90.0, 110.0), "mean", "log", math.log(110 / 90) / 3.92),
        (found(100.0, 25, "ci95", -10.0, 210.0), "mean", "log", 2.2 / 3.92),
        (found(100.0, 25, "iqr", 86.5, 113.5), "mean", "log", 27 / 1.35 / 5 / 100),
        (found(100.0, 5, "range", 80.0, 120.0), "mean", "log", 40 / 2.32593 / math.sqrt(5) / 100),
        (found(100.0, 25, "sd", 20.0), "median", "log", 0.05),
        (found(-5.0, 25, "sd", 20.0), "mean", "linear", 4.0),
        (found(0.5, 25, "sd", 0.2), "mean", "arcsine", 0.04),
        (found(20.0, 51), "sd", "log", 0.1),
        (found(0.3, 51), "cv", "log", 0.1),
        (found(0.3, 25), "fraction", "arcsine", 0.1),
        (found(0.6, 28), "correlation", "atanh", 0.2),
        (found(0.6, 28), "r_squared", "atanh_root", 0.2),
        (found(0.5, 25), "fraction", "log", math.sqrt(0.5 / (0.5 * 25))),
        (found(0.5, 25), "fraction", "linear", 0.1),
        (found(100.0, 25), "mean", "log", None),
    ],
)
def test_standard_error_of_each_kind_of_published_number(one: Published, statistic: str, scale: str, error: float | None) -> None:
    assert error_of(one, statistic, scale) == (error if error is None else pytest.approx(error, rel=1e-4))


def test_x_of_n_is_drawn_a_little_to_the_middle() -> None:
    assert share_of(0, 9) == 0.05
    assert share_of(14, 14) == pytest.approx(14.5 / 15)


def test_mean_range_of_a_sample_is_tippetts() -> None:
    assert [expected_range(n) for n in (2, 5, 10, 100)] == pytest.approx([1.12838, 2.32593, 3.07751, 5.01519], abs=1e-4)


def test_two_groups_of_other_women_add_their_errors() -> None:
    first, second = found(1.28, 7, "sd", 0.76), found(2.25, 7, "sd", 0.71)
    assert error_of_contrast(first, second, "mean", "ratio") == pytest.approx(math.hypot(0.22442, 0.11927), abs=1e-4)
    assert error_of_contrast(first, second, "mean", "difference") == pytest.approx(math.hypot(0.76, 0.71) / math.sqrt(7))
    assert error_of_contrast(first, found(2.25, 7), "mean", "ratio") is None


@pytest.mark.parametrize(
    ("scale", "larger", "least"), [("log", None, 0.10), ("arcsine", None, 0.05), ("atanh", None, 0.05), ("linear", 40.0, 4.0)]
)
def test_half_width_never_falls_below_the_floor_and_is_twice_that_without_spread(
    scale: str, larger: float | None, least: float
) -> None:
    assert half_width(scale, 1e-6, 1000, larger) == pytest.approx(least)
    assert half_width(scale, None, 1000, larger) == pytest.approx(2.0 * least)
    assert half_width(scale, least, 23, larger) == pytest.approx(2.0739 * least, rel=1e-4)


def test_distance_is_in_bands_and_one_at_the_edge() -> None:
    made = band("log", 2.0, 0.2)
    assert distance(made, made.high) == pytest.approx(1.0)
    assert distance(made, 2.0 * math.exp(-0.6)) == pytest.approx(3.0)
    assert distance(made, 0.0) == math.inf


def test_band_wider_than_a_factor_of_1_65_does_not_count() -> None:
    assert band("log", 2.0, 0.5).counts
    assert not band("log", 2.0, 0.51).counts
    assert band("log", 2.0, 0.51).why == "weak: the band is wide"


def test_contrast_counts_only_if_no_effect_lies_outside_its_band() -> None:
    assert band("log", 2.0, 0.6, contrast=True).counts
    assert not band("log", 1.1, 0.2, contrast=True).counts
    assert band("linear", -3.0, 2.0, contrast=True).counts
    assert not band("linear", -3.0, 4.0, contrast=True).counts


def test_null_has_a_band_about_no_effect() -> None:
    made = null_band("log", 0.2)
    assert (made.value, made.low, made.high) == pytest.approx((1.0, 0.81873, 1.22140), abs=1e-5)
    assert not null_band("log", 0.7).counts
    assert null_band("linear", 4.0, 20.0).value == 0.0


def test_fraction_stops_at_its_ends() -> None:
    made = band("arcsine", 0.99, 0.2)
    assert made.high == 1.0
    assert made.low == pytest.approx(math.sin(math.asin(math.sqrt(0.99)) - 0.2) ** 2)


def test_pooling_agrees_with_a_worked_example_of_dersimonian_and_laird() -> None:
    """Three laboratories: 1, 2 and 4 with errors 0.5, 0.5 and 1.

    Weights 4, 4, 1: mean 16/9, Q = 4 (7/9)² + 4 (2/9)² + (20/9)² = 7.5556, C = 9 - 33/9 = 5.3333, tau² = 5.5556/5.3333 = 1.04167;
    then weights 1/1.29167, 1/1.29167, 1/2.04167.
    """
    together = pooled([1.0, 2.0, 4.0], [0.5, 0.5, 1.0])
    assert together.between**2 == pytest.approx(1.0416667)
    assert together.mean == pytest.approx((3 / 1.2916667 + 4 / 2.0416667) / (2 / 1.2916667 + 1 / 2.0416667))
    assert together.error == pytest.approx((2 / 1.2916667 + 1 / 2.0416667) ** -0.5)


def test_laboratories_that_agree_pool_as_one() -> None:
    together = pooled([1.0, 1.0], [0.3, 0.4])
    assert (together.mean, together.error, together.between) == pytest.approx((1.0, 0.24, 0.0))
