"""Texts that a mother may read: sourced, dated, plain, and with nothing in them that is never said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from reading_level import grade

from letdown.errors import ParameterError
from letdown.evidence.bibliography import references
from letdown.evidence.texts import GROUPS, SURENESS, glossary, older_text, older_texts, question, questions, shown, word
from letdown.safety import forbidden
from letdown.safety.sources import sources as guidance

FIVE = ("what_is_it", "how_do_i_know", "what_makes_it_difficult", "how_can_i_improve_it", "can_i_still_breastfeed")


def sentences() -> Iterator[tuple[str, str]]:
    """Every text that is ours, with where it stands; older claims are others'."""
    for one in questions().values():
        for place in ("answer", "act", "unknown"):
            for text in getattr(one, place):
                yield f"{one.id}.{place}", text
        yield f"{one.id}.question", one.question
        yield f"{one.id}.why", one.why
    for one in older_texts().values():
        yield f"{one.id}.now", one.now
        yield f"{one.id}.why", one.why
    for one in glossary().values():
        yield f"{one.id}.meaning", one.meaning


def test_the_five_questions_of_the_medical_page_come_first_and_each_is_answered() -> None:
    assert tuple(questions())[:5] == FIVE
    for one in questions().values():
        assert one.question.endswith("?"), one.id
        assert one.answer and one.act and one.unknown, one.id


@pytest.mark.parametrize("one", [*questions().values(), *older_texts().values()], ids=lambda one: one.id)
def test_a_text_has_sources_that_exist_a_date_and_how_sure(one) -> None:
    assert one.sources
    for key in one.sources:
        assert key in references() or key in guidance(), key
    assert len(set(one.sources)) == len(one.sources)
    assert type(one.checked) is date
    assert date(2026, 1, 1) <= one.checked
    assert one.sure in SURENESS
    assert one.why.endswith(".")


def test_what_one_must_act_on_reads_at_grade_6_and_all_else_at_grade_8() -> None:
    for one in questions().values():
        assert grade(" ".join(one.act)) <= 6.0, one.id
        for text in one.act:
            assert grade(text) <= 6.0, text
        for text in one.answer:
            assert grade(text) <= 8.0, text
        assert grade(" ".join(one.unknown)) <= 8.0, one.id
    for one in older_texts().values():
        assert grade(one.now) <= 8.0, one.id
    for one in glossary().values():
        assert not one.plain or grade(one.meaning) <= 8.0, one.id


def test_the_grade_tells_plain_words_from_a_paper() -> None:
    assert grade("Look at your baby first. When milk runs, the sucks turn slow and deep.") < 4.0
    assert grade("Myoepithelial contraction elevates intramammary pressure following neurohypophysial oxytocin secretion.") > 14.0


def test_nothing_that_is_never_said_is_said() -> None:
    found = [(place, hit.phrase) for place, text in sentences() for hit in forbidden(text)]
    assert found == []


def test_nothing_is_promised() -> None:
    assert [place for place, text in sentences() if re.search(r"\bwill\b|\bworks\b|\bguarantee", text)] == []


def test_older_claims_are_quoted_without_what_is_said_nowhere() -> None:
    for one in older_texts().values():
        assert forbidden(one.older, parents=False) == [], one.id


def test_risks_are_told_in_words() -> None:
    for place, text in sentences():
        assert "%" not in text, place


def test_an_emergency_is_told_with_the_number_of_whoever_prints() -> None:
    acts = [text for one in questions().values() for text in one.act if "{emergency}" in text]
    assert len(acts) >= 5
    assert all("Call {emergency} now" in text or "call {emergency} now" in text for text in acts)
    assert shown(acts[0], "112").endswith("Call 112 now.")
    assert "your local emergency number" in shown(acts[0])
    assert not any(re.search(r"[{}]", shown(text)) for _, text in sentences())


def test_what_must_be_said_is_said() -> None:
    def answered(name: str) -> str:
        one = question(name)
        return " ".join((*one.answer, *one.act, *one.unknown))

    assert "Many mothers never feel a let-down" in answered("how_do_i_know")
    assert "Weight, nappies and waking tell you more" in answered("how_do_i_know")
    assert "A hard day does not spoil your milk" in answered("what_makes_it_difficult")
    assert "Pain that lasts past the first minute deserves help" in answered("what_makes_it_difficult")
    assert "No study has shown whether mothers with little milk" in answered("what_makes_it_difficult")
    assert "worth more than this page" in answered("how_can_i_improve_it")
    assert "does not mean that you can't breastfeed" in answered("can_i_still_breastfeed")
    assert "Feed the baby, protect the milk, get help, in this order" in answered("can_i_still_breastfeed")
    assert "It is not a score" in answered("calm_and_bonding")
    assert "richer as the breast drains" in older_text("two_milks").now


def test_every_correction_that_is_owed_is_there() -> None:
    owed = "ducts_contract milk_kept_in_ducts milk_cells_squeeze breast_is_emptied two_milks stress_dries_up cold_stops_it"
    owed += " other_breast_drips pumping_shows_supply must_be_felt cues_make_milk beer a_tenth_of_weight more_vacuum_more_milk"
    owed += " ready_at_two_weeks weak_let_down_low_milk sleepy_is_full spray_for_milk heat_and_empty"
    assert set(owed.split()) <= set(older_texts())


def test_no_name_of_the_glossary_stands_for_two_things() -> None:
    names = [name.lower() for one in glossary().values() for name in (one.term, *one.plain)]
    assert len(names) == len(set(names))
    assert {one.group for one in glossary().values()} == set(GROUPS)


def test_a_word_is_found_by_any_of_its_names() -> None:
    assert word("let-down") is word("Milk ejection") is word("milk_ejection")
    assert word("leaking").term == "drip"


@pytest.mark.parametrize(
    "find, wrong, right", [(question, "what_is", "what_is_it"), (older_text, "beers", "beer"), (word, "let-downs", "let-down")]
)
def test_an_unknown_name_is_answered_with_the_nearest(find, wrong: str, right: str) -> None:
    with pytest.raises(ParameterError, match=f"'{right}'"):
        find(wrong)
