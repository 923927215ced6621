"""What a number means: its unit, its range, where it comes from.

A parameter is declared once, on one line of a stage's ``Parameters``::

    half_life: Annotated[Seconds, Known("disappearance half-life", 60, 600, "thornton1990")] = 216.0

To Python, Numba and the type checker it is a ``float``. :func:`fields` reads the rest back for the documentation, the
command line and the tests.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_args, get_type_hints

from letdown.errors import ParameterError, UnitError, unknown_name

if TYPE_CHECKING:
    import pint

ASSUMED = "assumed"
"""The source of a number that nobody has published; :class:`Known` then owes a reason in ``note``."""


@dataclass(frozen=True)
class Unit:
    """The unit of a number, as printed: ``"mmHg"``, ``"1"`` for a fraction or a count."""

    symbol: str


@dataclass(frozen=True)
class Known:
    """What is known about a number: meaning, range and the key of its source in the bibliography.

    ``source`` is a bibliography key or :data:`ASSUMED`; ``note`` says what the source does not: a doubt, a derivation, a fit.
    """

    meaning: str
    low: float
    high: float
    source: str
    note: str = ""


class Field(NamedTuple):
    """One declared number, read back."""

    name: str
    default: float
    unit: str
    low: float
    high: float
    meaning: str
    source: str
    note: str


Seconds = Annotated[float, Unit("s")]
Milliseconds = Annotated[float, Unit("ms")]
Millilitres = Annotated[float, Unit("mL")]
MillilitresPerMmHg = Annotated[float, Unit("mL/mmHg")]
MillilitresPerSecond = Annotated[float, Unit("mL/s")]
MmHg = Annotated[float, Unit("mmHg")]
MmHgSecondsPerMillilitre = Annotated[float, Unit("mmHg*s/mL")]
Millivolts = Annotated[float, Unit("mV")]
Picograms = Annotated[float, Unit("pg")]
PicogramsPerSecond = Annotated[float, Unit("pg/s")]
PicogramsPerMillilitre = Annotated[float, Unit("pg/mL")]
PerSecond = Annotated[float, Unit("1/s")]
Hertz = Annotated[float, Unit("Hz")]
Fraction = Annotated[float, Unit("1")]
Count = Annotated[float, Unit("1")]
Millimetres = Annotated[float, Unit("mm")]
GramsPerLitre = Annotated[float, Unit("g/L")]
GramsPerKilogram = Annotated[float, Unit("g/kg")]
Milligrams = Annotated[float, Unit("mg")]
Days = Annotated[float, Unit("day")]

MICROUNIT_PG = 1.75
"""One microunit of oxytocin in picograms; 1.71 (degroot1995) to 2.0 are in use."""


@cache
def annotations_of(owner: type) -> dict[str, Any]:
    """The resolved annotations of a declaration, extras kept."""
    return get_type_hints(owner, include_extras=True)


@cache
def unit_of(owner: type, name: str) -> str:
    """The unit symbol of one annotated field, ``""`` where it carries none."""
    for extra in get_args(annotations_of(owner)[name])[1:]:
        if isinstance(extra, Unit):
            return extra.symbol
    return ""


@cache
def meaning_of(owner: type, name: str) -> str:
    """What one annotated field means, in words, ``""`` where it does not say."""
    return next((extra for extra in get_args(annotations_of(owner)[name])[1:] if isinstance(extra, str)), "")


@cache
def fields(owner: type) -> tuple[Field, ...]:
    """Every number a ``Parameters`` declares directly, in order; nested records are left to the caller.

    Raises ``TypeError`` where a number was declared without unit, range, meaning or source: a fault of ours, found by a test.
    """
    defaults: dict[str, Any] = getattr(owner, "_field_defaults", {})
    found: list[Field] = []
    for name, hint in annotations_of(owner).items():
        if not get_args(hint):
            continue
        extras = get_args(hint)[1:]
        unit = next((extra.symbol for extra in extras if isinstance(extra, Unit)), "")
        known = next((extra for extra in extras if isinstance(extra, Known)), None)
        if not unit or known is None or name not in defaults:
            raise TypeError(f"{owner.__module__}.{owner.__name__}.{name} lacks a unit, a Known(…) or a default")
        found.append(Field(name, float(defaults[name]), unit, known.low, known.high, known.meaning, known.source, known.note))
    return tuple(found)


def checked(field: Field, value: float, path: str) -> float:
    """``value`` if ``field`` allows it; :class:`ParameterError` says what is allowed otherwise."""
    if not math.isfinite(value) or not field.low <= value <= field.high:
        raise ParameterError(
            f"{path} = {value:g} {field.unit} is outside its range: {field.low:g} to {field.high:g} {field.unit} "
            f"({field.meaning}; default {field.default:g})."
        )
    return value


@cache
def _registry() -> pint.UnitRegistry[float]:
    """Pint's registry with the units of this field; imported only when somebody gives a unit."""
    import pint

    registry: pint.UnitRegistry[float] = pint.UnitRegistry(cache_folder=":auto:")
    registry.define(f"oxytocin_unit = {MICROUNIT_PG * 1e6} picogram = U = IU")
    registry.define("suck_rate = 1 / minute = cpm")
    return registry


def to_unit(given: object, unit: str, what: str) -> float:
    """Turn ``"12 min"``, a pint quantity or a bare number into a float in ``unit``.

    A bare number is taken as being in ``unit`` already. ``what`` names the thing in the error.
    """
    if isinstance(given, bool) or given is None:
        raise UnitError(f"{what}: {given!r} is not a quantity; give a number with a unit, such as '3 {unit}'.")
    if isinstance(given, (int, float)):
        value = float(given)
    else:
        text = str(given).strip()
        try:
            value = float(text)
        except ValueError:
            value = _converted(given, text, unit, what)
    if not math.isfinite(value):
        raise UnitError(f"{what}: {given!r} is not a finite number; give one such as '3 {unit}'.")
    return value


_POWER = re.compile(r"\*\*|\^")
_SMALL_POWER = re.compile(r"(?:\*\*|\^)\s*-?\d(?![\d.eE_])")
"""A unit such as s**-1 may have a power of one digit; Pint would compute 9**9**9 for ever."""


def _converted(given: object, text: str, unit: str, what: str) -> float:
    """The value of a text or a pint quantity in ``unit``."""
    import tokenize

    import pint

    try:
        quantity: Any = given
        if not hasattr(given, "to"):
            if len(_POWER.findall(text)) != len(_SMALL_POWER.findall(text)) or len(_POWER.findall(text)) > 1:
                raise ValueError("a power that might never end")
            registry: Any = _registry()
            quantity = registry.Quantity(text)
        return float(quantity.to("dimensionless" if unit == "1" else unit).magnitude)
    except pint.DimensionalityError as error:
        raise UnitError(f"{what}: '{text}' can't be turned into {unit}; give a number with a unit such as '3 {unit}'.") from error
    except (
        pint.PintError,
        tokenize.TokenError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
        ArithmeticError,
        AssertionError,
    ) as error:
        raise UnitError(f"{what}: '{text}' is not understood; give a number with a unit such as '3 {unit}'.") from error


def field_named(owner: type, name: str, path: str) -> Field:
    """The declared number ``name`` of ``owner``; the error of an unknown name gives the nearest ones."""
    for field in fields(owner):
        if field.name == name:
            return field
    raise ParameterError(unknown_name("parameter", path, [field.name for field in fields(owner)]))
