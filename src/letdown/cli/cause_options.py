"""The options --cause and --helper: what of the two tables a call names, and a mother and a session with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from letdown.errors import InputError, ParameterError, unknown_name
from letdown.sessions import HELPERS

if TYPE_CHECKING:
    from letdown.dyad import Mother
    from letdown.sessions import Session

_CAUSE = re.compile(r"(?P<name>[^=@.]+)(\.(?P<part>[^=@]+))?(=(?P<amount>[^@]+))?(@(?P<at>.+))?")
_HELPER = re.compile(r"(?P<name>[^=/@]+)(=(?P<degree>[^/@]+))?(/(?P<side>[^@]+))?(@(?P<at>.+))?")
Given = dict[str, object]


def is_of_the_table(given: str) -> bool:
    """Whether ``--helper`` names a helper of the table, and not a bare one such as ``warmth``, which takes no degree."""
    found = _HELPER.fullmatch(given.strip())
    if found is None or found["name"] not in HELPERS:
        return True
    if found["degree"] is None:
        return False
    from letdown.causes import helpers

    return found["name"] in helpers()  # a bare one with a degree is refused with the others' shape


def causes_of(options: Iterable[str]) -> Given:
    """What ``--cause`` names: ``alcohol.drinks=2@-60min`` is ``{"alcohol": {"drinks": "2", "minutes_before": 60}}``."""
    found: Given = {}
    for given in options:
        parts = _CAUSE.fullmatch(given.strip())
        if parts is None:
            raise InputError(f"--cause {given!r} is not understood; give ID[=AMOUNT][@AT], such as sore_nipples=0.6.")
        name, amount = parts["name"].strip(), parts["amount"]
        detailed: Given = {} if parts["part"] is None else {parts["part"]: True if amount is None else amount}
        if parts["at"] is not None and name != "alcohol":
            raise InputError(f"--cause {given!r}: only alcohol takes a time (of the drink); leave '@{parts['at']}' out.")
        if parts["at"] is not None:
            detailed = {
                **(detailed or ({} if amount is None else {"dose": amount})),
                "minutes_before": _before(given, parts["at"]),
            }
        before = found.get(name)
        if before is not None and not (isinstance(before, dict) and detailed and parts["part"] not in before):
            raise ParameterError(f"--cause names {name} twice; give it once, or its parts apart.")
        if isinstance(before, dict):
            detailed = {**before, **detailed}
        found[name] = detailed or (True if amount is None else amount)
    return found


def helpers_of(options: Iterable[str]) -> Given:
    """What ``--helper`` names of the table: ``warm_cloth/left@-20min`` is ``{"warm_cloth": {"side": …, "at": …}}``."""
    found: Given = {}
    for given in options:
        if not is_of_the_table(given):
            continue
        parts = _HELPER.fullmatch(given.strip())
        if parts is None:
            raise InputError(f"--helper {given!r} is not understood; give ID[=DEGREE][/SIDE][@AT], such as warm_cloth@-20min.")
        name = parts["name"].strip()
        if name in found:
            raise ParameterError(f"--helper names {name} twice; give it once.")
        details = {key: parts[key] for key in ("degree", "side", "at") if parts[key] is not None}
        found[name] = details or True
    return found


def case(mother: Mother, session: Session, causes: Given, helpers: Given) -> tuple[Mother, Session]:
    """The mother and session with what is named; errors begin with the option."""
    from letdown.causes import causes as known_causes
    from letdown.causes import helpers as known_helpers
    from letdown.causes import with_causes

    for name in causes:
        if name not in known_causes():
            raise ParameterError(f"--cause: {unknown_name('cause', name, known_causes())}")
    for name in helpers:
        if name not in known_helpers():
            raise ParameterError(f"--helper: {unknown_name('helper', name, {*known_helpers(), *HELPERS})}")
    option = "--cause" if causes and not helpers else "--helper" if helpers and not causes else "--cause or --helper"
    try:
        return with_causes(mother, session, causes, helpers)
    except InputError as error:
        raise type(error)(f"{option}: {error}") from error


def _before(given: str, at: str) -> float:
    """How many minutes before the feed ``at`` is."""
    from letdown.sessions import seconds_at

    try:
        return -seconds_at(at) / 60.0
    except InputError as error:
        raise type(error)(f"--cause {given}: {error}") from error
