"""Milk and oxytocin balance to a billionth of what passed, for any timeline; nothing is negative, nothing is no number."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from whole_runs import faults, milk_books, oxytocin_books, run

import letdown.sessions as s
from letdown.dyad import Mother, parameter_fields
from letdown.errors import TimelineError
from letdown.populations import population
from letdown.sessions import Entry, Session

sides = st.sampled_from(["left", "right"])
any_side = st.sampled_from(["left", "right", "both"])
minutes = st.floats(0.05, 6.0)
degrees = st.floats(0.0, 1.0)


def at(low: float, high: float) -> st.SearchStrategy[str]:
    return st.floats(low, high).map(lambda minute: f"{minute} min")


later = at(0.0, 6.0)
around = at(-4.0, 6.0)
ENTRIES: list[st.SearchStrategy[Entry]] = [
    st.builds(s.breastfeed, sides, minutes, later, appetite=st.none() | st.floats(1.0, 300.0)),
    st.builds(
        s.pump,
        any_side,
        minutes,
        st.none() | st.floats(1.0, 350.0),
        st.none() | st.floats(20.0, 180.0),
        st.sampled_from(s.PATTERNS[:2]),
        later,
    ),
    st.builds(s.hand_expression, any_side, minutes, later),
    st.builds(s.touch, any_side, minutes, around),
    st.builds(s.cue, st.sampled_from(s.CUES), around, minutes, degrees),
    st.builds(
        s.disturbance, st.sampled_from([k for k in s.DISTURBANCES if k != "alcohol"]), degrees, around, st.none() | minutes
    ),
    st.builds(s.disturbance, st.just("alcohol"), st.floats(0.0, 2.0), around, st.none() | minutes),
    st.builds(s.helper, st.sampled_from(["warmth", "massage", "compression"]), any_side, around, st.none() | minutes),
    st.builds(s.helper, st.just("relaxation"), at=around, minutes=st.none() | minutes),
    st.builds(
        s.oxytocin,
        st.sampled_from(["vein", "nose"]),
        st.sampled_from(["2 mU", "10 mU", "4 U", "1 ng"]),
        around,
        st.just(0) | minutes,
    ),
    st.builds(s.rest, minutes, later),
]


@st.composite
def timelines(draw: st.DrawFn) -> Session:
    """Anything that can happen, in any order; what can't happen together is drawn again."""
    entries = draw(st.lists(st.one_of(ENTRIES), min_size=1, max_size=6))
    try:
        return Session(*entries)
    except TimelineError:
        assume(False)
        raise


def check(session: Session, mother: Mother, **options: Any) -> None:
    recording = run(session, mother, **options)
    assert not faults(recording)
    before, after = milk_books(recording, mother, session)
    assert after == pytest.approx(before, rel=1e-9, abs=1e-9)
    came, found = oxytocin_books(recording, mother, session)
    assert found == pytest.approx(came, rel=1e-9)


women = st.sampled_from([Mother(), *population(6, seed=5, days_postpartum=4)])
seeds = st.integers(0, 2**63 - 1)
modest = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


@modest
@given(timelines(), women, seeds)
def test_books_balance_cycle_averaged(session: Session, mother: Mother, seed: int) -> None:
    check(session, mother, seed=seed, averaged=True)


@settings(modest, max_examples=40)
@given(timelines(), women, seeds)
def test_books_balance_suck_by_suck(session: Session, mother: Mother, seed: int) -> None:
    check(session, mother, seed=seed)


@settings(modest, max_examples=8)
@given(timelines(), women, seeds, st.booleans())
def test_books_balance_with_the_spiking_network(session: Session, mother: Mother, seed: int, averaged: bool) -> None:
    check(session, mother, seed=seed, engine="spiking", averaged=averaged)


@pytest.mark.slow
@settings(modest, max_examples=1000)
@given(timelines(), women, seeds, st.booleans())
def test_books_balance_for_very_many_timelines(session: Session, mother: Mother, seed: int, averaged: bool) -> None:
    check(session, mother, seed=seed, averaged=averaged)


@st.composite
def any_woman(draw: st.DrawFn) -> Mother:
    """Some parameters anywhere in their ranges; the spiking network's are another test's."""
    known = {path: field for path, field in parameter_fields().items() if not path.startswith("spiking_network.")}
    changed = draw(st.lists(st.sampled_from(sorted(known)), max_size=12, unique=True))
    return Mother(draw(st.floats(0.0, 300.0))).with_parameters(
        {path: draw(st.floats(known[path].low, known[path].high)) for path in changed}
    )


@modest
@given(timelines(), any_woman(), seeds, st.booleans())
def test_books_balance_for_any_woman(session: Session, mother: Mother, seed: int, averaged: bool) -> None:
    check(session, mother, seed=seed, averaged=averaged)
