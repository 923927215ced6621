"""Whether a target is met, by how many bands it is missed, how much it counts, and whether more women are needed to say so."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from letdown.experiments import Target
from letdown.experiments.bands import distance, transformed
from letdown.experiments.records import EXTREMES
from letdown.validate.statistics import NORMAL_90, NORMAL_95, Estimate

MOST_WOMEN = 2_000
"""Women an arm; what is still unsure then is inconclusive."""
FAR = 4.0
"""Bands beyond which a miss has to be explained in the experiment's file."""
_SHARE_OF_HALF, _FINEST = 1.0 / 8.0, 0.01
_SURE_OF_SIGN = 3.0
_POOL, _LEAST_POOL = 10, 400
_LEAST = 96


@dataclass(frozen=True)
class Verdict:
    """A target with what the model gave.

    ``misses`` is in bands (1 is the edge; infinite where the model gives nothing on the band's scale). ``close`` says whether
    the value itself lies in the band; ``met`` needs enough women besides. ``vote`` is its weight within its experiment.
    ``offset`` is value and interval in bands, with their sign.
    """

    target: Target
    estimate: Estimate
    misses: float
    close: bool
    precise: bool
    met: bool
    inconclusive: bool
    vote: float
    offset: tuple[float, float, float] | None = None

    @property
    def counts(self) -> bool:
        """Whether it is part of a score."""
        return self.vote > 0.0

    @property
    def unexplained(self) -> bool:
        """Whether it is missed by more than :data:`FAR` bands and nobody says why."""
        return self.counts and not (self.close or self.inconclusive or self.target.explained) and self.misses > FAR

    @property
    def settled(self) -> bool:
        """Whether more women would hardly change it: the interval, twice as wide, lies on one side of the band's edge."""
        if self.target.statistic == "order" or self.offset is None:
            return self.precise
        wide = 2.0 * _width(self.offset)
        return self.precise or abs(self.offset[0]) + wide <= 1.0 or abs(self.offset[0]) - wide > 1.0

    @property
    def word(self) -> str:
        """The verdict in a word."""
        if self.inconclusive:
            return "inconclusive"
        return "met" if self.met else "missed"


def limit_of(target: Target) -> float:
    """The standard error on the band's scale that is small enough to judge by."""
    half = target.band.half
    return _SHARE_OF_HALF * half if target.scale == "linear" else max(_SHARE_OF_HALF * half, _FINEST)


def is_precise(target: Target, found: Estimate) -> bool:
    """Whether as many women were run as the rule asks for."""
    if target.statistic == "order":
        return abs(found.off) >= _SURE_OF_SIGN or (found.error == 0.0 and found.women >= _LEAST)
    if target.statistic in EXTREMES:
        return found.women >= pool_of(target)
    return found.error <= limit_of(target)


def pool_of(target: Target) -> int:
    """How many women the studies of an extreme are drawn from."""
    return min(max(_POOL * target.n, _LEAST_POOL), MOST_WOMEN)


def women_needed(target: Target, found: Estimate) -> int:
    """How many women an arm will be enough, as far as can be told from those so far; no more for what does not count."""
    if is_precise(target, found) or not target.band.counts:
        return min(found.women, MOST_WOMEN) if found.women else _LEAST
    if target.statistic in EXTREMES:
        return pool_of(target)
    if target.statistic == "order":
        ratio = (_SURE_OF_SIGN / max(abs(found.off), 0.1)) ** 2 if math.isfinite(found.off) else 2.0
    else:
        ratio = (found.error / limit_of(target)) ** 2 if math.isfinite(found.error) and limit_of(target) > 0.0 else 2.0
    wanted = math.ceil(found.women * min(max(1.08 * ratio, 1.15), 8.0))
    return min(wanted, MOST_WOMEN)


def verdict(target: Target, found: Estimate, vote: float) -> Verdict:
    """Judge one target.

    It is inconclusive, and not met, where fewer women were run than the rule asks for, unless the whole interval lies on one
    side of the band's edge, so that more women would not change it.
    """
    precise = is_precise(target, found)
    if target.statistic == "order":
        misses = _missed_order(found.off)
        close = found.off >= NORMAL_95
        sure = precise or abs(found.off) >= NORMAL_95
        return Verdict(target, found, misses, close, precise, close, not sure and not close, vote)
    if target.statistic in EXTREMES:
        close = bool(found.covers)
        misses = found.off if math.isfinite(found.off) else math.inf
        return Verdict(target, found, misses, close, precise, close and precise, not precise, vote)
    if not math.isfinite(found.value):
        return Verdict(target, found, math.inf, False, precise, False, False, vote)
    offset = _offset(target, found)
    if target.statistic == "null":
        misses = max(abs(offset[1]), abs(offset[2])) if offset else math.inf
        sure = precise or misses <= 1.0 or (offset is not None and abs(offset[0]) - _width(offset) > 1.0)
    else:
        misses = distance(target.band, found.value)
        sure = precise or (offset is not None and (max(map(abs, offset)) <= 1.0 or abs(offset[0]) - _width(offset) > 1.0))
    close = misses <= 1.0
    return Verdict(target, found, misses, close, precise, close and sure, not sure, vote, offset)


def _missed_order(errors: float) -> float:
    """Bands of an order: 1 where the 97.5 % one-sided bound is 0, 2 where the arms are alike, more where they are reversed."""
    return max(0.0, 2.0 - errors / NORMAL_95) if math.isfinite(errors) else (0.0 if errors > 0.0 else math.inf)


def _offset(target: Target, found: Estimate) -> tuple[float, float, float] | None:
    """Value and interval in bands off the published value, with their sign; None beyond the end of a scale."""
    band = target.band
    middle = transformed(band.scale, found.value) - transformed(band.scale, band.value)
    if not math.isfinite(middle) or not math.isfinite(found.error):
        return None
    wide = (NORMAL_90 if target.statistic == "null" else NORMAL_95) * found.error

    def in_bands(moved: float) -> float:
        if not band.narrowed or moved == 0.0:
            return moved / band.half
        edge = band.high if moved > 0.0 else band.low
        return moved / abs(transformed(band.scale, edge) - transformed(band.scale, band.value))

    return in_bands(middle), in_bands(middle - wide), in_bands(middle + wide)


def _width(offset: tuple[float, float, float]) -> float:
    return max(offset[2] - offset[0], offset[0] - offset[1])


def votes(targets: Sequence[Target]) -> list[float]:
    """The weight of each target within its experiment: targets of one curve share one vote, a recalled number has half a one.

    What is derived by ourselves or weak has none.
    """
    counting = [target.band.counts and target.provenance != "derived" for target in targets]
    sharing = Counter(target.curve for target, counts in zip(targets, counting, strict=True) if counts and target.curve)
    return [
        (0.5 if target.provenance == "recalled" else 1.0) / (sharing[target.curve] if target.curve else 1) if counts else 0.0
        for target, counts in zip(targets, counting, strict=True)
    ]


def share_met(verdicts: Iterable[Verdict]) -> float | None:
    """The share of votes that are met; None where nothing counts."""
    cast = list(verdicts)
    total = sum(one.vote for one in cast)
    return sum(one.vote for one in cast if one.met) / total if total else None
