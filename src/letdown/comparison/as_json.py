"""A comparison for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from letdown.comparison.stages import TITLES

if TYPE_CHECKING:
    from letdown.comparison.arms import Arm
    from letdown.comparison.parting import Part
    from letdown.comparison.result import Comparison, Row


SCHEMA = 1
"""Version of the format: names are added within a version, never renamed or removed."""


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Names and numbers as :class:`~letdown.comparison.schema.ComparisonTable` describes them."""
    from letdown import __version__
    from letdown.reports import INTENDED_USE

    return {
        "schema": SCHEMA,
        "version": __version__,
        "command": "compare",
        "seed": comparison.seed,
        "engine": comparison.engine,
        "step": comparison.step,
        "women": len(comparison),
        "one_woman": comparison.lone,
        "same_women": comparison.same_women,
        "from": comparison.span[0],
        "to": comparison.span[1],
        "arms": [_arm(one) for one in comparison.arms],
        "where": comparison.where,
        "where_lost": None if comparison.where_lost is None else comparison.where_lost.signal,
        "parts": [_part(one) for one in comparison.parts],
        "rows": [_row(one) for one in comparison.rows],
        "result_hash": comparison.result_hash,
        "files": {},
        "intended_use": INTENDED_USE,
    }


def _arm(arm: Arm) -> dict[str, Any]:
    clamp = "; ".join(f"{name} = {value}" for name, value in arm.clamp.items())
    return {"name": arm.name, "session": arm.said, "clamp": clamp}


def _part(part: Part) -> dict[str, Any]:
    size = part.size
    return {
        "signal": part.signal,
        "stage": part.stage,
        "title": part.title,
        "meaning": part.words,
        "share": part.share,
        "time": part.time,
        "lasting": part.lasting,
        "difference": size.difference._asdict(),
        "ratio": size.ratio._asdict(),
        "gap": part.gap._asdict(),
    }


def _row(row: Row) -> dict[str, Any]:
    one, found = row.measure, row.estimate
    return {
        "name": one.name,
        "stage": one.stage,
        "title": TITLES[one.stage],
        "unit": one.unit,
        "meaning": one.meaning,
        "first": found.first,
        "second": found.second,
        "difference": found.difference._asdict(),
        "ratio": found.ratio._asdict(),
        "more": found.more,
        "less": found.less,
        "women": found.women,
        "undefined_first": found.undefined[0],
        "undefined_second": found.undefined[1],
    }
