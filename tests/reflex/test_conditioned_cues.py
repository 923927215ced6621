"""Cues prime the neurons by what they have come to mean, and their effect outlasts them by minutes."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stepping import repeat

from letdown.reflex.conditioned_cues import KINDS, Parameters, State, learned, step

PAR = Parameters()
NONE = dict.fromkeys(KINDS, 0.0)


def after(state: State, seconds: float, dt: float = 0.02, par: Parameters = PAR, **cues: float) -> State:
    return repeat(step, state, round(seconds / dt), *{**NONE, **cues}.values(), par, dt)


def test_no_cue_no_drive() -> None:
    assert after(State(), 60.0) == State()


@pytest.mark.parametrize("kind", KINDS)
def test_every_cue_drives_by_its_own_weight(kind: str) -> None:
    assert after(State(), 600.0, 0.5, **{kind: 1.0}).drive == pytest.approx(getattr(PAR, kind) * PAR.priming, rel=1e-9)


def test_weights_add_up_to_one_at_most() -> None:
    two = after(State(), 600.0, 0.5, smell=1.0, thought=1.0)
    assert two.level == pytest.approx(PAR.smell + PAR.thought, rel=1e-9)
    assert after(State(), 600.0, 0.5, **dict.fromkeys(KINDS, 1.0)).level == pytest.approx(1.0, rel=1e-9)


def test_a_fainter_cue_drives_less() -> None:
    levels = [after(State(), 30.0, cry=strength).level for strength in (0.0, 0.25, 0.5, 1.0)]
    assert levels == sorted(levels) and levels[2] == pytest.approx(0.5 * levels[3])


def test_rises_in_seconds_and_fades_in_minutes_exactly() -> None:
    heard = after(State(), 30.0, cry=1.0)
    assert heard.level == pytest.approx(PAR.cry * (1.0 - math.exp(-30.0 / PAR.rise)), rel=1e-12)
    assert after(heard, 300.0).level == pytest.approx(heard.level * math.exp(-300.0 / PAR.duration), rel=1e-12)


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0), st.integers(1, 200))
def test_one_step_is_many_smaller_ones(level: float, cry: float, parts: int) -> None:
    start = State(level, level * PAR.priming)
    assert after(start, 10.0, 10.0 / parts, cry=cry).level == pytest.approx(
        after(start, 10.0, 10.0, cry=cry).level, rel=1e-12, abs=1e-15
    )


@given(st.floats(0.0, 1.0), st.tuples(*(st.floats(0.0, 1.0) for _ in KINDS)))
def test_level_stays_between_nothing_and_one(level: float, strengths: tuple[float, ...]) -> None:
    after_all = step(State(level, 0.0), *strengths, PAR, 5.0)
    assert 0.0 <= after_all.level <= 1.0
    assert after_all.drive == after_all.level * PAR.priming


def test_cues_learned_by_days_grow_from_little_after_a_first_birth_and_from_more_after_a_second() -> None:
    first, second = ([learned(day, births, PAR) for day in (0.0, 1.0, 7.0, 60.0)] for births in (1.0, 2.0))
    assert first[0] == 0.0 and second[0] == PAR.remembered
    assert first == sorted(first) and all(more >= less for more, less in zip(second, first, strict=True))
    assert learned(0.0, 1.0, PAR._replace(by_days=0.0)) == 1.0, "weights that were learned feed by feed count as they are"


def test_nothing_is_dreaded_at_first() -> None:
    assert after(State(), 600.0, 0.5, **dict.fromkeys(KINDS, 1.0)).dread == 0.0


@pytest.mark.parametrize("kind", KINDS)
def test_every_cue_brings_the_dread_that_was_learned_of_it(kind: str) -> None:
    afraid = PAR._replace(**{f"dread_of_{kind}": 0.7})
    assert after(State(), 600.0, 0.5, afraid, **{kind: 1.0}).dread == pytest.approx(0.7, rel=1e-9)
    assert after(State(), 600.0, 0.5, afraid).dread == 0.0


def test_dread_adds_up_to_one_at_most_and_fades_in_minutes() -> None:
    afraid = PAR._replace(dread_of_cry=0.8, dread_of_sight=0.8)
    both = after(State(), 900.0, 0.5, afraid, cry=1.0, sight=1.0)
    assert both.dread == pytest.approx(1.0, rel=1e-9)
    later = after(both, 120.0, 0.5, afraid)
    assert later.dread == pytest.approx(both.dread * math.exp(-120.0 / PAR.dread_duration), rel=1e-9)
