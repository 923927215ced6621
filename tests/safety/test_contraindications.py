"""No helper is offered where it can harm; every helper is held against every condition."""

from __future__ import annotations

import pytest

from letdown.errors import ParameterError
from letdown.safety import allowed, conditions_of, helper_names, read_answers
from letdown.safety.contraindications import condition_questions, helpers

HELPERS = (
    "quiet_place drink music relaxation breathing visualisation audio massage back_rub warm_cloth heating_pad shower photo video "
    "clothing_smell skin_contact fewer_distractions attention_to_baby better_latch other_position double_pumping "
    "hands_on_pumping vacuum_to_comfort warm_flange oxytocin_spray pain_relief steady_routine combining_nursing_and_pumping "
    "extra_sessions nipple_shield_check"
).split()
SWOLLEN = "mastitis hot_breast".split()
INSENSATE = "numb_breast operated_breast implant reconstruction cord_injury".split()
NOT_AWAKE = "asleep sofa alcohol sedatives".split()

# written by hand from published limits: n = not offered, l = limit; every pair that does not stand here is neither
TABLE: dict[str, dict[str, str]] = {
    **{
        helper: {"n": "mastitis hot_breast fever strong_let_down oversupply", "l": "severe_engorgement " + " ".join(INSENSATE)}
        for helper in ("warm_cloth", "shower")
    },
    "heating_pad": {
        "n": "mastitis hot_breast fever strong_let_down oversupply severe_engorgement asleep baby_on_chest " + " ".join(INSENSATE)
    },
    "warm_flange": {
        "n": "mastitis hot_breast fever strong_let_down oversupply " + " ".join(INSENSATE),
        "l": "severe_engorgement baby_on_chest",
    },
    "massage": {
        "n": "mastitis hot_breast abscess fresh_surgery implant oversupply touch_unwelcome",
        "l": "numb_breast red_flags_open",
    },
    "hands_on_pumping": {"n": "mastitis hot_breast abscess fresh_surgery implant oversupply", "l": "numb_breast"},
    **{
        helper: {
            "n": "oversupply mastitis hot_breast abscess severe_engorgement",
            "l": "sore_nipples damaged_nipple exhausted",
        }
        for helper in ("double_pumping", "extra_sessions")
    },
    "vacuum_to_comfort": {"l": "damaged_nipple numb_breast"},
    "oxytocin_spray": {"n": "pregnant low_sodium large_fluid_intake heart_disease red_flags_open"},
    "pain_relief": {"l": "takes_opioid takes_medicine"},
    "drink": {"l": "low_sodium uses_oxytocin_spray baby_on_chest large_fluid_intake alcohol"},
    "music": {"l": "ears_covered"},
    "audio": {"n": "driving trauma_returns", "l": "dread_before_milk red_flags_open ears_covered"},
    **{
        helper: {"n": "driving trauma_returns", "l": "dread_before_milk red_flags_open"}
        for helper in ("relaxation", "breathing", "visualisation")
    },
    "skin_contact": {"n": " ".join(NOT_AWAKE), "l": "preterm"},
    "other_position": {"n": " ".join(NOT_AWAKE), "l": "preterm nobody_watches shield_keeps_feeds"},
    "better_latch": {"l": "nobody_watches shield_keeps_feeds"},
    "nipple_shield_check": {"l": "nobody_watches shield_keeps_feeds"},
    "combining_nursing_and_pumping": {"n": "oversupply", "l": "no_plan exhausted"},
    **{helper: {"n": "loss grieves", "l": "separated"} for helper in ("photo", "video", "clothing_smell", "attention_to_baby")},
    "back_rub": {"n": "clot_signs chest_pain touch_unwelcome", "l": "red_flags_open"},
}


def expected(helper: str, condition: str) -> str:
    row = TABLE.get(helper, {})
    refused, limited = row.get("n", "").split(), row.get("l", "").split()
    return "not offered" if condition in refused else "limit" if condition in limited else "offer"


def test_every_helper_is_there() -> None:
    assert sorted(helper_names()) == sorted(HELPERS)


def test_every_condition_that_the_table_names_is_there() -> None:
    named = {name for row in TABLE.values() for kind in row.values() for name in kind.split()}
    assert named <= set(condition_questions())


@pytest.mark.parametrize("helper", HELPERS)
def test_each_helper_with_each_condition(helper: str) -> None:
    nothing = dict.fromkeys(condition_questions(), False)
    assert allowed(helper, nothing).offer == "offer"
    for condition in condition_questions():
        verdict = allowed(helper, nothing | {condition: True})
        assert verdict.offer == expected(helper, condition), condition
        assert bool(verdict.because) == bool(verdict.instead) == (verdict.offer != "offer"), condition


@pytest.mark.parametrize("helper", HELPERS)
def test_a_second_condition_never_loosens_a_verdict(helper: str) -> None:
    order = ("offer", "limit", "not offered")
    nothing = dict.fromkeys(condition_questions(), False)
    for first in condition_questions():
        alone = allowed(helper, nothing | {first: True}).offer
        for second in condition_questions():
            both = allowed(helper, nothing | {first: True, second: True}).offer
            assert order.index(both) >= order.index(alone)


def test_an_unknown_hazard_is_asked_about_before_a_heating_pad() -> None:
    verdict = allowed("heating_pad", ["exhausted"])
    assert verdict.offer == "ask first"
    assert condition_questions()["numb_breast"] in verdict.questions
    known = dict.fromkeys([*INSENSATE, "asleep", "baby_on_chest"], False)
    assert allowed("heating_pad", known).offer == "offer"
    assert allowed("heating_pad", known | {"implant": None}).questions == (condition_questions()["implant"],)
    assert allowed("heating_pad", {"mastitis": True}).questions == ()


def test_a_hazard_is_asked_about_wherever_burns_smothering_or_medicines_threaten() -> None:
    waits = {name for name in helper_names() if allowed(name).offer == "ask first"}
    assert waits == {
        *("heating_pad", "warm_flange", "warm_cloth", "shower"),
        *("skin_contact", "other_position", "oxytocin_spray", "pain_relief"),
    }


@pytest.mark.parametrize("name", ["block_feeding", "skipping_feeds", "resting_the_breast"])
def test_some_things_are_never_offered(name: str) -> None:
    assert allowed(name).offer == "not offered"
    assert name not in helper_names()


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(ParameterError, match="warm_cloth"):
        allowed("warm_clothes")
    with pytest.raises(ParameterError, match="oversupply"):
        allowed("massage", ["over_supply"])


def test_conditions_follow_from_the_raw_answers() -> None:
    hot = {"breast": "hot, red or painful area", "temperature": "38.6 C", "opioid": True}
    told = conditions_of(read_answers({"mother": hot, "baby": {"gestation": 34}}))
    for name in ("mastitis", "hot_breast", "fever", "takes_opioid", "sedatives", "preterm", "red_flags_open"):
        assert told[name] is True, name
    assert told["implant"] is None
    assert allowed("warm_cloth", told).offer == "not offered"
    nothing = conditions_of(read_answers({}))
    assert set(nothing) == set(condition_questions())
    assert set(nothing.values()) == {None}


def test_limits_that_go_with_a_helper_every_time() -> None:
    always = {name: one.always for name, one in helpers().items()}
    assert "40 °C" in always["heating_pad"]
    assert "20 minutes" in always["heating_pad"]
    assert "never above comfort" in always["vacuum_to_comfort"].lower()
    assert "codeine" in always["pain_relief"]
    assert "Only a doctor" in always["oxytocin_spray"]
    assert "awake" in always["skin_contact"]
    for name in ("double_pumping", "extra_sessions"):
        assert "two weeks" in always[name]
