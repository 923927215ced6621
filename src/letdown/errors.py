"""What can go wrong, and how it is said.

::

    LetdownError
    ├── InputError            what was asked for can't be done: the user can mend it (exit status 2)
    │   ├── ParameterError    an unknown parameter, or a value outside its range
    │   ├── UnitError         a unit that does not fit, or none where one is needed
    │   ├── TimelineError     things that can't happen together, or not in that order
    │   └── FileError         a file that can't be read, or a folder that can't be written
    ├── MissingExtraError     a library of an optional extra is not installed
    └── StoppedError          a run was told to stop before it was done

Every message says what was given, what is allowed and what to do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class LetdownError(Exception):
    """The common ancestor: ``except LetdownError`` catches all that this package raises on purpose."""


class InputError(LetdownError):
    """What was asked for can't be done; the message says what is allowed."""


class ParameterError(InputError):
    """An unknown parameter, or a value outside its range."""


class UnitError(InputError):
    """A unit that does not fit the quantity, or none where one is needed."""


class TimelineError(InputError):
    """Entries of a session that can't happen together, or not in that order."""


class FileError(InputError):
    """A file that can't be read, or a folder that can't be written."""


class MissingExtraError(LetdownError):
    """A library of an optional extra is not installed; the message says which to install."""


class StoppedError(LetdownError):
    """A run was told to stop before it was done; what it had written stays."""


def unknown_name(kind: str, given: str, allowed: Iterable[str]) -> str:
    """Say that ``given`` is no ``kind`` and name the nearest that are."""
    names = sorted(allowed)
    near = difflib.get_close_matches(given, names, n=3, cutoff=0.5)
    if not near:  # a name without its stage: 'half_life' is meant as 'plasma_oxytocin.half_life'
        near = [name for name in names if given and given.split(".")[-1] in name][:3]
    if near:
        return f"There is no {kind} '{given}'. Did you mean {' or '.join(repr(n) for n in near)}?"
    shown = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"There is no {kind} '{given}'. Known are: {shown}."
