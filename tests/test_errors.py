"""One family of errors; each says what was given, what is allowed, and what to do."""

from __future__ import annotations

import pytest

from letdown import errors
from letdown.errors import InputError, LetdownError, MissingExtraError, ParameterError, unknown_name


def test_all_have_one_ancestor_and_a_users_mistakes_have_theirs() -> None:
    family = [thing for thing in vars(errors).values() if isinstance(thing, type) and issubclass(thing, Exception)]
    assert all(issubclass(one, LetdownError) for one in family)
    assert {one.__name__ for one in family if issubclass(one, InputError)} == {
        "InputError", "ParameterError", "UnitError", "TimelineError", "FileError",
    }  # fmt: skip
    assert not issubclass(MissingExtraError, InputError)
    assert all(one.__doc__ for one in family)


NAMES = ("plasma_oxytocin.clearance", "plasma_oxytocin.plasma_volume", "suckling.appetite")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("plasma_oxytocin.clearence", "'plasma_oxytocin.clearance'"),
        ("appetite", "'suckling.appetite'"),
        ("plasma.clearance", "'plasma_oxytocin.clearance'"),
        ("zebra", "Known are: plasma_oxytocin.clearance, plasma_oxytocin.plasma_volume, suckling.appetite."),
        ("", "Known are"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest_or_with_all(given: str, said: str) -> None:
    message = unknown_name("parameter", given, NAMES)
    assert message.startswith(f"There is no parameter '{given}'.") and said in message


def test_a_long_list_is_cut() -> None:
    message = unknown_name("thing", "qqq", [f"name{k:02}" for k in range(30)])
    assert "name11, …" in message and "name12" not in message


def test_one_except_catches_every_mistake() -> None:
    with pytest.raises(LetdownError):
        raise ParameterError(unknown_name("parameter", "x", NAMES))
