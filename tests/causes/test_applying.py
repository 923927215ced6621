"""Causes and helpers put on a timeline, and move in a woman, what the tables say."""

from __future__ import annotations

import pytest

import letdown.sessions as s
from letdown.causes import Changed, causes, helpers, with_causes, with_helpers
from letdown.dyad import Mother, changes_between, parameter_value
from letdown.errors import InputError, ParameterError
from letdown.sessions import Entry, Session

FEED = Session(s.breastfeed("left", minutes=12))
PUMP = Session(s.pump("left", minutes=12))
HER = Mother()


def value(mother: Mother, path: str) -> float:
    return parameter_value(mother.parameters, path)


def kinds(session: Session, kind: str) -> list[Entry]:
    return [entry for entry in session.given if entry.kind == kind]


def full(name: str) -> object:
    return "T3" if name == "spinal_cord_lesion" else causes()[name].dose.full


def test_nothing_given_is_nothing_changed() -> None:
    assert with_causes(HER, FEED, {}) == (HER, FEED)
    assert with_causes(HER, FEED, {name: 0.0 for name in causes() if name != "dysphoric_milk_ejection"}) == (HER, FEED)


def test_a_sign_moves_nothing() -> None:
    assert with_causes(HER, FEED, {"dysphoric_milk_ejection": 1.0}) == (HER, FEED)


@pytest.mark.parametrize("name", [name for name, one in causes().items() if one.acts])
def test_every_other_cause_changes_her_a_feed_or_a_pumping(name: str) -> None:
    changed = [with_causes(HER, session, {name: full(name)}) != (HER, session) for session in (FEED, PUMP)]
    assert any(changed)


def test_sore_nipples_hurt_and_tense_her_before_each_feed() -> None:
    both = Session(s.breastfeed("left", minutes=10), s.breastfeed("right", at="30 min", minutes=10))
    mother, session = with_causes(HER, both, {"sore_nipples": 0.5})
    assert value(mother, "nipple_afferents.sensitivity") == pytest.approx(0.5)
    tension = kinds(session, "stress")
    assert [entry.at for entry in tension] == [-300.0, 1500.0]
    assert all(0.0 < entry.end - feed <= 60.0 for entry, feed in zip(tension, (0.0, 1800.0), strict=True))
    assert {entry.strength for entry in tension} == {0.3}


def test_where_two_of_a_kind_lie_over_each_other_the_stronger_counts() -> None:
    _, session = with_causes(HER, FEED, {"sore_nipples": 1.0, "stress": 0.2, "tension": 0.2})
    course = [(entry.at, entry.strength) for entry in kinds(session, "stress")]
    assert course == [(-300.0, 0.6), (60.0, 0.2)]


def test_three_degrees_of_an_operation_act_apart() -> None:
    duct, _ = with_causes(HER, FEED, {"breast_reduction": {"duct": 0.5}})
    nerve, _ = with_causes(HER, FEED, {"breast_reduction": {"nerve": 0.5}})
    tissue, _ = with_causes(HER, FEED, {"breast_reduction": {"tissue": 0.5}})
    assert set(changes_between(nerve.parameters)) == {"nipple_afferents.left_gain", "nipple_afferents.right_gain"}
    assert set(changes_between(duct.parameters)) == {
        "left.milk_ducts.nipple_resistance",
        "right.milk_ducts.nipple_resistance",
        "milk_supply.made",
    }
    assert set(changes_between(tissue.parameters)) == {
        "left.milk_ducts.capacity",
        "right.milk_ducts.capacity",
        "milk_supply.made",
    }


def test_the_first_days_pass_and_their_losses_with_them() -> None:
    early, _ = with_causes(Mother(2), FEED, {"caesarean": 1.0})
    late, _ = with_causes(Mother(60), FEED, {"caesarean": 1.0})
    assert value(early, "inhibition.lasting_priming") < 0.9
    assert value(late, "inhibition.lasting_priming") == pytest.approx(1.0, abs=1e-6)


def test_separation_is_not_counted_twice_in_a_mother_who_only_pumps() -> None:
    apart = Mother(feeding="pump-dependent")
    assert with_causes(apart, PUMP, {"separation": 1.0})[0] == apart


def test_vacuums_are_beside_her_own_comfort() -> None:
    soft = HER.with_parameters({"pump.comfortable_vacuum": 120.0})
    _, low = with_causes(soft, PUMP, {"vacuum_too_low": 1.0})
    assert low.given[0].vacuum == pytest.approx(30.0)
    _, high = with_causes(soft, PUMP, {"vacuum_too_high": 1.0})
    assert high.given[0].vacuum == pytest.approx(180.0)
    _, eased = with_causes(soft, PUMP, {"vacuum_too_high": 1.0}, {"vacuum_to_comfort": True})
    assert eased.given[0].vacuum is None


def test_a_parameter_stops_at_the_end_of_its_range() -> None:
    weak = HER.with_parameters({"suckling.peak_vacuum": 40.0})
    mother, _ = with_causes(weak, FEED, {"restricted_tongue": 1.0})
    assert value(mother, "suckling.peak_vacuum") == 20.0


def test_the_order_in_which_causes_are_given_does_not_matter() -> None:
    given = {"sore_nipples": 0.4, "shallow_latch": 0.8, "smoking": 10, "nipple_oversensitive": 0.5}
    there, _ = with_causes(HER, FEED, given)
    back, _ = with_causes(HER, FEED, dict(reversed(given.items())))
    assert changes_between(there.parameters) == pytest.approx(changes_between(back.parameters))


def test_a_helper_eases_the_cause_that_it_is_given_with() -> None:
    alone, _ = with_causes(HER, FEED, {"shallow_latch": 1.0})
    helped, _ = with_causes(HER, FEED, {"shallow_latch": 1.0}, {"better_latch": True})
    assert value(alone, "suckling.peak_vacuum") < value(helped, "suckling.peak_vacuum") < value(HER, "suckling.peak_vacuum")
    assert with_helpers(HER, FEED, {"better_latch": True}) == (HER, FEED), "nothing is better than a latch that is deep already"


def test_a_helper_eases_a_disturbance_of_the_timeline() -> None:
    loud = FEED.with_(s.disturbance("noise", 0.5))
    _, quieter = with_helpers(HER, loud, {"fewer_distractions": True})
    assert kinds(quieter, "noise")[0].strength == pytest.approx(0.1)


def test_daily_use_builds_up_over_days() -> None:
    made = [value(with_helpers(HER, FEED, {"extra_sessions": {"days": days}})[0], "milk_supply.made") for days in (0, 3, 14)]
    assert made[0] == 1.0 < made[1] < made[2] < 1.28


def test_double_pumping_takes_both_breasts_at_once() -> None:
    one_by_one = Session(s.pump("left", minutes=10), s.pump("right", minutes=10, at="10 min"))
    _, session = with_helpers(HER, one_by_one, {"double_pumping": True})
    assert [(entry.do, entry.side) for entry in session.given] == [("pump", "both")]


def test_a_warm_cloth_lies_on_the_breast_that_is_named() -> None:
    _, session = with_helpers(HER, PUMP, {"warm_cloth": {"side": "left", "at": "-15 min", "minutes": 10}})
    (cloth,) = kinds(session, "warmth")
    assert (cloth.side, cloth.at, cloth.duration) == ("left", -900.0, 600.0)
    assert kinds(session, "relaxation")[0].strength == pytest.approx(0.2)


def test_two_warm_things_on_different_breasts_do_not_clash() -> None:
    _, session = with_helpers(HER, PUMP, {"warm_cloth": {"side": "left"}, "heating_pad": True})
    assert {(entry.side, entry.strength) for entry in kinds(session, "warmth")} == {("left", 1.0), ("right", 0.9)}


def test_all_helpers_together_make_a_session() -> None:
    _, session = with_causes(HER, PUMP, {"stress": 0.5, "noise": 0.5}, dict.fromkeys(helpers(), True))
    assert session.duration == PUMP.duration


def test_many_women_are_changed_one_by_one() -> None:
    women = [HER.with_parameters({"pump.comfortable_vacuum": vacuum}) for vacuum in (100.0, 200.0)]
    changed = Changed(women, PUMP, {"vacuum_too_low": 1.0, "smoking": 15}, {})
    assert len(changed) == 2 and changed[0] == next(iter(changed)) and changed[:1] == [changed[0]]
    assert [changed.session_of(mother).given[0].vacuum for mother in changed] == pytest.approx([25.0, 50.0])
    assert {value(mother, "milk_supply.made") for mother in changed} == {0.75}


@pytest.mark.parametrize(
    ("causes_given", "helpers_given", "word"),
    [
        ({"sore_niples": 1}, {}, "sore_nipples"),
        ({"stress": 1.2}, {}, "0 to 1"),
        ({"stress": -0.1}, {}, "0 to 1"),
        ({"stress": [1]}, {}, "no amount"),
        ({"stress": False}, {}, "no amount"),
        ({"stress": {"a": 1}}, {}, "parts"),
        ({"smoking": 90}, {}, "0 to 60"),
        ({"alcohol": "2.5 g/kg"}, {}, "0 to 2 g/kg"),
        ({"spinal_cord_lesion": "X2"}, {}, "no level"),
        ({"breast_reduction": {"ducts": 1}}, {}, "'duct'"),
        ({}, {"warm_clot": True}, "warm_cloth"),
        ({}, {"warm_cloth": 2}, "0 .*to 1"),
        ({}, {"warm_cloth": None}, "no number"),
        ({}, {"warm_cloth": {"sied": "left"}}, "side"),
        ({}, {"warm_cloth": {"side": "up"}}, "left"),
        ({}, {"photo": {"at": "-3"}}, "no unit"),
        ({}, {"photo": {"at": "40 min"}}, "end"),
        ({}, {"audio": {"days": -1}}, "days"),
    ],
)
def test_what_can_not_be_is_refused_with_what_can(
    causes_given: dict[str, object], helpers_given: dict[str, object], word: str
) -> None:
    with pytest.raises(InputError, match=word):
        with_causes(HER, FEED, causes_given, helpers_given)


def test_an_unknown_name_is_a_parameter_error() -> None:
    with pytest.raises(ParameterError, match="Did you mean"):
        with_causes(HER, FEED, {"alcohl": 0.4})
