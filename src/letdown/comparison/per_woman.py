"""A comparison as a table with one line a woman, for colleagues who go on with it elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from letdown.recording import Series
from letdown.simulation import Table

if TYPE_CHECKING:
    from letdown.comparison.result import Comparison


def table(comparison: Comparison) -> Table:
    """Columns ``woman``, ``seed``, and each measure as ``first.…`` and ``second.…``, whose names stand in the attributes."""
    count = len(comparison)
    seeds = comparison.seed + (np.arange(count) if comparison.lone else np.zeros(count))
    columns = {
        "woman": Series("woman", "1", "number of the woman", np.array(comparison.women, dtype=np.float64)),
        "seed": Series("seed", "1", "seed of her chances", np.asarray(seeds, dtype=np.float64)),
    }
    for row in comparison.rows:
        one = row.measure
        for arm, values in (("first", row.first), ("second", row.second)):
            columns[f"{arm}.{one.name}"] = Series(f"{arm}.{one.name}", one.unit, one.meaning, values)
    first, second = comparison.arms
    said = {"title": "milk-ejection reflex, two arms compared", "first": first.name, "second": second.name}
    return Table(columns, {**said, "seed": comparison.seed, "engine": comparison.engine, "step": comparison.step})
