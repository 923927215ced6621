"""A run may be stopped and continued: in parts it is the same as in one go, to the bit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_runs import FEED, run

import letdown.sessions as s
from letdown.dyad import Mother
from letdown.errors import InputError
from letdown.recording import Recording, load, result_hash, save
from letdown.sessions import Session

HALF_HOUR = Session(
    s.breastfeed("left", minutes=12),
    s.pump("right", minutes=14, at="14 min"),
    s.disturbance("stress", 0.5, at="8 min", minutes=9),
    s.oxytocin("vein", "5 mU", at="29 min"),
    s.rest(minutes=2, at="28 min"),
)
ENGINES = pytest.mark.parametrize("engine", ["bursts", "spiking"])


def in_parts(session: Session, stops: list[str], **options: Any) -> list[Recording]:
    parts = [run(session, stop_at=stops[0], **options)]
    for stop in [*stops[1:], None]:
        parts.append(run(session, stop_at=stop, resume_from=parts[-1], **options))
    return parts


def assert_same(whole: Recording, parts: list[Recording]) -> None:
    assert np.array_equal(np.concatenate([part.time for part in parts]), whole.time)
    for name in whole.series:
        assert np.array_equal(np.concatenate([part[name] for part in parts]), whole[name]), name
    for name in whole.events:
        assert np.array_equal(np.concatenate([part[name] for part in parts]), whole[name]), name
    assert parts[-1].state.state == whole.state.state


@ENGINES
@pytest.mark.parametrize("averaged", [False, True])
def test_half_an_hour_in_one_go_is_three_times_ten_minutes(engine: str, averaged: bool) -> None:
    whole = run(HALF_HOUR, engine=engine, averaged=averaged, seed=3)
    parts = in_parts(HALF_HOUR, ["10 min", "20 min"], engine=engine, averaged=averaged, seed=3)
    assert [part.time[-1] for part in parts] == pytest.approx([600.0, 1200.0, 1800.0])
    assert_same(whole, parts)
    cells, whole_cells = parts[-1].state.cells, whole.state.cells
    assert np.array_equal(cells.terminals, whole_cells.terminals)
    for mine, theirs in zip(cells.spiking_network, whole_cells.spiking_network, strict=True):
        assert np.array_equal(mine, theirs)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(-9000, 44_990), min_size=1, max_size=5, unique=True), st.integers(0, 2**40))
def test_it_may_be_cut_anywhere(cuts: list[int], seed: int) -> None:
    whole = run(FEED, seed=seed)
    first = round(whole.time[0] / 0.02)
    stops = [f"{0.02 * cut} s" for cut in sorted(cuts) if cut > first]
    if stops:
        assert_same(whole, in_parts(FEED, stops, seed=seed))


def test_an_ejection_that_begins_just_after_the_cut_is_not_lost() -> None:
    whole = run(FEED)
    for name in ("milk_ejections.onsets", "oxytocin_neurons.burst_times"):
        onset = float(whole[name][0])
        for cut in (onset, onset - 0.02, onset + 0.02):
            assert_same(whole, in_parts(FEED, [f"{cut} s"]))


def test_continuing_leaves_what_was_there_alone() -> None:
    first = run(FEED, engine="spiking", stop_at="2 min")
    kept = result_hash(first), first.state.state, first.state.cells.terminals.copy()
    again = [result_hash(run(FEED, engine="spiking", resume_from=first)) for _ in range(2)]
    assert again[0] == again[1]
    assert (result_hash(first), first.state.state) == kept[:2] and np.array_equal(first.state.cells.terminals, kept[2])


def test_what_is_to_come_may_be_changed() -> None:
    """What would have happened, had she been frightened then?"""
    first = run(FEED, stop_at="4 min")
    frightened = FEED.with_(s.disturbance("fright", 1.0, at="4 min", minutes=11))
    calm, alarmed = run(FEED, resume_from=first), run(frightened, resume_from=first)
    assert alarmed["left.milk_removal.removed"][-1] < calm["left.milk_removal.removed"][-1]
    held = run(FEED, resume_from=first, clamp={"myoepithelium.activation": 0.0})
    assert held["left.milk_removal.removed"][-1] < calm["left.milk_removal.removed"][-1]


@ENGINES
def test_two_threads_at_once_give_what_one_gives(engine: str) -> None:
    jobs = [(FEED, 1), (HALF_HOUR, 2), (FEED, 3), (HALF_HOUR, 4)]
    alone = [result_hash(run(session, engine=engine, seed=seed)) for session, seed in jobs]
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(lambda job: result_hash(run(job[0], engine=engine, seed=job[1])), jobs))
    assert together == alone


@pytest.mark.parametrize(
    "change",
    [
        {"engine": "spiking"},
        {"seed": 1},
        {"averaged": True},
        {"mother": Mother(woman=1)},
        {"mother": Mother(network=99)},
        {"mother": Mother().with_parameters({"spiking_network.cells": 96})},
        {"mother": Mother().with_parameters({"spiking_network.release_delay": 9})},
    ],
    ids=str,
)
def test_a_run_cannot_be_continued_as_another(change: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=r"continued|goes on"):
        run(FEED, resume_from=run(FEED, stop_at="1 s"), **change)


def test_a_run_that_is_over_has_nothing_left() -> None:
    with pytest.raises(InputError, match="Nothing to run"):
        run(FEED, resume_from=run(FEED))


def test_a_recording_from_a_file_cannot_be_continued(tmp_path) -> None:
    save(run(FEED, stop_at="1 s"), tmp_path / "feed.csv")
    with pytest.raises(InputError, match="not one read from a file"):
        run(FEED, resume_from=load(tmp_path / "feed.csv"))
