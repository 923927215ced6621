"""Least squares with a prior, on misfits whose answer is known."""

from __future__ import annotations

import json

import numpy as np
import pytest

from letdown.calibrate import PRIORS, calibrate, fitting
from letdown.calibrate.misfit import FARTHEST, Aim, Misfit
from letdown.calibrate.reporting import as_markdown, moving, outside, report_of
from letdown.errors import InputError
from letdown.experiments import Experiment, shipped
from letdown.validate.verdicts import votes

MEANS, WIDTHS = np.log([one.median for one in PRIORS]), np.array([one.log_sd for one in PRIORS])


class Known:
    """A misfit that is linear in the logarithms of the parameters: zero at ``truth``."""

    def __init__(self, slopes: np.ndarray, truth: np.ndarray) -> None:
        self.slopes, self.truth = slopes, truth
        target = shipped()[0].targets[0]
        self.aims = tuple(Aim("made up", target, 1.0) for _ in slopes)
        self.asked = 0

    def residuals(self, points: list[np.ndarray], pool: object = None, only: object = None) -> list[np.ndarray]:
        self.asked += len(points)
        return [self.slopes @ (point - self.truth) for point in points]


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    slopes = np.zeros((4, len(PRIORS)))
    slopes[0, 0] = slopes[1, 0] = 20.0  # two targets tell the first parameter
    slopes[2, 1] = slopes[2, 2] = 15.0  # one target tells the product of the next two, and not which is which
    truth = MEANS + 0.3 * WIDTHS
    made = Known(slopes, truth)
    monkeypatch.setattr(fitting.Misfit, "of", lambda *_: made)
    return made


def test_what_targets_tell_is_found_and_the_rest_stays_at_its_prior(known: Known) -> None:
    fit = calibrate([], women=8, rounds=6)
    assert fit.centre[0] == pytest.approx(known.truth[0], abs=0.05 * WIDTHS[0])
    assert fit.centre[1] + fit.centre[2] == pytest.approx(known.truth[1] + known.truth[2], abs=0.1 * WIDTHS[1])
    assert fit.centre[3:] == pytest.approx(MEANS[3:], abs=1e-6)


def test_the_covariance_is_that_of_linear_least_squares_with_a_prior(known: Known) -> None:
    fit = calibrate([], women=8, rounds=6)
    exact = np.linalg.inv(known.slopes.T @ known.slopes + np.diag(WIDTHS**-2.0))
    assert fit.covariance == pytest.approx(exact, rel=0.02, abs=1e-8)


def test_the_report_says_what_informs_and_what_trades_off(known: Known) -> None:
    report = report_of(calibrate([], women=8, rounds=6))
    json.dumps(report, allow_nan=False)
    first, second, third, fourth = report["parameters"][:4]
    assert first["narrowed_to"] < 0.4 and first["informed_by"] and not first["trades_off_with"]
    assert second["trades_off_with"][0]["parameter"] == third["parameter"]
    assert second["trades_off_with"][0]["correlation"] < -0.6
    assert fourth["narrowed_to"] == 1.0 and not fourth["informed_by"]
    assert "the prior alone" in as_markdown(report) and f"`{third['parameter']}`" in as_markdown(report)


def test_what_a_parameter_moves_is_told_and_may_be_given(known: Known) -> None:
    fit = calibrate([], women=8, rounds=6)
    report = report_of(fit)
    assert moving(report)[:4] == [frozenset({"made up"})] * 3 + [frozenset()]
    again = calibrate([], women=8, rounds=6, moving=moving(report))
    assert again.centre == pytest.approx(fit.centre)


def test_estimates_outside_the_shipped_intervals_are_named(known: Known) -> None:
    report = report_of(calibrate([], women=8, rounds=6))
    assert outside(report, report) == []
    moved = json.loads(json.dumps(report))
    moved["parameters"][0]["value"] = 10.0 * report["parameters"][0]["interval"][1]
    assert len(outside(moved, report)) == 1 and PRIORS[0].path in outside(moved, report)[0]


@pytest.mark.parametrize("wrong", [{"women": 2}, {"rounds": 0}, {"jobs": 0}, {"start": "somewhere"}])
def test_what_cannot_calibrate_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InputError, match="can't calibrate"):
        calibrate([], **wrong)


def test_predicted_experiments_take_no_part() -> None:
    everything = shipped()
    chosen = Misfit.of(everything, 8, 0)
    assert chosen.experiments and all(one.use == "fitted" for one in chosen.experiments)
    with pytest.raises(InputError, match="None of these experiments is fitted"):
        Misfit.of([one for one in everything if one.use == "predicted"], 8, 0)


def _by(name: str) -> Experiment:
    return next(one for one in shipped() if one.id == name)


def test_residuals_are_distances_in_standard_errors_and_hang_on_no_process() -> None:
    misfit = Misfit.of([_by("ueda1994"), _by("lucas1978")], 8, 0)
    here = np.log([prior.median for prior in PRIORS])
    first, again = (misfit.residuals([here])[0] for _ in range(2))
    assert first.shape == (len(misfit.aims),) and np.array_equal(first, again) and np.all(np.abs(first) <= FARTHEST)
    counted = sum(1 for one in misfit.experiments for vote in votes(one.targets) if vote > 0.0)
    assert len(misfit.aims) == counted
