"""What parents type is understood in their units, and what can't be is refused in one clear line."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letdown.errors import InputError
from letdown.safety import Answers, Baby, Mother, answers_schema, conditions_of, read_answers, referral
from letdown.safety.facts import expected_wet_nappies, facts_of
from letdown.safety.measures import celsius, days, grams, weeks


@pytest.mark.parametrize(
    ("given", "grams_"),
    [
        ("3.4 kg", 3400),
        ("3400 g", 3400),
        (3400, 3400),
        ("7 lb 8 oz", 3401.94),
        ("7lb8oz", 3401.94),
        ("7 pounds, 8 ounces", 3401.94),
        ("3,4 kg", 3400),
        ("120 oz", 3401.94),
        (" 3 KG ", 3000),
    ],
)
def test_weights(given: object, grams_: float) -> None:
    assert grams(given) == pytest.approx(grams_, abs=0.01)


@pytest.mark.parametrize(
    "given", [3.4, "3.4", "30 kg", "100 g", "7 stone", "-3 kg", "", "kg", "3 kg 2 kg", True, None, float("nan"), "1e9 kg"]
)
def test_no_weight_of_a_baby(given: object) -> None:
    with pytest.raises(ValueError, match=r"7 lb 8 oz|not a number"):
        grams(given)


@pytest.mark.parametrize(
    ("given", "degrees"),
    [(38, 38.0), ("38.2 °C", 38.2), ("38,2c", 38.2), ("100.4 F", 38.0), (100.4, 38.0), ("100.4", 38.0), ("96.8°f", 36.0)],
)
def test_temperatures(given: object, degrees: float) -> None:
    assert celsius(given) == degrees


@pytest.mark.parametrize("given", [10, 60, "20 C", "38 F", "warm", "", None, False, float("inf")])
def test_no_temperature_of_a_body(given: object) -> None:
    with pytest.raises(ValueError, match=r"38.2 °C|not a number"):
        celsius(given)


def test_just_below_38_degrees_is_not_rounded_into_a_fever() -> None:
    assert celsius("100.3 F") < 38.0
    assert celsius(100.4) >= 38.0


@pytest.mark.parametrize(
    ("given", "age"),
    [(5, 5.0), ("36 hours", 1.5), ("36h", 1.5), ("3 weeks 2 days", 23.0), ("2 months", 60.875), ("1 week and 1 day", 8.0)],
)
def test_ages(given: object, age: float) -> None:
    assert days(given) == pytest.approx(age)


@pytest.mark.parametrize("given", [-1, "old", "5", "4 years", 2000, "", None, "5 kg"])
def test_no_age_of_a_baby(given: object) -> None:
    with pytest.raises(ValueError, match="3 weeks 2 days"):
        days(given)


@pytest.mark.parametrize(("given", "told"), [(39, 39.0), ("34+5", 34.714286), ("34 weeks 5 days", 34.714286), ("39", 39.0)])
def test_weeks_of_pregnancy(given: object, told: float) -> None:
    assert weeks(given) == pytest.approx(told)


@pytest.mark.parametrize("given", [12, 50, "34+7", "term", None])
def test_no_length_of_a_pregnancy(given: object) -> None:
    with pytest.raises(ValueError, match=r"34\+5"):
        weeks(given)


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"baby": {"weight": "3 kg"}}, "weighings|birth_weight|weight_loss"),
        ({"mother": {"feaver": True}}, "fever"),
        ({"wories": True}, "worried"),
        ({"baby": {"temperature": "98"}}, None),
        ({"baby": {"temperature": "3.8"}}, r"baby\.temperature: '3\.8' is not a temperature"),
        ({"baby": {"birth_weight": 3.4}}, r"baby\.birth_weight: 3\.4 is not what a baby can weigh"),
        ({"baby": {"wakes": "often"}}, "'hard to wake'"),
        ({"baby": {"fit": "no"}}, r"baby\.fit: It should be true or false\. You gave 'no'"),
        ({"baby": {"wet_nappies": -1}}, r"baby\.wet_nappies"),
        ({"baby": {"wet_nappies": 200}}, r"You gave 200"),
        ({"baby": {"weighings": [{"weight": "3 kg"}]}}, "weighing 1.*either 'age' or the date"),
        ({"baby": {"weighings": [{"weight": "3 kg", "on": date(2026, 1, 5)}]}}, "needs baby.born"),
        ({"baby": {"weighings": [{"weight": "3 kg", "on": date(2026, 1, 5)}], "born": date(2026, 1, 6)}}, "on or before"),
        ({"baby": {"age": 5, "weighings": [{"weight": "3 kg", "age": 50}]}}, "5 days old"),
        ({"baby": {"weighings": [{"weight": "3 kg", "agee": 5}]}}, "'age'"),
        ({"baby": 3}, "baby: It should be a table of answers. You gave 3"),
    ],
)
def test_a_mistake_is_answered_in_one_line(tables: dict[str, object], said: str | None) -> None:
    if said is None:
        assert read_answers(tables).baby.temperature == pytest.approx(36.67)
        return
    with pytest.raises(InputError, match=said) as refused:
        read_answers(tables)
    assert "\n" not in str(refused.value)


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(10**400) | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["age", "weight", "on", "x"]), inner, max_size=3),
    max_leaves=4,
)
_TYPED = st.from_regex(r"[0-9]{1,3}([.,+][0-9]{1,2})? ?(kg|g|lb|oz|C|F|°C|days|weeks|hours|h)?", fullmatch=True)


def _tried(tables: dict[str, object]) -> tuple[Answers | None, str]:
    try:
        return read_answers(tables), ""
    except InputError as refused:
        return None, str(refused)


@settings(max_examples=300)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "baby": st.dictionaries(st.sampled_from([*Baby.model_fields, "x\ny"]), _ANYTHING | _TYPED, max_size=5) | _ANYTHING,
            "mother": st.dictionaries(st.sampled_from([*Mother.model_fields, ""]), _ANYTHING | _TYPED, max_size=5),
            "worried": _ANYTHING,
        },
    )
)
def test_whatever_is_given_is_understood_or_refused_in_one_line(tables: dict[str, object]) -> None:
    answers, message = _tried(tables)
    if answers is None:
        assert message and "\n" not in message
        assert len(message) < 400
        return
    found = referral(answers)
    assert set(found.as_json()) == {"level", "who", "reasons", "text"}
    assert set(conditions_of(answers).values()) <= {True, False, None}


def test_weighings_by_date_and_by_age_are_the_same() -> None:
    born = date(2026, 3, 1)
    by_date = read_answers(
        {"baby": {"born": born, "birth_weight": 3400, "weighings": [{"on": date(2026, 3, 15), "weight": "3.39 kg"}]}}
    )
    by_age = read_answers({"baby": {"birth_weight": 3400, "weighings": [{"age": 14, "weight": "3.39 kg"}]}})
    for name in ("baby.loss", "baby.below_birth_weight_at", "baby.weighed_at"):
        assert facts_of(by_date)[name] == facts_of(by_age)[name]
    assert "baby.below_birth_weight_two_weeks" in referral(by_date).reasons


def test_the_worse_of_two_answers_counts() -> None:
    told = read_answers({"baby": {"birth_weight": 3400, "weight_loss": 11, "weighings": [{"age": 4, "weight": 3300}]}})
    assert facts_of(told)["baby.loss"] == 11


def test_the_order_of_weighings_does_not_matter() -> None:
    rows = [{"age": 28, "weight": 4000}, {"age": 14, "weight": 3600}, {"age": 21, "weight": 3800}]
    facts = [facts_of(read_answers({"baby": {"weighings": some}})) for some in (rows, rows[::-1])]
    assert facts[0] == facts[1]
    assert facts[0]["baby.gain"] == pytest.approx(200 / 7)


def test_wet_nappies_by_the_full_days_of_age() -> None:
    wanted = {0.5: None, 1.0: 1, 2.5: 2, 3.0: 3, 4.9: 4, 5.0: 6, 41.9: 6, 42.0: 5, 100.0: 5}
    assert {age: expected_wet_nappies(age) for age in wanted} == wanted
    assert expected_wet_nappies(None) is None


def test_everything_may_be_left_out() -> None:
    assert read_answers({}) == Answers()
    for table in (Answers().baby, Answers().mother):
        assert all(getattr(table, name) is None for name in type(table).model_fields)


def test_the_schema_is_json_and_knows_every_question() -> None:
    schema = json.loads(json.dumps(answers_schema()))
    assert schema["additionalProperties"] is False
    assert set(schema["$defs"]["Baby"]["properties"]) == set(type(Answers().baby).model_fields)
    assert "required" not in schema
    assert "7 lb 8 oz" in json.dumps(schema["$defs"]["Baby"]["properties"]["birth_weight"])
