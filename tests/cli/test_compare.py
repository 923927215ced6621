"""``letdown compare``: two files, the same women, a table, JSON, a picture, and one clear message for a mistake."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from letdown.cli import main
from letdown.cli.progress import Progress
from letdown.comparison.schema import ComparisonTable
from letdown.simulation import read_table

FEED = '[[timeline]]\ndo = "breastfeed"\nfor = "5 min"\n'
FILES = {
    "calm.toml": FEED,
    "tense.toml": f'title = "A tense day"\n{FEED}[[timeline]]\ndo = "disturbance"\nkind = "stress"\ndegree = 1.0\n',
    "quick.toml": f'[mother]\nwoman = 3\n[mother.parameters]\n"plasma_oxytocin.clearance" = "2 L/min"\n{FEED}',
    "caused.toml": f"[causes]\nopioids = 1.0\n{FEED}",
    "days.toml": FEED.replace("5 min", "3 days"),
    "broken.toml": "[mother\n",
    "key.toml": f"[days]\nfirst = 1\n{FEED}",
    "clamp.toml": f"{FEED}[run.clamp]\nmilk = 3\n",
}
FEW = ("--women", "6", "--no-picture")


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_it_says_where_the_arc_differs_and_leaves_a_picture(capsys: pytest.CaptureFixture[str], own_folder: Path) -> None:
    before = set(own_folder.iterdir())
    out = told(capsys, "compare", "calm.toml", "tense.toml", "--women", "6")
    assert out.startswith("A  calm.toml\nB  A tense day\n6 women: the same women in both")
    assert "The arc is the same up to 'Learned cues'; it differs from 'The doors" in out
    assert "Oxytocin in the blood" in out and "not for diagnosis or treatment" in out
    assert out.endswith("picture: letdown-compare.png\n")
    assert {path.name for path in set(own_folder.iterdir()) - before} == {"letdown-compare.png"}
    assert Path("letdown-compare.png").read_bytes().startswith(b"\x89PNG")


def test_json_holds_the_published_schema_and_repeats(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, "compare", "calm.toml", "tense.toml", *FEW, "--json")
    said = json.loads(out)
    ComparisonTable.model_validate(said)
    assert said["where_lost"] == "inhibition.priming" and said["women"] == 6 and said["files"] == {}
    again = json.loads(told(capsys, "compare", "calm.toml", "tense.toml", *FEW, "--json"))
    other = json.loads(told(capsys, "compare", "calm.toml", "tense.toml", *FEW, "--json", "--seed", "2"))
    assert again == said and other["result_hash"] != said["result_hash"]


def test_one_file_with_itself_is_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert "The two are the same in every stage." in told(capsys, "compare", "calm.toml", "calm.toml", *FEW)


def test_files_that_say_who_she_is_are_told_to_be_the_same_draws(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(("compare", "calm.toml", "quick.toml", *FEW)) == 0
    said = capsys.readouterr()
    assert "the same draws" in said.out and "'Oxytocin in the blood'" in said.out
    assert "quick.toml is about woman 3" in said.err


def test_causes_of_a_file_act_on_each_woman_who_is_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(told(capsys, "compare", "calm.toml", "caused.toml", *FEW, "--json"))
    assert said["where_lost"].startswith("inhibition.") and all(part["share"] == 1.0 for part in said["parts"])
    alone = json.loads(told(capsys, "compare", "calm.toml", "caused.toml", "--seeds", "3", "--no-picture", "--json"))
    assert alone["where_lost"] == said["where_lost"]


def test_seeds_repeat_the_woman_of_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(told(capsys, "compare", "calm.toml", "tense.toml", "--seeds", "4", "--no-picture", "--json"))
    assert said["one_woman"] and said["women"] == 4


def test_results_go_where_they_are_told_to(capsys: pytest.CaptureFixture[str]) -> None:
    Path("results").mkdir()
    out = told(capsys, "compare", "calm.toml", "tense.toml", "--women", "3", "--out", "results", "--save", "women.csv")
    assert {path.name for path in Path("results").iterdir()} == {"letdown-compare.png", "women.csv"}
    assert str(Path("results", "women.csv")) in out
    table = read_table(Path("results", "women.csv"))
    assert len(table) == 3 and table.unit("second.milk_removed") == "mL"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("compare", "A.toml"),
        ("compare calm.toml", "B.toml"),
        ("compare calm.toml calm.toml calm.toml", "calm.toml"),
        ("compare calm.toml none.toml", "There is no file 'none.toml'"),
        ("compare calm.toml broken.toml", "not valid TOML"),
        ("compare calm.toml days.toml", "at most 24 h"),
        ("compare calm.toml key.toml", "'days'"),
        ("compare calm.toml clamp.toml", "can be held"),
        ("compare calm.toml tense.toml --women 0", "--women"),
        ("compare calm.toml tense.toml --women many", "--women"),
        ("compare calm.toml tense.toml --women 3 --seeds 3", "one of the two"),
        ("compare calm.toml tense.toml --seeds 0", "--seeds"),
        ("compare calm.toml tense.toml --seed x", "--seed"),
        ("compare calm.toml tense.toml --seed -1", "seed"),
        ("compare calm.toml tense.toml --engine steam", "bursts"),
        ("compare calm.toml tense.toml --out nowhere", "no folder 'nowhere'"),
        ("compare calm.toml tense.toml --save women.nc", ".csv"),
        ("compare calm.toml tense.toml --woman 3", "--women"),
    ],
)
def test_a_mistake_is_one_message_and_nothing_is_written(
    capsys: pytest.CaptureFixture[str], own_folder: Path, call: str, said: str
) -> None:
    before = set(own_folder.iterdir())
    assert main(call.split()) == 2
    message = capsys.readouterr()
    assert said in message.err and message.out == "" and "Traceback" not in message.err
    assert message.err.startswith("letdown: ") and message.err.count("letdown: ") == 1
    assert set(own_folder.iterdir()) == before


def test_ctrl_c_stops_it_and_leaves_no_file(
    capsys: pytest.CaptureFixture[str], own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(progress: Progress, share: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Progress, "__call__", interrupted)  # as if pressed when the first woman is done
    before = set(own_folder.iterdir())
    assert main(("compare", "calm.toml", "tense.toml", "--women", "100000")) == 130
    said = capsys.readouterr()
    assert said.out == "" and "stopped" in said.err
    assert set(own_folder.iterdir()) == before
