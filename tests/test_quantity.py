"""A number carries unit, range and source; what is given with a unit arrives in ours."""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

import pint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letdown.errors import ParameterError, UnitError
from letdown.quantity import (
    MICROUNIT_PG,
    Field,
    Fraction,
    Known,
    Millilitres,
    Seconds,
    Unit,
    checked,
    field_named,
    fields,
    meaning_of,
    to_unit,
    unit_of,
)


class Jug(NamedTuple):
    volume: Annotated[Millilitres, Known("what it holds", 1, 1000, "somebody2020", "read off")] = 250.0
    pouring: Annotated[Seconds, Known("how long it pours", 0.5, 60, "assumed", "slowly")] = 4.0


class Seen(NamedTuple):
    level: Annotated[Fraction, "how full it is"] = 1.0


def test_fields_reads_back_what_was_declared() -> None:
    assert fields(Jug) == (
        Field("volume", 250.0, "mL", 1, 1000, "what it holds", "somebody2020", "read off"),
        Field("pouring", 4.0, "s", 0.5, 60, "how long it pours", "assumed", "slowly"),
    )
    assert unit_of(Jug, "pouring") == "s"
    assert (unit_of(Seen, "level"), meaning_of(Seen, "level"), meaning_of(Jug, "volume")) == ("1", "how full it is", "")


@pytest.mark.parametrize(
    "hint", [Annotated[float, Known("no unit", 0, 1, "assumed")], Annotated[float, Unit("s")]], ids=["no unit", "nothing known"]
)
def test_a_number_that_says_too_little_of_itself_is_a_fault_of_ours(hint: object) -> None:
    class Bare(NamedTuple):
        number: hint = 1.0  # type: ignore[valid-type]

    Bare.__annotations__["number"] = hint
    with pytest.raises(TypeError, match=r"Bare\.number lacks"):
        fields(Bare)


@pytest.mark.parametrize(
    ("given", "unit", "value"),
    [
        (12, "s", 12.0),
        (1.5, "mL", 1.5),
        ("12", "s", 12.0),
        (" 3 min ", "s", 180.0),
        ("-3 min", "s", -180.0),
        ("1.4 L/min", "mL/s", 1400.0 / 60.0),
        ("10 mU", "pg", 1e4 * MICROUNIT_PG),
        ("2 IU", "pg", 2e6 * MICROUNIT_PG),
        ("1 ng/mL", "pg/mL", 1000.0),
        ("25 kPa", "mmHg", 187.5154),
        ("60 cpm", "Hz", 1.0),
        ("50 percent", "1", 0.5),
        ("2 h", "s", 7200.0),
        ("0.5 g/kg", "g/kg", 0.5),
        ("1e3 ng", "pg", 1e6),
        ("3 s**-1", "1/s", 3.0),
        ("3 min^-1", "Hz", 0.05),
        (pint.get_application_registry().Quantity(2, "minute"), "s", 120.0),
    ],
)
def test_units_are_turned_into_ours(given: object, unit: str, value: float) -> None:
    assert to_unit(given, unit, "it") == pytest.approx(value, rel=1e-5)


NO_TIMES = [
    "3 mmHg",
    "3 apples",
    "",
    "three",
    "3 s s s (",
    "__import__('os')",
    "[]",
    "nan",
    "1/0 s",
    "3 mL mL",
    "9**9**9 s",
    "9**(99999999) s",
    "9^999999999",
    "9**9e9",
]


@pytest.mark.parametrize("given", [*NO_TIMES, None, True, float("inf"), object()], ids=lambda given: repr(given).split(" at ")[0])
def test_what_is_no_time_is_refused_by_name(given: object) -> None:
    with pytest.raises(UnitError, match="the time"):
        to_unit(given, "s", "the time")


@settings(max_examples=300)
@given(st.text(alphabet="0123456789.eE+-*/^()[]'%_ smLinhkgU,;=", max_size=12) | st.text(max_size=12))
def test_any_text_is_a_time_or_refused(text: str) -> None:
    try:
        seconds = to_unit(text, "s", "the time")
    except UnitError:
        return
    assert math.isfinite(seconds)


@given(st.floats(-1e9, 1e9))
def test_a_bare_number_is_taken_as_it_stands(number: float) -> None:
    assert to_unit(number, "mL", "it") == to_unit(repr(number), "mL", "it") == number


@given(st.one_of(st.floats(allow_nan=True, allow_infinity=True)))
def test_a_number_is_allowed_in_its_range_and_nowhere_else(value: float) -> None:
    field = fields(Jug)[0]
    if 1 <= value <= 1000:
        assert checked(field, value, "jug.volume") == value
    else:
        with pytest.raises(ParameterError, match="1 to 1000 mL") as caught:
            checked(field, value, "jug.volume")
        assert "jug.volume" in str(caught.value) and "what it holds" in str(caught.value) and "default 250" in str(caught.value)


def test_a_field_is_found_by_name_or_the_nearest_is_named() -> None:
    assert field_named(Jug, "pouring", "jug.pouring").unit == "s"
    with pytest.raises(ParameterError, match="'volume'"):
        field_named(Jug, "volum", "volum")
