"""Three doors: the central one by stress and alcohol, the terminal one by opioids, the peripheral one by adrenaline."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stepping import repeat

from letdown.reflex.inhibition import Parameters, State, sober, step

PAR = Parameters()
CAUSES = dict.fromkeys(("stress", "pain", "distraction", "fatigue", "alcohol", "opioid", "fright", "relaxation"), 0.0)
degree = st.floats(0.0, 1.0)


def under(seconds: float = 600.0, dt: float = 0.5, state: State | None = None, par: Parameters = PAR, **causes: float) -> State:
    return repeat(step, state or State(), round(seconds / dt), *{**CAUSES, **causes}.values(), par, dt)


def test_calm_leaves_every_door_open() -> None:
    assert under() == State(1.0, 1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("cause", "doors"),
    [
        ("stress", {"priming", "pulse"}),
        ("pain", {"priming", "pulse"}),
        ("distraction", {"priming", "pulse"}),
        ("fatigue", {"priming"}),
        ("alcohol", {"priming", "pulse"}),
        ("opioid", {"priming", "terminal"}),
        ("fright", {"half_effect"}),
    ],
)
def test_each_cause_closes_its_own_doors_and_no_other(cause: str, doors: set[str]) -> None:
    found = under(**{cause: 1.0})
    assert {name for name in State._fields if getattr(found, name) != 1.0} == doors
    half = under(**{cause: 0.5})
    for name in doors:
        assert abs(getattr(half, name) - 1.0) < abs(getattr(found, name) - 1.0), (
            f"{name} does not close further with more {cause}"
        )


def test_full_degree_takes_what_is_declared() -> None:
    found = under(stress=1.0)
    assert (found.priming, found.pulse) == pytest.approx((1.0 - PAR.stress_priming, 1.0 - PAR.stress_pulse), rel=1e-9)
    assert under(opioid=1.0).terminal == pytest.approx(1.0 - PAR.opioid_terminal, rel=1e-9)
    assert under(fright=1.0).half_effect == pytest.approx(1.0 + PAR.fright_shift, rel=1e-9)


def test_causes_multiply() -> None:
    both = under(stress=0.7, pain=0.4)
    assert both.priming == pytest.approx(under(stress=0.7).priming * under(pain=0.4).priming, rel=1e-9)
    assert both.pulse == pytest.approx(under(stress=0.7).pulse * under(pain=0.4).pulse, rel=1e-9)


def test_alcohol_halves_at_its_dose_and_no_dose_is_without_effect() -> None:
    assert sober(0.0, 1.25, 3.0) == 1.0
    assert sober(1.25, 1.25, 3.0) == 0.5
    left = [sober(dose, PAR.alcohol_pulse_dose, PAR.alcohol_pulse_slope) for dose in (0.1, 0.25, 0.5, 1.0, 2.0)]
    assert left == sorted(left, reverse=True) and left[0] < 1.0


def test_relaxation_relieves_stress_pain_and_distraction_but_neither_alcohol_nor_opioids() -> None:
    for cause in ("stress", "pain", "distraction"):
        assert under(**{cause: 1.0}, relaxation=1.0).pulse > under(**{cause: 1.0}).pulse
    calm = under(relaxation=1.0)
    for cause in ("alcohol", "opioid", "fright"):
        relaxed, tense = under(**{cause: 1.0}, relaxation=1.0), under(**{cause: 1.0})
        assert relaxed.priming / tense.priming == pytest.approx(calm.priming)
        assert relaxed.pulse / tense.pulse == pytest.approx(calm.pulse)
        assert (relaxed.terminal, relaxed.half_effect) == (tense.terminal, tense.half_effect)


def test_relaxation_does_a_little_where_nothing_inhibits() -> None:
    calm = under(relaxation=1.0)
    assert calm.priming == pytest.approx(1.0 + PAR.calm_priming) and calm.pulse == pytest.approx(1.0 + PAR.calm_pulse)
    assert (calm.terminal, calm.half_effect) == (1.0, 1.0)
    assert under(relaxation=0.5).pulse == pytest.approx(1.0 + 0.5 * PAR.calm_pulse)


def test_doors_move_within_a_minute_and_open_again() -> None:
    soon = under(20.0, 0.02, stress=1.0)
    assert soon.pulse == pytest.approx(1.0 - PAR.stress_pulse * (1.0 - math.exp(-20.0 / PAR.onset)), rel=1e-12)
    assert under(600.0, state=under(stress=1.0)).pulse == pytest.approx(1.0, abs=1e-9)


def test_adrenaline_comes_at_once_and_fades_in_minutes() -> None:
    frightened = under(fright=1.0)
    later = under(PAR.fright_duration, state=frightened)
    assert later.half_effect == pytest.approx(1.0 + PAR.fright_shift / math.e, rel=1e-9)


@given(st.tuples(degree, degree, degree, degree, st.floats(0.0, 2.0), degree, degree, degree), st.integers(1, 50))
def test_doors_stay_between_shut_and_open_or_calm_whatever_comes_together(causes: tuple[float, ...], parts: int) -> None:
    whole = step(State(), *causes, PAR, 30.0)
    for door, calm in zip(whole[:3], (PAR.calm_priming, PAR.calm_pulse, 0.0), strict=True):
        assert 0.0 <= door <= 1.0 + calm
    assert whole.half_effect >= 1.0
    assert repeat(step, State(), parts, *causes, PAR, 30.0 / parts) == pytest.approx(whole, rel=1e-11)
