"""What is usual: published ranges for one breastfeed and one pumping, read from ``usual_ranges.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from letdown.errors import ParameterError, unknown_name


@dataclass(frozen=True)
class UsualRange:
    """Where most women lie: ``low`` to ``high`` in ``unit``, with the key of its source and what to doubt.

    ``basis`` is ``"mean +/- 1.65 SD"``, ``"published range"`` or ``"assumed width"`` (only the centre is published).
    """

    low: float
    high: float
    unit: str
    source: str
    basis: str
    note: str
    mean: float | None = None
    sd: float | None = None

    def __contains__(self, value: float) -> bool:
        """Whether ``value``, in ``unit``, is usual."""
        return self.low <= value <= self.high

    def __str__(self) -> str:
        """``28 to 115 mL``; a count or a fraction (unit 1) without a unit."""
        return f"{self.low:g} to {self.high:g}" + ("" if self.unit == "1" else f" {self.unit}")


@cache
def usual_ranges() -> Mapping[str, UsualRange]:
    """Every range by name, such as ``"breastfeed.milk_one_breast"`` or ``"pump.milk_ejections"``."""
    tables = tomllib.loads(files("letdown.evidence").joinpath("usual_ranges.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {f"{session}.{name}": UsualRange(**table) for session, ranges in tables.items() for name, table in ranges.items()}
    )


def usual_range(name: str) -> UsualRange:
    """The range called ``name``; an unknown name is a :class:`ParameterError` that gives the nearest."""
    try:
        return usual_ranges()[name]
    except KeyError:
        raise ParameterError(unknown_name("usual range", name, usual_ranges())) from None
