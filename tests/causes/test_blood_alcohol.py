"""Alcohol rises within the hour, then goes at a constant rate, whatever one does."""

from __future__ import annotations

import numpy as np
import pytest

from letdown.causes import cause, in_the_body
from letdown.causes.blood_alcohol import drink_of
from letdown.errors import InputError

COURSE = cause("alcohol").course


def at(minutes: float, dose: float = 0.5) -> float:
    return in_the_body(dose, minutes, COURSE)


def test_there_is_none_before_the_drink_nor_long_after_it() -> None:
    assert at(0.0) == at(-10.0) == at(600.0) == 0.0


def test_is_highest_half_an_hour_to_an_hour_after_drinking() -> None:
    minutes = np.arange(0.0, 300.0)
    highest = minutes[np.argmax([at(one) for one in minutes])]
    assert 20.0 <= highest <= 60.0


def test_falls_by_as_much_in_each_later_hour_whatever_the_dose() -> None:
    """Elimination is of zero order: 0.15 g/L an hour in blood, times 0.6 L/kg."""
    hourly = COURSE["elimination"].value * COURSE["distribution"].value
    for dose in (0.5, 1.5):
        assert at(120.0, dose) - at(180.0, dose) == pytest.approx(hourly, rel=0.01)


def test_a_standard_drink_is_gone_after_some_two_hours() -> None:
    dose = drink_of({"drinks": 1}, COURSE, 0.4).dose
    gone = next(minutes for minutes in range(10, 600) if at(minutes, dose) == 0.0)
    assert 90 <= gone <= 150


def test_more_drinks_leave_more_at_every_time() -> None:
    doses = [drink_of({"drinks": count}, COURSE, 0.4).dose for count in (1, 2, 3, 4)]
    for minutes in (15.0, 60.0, 90.0):
        left = [at(minutes, dose) for dose in doses]
        assert left == sorted(left) and len(set(left)) == 4


def test_a_drink_is_given_in_grams_per_kilogram_or_in_drinks() -> None:
    assert drink_of("0.4 g/kg", COURSE, 0.4) == drink_of({"dose": 0.4}, COURSE, 0.4) == drink_of(0.4, COURSE, 0.4)
    heavier = drink_of({"drinks": 2, "body_mass": "80 kg", "minutes_before": "2 h"}, COURSE, 0.4)
    assert heavier == pytest.approx((2 * 12.0 / 80.0, 120.0))


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"cups": 2}, "cups"),
        ({"drinks": 2, "dose": 0.4}, "both"),
        ({"drinks": 1, "minutes_before": -5}, "minutes_before"),
        ({"drinks": 1, "body_mass": 3}, "body_mass"),
        ("much", "understood"),
        ("3 mL", "g/kg"),
    ],
)
def test_what_is_no_drink_is_refused(given: object, word: str) -> None:
    with pytest.raises(InputError, match=word):
        drink_of(given, COURSE, 0.4)
