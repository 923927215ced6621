"""A comparison: what differs, by how much, and where in the arc it begins."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from letdown.comparison import words
from letdown.comparison.arms import Arm
from letdown.comparison.courses import PANELS, Course, Shown
from letdown.comparison.estimates import Estimate
from letdown.comparison.measures import Measure
from letdown.comparison.parting import Part
from letdown.errors import ParameterError, unknown_name
from letdown.simulation import Table
from letdown.traces import Floats


class Row(NamedTuple):
    """One measure under both arms: a number for each woman in ``first`` and ``second`` (NaN: she has none), and the estimate."""

    measure: Measure
    first: Floats
    second: Floats
    estimate: Estimate

    @property
    def told(self) -> bool:
        """Whether there is anything to tell: a number that is not 0 in some woman."""
        return any(bool((values[values == values] != 0.0).any()) for values in (self.first, self.second))


@dataclass(frozen=True)
class Comparison:
    """Two arms on the same women with the same random numbers.

    ``comparison["milk_removed"]`` is the :class:`Estimate` of one row; ``parts`` are the signals at which the arc parts of its
    own, the first of them :attr:`where_lost`. ``women`` are their numbers, or that of the one woman (``lone``) for each seed;
    ``same_women`` says whether the arms leave them as they are; ``span`` is the time [s] over which both were run.
    """

    arms: tuple[Arm, Arm]
    rows: tuple[Row, ...]
    parts: tuple[Part, ...]
    courses: tuple[Mapping[str, Course], Mapping[str, Course]] = field(repr=False)
    women: tuple[int, ...] = field(repr=False)
    lone: bool
    same_women: bool
    seed: int
    engine: str
    step: float
    span: tuple[float, float]

    @cached_property
    def _by_name(self) -> dict[str, Row]:
        return {row.measure.name: row for row in self.rows}

    def __len__(self) -> int:
        return len(self.women)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Estimate:
        return self.row(name).estimate

    def __repr__(self) -> str:
        return f"<Comparison of {self.arms[0].name} and {self.arms[1].name} on {self.whom}: {self.where}>"

    def row(self, name: str) -> Row:
        """One row by the name of its measure."""
        if name not in self._by_name:
            raise ParameterError(unknown_name("row of a comparison", name, self._by_name))
        return self._by_name[name]

    @property
    def panels(self) -> tuple[Shown, ...]:
        """What ``courses`` has of either arm, in the order of the signal."""
        return PANELS

    @property
    def whom(self) -> str:
        """Who was compared: ``200 women``, ``one woman, 200 times``."""
        return words.whom(self)

    @property
    def where_lost(self) -> Part | None:
        """The first signal of the arc that clearly differs while all before it is the same; ``None`` where there is none."""
        return self.parts[0] if self.parts else None

    @property
    def where(self) -> str:
        """The same in a sentence."""
        return words.where(self)

    def text(self) -> str:
        """Everything in words and a table, as the command line prints it."""
        return words.text(self)

    def as_json(self) -> dict[str, Any]:
        """Everything but the single women, for machines; :func:`~letdown.comparison.json_schema` is its schema."""
        from letdown.comparison.as_json import as_json

        return as_json(self)

    def to_table(self) -> Table:
        """One line a woman (or a seed): each measure as ``first.…`` and ``second.…``."""
        from letdown.comparison.per_woman import table

        return table(self)

    @cached_property
    def result_hash(self) -> str:
        """Sixteen hexadecimal digits that stand for every number of every woman."""
        digest = hashlib.sha256()
        for row in self.rows:
            digest.update(row.measure.name.encode() + row.first.astype("<f8").tobytes() + row.second.astype("<f8").tobytes())
        return digest.hexdigest()[:16]
