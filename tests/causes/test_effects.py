"""In women: more of a cause costs more, making leaves the reflex alone, and nulls stay nulls."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

import letdown.sessions as s
from letdown.causes import Changed, causes, helpers
from letdown.populations import population
from letdown.recording import Recording
from letdown.sessions import Session
from letdown.simulation import simulate

WOMEN = population(40, seed=3)
# rest from long before: what begins early does not begin the run earlier
QUIET = s.rest("30 min", at="-30 min")
SESSIONS = {
    "feed": Session(QUIET, s.breastfeed("left", minutes=15)),
    "pump": Session(QUIET, s.pump("both", minutes=15, pattern="expression")),
}
Measured = Mapping[str, NDArray[np.float64]]
# what a dose lowers, where sources say that more does more: the session, and the amounts from none to full
RISING = {
    "alcohol": ("pump", "milk", [0.0, 0.5, 1.0, 1.5]),
    "stress": ("pump", "oxytocin", [0.0, 0.5, 1.0]),
    "noise": ("pump", "oxytocin", [0.0, 0.5, 1.0]),
    "pain": ("pump", "milk", [0.0, 0.5, 1.0]),
    "sore_nipples": ("pump", "milk", [0.0, 0.5, 1.0]),
    "opioids": ("pump", "oxytocin", [0.0, 0.5, 1.0]),
    "fright": ("pump", "milk", [0.0, 0.5, 1.0]),
    "nipple_numb": ("pump", "milk", [0.0, 0.5, 1.0]),
    "breast_reduction": ("feed", "milk", [0.0, 0.5, 1.0]),
    "shallow_latch": ("feed", "milk", [0.0, 0.5, 1.0]),
    "restricted_tongue": ("feed", "milk", [0.0, 0.5, 1.0]),
    "engorgement": ("pump", "milk", [0.0, 0.5, 1.0]),
    "sleepy_baby": ("feed", "milk", [0.0, 0.5, 1.0]),
    "preterm_baby": ("feed", "milk", [0.0, 0.5, 1.0]),
    "poor_pump_fit": ("pump", "milk", [0.0, 0.5, 1.0]),
    "vacuum_too_low": ("pump", "milk", [0.0, 0.5, 1.0]),
    "smoking": ("pump", "milk", [0.0, 7.5, 15.0]),
}
_SAME = 0.01
"""Two means this near (as a share) are not told apart."""


def read(recording: Recording) -> dict[str, float]:
    taken = [recording[f"{side}.milk_removal.removed"][-1] for side in ("left", "right")]
    return {
        "milk": float(sum(taken)),
        "left": float(taken[0]),
        "right": float(taken[1]),
        "oxytocin": float(recording["posterior_pituitary.secretion"][recording.time > 0.0].sum()),
        "bursts": float(recording["posterior_pituitary.bursts"][-1]),
        "ejections": float(recording["myoepithelium.ejections"][-1]),
    }


def measured(session: str, given: Mapping[str, object], used: Mapping[str, object]) -> Measured:
    changed = Changed(WOMEN, SESSIONS[session], given, used)
    found = simulate(changed, changed.session_of, 5, summary=read)
    return {name: found[name] for name in found}


@cache
def undisturbed(session: str) -> Measured:
    return measured(session, {}, {})


def mean(found: Measured, name: str) -> float:
    return float(np.mean(found[name]))


@pytest.mark.parametrize("name", RISING)
def test_more_of_a_cause_leaves_less(name: str) -> None:
    session, what, doses = RISING[name]
    none = mean(undisturbed(session), what)
    left = [none] + [mean(measured(session, {name: dose}, {}), what) for dose in doses[1:]]
    assert all(later <= (1.0 + _SAME) * earlier for earlier, later in pairwise(left)), left
    assert left[-1] < 0.95 * none


@pytest.mark.parametrize("name", [name for name, one in causes().items() if one.group == "making"])
def test_what_keeps_milk_from_being_made_leaves_the_reflex_as_it_was(name: str) -> None:
    """The nipple of a woman who pumps in one phase hears nothing of the milk: her bursts are the same to the last spike."""
    free, lacking = undisturbed("pump"), measured("pump", {name: causes()[name].dose.full}, {})
    for what in ("oxytocin", "bursts", "ejections"):
        assert np.allclose(free[what], lacking[what], rtol=1e-9), what


def test_stress_lowers_oxytocin_more_than_the_milk_of_a_feed() -> None:
    free, tense = undisturbed("feed"), measured("feed", {"stress": 1.0}, {})
    assert mean(tense, "milk") / mean(free, "milk") > 0.8 > mean(tense, "oxytocin") / mean(free, "oxytocin")


def test_a_small_dose_of_alcohol_is_not_without_effect() -> None:
    """Two glasses lower the oxytocin of a pumping, though the milk hardly shows it (mennella2005)."""
    free, sipped = undisturbed("pump"), measured("pump", {"alcohol": 0.4}, {})
    assert mean(sipped, "oxytocin") < 0.9 * mean(free, "oxytocin")


def test_a_cord_cut_below_the_nipples_nerves_changes_nothing() -> None:
    free, below = undisturbed("pump"), measured("pump", {"spinal_cord_lesion": "T10"}, {})
    assert np.array_equal(free["milk"], below["milk"])


@pytest.mark.parametrize("name", ["drink", "oxytocin_spray"])
def test_null_of_the_literature_lies_within_what_the_trial_leaves_open(name: str) -> None:
    null = helpers()[name].effects[0]
    ratio = mean(measured("pump", {}, {name: True}), "milk") / mean(undisturbed("pump"), "milk")
    assert null.low <= ratio <= null.high


@pytest.mark.parametrize("name", ["fewer_distractions", "better_latch", "pain_relief", "nipple_shield_check"])
def test_what_only_relieves_does_nothing_where_nothing_is_wrong(name: str) -> None:
    assert np.array_equal(measured("feed", {}, {name: True})["milk"], undisturbed("feed")["milk"])


@pytest.mark.parametrize(
    ("name", "cause"),
    [("better_latch", "shallow_latch"), ("pain_relief", "sore_nipples"), ("other_position", "shallow_latch")],
)
def test_what_relieves_brings_back_a_part_of_what_was_lost(name: str, cause: str) -> None:
    free, ill = undisturbed("feed"), measured("feed", {cause: 1.0}, {})
    helped = measured("feed", {cause: 1.0}, {name: True})
    assert mean(ill, "milk") < mean(helped, "milk") < (1.0 + _SAME) * mean(free, "milk")


def test_a_warm_cloth_on_one_breast_helps_that_breast_more_than_the_other() -> None:
    free, warm = undisturbed("pump"), measured("pump", {}, {"warm_cloth": {"side": "left"}})
    left, right = (mean(warm, side) / mean(free, side) for side in ("left", "right"))
    assert left > right + 0.05 and right >= 0.99


def test_warmth_makes_an_engorged_breast_worse() -> None:
    """Engorgement is swelling: what helps a soft breast does not help this one."""
    hard = measured("pump", {"engorgement": 1.0}, {})
    warmed = measured("pump", {"engorgement": 1.0}, {"warm_cloth": True})
    assert mean(warmed, "milk") < mean(hard, "milk")


def test_relaxation_does_something_where_nothing_was_wrong_and_more_over_days() -> None:
    free, once, weeks = (
        undisturbed("pump"),
        measured("pump", {}, {"relaxation": True}),
        measured("pump", {}, {"relaxation": {"days": 14}}),
    )
    assert mean(free, "milk") < mean(once, "milk") < mean(weeks, "milk") < 1.4 * mean(free, "milk")
