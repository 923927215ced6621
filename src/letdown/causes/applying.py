"""Applying causes and helpers: a mother and a session with what the tables say that they do, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from letdown.causes.entries import entries_of, of_the_drink, with_feeds
from letdown.causes.given import Degree, degree_of, use_of
from letdown.causes.reading import cause, helper
from letdown.causes.records import Cause, EaseAct, EntryAct, FeedAct, Helper, ParameterAct, Use
from letdown.causes.timelines import added, weakened
from letdown.dyad import Mother, parameter_fields, parameter_value, paths_of
from letdown.sessions import Session


def with_causes(
    mother: Mother, session: Session, causes: Mapping[str, object], helpers: Mapping[str, object] | None = None
) -> tuple[Mother, Session]:
    """``mother`` and ``session`` with ``causes``, such as ``{"sore_nipples": 0.6}``, and with ``helpers`` where given.

    A cause is given in the unit of its dose, as a table of its parts, or ``True`` for all of it; a helper as ``True``, as a
    degree from 0 to 1, or as a table with ``at``, ``minutes``, ``side``, ``days``, ``degree``. A helper that eases a cause must
    be given together with it. A parameter that would leave its range stops at its end. Raises an
    :class:`~letdown.errors.InputError` for an unknown name or a value out of range.
    """
    degrees = {name: degree_of(cause(name), given) for name, given in causes.items()}
    uses = {name: use_of(helper(name), given) for name, given in (helpers or {}).items()}
    degrees, session = _eased(degrees, uses, session)
    start = mother
    for name, degree in degrees.items():
        mother = caused_in(mother, cause(name), degree, start)
        session = _caused_on(session, mother, cause(name), degree)
    for name, use in uses.items():
        mother, session = _helped(mother, session, helper(name), use, start)
    return mother, session


def with_helpers(mother: Mother, session: Session, helpers: Mapping[str, object]) -> tuple[Mother, Session]:
    """``mother`` and ``session`` with ``helpers``, such as ``{"warm_cloth": {"side": "left"}}``; see :func:`with_causes`."""
    return with_causes(mother, session, {}, helpers)


@dataclass(frozen=True, eq=False)
class Changed(Sequence[Mother]):
    """Women with causes and helpers, made when they are asked for; ``session_of`` is the session of each."""

    women: Sequence[Mother]
    session: Session
    causes: Mapping[str, object]
    helpers: Mapping[str, object]

    def __len__(self) -> int:
        return len(self.women)

    @overload
    def __getitem__(self, index: int) -> Mother: ...
    @overload
    def __getitem__(self, index: slice) -> list[Mother]: ...
    def __getitem__(self, index: int | slice) -> Mother | list[Mother]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        return with_causes(self.women[index], self.session, self.causes, self.helpers)[0]

    def __iter__(self) -> Iterator[Mother]:
        return (self[place] for place in range(len(self)))

    @property
    def session_of(self) -> Callable[[Mother], Session]:
        """The session of a woman: what is done to it hangs on nothing that the causes have changed in her."""
        return lambda mother: with_causes(mother, self.session, self.causes, self.helpers)[1]


def _eased(degrees: Mapping[str, Degree], uses: Mapping[str, Use], session: Session) -> tuple[dict[str, Degree], Session]:
    """The causes, and the disturbances that are on the timeline already, as the helpers leave them."""
    left = dict(degrees)
    for name, use in uses.items():
        for act in helper(name).acts:
            if isinstance(act, EaseAct):
                share = act.by * use.degree
                left = {one: degree.less(share) if one in act.eases else degree for one, degree in left.items()}
                session = weakened(session, act.eases, share)
    return left, session


def caused_in(mother: Mother, one: Cause, degree: Degree, start: Mother) -> Mother:
    """``mother`` with what a cause does to her parameters; ``start`` is she without any cause."""
    for act in one.acts:
        if isinstance(act, ParameterAct):
            faded = 1.0 if act.fades_days is None else math.exp(-mother.days_postpartum / act.fades_days)
            mother = _moved(mother, act, degree.of(act.part) * faded, start)
    return mother


def _caused_on(session: Session, mother: Mother, one: Cause, degree: Degree) -> Session:
    """``session`` with what a cause puts on its timeline and does to its feeds."""
    for act in one.acts:
        if isinstance(act, EntryAct) and act.course and degree.drink is not None:
            session = added(session, of_the_drink(act, degree.drink, one.course, session))
        elif isinstance(act, EntryAct) and degree.whole > 0.0:
            session = added(session, entries_of(act, degree.whole, session))
        elif isinstance(act, FeedAct) and degree.whole > 0.0:
            session = with_feeds(act, degree.whole, session, mother)
    return session


def _helped(mother: Mother, session: Session, one: Helper, use: Use, start: Mother) -> tuple[Mother, Session]:
    """``mother`` and ``session`` with what a helper does beside easing."""
    for act in one.acts:
        if isinstance(act, ParameterAct):
            mother = _moved(mother, act, use.degree * _built(act.over_days, use), start)
        elif isinstance(act, EntryAct) and use.degree * _built(act.over_days, use) > 0.0:
            session = added(session, entries_of(act, use.degree * _built(act.over_days, use), session, use))
        elif isinstance(act, FeedAct) and use.degree > 0.0:
            session = with_feeds(act, use.degree, session, mother)
    return mother, session


def _built(over_days: float | None, use: Use) -> float:
    """How far something that grows with use has come."""
    return 1.0 if over_days is None else 1.0 - math.exp(-use.days / over_days)


def _moved(mother: Mother, act: ParameterAct, degree: float, start: Mother) -> Mother:
    """``mother`` with one parameter moved as far as ``degree`` says, within its range.

    Factors of several causes multiply; of several values that replace hers the farthest from her own counts.
    """
    if degree == 0.0 or (act.except_feeding and mother.feeding == act.except_feeding):
        return mother
    changes: dict[str, object] = {}
    for path in paths_of(act.parameter):
        field, now = parameter_fields()[path], parameter_value(mother.parameters, path)
        if act.value_at_full is None:
            value = now * _factor(act, degree)
        else:
            own = parameter_value(start.parameters, path)
            wanted = _between(own, act.value_at_full, degree, act.scale)
            value = wanted if abs(wanted - own) > abs(now - own) else now
        changes[path] = min(max(value, field.low), field.high)
    return mother.with_parameters(changes)


def _factor(act: ParameterAct, degree: float) -> float:
    full = 1.0 if act.factor_at_full is None else act.factor_at_full
    return _between(act.factor_at_none, full, degree, act.scale)


def _between(none: float, full: float, degree: float, scale: str) -> float:
    """From ``none`` at degree 0 to ``full`` at degree 1; the logarithmic scale goes on above 1."""
    if scale == "log":
        return none * (full / none) ** degree
    return none + min(degree, 1.0) * (full - none)
