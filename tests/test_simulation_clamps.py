"""Any signal that a later stage sees may be held, so that one can ask what a stage does."""

from __future__ import annotations

import numpy as np
import pytest
from whole_runs import FEED, run

import letdown.sessions as s
from letdown.errors import ParameterError, UnitError
from letdown.sessions import Session
from letdown.simulation import holdable

BOTH = Session(s.breastfeed("left", minutes=6), s.pump("right", minutes=6))

# each series, a value to hold it at, and the next thing along the signal's way that this moves
DOWNSTREAM = {
    "nipple_afferents.traffic": (2.0, "oxytocin_neurons.priming"),
    "nipple_afferents.pain": (1.0, "inhibition.pulse"),
    "conditioned_cues.drive": (0.9, "oxytocin_neurons.priming"),
    "conditioned_cues.dread": (1.0, "inhibition.pulse"),
    "inhibition.priming": (0.1, "oxytocin_neurons.priming"),
    "inhibition.pulse": (0.1, "posterior_pituitary.secretion"),
    "inhibition.terminal": (0.1, "posterior_pituitary.secretion"),
    "inhibition.half_effect": (9.0, "myoepithelium.activation"),
    "release_reliability.answers": (0.0, "oxytocin_neurons.priming"),
    "oxytocin_neurons.priming": (0.0, "oxytocin_neurons.store"),
    "posterior_pituitary.secretion": (300.0, "plasma_oxytocin.concentration"),
    "plasma_oxytocin.concentration": (2.0, "myoepithelium.activation"),
    "myoepithelium.activation": (1.0, "left.milk_ducts.alveolar_pressure"),
    "left.nipple.vacuum": (20.0, "left.milk_ducts.flow"),
    "right.nipple.vacuum": (20.0, "right.milk_ducts.flow"),
    "left.milk_ducts.alveolar_milk": (30.0, "left.milk_ducts.alveolar_pressure"),
    "right.milk_ducts.alveolar_milk": (30.0, "right.milk_ducts.alveolar_pressure"),
    "left.milk_ducts.alveolar_pressure": (30.0, "left.milk_ducts.inflow"),
    "right.milk_ducts.alveolar_pressure": (30.0, "right.milk_ducts.inflow"),
    "left.milk_ducts.flow": (0.1, "left.milk_removal.removed"),
    "right.milk_ducts.flow": (0.1, "right.milk_removal.removed"),
    "left.milk_removal.removed": (500.0, "left.suckling.ended"),
}


def test_every_series_that_can_be_held_is_tried_here() -> None:
    # what a pump has taken nobody feels: it can be held, but only an infant's appetite reads it
    assert set(DOWNSTREAM) == set(holdable()) - {"right.milk_removal.removed"}


@pytest.mark.parametrize("name", DOWNSTREAM)
def test_what_is_held_is_recorded_as_held_and_moves_what_is_downstream(name: str) -> None:
    value, downstream = DOWNSTREAM[name]
    free, held = run(BOTH, seed=2), run(BOTH, seed=2, clamp={name: value})
    assert np.all(held[name] == value)
    assert not np.array_equal(free[name], held[name])
    assert not np.array_equal(free[downstream], held[downstream]), f"{downstream} does not see that {name} is held"


def test_what_is_upstream_of_a_held_signal_goes_its_own_way() -> None:
    """Shown on a pumping of one phase: an infant, or a woman who turns from stimulation to expression, hears of the milk."""
    pumping = Session(s.pump("both", minutes=12, pattern="expression"))
    free = run(pumping, seed=2)
    rest = float(free["plasma_oxytocin.concentration"][0])  # a level above the one she is used to would be a let-down of its own
    held = run(pumping, seed=2, clamp={"plasma_oxytocin.concentration": rest})
    for name in (
        "oxytocin_neurons.priming",
        "oxytocin_neurons.store",
        "posterior_pituitary.secretion",
        "plasma_oxytocin.cleared",
    ):
        assert np.array_equal(free[name], held[name]), name
    assert held["left.milk_removal.removed"][-1] < 0.1 * free["left.milk_removal.removed"][-1]


def test_a_value_may_come_with_a_unit() -> None:
    held = run(BOTH, clamp={"plasma_oxytocin.concentration": "3 ng/L"})
    assert np.all(held["plasma_oxytocin.concentration"] == pytest.approx(3.0))


def test_several_may_be_held_at_once() -> None:
    held = run(FEED, clamp={"inhibition.priming": 0.5, "myoepithelium.activation": 0.0, "right.nipple.vacuum": 50.0})
    assert np.all(held["inhibition.priming"] == 0.5) and np.all(held["right.nipple.vacuum"] == 50.0)
    assert held["left.milk_ducts.alveolar_pressure"].max() == 0.0


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("plasma_oxytocin.concentraton", "plasma_oxytocin.concentration"),
        ("milk_ducts.flow", "left.milk_ducts.flow"),
        ("plasma_oxytocin.cleared", "plasma_oxytocin.concentration"),  # a sum: nothing sees it
        ("myoepithelium.ejections", "myoepithelium.activation"),
        ("left.suckling.satiety", "left."),
    ],
)
def test_what_cannot_be_held_is_answered_with_the_nearest_that_can(name: str, nearest: str) -> None:
    with pytest.raises(ParameterError, match=nearest):
        run(BOTH, clamp={name: 1.0})


@pytest.mark.parametrize(
    ("value", "error"),
    [(-1.0, ParameterError), ("3 mL", UnitError), (float("nan"), UnitError), (float("inf"), UnitError), (None, UnitError)],
)
def test_a_series_cannot_be_held_at_just_anything(value: object, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"plasma_oxytocin\.concentration"):
        run(BOTH, clamp={"plasma_oxytocin.concentration": value})
