"""What leaves the breast is taken or drips; nothing else becomes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stepping import repeat

from letdown.reflex.milk_removal import Parameters, State, step

PAR = Parameters()


def test_no_flow_no_milk() -> None:
    assert repeat(step, State(), 50, 0.0, 1.0, 1.0, 40.0, PAR, 0.02) == State()


def test_what_nobody_takes_drips() -> None:
    found = repeat(step, State(), 100, 0.2, 0.0, 0.0, 25.0, PAR, 0.02)
    assert found == State(dripped=pytest.approx(0.4, rel=1e-12))


def test_a_pump_swallows_nothing() -> None:
    found = repeat(step, State(), 100, 0.2, 1.0, 0.0, 25.0, PAR, 0.02)
    assert found.removed == pytest.approx(0.4) and found.swallows == found.taken_by_infant == found.dripped == 0.0


def test_an_infant_swallows_what_it_takes() -> None:
    found = repeat(step, State(), 100, 0.2, 1.0, 1.0, 25.0, PAR, 0.02)
    assert found.removed == found.taken_by_infant == pytest.approx(0.4)
    assert found.swallows * PAR.swallow_volume == pytest.approx(found.removed)


def test_fat_is_gathered_with_the_milk_that_is_taken() -> None:
    found = repeat(step, State(), 100, 0.2, 1.0, 0.0, 25.0, PAR, 0.02)  # 25 g/L is 25 mg/mL
    assert found.fat_removed == pytest.approx(25.0 * found.removed)


@given(st.lists(st.tuples(st.floats(0.0, 3.0), st.sampled_from([0.0, 1.0]), st.floats(10.0, 120.0)), max_size=40))
def test_all_that_flows_is_taken_or_drips(course: list[tuple[float, float, float]]) -> None:
    state = State()
    for flow, taken, fat in course:
        before = state
        state = step(state, flow, taken, taken, fat, PAR, 0.5)
        assert all(new >= old for new, old in zip(state, before, strict=True))
    assert state.removed + state.dripped == pytest.approx(0.5 * sum(flow for flow, _, _ in course), rel=1e-12, abs=1e-12)
