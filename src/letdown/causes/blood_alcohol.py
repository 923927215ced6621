"""Blood alcohol: what is left in the body some time after a drink.

Widmark's equation with first-order absorption and elimination at a constant rate (widmark1932, jones2010)::

    A(t) = max(0, dose · (1 − 2^(−t / absorption half-life)) − elimination · distribution · t)

in g per kg of body weight; blood holds ``A / distribution`` in g/L.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from letdown.causes.records import CourseNumber
from letdown.errors import ParameterError
from letdown.quantity import to_unit


class Drink(NamedTuple):
    """A drink: g/kg of body weight, and how long before the first feed (min)."""

    dose: float
    minutes_before: float


def drink_of(given: object, course: Mapping[str, CourseNumber], usual: float) -> Drink:
    """A drink from a number or text in g/kg, or from a table.

    A table has ``dose`` (g/kg) or ``drinks`` (standard drinks), and may have ``minutes_before`` and ``body_mass`` (kg).
    """
    before = course["minutes_before"].value
    if not isinstance(given, Mapping):
        return Drink(to_unit(given, "g/kg", "alcohol"), before)
    table: dict[str, object] = {str(key): value for key, value in given.items()}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    known = ("dose", "drinks", "minutes_before", "body_mass")
    for key in table:
        if key not in known:
            raise ParameterError(
                f"alcohol: '{key}' is not known here; give dose (g/kg) or drinks, minutes_before, body_mass (kg)."
            )
    if "dose" in table and "drinks" in table:
        raise ParameterError("alcohol: both dose and drinks are given; give one of them.")
    mass = _within("body_mass", to_unit(table.get("body_mass", course["body_mass"].value), "kg", "body_mass"), course)
    before = _within("minutes_before", to_unit(table.get("minutes_before", before), "min", "minutes_before"), course)
    if "drinks" in table:
        drinks = to_unit(table["drinks"], "1", "alcohol: drinks")
        return Drink(drinks * course["standard_drink"].value / mass, before)
    return Drink(to_unit(table.get("dose", usual), "g/kg", "alcohol: dose"), before)


def in_the_body(dose: float, minutes: float, course: Mapping[str, CourseNumber]) -> float:
    """Alcohol (g/kg of body weight) in the body ``minutes`` after a drink of ``dose`` g/kg."""
    if minutes <= 0.0:
        return 0.0
    absorbed = dose * (1.0 - math.exp(-math.log(2.0) * minutes / course["absorption_half_life"].value))
    eliminated = course["elimination"].value * course["distribution"].value * minutes / 60.0
    return max(absorbed - eliminated, 0.0)


def _within(name: str, value: float, course: Mapping[str, CourseNumber]) -> float:
    one = course[name]
    if not one.low <= value <= one.high:
        raise ParameterError(
            f"alcohol: {name} = {value:g} {one.unit} is outside its range: {one.low:g} to {one.high:g} {one.unit}."
        )
    return value
