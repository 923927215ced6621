"""What is estimated, and that the defaults are what the shipped calibration found."""

from __future__ import annotations

import math

import pytest

from letdown.calibrate import PRIORS, Prior, shipped_report
from letdown.calibrate.priors import bounds_of, moved, values_of
from letdown.dyad import DEFAULTS, changes_between, parameter_fields

NAMES = [prior.path for prior in PRIORS]
priors = pytest.mark.parametrize("prior", PRIORS, ids=NAMES)


@priors
def test_a_prior_lies_within_the_declared_range(prior: Prior) -> None:
    low, high = bounds_of(prior)
    assert low <= prior.median * math.exp(-1.5 * prior.log_sd) and prior.median * math.exp(1.5 * prior.log_sd) <= high
    assert prior.log_sd > 0.0 and prior.why


@priors
def test_an_estimated_parameter_says_so(prior: Prior) -> None:
    path = f"left.{prior.path}" if prior.path.startswith("milk_ducts.") else prior.path
    assert "calibrated" in parameter_fields()[path].note


def test_only_estimated_parameters_say_so() -> None:
    said = {path.removeprefix("left.") for path, field in parameter_fields().items() if "calibrated" in field.note}
    assert {path for path in said if not path.startswith("right.")} == set(NAMES)


def test_the_defaults_are_what_the_calibration_found() -> None:
    found = {one["parameter"]: one["value"] for one in shipped_report()["parameters"]}
    assert found == pytest.approx(values_of(DEFAULTS))


def test_what_the_calibration_found_lies_in_its_intervals() -> None:
    for one in shipped_report()["parameters"]:
        low, high = one["interval"]
        assert low < one["value"] < high


def test_moving_the_parameters_moves_both_breasts_and_nothing_else() -> None:
    values = {**values_of(), "milk_ducts.compliance": 0.33, "pump.effectiveness": 0.5}
    assert changes_between(moved(values)) == {
        "pump.effectiveness": 0.5,
        "left.milk_ducts.compliance": 0.33,
        "right.milk_ducts.compliance": 0.33,
    }
