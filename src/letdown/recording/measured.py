"""Measured files: one column of numbers against time, as loggers, balances and laboratories write them.

A header names the columns and their units (``time [s],flow [g/s]``), or a column ``units`` says them row by row, as pump loggers
do. Fields are parted by commas, semicolons or tabs; a decimal comma is read where the comma does not part fields. Lines that
begin with # are comments. What letdown has recorded is read too, one of its series at a time.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from letdown.errors import FileError, InputError, UnitError, unknown_name
from letdown.quantity import MICROUNIT_PG
from letdown.recording.files import load
from letdown.recording.places import read_text
from letdown.recording.record import Recording

FloatArray = NDArray[np.float64]

OXYTOCIN_MOLAR_MASS = 1007.19
"""g/mol."""
LARGEST = 32 * 1024 * 1024
"""Bytes of a file; an hour of a pump at 200 readings a second is less."""
_LEAST_ROWS = 5
_LONGEST = 2.0 * 86400.0
_HIGHEST = 1e6
"""Beyond it lies nothing in any of the units, but a slip of the pen."""


class Kind(NamedTuple):
    """What a measured column may be: its unit, what other units come to in it, and by which words headers know it."""

    unit: str
    units: dict[str, float]
    words: tuple[str, ...]


KINDS = {
    "flow": Kind("g/s", {"g/s": 1.0, "ml/s": 1.0, "g/min": 1 / 60, "ml/min": 1 / 60, "l/min": 1000 / 60}, ("flow",)),
    "mass": Kind("g", {"g": 1.0, "ml": 1.0, "kg": 1000.0, "mg": 0.001}, ("mass", "weight", "volume", "milk", "removed")),
    "pressure": Kind(
        "mmHg",
        {"mmhg": 1.0, "kpa": 7.500615758456564, "psi": 51.71493256711651, "mbar": 0.7500615758456564, "hpa": 0.7500615758456564},
        ("vacuum", "pressure"),
    ),
    "duct-width": Kind("mm", {"mm": 1.0, "cm": 10.0, "µm": 0.001}, ("width", "diameter", "duct")),
    "blood": Kind(
        "pg/mL",
        {
            "pg/ml": 1.0,
            "ng/l": 1.0,
            "ng/ml": 1000.0,
            "µu/ml": MICROUNIT_PG,
            "µiu/ml": MICROUNIT_PG,
            "mu/l": MICROUNIT_PG,
            "miu/l": MICROUNIT_PG,
            "pmol/l": OXYTOCIN_MOLAR_MASS / 1000.0,
            "pm": OXYTOCIN_MOLAR_MASS / 1000.0,
        },
        ("oxytocin", "concentration", "blood", "plasma"),
    ),
}
"""Everything that can be analysed. A gram of milk and a millilitre are taken for one: 3 % is less than a detector's doubt."""
_TIMES = {"s": 1.0, "sec": 1.0, "seconds": 1.0, "ms": 0.001, "min": 60.0, "minutes": 60.0, "h": 3600.0}
_OF_RECORDINGS = {
    "flow": "milk_ducts.flow",
    "mass": "milk_removal.removed",
    "pressure": "nipple.vacuum",
    "duct-width": "milk_ducts.duct_width",
    "blood": "plasma_oxytocin.concentration",
}


class Measured(NamedTuple):
    """One measured trace: its kind, times [s], values in the kind's unit, the column it was, the unit it was in, and remarks."""

    kind: str
    time: FloatArray
    values: FloatArray
    column: str
    given_unit: str
    notes: tuple[str, ...]


def read_measured(path: str | Path, kind: str = "auto", column: str | None = None) -> Measured:
    """Read one column of a measured file, or one series of a recording (.nc, or a .csv that letdown wrote).

    ``kind`` is one of :data:`KINDS`, or ``"auto"``: the column's name, then its unit tell. ``column`` chooses where several fit.
    Raises :class:`FileError` for a file that can't be read as such, :class:`UnitError` for a unit that is not known.
    """
    source = Path(path)
    if kind != "auto" and kind not in KINDS:
        raise InputError(unknown_name("kind of file", kind, ("auto", *KINDS)))
    if source.is_file() and source.stat().st_size > LARGEST:
        size = source.stat().st_size / 1024**2
        raise FileError(f"'{source}' has {size:.0f} MB; {LARGEST // 1024**2} MB can be read. Cut it, or keep one row in ten.")
    if source.suffix.lower() == ".nc":
        return _of_recording(source, load(source), kind, column)
    text = read_text(source, "measured (.csv)")
    if text.startswith(("# attribute ", "# series ")):
        return _of_recording(source, load(source), kind, column)
    return _of_table(source, text, kind, column)


def _of_recording(source: Path, recording: Recording, kind: str, column: str | None) -> Measured:
    notes: tuple[str, ...] = ()
    if column is None:
        if kind == "auto":
            raise InputError(f"'{source}' is a recording of many series: say which kind is meant, as in --kind flow.")
        names = [name for name in recording.series if name.endswith(_OF_RECORDINGS[kind])]
        moving = [name for name in names if np.ptp(recording[name]) > 0.0] or names
        if not moving:
            raise FileError(f"'{source}' has no series {_OF_RECORDINGS[kind]}; name another with --column.")
        column = max(moving, key=lambda name: float(np.ptp(recording[name])))
        notes = (f"of {', '.join(names)}: {column}, which changes most",) if len(names) > 1 else ()
    values, unit = recording[column], recording.unit(column)
    found = kind if kind != "auto" else _kind_of(source, column, unit)
    values = -values if found == "pressure" and "vacuum" in column else values
    return _checked(source, found, recording.time, values * _factor(source, found, unit, column), column, unit, notes)


def _of_table(source: Path, text: str, kind: str, column: str | None) -> Measured:
    lines = [
        (number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and not line.lstrip().startswith("#")
    ]
    if not lines:
        raise FileError(f"'{source}' has nothing but comments; give a header and rows of numbers.")
    delimiter = next((one for one in ("\t", ";", ",") if one in lines[0][1]), "")
    if not delimiter:
        raise FileError(
            f"'{source}' has one column ('{lines[0][1].strip()[:40]}'); time and value are needed, under a header such as "
            "'time [s],flow [g/s]'."
        )
    rows = [(number, [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter))]) for number, line in lines]
    titles = [_name_and_unit(cell) for cell in rows[0][1]]
    if all(_is_number(cell, delimiter) for cell in rows[0][1]):
        raise FileError(f"'{source}' begins with numbers; its first line must name the columns, as in 'time [s],flow [g/s]'.")
    clock = _time_column(source, titles)
    chosen, found = _value_column(source, titles, clock, kind, column, rows)
    units = next((at for at, (name, _) in enumerate(titles) if name in ("units", "unit")), None)
    times = np.empty(len(rows) - 1)
    values = np.empty(len(rows) - 1)
    given = ""
    for at, (number, row) in enumerate(rows[1:]):
        if len(row) != len(titles):
            hint = " A decimal comma needs semicolons or tabs between the columns." if delimiter == "," else ""
            raise FileError(f"'{source}', line {number}: {len(row)} columns where the header names {len(titles)}.{hint}")
        times[at] = _time(source, number, row[clock], titles[clock][1], delimiter)
        given = titles[chosen][1] or (row[units] if units is not None else "")
        if not given:
            raise UnitError(
                f"'{source}': '{rows[0][1][chosen]}' has no unit; write it into the header, as in '{titles[chosen][0]} "
                f"[{KINDS[found].unit}]'. Known are {', '.join(KINDS[found].units)}."
            )
        values[at] = _number(source, number, row[chosen], delimiter) * _factor(source, found, given, titles[chosen][0])
    bare = not titles[clock][1] and ":" not in rows[-1][1][clock]
    notes = ("time has no unit in the header: taken as seconds",) if bare else ()
    if found == "pressure" and len(values) and "vacuum" in titles[chosen][0] and values.min() >= 0.0:
        values = -values
    return _checked(source, found, times, values, titles[chosen][0], given, notes)


_TITLE = re.compile(r"\s*([^\[\](){}]*?)\s*(?:[\[(]\s*([^\])]*?)\s*[\])])?\s*")


def _name_and_unit(title: str) -> tuple[str, str]:
    """``"Milk flow [g/s]"`` as ``("milk flow", "g/s")``; brackets may be round or square."""
    found = _TITLE.fullmatch(title)
    return (found[1].lower(), found[2] or "") if found else (title.strip().lower(), "")


def _plain_unit(unit: str) -> str:
    """A unit in lower case, with one way to write micro and none of the blanks."""
    plain = unit.strip().lower().replace(" ", "").replace("μ", "µ")
    return re.sub(r"^(?:u|mc)(?=i?u/|m$)", "µ", plain)


def _factor(source: Path, kind: str, unit: str, column: str) -> float:
    known = KINDS[kind].units
    if _plain_unit(unit) not in known:
        raise UnitError(f"'{source}': the unit '{unit}' of '{column}' is not known for {kind}; known are {', '.join(known)}.")
    return known[_plain_unit(unit)]


def _kind_of(source: Path, name: str, unit: str) -> str:
    """The kind of a column, by its unit if that is clear, else by its name."""
    by_unit = [kind for kind, one in KINDS.items() if _plain_unit(unit) in one.units]
    by_name = [kind for kind, one in KINDS.items() if any(word in name for word in one.words)]
    found = by_unit or by_name
    if not found:
        raise InputError(
            f"'{source}': what '{name}{f' [{unit}]' if unit else ''}' is can't be told; say it with --kind: {', '.join(KINDS)}."
        )
    return found[0]


def _time_column(source: Path, titles: Sequence[tuple[str, str]]) -> int:
    for at, (name, unit) in enumerate(titles):
        if name.startswith(("time", "elapsed")) or name in ("t", "clock"):
            if unit and unit.lower() not in _TIMES and ":" not in unit:
                raise UnitError(f"'{source}': the unit '{unit}' of time is not known; known are s, min, ms, h and hh:mm:ss.")
            return at
    names = ", ".join(f"'{name}'" for name, _ in titles)
    raise FileError(f"'{source}' has no column of time, only {names}; name one 'time [s]'.")


def _value_column(
    source: Path,
    titles: Sequence[tuple[str, str]],
    clock: int,
    kind: str,
    column: str | None,
    rows: Sequence[tuple[int, list[str]]],
) -> tuple[int, str]:
    """Which column is meant, and its kind."""
    others = [at for at, (name, _) in enumerate(titles) if at != clock and name not in ("units", "unit", "side", "comment")]
    if not others:
        raise FileError(f"'{source}' has a column of time and no other; add one such as 'flow [g/s]'.")
    if column is not None:
        wanted = [at for at in others if column.strip().lower() in (titles[at][0], rows[0][1][at].lower())]
        if not wanted:
            raise InputError(f"'{source}': {unknown_name('column', column, [titles[at][0] for at in others])}")
        others = wanted
    units = next((at for at, (name, _) in enumerate(titles) if name in ("units", "unit")), None)
    by_row = rows[1][1][units] if units is not None and len(rows) > 1 and units < len(rows[1][1]) else ""
    if len(others) > 1:
        fitting = [at for at in others if any(word in titles[at][0] for word in KINDS[kind].words)] if kind != "auto" else []
        if len(fitting) != 1:
            names = ", ".join(f"'{titles[at][0]}'" for at in others)
            raise InputError(f"'{source}' has several columns: {names}; choose one with --column NAME.")
        others = fitting
    at = others[0]
    return at, kind if kind != "auto" else _kind_of(source, titles[at][0], titles[at][1] or by_row)


def _is_number(cell: str, delimiter: str) -> bool:
    try:
        float(cell.replace(",", ".") if delimiter != "," else cell)
    except ValueError:
        return False
    return True


def _number(source: Path, number: int, cell: str, delimiter: str) -> float:
    if not _is_number(cell, delimiter) or not math.isfinite(value := float(cell.replace(",", ".") if delimiter != "," else cell)):
        what = "is empty" if not cell else f"'{cell[:30]}' is not a finite number"
        hint = " Write the limit of the assay for what lies below it." if cell.startswith("<") else " Cut such rows out."
        raise FileError(f"'{source}', line {number}: the value {what}.{hint}")
    return value


_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:\.\d*)?)")


def _time(source: Path, number: int, cell: str, unit: str, delimiter: str) -> float:
    """Seconds of a cell: ``hh:mm:ss``, ``mm:ss``, or a number in the header's unit."""
    found = _CLOCK.fullmatch(cell.replace(",", ".") if delimiter != "," else cell)
    if found:
        return 3600.0 * float(found[1] or 0) + 60.0 * float(found[2]) + float(found[3])
    if not _is_number(cell, delimiter):
        raise FileError(f"'{source}', line {number}: '{cell[:30]}' is not a time; give seconds, or hh:mm:ss.")
    return _number(source, number, cell, delimiter) * _TIMES.get(unit.lower() or "s", 1.0)


def _checked(
    source: Path, kind: str, time: FloatArray, values: FloatArray, column: str, unit: str, notes: tuple[str, ...]
) -> Measured:
    """The trace, if something can be found in it at all."""
    if len(time) < _LEAST_ROWS:
        raise FileError(f"'{source}' has {len(time)} rows of numbers; {_LEAST_ROWS} or more are needed.")
    falls = np.flatnonzero(np.diff(time) <= 0.0)
    if falls.size:
        at = int(falls[0])
        hint = " Over midnight, go on counting the hours." if time[at] > 43200.0 > time[at + 1] else ""
        raise FileError(
            f"'{source}': time does not rise from row {at + 1} ({time[at]:g} s) to the next ({time[at + 1]:g} s); sort the rows "
            f"and drop repeats.{hint}"
        )
    if float(time[-1] - time[0]) > _LONGEST:
        raise FileError(
            f"'{source}' runs over {(time[-1] - time[0]) / 3600.0:.4g} h; 48 h can be searched. Cut it into sessions."
        )
    if float(np.abs(values).max()) > _HIGHEST:
        at = int(np.argmax(np.abs(values)))
        raise FileError(
            f"'{source}': '{column}' is {values[at]:g} {KINDS[kind].unit} in row {at + 1}; is it a slip, or the unit?"
        )
    if kind in ("blood", "duct-width") and float(values.min()) < 0.0:
        raise FileError(
            f"'{source}': '{column}' falls to {values.min():g} {KINDS[kind].unit}, which nothing can have; is it {kind}?"
        )
    return Measured(kind, np.asarray(time, np.float64), np.asarray(values, np.float64), column, unit, notes)
