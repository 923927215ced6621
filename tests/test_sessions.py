"""Sessions hold what can happen, and refuse what cannot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import letdown.sessions as s
from letdown.errors import FileError, InputError, ParameterError, TimelineError, UnitError


def test_entries_come_in_the_order_of_their_times() -> None:
    session = s.Session(s.breastfeed("left", minutes=12), s.cue("cry", at="-3 min"), s.breastfeed("right", at="13 min"))
    assert [entry.at for entry in session.entries] == [-180.0, 0.0, 780.0]
    assert session.start == -180.0
    assert session.duration == 28 * 60.0
    assert "cue cry -180 to 0 s" in repr(session)


def test_circumstances_last_throughout_and_do_not_prolong_a_feed() -> None:
    short = s.Session(
        s.breastfeed("left", minutes=10), s.disturbance("stress", 0.6), s.helper("warmth", side="left", at="-20 min")
    )
    assert short.duration == 600.0
    assert {entry.end for entry in short.entries} == {600.0}
    longer = short.with_(s.rest(minutes=5, at="10 min"))
    assert {entry.end for entry in longer.entries if entry.do in ("disturbance", "helper")} == {900.0}


def test_a_session_may_be_a_cue_alone() -> None:
    assert s.Session(s.cue("cry", at="1 min", minutes=2)).duration == 180.0


def test_units_at_the_door() -> None:
    pumping = s.pump("both", minutes="0.25 h", vacuum="25 kPa", rate="1.2 Hz", at="90 s")
    assert (pumping.duration, pumping.at, pumping.rate) == (900.0, 90.0, 1.2)
    assert pumping.vacuum == pytest.approx(187.5, abs=0.1)
    assert s.pump(rate=72).rate == s.pump(rate="72").rate == pytest.approx(1.2)
    assert s.pump(rate="72 / min").rate == pytest.approx(1.2)
    assert s.cue("cry", at="-1.5 min").at == s.cue("cry", at="-90.0 s").at == s.cue("cry", at="-0.025 hour").at == -90.0
    assert s.oxytocin("vein", "10 mU").dose == pytest.approx(17_500.0)
    assert s.oxytocin("nose", "40 ng", minutes=10).dose == pytest.approx(40_000.0)
    assert s.disturbance("alcohol", "0.5 g/kg").strength == 0.5
    assert s.breastfeed(appetite="60 mL").appetite == 60.0


def test_two_babies_at_two_breasts_and_pump_beside_baby_are_possible() -> None:
    assert len(s.Session(s.breastfeed("left"), s.breastfeed("right")).entries) == 2
    assert len(s.Session(s.breastfeed("left"), s.pump("right")).entries) == 2
    assert s.Session(s.breastfeed("left", minutes=5), s.pump("left", at="5 min")).duration == 20 * 60
    assert len(s.Session(s.helper("warmth", "left"), s.helper("warmth", "right"), s.breastfeed("left")).entries) == 3


def test_equal_sessions_are_equal() -> None:
    assert s.Session(s.breastfeed(), s.cue("cry")) == s.Session(s.cue("cry"), s.breastfeed())
    assert s.Session(s.breastfeed()) != s.Session(s.pump())
    assert len({s.Session(s.breastfeed()), s.Session(s.breastfeed())}) == 1


IMPOSSIBLE = {
    "two babies on one breast": (
        lambda: s.Session(s.breastfeed(), s.breastfeed(at="5 min")),
        TimelineError,
        "left breast at 300 s",
    ),
    "baby and pump on one breast": (lambda: s.Session(s.breastfeed(), s.pump("both")), TimelineError, "both on the left breast"),
    "hand and pump": (lambda: s.Session(s.hand_expression("right"), s.pump("right")), TimelineError, "right breast"),
    "one baby at two breasts": (lambda: s.breastfeed("both"), TimelineError, "two entries"),
    "the same stress twice": (lambda: s.Session(s.breastfeed(), *[s.disturbance("stress")] * 2), TimelineError, "twice"),
    "the same warm cloth twice": (
        lambda: s.Session(s.breastfeed(), s.helper("warmth"), s.helper("warmth", "left")),
        TimelineError,
        "twice",
    ),
    "nothing": (s.Session, TimelineError, "no entries"),
    "negative minutes": (lambda: s.breastfeed(minutes=-5), TimelineError, "above 0"),
    "no minutes": (lambda: s.pump(minutes=0), TimelineError, "above 0"),
    "two days": (lambda: s.rest(minutes="2 day"), TimelineError, "24 h"),
    "not a number of minutes": (lambda: s.breastfeed(minutes="long"), UnitError, "not understood"),
    "millilitres as minutes": (lambda: s.breastfeed(minutes="3 mL"), UnitError, "turned into min"),
    "a time without unit": (lambda: s.cue("cry", at=-3), UnitError, "-3 min"),
    "latch before latch": (lambda: s.breastfeed(at="-1 min"), TimelineError, "time 0 is latch"),
    "tomorrow": (lambda: s.rest(at="30 h"), TimelineError, "24 h"),
    "stress after the end": (lambda: s.Session(s.breastfeed(), s.disturbance("stress", at="1 h")), TimelineError, "after"),
    "stress alone and throughout": (lambda: s.Session(s.disturbance("stress", at="1 min")), TimelineError, "how long"),
    "an unknown cue": (lambda: s.cue("crie"), ParameterError, "'cry'"),
    "an unknown disturbance": (lambda: s.disturbance("stres"), ParameterError, "'stress'"),
    "an unknown helper": (lambda: s.helper("warmht"), ParameterError, "'warmth'"),
    "an unknown side": (lambda: s.pump("middle"), ParameterError, "side"),
    "an unknown pattern": (lambda: s.pump(pattern="twophase"), ParameterError, "'two-phase'"),
    "an unknown route": (lambda: s.oxytocin("mouth"), ParameterError, "vein"),
    "an unknown thing to do": (lambda: s.Entry("breastfed", 0.0, 60.0), TimelineError, "'breastfeed'"),  # type: ignore[arg-type]
    "a detail out of place": (lambda: s.Entry("rest", 0.0, 60.0, vacuum=100.0), TimelineError, "does not belong"),
    "too strong a cue": (lambda: s.cue("cry", strength=1.5), ParameterError, "0 to 1"),
    "negative stress": (lambda: s.disturbance("stress", -0.1), ParameterError, "0 to 1"),
    "too much alcohol": (lambda: s.disturbance("alcohol", 3), ParameterError, "g/kg"),
    "a vacuum that hurts": (lambda: s.pump(vacuum=900), ParameterError, "350 mmHg"),
    "a negative vacuum": (lambda: s.pump(vacuum=-190), ParameterError, "positive"),
    "a vacuum in mL": (lambda: s.pump(vacuum="100 mL"), UnitError, "mmHg"),
    "too slow a pump": (lambda: s.pump(rate=5), ParameterError, "10 to 200 per minute"),
    "too fast a pump": (lambda: s.pump(rate="5 Hz"), ParameterError, "10 to 200 per minute"),
    "oxytocin without unit": (lambda: s.oxytocin(dose=10), UnitError, "10 mU"),
    "oxytocin in millilitres": (lambda: s.oxytocin(dose="10 mL"), UnitError, "pg"),
    "a litre of oxytocin": (lambda: s.oxytocin(dose="5000 U"), ParameterError, "outside its range"),
    "a baby of infinite appetite": (lambda: s.breastfeed(appetite=1e9), ParameterError, "1 to 1000 mL"),
    "not a number": (lambda: s.breastfeed(minutes=float("nan")), UnitError, "finite"),
    "true": (lambda: s.breastfeed(minutes=True), UnitError, "not a quantity"),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_what_cannot_be_is_refused_and_says_what_can(case: str) -> None:
    make, error, part = IMPOSSIBLE[case]
    with pytest.raises(error) as caught:
        make()
    assert isinstance(caught.value, InputError)
    assert part in str(caught.value)


# ── measured vacuum ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "deepest"),
    [
        ("time,pressure\n0,0\n0.5,-200\n1,0\n", 200.0),
        ("time,pressure,units\n0,0,kPa\n0.5,-20,kPa\n1,0,kPa\n", 150.01),
        ("0,0,psi\n0.5,-4,psi\n1,2,psi", 206.86),
        ("# a pump\n\nTime, Pressure\n3,0\n3.5,-150\n", 150.0),
    ],
)
def test_negative_pressure_is_vacuum_in_any_of_three_units(tmp_path: Path, text: str, deepest: float) -> None:
    path = tmp_path / "pump.csv"
    path.write_text(text)
    time, vacuum = s.read_pressure_file(path)
    assert time[0] == 0.0
    assert vacuum.min() == 0.0
    assert vacuum.max() == pytest.approx(deepest, abs=0.01)
    entry = s.pump(pattern=path)
    assert entry.trace is not None
    assert np.array_equal(entry.trace[1], vacuum)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        (b"0,0\x00", "binary"),
        (b"time,flow\n0,0\n", "needed are time,pressure"),
        (b"time,pressure\n0,0\n1\n", "1 columns"),
        (b"time,pressure\n", "at least two"),
        (b"0,0\n1,-100\n0.5,0\n", "does not rise at row 3"),
        (b"0,0\n1,-100\n1,0\n", "does not rise"),
        (b"0,0\n1,high\n", "must be numbers"),
        (b"0,0\n1,nan\n", "must be numbers"),
        (b"0,0,bar\n1,-1,bar\n", "mmHg, kPa and psi"),
        (b"0,0\n1,200\n", "never falls below zero"),
        (b"0,0\n1,-900\n", "900 mmHg"),
    ],
)
def test_a_pressure_file_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, part: str) -> None:
    path = tmp_path / "pump.csv"
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"(?s)pump\.csv") as caught:
        s.read_pressure_file(path)
    assert part in str(caught.value)


def test_a_missing_pressure_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="There is no file"):
        s.pump(pattern=tmp_path / "none.csv")
    with pytest.raises(FileError, match="is a folder"):
        s.pump(pattern=tmp_path)
