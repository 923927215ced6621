"""Women drawn from published spreads, each by her own number."""

from __future__ import annotations

import math

import numpy as np
import pytest

from letdown.dyad import DEFAULTS, changes_between, parameter_fields, parameter_value, with_parameters
from letdown.errors import InputError
from letdown.evidence.bibliography import references
from letdown.populations import SPREADS, draw, population


def test_a_woman_hangs_on_the_seed_and_her_number_alone() -> None:
    few, many = population(5, seed=3), population(40, seed=3)
    assert many[:5] == few
    assert [mother.woman for mother in few] == [1, 2, 3, 4, 5]
    assert population(5, seed=4)[0].parameters != few[0].parameters
    assert len({mother.parameters for mother in many}) == 40


def test_the_default_is_the_median_woman() -> None:
    women = [draw(1, woman) for woman in range(1, 801)]
    for spread in SPREADS:
        values = np.array([parameter_value(woman, spread.path) for woman in women])
        median = parameter_value(DEFAULTS, spread.path)
        error = 1.2533 * spread.log_sd / math.sqrt(len(women))
        assert math.log(np.median(values) / median) == pytest.approx(0.0, abs=4.0 * error), spread.path
        assert np.log(values).std() == pytest.approx(spread.log_sd, rel=0.12), spread.path


def test_nobody_lies_outside_what_is_allowed() -> None:
    for mother in population(300, seed=8):
        for spread in SPREADS:
            field = parameter_fields()[spread.path]
            assert field.low <= parameter_value(mother.parameters, spread.path) <= field.high


def test_nothing_else_differs_between_women() -> None:
    assert set(changes_between(population(1, seed=1)[0].parameters)) <= {spread.path for spread in SPREADS}


def test_what_shares_a_trait_moves_together_and_what_does_not_is_independent() -> None:
    women = [draw(2, woman) for woman in range(1, 401)]

    def logs(path: str) -> np.ndarray:
        return np.log([parameter_value(woman, path) for woman in women])

    def correlation(one: str, other: str) -> float:
        return float(np.corrcoef(logs(one), logs(other))[0, 1])

    assert correlation("left.milk_ducts.opening_pressure", "right.milk_ducts.opening_pressure") > 0.99
    assert correlation("left.milk_ducts.capacity", "left.milk_ducts.available_pump") > 0.95
    assert abs(correlation("plasma_oxytocin.clearance", "suckling.appetite")) < 0.2
    assert abs(correlation("left.milk_ducts.nipple_resistance", "right.milk_ducts.nipple_resistance")) < 0.2


def test_women_may_be_drawn_about_another_median() -> None:
    base = with_parameters(DEFAULTS, {"plasma_oxytocin.clearance": 60.0, "signs.felt_first": 0.9})
    ratio = [draw(1, k, base).plasma_oxytocin.clearance / draw(1, k).plasma_oxytocin.clearance for k in range(1, 20)]
    assert ratio == pytest.approx(19 * [60.0 / DEFAULTS.plasma_oxytocin.clearance])
    assert population(1, base=base)[0].parameters.signs.felt_first == 0.9


def test_a_median_at_the_edge_of_its_range_is_drawn_within_it() -> None:
    edge = with_parameters(DEFAULTS, {"suckling.peak_vacuum": 300.0})
    assert all(draw(1, woman, edge).suckling.peak_vacuum <= 300.0 for woman in range(1, 60))


def test_every_spread_names_its_source_or_says_why() -> None:
    for spread in SPREADS:
        assert spread.path in parameter_fields()
        assert spread.log_sd > 0.0 and spread.note
        assert spread.source == "assumed" or spread.source in references()


def test_days_since_birth_are_everybodys() -> None:
    assert {mother.days_postpartum for mother in population(3, days_postpartum=6.0)} == {6.0}


@pytest.mark.parametrize("n", [0, -3, True, 10**9])
def test_a_population_that_cannot_be_is_refused(n: int) -> None:
    with pytest.raises(InputError, match="whole number"):
        population(n)
