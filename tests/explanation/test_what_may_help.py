"""Helpers are ranked by the wish; what stands against one removes it; a person who watches comes first where it hurts."""

from __future__ import annotations

from typing import Any

import pytest

from letdown.causes import helpers
from letdown.explanation import explain, goal_of
from letdown.explanation.cases import read_case
from letdown.explanation.explaining import Explanation
from letdown.explanation.goals import GOALS_MEASURED, Gain, gain_of
from letdown.explanation.helping import candidates, ranked
from letdown.explanation.inference import Posterior
from letdown.explanation.seen import Seen
from letdown.explanation.situation import both_breasts, situation_of


def situation(**tables: Any) -> Any:
    return situation_of(read_case(tables), 0)


def offered(goal: str = "more_milk", **tables: Any) -> set[str]:
    return set(candidates(situation(**tables), goal))


def test_only_helpers_of_the_wish_and_of_the_session_are_offered() -> None:
    for goal in GOALS_MEASURED:
        for doing in ("feed", "pump"):
            assert all(goal in helpers()[name].goals for name in offered(goal, session={"do": doing}))
    assert "double_pumping" in offered(session={"do": "pump"})
    assert "double_pumping" not in offered(session={"do": "pump", "double": True}) | offered(session={"do": "feed"})
    assert "better_latch" not in offered(session={"do": "pump"})


def test_what_stands_against_a_helper_removes_it() -> None:
    hot = {"baby": {"age": "30 days"}, "mother": {"breast": "hot, red or painful area"}}
    assert {"massage", "warm_cloth"} <= offered()
    assert not {"massage", "warm_cloth", "heating_pad"} & offered(safety=hot)
    assert "heating_pad" not in offered("more_milk", answers={"body": ["implants"]})
    assert not {"relaxation", "audio"} & offered(safety={"mother": {"bad_memories_of_birth": True}}) - {"audio"}


def of(values: dict[str, float], **tables: Any) -> list[str]:
    case = situation(**tables)
    verdicts = candidates(case, "sooner")
    gains = {name: Gain(values.get(name, 0.0), 0.0, 1.0, "s") for name in verdicts}
    within = {"": 0.5, "sore_nipples": 0.5}
    posterior = Posterior(within, within, {})
    return [one.helper.id for one in ranked(case, posterior, gains, verdicts, "sooner")]


def test_the_larger_gain_comes_first_and_the_spray_never_among_three() -> None:
    found = of({"oxytocin_spray": 90.0, "music": 40.0})
    assert found[0] == "music" and found.index("oxytocin_spray") >= 3


def test_where_it_hurts_a_person_who_watches_a_feed_comes_first() -> None:
    case = situation(answers={"pain": "all_through"})
    verdicts = candidates(case, "more_milk")
    gains = {name: Gain(0.0 if name == "better_latch" else 1.0, 0.0, 1.0, "1") for name in verdicts}
    share = {"": 0.5, "sore_nipples": 0.5}
    assert ranked(case, Posterior(share, share, {}), gains, verdicts, "more_milk")[0].helper.id == "better_latch"


@pytest.mark.parametrize(
    ("tables", "goal"),
    [
        ({}, "more_milk"),
        ({"answers": {"baby": ["splutters"], "pain": "all_through"}}, "calmer_flow"),
        ({"answers": {"around": ["apart"]}, "session": {"do": "pump"}}, "keep_supply"),
        ({"circumstances": {"feeding": "pump-dependent"}}, "keep_supply"),
        ({"answers": {"pain": "all_through"}}, "comfort"),
        ({"answers": {"pain": "all_through"}, "goal": "sooner"}, "sooner"),
    ],
)
def test_the_wish_is_hers_or_as_the_case_suggests(tables: dict[str, Any], goal: str) -> None:
    case = read_case(tables)
    assert goal_of(case, situation_of(case, 0)) == goal


def seen(**values: float) -> Seen:
    usual = Seen(60.0, 70.0, 10.0, 0.5, 0.2, 0.5, 0.5, 0.1, 0.5, 1.0)
    return usual._replace(**values)


@pytest.mark.parametrize(
    ("goal", "better", "value"),
    [
        ("more_milk", {"volume": 84.0}, 0.2),
        ("sooner", {"first_drop": 40.0}, 20.0),
        ("comfort", {"pain": 0.1}, 0.1),
        ("calmer_flow", {"flow": 0.4}, 0.2),
        ("less_pumping", {"lasted": 5.0}, 1.0),
    ],
)
def test_better_is_above_zero_for_every_wish(goal: str, better: dict[str, float], value: float) -> None:
    assert gain_of([seen()] * 4, [seen(**better)] * 4, goal, 20.0).value == pytest.approx(value)
    assert gain_of([seen(**better)] * 4, [seen()] * 4, goal, 20.0).value < 0.0


def test_no_let_down_at_all_counts_as_waiting_through_the_session() -> None:
    found = gain_of([seen(first_drop=float("nan"))], [seen(first_drop=100.0)], "sooner", 15.0)
    assert found.value == pytest.approx(800.0)


def test_pumping_one_breast_is_held_against_both_one_after_the_other() -> None:
    one = situation(session={"do": "pump"}).setting
    assert [entry.side for entry in both_breasts(one).session.given] == ["left", "right"]
    both = situation(session={"do": "pump", "double": True}).setting
    assert both_breasts(both) is both


def test_a_parent_reads_words_and_a_consultant_the_posterior() -> None:
    told = {"circumstances": {"since_birth": 60}, "session": {"do": "pump"}, "answers": {"you": ["stressed"]}}
    parent = explain(told, women=8)
    assert "posterior" not in parent.as_json() and "gain" not in parent.as_json()["helpers"][0]
    consultant = explain(told, women=8, view="consultant").as_json()
    assert sum(consultant["posterior"]["causes"].values()) == pytest.approx(1.0, abs=0.01)
    assert (
        consultant["helpers"][0]["effects"]
        and consultant["helpers"][0]["gain"]["low"] <= consultant["helpers"][0]["gain"]["high"]
    )
    assert isinstance(parent, Explanation) and parent.text() == explain(told, women=8).text()
