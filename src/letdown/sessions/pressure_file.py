"""A measured vacuum: the course of a pump's pressure, from a file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from letdown.errors import FileError
from letdown.recording import read_text

FloatArray = NDArray[np.float64]

HIGHEST_VACUUM = 350.0
"""mmHg; no pump for women reaches it, and above her comfort more only hurts."""

_MMHG = {"mmhg": 1.0, "kpa": 7.500615758456564, "psi": 51.71493256711651}


def read_pressure_file(path: str | Path) -> tuple[FloatArray, FloatArray]:
    """Time [s] from the first row and vacuum [mmHg] of a file with the columns ``time,pressure[,units]``.

    Pressure is against the atmosphere: negative is vacuum, what lies above counts as none. Units are mmHg (default), kPa or psi.
    Raises :class:`FileError` for a file that is missing, empty, binary, unsorted or of other columns.
    """
    source = Path(path)
    lines = [line.strip() for line in read_text(source, "'time,pressure[,units]'").splitlines()]
    rows = [[cell.strip() for cell in line.split(",")] for line in lines if line and not line.startswith("#")]
    if rows and rows[0][0].lower() == "time":
        if [cell.lower() for cell in rows[0]] not in (["time", "pressure"], ["time", "pressure", "units"]):
            raise FileError(f"'{source}' has the columns {','.join(rows[0])}; needed are time,pressure[,units].")
        rows = rows[1:]
    points = np.array([_pressure_row(source, number, row) for number, row in enumerate(rows, 1)]).reshape(-1, 2)
    time, vacuum = points[:, 0], np.maximum(-points[:, 1], 0.0)
    if time.size < 2:
        raise FileError(f"'{source}' has {time.size} rows of numbers; a course in time needs at least two.")
    if bool(np.any(np.diff(time) <= 0.0)):
        late = int(np.argmax(np.diff(time) <= 0.0)) + 2
        raise FileError(f"'{source}': time does not rise at row {late} ({time[late - 1]:g} s); sort the rows and remove doubles.")
    if not bool(np.any(vacuum > 0.0)):
        raise FileError(
            f"'{source}': pressure never falls below zero, so nothing would be pumped; write vacuum as negative pressure."
        )
    if float(vacuum.max()) > HIGHEST_VACUUM:
        raise FileError(
            f"'{source}': its vacuum reaches {vacuum.max():.0f} mmHg; {HIGHEST_VACUUM:g} mmHg are allowed. Are the units right?"
        )
    return time - time[0], vacuum


def _pressure_row(source: Path, number: int, row: Sequence[str]) -> tuple[float, float]:
    """Time [s] and pressure [mmHg] of one row."""
    if len(row) not in (2, 3):
        raise FileError(f"'{source}', row {number}: {len(row)} columns; needed are time,pressure[,units].")
    unit = row[2].lower() if len(row) == 3 else "mmhg"
    if unit not in _MMHG:
        raise FileError(f"'{source}', row {number}: the unit '{row[2]}' is not known; allowed are mmHg, kPa and psi.")
    try:
        time, pressure = float(row[0]), float(row[1]) * _MMHG[unit]
    except ValueError:
        time = pressure = math.nan
    if not (math.isfinite(time) and math.isfinite(pressure)):
        raise FileError(f"'{source}', row {number}: '{','.join(row)[:60]}' is not a time and a pressure; both must be numbers.")
    return time, pressure
