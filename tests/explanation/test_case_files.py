"""A case is read to its last answer; a mistake is one clear line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from every_stage import REPOSITORY

from letdown.cli import main
from letdown.errors import InputError
from letdown.explanation import read_case
from letdown.explanation.situation import situation_of

BAD: list[tuple[dict[str, Any], str]] = [
    ({"sesion": {}}, "Did you mean 'session'"),
    ({"session": {"do": "bottle"}}, "bottle"),
    ({"session": {"volume": 40}}, "40 mL"),
    ({"session": {"volume": "40 s"}}, "mL"),
    ({"session": {"volume": "-3 mL"}}, "greater than or equal to 0"),
    ({"session": {"do": "feed", "vacuum": "150 mmHg"}}, "belongs to a pump"),
    ({"session": {"do": "pump", "lasted": "8 min"}}, "give minutes"),
    ({"session": {"do": "feed", "minutes": 10, "lasted": "20 min"}}, "longer than the 10 min"),
    ({"session": {"first_drop": "none", "volume": "30 mL"}}, "no drop came"),
    ({"session": {"minutes": 0}}, "greater than 0"),
    ({"session": {"do": "pump", "double": True, "breasts": 1}}, "both breasts at once"),
    ({"circumstances": {"feeding": "pump-dependent"}, "session": {"do": "feed"}}, "has no feed"),
    ({"circumstances": {"since_birth": "yesterday"}}, "yesterday"),
    ({"answers": {"paine": "no"}}, "Did you mean 'pain'"),
    ({"answers": {"pain": "all through"}}, "Did you mean 'all_through'"),
    ({"answers": {"pain": ["no", "at_first"]}}, "give one of"),
    ({"answers": {"around": 3}}, "is no answer"),
    ({"answers": {"growth": "well"}}, "no question 'growth'"),
    ({"goal": "more"}, "Did you mean 'more_milk'"),
    ({"signs": {"felt": "yes"}}, "felt"),
    ({"safety": {"baby": {"age": "old"}}}, "is not an age"),
    ({"scenario": "x.toml", "session": {"do": "feed"}}, "a scenario file says what happens"),
]


@pytest.mark.parametrize(("tables", "said"), BAD, ids=lambda one: str(one)[:60])
def test_a_mistake_is_one_clear_line(tables: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_case(tables)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [("goal = ", "not valid TOML"), ("scenario = 'none.toml'", "none.toml"), ("[session]\ndo = 'fed'", "Did you mean 'feed'")],
)
def test_the_command_refuses_in_one_line(text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")
    assert main(["explain", str(path)]) == 2
    told = capsys.readouterr()
    assert said in told.err and told.err.count("\n") == 1 and told.out == ""


def test_the_command_says_what_may_be_answered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--questions"]) == 0
    told = capsys.readouterr().out
    assert "all_through" in told and "Does it hurt" in told
    assert main(["explain"]) == 2


def test_everything_may_be_left_out() -> None:
    found = situation_of(read_case({}), 0)
    assert found.setting.doing == "feed" and found.too_early is None and not found.measured.any
    assert found.setting.conditions.range_of_days == (7.0, 120.0)


def test_what_is_asked_first_answers_the_questionnaire_too() -> None:
    safety = {"baby": {"age": "30 days", "gestation": "34+0", "weight_trend": "gaining"}, "mother": {"opioid": True}}
    known = situation_of(read_case({"safety": safety}), 0).known
    assert known["baby", "born_early"] and known["taken", "strong_pain_medicine"] and known["growth", "well"]
    assert ("baby", "splutters") not in known


def test_every_story_is_a_case() -> None:
    stories = sorted((REPOSITORY / "docs" / "cases").glob("*.toml"))
    assert len(stories) == 12
    assert all(read_case(path).story for path in stories)
