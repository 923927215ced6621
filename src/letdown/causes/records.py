"""Causes and helpers as records: what the two tables of the evidence say, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args

Group = Literal["making", "releasing", "removing", "sign"]
"""Where the milk is lost; a sign is felt and takes none."""
Site = Literal["afferent", "central", "terminal", "peripheral", "duct", "synthesis", "removal", "blood"]
Goal = Literal["more_milk", "sooner", "comfort", "calmer_flow", "less_pumping", "keep_supply"]
Grade = Literal["good", "fair", "weak", "contradictory", "assumed"]

GROUPS: tuple[Group, ...] = get_args(Group)
GOALS: tuple[Goal, ...] = get_args(Goal)
GRADES: Mapping[Grade, str] = MappingProxyType(
    {
        "good": "trials or own-control measurements in women agree",
        "fair": "one trial or own-control measurement in women",
        "weak": "small or indirect studies, surveys, or animals",
        "contradictory": "studies disagree",
        "assumed": "nobody has measured it",
    }
)
"""The scale of evidence, best first, with what each grade means."""
SIGNALS: Mapping[Site, tuple[str, ...]] = MappingProxyType(
    {
        "afferent": ("nipple_afferents.traffic", "nipple_afferents.pain"),
        "central": ("conditioned_cues.drive", "inhibition.priming", "inhibition.pulse"),
        "terminal": ("inhibition.terminal",),
        "blood": ("plasma_oxytocin.concentration",),
        "peripheral": ("inhibition.half_effect", "left.milk_ducts.alveolar_pressure", "right.milk_ducts.alveolar_pressure"),
        "synthesis": (
            "left.milk_ducts.alveolar_milk",
            "right.milk_ducts.alveolar_milk",
            "left.milk_ducts.alveolar_pressure",
            "right.milk_ducts.alveolar_pressure",
            "left.milk_ducts.flow",
            "right.milk_ducts.flow",
        ),
        "duct": ("left.milk_ducts.flow", "right.milk_ducts.flow"),
        "removal": (
            "left.nipple.vacuum",
            "right.nipple.vacuum",
            "left.milk_removal.removed",
            "right.milk_removal.removed",
        ),
    }
)
"""The first signals that see what acts at a site: with all of them held, whatever acts there and nowhere else does nothing."""
SITES: tuple[Site, ...] = tuple(SIGNALS)


@dataclass(frozen=True)
class Dose:
    """What the number given for a cause means: from ``low`` to ``high`` in ``unit``; every act is whole at ``full``."""

    what: str
    unit: str
    full: float
    low: float
    high: float
    usual: float | None = None


@dataclass(frozen=True)
class Effect:
    """One effect with its interval; ``of`` is whose: a key of the bibliography, or ``"assumed"``."""

    quantity: str
    kind: Literal["ratio", "share", "difference"]
    value: float
    low: float
    high: float
    of: str
    note: str = ""


@dataclass(frozen=True)
class ParameterAct:
    """Moves a parameter of the woman or her baby; ``milk_ducts.…`` means both breasts.

    ``factor_at_full`` multiplies, ``value_at_full`` replaces; between nothing and full on a ``scale`` that is ``"log"`` or
    ``"linear"``. ``part`` says which part of a dose counts, ``fades_days`` how fast it passes after birth, ``over_days`` over
    how many days of use it builds up (time constants), ``except_feeding`` whose own parameters hold it already.
    """

    site: Site
    parameter: str
    factor_at_full: float | None = None
    value_at_full: float | None = None
    factor_at_none: float = 1.0
    scale: Literal["log", "linear"] = "log"
    part: str = ""
    fades_days: float | None = None
    over_days: float | None = None
    except_feeding: str = ""
    term: str = "acts"


@dataclass(frozen=True)
class EntryAct:
    """Puts an entry on the timeline: a disturbance, cue, helper or oxytocin of ``kind``, in a strength of ``at_full`` at full.

    ``at`` and ``minutes`` as for entries, without them those of the use or throughout; ``each_feed`` counts them from each feed
    or pumping. ``course`` names a course in time of its own.
    """

    site: Site
    entry: Literal["disturbance", "cue", "helper", "oxytocin"]
    kind: str
    at_full: float = 1.0
    at: str | None = None
    minutes: float | None = None
    each_feed: bool = False
    course: str = ""
    over_days: float | None = None
    term: str = "acts"


@dataclass(frozen=True)
class FeedAct:
    """Changes the feeds or pumpings themselves: a nipple shield, another vacuum (× ``factor_at_full``), both breasts at once."""

    site: Site
    feed: Literal["shield", "vacuum", "comfortable_vacuum", "both_breasts"]
    factor_at_full: float = 1.0
    term: str = "acts"


@dataclass(frozen=True)
class EaseAct:
    """Takes away a share (``by`` at full) of causes, or of disturbances of the timeline, where they are there."""

    site: Site
    eases: tuple[str, ...]
    by: float
    term: str = "relieves"


Act = ParameterAct | EntryAct | FeedAct | EaseAct


@dataclass(frozen=True)
class CourseNumber:
    """One number of a course in time, with its range and whose it is."""

    value: float
    low: float
    high: float
    unit: str
    source: str
    note: str = ""


@dataclass(frozen=True)
class Entity:
    """What causes and helpers have in common."""

    id: str
    name: str
    term: str
    sites: tuple[Site, ...]
    grade: Grade
    sources: tuple[str, ...]
    effects: tuple[Effect, ...]
    acts: tuple[Act, ...]
    say: tuple[str, ...]
    """For parents, in plain words."""
    doubts: str


@dataclass(frozen=True)
class Cause(Entity):
    """Something that makes the let-down, or the milk that it brings, less."""

    group: Group
    dose: Dose
    onset: str
    lasts: str
    tolerance: str
    does_not: tuple[str, ...]
    parts: Mapping[str, float] = field(default_factory=dict[str, float])
    """Parts of the dose that act apart, with their share when one number is given."""
    pairs_with: tuple[str, ...] = ()
    """Causes that come from the same place and can't be told apart by the milk alone."""
    course: Mapping[str, CourseNumber] = field(default_factory=dict[str, CourseNumber])


@dataclass(frozen=True)
class Burden:
    """What a helper asks of her: minutes each time (below zero it saves some), hands, sleep and cost in words."""

    minutes: float
    hands: str
    sleep: str
    cost: str


@dataclass(frozen=True)
class Use:
    """How a helper is used: when, for how long, at which breast, for how many days already, how fully (0 to 1)."""

    at: str | None = None
    minutes: float | None = None
    side: str | None = None
    days: float = 0.0
    degree: float = 1.0
    dose: str | None = None


@dataclass(frozen=True)
class Helper(Entity):
    """Something that may bring the let-down, or the milk, back."""

    goals: tuple[Goal, ...]
    notice: str
    stop: str
    burden: Burden
    use: Use
