"""Measured files are read as they come, or refused with one message that says what to do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from letdown.errors import FileError, InputError, LetdownError, UnitError
from letdown.quantity import MICROUNIT_PG
from letdown.recording import Recording, Series, save
from letdown.recording.measured import LARGEST, read_measured

ROWS = [(0.0, 1.0), (10.0, 2.0), (20.0, 4.0), (30.0, 3.0), (40.0, 5.0)]


@pytest.fixture
def write(tmp_path: Path):
    def written(text: str | bytes, name: str = "file.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def table(header: str, rows: object = None, delimiter: str = ",", decimal: str = ".") -> str:
    lines = [delimiter.join(str(cell).replace(".", decimal) for cell in row) for row in rows or ROWS]
    return "\n".join([header, *lines]) + "\n"


@pytest.mark.parametrize(
    ("header", "kind", "factor"),
    [
        ("time [s],flow [g/s]", "flow", 1.0),
        ("Time (s),Milk flow (mL/min)", "flow", 1 / 60),
        ("time [s],mass [g]", "mass", 1.0),
        ("time [s],volume [mL]", "mass", 1.0),
        ("time [s],duct width [mm]", "duct-width", 1.0),
        ("time [s],duct diameter [cm]", "duct-width", 10.0),
        ("time [s],oxytocin [pg/mL]", "blood", 1.0),
        ("time [s],OT [µU/mL]", "blood", MICROUNIT_PG),
        ("time [s],OT [uIU/mL]", "blood", MICROUNIT_PG),
        ("time [s],oxytocin [pmol/L]", "blood", 1.00719),
        ("time [s],pressure [kPa]", "pressure", 7.500615758456564),
        ("time [s],reading [psi]", "pressure", 51.71493256711651),
    ],
)
def test_header_and_unit_tell_the_kind(write, header, kind, factor):
    found = read_measured(write(table(header)))
    assert found.kind == kind
    assert found.time.tolist() == [row[0] for row in ROWS]
    assert found.values == pytest.approx([factor * row[1] for row in ROWS])


def test_a_pump_logger_says_its_unit_row_by_row(write):
    rows = [
        (0.1 * i, -value, unit)
        for i, (value, unit) in enumerate([(10, "kPa"), (75, "mmHg"), (1, "psi"), (75, "mmHg"), (0, "kPa")])
    ]
    found = read_measured(write(table("time,pressure,units", rows)))
    assert found.values == pytest.approx([-75.006, -75.0, -51.715, -75.0, 0.0], abs=0.01)
    assert found.notes == ("time has no unit in the header: taken as seconds",)


def test_a_column_of_vacuum_is_pressure_below_nothing(write):
    assert read_measured(write(table("time [s],vacuum [mmHg]"))).values.max() == -1.0


@pytest.mark.parametrize(
    ("header", "times", "seconds"),
    [
        ("time [min]", ["0", "0.5", "1", "1.5", "2"], [0, 30, 60, 90, 120]),
        ("time [ms]", ["0", "500", "1000", "1500", "2000"], [0, 0.5, 1, 1.5, 2]),
        ("time", ["09:59:50", "10:00:00", "10:00:10", "10:00:20.5", "10:00:30"], [35990, 36000, 36010, 36020.5, 36030]),
        ("time [hh:mm:ss]", ["00:10", "00:20", "00:30", "00:40", "01:00"], [10, 20, 30, 40, 60]),
    ],
)
def test_times_are_read_in_their_unit_or_by_the_clock(write, header, times, seconds):
    rows = list(zip(times, [1, 2, 3, 4, 5], strict=True))
    assert read_measured(write(table(f"{header},mass [g]", rows))).time == pytest.approx(seconds)


@pytest.mark.parametrize(("delimiter", "decimal"), [(";", ","), (";", "."), ("\t", ","), (",", ".")])
def test_semicolons_tabs_and_decimal_commas(write, delimiter, decimal):
    text = "# a comment\n\n" + table(f"time [s]{delimiter}mass [g]", [(a, b + 0.25) for a, b in ROWS], delimiter, decimal)
    assert read_measured(write(text)).values == pytest.approx([row[1] + 0.25 for row in ROWS])


def test_one_of_several_columns_is_chosen_by_kind_or_by_name(write):
    path = write(table("time [s],left mass [g],duct width [mm],right mass [g]", [(*row, 2.0, 7.0) for row in ROWS]))
    assert read_measured(path, "duct-width").values.tolist() == [2.0] * 5
    assert read_measured(path, column="right mass").values.tolist() == [7.0] * 5
    with pytest.raises(InputError, match="choose one with --column"):
        read_measured(path)
    with pytest.raises(InputError, match="Did you mean 'left mass'"):
        read_measured(path, column="lft mass")


def test_a_recording_of_our_own_is_read_by_series(tmp_path: Path):
    time = np.arange(10.0)
    series = {
        name: Series(name, unit, "", values)
        for name, unit, values in (
            ("left.milk_ducts.flow", "mL/s", np.zeros(10)),
            ("right.milk_ducts.flow", "mL/s", time),
            ("left.nipple.vacuum", "mmHg", time),
        )
    }
    path = save(Recording(time, series), tmp_path / "own.csv")
    assert read_measured(path, "flow").column == "right.milk_ducts.flow"
    assert read_measured(path, column="left.nipple.vacuum").values.tolist() == (-time).tolist()
    with pytest.raises(InputError, match="say which kind"):
        read_measured(path)
    with pytest.raises(FileError, match="has no series"):
        read_measured(path, "blood")


REFUSED = {
    "empty": ("", "is empty"),
    "comments": ("# nothing\n# else\n", "nothing but comments"),
    "binary": (b"\x00\x01\x02\x00", "binary"),
    "not utf-8": ("time [s],mass [g]\n0,1\n# café\n".encode("latin-1"), "UTF-8"),
    "one column": ("mass [g]\n1\n2\n3\n4\n5\n", "one column"),
    "no header": (table("0,1"), "must name the columns"),
    "no time": (table("clocked [s],mass [g]"), "no column of time"),
    "only time": (table("time [s],units", [(row[0], "g") for row in ROWS]), "and no other"),
    "unit of time": (table("time [fortnight],mass [g]"), "fortnight"),
    "unit": (table("time [s],mass [stone]"), "'stone'"),
    "no unit": (table("time [s],mass"), "write it into the header"),
    "what": (table("time [s],thing"), "say it with --kind"),
    "word": (table("time [s],mass [g]", [*ROWS, (50, "many")]), "line 7: the value 'many'"),
    "nan": (table("time [s],mass [g]", [*ROWS, (50, "nan")]), "not a finite number"),
    "infinity": (table("time [s],mass [g]", [*ROWS, (50, "inf")]), "not a finite number"),
    "gap": (table("time [s],mass [g]", [*ROWS, (50, "")]), "is empty"),
    "below limit": (table("time [s],oxytocin [pg/mL]", [*ROWS, (50, "<0.9")]), "limit of the assay"),
    "decimal comma": (table("time [s],mass [g]", decimal=","), "decimal comma"),
    "falls": (table("time [s],mass [g]", [*ROWS, (35.0, 2.0)]), "time does not rise from row 5"),
    "repeats": (table("time [s],mass [g]", [*ROWS, (40.0, 2.0)]), "does not rise"),
    "midnight": (
        table("time,mass [g]", [("23:59:40", 1), ("23:59:50", 2), ("00:00:00", 3), ("00:00:10", 4), ("00:00:20", 5)]),
        "midnight",
    ),
    "no clock": (table("time,mass [g]", [("noon", 1), *ROWS]), "'noon' is not a time"),
    "for ever": (table("time [s],mass [g]", [*ROWS, (1e12, 2.0)]), "Cut it into sessions"),
    "slip": (table("time [s],mass [g]", [*ROWS, (50.0, 1e300)]), "in row 6; is it a slip"),
    "short": (table("time [s],mass [g]", ROWS[:4]), "5 or more"),
    "below nothing": (table("time [s],oxytocin [pg/mL]", [(a, -b) for a, b in ROWS]), "which nothing can have"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_cannot_be_read_is_refused_with_one_message(write, fault):
    text, said = REFUSED[fault]
    with pytest.raises(LetdownError, match=said.replace("[", "\\[")) as refused:
        read_measured(write(text))
    assert "\n" not in str(refused.value)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as out:
        out.truncate(LARGEST + 1)
    with pytest.raises(FileError, match="Cut it"):
        read_measured(path)


def test_a_missing_file_a_folder_and_an_unknown_kind_are_refused(tmp_path: Path, write):
    with pytest.raises(FileError, match="no file"):
        read_measured(tmp_path / "none.csv")
    with pytest.raises(FileError, match="folder"):
        read_measured(tmp_path)
    with pytest.raises(InputError, match="Did you mean 'flow'"):
        read_measured(write(table("time [s],flow [g/s]")), "flw")
    with pytest.raises(UnitError, match="known for blood"):
        read_measured(write(table("time [s],flow [g/s]")), "blood")
