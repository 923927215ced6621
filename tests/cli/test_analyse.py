"""``letdown analyse`` tells what a file shows and how sure that is, draws it, and refuses what it can't search."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from letdown.cli import main
from letdown.figures import plot_analysis
from letdown.instruments import duct_ultrasound, milk_balance
from letdown.recording.measured import read_measured
from letdown.reports.measured import analyse

TIME = np.arange(-60.0, 900.0, 0.5)
ONSETS = (75.0, 275.0, 475.0, 675.0)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def waves(heights=(1.0, 0.8, 0.6, 0.4)):
    total = np.zeros_like(TIME)
    for onset, height in zip(ONSETS, heights, strict=True):
        total += height * np.sin(np.pi * np.clip((TIME - onset) / 100.0, 0.0, 1.0))
    return total


def write(name: str, header: str, *columns: object) -> str:
    rows = zip(*columns, strict=True)
    Path(name).write_text("\n".join([header, *(",".join(f"{cell:.4f}" for cell in row) for row in rows)]) + "\n")
    return name


def blood(every: float = 30.0, cv: float = 0.08) -> str:
    time = np.arange(0.0, 1200.0, every)
    level = 2.0 + sum(np.where(time >= at, 15.0 * 0.5 ** ((time - at) / 200.0), 0.0) for at in (150.0, 510.0, 870.0))
    return write(
        "blood.csv", "time [s],oxytocin [pg/mL]", time, level * (1.0 + cv * np.random.default_rng(2).standard_normal(len(time)))
    )


def bottle() -> str:
    return write("bottle.csv", "time [s],mass [g]", *milk_balance.measure(TIME, np.cumsum(0.5 * waves()) * 0.5, seed=1))


def pump() -> str:
    time = np.arange(0.0, 120.0, 0.05)
    pressure = -np.where(time < 60.0, 80.0 * np.sin(2.0 * np.pi * time) ** 2, 200.0 * np.sin(np.pi * time) ** 2)
    return write("pump.csv", "time,pressure [mmHg]", time, pressure)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["analyse", *arguments]) == 0
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str):
    return json.loads(told(capsys, *arguments, "--json"))


def test_milk_on_a_balance_shows_its_let_downs(capsys):
    said = as_json(capsys, bottle())
    assert (said["kind"], said["what"], said["count"]["found"]) == ("mass", "let-downs", 4)
    assert [event["onset"] for event in said["events"]] == pytest.approx(ONSETS, abs=10.0)
    assert all(event["sure"] > 0.95 and event["onset_low"] <= event["onset"] + 1.0 for event in said["events"])
    assert (said["count"]["low"], said["count"]["high"]) == (4, 4)
    assert said["results"]["milk"] == pytest.approx(91.8, rel=0.02)
    assert said["noise"] == pytest.approx(0.1, rel=0.3)
    assert {"onset", "height", "milk", "noise"} <= set(said["units"])


def test_a_let_down_that_hardly_shows_is_less_sure(capsys):
    heights = (0.4, 0.4, 0.4, 0.075)
    name = write("weak.csv", "time [s],mass [g]", *milk_balance.measure(TIME, np.cumsum(waves(heights)) * 0.5, seed=3))
    said = as_json(capsys, name)
    weak = [event for event in said["events"] if event["onset"] > 600.0]
    assert said["count"]["low"] < said["count"]["high"] or (weak and weak[0]["sure"] < 1.0)


def test_the_width_of_a_duct_shows_them_too(capsys):
    name = write("duct.csv", "time [s],duct width [mm]", *duct_ultrasound.measure(TIME, 2.0 + 1.5 * waves(), seed=1))
    said = as_json(capsys, name)
    assert [event["onset"] for event in said["events"]] == pytest.approx(ONSETS, abs=10.0)
    assert said["results"]["resting"] == pytest.approx(2.0, abs=0.1)


@pytest.mark.parametrize("detector", ["threshold", "pulsar"])
def test_blood_shows_its_pulses_and_their_half_life(capsys, detector):
    said = as_json(capsys, blood(), "--detector", detector, "--cv", "8 %")
    assert [event["peak"] for event in said["events"]] == pytest.approx([150.0, 510.0, 870.0], abs=35.0)
    assert said["results"]["half_life"] == pytest.approx(200.0, rel=0.25)
    assert said["results"]["half_life_low"] < 200.0 < said["results"]["half_life_high"]
    assert said["results"]["baseline"] == pytest.approx(2.0, rel=0.15)


def test_a_pump_shows_its_two_phases(capsys):
    said = as_json(capsys, pump())
    assert said["results"]["phases"] == 2
    assert [event["rate"] for event in said["events"]] == pytest.approx([120.0, 60.0], rel=0.02)
    assert [event["vacuum"] for event in said["events"]] == pytest.approx([80.0, 200.0], rel=0.02)


def test_steady_blood_and_an_idle_pump_show_nothing_and_that_is_said(capsys):
    time = np.arange(0.0, 1200.0, 30.0)
    steady = write("steady.csv", "time [s],oxytocin [pg/mL]", time, np.full(len(time), 2.0))
    said = as_json(capsys, steady)
    assert (said["events"], said["results"]["half_life"]) == ([], None)
    assert told(capsys, steady).startswith("steady.csv: blood, column 'oxytocin', 40 samples over 19.5 min\n0 pulses (0 to ")
    idle = write("idle.csv", "time [s],pressure [mmHg]", time, np.full(len(time), -0.5))
    assert as_json(capsys, idle)["results"]["rate"] is None
    empty = write("none.csv", "time [s],flow [g/s]", TIME, np.zeros(len(TIME)))
    assert as_json(capsys, empty, "--out", "none.png")["results"]["first"] is None


def test_it_is_told_in_words_with_a_picture(capsys, own_folder):
    out = told(capsys, blood(120.0), "--out", "blood.png")
    assert "onset [s]" in out and "miss most pulses" in out
    assert out.endswith("picture: blood.png\n")
    assert (own_folder / "blood.png").stat().st_size > 10_000


@pytest.mark.parametrize("file", [bottle, blood, pump])
def test_the_picture_names_what_was_found(file):
    found = analyse(read_measured(file()))
    figure = plot_analysis(found)
    assert str(found.count[0]) in figure.texts[0].get_text()
    assert len(figure.axes[0].texts) == len(found.events)


def test_the_same_file_and_seed_say_the_same(capsys):
    name = bottle()
    assert told(capsys, name) == told(capsys, name)


REFUSED = {
    ("--kind", "pressur"): "Did you mean 'pressure'",
    ("--detector", "pulser"): "Did you mean 'pulsar'",
    ("--cv", "2"): "coefficient of variation",
    ("--cv", "much"): "--cv",
    ("--seed", "-1"): "no seed",
    ("--out", "file.doc"): "allowed are",
    ("--out", "nowhere/file.png"): "no folder",
    ("--column", "level"): "no column 'level'",
}


@pytest.mark.parametrize("option", REFUSED, ids=" ".join)
def test_what_cannot_be_done_is_said_in_one_line(capsys, own_folder, option):
    name = blood()
    assert main(["analyse", name, *option]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("letdown: ") and said.err.count("\n") == 1
    assert REFUSED[option] in said.err
    assert [path.name for path in own_folder.iterdir()] == ["blood.csv"]


def test_traces_that_can_show_nothing_are_refused(capsys):
    time = np.arange(0.0, 30.0)
    assert main(["analyse", write("short.csv", "time [s],flow [g/s]", time, time)]) == 2
    assert "record longer" in capsys.readouterr().err
    rare = np.arange(0.0, 1200.0, 60.0)
    assert main(["analyse", write("rare.csv", "time [s],flow [g/s]", rare, rare)]) == 2
    assert "apart or less" in capsys.readouterr().err
    assert main(["analyse", write("up.csv", "time [s],pressure [mmHg]", time, time + 1.0)]) == 2
    assert "no vacuum" in capsys.readouterr().err
    assert main(["analyse", "missing.csv"]) == 2
    assert "no file" in capsys.readouterr().err
