"""A published experiment as records: who, what was done to them, what was measured, what was found.

Every number is in the unit of what was measured; :mod:`letdown.experiments.reading` makes these records from a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from letdown.experiments.bands import Band
from letdown.populations import Conditions
from letdown.sessions import Session

if TYPE_CHECKING:
    from letdown.observables import Request

PROVENANCES = ("read_full_text", "read_abstract", "secondary", "recalled", "derived")
"""How a number was read; ``derived`` is computed by us and never decides anything but a sign or an order."""


EXTREMES = ("min", "max", "range")
"""Statistics of the ends of a study, judged by what many studies of its size would have found."""


@dataclass(frozen=True)
class Women:
    """The women of a paper, or of one of its arms: how many, in what conditions, and what the paper says of all of them.

    ``parameters`` are changes of the drawn women: a number, a text with a unit, or a factor such as ``"x0.5"``; see
    :func:`~letdown.experiments.changes.changed`.
    """

    n: int
    conditions: Conditions = field(default_factory=Conditions)
    parameters: Mapping[str, object] = field(default_factory=dict[str, object])
    species: str = "human"


@dataclass(frozen=True)
class Arm:
    """One arm: its session, what is held in it and what is changed in its women.

    Arms of one ``group`` are run on the same women and seeds, other groups on fresh ones. ``women`` is complete: the paper's
    with what this arm says otherwise. ``changes`` come on top of ``women.parameters``.
    """

    name: str
    session: Session
    women: Women
    group: str = ""
    engine: str = "bursts"
    hold: Mapping[str, object] = field(default_factory=dict[str, object])
    changes: Mapping[str, object] = field(default_factory=dict[str, object])


@dataclass(frozen=True)
class Spread:
    """A published spread: ``kind`` is sd, sem, cv, ci95, iqr or range; ``low`` and ``high`` are one for the first three."""

    kind: str
    low: float
    high: float


@dataclass(frozen=True)
class Published:
    """What one paper or one arm found in ``n`` women; ``citation`` is empty for an arm."""

    value: float
    n: int
    spread: Spread | None = None
    citation: str = ""


@dataclass(frozen=True)
class Target:
    """One published finding and the band in which the model meets it.

    ``value`` is a number, a pair for a published range, and ``None`` for orders and nulls. ``unit`` is what ``value`` and
    ``band`` are in: the observable's, or ``"1"`` for ratios, fractions and correlations. ``limit`` says which women a fraction
    counts: ``("above", x, inf)``, ``("at_least", x, inf)``, ``("below", -inf, x)``, ``("between", a, b)``, ``None`` where the
    measure is 0 or 1 itself. ``steps`` are the pairs of arms (less, more) that an order claims.
    """

    name: str
    measure: str
    arm: str
    statistic: str
    band: Band
    value: float | tuple[float, float] | None = None
    unit: str = "1"
    n: int = 1
    spread: Spread | None = None
    versus: str = ""
    contrast: str = ""
    published: tuple[Published, ...] = ()
    papers: tuple[Published, ...] = ()
    limit: tuple[str, float, float] | None = None
    with_measure: str = ""
    with_arm: str = ""
    arms: tuple[str, ...] = ()
    direction: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    curve: str = ""
    row: str = ""
    provenance: str = "read_abstract"
    explained: str = ""

    @property
    def scale(self) -> str:
        """The scale of its band: one of :data:`letdown.experiments.bands.SCALES`."""
        return self.band.scale


@dataclass(frozen=True)
class Experiment:
    """A published experiment: one file.

    ``use`` is ``"fitted"``, ``"predicted"`` or ``"given"`` (the package does not ship it); ``source`` is the text of the file;
    ``notes`` are what a reader of a report should know and what was no error.
    """

    id: str
    title: str
    citation: str
    provenance: str
    lab: str
    doubts: tuple[str, ...]
    women: Women
    arms: tuple[Arm, ...]
    measures: Mapping[str, Request]
    targets: tuple[Target, ...]
    doi: str = ""
    engine: str = "bursts"
    source: str = ""
    notes: tuple[str, ...] = ()
    use: str = "given"

    def arm(self, name: str) -> Arm:
        """The arm of that name; a ``KeyError`` where there is none."""
        for one in self.arms:
            if one.name == name:
                return one
        raise KeyError(name)
