"""Drawing women: each lognormal about the default, drawn again where a number falls outside its parameter's range.

A woman hangs on the seed and her own number alone: woman 7 of 10 is woman 7 of 10 000, on whatever day she is drawn. Her
oxytocin network is wired by the same key.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, cast, overload

import numpy as np

from letdown.dyad import DEFAULTS, Mother, Parameters, parameter_fields, parameter_value, with_parameters
from letdown.errors import InputError
from letdown.populations.conditions import Conditions
from letdown.populations.spreads import SPREADS, TRAITS
from letdown.random_streams import STREAM_WOMAN, standard_normal, uniform
from letdown.simulation import checked_seed

_LARGEST = 10_000_000
_DRAWS = 64
_DAY, _PARITY = 1 << 20, (1 << 20) + 1
"""Counters of the draws that are no traits, out of their way."""
PRIMIPAROUS = 0.45
"""Share of first-time mothers where parity is mixed (assumed; near what birth registers of rich countries count)."""
_REMEMBERED = 2048
_USUAL = Conditions()


class _Plan(NamedTuple):
    """One spread, ready to draw: path, its value in the median woman, range, and (place of the trait, log-SD) of each part."""

    path: str
    median: float
    low: float
    high: float
    parts: tuple[tuple[int, float], ...]


@lru_cache(maxsize=16)
def _plans(base: Parameters) -> tuple[_Plan, ...]:
    fields = parameter_fields()
    return tuple(
        _Plan(
            one.path,
            one.ratio * parameter_value(base, one.path),
            fields[one.path].low,
            fields[one.path].high,
            tuple((TRAITS.index(part.trait), part.log_sd) for part in one.parts),
        )
        for one in SPREADS
    )


@lru_cache(maxsize=_REMEMBERED)  # the same women go through many a session
def draw(seed: int, woman: int, base: Parameters = DEFAULTS) -> Parameters:
    """The parameters of one woman about ``base``."""
    changes: dict[str, object] = {}
    drawn: dict[int, float] = {}
    for plan in _plans(base):
        for attempt in range(_DRAWS):
            moved = 0.0
            for trait, log_sd in plan.parts:
                counter = trait * _DRAWS + attempt
                if counter not in drawn:
                    drawn[counter] = standard_normal(seed, woman, STREAM_WOMAN, counter)
                moved += log_sd * drawn[counter]
            value = plan.median * math.exp(moved)
            if plan.low <= value <= plan.high:
                changes[plan.path] = value
                break
        else:
            raise InputError(f"{plan.path} = {plan.median:g} leaves no room for women to differ: move it inwards.")
    return with_parameters(base, changes)


def woman(number: int, seed: int = 0, conditions: Conditions = _USUAL, base: Parameters = DEFAULTS) -> Mother:
    """Woman ``number`` (from 1) of the population that ``seed`` draws, as she is in these ``conditions``."""
    if not _whole(number):
        raise InputError(f"There is no woman {number}: give a whole number from 1 to {_LARGEST}.")
    checked_seed(seed)
    first, last = conditions.range_of_days
    day = first if first == last else first + (last - first) * uniform(seed, number, STREAM_WOMAN, _DAY)
    parity = conditions.parity
    if parity == "mixed":
        parity = "primiparous" if uniform(seed, number, STREAM_WOMAN, _PARITY) < PRIMIPAROUS else "multiparous"
    return Mother(day, draw(seed, number, base), number, seed, parity, conditions.feeding, conditions.infant)


def _whole(number: object) -> bool:
    return isinstance(number, (int, np.integer)) and not isinstance(number, bool) and 1 <= int(cast(int, number)) <= _LARGEST


@dataclass(frozen=True, eq=False)
class Population(Sequence[Mother]):
    """Women drawn when they are asked for, so that ten million take no more memory than ten; ``women[0]`` is woman 1."""

    size: int
    seed: int = 0
    conditions: Conditions = _USUAL
    base: Parameters = DEFAULTS

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, index: int) -> Mother: ...
    @overload
    def __getitem__(self, index: slice) -> list[Mother]: ...
    def __getitem__(self, index: int | slice) -> Mother | list[Mother]:
        if isinstance(index, slice):
            return [self[k] for k in range(*index.indices(self.size))]
        if not -self.size <= index < self.size:
            raise IndexError(f"There is no place {index} in a population of {self.size} women.")
        return woman(index % self.size + 1, self.seed, self.conditions, self.base)

    def __iter__(self) -> Iterator[Mother]:
        return (self[k] for k in range(self.size))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str):
            return NotImplemented
        others = cast(Sequence[Any], other)
        return len(self) == len(others) and all(mine == theirs for mine, theirs in zip(self, others, strict=True))

    __hash__ = None  # pyright: ignore[reportAssignmentType]

    def __repr__(self) -> str:
        return f"<{self.size} women of seed {self.seed}: {self.conditions}>"


def population(
    n: int,
    seed: int = 0,
    days_postpartum: float | tuple[float, float] = 60.0,
    base: Parameters = DEFAULTS,
    parity: str = "mixed",
    feeding: str = "exclusive",
    infant: str = "term",
) -> Population:
    """``n`` women, numbered from 1 (0 is the median woman); the same ``seed`` draws the same women.

    ``days_postpartum`` is one number of days or a range of two; ``parity`` ``"mixed"`` is drawn for each woman.
    """
    if not _whole(n):
        raise InputError(f"A population of {n} women can't be drawn: give a whole number from 1 to {_LARGEST}.")
    return Population(n, checked_seed(seed), Conditions(days_postpartum, parity, feeding, infant), base)
