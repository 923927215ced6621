"""Safety comes before everything: in an emergency nothing else is said, and what needs help today is read first."""

from __future__ import annotations

import json
from typing import Any

import pytest

from letdown.explanation import explain
from letdown.safety import INTENDED_USE

EMERGENCIES: list[dict[str, Any]] = [
    {"baby": {"wakes": "hard to wake"}},
    {"baby": {"age": "20 days", "temperature": "38.4 °C"}},
    {"mother": {"thoughts_of_ending_life": True}},
    {"mother": {"cord_injury": True, "pounding_headache_at_feeds": True}},
]
TODAY: list[dict[str, Any]] = [
    {"mother": {"breast": "hot, red or painful area", "fever": True}},
    {"baby": {"age": "6 days", "weight_trend": "losing"}},
    {"baby": {"age": "8 days", "wakes": "too sleepy to feed"}},
]


@pytest.mark.parametrize("safety", EMERGENCIES)
@pytest.mark.parametrize("view", ["parent", "consultant"])
def test_in_an_emergency_nothing_else_is_said(safety: dict[str, Any], view: Any) -> None:
    told = {"safety": safety, "answers": {"you": ["stressed"]}, "session": {"do": "feed", "volume": "20 mL"}}
    found = explain(told, view=view, text_shown=True)
    assert list(found.as_json()) == ["referral", "schema", "view", "intended_use"]
    assert found.as_json()["referral"]["level"] == "emergency"
    assert found.helpers == () and found.fits == () and found.posterior is None and found.next is None
    assert found.text().splitlines()[-1] == INTENDED_USE
    assert "stress" not in found.text().partition(found.referral.text)[2]


@pytest.mark.parametrize("safety", TODAY)
def test_where_help_is_needed_today_causes_and_helpers_wait_until_the_text_was_read(safety: dict[str, Any]) -> None:
    found = explain({"safety": safety, "answers": {"you": ["stressed"]}})
    told = found.as_json()
    assert next(iter(told)) == "referral" and told["referral"]["level"] == "today"
    assert told["held_back"] and not {"fits", "helpers", "posterior", "summary"} & set(told)
    assert "read the text above first" in found.text()
    assert "relaxation" not in json.dumps(told)


def test_the_emergency_number_is_a_setting() -> None:
    assert "112" in explain({"safety": EMERGENCIES[0]}, emergency_number="112").text()


def test_the_baby_is_never_called_well_against_a_red_flag() -> None:
    well = {"age": "30 days", "weight_trend": "gaining", "wet_nappies": 7, "wakes": "wakes for feeds"}
    for safety in ({"baby": {**well, "crystals": True}}, {"baby": {**well, "wet_nappies": 3}}):
        found = explain({"safety": safety})
        assert found.enough is not None and found.enough.verdict == "look"


def test_what_was_not_told_of_the_baby_is_unknown_and_asked_for() -> None:
    from letdown.explanation.cases import read_case
    from letdown.explanation.enough import enough
    from letdown.safety import referral

    told = read_case({}).asked_first
    found = enough(told, referral(told))
    assert (found.verdict, found.missing) == ("unknown", ("weight", "nappies", "waking"))
