"""A report says what a session came to, from the recording alone, and in words that judge nobody."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from letdown import sessions as s
from letdown.dyad import Mother
from letdown.errors import ParameterError
from letdown.recording import Recording, load, result_hash, save
from letdown.reports import INTENDED_USE, SessionReport, session_report, summary
from letdown.reports.words import clock
from letdown.simulation import simulate


@pytest.fixture(scope="module")
def feed() -> Recording:
    return simulate(Mother(), s.Session(s.breastfeed("left", minutes=15)), seed=1, engine="bursts")


@pytest.fixture(scope="module")
def report(feed: Recording) -> SessionReport:
    return session_report(feed)


def test_milk_taken_and_left_is_the_milk_that_was_there(report: SessionReport) -> None:
    for side in ("left", "right"):
        parts = [report[f"{side}.{part}"] for part in ("taken", "left", "dripped")]
        assert sum(parts) == pytest.approx(report[f"{side}.available"])  # type: ignore[arg-type]
    assert report["left.share"] == pytest.approx(report["left.taken"] / report["left.available"])  # type: ignore[operator]
    assert report["right.taken"] == 0.0


def test_hindmilk_is_richer_than_foremilk(report: SessionReport) -> None:
    assert 0.0 < report["left.fat_first"] < report["left.fat_last"]  # type: ignore[operator]


def test_let_downs_are_the_models_truth_and_ultrasound_is_another_matter(feed: Recording, report: SessionReport) -> None:
    onsets = feed["milk_ejections.onsets"]
    told = [*report["let_downs_before"], *report["let_downs"], *report["let_downs_after"]]  # type: ignore[misc]
    assert told == onsets.tolist()
    assert report["let_down_count"] == len(report["let_downs"])  # type: ignore[arg-type]
    assert report["first_let_down"] == pytest.approx(report["let_downs"][0], abs=0.05)  # type: ignore[index]
    assert report["ultrasound_breast"] == "right"
    assert len(report["ultrasound_let_downs"]) >= 1  # type: ignore[arg-type]


def test_a_laboratory_misses_the_peaks(report: SessionReport) -> None:
    assert report["oxytocin_highest"] == max(report["oxytocin_peaks"])  # type: ignore[type-var]
    assert report["oxytocin_baseline"] < report["oxytocin_highest"]  # type: ignore[operator]
    assert report["assay_highest_units"] == pytest.approx(report["assay_highest"] / 1.75)  # type: ignore[operator]
    assert report["assay_pulses"] <= report["let_down_count"] + 2  # type: ignore[operator]


def test_why_the_feed_ended_is_said(report: SessionReport) -> None:
    assert report["left.ended"] == "satiety"
    assert 0.0 < report["left.duration"] <= 900.0  # type: ignore[operator]
    assert report["left.share_by_2_min"] < report["left.share_by_4_min"] <= 1.0  # type: ignore[operator]
    assert "satiety" in report.text()


def test_a_baby_taken_off_early_has_been_taken_off() -> None:
    short = session_report(simulate(Mother(), s.Session(s.breastfeed("right", minutes=1)), engine="bursts"))
    assert short["right.ended"] == "taken off"
    assert short["right.duration"] == pytest.approx(60.0, abs=0.5)


def test_every_number_has_a_unit_and_is_json(report: SessionReport) -> None:
    told = json.loads(json.dumps(report.as_dict(), allow_nan=False))
    for name, value in told["results"].items():
        assert isinstance(value, str) or name in told["units"], name
    assert told["units"]["left.taken"] == "mL"


def test_an_unknown_finding_is_answered_with_the_nearest(report: SessionReport) -> None:
    with pytest.raises(ParameterError, match=r"left\.taken"):
        report["left.takn"]


def test_a_file_of_a_recording_gives_the_same_report(feed: Recording, tmp_path: Path) -> None:
    pytest.importorskip("netCDF4")
    again = session_report(load(save(feed, tmp_path / "feed.nc")))
    assert again.as_dict() == session_report(feed).as_dict()
    assert again.text() == session_report(feed).text()


def test_the_words_judge_nobody(report: SessionReport, feed: Recording) -> None:
    text = report.text()
    assert text.count(INTENDED_USE) == 1
    assert "usual range 28 to 115 mL; hers " in text
    assert "1 let-downs" not in text
    assert result_hash(feed) in text
    assert "seed 1" in text
    for word in (
        "percentile",
        "normal",
        "abnormal",
        "low supply",
        "failed",
        "diagnos",
        "you have",
        "love hormone",
        "better",
        "worse",
    ):
        assert word not in text.replace("not for diagnosis", "")
    assert max(map(len, text.splitlines())) <= 130


def test_in_the_first_days_volumes_are_not_compared() -> None:
    early = session_report(simulate(Mother(2.0), s.Session(s.breastfeed(minutes=5)), engine="bursts"))
    assert "usual range" not in early.text()
    assert "a few millilitres are normal" in early.text()


@pytest.mark.parametrize(
    ("session", "doing", "words"),
    [
        (s.Session(s.pump("both", minutes=5)), ("pump", "pump"), "A pumping from both breasts"),
        (s.Session(s.hand_expression("right", minutes=5)), ("", "hand"), "An expression by hand from the right breast"),
        (
            s.Session(s.breastfeed("left", minutes=5), s.pump("right", minutes=5)),
            ("breastfeed", "pump"),
            "A breastfeed and a pumping",
        ),
        (s.Session(s.cue("cry", minutes=5)), ("", ""), "A session without taking milk"),
        (s.Session(s.rest(minutes=0.01)), ("", ""), "too short for blood samples"),
        (s.Session(s.touch("left", minutes=2)), ("", ""), "A session without taking milk"),
    ],
)
def test_every_session_has_its_report(session: s.Session, doing: tuple[str, str], words: str) -> None:
    report = session_report(simulate(Mother(), session, seed=2, engine="bursts"))
    assert (report["left.doing"], report["right.doing"]) == doing
    assert words in report.text()


def test_a_breast_that_is_fed_and_then_pumped_has_both_told_apart() -> None:
    session = s.Session(s.breastfeed("left", minutes=3), s.pump("left", minutes=3, at="4 min"))
    report = session_report(simulate(Mother(), session, engine="bursts"))
    assert report["left.doing"] == "breastfeed and pump"
    assert report["left.duration"] == pytest.approx(180.0, abs=1.0)
    parts = [report["left.taken_by_breastfeed"], report["left.taken_by_pump"]]
    assert sum(parts) == pytest.approx(report["left.taken"])  # type: ignore[arg-type]
    assert "mL by the baby" in report.text()
    assert "A breastfeed and a pumping from the left breast" in report.text()


def test_without_milk_ejection_the_report_says_so() -> None:
    held = session_report(
        simulate(Mother(), s.Session(s.breastfeed("left")), engine="bursts", clamp={"plasma_oxytocin.concentration": 1.0})
    )
    assert held["first_let_down"] is None
    assert held["let_down_count"] == 0
    assert "none came after latch" in held.text()
    assert "changed: plasma_oxytocin.concentration = 1.0" in held.text()


def test_a_summary_is_numbers_only(feed: Recording) -> None:
    numbers = summary(feed)
    assert all(isinstance(value, float) for value in numbers.values())
    assert numbers["left.taken"] > 0.0
    none = summary(simulate(Mother(), s.Session(s.rest(minutes=1)), engine="bursts"))
    assert math.isnan(none["first_let_down"])


def test_times_are_told_as_people_say_them() -> None:
    assert [clock(seconds) for seconds in (0.4, 59, 60, 200, -30)] == ["0 s", "59 s", "1 min", "3 min 20 s", "30 s"]
