"""The spinal cord: what a complete lesion at a level leaves of the nipples' traffic."""

from __future__ import annotations

import re

from letdown.errors import ParameterError

LESION = "spinal_cord_lesion"
"""A complete lesion at a level such as ``"T3"``: the nerves of the nipple enter at T4 to T6, so a lesion above leaves no way up
to the brain, one among them half of it (assumed), one below all of it."""
_LEVEL = re.compile(r"([CTLS])(\d{1,2})")
_SEGMENTS = {"C": 8, "T": 12, "L": 5, "S": 5}
_FIRST_OF_NIPPLE, _LAST_OF_NIPPLE = 4, 6


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
