"""The instruments of a request by name, and the short names of their settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from letdown.errors import InputError, unknown_name
from letdown.instruments import (
    checked_settings,
    duct_ultrasound,
    milk_balance,
    oxytocin_assay,
    pressure_transducer,
    test_weighing,
)
from letdown.observables.kinds import Observable, Value
from letdown.quantity import fields, to_unit

Settings = (
    oxytocin_assay.Settings
    | duct_ultrasound.Settings
    | milk_balance.Settings
    | test_weighing.Settings
    | pressure_transducer.Settings
)

KINDS: dict[str, type[Settings]] = {
    "oxytocin_assay": oxytocin_assay.Settings,
    "duct_ultrasound": duct_ultrasound.Settings,
    "milk_balance": milk_balance.Settings,
    "test_weighing": test_weighing.Settings,
    "pressure_transducer": pressure_transducer.Settings,
}
"""Every instrument by name."""

SHOWN_BY = {"duct_width": "duct_ultrasound", "flow": "milk_balance", "pressure": "pressure_transducer"}
"""What shows a milk ejection, and the instrument for it."""

_SHORT = {
    "oxytocin_assay": {"cv": "coefficient_of_variation", "window": "integration_window", "interval": "sampling_interval"},
    "duct_ultrasound": {"interval": "frame_interval", "noise": "width_noise"},
    "milk_balance": {"interval": "reading_interval", "noise": "mass_noise", "density": "milk_density"},
    "test_weighing": {"noise": "weighing_error", "error": "weighing_error", "density": "milk_density"},
    "pressure_transducer": {"interval": "reading_interval", "noise": "pressure_noise", "offset": "zero_error"},
}


def kind_of(settings: Settings | None) -> str:
    """The name of the instrument that has these settings."""
    return "" if settings is None else next(kind for kind, owner in KINDS.items() if isinstance(settings, owner))


def settings_from(given: object, entry: Observable, values: Mapping[str, Value], where: str) -> Settings | None:
    """The settings of the instrument of a request; the usual one where none is given, None where none is needed.

    What ``by`` says and the instrument must fit. Raises :class:`~letdown.errors.InputError`.
    """
    by = values.get("by")
    usual = SHOWN_BY[str(by)] if by else (entry.instruments[0] if entry.instruments else "")
    if given is None:
        return KINDS[usual]() if usual in KINDS else None
    if not entry.instruments:
        raise InputError(f"{where}: {entry.name} is counted or read as it is and takes no instrument; leave instrument out.")
    table = {"kind": given} if isinstance(given, str) else given
    if not isinstance(table, Mapping):
        raise InputError(f'{where}: instrument = {given!r}: give a table such as {{kind = "{entry.instruments[0]}"}}.')
    asked = cast("Mapping[str, object]", table)
    kind = str(asked.get("kind", usual))
    if kind not in entry.instruments:
        raise InputError(f"{where}: {unknown_name(f'instrument for {entry.name}', kind, entry.instruments)}")
    if by and kind != usual:
        raise InputError(f"{where}: by = '{by}' is seen with a {usual}, not with a {kind}; let the two fit, or leave one out.")
    return _settings(kind, asked, where) if kind in KINDS else None


def _settings(kind: str, asked: Mapping[str, object], where: str) -> Settings:
    """The settings of one instrument, each under its own or its short name."""
    owner, short = KINDS[kind], _SHORT[kind]
    known = {field.name: field for field in fields(owner)}
    changed: dict[str, float] = {}
    for key, value in asked.items():
        if key == "kind":
            continue
        name = short.get(key, key)
        if name not in known:
            raise InputError(f"{where}: {unknown_name(f'setting of {kind}', key, [*known, *short])}")
        changed[name] = to_unit(value, known[name].unit, f"{where}: {key}")
    made = owner()._replace(**changed)
    try:
        checked_settings(made)
    except InputError as error:
        raise InputError(f"{where}: {error}") from error
    return made
