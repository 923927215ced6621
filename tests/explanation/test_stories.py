"""Twelve stories as a lactation consultant would know them; what is said of each is what she could stand by."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from every_stage import REPOSITORY

from letdown.explanation import Explanation, explain
from letdown.safety import forbidden

STORIES = REPOSITORY / "docs" / "cases"
WOMEN = 16


@cache
def told(name: str) -> Explanation:
    return explain(STORIES / f"{name}.toml", women=WOMEN, view="consultant", text_shown=True)


def fits(name: str, *words: str) -> set[str]:
    return {one.group for one in told(name).fits if one.fit in (words or ("well", "partly"))}


def causes(name: str) -> set[str]:
    return {cause for one in told(name).fits if one.fit in ("well", "partly") for cause in one.causes}


def helped(name: str) -> list[str]:
    return [one.helper.id for one in told(name).helpers]


@pytest.mark.parametrize("path", sorted(STORIES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_story_has_four_parts_in_order_and_says_what_is_always_said(path: Path) -> None:
    name = path.stem
    text = told(name).text()
    parts = ["FIRST: IS HELP NEEDED?", "IS THE BABY GETTING ENOUGH?", "MADE, LET DOWN, TAKEN OUT", "WHAT MAY HELP", "WHAT TO ASK"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "can't see you or your baby" in text and "No study has yet shown" in text
    assert forbidden(told(name).seen_by("parent").text()) == []


def test_pumping_at_work() -> None:
    assert {"apart", "around"} & fits("pumping_at_work")
    assert told("pumping_at_work").goal == "keep_supply"
    assert "double_pumping" in helped("pumping_at_work")


def test_premature_baby() -> None:
    assert "apart" in fits("premature_baby")
    assert "plan of your own team comes first" in told("premature_baby").text()
    assert helped("premature_baby")[0] in ("hands_on_pumping", "extra_sessions", "skin_contact", "video")


def test_sore_nipples_in_week_one() -> None:
    assert fits("sore_nipples_week_1", "well") == {"mouth"}
    assert {"shallow_latch", "sore_nipples"} & causes("sore_nipples_week_1")
    assert helped("sore_nipples_week_1")[0] == "better_latch"
    assert "Pain and little milk often come from one place" in told("sore_nipples_week_1").text()


def test_reduction_surgery() -> None:
    assert "breast_reduction" in causes("reduction_surgery")
    assert "How the operation was done matters more" in told("reduction_surgery").text()
    assert "heating_pad" not in helped("reduction_surgery")


def test_tetraplegia() -> None:
    assert "feeling" in fits("tetraplegia") and "spinal_cord_lesion" in causes("tetraplegia")
    assert "heating_pad" not in helped("tetraplegia")
    assert "pounding headache" in told("tetraplegia").text()


def test_too_much_alcohol() -> None:
    assert "alcohol" in causes("too_much_alcohol")
    assert "Not drinking is the safest" in told("too_much_alcohol").text()
    assert "without effect" not in told("too_much_alcohol").text()


def test_dread_after_pain() -> None:
    assert {"mouth", "around"} & fits("dread_after_pain")
    assert told("dread_after_pain").goal == "sooner"
    assert told("dread_after_pain").helpers


def test_twins() -> None:
    assert fits("twins", "well") == set()
    assert "Each baby counts alone" in told("twins").text()


def test_overactive_let_down() -> None:
    assert "strong" in fits("overactive_let_down")
    assert told("overactive_let_down").goal == "calmer_flow"
    assert helped("overactive_let_down") == ["other_position"]


def test_little_milk_with_a_good_let_down() -> None:
    assert fits("little_milk_good_let_down", "well") == {"making"}
    assert not {"around", "apart", "feeling"} & fits("little_milk_good_let_down")
    assert told("little_milk_good_let_down").referral.level == "soon"


def test_baby_with_a_weak_suck() -> None:
    assert "strength" in fits("weak_suck")
    assert not {"around", "making"} & fits("weak_suck")


def test_nothing_wrong() -> None:
    assert fits("nothing_wrong") == set()
    assert "as most women have it" in told("nothing_wrong").text()
    assert "next to nothing" in told("nothing_wrong").text()
