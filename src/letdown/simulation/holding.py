"""Holding (clamping) a series at a value: what is downstream then sees that value, and so does the recording."""

from __future__ import annotations

from collections.abc import Mapping

from letdown.dyad.records import FREE, FREE_BREAST, BreastSignals, Signals
from letdown.errors import ParameterError, unknown_name
from letdown.quantity import to_unit, unit_of

# What no later stage sees can't be held: it is a sum, or a reading of something else.
HOLDABLE_BREAST = (
    "nipple.vacuum",
    "milk_ducts.alveolar_milk",
    "milk_ducts.alveolar_pressure",
    "milk_ducts.flow",
    "milk_removal.removed",
)
HOLDABLE = (
    "nipple_afferents.traffic",
    "nipple_afferents.pain",
    "conditioned_cues.drive",
    "conditioned_cues.dread",
    "inhibition.priming",
    "inhibition.pulse",
    "inhibition.terminal",
    "inhibition.half_effect",
    "release_reliability.answers",
    "oxytocin_neurons.priming",
    "posterior_pituitary.secretion",
    "plasma_oxytocin.concentration",
    "myoepithelium.activation",
)


def holdable() -> tuple[str, ...]:
    """The series that can be held (clamped)."""
    return HOLDABLE + tuple(f"{side}.{name}" for side in ("left", "right") for name in HOLDABLE_BREAST)


def holds(clamp: Mapping[str, object]) -> tuple[BreastSignals, BreastSignals, Signals]:
    """The held signals as records; :class:`ParameterError` for what can't be held."""
    held: dict[str, dict[str, float]] = {"left": {}, "right": {}, "": {}}
    for name, value in clamp.items():
        if name not in holdable():
            raise ParameterError(unknown_name("series that can be held", name, holdable()))
        side, _, rest = name.partition(".")
        where, field = (side, rest) if side in ("left", "right") else ("", name)
        field = field.replace(".", "__")
        unit = unit_of(BreastSignals if where else Signals, field)
        number = to_unit(value, unit, f"clamp {name}")
        if number < 0.0:
            raise ParameterError(f"clamp {name} = {number:g} {unit}: a series is never negative; give 0 {unit} or more.")
        held[where][field] = number
    return FREE_BREAST._replace(**held["left"]), FREE_BREAST._replace(**held["right"]), FREE._replace(**held[""])
