"""Every red flag is found among usual answers, and its neighbour just below the line is not."""

from __future__ import annotations

import re

import pytest
from red_flag_cases import CASES, Case, answers, usual

from letdown.safety import read_answers, red_flags, referral
from letdown.safety.red_flags import LEVELS, taps
from letdown.safety.sources import sources


def ids(case: Case) -> str:
    return f"{case.id}-{CASES.index(case)}"


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_a_red_flag_among_usual_answers_is_found(case: Case) -> None:
    found = referral(read_answers(answers(case.given)))
    assert case.id in found.reasons
    assert LEVELS.index(found.level) <= LEVELS.index(case.level), found.reasons
    assert red_flags()[case.id].say.replace("{emergency}", found.emergency_number) in found.text


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_its_neighbour_just_below_the_line_is_not(case: Case) -> None:
    found = referral(read_answers(answers(case.neighbour)))
    assert case.id not in found.reasons
    assert found.level == case.left, found.reasons


@pytest.mark.parametrize("case", CASES, ids=ids)
def test_it_is_found_too_when_nothing_else_was_told_but_the_age(case: Case) -> None:
    told = answers(case.given)
    keys = {name for name in case.given if case.given[name] is not None} | {"baby.age", "baby.gestation", "baby.birth_weight"}
    keys |= {"baby.birth_centile"} if "centile" in case.id else set()
    bare = {who: {k: v for k, v in told[who].items() if f"{who}.{k}" in keys} for who in ("baby", "mother")}
    if case.given.get("baby.age", 0) is None:
        del bare["baby"]["gestation"], bare["baby"]["birth_weight"]
    found = referral(read_answers(bare | ({"worried": True} if case.id == "either.worried" else {})))
    assert case.id in found.reasons
    assert found.open_box


def test_every_red_flag_has_a_case_and_there_are_at_least_eighty() -> None:
    assert {case.id for case in CASES} == set(red_flags())
    assert len(CASES) >= 80


def test_the_level_of_the_table_is_the_one_that_the_cases_were_written_for() -> None:
    for case in CASES:
        assert red_flags()[case.id].level == case.level, case.id


@pytest.mark.parametrize("age", [0.4, 1.0, 2.5, 4.0, 5.0, 9.0, 13.9, 14.0, 20.0, 45.0, 89.0, 120.0])
def test_usual_answers_raise_nothing_at_any_age(age: float) -> None:
    found = referral(read_answers(answers({"baby.age": age, "baby.yellow_growing": False, "mother.dread_before_milk": False})))
    assert (found.level, found.who, found.reasons) == ("none", None, ())
    assert not found.open_box
    assert usual(age)["mother.breast"] == "full"


def test_a_row_says_where_it_is_from_and_when_it_was_checked() -> None:
    for flag in red_flags().values():
        assert flag.source in sources()
        assert "?" in flag.question
        assert flag.say.endswith(".")
        assert not flag.sign.endswith(".")
        assert flag.checked.year >= 2026


def test_no_condition_can_be_silenced_by_an_answer_that_is_added() -> None:
    for flag in red_flags().values():
        assert not re.search(r"\bnot\b", re.sub(r"'[^']*'", "", flag.when)), flag.id
        assert "!=" not in flag.when, flag.id


def test_what_was_recalled_is_marked() -> None:
    recalled = {name for name, flag in red_flags().items() if flag.recalled}
    assert {"baby.one_wet_nappy_short", "baby.two_wet_nappies_short", "baby.crystals", "baby.green_vomit"} <= recalled


def test_four_questions_about_each_come_first() -> None:
    about = [tap.id.split(".")[0] for tap in taps()]
    assert about == ["baby"] * 4 + ["mother"] * 4
