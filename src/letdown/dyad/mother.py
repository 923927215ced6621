"""One mother: her parameters, how long ago she gave birth, and which woman of a population she is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from letdown.dyad.circumstances import FEEDINGS, INFANTS, PARITIES, on_day
from letdown.dyad.records import DEFAULTS, Parameters
from letdown.errors import ParameterError, unknown_name
from letdown.quantity import Field, checked, fields, to_unit

_LONGEST_DAYS = 1500.0
REFERENCE_NETWORK = 7
"""Key of the median woman's network: the one of 24 drawn whose bursts lie nearest those of the generator's default."""


def _walk(record: Any, prefix: str = "") -> dict[str, Field]:
    """Every declared number below ``record``, by path."""
    parts: dict[str, Any] = record._asdict()
    if not any(hasattr(part, "_asdict") for part in parts.values()):
        owner: type = record.__class__
        return {f"{prefix}{field.name}": field for field in fields(owner)}
    return {path: field for name, part in parts.items() for path, field in _walk(part, f"{prefix}{name}.").items()}


@cache
def parameter_fields() -> dict[str, Field]:
    """Every parameter of the model by path (``left.milk_ducts.capacity``), in the order of the signal."""
    return _walk(DEFAULTS)


def parameter_value(parameters: Parameters, path: str) -> float:
    """The value of one parameter."""
    record: Any = parameters
    for name in path.split("."):
        record = getattr(record, name)
    return float(record)


def _replaced(record: Any, names: list[str], value: float) -> Any:
    """``record`` with the number at the path ``names`` replaced."""
    head, *rest = names
    return record._replace(**{head: _replaced(getattr(record, head), rest, value) if rest else value})


def paths_of(name: str) -> tuple[str, ...]:
    """The parameters that a name means: ``milk_ducts.…`` is that of both breasts, the left one first."""
    return (f"left.{name}", f"right.{name}") if name.startswith("milk_ducts.") else (name,)


def with_parameters(parameters: Parameters, changes: Mapping[str, object]) -> Parameters:
    """``parameters`` with some numbers changed, each checked against its range.

    A value is a number in the parameter's own unit, or a text with a unit (``"1.4 L/min"``). ``milk_ducts.…`` means both breasts.
    """
    known = parameter_fields()
    for given, value in changes.items():
        for path in paths_of(given):
            if path not in known:
                raise ParameterError(unknown_name("parameter", given, _spoken(known)))
            field = known[path]
            parameters = _replaced(parameters, path.split("."), checked(field, to_unit(value, field.unit, path), path))
    return parameters


def _spoken(known: Mapping[str, Field]) -> set[str]:
    """All names that may be given: every path, and ``milk_ducts.…`` for both breasts."""
    return set(known) | {path.removeprefix("left.") for path in known}


def changes_between(parameters: Parameters, reference: Parameters = DEFAULTS) -> dict[str, float]:
    """The parameters that differ from ``reference``, by path."""
    return _differences(parameters, reference)


def _differences(record: Any, reference: Any, prefix: str = "") -> dict[str, float]:
    """The numbers below ``record`` that differ; a stage that is equal is not looked into."""
    if record == reference:
        return {}
    if not hasattr(record, "_asdict"):
        return {prefix.removesuffix("."): float(record)}
    found: dict[str, float] = {}
    names: tuple[str, ...] = record._fields
    for name, part, other in zip(names, record, reference, strict=True):
        if part != other:
            found |= _differences(part, other, f"{prefix}{name}.")
    return found


@dataclass(frozen=True)
class Mother:
    """A mother with her infant.

    ``days_postpartum`` sets what changes with time since birth (milk in the breasts, learned cues, clearance, the infant's
    strength); ``woman`` is her number in a population and keys her random numbers; ``parameters`` are her own, as they hold for
    an exclusively fed term infant two months after birth; ``network`` and her number key the wiring of her oxytocin neurons.
    ``parity`` is one of :data:`PARITIES` (``mixed``: not told), ``feeding`` of :data:`FEEDINGS`, ``infant`` of :data:`INFANTS`.
    """

    days_postpartum: float = 60.0
    parameters: Parameters = DEFAULTS
    woman: int = 0
    network: int = REFERENCE_NETWORK
    parity: str = "mixed"
    feeding: str = "exclusive"
    infant: str = "term"

    def __post_init__(self) -> None:
        if not 0.0 <= self.days_postpartum <= _LONGEST_DAYS:
            raise ParameterError(
                f"days_postpartum = {self.days_postpartum:g} is outside its range: give 0 to {_LONGEST_DAYS:g} days since birth."
            )
        if not 0 <= self.woman < 2**32:
            raise ParameterError(f"woman = {self.woman} is no number of a woman: give a whole number from 0 to {2**32 - 1}.")
        for what, given, known in (
            ("parity", self.parity, PARITIES), ("feeding", self.feeding, FEEDINGS), ("infant", self.infant, INFANTS)
        ):  # fmt: skip
            if given not in known:
                raise ParameterError(unknown_name(what, str(given), known))

    def with_parameters(self, changes: Mapping[str, object]) -> Mother:
        """The same mother with some parameters changed (see :func:`with_parameters`)."""
        return replace(self, parameters=with_parameters(self.parameters, changes))

    def today(self) -> Parameters:
        """Her parameters on this day since birth, in her circumstances."""
        return on_day(self.parameters, self.days_postpartum, self.parity, self.feeding, self.infant)
