"""Observables: what one can ask of a recording, as a laboratory would have asked it.

``request`` checks what is asked, ``measure`` answers with one number for one woman. What a laboratory read with an instrument is
read with one here, and pulses and milk ejections are found again in those readings.
"""

from __future__ import annotations

from collections.abc import Sequence

from letdown.errors import InputError
from letdown.observables.kinds import Argument, Observable
from letdown.observables.requests import Request, request
from letdown.observables.traces import milk_ejections
from letdown.observables.view import View
from letdown.observables.vocabulary import OBSERVABLES, Row, vocabulary_table
from letdown.recording import Recording


def measure(recording: Recording, request: Request, seed: int = 0, woman: int = 0) -> float:
    """One number of one woman, in the observable's unit; NaN where she has none (no let-down has no time).

    The instruments' errors hang on ``seed`` and ``woman``. Raises :class:`~letdown.errors.InputError` where the session does not
    hold what is asked for.
    """
    return measure_all(recording, [request], seed, woman)[0]


def measure_all(recording: Recording, requests: Sequence[Request], seed: int = 0, woman: int = 0) -> list[float]:
    """Several measures of one recording; what they share (a detection, a series of samples) is worked out once."""
    view = View(recording, seed, woman)
    return [_answer(view, one) for one in requests]


def _answer(view: View, ask: Request) -> float:
    """One number; an error says which measure it belongs to."""
    if ask.observable.fine and view.step > 0.1:
        raise InputError(f"{ask.where}: {ask.name} needs steps of 20 ms; simulate without `averaged`.")
    try:
        return float(ask.observable.compute(view, ask))
    except InputError as error:
        if str(error).startswith(ask.where):
            raise
        raise type(error)(f"{ask.where}: {error}") from error


__all__ = [
    "OBSERVABLES",
    "Argument",
    "Observable",
    "Request",
    "Row",
    "View",
    "measure",
    "measure_all",
    "milk_ejections",
    "request",
    "vocabulary_table",
]
