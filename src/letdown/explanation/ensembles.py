"""The simulated women behind each hypothesis: the same women, drawn in the case's circumstances, through the case's session.

One ensemble for each cause, every woman with her own degree of it; a cause that can't act in this session shares the women of
'nothing special'. Ensembles are kept, so that cases in the same circumstances share them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from letdown.causes import FeedAct, causes, with_causes
from letdown.dyad import Mother, parameter_fields
from letdown.explanation.hypotheses import NOTHING, acts_in, degrees, hypotheses, priors
from letdown.explanation.seen import Seen, seen
from letdown.explanation.situation import Setting, Situation
from letdown.populations import Population
from letdown.sessions import Session
from letdown.simulation import simulate
from letdown.simulation.women import Progress, in_order
from letdown.traces import Floats

_COMFORT = "pump.comfortable_vacuum"
_KEPT = 16
"""Ensembles that are remembered."""


class Drawn(NamedTuple):
    """One simulated woman: her hypothesis, her number, her degree of the cause."""

    cause: str
    number: int
    degree: float


@dataclass(frozen=True)
class Ensemble:
    """What was seen of the women of each hypothesis: columns of :class:`Seen`, one value a woman."""

    setting: Setting
    seed: int
    columns: Mapping[str, Seen]
    degrees: Mapping[str, list[float]]

    def column(self, cause: str, name: str) -> Floats:
        """One thing seen of the women of a hypothesis."""
        return np.asarray(getattr(self.columns[cause], name))

    def woman(
        self, one: Drawn, helpers: Mapping[str, object] | None = None, setting: Setting | None = None
    ) -> tuple[Mother, Session]:
        """One woman with her cause, and with helpers, in this setting or another; see :func:`caused`."""
        mother = Population(one.number, self.seed, self.setting.conditions, self.setting.base)[one.number - 1]
        return caused(mother, setting or self.setting, one.cause, one.degree, helpers)


def caused(
    mother: Mother, setting: Setting, cause: str, degree: float, helpers: Mapping[str, object] | None = None
) -> tuple[Mother, Session]:
    """``mother`` and the session with a cause and helpers.

    Where the pump's vacuum was told, one that is too low or too high means that her comfort lies elsewhere.
    """
    if cause == NOTHING:
        return with_causes(mother, setting.session, {}, helpers)
    vacuums = [act for act in causes()[cause].acts if isinstance(act, FeedAct) and act.feed == "vacuum"]
    if vacuums and setting.vacuum_told:
        field = parameter_fields()[_COMFORT]
        told = next(entry.vacuum for entry in setting.session.given if entry.vacuum is not None)
        comfort = told / vacuums[0].factor_at_full ** (degree / causes()[cause].dose.full)
        mother = mother.with_parameters({_COMFORT: min(max(comfort, field.low), field.high)})
        return with_causes(mother, setting.session, {}, helpers)
    return with_causes(mother, setting.session, {cause: degree}, helpers)


_kept: OrderedDict[tuple[object, ...], Ensemble] = OrderedDict()


def ensemble_of(
    situation: Situation, women: int, seed: int, threads: int | None = None, progress: Progress | None = None
) -> Ensemble:
    """The ensemble of a situation with ``women`` for each hypothesis, simulated once and then remembered."""
    setting = situation.setting
    possible = tuple(priors(situation.day, setting.conditions.feeding, setting.doing))
    key = (setting, possible, women, seed)
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    made = _simulated(setting, possible, women, seed, threads, progress)
    _kept[key] = made
    while len(_kept) > _KEPT:
        _kept.popitem(last=False)
    return made


def _simulated(
    setting: Setting, possible: tuple[str, ...], women: int, seed: int, threads: int | None, progress: Progress | None
) -> Ensemble:
    acting = [name for name in possible if name == NOTHING or acts_in(hypotheses()[name], setting.doing)]
    drawn = {name: [0.0] * women if name == NOTHING else degrees(hypotheses()[name], women, seed) for name in possible}
    mothers = list(Population(women, seed, setting.conditions, setting.base))
    jobs = [Drawn(name, number + 1, drawn[name][number]) for name in acting for number in range(women)]

    def one(job: Drawn) -> Seen:
        mother, session = caused(mothers[job.number - 1], setting, job.cause, job.degree)
        return seen(simulate(mother, session, seed, "bursts", averaged=True))

    rows: dict[str, list[Seen]] = {name: [] for name in acting}
    for place, (job, row) in enumerate(in_order(jobs, one, threads)):
        rows[job.cause].append(row)
        if progress is not None:
            progress((place + 1) / len(jobs))
    columns = {name: Seen(*(np.array(values) for values in zip(*found, strict=True))) for name, found in rows.items()}  # pyright: ignore[reportArgumentType]
    shared = {name: columns.get(name, columns[NOTHING]) for name in possible}
    return Ensemble(setting, seed, shared, drawn)
