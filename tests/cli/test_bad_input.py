"""A user's mistake: exit status 2, one message on standard error, no traceback, nothing written, nothing run."""

from __future__ import annotations

from pathlib import Path

import pytest

from letdown.cli import main

GOOD = '[[timeline]]\ndo = "breastfeed"\nfor = "1 min"\n'
FILES = {
    "empty.toml": b"",
    "binary.toml": b"\x00\x01\xff",
    "latin.toml": "title = 'é'".encode("latin-1"),
    "broken.toml": b"[mother\n",
    "newer.toml": b"schema = 99\n" + GOOD.encode(),
    "unknown_key.toml": b"[mothr]\n" + GOOD.encode(),
    "no_timeline.toml": b"[mother]\ndays_postpartum = 3\n",
    "two_babies.toml": (GOOD + GOOD).encode(),
    "negative.toml": GOOD.replace("1 min", "-1 min").encode(),
    "strong_pump.toml": b'[[timeline]]\ndo = "pump"\nvacuum = "900 mmHg"\n',
    "no_newline.toml": b'[[timeline]]\ndo = "breastfed"',
    "bad_clamp.toml": GOOD.encode() + b'[run.clamp]\n"left.milk_ducts.capacity" = 3\n',
    "bad_seed.toml": GOOD.encode() + b"[run]\nseed = -4\n",
    "bad_series.toml": GOOD.encode() + b'[record]\nseries = ["milk"]\n',
    "good.toml": GOOD.encode(),
    "empty.csv": b"",
    "binary.csv": b"\x89PNG\x00\x00",
    "unsorted.csv": b"time,pressure\n0,0\n2,-100\n1,0\n",
    "columns.csv": b"time,flow\n0,0\n1,2\n",
    "positive.csv": b"time,pressure\n0,0\n1,150\n",
    "units.csv": b"time,pressure,units\n0,0,bar\n1,-0.1,bar\n",
    "deep.csv": b"time,pressure\n0,0\n1,-800\n",
}

MISTAKES = [
    ("fed", "'feed'"),
    ("feed left", "left"),
    ("feed --minuts 3", "--minutes"),
    ("feed --minutes", "--minutes"),
    ("feed --minutes -5", "above 0"),
    ("feed --minutes 0", "above 0"),
    ("feed --minutes 2000", "24 h"),
    ("feed --minutes long", "not understood"),
    ("feed --minutes 10mL", "turned into min"),
    ("feed --minutes nan", "finite"),
    ("feed --side middle", "left"),
    ("feed --side both", "left"),
    ("feed --day -3", "days_postpartum"),
    ("feed --day 9999", "days_postpartum"),
    ("feed --day soon", "--day"),
    ("feed --stress 7", "0 to 1"),
    ("feed --stress much", "--stress"),
    ("feed --pain -1", "0 to 1"),
    ("feed --stress 0.5 --disturbance stress=0.2", "twice"),
    ("feed --cue crry", "'cry'"),
    ("feed --cue cry@soon", "at:"),
    ("feed --cue cry@-3", "has no unit"),
    ("feed --cue cry=2", "0 to 1"),
    ("feed --cue cry/left", "KIND[=STRENGTH][@AT]"),
    ("feed --cue =", "KIND"),
    ("feed --cue cry --cue cry", "twice"),
    ("feed --cue cry@-30h", "24 h"),
    ("feed --disturbance noize", "'noise'"),
    ("feed --disturbance alcohol=5", "g/kg"),
    ("feed --disturbance stress@1h", "after"),
    ("feed --helper warmht", "'warmth'"),
    ("feed --helper warmth/middle", "side"),
    ("feed --helper warmth=2", "[=DEGREE][/SIDE][@AT]"),
    ("feed --helper relaxation/left", "relaxation"),
    ("feed --engine steam", "spiking"),
    ("feed --seed x", "whole number"),
    ("feed --seed -1", "seed"),
    ("feed --women 0", "1 or more"),
    ("feed --women many", "many"),
    ("feed --women 3 --save-scenario a.toml", "one woman"),
    ("feed --women 3 --save a.nc", ".csv"),
    ("feed --set plasma_oxytocin.clearence=3", "plasma_oxytocin.clearance"),
    ("feed --set clearance", "NAME=VALUE"),
    ("feed --set plasma_oxytocin.clearance=1e9", "outside its range"),
    ("feed --set plasma_oxytocin.clearance='3 mmHg'", "mL/s"),
    ("feed --set plasma_oxytocin.clearance=nan", "finite"),
    ("feed --set signs.felt_first=0.1 --set signs.felt_first=0.2", "twice"),
    ("feed --clamp plasma_oxytocin.concentratio=2", "plasma_oxytocin.concentration"),
    ("feed --clamp plasma_oxytocin.concentration=-2", "never negative"),
    ("feed --clamp plasma_oxytocin.concentration='2 mL'", "pg/mL"),
    ("feed --clamp left.milk_ducts.capacity=2", "no series that can be held"),
    ("feed --parameters none.toml", "There is no file"),
    ("feed --parameters good.toml", "holds no"),
    ("feed --parameters empty.toml", "is empty"),
    ("feed --out none", "There is no folder"),
    ("feed --out good.toml", "There is no folder"),
    ("feed --out /proc", "can't be written"),
    ("feed --save feed.xls", "allowed are .nc and .csv"),
    ("feed --save none/feed.csv", "There is no folder"),
    ("feed --save-scenario s.txt", ".toml"),
    ("feed --save-scenario s.toml --save-parameters s.toml", "one file"),
    ("feed --save-parameters none/p.toml", "There is no folder"),
    ("pump --vacuum 900", "350 mmHg"),
    ("pump --vacuum -190", "positive"),
    ("pump --vacuum '3 mL'", "mmHg"),
    ("pump --rate 5", "10 to 200"),
    ("pump --rate 500", "10 to 200"),
    ("pump --rate fast", "rate"),
    ("pump --pattern twophase", "'two-phase'"),
    ("pump --pattern none.csv", "There is no file"),
    ("pump --pattern empty.csv", "is empty"),
    ("pump --pattern binary.csv", "not text"),
    ("pump --pattern unsorted.csv", "does not rise"),
    ("pump --pattern columns.csv", "time,pressure"),
    ("pump --pattern positive.csv", "never falls below"),
    ("pump --pattern units.csv", "kPa"),
    ("pump --pattern deep.csv", "800 mmHg"),
    ("pump --pattern ./", "is a folder"),
    ("run", "Which scenario"),
    ("run none.toml", "There is no file"),
    ("run .", "is a folder"),
    ("run empty.toml", "is empty"),
    ("run binary.toml", "not text"),
    ("run latin.toml", "UTF-8"),
    ("run broken.toml", "not valid TOML"),
    ("run newer.toml", "a newer letdown"),
    ("run unknown_key.toml", "'mother'"),
    ("run no_timeline.toml", "'timeline' is missing"),
    ("run two_babies.toml", "left breast"),
    ("run negative.toml", "timeline entry 1"),
    ("run strong_pump.toml", "350 mmHg"),
    ("run no_newline.toml", "'breastfeed'"),
    ("run bad_clamp.toml", "can be held"),
    ("run bad_seed.toml", "seed"),
    ("run bad_series.toml", "series"),
    ("run good.toml --save feed.xls", "allowed"),
    ("run good.toml --out none", "There is no folder"),
    ("run good.toml more.toml", "more.toml"),
    ("parameters nonsense", "parameter or stage"),
    ("parameters plasma_oxytocn.clearance", "plasma_oxytocin.clearance"),
    ("cite none.toml", "There is no file"),
    ("cite broken.toml", "not valid TOML"),
    ("doctor --fast", "--fast"),
]


@pytest.mark.parametrize(("line", "part"), MISTAKES, ids=[line for line, _ in MISTAKES])
def test_a_mistake_is_answered_in_one_line(
    line: str, part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import shlex

    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    assert main(shlex.split(line)) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("letdown: ")
    assert said.err.count("\n") == 1
    assert part in said.err
    assert "Traceback" not in said.err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == FILES
