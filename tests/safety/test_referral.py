"""The referral comes first, is never lowered by what is added, and takes nothing that was skipped for a no."""

from __future__ import annotations

import copy
import json
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from red_flag_cases import answers
from well_dyads import well_dyad

from letdown.errors import InputError
from letdown.safety import Baby, Mother, before_96_hours, own_team_first, read_answers, red_flags, referral
from letdown.safety.red_flags import LEVELS, taps


def told(**tables: dict[str, Any]) -> Any:
    return read_answers(tables)


def without_none(tables: dict[str, Any]) -> dict[str, Any]:
    return {k: without_none(v) if isinstance(v, dict) else v for k, v in tables.items() if v is not None}


def share(dyads: int, levels: tuple[str, ...], seed: int, oldest: float) -> float:
    rng = np.random.default_rng(seed)
    found = [referral(read_answers(without_none(well_dyad(rng, oldest=oldest)))).level for _ in range(dyads)]
    return sum(level in levels for level in found) / dyads


def test_at_most_one_well_dyad_in_twenty_is_sent_to_anybody() -> None:
    assert share(1000, ("emergency", "today", "soon"), seed=1, oldest=120.0) <= 0.05


def test_next_to_no_well_dyad_is_called_an_emergency() -> None:
    assert share(1000, ("emergency",), seed=2, oldest=30.0) <= 0.002


def test_nothing_told_leaves_everything_open_and_raises_nothing() -> None:
    nothing = referral(told())
    assert nothing.level == "none"
    assert nothing.open_box
    assert nothing.skipped == ("baby.age", *(tap.id for tap in taps()))
    assert "Get help today if" in nothing.text


@pytest.mark.parametrize("tap", taps(), ids=lambda tap: tap.id)
def test_a_skipped_question_is_unknown_and_opens_the_box(tap: Any) -> None:
    tables = answers({"baby.age": 4.0})
    full = referral(read_answers(tables))
    assert not full.open_box
    assert "Get help today if" not in full.text
    for name in ("fever", "temperature") if tap.id == "mother.fever" else (tap.id.split(".")[1],):
        tables[tap.id.split(".")[0]].pop(name, None)
    if tap.id == "baby.weight":
        for name in ("weighings", "weight_trend"):
            tables["baby"].pop(name, None)
    skipped = referral(read_answers(tables))
    assert skipped.skipped == (tap.id,)
    assert skipped.open_box


def test_yellow_heavy_bleeding_or_low_wants_a_second_answer() -> None:
    for given_, more, answer in (
        ({"baby.yellow": True, "baby.age": 4}, ("baby.yellow_growing", "baby.yellow_legs"), False),
        ({"mother.bleeding": "heavy"}, ("mother.bleeding_smells",), False),
        ({"mother.feels": "low"}, ("mother.thoughts_of_ending_life", "mother.thoughts_of_harming_baby"), False),
    ):
        assert referral(read_answers(answers(given_))).open_box
        assert not referral(read_answers(answers(given_ | dict.fromkeys(more, answer)))).open_box


def test_a_fever_at_an_unknown_age_is_seen_today_and_asks_for_the_age_first() -> None:
    found = referral(told(baby={"temperature": 38.4}))
    assert found.level == "today"
    assert found.undecided == ("baby.fever_under_three_months",)
    assert found.text.index("Tell us how old your baby is") < found.text.index("Call your local emergency number now if")
    assert referral(told(baby={"temperature": 38.4, "age": 9})).level == "emergency"


def test_the_json_is_four_keys_that_begin_every_answer() -> None:
    found = referral(told(baby={"age": 3, "fit": True}, mother={"fever": True})).as_json()
    assert list(found) == ["level", "who", "reasons", "text"]
    assert found["level"] == "emergency"
    assert found["who"] == "baby"
    assert found["reasons"] == ["baby.fit", "mother.fever"]
    assert json.loads(json.dumps(found)) == found
    assert referral(told()).as_json()["who"] is None
    assert referral(told(baby={"fit": True}, mother={"fit": True})).who == "both"
    assert referral(read_answers({"worried": True})).who == "either"


def test_no_helpers_in_an_emergency_and_today_only_after_the_text() -> None:
    assert referral(told(baby={"fit": True})).helpers == "none"
    assert referral(told(mother={"fever": True})).helpers == "after the text"
    assert referral(told(mother={"panic": True})).helpers == "yes"


def test_an_emergency_is_not_buried_under_lesser_reasons() -> None:
    found = referral(told(baby={"age": 3, "fit": True}, mother={"fever": True, "panic": True}))
    assert red_flags()["baby.fit"].say in found.said
    assert red_flags()["mother.panic"].say not in found.said
    both = referral(told(mother={"fever": True, "panic": True}))
    assert both.said.index(red_flags()["mother.fever"].say) < both.said.index(red_flags()["mother.panic"].say)


def test_the_emergency_number_is_a_setting() -> None:
    assert "Call 112 now" in referral(told(baby={"fit": True}), "112").text
    assert "Call your local emergency number now" in referral(told(baby={"fit": True})).text
    for wrong in ("", "  ", "1\n2", "9" * 61, "<b>112</b>", "{x}"):
        with pytest.raises(InputError, match="112"):
            referral(told(), wrong)
    assert "{" not in referral(told()).text


def test_violence_at_home_is_never_printed() -> None:
    found = referral(read_answers(answers({"mother.violence": True, "mother.afraid_at_home": True})))
    assert found.level == "soon"
    printed = found.for_print()
    assert (printed.level, printed.who, printed.reasons) == ("none", None, ())
    for word in ("hurt you", "home", "someone you trust"):
        assert word not in printed.text
    assert "hurts you" not in found.box
    fever = referral(read_answers(answers({"mother.violence": True, "mother.fever": True}))).for_print()
    assert fever.reasons == ("mother.fever",)


def test_before_96_hours_and_a_baby_with_a_team() -> None:
    assert before_96_hours(told(baby={"age": "95 hours"})) is True
    assert before_96_hours(told(baby={"age": "4 days"})) is False
    assert before_96_hours(told(mother={"days_since_birth": 2})) is True
    assert before_96_hours(told()) is None
    assert own_team_first(told(baby={"gestation": "36+6"}))
    assert own_team_first(told(baby={"ill": True}))
    assert not own_team_first(told(baby={"gestation": 37}))
    assert not own_team_first(told())


def _value(table: type, name: str) -> st.SearchStrategy[Any]:
    """Anything that may be answered to one question."""
    special = {
        "age": st.floats(0.0, 400.0),
        "days_since_birth": st.floats(0.0, 400.0),
        "gestation": st.floats(22.0, 45.0),
        "birth_weight": st.floats(400.0, 6000.0),
        "temperature": st.floats(34.0, 42.0),
        "weighings": st.lists(
            st.fixed_dictionaries({"age": st.floats(0.0, 120.0), "weight": st.floats(1000.0, 9000.0)}), max_size=4
        ),
    }
    if name in special:
        return special[name]
    text = str(table.model_fields[name].annotation)
    words = [word for inner in get_args(table.model_fields[name].annotation) for word in get_args(inner) if isinstance(word, str)]
    if words:
        return st.sampled_from(words)
    return st.booleans() if "bool" in text else st.integers(0, 40) if "int" in text else st.floats(0.0, 50.0)


def _table(table: type) -> st.SearchStrategy[dict[str, Any]]:
    names = [name for name in table.model_fields if name != "born"]
    return st.fixed_dictionaries({}, optional={name: _value(table, name) for name in names})


def _read(tables: dict[str, Any]) -> Any:
    """Weighings later than the baby's age are taken out: they are refused, which is another test."""
    tables = copy.deepcopy(tables)
    age, weighings = tables["baby"].get("age"), tables["baby"].get("weighings")
    if age is not None and weighings is not None:
        tables["baby"]["weighings"] = [one for one in weighings if one["age"] <= age]
    return read_answers(tables)


@settings(max_examples=150)
@given(st.fixed_dictionaries({"baby": _table(Baby), "mother": _table(Mother)}, optional={"worried": st.booleans()}), st.data())
def test_what_is_added_never_lowers_the_level(tables: dict[str, Any], data: st.DataObject) -> None:
    if tables["baby"].get("age") is not None and "weighings" in tables["baby"]:
        tables["baby"]["weighings"] = [one for one in tables["baby"]["weighings"] if one["age"] <= tables["baby"]["age"]]
    full = referral(_read(tables))
    kept = copy.deepcopy(tables)
    for who in ("baby", "mother"):
        for name in data.draw(st.lists(st.sampled_from(sorted(tables[who])), unique=True)) if tables[who] else ():
            del kept[who][name]
    fewer = referral(_read(kept))
    assert set(fewer.reasons) <= set(full.reasons)
    assert LEVELS.index(full.level) <= LEVELS.index(fewer.level)
    assert set(full.skipped) <= set(fewer.skipped) | {"baby.yellow", "mother.bleeding", "mother.feels"}
    assert full.text.isprintable() or "\n" in full.text
    assert full.as_json() == referral(_read(tables)).as_json()
