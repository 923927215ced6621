"""What is said of all women of a population: days since birth, parity, feeding, infant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from letdown.dyad import Mother
from letdown.errors import ParameterError
from letdown.quantity import to_unit


@dataclass(frozen=True)
class Conditions:
    """The circumstances in which women are drawn.

    ``days_postpartum`` is one number of days (or ``"6 days"``) or a range of two, drawn evenly from; ``parity`` is
    ``"primiparous"``, ``"multiparous"`` or ``"mixed"``, which draws it for each woman; ``feeding`` and ``infant`` as in a
    :class:`~letdown.dyad.Mother`. Raises a :class:`ParameterError` for what is unknown or out of range.
    """

    days_postpartum: float | tuple[float, float] = 60.0
    parity: str = "mixed"
    feeding: str = "exclusive"
    infant: str = "term"

    def __post_init__(self) -> None:
        given: object = self.days_postpartum
        if isinstance(given, Sequence) and not isinstance(given, str):
            days = [to_unit(day, "day", "days_postpartum") for day in cast(Sequence[object], given)]
            if len(days) != 2 or not days[0] <= days[1]:
                said = " to ".join(f"{day:g}" for day in days) or "nothing"
                raise ParameterError(
                    f"days_postpartum = {said} is no range of days: give two numbers, the smaller first, such as (2, 8)."
                )
        else:
            days = [to_unit(given, "day", "days_postpartum")]
        for day in days:
            Mother(day, parity=self.parity, feeding=self.feeding, infant=self.infant)  # refuses what she can't be
        checked = days[0] if len(days) == 1 or days[0] == days[1] else (days[0], days[1])
        object.__setattr__(self, "days_postpartum", checked)

    @property
    def range_of_days(self) -> tuple[float, float]:
        """First and last day, the same where it is one day."""
        days = self.days_postpartum
        return days if isinstance(days, tuple) else (days, days)
