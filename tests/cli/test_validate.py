"""``letdown validate``: what it prints, what it writes, and its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import studies

from letdown.cli import main
from letdown.errors import InputError
from letdown.validate.schema import ReportTable


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    text = studies.study('measure = "milk"; unit = "mL"; arm = "plain"; statistic = "mean"; value = 60').source
    short = text.replace('for = "15 min"', 'for = "4 min"')
    (tmp_path / "missed.toml").write_text(short.replace("value = 60", "value = 900").replace("made2026", "missed"))
    order = 'measure = "milk"; statistic = "order"; arm = "plain"; versus = "calm"; direction = "more"'
    met = studies.study(order).source.replace("15 min", "6 min").replace("14 min", "1 min")
    (tmp_path / "met.toml").write_text(met.replace("made2026", "met"))
    (tmp_path / "broken.toml").write_text("schema = 1\n[women\n")
    (tmp_path / "unknown.toml").write_text(text.replace('arm = "plain"', 'arm = "plian"'))
    return tmp_path


def test_files_that_are_met_end_with_0_and_missed_ones_with_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("validate met.toml --women 12 --jobs 1 --no-cache --json --out page.html".split()) == 0
    ReportTable.model_validate_json(capsys.readouterr().out)
    assert "<svg" in (folder / "page.html").read_text() or "plain" in (folder / "page.html").read_text()
    assert main("validate missed.toml --women 8 --jobs 1 --no-cache".split()) == 1
    said = capsys.readouterr().out
    assert "missed" in said
    assert "not the full number of women" in said


def test_wrong_files_end_with_2_a_line_each_and_nothing_is_run(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("validate broken.toml met.toml unknown.toml --out page.md".split()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.strip().splitlines()
    assert len(lines) == 2
    assert "broken.toml" in lines[0]
    assert "'plain'" in lines[1]
    assert not (folder / "page.md").exists()


def test_check_says_what_a_file_holds(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main("validate met.toml missed.toml --check".split()) == 0
    assert capsys.readouterr().out.splitlines()[0].startswith("met: 4 arms, 1 target")


def test_an_arm_that_cannot_be_run_is_told_before_the_rest_is(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> list[float]:
        raise InputError("there is no such time.")

    monkeypatch.setattr("letdown.validate.drawing.measure_all", refuse)
    assert main(["validate", "met.toml", "--check"]) == 2
    assert main(["validate", "met.toml", "--out", "page.md"]) == 2
    assert "met, arm 'calm': there is no such time." in capsys.readouterr().err
    assert not (folder / "page.md").exists()


@pytest.mark.parametrize(
    ("call", "hint"),
    [
        ("validate none.toml", "none.toml"),
        ("validate --women 1", "--women"),
        ("validate --women 9 --quick", "--quick"),
        ("validate --jobs 0", "--jobs"),
        ("validate --seed 99999999999999999999", "--seed"),
        ("validate met.toml --out page.pdf", ".html"),
        ("validate met.toml --out nowhere/page.html", "nowhere"),
        ("validate met.toml --use predicted", "predicted"),
        ("validate met.toml --engine quick", "bursts"),
        ("validate met.toml --parameters none.toml", "none.toml"),
        ("validate met.toml met.toml missed.toml broken.toml", "broken.toml"),
        ("validate empty", "empty"),
    ],
)
def test_mistakes_end_with_2_and_one_message(folder: Path, capsys: pytest.CaptureFixture[str], call: str, hint: str) -> None:
    (folder / "empty").mkdir()
    assert main(call.split()) == 2
    said = capsys.readouterr()
    assert hint in said.err
    assert said.err.count("letdown:") == 1
    assert "Traceback" not in said.err


def test_a_folder_stands_for_its_files(folder: Path) -> None:
    for name in ("broken.toml", "unknown.toml"):
        (folder / name).unlink()
    assert main("validate . --women 6 --jobs 1 --no-cache --out report.json".split()) == 1
    table = json.loads((folder / "report.json").read_text())
    assert [one["id"] for one in table["experiments"]] == ["met", "missed"]
    assert table["scores"]["given"]["targets"] == 2
