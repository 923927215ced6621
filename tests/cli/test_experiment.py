"""``letdown experiment``: what a stranger needs to write down a paper."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from letdown.cli import main
from letdown.experiments import read


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_new_file_is_valid_and_is_never_written_over(own_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["experiment", "new", "smith2020"]) == 0
    assert read(own_folder / "smith2020.toml").id == "smith2020"
    assert main(["experiment", "new", "smith2020"]) == 2
    assert "is there already" in capsys.readouterr().err


def test_id_that_could_be_a_path_is_refused(own_folder: Path) -> None:
    assert main(["experiment", "new", "../smith"]) == 2
    assert list(own_folder.iterdir()) == []


def test_schema_and_vocabulary_are_json_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["experiment", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "letdown experiment"
    assert main(["experiment", "vocabulary", "--json"]) == 0
    assert "oxytocin_pulses" in [one["name"] for one in json.loads(capsys.readouterr().out)["observables"]]


def test_vocabulary_tells_arguments_and_the_nearest_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["experiment", "vocabulary", "oxytocin_pulses"]) == 0
    assert "seen by oxytocin_assay" in capsys.readouterr().out
    assert main(["experiment", "vocabulary", "oxytocin_pulsse"]) == 2
    assert "'oxytocin_pulses'" in capsys.readouterr().err
