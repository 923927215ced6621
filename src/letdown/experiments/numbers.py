"""The numbers of one target: converted, found possible, and made into the band that follows from them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from letdown.errors import InputError
from letdown.experiments.bands import Band, back, band, half_width, judged, null_band, student, transformed, without_spread
from letdown.experiments.models import PaperTable, PublishedTable, TargetTable
from letdown.experiments.pooling import pooled
from letdown.experiments.records import EXTREMES, Arm, Published, Spread, Target
from letdown.experiments.standard_errors import error_of, error_of_contrast, share_of
from letdown.experiments.units import converted, spread_of

if TYPE_CHECKING:
    from letdown.observables import Request

OF_N_ALONE = ("fraction", "sd", "cv", "correlation", "r_squared", "repeatability")
"""Statistics whose error follows from the number of women."""
_LEAST = {"fraction": 2, "sd": 2, "cv": 2, "correlation": 4, "r_squared": 4, "repeatability": 4}
_HALF_OF_95 = 1.96
_TYPO = 0.5


class Findings(NamedTuple):
    """What a target can refer to, and the place of each of its keys in words."""

    arms: Mapping[str, Arm]
    measures: Mapping[str, Request]
    provenance: str
    where: Callable[[str], str]


class Numbers:
    """The numbers of one target, converted, and the bands that follow from them."""

    def __init__(self, target: Target, table: TargetTable, scale: str, unit: str, among: Findings) -> None:
        self._target, self._table, self._scale, self._unit, self._where = target, table, scale, unit, among.where
        self._crossed = bool(target.versus) and among.arms[target.arm].group == among.arms[target.versus].group

    def value(self, numbers: tuple[float, ...], key: str = "value", unit: str = "") -> list[float]:
        """Numbers in the target's unit, each possible on its scale."""
        at = self._where("unit" if key == "value" and self._table.unit is not None else key)
        moved = [converted(one, unit or self._unit, self._target.unit, f"{at}: {key}") for one in numbers]
        return [self._possible(one, self._scale, key) for one in moved]

    def _possible(self, value: float, scale: str, key: str) -> float:
        said = f"{self._where(key)}: {value:g} {self._target.unit}".removesuffix(" 1")
        if scale == "log" and (value < 0.0 or (value == 0.0 and self._target.statistic not in EXTREMES)):
            raise InputError(f"{said} can't be: this is above 0. For 'none at all' give a fraction of women, such as above = 0.")
        if scale == "arcsine" and not 0.0 <= value <= 1.0:
            hint = "; give unit = 'percent'" if 1.0 < value <= 100.0 and self._unit == "1" else ""
            raise InputError(f"{said} is no fraction: it lies from 0 to 1{hint}.")
        if scale == "atanh" and not -1.0 < value < 1.0:
            raise InputError(f"{said} is no correlation: it lies between -1 and 1.")
        if scale == "atanh_root" and not 0.0 < value < 1.0:
            raise InputError(f"{said} is no squared correlation: it lies between 0 and 1.")
        return value

    def _enough(self, n: int, spread: Spread | None) -> None:
        """Refuse what so few women can't show."""
        statistic = self._target.statistic
        least = max(2 if spread is not None else 1, _LEAST.get(statistic, 1))
        if n < least:
            what = f"a {statistic}" if statistic in _LEAST or spread is None else f"a spread ({spread.kind})"
            raise InputError(f"{self._where('n')}: n = {n} is too few for {what}; at least {least} women are needed.")

    def _checked(self, found: Published, key: str) -> Published:
        self._enough(found.n, found.spread)
        spread = found.spread
        if spread is not None and self._target.statistic in OF_N_ALONE and spread.kind != "ci95":
            raise InputError(
                f"{self._where(key)}: a {self._target.statistic} has no {spread.kind}; its error follows from n (or give ci95)."
            )
        if spread is not None and spread.kind == "ci95" and not spread.low <= found.value <= spread.high:
            raise InputError(
                f"{self._where(key)}: ci95 {spread.low:g} to {spread.high:g} does not hold the value {found.value:g}."
            )
        if self._scale == "arcsine" and spread is not None and found.value in (0.0, 1.0):
            raise InputError(f"{self._where(key)}: a mean of exactly {found.value:g} can't spread; leave the spread out.")
        return found

    def _share(self, count: int, n: int) -> float:
        if count > n:
            raise InputError(f"{self._where('count')}: {count} of {n} women can't be; give count <= n.")
        return share_of(count, n)

    def _own_spread(self) -> Spread | None:
        return spread_of(self._table.spread, self._unit, self._target.unit, self._where("spread"))

    def found(self) -> Target:
        """A value with its spread, or what both arms of a contrast gave."""
        table, target = self._table, self._target
        if table.published:
            return self._contrast()
        given_value = table.value if isinstance(table.value, float) else 0.0
        number = self._share(table.count, target.n) if table.count is not None else self.value((given_value,))[0]
        one = self._checked(Published(number, target.n, self._own_spread()), "spread")
        # The n of a contrast says nothing without its spread: how two arms vary together is not known.
        statistic = ("median" if target.statistic == "median" else "mean") if target.contrast else target.statistic
        half = half_width(self._scale, error_of(one, statistic, self._scale), one.n, abs(number))
        return replace(target, value=number, spread=one.spread, band=band(self._scale, number, half, bool(target.contrast)))

    def arms(self) -> tuple[Published, Published]:
        """What ``published`` says of arm and versus, in the observable's unit (shares as fractions)."""
        first, second = (self._arm(table) for table in self._table.published)
        return first, second

    def _arm(self, table: PublishedTable) -> Published:
        n = table.n or self._target.n
        if (table.mean is None) == (table.count is None):
            raise InputError(f"{self._where('published')}: give each of the two arms a mean or a count.")
        spread = spread_of(table, "1", "1", self._where("published"))
        if table.count is not None:
            if self._target.statistic != "fraction":
                raise InputError(f"{self._where('published')}: a count of women is a fraction; give statistic = 'fraction'.")
            return self._checked(Published(self._share(table.count, n), n, spread), "published")
        # Of a ratio any unit will do, as both arms are in the same.
        value = float(table.mean or 0.0)
        if self._target.contrast == "difference":
            value = converted(value, self._unit, self._target.unit, self._where("published"))
            spread = spread_of(table, self._unit, self._target.unit, self._where("published"))
        elif self._target.statistic == "fraction":
            value = converted(value, self._table.unit or "1", "1", self._where("published"))
        if self._target.contrast == "ratio":
            self._possible(value, "log", "published")
        if self._target.statistic == "fraction":
            self._possible(value, "arcsine", "published")
        return self._checked(Published(value, n, spread), "published")

    def _error(self, first: Published, second: Published) -> tuple[float | None, int]:
        """The error of the contrast on its scale, and the women that it hangs on (one more than degrees of freedom)."""
        spread = self._own_spread()
        if spread is not None:
            value = first.value / second.value if self._target.contrast == "ratio" else first.value - second.value
            one = self._checked(Published(value, self._target.n, spread), "spread")
            return error_of(one, "mean", self._scale), one.n
        if self._crossed:
            return None, self._target.n
        statistic = "mean" if self._target.statistic == "null" and self._target.limit is None else self._target.statistic
        statistic = "fraction" if self._target.statistic == "null" and self._target.limit is not None else statistic
        return error_of_contrast(first, second, statistic, self._target.contrast), first.n + second.n - 1

    def _contrast(self) -> Target:
        first, second = self.arms()
        number = first.value / second.value if self._target.contrast == "ratio" else first.value - second.value
        if isinstance(self._table.value, float):
            said = self.value((self._table.value,))[0]
            apart = abs(math.log(said / number)) > _TYPO if self._scale == "log" else said * number < 0.0
            if apart:
                raise InputError(
                    f"{self._where('value')}: value {said:g} and published ({number:g}) do not agree; published is [arm, versus]."
                )
            number = said
        error, women = self._error(first, second)
        half = half_width(self._scale, error, women, max(abs(first.value), abs(second.value)))
        made = band(self._scale, number, half, contrast=True)
        return replace(self._target, value=number, spread=self._own_spread(), published=(first, second), band=made)

    def null(self) -> Target:
        """A finding of no difference: a band about none, from the spread of the contrast, else 20 %."""
        target, scale = self._target, self._scale
        published = self.arms() if self._table.published else ()
        larger = max((abs(one.value) for one in published), default=None)
        if published:
            error, women = self._error(published[0], published[1])
        else:
            spread = self._own_spread()
            none = 1.0 if scale == "log" else 0.0
            error = None
            if spread is not None:
                error = error_of(self._checked(Published(none, target.n, spread), "spread"), "mean", scale)
            women = target.n
        if error is None:
            if scale == "linear" and larger is None:
                raise InputError(f"{self._where('')}: a difference of none needs published = [arm, versus] or its spread.")
            half = without_spread(scale, larger)
        else:
            half = student(women) * error
        return replace(target, spread=self._own_spread(), published=published, band=null_band(scale, half, larger))

    def papers(self) -> Target:
        """Several laboratories as one value: the random-effects mean on the scale of the band."""
        found = tuple(self._paper(table) for table in self._table.papers)
        larger = max(abs(one.value) for one in found)
        errors: list[float] = []
        for one in found:
            error = error_of(one, "mean" if self._target.contrast else self._target.statistic, self._scale)
            if not error:  # a paper without spread weighs as little as its band would be wide
                error = half_width(self._scale, error, max(one.n, 2), larger) / _HALF_OF_95
            errors.append(error)
        together = pooled([transformed(self._scale, one.value) for one in found], errors)
        women = sum(one.n for one in found)
        number = back(self._scale, together.mean)
        half = half_width(self._scale, together.error, women, larger)
        made = band(self._scale, number, half, bool(self._target.contrast))
        return replace(self._target, value=number, n=women, papers=found, band=made)

    def _paper(self, table: PaperTable) -> Published:
        n, unit = table.n or 0, table.unit or self._unit
        if n < 1:
            raise InputError(f"{self._where('papers')}: '{table.citation}' has no n; each paper needs its number of women.")
        if (table.value is None) == (table.count is None):
            raise InputError(f"{self._where('papers')}: '{table.citation}' needs a value, or a count of n.")
        spread = spread_of(table.spread, unit, self._target.unit, self._where("papers"))
        if table.count is not None:
            return self._checked(Published(self._share(table.count, n), n, spread, table.citation), "papers")
        value = self.value((table.value or 0.0,), "papers", unit)[0]
        return self._checked(Published(value, n, spread, table.citation), "papers")

    def narrowed(self, rule: Band) -> Band:
        """The band that the file asks for, if it does: inside the rule's, about the value."""
        if self._table.band is None:
            return rule
        where = self._where("band")
        low, high = (converted(one, self._unit, self._target.unit, where) for one in self._table.band)
        said = f"{where}: band [{low:g}, {high:g}]"
        if not low < high:
            raise InputError(f"{said} is empty; give [low, high].")
        if not low < rule.value < high:
            raise InputError(f"{said} does not hold the value {rule.value:g}; give one about it.")
        slack = 1e-9 * (rule.high - rule.low)
        if low < rule.low - slack or high > rule.high + slack:
            raise InputError(f"{said} is wider than the rule's {rule.low:.4g} to {rule.high:.4g}; a file may only narrow it.")
        centre = transformed(rule.scale, rule.value)
        half = min(centre - transformed(rule.scale, low), transformed(rule.scale, high) - centre)
        made = replace(rule, half=half, low=low, high=high, narrowed=True)
        return made if self._target.statistic == "null" else judged(made, bool(self._target.contrast))
