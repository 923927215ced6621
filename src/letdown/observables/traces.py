"""Observables: what one can ask of a recording, as a laboratory would have asked it."""

from __future__ import annotations

from letdown.analysis import milk_ejections as detector
from letdown.errors import InputError
from letdown.recording import Recording

_SEEN = {
    "duct_width": ("milk_ducts.duct_width", detector.from_duct_width),
    "flow": ("milk_ducts.flow", detector.from_flow),
    "pressure": ("milk_ducts.duct_pressure", detector.from_pressure),
}


def milk_ejections(recording: Recording, side: str = "right", by: str = "duct_width") -> detector.MilkEjections:
    """The milk ejections that can be seen in one breast, without an instrument's noise.

    ``by`` is ``"duct_width"`` (ultrasound; best seen in the breast that is not drained), ``"flow"`` or ``"pressure"``. The
    model's own ejections are the event ``milk_ejections.onsets`` of the recording; a detector sees fewer.
    """
    if side not in ("left", "right"):
        raise InputError(f"side = '{side}' is no breast: give 'left' or 'right'.")
    if by not in _SEEN:
        raise InputError(f"by = '{by}' can't show a milk ejection: give one of {', '.join(_SEEN)}.")
    series, find = _SEEN[by]
    return find(recording.time, recording[f"{side}.{series}"])
