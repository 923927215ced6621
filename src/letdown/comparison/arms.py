"""The two arms: a session, what is held in it, and the women as they are in it; both are run over the same span of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from letdown.dyad import Mother
from letdown.errors import InputError
from letdown.schedule import compile_session
from letdown.sessions import Session, rest
from letdown.simulation.women import SessionOf

Women = Mother | Sequence[Mother]

_BEFORE = 10.0
"""Seconds of rest that every run begins with (:mod:`letdown.schedule`)."""
_LEAST_AFTER = 120.0
"""Seconds after time 0 that are always run: blood is drawn every 2 min, and a count needs a sample after the first."""


@dataclass(frozen=True)
class Arm:
    """One of two scenarios: a session for all, or the one made for each woman.

    ``women`` are the same women as they are here, where this arm changes who they are. ``clamp`` holds series at a value;
    ``name`` is what tables and pictures call it.
    """

    session: SessionOf
    women: Women | None = None
    clamp: Mapping[str, object] = field(default_factory=dict[str, object])
    name: str = ""

    def session_for(self, mother: Mother) -> Session:
        """The session that she goes through."""
        return self.session(mother) if callable(self.session) else self.session

    @property
    def said(self) -> str:
        """The session in words."""
        return "made for each woman" if callable(self.session) else repr(self.session)


class Case(tuple[Mother, Mother, int]):
    """One comparison: the mother as she is in the first and in the second arm, and the seed of her chances in both."""

    __slots__ = ()

    @property
    def mothers(self) -> tuple[Mother, Mother]:
        """She in the first and in the second arm."""
        return self[0], self[1]

    @property
    def seed(self) -> int:
        """The seed of her chances, the same in both."""
        return self[2]


def arm(given: SessionOf | Arm, name: str) -> Arm:
    """``given`` as an arm with a name."""
    made = given if isinstance(given, Arm) else Arm(given)
    if not isinstance(cast(object, made.session), Session) and not callable(made.session):
        raise InputError(f"What is compared are two sessions, or arms that have one; {made.session!r} is none.")
    return Arm(made.session, made.women, made.clamp, made.name or name)


class Cases(Sequence[Case]):
    """Every comparison that is to be made, each made when it is asked for.

    Of many women each is one; of a single mother each of ``seeds`` seeds from ``seed`` on is one.
    """

    def __init__(self, women: Women, first: Arm, second: Arm, seed: int, seeds: int) -> None:
        self._arms = tuple(_women(women if one.women is None else one.women) for one in (first, second))
        self._seed = seed
        lone = [isinstance(one, Mother) for one in self._arms]
        if lone[0] != lone[1]:
            raise InputError("One arm has a single mother and the other many women: give the same women in both.")
        self.lone = lone[0]
        sizes = [1 if isinstance(one, Mother) else len(one) for one in self._arms]
        if sizes[0] != sizes[1] or not sizes[0]:
            raise InputError(f"The arms have {sizes[0]} and {sizes[1]} women: give the same ones in both, at least one.")
        if self.lone and (isinstance(seeds, bool) or seeds < 1):
            raise InputError(f"seeds = {seeds}: give a whole number of seeds for one mother, 1 or more.")
        self._size = seeds if self.lone else sizes[0]

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, place: int) -> Case:  # pyright: ignore[reportIncompatibleMethodOverride]
        if not 0 <= place < self._size:
            raise IndexError(f"There is no comparison {place} of {self._size}.")
        mothers = [one if isinstance(one, Mother) else _mother(one[place]) for one in self._arms]
        if mothers[0].woman != mothers[1].woman:
            raise InputError(
                f"Woman {mothers[0].woman} of the first arm stands beside woman {mothers[1].woman} of the second: "
                "chances hang on her number, so give the same women in the same order."
            )
        return Case((mothers[0], mothers[1], self._seed + place if self.lone else self._seed))


def _women(given: object) -> Women:
    """A mother, or a sequence of them; a generator is written down first."""
    if isinstance(given, Mother):
        return given
    if isinstance(given, Sequence) and not isinstance(given, str):
        return cast(Sequence[Mother], given)
    if isinstance(given, Iterable) and not isinstance(given, str):
        return list(cast(Iterable[Mother], given))
    raise InputError(f"Women are a mother or several, as population() draws them; {given!r} is neither.")


def _mother(given: object) -> Mother:
    if not isinstance(given, Mother):
        raise InputError(f"Women are mothers in a list, as population() draws them; {given!r} is none.")
    return given


def spanning(sessions: tuple[Session, Session], mothers: tuple[Mother, Mother], step: float) -> tuple[Session, Session]:
    """Both sessions with rest before and after, so that the two are run and measured over one span of time."""
    schedules = [compile_session(one, who.today(), step) for one, who in zip(sessions, mothers, strict=True)]
    begin = min(one.first for one in schedules) * step + _BEFORE
    end = max(_LEAST_AFTER, *(one.last * step for one in schedules))
    around = rest(f"{end - begin!r} s", at=f"{begin!r} s")
    return sessions[0].with_(around), sessions[1].with_(around)
