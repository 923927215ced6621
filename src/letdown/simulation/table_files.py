"""Tables of women on disk: CSV with units in its header, and Parquet."""

from __future__ import annotations

import csv
import importlib
import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from letdown.errors import FileError, MissingExtraError
from letdown.recording import Series, checked_suffix, whole_file
from letdown.simulation.table import Attribute, Table

TABLE_SUFFIXES = (".parquet", ".csv")


def parquet() -> Any:
    """The library that reads and writes Parquet; :class:`MissingExtraError` where it is not installed."""
    try:
        return importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError(
            "Parquet needs the library pyarrow, which is not installed: pip install 'letdown[data]', or write .csv."
        ) from error


def write_table(table: Table, path: str | Path, allowed: tuple[str, ...] = TABLE_SUFFIXES) -> Path:
    """Write ``table`` to ``path``, whole or not at all; its ending says how."""
    target = Path(path)
    writer = {".csv": _write_csv, ".parquet": _write_parquet}[checked_suffix(target, allowed)]
    if writer is _write_parquet:
        parquet()
    with whole_file(target) as temporary:
        writer(table, temporary)
    return target


def read_table(path: str | Path) -> Table:
    """Read what :func:`write_table` has written; :class:`FileError` for anything else."""
    source = Path(path)
    reader = {".csv": _read_csv, ".parquet": _read_parquet}[checked_suffix(source, TABLE_SUFFIXES)]
    if not source.is_file():
        raise FileError(f"There is no file '{source}'; check the name and the folder.")
    try:
        return reader(source)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise FileError(f"'{source}' can't be read as a table ({error}); give one that letdown has written.") from error


def _written(value: float) -> str:
    """A number as text that reads back to the same bits; whole numbers without their '.0', empty for none."""
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _write_csv(table: Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([f"{one.name} [{one.unit}]" for one in table.columns.values()])
        for row in zip(*(one.values.tolist() for one in table.columns.values()), strict=True):
            writer.writerow([_written(value) for value in row])


def _read_csv(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    columns: dict[str, Series] = {}
    for place, head in enumerate(rows[0]):
        name, _, rest = head.rpartition(" [")
        values = np.array([float(row[place]) if row[place] else math.nan for row in rows[1:]], dtype=np.float64)
        columns[name] = Series(name, rest.removesuffix("]"), "", values)
    return Table(columns)


def _write_parquet(table: Table, path: Path) -> None:
    pyarrow: Any = importlib.import_module("pyarrow")
    fields = [
        pyarrow.field(one.name, pyarrow.float64(), metadata={"unit": one.unit, "meaning": one.meaning})
        for one in table.columns.values()
    ]
    schema = pyarrow.schema(fields, metadata={"letdown": json.dumps(dict(table.attributes))})
    arrays = [pyarrow.array(one.values) for one in table.columns.values()]
    parquet().write_table(pyarrow.Table.from_arrays(arrays, schema=schema), str(path))


def _read_parquet(path: Path) -> Table:
    read: Any = parquet().read_table(str(path))
    columns: dict[str, Series] = {}
    for part in read.schema:
        said: dict[bytes, bytes] = part.metadata or {}
        values = read.column(part.name).to_numpy().astype(np.float64)
        columns[part.name] = Series(part.name, said.get(b"unit", b"").decode(), said.get(b"meaning", b"").decode(), values)
    about: dict[bytes, bytes] = read.schema.metadata or {}
    attributes: dict[str, Attribute] = json.loads(about.get(b"letdown", b"{}"))
    return Table(columns, attributes)
