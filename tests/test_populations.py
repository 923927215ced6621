"""Women drawn from published spreads, each by her own number."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from letdown.dyad import DEFAULTS, Parameters, changes_between, parameter_fields, parameter_value, with_parameters
from letdown.errors import InputError
from letdown.evidence.bibliography import references
from letdown.populations import SPREADS, Conditions, draw, population, woman
from letdown.populations.spreads import TRAITS


def test_a_woman_hangs_on_the_seed_and_her_number_alone() -> None:
    few, many = population(5, seed=3), population(40, seed=3)
    assert many[:5] == few
    assert [mother.woman for mother in few] == [1, 2, 3, 4, 5]
    assert population(5, seed=4)[0].parameters != few[0].parameters
    assert len({mother.parameters for mother in many}) == 40


def test_the_default_is_the_median_woman() -> None:
    women = [draw(1, number) for number in range(1, 801)]
    for spread in SPREADS:
        values = np.array([parameter_value(one, spread.path) for one in women])
        median = spread.ratio * parameter_value(DEFAULTS, spread.path)
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


def logs(women: list[Parameters], path: str) -> np.ndarray:
    return np.log([parameter_value(one, path) for one in women])


def test_what_shares_a_trait_moves_together_and_what_does_not_is_independent() -> None:
    women = [draw(2, number) for number in range(1, 601)]

    def correlation(one: str, other: str) -> float:
        return float(np.corrcoef(logs(women, one), logs(women, other))[0, 1])

    def two_breasts(name: str) -> float:
        return correlation(f"left.milk_ducts.{name}", f"right.milk_ducts.{name}")

    assert correlation("left.milk_ducts.capacity", "left.milk_ducts.available_feed") ** 2 == pytest.approx(0.91, abs=0.03)
    assert 0.8 < two_breasts("opening_pressure") < 0.97 and 0.75 < two_breasts("maximal_pressure") < 0.95
    assert 0.7 < two_breasts("nipple_resistance") < 0.88  # two nipples have more openings together, as they are counted
    assert 0.4 < two_breasts("available_feed") < 0.75
    assert -0.5 < correlation("suckling.appetite", "left.milk_ducts.capacity") < -0.05
    assert abs(correlation("plasma_oxytocin.clearance", "suckling.appetite")) < 0.15


def test_kent2007_the_larger_breast_is_the_right_one_in_seven_of_ten_women() -> None:
    women = [draw(3, number) for number in range(1, 601)]
    apart = logs(women, "right.milk_ducts.capacity") - logs(women, "left.milk_ducts.capacity")
    assert apart.std() == pytest.approx(math.sqrt(2.0) * 0.2, rel=0.1)
    assert float(np.mean(apart > 0.0)) == pytest.approx(0.7, abs=0.05)


def test_every_trait_has_its_place_and_none_is_idle() -> None:
    assert {part.trait for spread in SPREADS for part in spread.parts} == set(TRAITS)
    assert len(set(TRAITS)) == len(TRAITS)


def test_women_may_be_drawn_about_another_median() -> None:
    base = with_parameters(DEFAULTS, {"plasma_oxytocin.clearance": 60.0, "signs.felt_first": 0.9})
    ratio = [draw(1, k, base).plasma_oxytocin.clearance / draw(1, k).plasma_oxytocin.clearance for k in range(1, 20)]
    assert ratio == pytest.approx(19 * [60.0 / DEFAULTS.plasma_oxytocin.clearance])
    assert population(1, base=base)[0].parameters.signs.felt_first == 0.9


def test_a_median_at_the_edge_of_its_range_is_drawn_within_it() -> None:
    edge = with_parameters(DEFAULTS, {"suckling.peak_vacuum": 300.0})
    assert all(draw(1, number, edge).suckling.peak_vacuum <= 300.0 for number in range(1, 60))


def test_every_spread_names_its_source_or_says_why() -> None:
    for spread in SPREADS:
        assert spread.path in parameter_fields()
        assert spread.log_sd > 0.0 and spread.note
        assert spread.source == "assumed" or spread.source in references()


def test_days_since_birth_are_everybodys_or_drawn_evenly_from_a_range() -> None:
    assert {mother.days_postpartum for mother in population(3, days_postpartum=6.0)} == {6.0}
    days = np.array([mother.days_postpartum for mother in population(300, days_postpartum=(2.0, 8.0))])
    assert days.min() >= 2.0 and days.max() <= 8.0
    assert days.mean() == pytest.approx(5.0, abs=0.4) and days.std() == pytest.approx(6.0 / math.sqrt(12.0), rel=0.1)


def test_circumstances_do_not_change_who_she_is() -> None:
    early = Conditions((2.0, 8.0), "primiparous", "partial", "preterm")
    for number in (1, 5, 17):
        usual, other = woman(number, 4), woman(number, 4, early)
        assert (usual.parameters, usual.woman, usual.network) == (other.parameters, other.woman, other.network)
        assert (other.parity, other.feeding, other.infant) == ("primiparous", "partial", "preterm")
        assert usual.days_postpartum == 60.0 and 2.0 <= other.days_postpartum <= 8.0
        assert other == population(20, 4, (2.0, 8.0), parity="primiparous", feeding="partial", infant="preterm")[number - 1]


def test_mixed_parity_is_drawn_for_each_woman() -> None:
    first = [mother.parity == "primiparous" for mother in population(400, seed=2)]
    assert {mother.parity for mother in population(400, seed=2)} == {"primiparous", "multiparous"}
    assert float(np.mean(first)) == pytest.approx(0.45, abs=0.08)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"days_postpartum": (8, 2)}, "smaller first"),
        ({"days_postpartum": (1, 2, 3)}, "two numbers"),
        ({"days_postpartum": (2, 5000)}, "0 to 1500"),
        ({"days_postpartum": "3 mL"}, "days_postpartum"),
        ({"parity": "primi"}, "primiparous"),
        ({"feeding": "bottle"}, "exclusive"),
        ({"infant": "twin"}, "term"),
    ],
)
def test_circumstances_that_cannot_be_are_refused_with_what_can(given: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        Conditions(**given)


def test_days_may_be_told_with_a_unit() -> None:
    assert Conditions(("1 week", "2 weeks")).days_postpartum == (7.0, 14.0)
    assert Conditions((3, 3)).days_postpartum == 3.0


def test_women_are_drawn_when_they_are_asked_for() -> None:
    women = population(10_000_000, seed=1)
    assert len(women) == 10_000_000 and women[-1].woman == 10_000_000
    assert women[:2] == population(2, seed=1) and [one.woman for one in women[3:9:2]] == [4, 6, 8]
    with pytest.raises(IndexError):
        women[10_000_000]
    with pytest.raises(InputError, match="no woman 0"):
        woman(0)
    with pytest.raises(InputError, match="seed"):
        population(3, seed=-1)


@pytest.mark.parametrize("n", [0, -3, True, 10**9, 2.5, "3"])
def test_a_population_that_cannot_be_is_refused(n: int) -> None:
    with pytest.raises(InputError, match="whole number"):
        population(n)
