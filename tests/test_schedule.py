"""A session on the grid: every entry at its time, nothing of a dose lost, the preparation of a feed before it."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

import letdown.sessions as s
from letdown.dyad import DEFAULTS
from letdown.dyad.records import TRACE_STEP, BreastInputs, Inputs, Parameters
from letdown.quantity import MICROUNIT_PG
from letdown.schedule import Schedule, compile_session, milk_at_start
from letdown.sessions import Session

DT = 0.02
PREPARATION = DEFAULTS.conditioned_cues.preparation


def rows(*entries: s.Entry, dt: float = DT, par: Parameters = DEFAULTS) -> Schedule:
    return compile_session(Session(*entries), par, dt)


def course(schedule: Schedule, name: str, dt: float = DT, side: str = "left") -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Time and value of one input at every grid point of the run."""
    shared = name in Inputs._fields
    table = schedule.shared if shared else getattr(schedule, side)
    column = (Inputs if shared else BreastInputs)._fields.index(name)
    lasting = np.diff([*schedule.starts, schedule.last])
    return dt * np.arange(schedule.first, schedule.last), np.repeat(table[:, column], lasting)


def spans(schedule: Schedule, name: str, dt: float = DT, side: str = "left") -> list[tuple[float, float, float]]:
    """(begin, end, value) of each stretch in which an input is not nothing."""
    time, value = course(schedule, name, dt, side)
    edges = np.flatnonzero(np.diff(value, prepend=0.0, append=0.0))
    found = [(time[a], time[min(b, time.size) - 1] + dt, value[a]) for a, b in itertools.pairwise(edges) if value[a] != 0.0]
    return [(round(float(a), 6), round(float(b), 6), float(v)) for a, b, v in found]


def test_an_entry_begins_and_ends_where_it_says() -> None:
    schedule = rows(s.breastfeed("left", minutes=3), s.breastfeed("right", minutes=2, at="4 min"))
    assert spans(schedule, "infant") == [(0.0, 180.0, 1.0)]
    assert spans(schedule, "infant", side="right") == [(240.0, 360.0, 1.0)]
    assert schedule.last * DT == 360.0


def test_entries_snap_to_the_grid() -> None:
    schedule = rows(s.cue("cry", at="-33.337 s", minutes="10.006 s"), s.rest(1))
    assert spans(schedule, "cry") == [(-33.34, -23.34, 1.0)]
    assert spans(rows(s.cue("cry", at="-33.337 s", minutes="10.006 s"), s.rest(1), dt=0.5), "cry", 0.5) == [(-33.5, -23.5, 1.0)]


def test_a_run_begins_with_some_rest_before_anything_happens() -> None:
    assert rows(s.rest(1)).first * DT == -10.0
    assert rows(s.cue("cry", at="-20 min"), s.breastfeed()).first * DT == -1210.0
    assert rows(s.breastfeed()).first * DT == pytest.approx(-PREPARATION - 10.0)


def test_the_preparation_of_a_feed_is_seen_and_that_of_a_pumping_heard() -> None:
    feed, pumping = rows(s.breastfeed("left")), rows(s.pump("left"))
    for cue in ("sight", "smell", "touch", "place"):
        begin, end, strength = spans(feed, cue)[0]
        assert (begin, strength) == pytest.approx((-PREPARATION, 1.0)) and end == 0.0
    assert spans(pumping, "pump_sound") and spans(pumping, "place") and not spans(pumping, "sight")
    assert not spans(rows(s.hand_expression("left")), "place")
    assert not spans(
        rows(s.breastfeed("left"), par=DEFAULTS._replace(conditioned_cues=DEFAULTS.conditioned_cues._replace(preparation=0.0))),
        "sight",
    )


@pytest.mark.parametrize("dt", [0.02, 0.5])
@settings(max_examples=40)
@given(st.floats(0.0, 4.0), st.floats(-3.0, 5.0), st.sampled_from(["vein", "nose"]))
def test_a_dose_arrives_whole(dt: float, minutes: float, at: float, route: str) -> None:
    schedule = rows(s.oxytocin(route, "10 mU", at=f"{at} min", minutes=minutes), s.rest(15), dt=dt)
    _, rate = course(schedule, "infusion" if route == "vein" else "nasal", dt)
    assert rate.sum() * dt == pytest.approx(10_000 * MICROUNIT_PG, rel=1e-9)
    assert not course(schedule, "nasal" if route == "vein" else "infusion", dt)[1].any()


def test_doses_add_up() -> None:
    schedule = rows(
        s.oxytocin("vein", "600 ng", minutes=10),
        s.oxytocin("vein", "10 ng", at="5 min"),
        s.oxytocin("vein", "60 ng", at="2 min", minutes=1),
    )
    assert course(schedule, "infusion")[1].sum() * DT == pytest.approx(670_000.0)


def test_of_two_causes_of_one_kind_the_stronger_counts() -> None:
    for first, second in ((0.3, 0.8), (0.8, 0.3)):
        schedule = rows(s.rest(10), s.disturbance("stress", first, at=0), s.disturbance("noise", second, at="4 min", minutes=2))
        assert course(schedule, "stress")[1].max() == 0.8
        assert spans(schedule, "stress")[-1][2] == first
    faint = rows(s.breastfeed(), s.cue("sight", at="-1 min", minutes=1, strength=0.2))
    assert spans(faint, "sight")[0][2] == 1.0, "the baby that she prepares to feed is in full view"


def test_warmth_and_relaxation_outlast_their_entries() -> None:
    schedule = rows(s.rest(60), s.helper("warmth", side="left", at=0, minutes=5), s.helper("relaxation", at=0, minutes=5))
    assert spans(schedule, "warmth") == [(0.0, 300.0 + DEFAULTS.left.milk_ducts.warmth_lasts, 1.0)]
    assert spans(schedule, "warmth", side="right") == []
    assert spans(schedule, "relaxation") == [(0.0, 300.0 + DEFAULTS.inhibition.relief_lasts, 1.0)]


def test_a_pump_takes_her_comfort_and_its_own_rate_unless_told() -> None:
    schedule = rows(s.pump("both", minutes=1))
    assert (
        course(schedule, "vacuum")[1][-1] == course(schedule, "vacuum", side="right")[1][-1] == DEFAULTS.pump.comfortable_vacuum
    )
    assert course(schedule, "rate")[1][-1] == DEFAULTS.pump.expression_rate
    told = rows(s.pump("left", minutes=1, vacuum=120, rate=72, pattern="expression"))
    last = [course(told, name)[1][-1] for name in ("vacuum", "rate", "two_phase")]
    assert last == pytest.approx([120.0, 1.2, 0.0])
    assert course(told, "pump", side="right")[1].max() == 0.0
    assert course(rows(s.pump("left", minutes=1, pattern="constant")), "rate")[1][-1] == 0.0


def test_milk_at_the_start_hangs_on_what_comes_first() -> None:
    fed = (DEFAULTS.left.milk_ducts.available_feed, DEFAULTS.right.milk_ducts.available_feed)
    pumped = (DEFAULTS.left.milk_ducts.available_pump, DEFAULTS.right.milk_ducts.available_pump)
    for entries, milk in (
        ((s.breastfeed(), s.pump("right", at="15 min")), fed),
        ((s.pump("right"), s.breastfeed(at="15 min")), pumped),
        ((s.hand_expression(),), fed),
        ((s.rest(),), fed),
    ):
        assert milk_at_start(Session(*entries), DEFAULTS) == milk


def test_appetite_is_a_share_of_the_first_breast_and_less_at_the_second() -> None:
    whole = DEFAULTS.suckling.appetite * DEFAULTS.left.milk_ducts.available_feed
    schedule = rows(s.breastfeed("left", 5), s.breastfeed("right", 5, at="5 min"), s.breastfeed("left", 5, at="10 min"))
    (time, left), (_, right) = course(schedule, "wanted"), course(schedule, "wanted", side="right")
    assert left[(time > 0) & (time < 300)] == pytest.approx(whole)
    assert right[(time > 300) & (time < 600)] == pytest.approx(DEFAULTS.suckling.second_breast_appetite * whole)
    assert left[time > 600] == pytest.approx(whole), "back at the first breast it goes on where it was"
    assert course(rows(s.breastfeed("left", 5, appetite="60 mL")), "wanted")[1][-1] == 60.0


def test_two_babies_at_once_have_an_appetite_each() -> None:
    schedule = rows(s.breastfeed("left", 5), s.breastfeed("right", 5))
    assert course(schedule, "wanted")[1][-1] == course(schedule, "wanted", side="right")[1][-1]


def recorded(folder: Path, rate: float = 1.0, peak: float = 190.0, seconds: float = 60.0) -> Path:
    time = np.arange(0.0, seconds, 1 / 30)
    pressure = -peak * (0.5 - 0.5 * np.cos(2 * np.pi * rate * time))
    path = folder / "pump.csv"
    path.write_text(
        "time,pressure,units\n" + "\n".join(f"{t:.4f},{p:.3f},mmHg" for t, p in zip(time, pressure, strict=True)) + "\n"
    )
    return path


def test_a_recorded_pressure_lies_on_its_own_grid_from_its_entry_on(tmp_path: Path) -> None:
    schedule = rows(s.pump("left", pattern=recorded(tmp_path), at="10 s"))
    time = TRACE_STEP * np.arange(schedule.trace.size)
    assert np.all(schedule.trace[time < 10.0 - 1e-9] == 0.0)
    during = (time >= 10.0) & (time < 69.0)
    assert schedule.trace[during] == pytest.approx(190.0 * (0.5 - 0.5 * np.cos(2 * np.pi * time[during])), abs=2.0)


def test_rate_and_peak_of_a_recorded_pressure_are_read_from_it(tmp_path: Path) -> None:
    schedule = rows(s.pump("left", pattern=recorded(tmp_path, rate=1.2, peak=150.0)))
    time, rate = course(schedule, "rate")
    within = (time > 0.0) & (time < 50.0)
    assert rate[within].mean() == pytest.approx(1.2, rel=0.05)
    assert course(schedule, "vacuum")[1][within].mean() == pytest.approx(150.0, rel=0.02)


def test_when_the_record_is_over_nothing_pulls_any_more(tmp_path: Path) -> None:
    schedule = rows(s.pump("left", pattern=recorded(tmp_path), minutes=2))
    time, rate = course(schedule, "rate")
    assert np.all(rate[time > 61.0] == 0.0) and np.all(course(schedule, "vacuum")[1][time > 61.0] == 0.0)
    assert schedule.trace[-1] == 0.0
