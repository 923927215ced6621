"""``simulate``: one woman to her Recording, many to a Table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast, overload

from letdown.dyad import Mother
from letdown.errors import InputError
from letdown.recording import Recording
from letdown.sessions import Session
from letdown.simulation import running
from letdown.simulation.table import Attribute, Table, table_of
from letdown.simulation.women import Progress, SessionOf, in_order, summarised

Summary = Callable[[Recording], Mapping[str, Any]]


@overload
def simulate(
    mother: Mother,
    session: Session,
    seed: int = 0,
    engine: str | None = None,
    clamp: Mapping[str, object] | None = None,
    averaged: bool | None = None,
    stop_at: object = None,
    resume_from: Recording | None = None,
    progress: Progress | None = None,
    every: int = 1,
) -> Recording: ...
@overload
def simulate(
    mother: Sequence[Mother],
    session: SessionOf,
    seed: int = 0,
    engine: str | None = None,
    clamp: Mapping[str, object] | None = None,
    averaged: bool | None = None,
    *,
    progress: Progress | None = None,
    every: int = 1,
    summary: Summary | None = None,
    threads: int | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Table: ...
def simulate(
    mother: Mother | Sequence[Mother],
    session: SessionOf,
    seed: int = 0,
    engine: str | None = None,
    clamp: Mapping[str, object] | None = None,
    averaged: bool | None = None,
    stop_at: object = None,
    resume_from: Recording | None = None,
    progress: Progress | None = None,
    every: int = 1,
    summary: Summary | None = None,
    threads: int | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Recording | Table:
    """Run one mother through ``session`` and record every signal; run many and tell each in one row of a :class:`Table`.

    ``engine`` is ``"spiking"`` (the full network) or ``"bursts"`` (the generator that stands in for it): spiking for one woman
    unless told otherwise, bursts for many. ``clamp`` holds series at a value (``{"plasma_oxytocin.concentration": 2.0}``).
    ``averaged`` takes the cycle-averaged step of 0.5 s in place of 20 ms, as many women do with bursts unless told otherwise.
    ``progress`` is called with the share done (0 to 1). ``every`` keeps one step in so many.

    For one woman, ``stop_at`` (a time such as ``"10 min"``) ends the run early, and ``resume_from`` continues such a run, bit
    for bit as if it had never stopped; the new Recording holds what is new.

    For many, ``session`` may be made for each woman from her; ``summary`` says what of a Recording becomes her row (the numbers
    of a session's report unless told otherwise); the Table hangs neither on ``threads`` nor on the order of the women;
    ``cancelled`` is asked whether to stop. Raises an :class:`InputError` for what can't be run.
    """
    if isinstance(mother, Mother):
        if callable(session) or summary is not None or threads is not None or cancelled is not None:
            raise InputError(
                "summary, threads, cancelled and a session made for each are for many women: give a list of mothers."
            )
        one_engine = "spiking" if engine is None else engine
        return running.simulate(mother, session, seed, one_engine, clamp, bool(averaged), stop_at, resume_from, progress, every)
    if stop_at is not None or resume_from is not None:
        raise InputError("stop_at and resume_from are for one woman: give a single mother, or shorten the session.")
    if not isinstance(cast(object, mother), Sequence):
        mother = list(mother)  # a generator of mothers will do
    engine, averaged = settings_of_many(engine, averaged)
    one = summarised(session, summary or report_numbers(), seed, engine, clamp, averaged, every)
    mothers: list[Mother] = []
    rows: list[Mapping[str, Any]] = []
    for who, row in in_order(mother, one, threads, cancelled):
        mothers.append(who)
        rows.append(row)
        if progress is not None:
            progress(len(rows) / len(mother))
    return table_of(mothers, rows, said_of_many(session, seed, engine, averaged, clamp))


def settings_of_many(engine: str | None, averaged: bool | None) -> tuple[str, bool]:
    """Engine and step of many women: bursts at the averaged step unless told otherwise."""
    chosen = "bursts" if engine is None else engine
    running.engine_code(chosen)
    return chosen, chosen == "bursts" if averaged is None else averaged


def report_numbers() -> Summary:
    """The summary of who asks for none: the numbers of a session's report."""
    from letdown.reports import numbers

    return numbers


def said_of_many(
    session: SessionOf, seed: int, engine: str, averaged: bool, clamp: Mapping[str, object] | None
) -> dict[str, Attribute]:
    """What is said about such a table as a whole."""
    from letdown import __version__

    return {
        "title": "milk-ejection reflex, simulated women",
        "version": __version__,
        "seed": running.checked_seed(seed),
        "engine": engine,
        "step": running.AVERAGED_STEP if averaged else running.FINE_STEP,
        "session": "made for each woman" if callable(session) else repr(session),
        "clamp": "; ".join(f"{name} = {value}" for name, value in (clamp or {}).items()),
    }
