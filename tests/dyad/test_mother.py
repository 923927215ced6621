"""A mother and her parameters by name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letdown.dyad import DEFAULTS, Mother, changes_between, parameter_fields, parameter_value, with_parameters
from letdown.errors import ParameterError, UnitError

PATHS = sorted(parameter_fields())


def test_every_parameter_has_one_path_and_its_default_is_found_there() -> None:
    assert "plasma_oxytocin.clearance" in PATHS and "left.milk_ducts.capacity" in PATHS and "right.milk_ducts.capacity" in PATHS
    for path, field in parameter_fields().items():
        assert parameter_value(DEFAULTS, path) == field.default
        assert path.rsplit(".", 1)[-1] == field.name


@given(st.sampled_from(PATHS), st.floats(0.0, 1.0))
def test_one_parameter_changes_and_no_other(path: str, share: float) -> None:
    field = parameter_fields()[path]
    value = field.low + share * (field.high - field.low)
    changed = with_parameters(DEFAULTS, {path: value})
    assert parameter_value(changed, path) == value
    assert changes_between(changed) == ({path: value} if value != field.default else {})
    assert changes_between(DEFAULTS) == {}


def test_a_value_may_have_a_unit() -> None:
    changed = (
        Mother()
        .with_parameters({"plasma_oxytocin.clearance": "1.4 L/min", "left.milk_ducts.opening_pressure": "2 kPa"})
        .parameters
    )
    assert changed.plasma_oxytocin.clearance == pytest.approx(1400.0 / 60.0)
    assert changed.left.milk_ducts.opening_pressure == pytest.approx(15.0, abs=0.01)
    assert changed.right == DEFAULTS.right


def test_milk_ducts_without_a_side_means_both_breasts() -> None:
    changed = Mother().with_parameters({"milk_ducts.capacity": 300.0}).parameters
    assert changed.left.milk_ducts.capacity == changed.right.milk_ducts.capacity == 300.0
    assert set(changes_between(changed)) == {"left.milk_ducts.capacity", "right.milk_ducts.capacity"}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("plasma_oxytocin.clearence", "plasma_oxytocin.clearance"),
        ("clearance", "plasma_oxytocin.clearance"),
        ("milk_ducts.capacty", "milk_ducts.capacity"),
        ("plasma_oxytocin", "parameter"),
        ("", "parameter"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(path: str, said: str) -> None:
    with pytest.raises(ParameterError, match=said):
        Mother().with_parameters({path: 1.0})


@pytest.mark.parametrize(
    ("value", "error", "said"),
    [
        (1e6, ParameterError, "2 to 300"),
        (-1, ParameterError, "2 to 300"),
        ("3 mmHg", UnitError, "mL/s"),
        ("much", UnitError, "not understood"),
        (float("nan"), UnitError, "finite"),
        (None, UnitError, "not a quantity"),
        (True, UnitError, "not a quantity"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_can(value: object, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said) as caught:
        Mother().with_parameters({"plasma_oxytocin.clearance": value})
    assert "plasma_oxytocin.clearance" in str(caught.value)


@pytest.mark.parametrize(
    "mistake",
    [{"days_postpartum": -1.0}, {"days_postpartum": 1e4}, {"days_postpartum": float("nan")}, {"woman": -1}, {"woman": 2**32}],
)
def test_a_mother_who_cannot_be_is_refused(mistake: dict[str, float]) -> None:
    with pytest.raises(ParameterError, match="give"):
        Mother(**mistake)  # pyright: ignore


def test_clearance_of_today_is_higher_soon_after_birth() -> None:
    clearances = [Mother(day).today().plasma_oxytocin.clearance for day in (0.0, 2.0, 5.0, 14.0, 60.0)]
    assert clearances == sorted(clearances, reverse=True)
    assert clearances[0] == DEFAULTS.plasma_oxytocin.early_clearance
    today = changes_between(Mother(60.0).today())
    moved = {"clearance", "priming", "nutritive_rate", "swallow_volume", "maximal_pressure", "comfort_duration"}
    moved |= {"baseline_vacuum", "peak_vacuum", "reliability", "sensitivity", "cramps", "background_share"}
    assert {path.rpartition(".")[2] for path in today} <= moved
    near = {path: value for path, value in today.items() if not path.endswith("comfort_duration")}
    assert all(value == pytest.approx(parameter_value(DEFAULTS, path), rel=1e-2) for path, value in near.items())


def test_a_mother_is_not_changed_by_changing_her() -> None:
    one = Mother(12.0, woman=4)
    two = one.with_parameters({"signs.felt_first": 0.9})
    assert one == Mother(12.0, woman=4) and (two.days_postpartum, two.woman) == (12.0, 4) and two != one
