"""Recordings keep their numbers, units and names, in memory and on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from letdown.errors import FileError, InputError, ParameterError
from letdown.recording import Recording, Series, load, result_hash, save, whole_file


@pytest.fixture
def feed() -> Recording:
    time = np.arange(-5, 10) * 0.02
    return Recording(
        time,
        {
            one.name: one
            for one in (
                Series("plasma_oxytocin.concentration", "pg/mL", "oxytocin in blood", np.sin(time) + 2.0),
                Series("left.milk_ducts.flow", "mL/s", 'milk, from the nipple: "left"', time / 3.0),
            )
        },
        {
            "oxytocin_neurons.spike_times": Series("oxytocin_neurons.spike_times", "s", "when", np.array([-0.05, 0.01, 0.1])),
            "oxytocin_neurons.spike_cells": Series("oxytocin_neurons.spike_cells", "1", "which", np.array([3.0, 0.0, 7.0])),
            "milk_ejections.onsets": Series("milk_ejections.onsets", "s", "milk ejections", np.array([])),
        },
        {"title": "a feed, of ten lines\nand more", "seed": 7, "spent": 0.1 + 0.2},
        state=object(),
    )


def test_a_series_or_event_is_found_by_its_name_with_its_unit(feed: Recording) -> None:
    assert feed["left.milk_ducts.flow"][5] == 0.0
    assert feed["oxytocin_neurons.spike_cells"].tolist() == [3.0, 0.0, 7.0]
    assert feed["time"] is feed.time
    assert (feed.unit("left.milk_ducts.flow"), feed.unit("time"), feed.unit("milk_ejections.onsets")) == ("mL/s", "s", "s")
    assert "left.milk_ducts.flow" in feed
    assert "right.milk_ducts.flow" not in feed


def test_a_wrong_name_is_answered_with_the_nearest(feed: Recording) -> None:
    with pytest.raises(ParameterError, match=r"plasma_oxytocin\.concentration"):
        feed["plasma_oxytocin.concentraton"]


def test_a_window_cuts_series_and_events_and_what_belongs_to_them(feed: Recording) -> None:
    part = feed.window(0.0, 0.1)
    assert part.time[0] == 0.0
    assert part.time[-1] == pytest.approx(0.1)
    assert part["oxytocin_neurons.spike_times"].tolist() == [0.01, 0.1]
    assert part["oxytocin_neurons.spike_cells"].tolist() == [0.0, 7.0]
    with pytest.raises(InputError, match="start comes first"):
        feed.window(2.0, 1.0)


def test_numbers_cannot_be_changed_afterwards(feed: Recording) -> None:
    with pytest.raises(ValueError, match="read-only"):
        feed["left.milk_ducts.flow"][0] = 1.0


def test_every_time_needs_a_value_and_time_rises() -> None:
    with pytest.raises(InputError, match="2 values for 3 times"):
        Recording(np.arange(3.0), {"a.b": Series("a.b", "1", "", np.zeros(2))})
    for time in ([0.0, 2.0, 1.0], [0.0, 0.0], [0.0, np.nan]):
        with pytest.raises(InputError, match="rise"):
            Recording(np.array(time), {})


def test_the_hash_stands_for_every_number_and_nothing_else(feed: Recording) -> None:
    same = Recording(feed.time, dict(reversed(feed.series.items())), feed.events, {"title": "other"})
    assert result_hash(feed) == result_hash(same)
    assert len(result_hash(feed)) == 16
    values = feed["left.milk_ducts.flow"].copy()
    values[3] = np.nextafter(values[3], 1.0)
    changed = {**feed.series, "left.milk_ducts.flow": Series("left.milk_ducts.flow", "mL/s", "", values)}
    assert result_hash(Recording(feed.time, changed, feed.events)) != result_hash(feed)
    assert result_hash(Recording(feed.time, feed.series, {})) != result_hash(feed)


@pytest.mark.parametrize("ending", [".nc", ".csv"])
def test_a_file_gives_back_every_bit(feed: Recording, tmp_path: Path, ending: str) -> None:
    if ending == ".nc":
        pytest.importorskip("netCDF4")
    again = load(save(feed, tmp_path / f"feed{ending}"))
    assert result_hash(again) == result_hash(feed)
    assert again.attributes == {**feed.attributes, "result_hash": result_hash(feed)}
    assert {name: one.meaning for name, one in again.series.items()} == {name: one.meaning for name, one in feed.series.items()}
    assert list(again.series) == list(feed.series)
    assert again.state is None
    assert [p.name for p in tmp_path.iterdir()] == [f"feed{ending}"]


def test_a_csv_carries_units_in_its_header(feed: Recording, tmp_path: Path) -> None:
    lines = save(feed, tmp_path / "feed.csv").read_text().splitlines()
    header = next(line for line in lines if not line.startswith("#"))
    assert header == "time [s],plasma_oxytocin.concentration [pg/mL],left.milk_ducts.flow [mL/s]"


def test_a_csv_without_its_last_newline_loses_no_row(feed: Recording, tmp_path: Path) -> None:
    path = save(feed, tmp_path / "feed.csv")
    path.write_text(path.read_text().rstrip("\n"))
    assert result_hash(load(path)) == result_hash(feed)


def test_netcdf_is_readable_by_a_colleague(feed: Recording, tmp_path: Path) -> None:
    netcdf = pytest.importorskip("netCDF4")
    with netcdf.Dataset(save(feed, tmp_path / "feed.nc")) as data:
        assert data.Conventions.startswith("CF-")
        assert data["plasma_oxytocin.concentration"].units == "pg/mL"
        assert data["plasma_oxytocin.concentration"].long_name == "oxytocin in blood"


def test_xarray_gets_names_units_and_attributes(feed: Recording) -> None:
    pytest.importorskip("xarray")
    data = feed.to_xarray()
    assert data["left.milk_ducts.flow"].attrs["units"] == "mL/s"
    assert data.sizes["time"] == feed.time.size
    assert data.attrs["seed"] == 7


ODD = [b"", b"\x00\x01\x02binary\xff\xfe", b"a,b\n1,2\n", b"time [s],x\n0,1\n", b"time [s],x [1]\n0,1\n1\n", b"# only a comment"]


@pytest.mark.parametrize("content", ODD)
@pytest.mark.parametrize("ending", [".nc", ".csv"])
def test_what_is_no_recording_is_refused(tmp_path: Path, content: bytes, ending: str) -> None:
    path = tmp_path / f"odd{ending}"
    path.write_bytes(content)
    with pytest.raises(FileError):
        load(path)


def test_places_that_cannot_be_written_are_named(feed: Recording, tmp_path: Path) -> None:
    with pytest.raises(FileError, match="There is no folder"):
        save(feed, tmp_path / "no" / "feed.csv")
    with pytest.raises(FileError, match=r"allowed are \.nc and \.csv"):
        save(feed, tmp_path / "feed.xls")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(FileError, match="is a folder"):
        save(feed, tmp_path / "folder.csv")
    with pytest.raises(FileError, match="There is no file"):
        load(tmp_path / "none.csv")


def test_a_folder_that_takes_no_file_is_named(feed: Recording) -> None:
    with pytest.raises(FileError, match="can't be written"):
        save(feed, "/proc/feed.csv")


def test_an_interrupted_file_leaves_nothing_behind(tmp_path: Path) -> None:
    def write_a_part_and_stop() -> None:
        with whole_file(tmp_path / "part.txt") as temporary:
            temporary.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_a_part_and_stop()
    assert list(tmp_path.iterdir()) == []
