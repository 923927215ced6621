"""The tables behind ``explain``: every cause has its prior and its question, and shares are shares."""

from __future__ import annotations

import pytest
from reading_level import grade

from letdown.causes import causes, helpers
from letdown.evidence.bibliography import references
from letdown.explanation.hypotheses import NOTHING, _table, degrees, groups, hypotheses, priors
from letdown.explanation.questions import likelihood, questions, told_by
from letdown.explanation.texts import _table as texts
from letdown.safety.contraindications import allowed, condition_questions


def test_every_cause_has_a_prior_a_group_and_a_range_within_its_dose() -> None:
    assert list(hypotheses()) == list(causes())
    assert {one.group for one in hypotheses().values()} == set(groups())
    for name, one in hypotheses().items():
        dose = causes()[name].dose
        assert dose.low <= one.low < one.high <= dose.high, name
        source = _table()["causes"][name]["source"]
        assert source == "assumed" or source in references(), name


def test_pairs_of_the_table_of_causes_stand_together() -> None:
    for name, one in causes().items():
        assert all(hypotheses()[other].group == hypotheses()[name].group for other in one.pairs_with), name


@pytest.mark.parametrize(("feeding", "doing"), [("exclusive", "feed"), ("exclusive", "pump"), ("pump-dependent", "pump")])
def test_priors_sum_to_one_and_leave_out_what_cannot_be(feeding: str, doing: str) -> None:
    late, early = priors(90.0, feeding, doing), priors(3.0, feeding, doing)
    assert sum(late.values()) == pytest.approx(1.0)
    assert "epidural" in early and "epidural" not in late and NOTHING in late
    assert ("poor_pump_fit" in late) == (doing == "pump")
    assert ("shallow_latch" in late) == (feeding != "pump-dependent")


def test_every_cause_but_none_has_an_answer_that_speaks_for_it() -> None:
    for name in causes():
        ratios = [
            option.given[name] / option.otherwise
            for one in questions().values()
            for option in one.options.values()
            if name in option.given
        ]
        assert max(ratios) >= 2.5, name


def test_shares_are_shares_and_name_causes_and_conditions() -> None:
    for one in questions().values():
        for option in one.options.values():
            assert set(option.given) <= set(causes()), option.id
            assert all(0.0 < share < 1.0 for share in (*option.given.values(), option.otherwise)), option.id
            assert not option.condition or option.condition in condition_questions()
        if one.kind == "one":
            for cause in ("", *causes()):
                assert sum(option.share(cause) for option in one.options.values()) == pytest.approx(1.0, abs=0.02), (
                    one.id,
                    cause,
                )


def test_an_answer_speaks_for_its_cause_and_a_skipped_one_for_nothing() -> None:
    smokes, none = told_by("taken", ["smoke"]), told_by("taken", [])
    assert likelihood(smokes, "smoking") > 5.0 * likelihood(smokes, "stress")
    assert likelihood(none, "smoking") < 0.2 * likelihood(none, "stress")
    assert likelihood({}, "smoking") == likelihood({}, NOTHING) == 1.0


def test_degrees_cover_their_range_and_are_the_same_again() -> None:
    one = hypotheses()["smoking"]
    found = degrees(one, 40, 3)
    assert found == degrees(one, 40, 3) != degrees(one, 40, 4)
    assert min(found) < 6.0 and max(found) > 19.0 and all(one.low <= degree <= one.high for degree in found)


def test_texts_and_questions_read_at_grade_eight_or_below() -> None:
    for one in questions().values():
        assert grade(one.question) <= 8.0, one.question
        assert grade("\n".join(option.text for option in one.options.values())) <= 8.0, one.id
    pieces = [text for part, table in texts().items() if isinstance(table, dict) and part != "gain" for text in table.values()]
    for text in pieces:
        if len(text.split()) > 7:
            assert grade(text.replace("{", "").replace("}", "")) <= 8.0, text


def test_every_helper_may_be_asked_about() -> None:
    assert all(allowed(name).helper == name for name in helpers())
