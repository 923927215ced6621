"""Changes of women: plain numbers, factors such as ``"x0.5"``, and causes by name, such as ``spinal_cord_lesion = "T3"``."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from letdown.causes import cause, caused_in, causes, degree_of
from letdown.dyad import Mother, parameter_fields, parameter_value, paths_of
from letdown.errors import ParameterError

_FACTOR = re.compile(r"[x×]\s*(\S+)")


def changed(mother: Mother, changes: Mapping[str, object]) -> Mother:
    """``mother`` with ``changes``: parameter = number, text with unit or factor (``"x0.5"``), or cause = amount.

    ``milk_ducts.…`` means both breasts. Of a cause only what it does to her counts here, not what it puts on a timeline: for
    that an arm has ``causes``. Raises a :class:`~letdown.errors.ParameterError` for what is unknown or out of range.
    """
    for name, value in changes.items():
        if name in causes():
            mother = caused_in(mother, cause(name), degree_of(cause(name), value), mother)
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


def _number(text: str, name: str, given: object) -> float:
    try:
        factor = float(text)
    except ValueError:
        factor = math.nan
    if not math.isfinite(factor) or factor < 0.0:
        raise ParameterError(f"{name} = {given!r} is no factor: give x and a number of at least 0, such as 'x0.5'.")
    return factor
