"""More women than memory holds: parts on disk, that a stopped or killed run goes on from."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from letdown import sessions as s
from letdown.errors import FileError, InputError, StoppedError
from letdown.populations import population
from letdown.recording import Recording
from letdown.sessions import Session
from letdown.simulation import simulate, simulate_to

FEED = Session(s.breastfeed("left", minutes=2))


def milk(recording: Recording) -> dict[str, float]:
    return {"milk": float(recording["left.milk_removal.removed"][-1])}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_parts_together_are_the_table(tmp_path: Path, form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    women = population(23, seed=5)
    stored, table = simulate_to(tmp_path / "run", women, FEED, part=10, form=form), simulate(women, FEED)
    assert [len(part) for part in stored.parts()] == [10, 10, 3]
    whole = stored.table()
    assert list(whole) == list(table) and whole.attributes == table.attributes
    assert all(np.array_equal(whole[name], table[name], equal_nan=True) for name in table)


def test_a_stopped_run_goes_on_with_what_is_missing(tmp_path: Path) -> None:
    women, seen = population(40, seed=5), list[int]()

    def counted(recording: Recording) -> dict[str, float]:
        seen.append(int(recording.attributes["woman"]))
        return milk(recording)

    folder = tmp_path / "run"
    share = [0.0]
    with pytest.raises(StoppedError):
        simulate_to(
            folder, women, FEED, part=10, form="csv", summary=counted, progress=lambda done: share.__setitem__(0, done),
            cancelled=lambda: share[0] > 0.55, threads=1,
        )  # fmt: skip
    assert sorted(path.name for path in folder.glob("part-*.json")) == ["part-00000.json", "part-00001.json"]
    seen.clear()
    stored = simulate_to(folder, women, FEED, part=10, form="csv", summary=counted, threads=1)
    assert seen == list(range(21, 41))
    assert np.array_equal(stored.table()["milk"], simulate(women, FEED, summary=milk)["milk"])


def test_a_part_that_was_damaged_is_made_again(tmp_path: Path) -> None:
    women = population(12, seed=5)
    stored = simulate_to(tmp_path / "run", women, FEED, part=6, form="csv", summary=milk)
    before = stored.table()["milk"]
    stored.files[1].write_text("half of it")
    (tmp_path / "run" / "part-00000.json").unlink()
    again = simulate_to(tmp_path / "run", women, FEED, part=6, form="csv", summary=milk)
    assert np.array_equal(again.table()["milk"], before)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"seed": 1}, "seed differs"),
        ({"part": 5}, "women in a part"),
        ({"clamp": {"plasma_oxytocin.concentration": 2.0}}, "clamp"),
        ({"women": population(12, seed=6)}, "other women"),
        ({"session": Session(s.breastfeed("left", minutes=2, appetite="20 mL"))}, "another session"),
    ],
)
def test_a_folder_with_another_run_is_left_alone(tmp_path: Path, changed: dict[str, object], said: str) -> None:
    asked: dict[str, object] = {"women": population(12, seed=5), "session": FEED, "part": 6, "form": "csv", "summary": milk}
    simulate_to(tmp_path / "run", **asked)  # type: ignore[arg-type]
    with pytest.raises(FileError, match=said):
        simulate_to(tmp_path / "run", **{**asked, **changed})  # type: ignore[arg-type]


def test_what_cannot_be_stored_is_refused(tmp_path: Path) -> None:
    women = population(2)
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileError, match="not empty"):
        simulate_to(tmp_path, women, FEED, form="csv")
    with pytest.raises(FileError, match="folder"):
        simulate_to(tmp_path / "mine.txt", women, FEED, form="csv")
    with pytest.raises(InputError, match="parquet or csv"):
        simulate_to(tmp_path / "a", women, FEED, form="xlsx")
    with pytest.raises(InputError, match="1 or more"):
        simulate_to(tmp_path / "a", women, FEED, form="csv", part=0)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "run.json").write_text("[")
    with pytest.raises(FileError, match="not what letdown wrote"):
        simulate_to(tmp_path / "b", women, FEED, form="csv")


def test_memory_is_flat_in_the_number_of_women(tmp_path: Path) -> None:
    moment = Session(s.breastfeed("left", minutes="10 s"))

    def peak(n: int) -> int:
        tracemalloc.start()
        simulate_to(tmp_path / str(n), population(n, seed=5), moment, part=50, form="csv", summary=milk, threads=2)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(50)
    few, many = peak(100), peak(500)
    assert many < few + 400 * 8e3  # only women drawn are remembered, 2048 at most; a recording is larger than this


def test_a_killed_run_has_lost_nothing_that_was_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "run"
    code = (
        "import sys\n"
        "from letdown import sessions as s\n"
        "from letdown.populations import population\n"
        "from letdown.sessions import Session\n"
        "from letdown.simulation import simulate_to\n"
        "feed = Session(s.breastfeed('left', minutes=2))\n"
        "simulate_to(sys.argv[1], population(100_000, seed=5), feed, part=20, form='csv')\n"
    )
    run = subprocess.Popen([sys.executable, "-c", code, str(folder)])
    deadline = time.monotonic() + 60.0
    while len(list(folder.glob("part-*.json"))) < 2 and time.monotonic() < deadline and run.poll() is None:
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    finished = sorted(folder.glob("part-*.json"))
    assert len(finished) >= 2
    source = json.loads((folder / "run.json").read_text())["source"]
    monkeypatch.setattr("letdown.simulation.streaming.source_hash", lambda package: source)  # who edits while testing
    shares: list[float] = []

    def stop(share: float) -> None:
        shares.append(share)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):  # what lies there is taken over at once, part by part
        simulate_to(folder, population(100_000, seed=5), FEED, part=20, form="csv", progress=stop)
    assert shares == [20 / 100_000]
