"""``letdown causes`` and ``letdown helpers`` tell the tables; feed, pump and scenarios use them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from letdown.causes import causes, helpers
from letdown.cli import main
from letdown.cli.cause_options import causes_of, helpers_of, is_of_the_table
from letdown.errors import InputError


@pytest.mark.parametrize("command", ["causes", "helpers"])
def test_table_has_a_line_for_each(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command]) == 0
    told = capsys.readouterr().out
    for one in (causes() if command == "causes" else helpers()).values():
        assert f"\n  {one.id} " in told and one.name in told
    assert "not for diagnosis" in told


@pytest.mark.parametrize(("command", "name"), [("causes", name) for name in causes()] + [("helpers", name) for name in helpers()])
def test_one_of_them_is_told_in_full(command: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, name]) == 0
    told = " ".join(capsys.readouterr().out.split())
    one = causes()[name] if command == "causes" else helpers()[name]
    assert one.term in told and f"{one.grade}: " in told
    assert all(" ".join(sentence.split()) in told for sentence in one.say)


@pytest.mark.parametrize(("command", "name"), [("causes", "alcohol"), ("helpers", "warm_cloth")])
def test_machines_are_told_the_same(command: str, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--json"]) == 0
    every = json.loads(capsys.readouterr().out)
    assert main([command, name, "--json"]) == 0
    one = json.loads(capsys.readouterr().out)
    assert one["schema"] == every["schema"] == 1
    assert one[command] == {name: every[command][name]}
    assert set(every[command]) == set(causes() if command == "causes" else helpers())
    assert {"effects", "acts", "sites", "sources", "grade"} <= set(one[command][name])


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ("causes alcohl", "'alcohol'"),
        ("helpers warm_clth", "'warm_cloth'"),
        ("feed --cause alcohl", "'alcohol'"),
        ("feed --helper warm_clth", "'warm_cloth'"),
        ("feed --helper warmht", "'warmth'"),
        ("feed --cause stress=3", "0 to 1"),
        ("feed --cause stress@-3min", "only alcohol takes a time"),
        ("feed --cause stress --cause stress", "twice"),
        ("feed --cause =", "not understood"),
        ("feed --cause alcohol=0.4@soon", "at:"),
        ("feed --cause breast_reduction.ducts=1", "'duct'"),
        ("feed --helper photo --helper photo", "twice"),
        ("feed --helper photo@90min", "end"),
        ("feed --helper photo=2", "0 .*to 1"),
        ("pump --women 3 --cause spinal_cord_lesion=T15", "no level"),
    ],
)
def test_a_slip_is_answered_with_what_is_allowed(
    arguments: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments.split()) == 2
    told = capsys.readouterr()
    assert told.out == "" and re.search(word, told.err), told.err
    assert list(tmp_path.iterdir()) == []


def test_parts_and_times_are_read() -> None:
    assert causes_of(["alcohol.drinks=2@-60min", "alcohol.body_mass=80kg", "stress"]) == {
        "alcohol": {"drinks": "2", "minutes_before": 60.0, "body_mass": "80kg"},
        "stress": True,
    }
    assert causes_of(["alcohol=0.4g/kg@-1h"]) == {"alcohol": {"dose": "0.4g/kg", "minutes_before": 60.0}}
    assert causes_of(["breast_reduction.duct=0.5", "breast_reduction.nerve=0.2"]) == {
        "breast_reduction": {"duct": "0.5", "nerve": "0.2"}
    }
    assert helpers_of(["warm_cloth/left@-20min", "photo", "massage=1"]) == {
        "warm_cloth": {"side": "left", "at": "-20min"},
        "photo": True,
        "massage": {"degree": "1"},
    }


def test_bare_helpers_go_on_as_they_were() -> None:
    assert not is_of_the_table("warmth@-20min") and not is_of_the_table("massage/left")
    assert helpers_of(["warmth@-20min", "massage"]) == {}
    with pytest.raises(InputError, match="not understood"):
        helpers_of(["=1"])


def test_the_saved_scenario_repeats_the_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = "feed --minutes 1 --engine bursts --no-picture --json --cause sore_nipples=0.6 --cause smoking=10"
    saved = str(tmp_path / "case.toml")
    assert main([*arguments.split(), "--helper", "warm_cloth/left", "--save-scenario", saved]) == 0
    first = json.loads(capsys.readouterr().out)
    assert main(["run", saved, "--no-picture", "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert again["result_hash"] == first["result_hash"]
    assert "nipple_afferents.sensitivity" in first["parameters_changed"]


def test_many_women_are_told_with_what_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = "pump --women 2 --minutes 1 --no-picture --json --cause vacuum_too_low --helper photo"
    assert main(arguments.split()) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["causes"] == {"vacuum_too_low": True} and told["helpers"] == {"photo": True}
