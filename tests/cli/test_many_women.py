"""Many women from the command line: who they are, and the table that is kept."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from letdown.cli import main
from letdown.simulation import read_table

FEED = ["feed", "--minutes", "2", "--women", "12", "--engine", "bursts"]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_women_may_be_of_a_range_of_days_and_of_one_kind(capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--day", "30..180", "--parity", "primiparous", "--feeding", "partial", "--infant", "late preterm"]
    out = told(capsys, *FEED, *more, "--save", "women.csv")
    assert out.startswith("12 simulated women, 30 to 180 days after birth, primiparous, feeding partial, late preterm infants\n")
    table = read_table("women.csv")
    assert len(table) == 12 and set(table["births"]) == {1.0}
    assert 30.0 <= table["days_postpartum"].min() < 100.0 < table["days_postpartum"].max() <= 180.0
    assert len(np.unique(table["left.available"])) == 12
    said = json.loads(told(capsys, *FEED, *more, "--json"))
    assert said["conditions"] == {
        "days_postpartum": [30.0, 180.0], "parity": "primiparous", "feeding": "partial", "infant": "late preterm",
    }  # fmt: skip
    assert said["women"] == 12 and "woman" not in said["results"]


def test_one_woman_has_her_circumstances_too(capsys: pytest.CaptureFixture[str]) -> None:
    few = ["feed", "--minutes", "2", "--engine", "bursts", "--no-picture", "--json"]
    usual, early = (json.loads(told(capsys, *few, *more)) for more in ([], ["--infant", "preterm"]))
    assert early["result_hash"] != usual["result_hash"] and 'infant = "preterm"' in early["scenario"]


def test_a_table_may_be_parquet(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pyarrow")
    assert "recording: women.parquet" in told(capsys, *FEED, "--save", "women.parquet")
    assert len(read_table("women.parquet")) == 12


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("feed --day 30..180", "--women"),
        ("feed --women 3 --day 180..30", "smaller first"),
        ("feed --women 3 --day 30..", "--day"),
        ("feed --women 3 --day 30..9000", "0 to 1500"),
        ("feed --women 3 --parity first", "primiparous"),
        ("feed --women 3 --save a.nc", ".csv and .parquet"),
        ("feed --save a.parquet", ".nc and .csv"),
    ],
)
def test_what_women_cannot_be_is_refused(capsys: pytest.CaptureFixture[str], call: str, said: str) -> None:
    assert main(call.split()) == 2
    assert said in capsys.readouterr().err
    assert list(Path.cwd().iterdir()) == []
