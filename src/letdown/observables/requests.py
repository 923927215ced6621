"""A request: one observable with its arguments and its instrument, as a ``[measure.NAME]`` table of an experiment asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

from letdown.errors import InputError, unknown_name
from letdown.observables.apparatus import SHOWN_BY, Settings, kind_of, settings_from
from letdown.observables.kinds import Argument, Observable, Value
from letdown.observables.vocabulary import OBSERVABLES
from letdown.quantity import to_unit


@dataclass(frozen=True)
class Request:
    """What is measured and how; equal requests give equal numbers. ``where`` is only for messages."""

    name: str
    values: tuple[tuple[str, Value], ...]
    settings: Settings | None = None
    where: str = field(default="measure", compare=False)

    @property
    def observable(self) -> Observable:
        """The entry of the vocabulary."""
        return OBSERVABLES[self.name]

    @property
    def instrument(self) -> str:
        """The name of the instrument, empty where there is none."""
        return kind_of(self.settings)

    def __getitem__(self, name: str) -> Value:
        for key, value in self.values:
            if key == name:
                return value
        return None

    def maybe(self, name: str) -> float | None:
        """A number, or None where it was left out and has no default."""
        return cast("float | None", self[name])

    def number(self, name: str) -> float:
        """A number that is there."""
        return cast(float, self[name])

    def text(self, name: str) -> str:
        """A word, empty where there is none."""
        return cast(str, self[name] or "")

    def times(self, name: str) -> tuple[float, ...]:
        """Several numbers, none where left out."""
        return cast("tuple[float, ...]", self[name] or ())


def request(table: Mapping[str, object], where: str = "measure") -> Request:
    """Check a measure such as ``{observable = "oxytocin_pulses", every = "2 min", instrument = {kind = "oxytocin_assay"}}``.

    ``where`` names the place in the errors. Raises :class:`~letdown.errors.InputError` for an unknown observable, argument,
    instrument or setting (naming the nearest), and for a value or unit that does not fit.
    """
    name = table.get("observable")
    if not isinstance(name, str) or not name:
        raise InputError(f'{where}: says no observable; give one by name, such as observable = "oxytocin_pulses".')
    if name not in OBSERVABLES:
        raise InputError(f"{where}: {unknown_name('observable', name, OBSERVABLES)}")
    entry = OBSERVABLES[name]
    for key in table:
        if key not in ("observable", "instrument") and entry.argument(key) is None:
            takes = [one.name for one in entry.arguments]
            known = unknown_name(f"argument of {name}", key, [*takes, *(["instrument"] if entry.instruments else [])])
            raise InputError(f"{where}: {known}" if takes or entry.instruments else f"{where}: {name} takes no arguments.")
    values = tuple((one.name, _value(table.get(one.name), one, f"{where}: {one.name}")) for one in entry.arguments)
    settings = settings_from(table.get("instrument"), entry, dict(values), where)
    if entry.argument("by") is not None:  # what shows it follows from the instrument where only that is given
        shown = next(by for by, kind in SHOWN_BY.items() if kind == kind_of(settings))
        values = tuple((key, shown if key == "by" else value) for key, value in values)
    return Request(name, values, settings, where)


def _value(given: object, argument: Argument, what: str) -> Value:
    if given is None:
        if argument.required:
            raise InputError(f"{what} must be given: {argument.meaning} [{argument.unit or 'a word'}].")
        return argument.default
    if not argument.unit:
        if given not in argument.choices:
            raise InputError(f"{what}: {unknown_name('choice', str(given), argument.choices)}")
        return str(given)
    if argument.many:
        if not isinstance(given, (list, tuple)) or not given:
            raise InputError(f'{what} = {given!r}: give a list such as ["0 min", "2 min"].')
        numbers = tuple(_number(one, argument, what) for one in cast("list[object]", given))
        if any(late <= early for early, late in pairwise(numbers)):
            raise InputError(f"{what}: each must be later than the one before.")
        return numbers
    return _number(given, argument, what)


def _number(given: object, argument: Argument, what: str) -> float:
    value = to_unit(given, argument.unit, what)
    if value < argument.low:
        raise InputError(f"{what} = {value:g} {argument.unit} is too small: {argument.low:g} {argument.unit} is the least.")
    return value
