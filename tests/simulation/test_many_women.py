"""Many women at once: a row each, the same on any number of threads, and each what her own run gives."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from letdown import sessions as s
from letdown.dyad import Mother
from letdown.errors import FileError, InputError, MissingExtraError, ParameterError, StoppedError
from letdown.populations import population
from letdown.recording import Recording
from letdown.reports import session_report
from letdown.sessions import Session
from letdown.simulation import Table, read_table, simulate

FEED = Session(s.breastfeed("left", minutes=6))


def milk(recording: Recording) -> dict[str, float]:
    return {"milk": float(recording["left.milk_removal.removed"][-1])}


def same(one: Table, other: Table) -> bool:
    return list(one) == list(other) and all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


def test_any_number_of_threads_and_any_order_give_the_same_table() -> None:
    women = population(37, seed=11)
    one, two, three = (simulate(women, FEED, seed=3, threads=threads) for threads in (1, 2, 3))
    assert same(one, two) and same(one, three)
    turned = simulate(women[::-1], FEED, seed=3, threads=2)
    assert all(np.array_equal(one[name], turned[name][::-1], equal_nan=True) for name in one)


def test_a_row_is_what_the_womans_own_run_says() -> None:
    women = population(5, seed=2, days_postpartum=(3.0, 90.0), parity="primiparous")
    table = simulate(women, FEED, seed=8)
    for place, mother in enumerate(women):
        report = session_report(simulate(mother, FEED, 8, "bursts", averaged=True))
        assert (table["woman"][place], table["days_postpartum"][place]) == (mother.woman, mother.days_postpartum)
        assert table["births"][place] == 1.0
        for name in list(table)[3:]:
            own = report[name]
            assert table[name][place] == own or (own is None and np.isnan(table[name][place])), name


def test_columns_have_units_and_meanings() -> None:
    table = simulate(population(2), FEED)
    assert (table.unit("left.taken"), table.unit("first_let_down"), table.unit("days_postpartum")) == ("mL", "s", "day")
    assert all(table.meaning(name) and table.unit(name) for name in table)
    assert len(table) == 2 and "felt" in table and "30" not in table
    with pytest.raises(ParameterError, match=r"left\.taken"):
        table["left.takn"]


def test_a_summary_of_ones_own_takes_the_place_of_the_report() -> None:
    women = [Mother(), *population(3)]
    table = simulate(women, lambda mother: Session(s.breastfeed("left", minutes=1 + mother.woman)), summary=milk)
    assert list(table) == ["woman", "days_postpartum", "births", "milk"]
    assert np.isnan(table["births"][0]) and table["milk"].min() >= 0.0
    assert len(simulate([], FEED, summary=milk)) == 0


def test_a_number_that_only_some_women_have_is_missing_from_the_others() -> None:
    table = simulate(population(4), FEED, summary=lambda r: {"odd": 1.0} if int(r.attributes["woman"]) % 2 else {"even": 2.0})
    assert np.array_equal(table["odd"], [1.0, np.nan, 1.0, np.nan], equal_nan=True)
    assert np.array_equal(table["even"], [np.nan, 2.0, np.nan, 2.0], equal_nan=True)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_table_reads_back_to_the_bit(tmp_path: Path, suffix: str) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    table = simulate(population(6, seed=4), FEED)
    path = table.to_csv(tmp_path / "t.csv") if suffix == ".csv" else table.to_parquet(tmp_path / "t.parquet")
    back = read_table(path)
    assert same(table, back) and all(back.unit(name) == table.unit(name) for name in table)
    if suffix == ".parquet":
        assert back.attributes == table.attributes and back.meaning("left.taken") == table.meaning("left.taken")


def test_a_table_is_an_xarray_dataset_along_the_women() -> None:
    pytest.importorskip("xarray")
    data = simulate(population(3), FEED).to_xarray()
    assert data.sizes == {"woman": 3} and data["left.taken"].attrs["units"] == "mL" and data.attrs["engine"] == "bursts"


def test_a_missing_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = simulate(population(1), FEED, summary=milk)
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    monkeypatch.setitem(__import__("sys").modules, "xarray", None)
    with pytest.raises(MissingExtraError, match=r"pyarrow.*letdown\[data\]"):
        table.to_parquet(tmp_path / "t.parquet")
    with pytest.raises(MissingExtraError, match="xarray"):
        table.to_xarray()
    with pytest.raises(FileError, match=r"\.csv"):
        table.to_csv(tmp_path / "t.txt")
    assert list(tmp_path.iterdir()) == []


def test_progress_rises_to_the_end_and_a_run_stops_when_told(tmp_path: Path) -> None:
    shares: list[float] = []
    simulate(population(20), FEED, progress=shares.append, summary=milk)
    assert shares == sorted(shares) and shares[-1] == 1.0 and len(shares) == 20
    stop = threading.Event()

    def told(share: float) -> None:
        shares.append(share)
        stop.set()

    shares.clear()
    begun = time.monotonic()
    with pytest.raises(StoppedError, match="told to stop"):
        simulate(population(100_000), FEED, progress=told, cancelled=stop.is_set, threads=2, summary=milk)
    assert shares[-1] < 0.01 and time.monotonic() - begun < 10.0


def test_a_fault_in_one_woman_ends_the_run_and_no_thread_goes_on() -> None:
    seen: list[int] = []

    def fails(recording: Recording) -> dict[str, float]:
        seen.append(int(recording.attributes["woman"]))
        if seen[-1] == 12:
            raise ValueError("no milk")
        return {}

    before = threading.active_count()
    with pytest.raises(ValueError, match="no milk"):
        simulate(population(5000), FEED, summary=fails, threads=2)
    assert threading.active_count() == before and len(seen) < 100


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"stop_at": "1 min"}, "one woman"),
        ({"threads": 0}, "1 or more"),
        ({"engine": "burst"}, "'bursts'"),
        ({"seed": -1}, "whole number"),
    ],
)
def test_what_cannot_be_run_is_refused(options: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        simulate(population(2), FEED, **options)  # type: ignore[call-overload]


def test_what_is_no_woman_is_refused_and_a_generator_of_women_will_do() -> None:
    with pytest.raises(InputError, match="mothers"):
        simulate([Mother(), 7], FEED, summary=milk)  # type: ignore[list-item]
    assert len(simulate((Mother(woman=k) for k in range(3)), FEED, summary=milk)) == 3  # type: ignore[call-overload]


def test_what_is_for_many_is_refused_for_one() -> None:
    with pytest.raises(InputError, match="many women"):
        simulate(Mother(), FEED, threads=2)  # type: ignore[call-overload]
