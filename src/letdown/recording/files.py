"""Recordings on disk: netCDF4 with CF-style attributes, and CSV with units in its header."""

from __future__ import annotations

import csv
import importlib
import json
from pathlib import Path
from typing import Any

import numpy as np

from letdown.errors import FileError, InputError
from letdown.recording.places import checked_suffix, read_text, whole_file
from letdown.recording.record import Attribute, Recording, Series, missing_extra, stamped


def save(recording: Recording, path: str | Path) -> Path:
    """Write ``recording`` to ``path``: ``.nc`` (netCDF4, CF style; extra ``data``) or ``.csv`` (units in the header).

    The hash of the result goes with it, and the file appears whole or not at all; :class:`FileError` where it can't be written.
    """
    target = Path(path)
    writer = {".nc": _write_netcdf, ".csv": _write_csv}[checked_suffix(target, (".nc", ".csv"))]
    with whole_file(target) as temporary:
        writer(stamped(recording), temporary)
    return target


def load(path: str | Path) -> Recording:
    """Read a recording that :func:`save` has written; raises :class:`FileError` for anything else."""
    source = Path(path)
    reader = {".nc": _read_netcdf, ".csv": _read_csv}[checked_suffix(source, (".nc", ".csv"))]
    if not source.is_file():
        raise FileError(f"There is no file '{source}'; check the name and the folder.")
    if source.stat().st_size == 0:
        raise FileError(f"The file '{source}' is empty; a recording has at least a header.")
    try:
        return reader(source)
    except FileError:
        raise
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, InputError) as error:
        raise FileError(f"'{source}' can't be read as a recording ({error}); give one that letdown has written.") from error


_VALUES_A_LINE = 200


def _write_csv(recording: Recording, path: Path) -> None:
    """Lines that begin with # hold attributes, meanings and events; then a header with units and one row for each time."""
    with path.open("w", encoding="utf-8", newline="") as out:
        for key, value in recording.attributes.items():
            out.write(f"# attribute {key}: {json.dumps(value)}\n")
        for one in recording.series.values():
            out.write(f"# series {one.name} [{one.unit}]: {json.dumps(one.meaning)}\n")
        for one in recording.events.values():
            out.write(f"# event {one.name} [{one.unit}]: {json.dumps(one.meaning)}\n")
            for at in range(0, one.values.size, _VALUES_A_LINE):
                out.write(f"# values {' '.join(map(repr, one.values[at : at + _VALUES_A_LINE].tolist()))}\n")
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["time [s]", *(f"{one.name} [{one.unit}]" for one in recording.series.values())])
        table.writerows(np.column_stack([recording.time, *(one.values for one in recording.series.values())]).tolist())


def _read_csv(path: Path) -> Recording:
    attributes: dict[str, Attribute] = {}
    meanings: dict[str, str] = {}
    events: dict[str, tuple[str, str, list[float]]] = {}
    last = ""
    lines = iter(read_text(path, "recording (.csv)").splitlines())
    header = ""
    for line in lines:
        if not line.startswith("#"):
            header = line
            break
        kind, _, rest = line[1:].strip().partition(" ")
        if kind == "values":
            events[last][2].extend(map(float, rest.split()))
            continue
        named, _, value = rest.partition(": ")
        if kind == "attribute":
            attributes[named] = json.loads(value)
        elif kind == "series":
            meanings[_name_and_unit(named)[0]] = json.loads(value)
        elif kind == "event":
            last, unit = _name_and_unit(named)
            events[last] = (unit, json.loads(value), [])
    columns = [_name_and_unit(title) for title in header.split(",")]
    if columns[0] != ("time", "s"):
        raise FileError(f"'{path}' does not begin with a column 'time [s]' but with '{columns[0][0]}'; give a recording.")
    table = np.array([row.split(",") for row in lines if row], dtype=np.float64).reshape(-1, len(columns))
    numbered = list(enumerate(columns))[1:]
    series = {name: Series(name, unit, meanings.get(name, ""), table[:, at]) for at, (name, unit) in numbered}
    found = {name: Series(name, unit, meaning, np.array(values)) for name, (unit, meaning, values) in events.items()}
    return Recording(table[:, 0], series, found, attributes)


def _name_and_unit(title: str) -> tuple[str, str]:
    """``"left.milk_ducts.flow [mL/s]"`` in two."""
    name, bracket, unit = title.strip().strip('"').partition(" [")
    if not bracket or not unit.endswith("]"):
        raise ValueError(f"column '{title.strip()[:40]}' has no unit in brackets")
    return name, unit[:-1]


def _write_netcdf(recording: Recording, path: Path) -> None:
    """One compressed variable for each series and event, with units and long_name, as the CF conventions ask."""
    netcdf = _netcdf()
    with netcdf.Dataset(path, "w") as out:
        out.setncatts({"Conventions": "CF-1.11", "source": "letdown", **recording.attributes})
        out.createDimension("time", recording.time.size)
        time = out.createVariable("time", "f8", ("time",), zlib=True)
        time.setncatts({"units": "s", "long_name": "time since latch or pump on", "axis": "T"})
        time[:] = recording.time
        for one in recording.series.values():
            _put(out, one, "time")
        for one in recording.events.values():
            out.createDimension(f"{one.name}.index", one.values.size)
            _put(out, one, f"{one.name}.index")


def _put(out: Any, one: Series, dimension: str) -> None:
    variable = out.createVariable(one.name, "f8", (dimension,), zlib=True, fill_value=False)
    variable.setncatts({"units": one.unit, "long_name": one.meaning})
    variable[:] = one.values


def _read_netcdf(path: Path) -> Recording:
    netcdf = _netcdf()
    with netcdf.Dataset(path) as data:
        data.set_auto_mask(False)
        series: dict[str, Series] = {}
        events: dict[str, Series] = {}
        for name, variable in data.variables.items():
            if name != "time":
                group = series if variable.dimensions == ("time",) else events
                group[name] = Series(name, variable.units, variable.long_name, np.array(variable[:], dtype=np.float64))
        attributes = {key: _plain(data.getncattr(key)) for key in data.ncattrs() if key not in ("Conventions", "source")}
        return Recording(np.array(data.variables["time"][:], dtype=np.float64), series, events, attributes)


def _plain(value: Any) -> Attribute:
    """NumPy's scalar as Python's."""
    return value.item() if hasattr(value, "item") else value


def _netcdf() -> Any:
    try:
        return importlib.import_module("netCDF4")
    except ImportError as error:
        raise missing_extra("netCDF4", error) from error
