"""Published numbers in the unit of what was measured: converted before any band is made of them."""

from __future__ import annotations

from letdown.errors import InputError, UnitError
from letdown.experiments.models import PublishedTable, SpreadTable
from letdown.experiments.records import Spread
from letdown.instruments import MILK_DENSITY
from letdown.quantity import to_unit

_PERCENT = ("percent", "per cent", "%")
_LONGEST = 60
_BRIDGES = (f" * mL / ({MILK_DENSITY} g)", f" * ({MILK_DENSITY} g) / mL", " * (1007.19 g / mol)")
"""Papers give milk in grams or in millilitres, and oxytocin in moles: its molar mass is that of its nine amino acids."""


def converted(number: float, given: str, unit: str, what: str) -> float:
    """``number`` of unit ``given`` in ``unit``; raises a :class:`UnitError` that begins with ``what``."""
    if given == unit:
        return float(number)
    if given in _PERCENT and unit == "1":
        return number / 100.0
    if len(given) > _LONGEST or given == "1" or given in _PERCENT or (unit == "1" and given[0].isdigit()):
        raise UnitError(_refusal(given, unit, what))
    for bridge in ("", *_BRIDGES):
        try:
            return to_unit(f"{number!r} {given}{bridge}", unit, what)
        except UnitError:
            continue
    raise UnitError(_refusal(given, unit, what))


def _refusal(given: str, unit: str, what: str) -> str:
    wanted = "a bare number; give unit = '1'" if unit == "1" else f"{unit}; give that or a unit of its kind"
    return f"{what}: the unit '{given[:_LONGEST]}' can't be turned into {wanted}."


def spread_of(table: SpreadTable | PublishedTable | None, given: str, unit: str, what: str) -> Spread | None:
    """The one spread of a table in ``unit``; an :class:`InputError` where there are several, or one that can't be."""
    if table is None:
        return None
    kinds: dict[str, float | tuple[float, float] | None] = {name: getattr(table, name) for name in SpreadTable.model_fields}
    found = {name: value for name, value in kinds.items() if value is not None}
    if not found and isinstance(table, PublishedTable):
        return None
    if len(found) != 1:
        said = " and ".join(found) or "nothing"
        raise InputError(f"{what}: the spread says {said}; give exactly one of {', '.join(SpreadTable.model_fields)}.")
    ((kind, value),) = found.items()
    if isinstance(value, tuple):
        low, high = (converted(one, given, unit, what) for one in value)
        if not low < high:
            raise InputError(f"{what}: {kind} = [{value[0]:g}, {value[1]:g}] runs the wrong way; give [low, high].")
        return Spread(kind, low, high)
    size = float(value) if kind == "cv" else converted(value, given, unit, what)
    return Spread(kind, size, size)
