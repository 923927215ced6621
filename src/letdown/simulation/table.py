"""A table of women: one row a woman, named columns with units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from letdown.errors import MissingExtraError, ParameterError, unknown_name
from letdown.recording import Series

if TYPE_CHECKING:
    from letdown.dyad import Mother

Attribute = str | int | float
Row = Mapping[str, Any]
"""What a summary finds of one woman: a number (NaN or ``None`` where there is none), or one with a unit and a meaning."""


@dataclass(frozen=True)
class Table:
    """Columns of one length; the first is ``woman``, the number of each. ``attributes`` say where the table comes from."""

    columns: Mapping[str, Series]
    attributes: Mapping[str, Attribute] = field(default_factory=dict[str, Attribute])

    def __len__(self) -> int:
        return next((one.values.size for one in self.columns.values()), 0)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __contains__(self, name: object) -> bool:
        return name in self.columns

    def __getitem__(self, name: str) -> NDArray[np.float64]:
        return self._named(name).values

    def __repr__(self) -> str:
        return f"<Table of {len(self)} women: {len(self.columns)} columns>"

    def unit(self, name: str) -> str:
        """The unit of a column."""
        return self._named(name).unit

    def meaning(self, name: str) -> str:
        """What a column means."""
        return self._named(name).meaning

    def _named(self, name: str) -> Series:
        if name not in self.columns:
            raise ParameterError(unknown_name("column", name, self.columns))
        return self.columns[name]

    def to_csv(self, path: str | Path) -> Path:
        """Write a ``.csv`` file with units in its header, one line a woman; empty where there is no number."""
        from letdown.simulation.table_files import write_table

        return write_table(self, path, (".csv",))

    def to_parquet(self, path: str | Path) -> Path:
        """Write a ``.parquet`` file; units, meanings and attributes go with it. Needs the extra ``data``."""
        from letdown.simulation.table_files import write_table

        return write_table(self, path, (".parquet",))

    def to_xarray(self) -> Any:
        """An ``xarray.Dataset`` along ``woman``; needs the extra ``data``."""
        try:
            import xarray
        except ImportError as error:
            raise MissingExtraError(
                f"This needs the library xarray, which is not installed: pip install 'letdown[data]' ({error})."
            ) from error
        variables = {
            name: ("woman", one.values, {"units": one.unit, "long_name": one.meaning})
            for name, one in self.columns.items()
            if name != "woman"
        }
        return xarray.Dataset(variables, coords={"woman": self["woman"].astype(np.int64)}, attrs=dict(self.attributes))


def table_of(women: Sequence[Mother], rows: Sequence[Row], attributes: Mapping[str, Attribute]) -> Table:
    """The table of ``rows``, one for each of ``women``; a column that a woman lacks is NaN in her row."""
    about = {
        "woman": ("1", "number of the woman", [mother.woman for mother in women]),
        "days_postpartum": ("day", "days since birth", [mother.days_postpartum for mother in women]),
        "births": ("1", "births so far: 1, or 2 for two and more; empty where it is not told", [_births(m) for m in women]),
    }
    columns = {
        name: Series(name, unit, meaning, np.asarray(values, dtype=np.float64)) for name, (unit, meaning, values) in about.items()
    }
    for name in dict.fromkeys(name for row in rows for name in row):
        found = [row.get(name) for row in rows]
        first = next(one for one in found if one is not None)
        values: NDArray[np.float64] = np.array([_number(one) for one in found], dtype=np.float64)
        columns[name] = Series(name, getattr(first, "unit", ""), getattr(first, "meaning", ""), values)
    return Table(columns, dict(attributes))


def joined(tables: Sequence[Table]) -> Table:
    """The rows of ``tables`` under one another; a column that one of them lacks is NaN there."""
    names = dict.fromkeys(name for one in tables for name in one)
    columns: dict[str, Series] = {}
    for name in names:
        known = next(one.columns[name] for one in tables if name in one)
        parts = [one[name] if name in one else np.full(len(one), np.nan) for one in tables]
        columns[name] = Series(name, known.unit, known.meaning, np.concatenate(parts))
    return Table(columns, tables[0].attributes if tables else {})


def _births(mother: Mother) -> float:
    return {"primiparous": 1.0, "multiparous": 2.0}.get(mother.parity, np.nan)


def _number(found: object) -> float:
    value: object = getattr(found, "value", found)
    return np.nan if value is None else float(cast(float, value))
