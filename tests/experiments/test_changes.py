"""What an experiment changes in its women: numbers, factors, and a cut spinal cord."""

from __future__ import annotations

import pytest

from letdown.dyad import Mother, parameter_value
from letdown.errors import ParameterError
from letdown.experiments import changed


def gain(level: str) -> float:
    return parameter_value(changed(Mother(), {"spinal_cord_lesion": level}).parameters, "nipple_afferents.left_gain")


def test_cord_carries_the_nipples_traffic_from_below_t6_only() -> None:
    assert [gain(level) for level in ("C6", "T1", "T3", "T4", "T6", "T7", "L1")] == [0, 0, 0, 0.5, 0.5, 1, 1]


def test_factor_multiplies_what_a_woman_has_and_a_number_replaces_it() -> None:
    mother = Mother().with_parameters(
        {"plasma_oxytocin.clearance": 0.5 * parameter_value(Mother().parameters, "plasma_oxytocin.clearance")}
    )
    before = parameter_value(mother.parameters, "plasma_oxytocin.clearance")
    halved = changed(mother, {"plasma_oxytocin.clearance": "x1.5"})
    assert parameter_value(halved.parameters, "plasma_oxytocin.clearance") == pytest.approx(1.5 * before)
    assert (
        parameter_value(changed(mother, {"pump.comfortable_vacuum": "150 mmHg"}).parameters, "pump.comfortable_vacuum") == 150.0
    )


def test_factor_of_milk_ducts_is_of_both_breasts_each_of_its_own() -> None:
    uneven = Mother().with_parameters({"left.milk_ducts.capacity": 100.0, "right.milk_ducts.capacity": 200.0})
    halved = changed(uneven, {"milk_ducts.capacity": "× 0.5"}).parameters
    assert [parameter_value(halved, f"{side}.milk_ducts.capacity") for side in ("left", "right")] == [50.0, 100.0]


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"spinal_cord_lesion": "T13"}, "no level"),
        ({"plasma_oxytocin.clearence": "x2"}, "clearance"),
        ({"plasma_oxytocin.clearance": "xx"}, "no factor"),
        ({"plasma_oxytocin.clearance": "x1e9"}, "outside its range"),
    ],
)
def test_change_that_can_not_be_is_refused(changes: dict[str, object], word: str) -> None:
    with pytest.raises(ParameterError, match=word):
        changed(Mother(), changes)
