"""From ``[women]`` and ``[[arms]]`` to records: each entry, change and held series is tried, so that a run can't fail on one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from letdown.causes import ParameterAct, causes, with_causes
from letdown.dyad import Mother
from letdown.errors import InputError, ParameterError
from letdown.experiments.changes import changed
from letdown.experiments.models import ArmTable, ArmWomenTable, WomenTable
from letdown.experiments.records import Arm, Women
from letdown.observables import Request
from letdown.populations import Conditions
from letdown.quantity import to_unit
from letdown.scenarios.reading import entry_of, flat
from letdown.sessions import Session, rest
from letdown.simulation.holding import holds

Where = Callable[..., str]
"""From the place of a value in the file to words with the file's name and the line."""
_SAME = "all"
Made = TypeVar("Made")


def women_of(table: WomenTable, where: Where) -> Women:
    """The women of the paper."""
    changes = flat(table.parameters, where("women", "parameters"))
    conditions = _conditions(table, Conditions(), lambda *key: where("women", *key))
    _no_timeline(changes, lambda *key: where("women", "parameters", *key))
    _tried(Mother(), changes, lambda *key: where("women", "parameters", *key))
    return Women(table.n or 1, conditions, changes, table.species)


def arm_of(number: int, table: ArmTable, women: Women, engine: str, where: Where) -> Arm:
    """Arm ``number`` (from 0) of the file."""

    def here(*key: str | int) -> str:
        return f"{where('arms', number, *key)}, arm '{table.name}'"

    entries = [
        entry_of(entry, f"{here('timeline', place)}, timeline entry {place + 1} ({entry.do})")
        for place, entry in enumerate(table.timeline)
    ]
    session = _said(lambda: Session(*entries), here("timeline"))
    hold = flat(table.hold, here("hold"))
    for name, value in hold.items():
        _said(lambda one=name, held=value: holds({one: held}), here("hold", name))
    changes = flat(table.changes, here("changes"))
    _no_timeline(changes, lambda *key: here("changes", *key))
    own = table.women
    conditions = _conditions(own, women.conditions, lambda *key: here("women", *key))
    mine = Women(own.n or women.n, conditions, women.parameters, women.species)
    _tried(changed(Mother(), women.parameters), changes, lambda *key: here("changes", *key))
    if table.causes:
        session = _said(lambda: with_causes(Mother(), session, table.causes)[1], here("causes"))
        changes = {**table.causes, **changes}
    return Arm(table.name, session, mine, table.group or _SAME, table.engine or engine, hold, changes)


def _no_timeline(changes: Mapping[str, object], where: Where) -> None:
    """Refuse a cause that needs a timeline where only women are changed."""
    for name in changes:
        if name in causes() and not all(isinstance(act, ParameterAct) for act in causes()[name].acts):
            raise ParameterError(f"{where(name)}: {name} acts on the timeline, too: give it in the arm's causes, not here.")


_TIMES = ("at", "from", "to", "before", "baseline_from", "baseline_to")
"""Arguments of measures that are times of the session."""


def reaching(arm: Arm, asked: Iterable[Request]) -> Arm:
    """The arm with rest before and after its session, as far as its measures look: blood is drawn before a feed begins, too."""
    times = [0.0]
    for one in asked:
        times += [float(value) for name in _TIMES if isinstance(value := one[name], (int, float))]
        times += one.times("times")
    first, last = min(times), max(times)
    session = arm.session
    if first >= session.start and last <= session.duration:
        return arm
    begin, end = min(first, session.start), max(last, session.duration)
    return replace(arm, session=session.with_(rest(f"{end - begin!r} s", at=f"{begin!r} s")))


def _conditions(table: ArmWomenTable, usual: Conditions, where: Where) -> Conditions:
    """The conditions of a table, completed by the usual ones."""
    days: object = table.days_postpartum
    given = {name: getattr(table, name) or getattr(usual, name) for name in ("parity", "feeding", "infant")}
    at = where("days_postpartum")
    if isinstance(days, tuple):
        wanted = tuple(to_unit(day, "day", f"{at}: days_postpartum") for day in days)
        return _said(lambda: Conditions((wanted[0], wanted[1]), **given), at)
    day = usual.days_postpartum if days is None else to_unit(days, "day", f"{at}: days_postpartum")
    return _said(lambda: Conditions(day, **given), at)


def _tried(mother: Mother, changes: Mapping[str, object], where: Where) -> None:
    """Make each change to the median woman, and refuse what she can't be."""
    for name, value in changes.items():
        _said(lambda one=name, given=value: changed(mother, {one: given}), where(name))


def _said(make: Callable[[], Made], where: str) -> Made:
    """What ``make`` returns; its error with the place before it."""
    try:
        return make()
    except InputError as error:
        raise type(error)(f"{where}: {error}") from error
