"""What somebody gives for a cause or a helper, checked: how much of it, and how it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import NamedTuple, cast

from letdown.causes.blood_alcohol import Drink, drink_of
from letdown.causes.records import Cause, Helper, Use
from letdown.causes.spinal_cord import LESION, passing
from letdown.errors import ParameterError, UnitError, unknown_name
from letdown.quantity import to_unit

ALCOHOL = "alcohol"
_LONGEST_USE = 365.0


class Degree(NamedTuple):
    """How much of a cause there is: 0 to 1 as a whole and in its parts; for alcohol the drink."""

    whole: float
    parts: Mapping[str, float]
    drink: Drink | None = None

    def less(self, share: float) -> Degree:
        """What is left when ``share`` of it is taken away."""
        return self._replace(
            whole=self.whole * (1.0 - share), parts={name: one * (1.0 - share) for name, one in self.parts.items()}
        )

    def of(self, part: str) -> float:
        """The degree of a part, or of the whole where none is named."""
        return self.parts[part] if part else self.whole


def degree_of(cause: Cause, given: object) -> Degree:
    """The degree that ``given`` means: a number or text in the cause's unit, a level, or a table of its parts.

    Raises a :class:`ParameterError` or :class:`UnitError` that says what is allowed.
    """
    if cause.id == ALCOHOL:
        drink = drink_of(given, cause.course, cause.dose.usual or cause.dose.full)
        return Degree(_share(cause, drink.dose, cause.id), {}, drink)
    if cause.id == LESION and isinstance(given, str):
        return Degree(1.0 - passing(given), {})
    if isinstance(given, Mapping):
        return _in_parts(cause, cast(Mapping[str, object], given))
    whole = _share(cause, cause.dose.full if given is True else given, cause.id)
    return Degree(whole, {name: whole * share for name, share in cause.parts.items()})


def _in_parts(cause: Cause, given: Mapping[str, object]) -> Degree:
    """Each part by its own number; those that are not named are absent."""
    if not cause.parts:
        raise ParameterError(f"{cause.id}: a table of parts is given, and it has none; give one number: {_allowed(cause)}.")
    for name in given:
        if name not in cause.parts:
            raise ParameterError(f"{cause.id}: {unknown_name('part', name, cause.parts)}")
    parts = {name: _share(cause, given.get(name, 0.0), f"{cause.id}.{name}") for name in cause.parts}
    return Degree(max(parts.values()), parts)


def _share(cause: Cause, given: object, name: str) -> float:
    """``given`` beside the full dose, checked against the range."""
    dose = cause.dose
    if isinstance(given, bool) or not isinstance(given, (int, float, str)):
        raise ParameterError(f"{name} = {given} is no amount: leave it out where it is absent, or give {_allowed(cause)}.")
    value = to_unit(given, "1" if dose.unit == "level" else dose.unit, name)
    if not dose.low <= value <= dose.high:
        raise ParameterError(f"{name} = {value:g} is outside its range: give {_allowed(cause)}.")
    return value / dose.full


def _allowed(cause: Cause) -> str:
    dose = cause.dose
    unit = "" if dose.unit in ("1", "level") else f" {dose.unit}"
    return f"{dose.low:g} to {dose.high:g}{unit} ({dose.what})"


def use_of(helper: Helper, given: object) -> Use:
    """The use that ``given`` means: true or a degree from 0 to 1, or a table with at, minutes, side, days, degree."""
    if given is True:
        return helper.use
    if not isinstance(given, Mapping):
        return _checked(helper, replace(helper.use, degree=_number(given, "1", f"{helper.id}: degree")))
    known = [field.name for field in fields(Use)]
    use = helper.use
    for key, value in cast(Mapping[str, object], given).items():
        if key not in known:
            raise ParameterError(f"{helper.id}: {unknown_name('detail', key, known)}")
        where = f"{helper.id}: {key}"
        if key in ("at", "side", "dose"):
            use = replace(use, **{key: str(value)})
        elif key == "minutes":
            use = replace(use, minutes=None if value is None else _number(value, "min", where))
        else:
            use = replace(use, **{key: _number(value, "day" if key == "days" else "1", where)})
    return _checked(helper, use)


def _number(given: object, unit: str, where: str) -> float:
    if isinstance(given, bool) or not isinstance(given, (int, float, str)):
        raise UnitError(f"{where} = {given} is no number; leave it out for the usual one.")
    return to_unit(given, unit, where)


def _checked(helper: Helper, use: Use) -> Use:
    if not 0.0 <= use.degree <= 1.0:
        raise ParameterError(f"{helper.id}: degree = {use.degree:g} is outside its range: give 0 (not at all) to 1 (fully).")
    if not 0.0 <= use.days <= _LONGEST_USE:
        raise ParameterError(f"{helper.id}: days = {use.days:g} is outside its range: give 0 to {_LONGEST_USE:g} days of use.")
    return use
