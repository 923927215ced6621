"""Changes of women: plain numbers, factors such as ``"x0.5"``, and conditions that have a name, such as a spinal cord lesion."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from letdown.dyad import Mother, parameter_fields, parameter_value, paths_of
from letdown.errors import ParameterError

_FACTOR = re.compile(r"[x×]\s*(\S+)")
_LEVEL = re.compile(r"([CTLS])(\d{1,2})")
_SEGMENTS = {"C": 8, "T": 12, "L": 5, "S": 5}
_FIRST_OF_NIPPLE, _LAST_OF_NIPPLE = 4, 6
LESION = "spinal_cord_lesion"
"""A complete lesion at a level such as ``"T3"``: the nerves of the nipple enter at T4 to T6, so a lesion above leaves no way up
to the brain, one among them half of it (assumed), one below all of it."""


def changed(mother: Mother, changes: Mapping[str, object]) -> Mother:
    """``mother`` with ``changes``: parameter = number, text with unit or factor (``"x0.5"``), or a named condition.

    ``milk_ducts.…`` means both breasts. Raises a :class:`~letdown.errors.ParameterError` for what is unknown or out of range.
    """
    for name, value in changes.items():
        if name == LESION:
            share = passing(value)
            mother = changed(mother, {f"nipple_afferents.{side}_gain": f"x{share!r}" for side in ("left", "right")})
            continue
        factor = _FACTOR.fullmatch(value.strip()) if isinstance(value, str) else None
        if factor is None:
            mother = mother.with_parameters({name: value})
            continue
        paths = paths_of(name)
        if paths[0] not in parameter_fields():
            mother.with_parameters({name: 0.0})  # names the nearest parameter
        by = _number(factor[1], name, value)
        mother = mother.with_parameters({path: by * parameter_value(mother.parameters, path) for path in paths})
    return mother


def passing(level: object) -> float:
    """The share of the nipples' traffic that a complete lesion of the spinal cord at ``level`` lets through."""
    found = _LEVEL.fullmatch(str(level).strip().upper())
    if found is None or not 1 <= int(found[2]) <= _SEGMENTS[found[1]]:
        raise ParameterError(
            f"{LESION} = {str(level)!r} is no level of the spinal cord: give C1 to C8, T1 to T12, L1 to L5 or S1 to S5."
        )
    segment = int(found[2])
    if found[1] == "C" or (found[1] == "T" and segment < _FIRST_OF_NIPPLE):
        return 0.0
    return 0.5 if found[1] == "T" and segment <= _LAST_OF_NIPPLE else 1.0


def _number(text: str, name: str, given: object) -> float:
    try:
        factor = float(text)
    except ValueError:
        factor = math.nan
    if not math.isfinite(factor) or factor < 0.0:
        raise ParameterError(f"{name} = {given!r} is no factor: give x and a number of at least 0, such as 'x0.5'.")
    return factor
