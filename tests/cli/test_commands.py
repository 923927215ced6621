"""The command line does what it says: tells a feed, repeats it, keeps it, cites it, and stops when told to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from letdown.cli import COMMANDS, main
from letdown.dyad import parameter_fields
from letdown.recording import Recording, load, result_hash

FEED = ["feed", "--minutes", "2", "--engine", "bursts", "--no-picture"]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(arguments) == 0
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    return json.loads(told(capsys, *arguments, "--json"))


def test_a_feed_says_what_happened_and_leaves_a_picture(capsys: pytest.CaptureFixture[str], own_folder: Path) -> None:
    out = told(capsys, "feed", "--minutes", "3", "--seed", "5")
    assert out.startswith("A breastfeed from the left breast, 60 days after birth")
    assert "the full spiking network · seed 5" in out
    assert out.endswith("picture: letdown-feed.png\n")
    assert [path.name for path in own_folder.iterdir()] == ["letdown-feed.png"]


def test_json_has_a_stable_shape(capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, *FEED, "--set", "milk_ducts.capacity=180", "--seed", "7")
    assert list(said) == [
        "schema",
        "version",
        "command",
        "seed",
        "engine",
        "result_hash",
        "parameters_changed",
        "parameters_hash",
        "clamp",
        "results",
        "units",
        "signs",
        "scenario",
        "files",
        "intended_use",
    ]
    assert (said["schema"], said["command"], said["seed"]) == (1, "feed", 7)
    assert said["parameters_changed"] == {"left.milk_ducts.capacity": 180.0, "right.milk_ducts.capacity": 180.0}
    assert said["units"]["left.milk_ducts.capacity"] == said["units"]["left.taken"] == "mL"  # type: ignore[index]


@pytest.mark.parametrize(
    "more",
    [
        ["--cue", "cry@-3min", "--stress", "0.6", "--helper", "warmth/left@-20min", "--disturbance", "alcohol=0.3@-30min"],
        ["--clamp", "plasma_oxytocin.concentration=2", "--day", "2.5"],
        ["--set", "milk_ducts.opening_pressure=14 mmHg", "--seed", "123456789012"],
        ["--engine", "spiking", "--side", "right"],
    ],
)
def test_a_saved_scenario_repeats_the_feed(capsys: pytest.CaptureFixture[str], more: list[str]) -> None:
    first = as_json(capsys, *FEED, *more, "--save-scenario", "mine.toml")
    again = as_json(capsys, "run", "mine.toml", "--no-picture")
    assert again["result_hash"] == first["result_hash"]
    assert again["scenario"] == first["scenario"] == Path("mine.toml").read_text()


def test_saved_parameters_are_the_same_mother(capsys: pytest.CaptureFixture[str]) -> None:
    first = as_json(capsys, *FEED, "--set", "signs.felt_first=0.3", "--save-parameters", "her.toml")
    again = as_json(capsys, *FEED, "--parameters", "her.toml")
    assert again["result_hash"] == first["result_hash"]
    assert again["parameters_changed"] == {"signs.felt_first": 0.3}
    assert str(again["parameters_hash"]) in Path("her.toml").read_text()


@pytest.mark.parametrize("name", ["feed.csv", "feed.nc"])
def test_a_saved_recording_is_what_was_told(capsys: pytest.CaptureFixture[str], name: str) -> None:
    if name.endswith(".nc"):
        pytest.importorskip("netCDF4")
    said = as_json(capsys, *FEED, "--save", name)
    kept = load(name)
    assert result_hash(kept) == kept.attributes["result_hash"] == said["result_hash"]
    assert kept.attributes["scenario"] == said["scenario"]


def test_a_scenario_keeps_only_what_it_records(capsys: pytest.CaptureFixture[str]) -> None:
    Path("s.toml").write_text(
        '[[timeline]]\ndo = "breastfeed"\nfor = "2 min"\n[run]\nengine = "bursts"\n'
        '[record]\nseries = ["plasma_oxytocin.concentration"]\nstep = "1 s"\ninstruments = ["oxytocin_assay"]'
    )
    told(capsys, "run", "s.toml", "--no-picture", "--save", "kept.csv")
    kept = load("kept.csv")
    assert list(kept.series) == ["plasma_oxytocin.concentration"]
    assert "oxytocin_assay.sample_values" in kept


def test_a_session_too_long_for_memory_is_recorded_more_coarsely_and_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = as_json(capsys, *FEED, "--save", "whole.csv")["results"]
    monkeypatch.setattr("letdown.cli.one_woman.MOST_ROWS", 3000)
    assert main([*FEED, "--save", "coarse.csv", "--json"]) == 0
    said = capsys.readouterr()
    assert "recorded every 0.04 s" in said.err
    assert json.loads(said.out)["results"]["left.taken"] == whole["left.taken"]  # type: ignore[index]
    assert load("coarse.csv").time.size < 0.6 * load("whole.csv").time.size


def test_results_go_where_they_are_sent(capsys: pytest.CaptureFixture[str], own_folder: Path) -> None:
    Path("there").mkdir()
    told(capsys, *FEED[:-1], "--out", "there", "--save-scenario", "s.toml")
    assert sorted(path.name for path in (own_folder / "there").iterdir()) == ["letdown-feed.png", "s.toml"]


def test_a_pump_above_her_comfort_is_warned_of(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pump", "--double", "--minutes", "1", "--engine", "bursts", "--no-picture", "--vacuum", "300"]) == 0
    said = capsys.readouterr()
    assert "Warning: 300 mmHg is above the 191 mmHg that are comfortable to her" in said.err
    assert said.out.startswith("A pumping from both breasts")


def test_a_recorded_pressure_drives_the_pump(capsys: pytest.CaptureFixture[str]) -> None:
    rows = (f"{t / 10},{-150 if t % 10 < 6 else 0}" for t in range(900))
    Path("pump.csv").write_text("time,pressure\n" + "\n".join(rows))
    said = as_json(capsys, "pump", "--pattern", "pump.csv", "--engine", "bursts", "--no-picture")
    assert said["results"]["left.doing"] == "pump"  # type: ignore[index]
    assert said["results"]["left.duration"] == pytest.approx(90.0, abs=6.0)  # type: ignore[index]


def test_many_women_give_medians_and_ranges(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, *FEED, "--women", "6", "--save", "women.csv")
    assert out.startswith("6 simulated women")
    assert len(Path("women.csv").read_text().splitlines()) == 7
    said = as_json(capsys, *FEED, "--women", "6")
    taken = said["results"]["left.taken"]  # type: ignore[index]
    assert taken["low"] <= taken["median"] <= taken["high"]
    assert taken["women"] == 6
    assert said["units"]["left.taken"] == "mL"  # type: ignore[index]
    assert as_json(capsys, *FEED, "--women", "6")["result_hash"] == said["result_hash"]


def test_the_clock_gives_a_seed_only_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, *FEED)["seed"] == 1
    assert as_json(capsys, *FEED, "--seed", "clock")["seed"] != 1


# ── looking things up ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_parameter_is_shown_without_unit_range_and_source(capsys: pytest.CaptureFixture[str]) -> None:
    said = as_json(capsys, "parameters")["parameters"]
    assert list(said) == list(parameter_fields())  # type: ignore[call-overload]
    for path, one in said.items():  # type: ignore[attr-defined]
        assert one["unit"], path
        assert one["source"], path
        assert one["low"] <= one["value"] <= one["high"], path
    lines = told(capsys, "parameters").splitlines()
    rows = [line for line in lines if line.startswith("  ")]
    assert len(rows) == len({path.replace("right.", "left.") for path in parameter_fields()})
    assert all(" to " in row and row.endswith(")") for row in rows)


def test_one_parameter_names_its_paper(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "parameters", "plasma_oxytocin.clearance")
    assert "mL/s" in out
    assert "allowed: " in out
    assert "source:" in out


@pytest.mark.parametrize("name", ["plasma_oxytocin", "milk_ducts", "left.milk_ducts", "milk_ducts.capacity", "capacity"])
def test_a_stage_or_a_part_of_a_name_is_enough(capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert name.rpartition(".")[2] in told(capsys, "parameters", name)


def test_the_papers_of_the_experiments_are_cited(capsys: pytest.CaptureFixture[str]) -> None:
    papers = told(capsys, "cite", "--evidence")
    assert "Ueda" in papers and "Weitzman" in papers and len(papers.splitlines()) > 45
    assert told(capsys, "cite", "--evidence", "--bibtex").count("@") == len(papers.splitlines())


def test_what_a_run_used_is_cited(capsys: pytest.CaptureFixture[str]) -> None:
    Path("s.toml").write_text('[[timeline]]\ndo = "breastfeed"')
    everything, feed = told(capsys, "cite"), told(capsys, "cite", "s.toml")
    assert "doi:" in everything
    assert set(feed.splitlines()[:-3]) < set(everything.splitlines())
    assert told(capsys, "cite", "--bibtex").startswith("@")


def test_the_doctor_names_versions_threads_and_cache(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "doctor")
    assert all(word in out for word in ("Python", "threads", "cache", "numba", "extra data"))
    assert as_json(capsys, "doctor")["threads"]


def test_editors_get_a_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert "timeline" in json.loads(told(capsys, "run", "--schema"))["properties"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert "Example" in told(capsys, command, "--help")


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "--help")
    assert all(command in out for command in COMMANDS)
    assert "not for diagnosis" in out
    assert told(capsys, "--version").startswith("letdown ")


# ── stopping ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_ctrl_c_leaves_nothing_half_done(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def half(recording: Recording, path: Path) -> None:
        path.write_text("half of it")
        raise KeyboardInterrupt

    monkeypatch.setattr("letdown.recording.files._write_csv", half)
    assert main([*FEED, "--save", "feed.csv"]) == 130
    assert "stopped" in capsys.readouterr().err
    assert list(own_folder.iterdir()) == []


def test_a_missing_extra_is_named_before_anything_runs(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, own_folder: Path
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["feed", "--save", "feed.nc"]) == 2
    assert "letdown[data]" in capsys.readouterr().err
    assert list(own_folder.iterdir()) == []


def test_whoever_stops_reading_gets_no_traceback() -> None:
    code = "import sys; from letdown.cli import main; sys.exit(main(['parameters']))"
    reader, writer = os.pipe()
    os.close(reader)
    call = subprocess.run([sys.executable, "-c", code], stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert "Traceback" not in call.stderr


def test_looking_at_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from letdown.cli import main; main(['--version']); "
        "heavy = {'numba', 'scipy', 'matplotlib', 'pint', 'pydantic', 'xarray', 'netCDF4'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    call = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert call.returncode == 0, call.stderr


def test_a_feed_without_picture_needs_no_heavy_library_but_numba() -> None:
    code = (
        "import sys; from letdown.cli import main; main('feed --minutes 1 --engine bursts --no-picture'.split()); "
        "heavy = {'matplotlib', 'pint', 'pydantic', 'xarray', 'netCDF4', 'scipy.signal'} & set(sys.modules); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    call = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert call.returncode == 0, call.stderr
