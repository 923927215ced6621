"""Each cause and helper acts at its declared sites and nowhere else: hold what the sites show, and it does nothing."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

import letdown.sessions as s
from letdown.causes import SIGNALS, Cause, EaseAct, Helper, causes, helpers, with_causes
from letdown.causes.records import Site
from letdown.dyad import Mother
from letdown.recording import Recording
from letdown.sessions import DISTURBANCES, Session
from letdown.simulation import simulate

# rest from long before, so that what begins early does not begin the run earlier
QUIET = s.rest("30 min", at="-30 min")
FEED = Session(QUIET, s.breastfeed("left", minutes=10))
PUMP = Session(QUIET, s.pump("left", minutes=10, pattern="expression"))
EARLY, ESTABLISHED = Mother(3), Mother(40)

HELD: Mapping[str, float] = {
    "nipple_afferents.traffic": 0.9,
    "nipple_afferents.pain": 0.0,
    "conditioned_cues.drive": 0.15,
    "inhibition.priming": 1.0,
    "inhibition.pulse": 1.0,
    "inhibition.terminal": 1.0,
    "inhibition.half_effect": 1.0,
    "plasma_oxytocin.concentration": 6.0,
    **{f"{side}.milk_ducts.alveolar_pressure": 10.0 for side in ("left", "right")},
    **{f"{side}.milk_ducts.alveolar_milk": 60.0 for side in ("left", "right")},
    **{f"{side}.milk_ducts.flow": 0.2 for side in ("left", "right")},
    **{f"{side}.nipple.vacuum": 60.0 for side in ("left", "right")},
    **{f"{side}.milk_removal.removed": 10.0 for side in ("left", "right")},
}
EFFECTS = (
    "oxytocin_neurons.priming",
    "posterior_pituitary.secretion",
    "plasma_oxytocin.concentration",
    "myoepithelium.activation",
    "left.milk_ducts.flow",
    "left.milk_removal.removed",
)
# what sees what, in a pumping that does not turn to expression when milk flows: nothing runs back
_BREAST: Mapping[str, tuple[str, ...]] = {
    "nipple.vacuum": ("milk_ducts.flow",),
    "milk_ducts.alveolar_milk": ("milk_ducts.alveolar_pressure",),
    "milk_ducts.alveolar_pressure": ("milk_ducts.flow",),
    "milk_ducts.flow": ("milk_ducts.alveolar_milk", "milk_removal.removed"),
    "milk_removal.removed": (),
}
SEES: Mapping[str, tuple[str, ...]] = {
    "nipple_afferents.traffic": ("oxytocin_neurons.priming",),
    "nipple_afferents.pain": ("inhibition.priming", "inhibition.pulse"),
    "conditioned_cues.drive": ("oxytocin_neurons.priming",),
    "inhibition.priming": ("oxytocin_neurons.priming",),
    "inhibition.pulse": ("posterior_pituitary.secretion",),
    "inhibition.terminal": ("posterior_pituitary.secretion",),
    "oxytocin_neurons.priming": ("posterior_pituitary.secretion",),
    "posterior_pituitary.secretion": ("plasma_oxytocin.concentration",),
    "plasma_oxytocin.concentration": ("myoepithelium.activation",),
    "inhibition.half_effect": ("myoepithelium.activation",),
    "myoepithelium.activation": ("left.milk_ducts.alveolar_pressure", "right.milk_ducts.alveolar_pressure"),
    **{
        f"{side}.{name}": tuple(f"{side}.{seen}" for seen in seers)
        for side in ("left", "right")
        for name, seers in _BREAST.items()
    },
}

Given = Mapping[str, object]


def full(one: Cause) -> object:
    return "T3" if one.id == "spinal_cord_lesion" else {"dose": 1.2} if one.id == "alcohol" else one.dose.full


def run(mother: Mother, session: Session, given: Given, used: Given, clamp: Given | None = None) -> Recording:
    return simulate(*with_causes(mother, session, given, used), seed=4, engine="bursts", averaged=True, clamp=clamp)


def held(sites: tuple[Site, ...]) -> dict[str, object]:
    return {name: HELD[name] for site in sites for name in SIGNALS[site]}


def moved(first: Recording, second: Recording, names: tuple[str, ...] = EFFECTS) -> list[str]:
    """The series that differ between two runs, but for rounding."""
    return [name for name in names if not np.allclose(first[name], second[name], rtol=1e-6, atol=1e-9)]


def downstream(sites: tuple[Site, ...]) -> set[str]:
    """The signals of the sites, and all that sees them."""
    found: set[str] = set()
    waiting = [name for site in sites for name in SIGNALS[site]]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += SEES[name]
    return found


def surroundings(one: Helper) -> tuple[Given, Session]:
    """Causes and a pumping in which a helper has something to ease."""
    eased = [name for act in one.acts if isinstance(act, EaseAct) for name in act.eases]
    given = {name: full(causes()[name]) for name in eased if name in causes()}
    noisy = [s.disturbance(name, 0.5) for name in eased if name in DISTURBANCES and name not in causes()]
    return given, PUMP.with_(*noisy) if noisy else PUMP


acting_causes = pytest.mark.parametrize("one", [one for one in causes().values() if one.acts], ids=lambda one: one.id)
acting_helpers = pytest.mark.parametrize("one", [one for one in helpers().values() if one.acts], ids=lambda one: one.id)


@acting_causes
def test_a_cause_shows_somewhere_and_vanishes_when_its_sites_are_held(one: Cause) -> None:
    shows = False
    for mother in (EARLY, ESTABLISHED):
        for session in (FEED, PUMP):
            shows |= bool(moved(run(mother, session, {}, {}), run(mother, session, {one.id: full(one)}, {})))
            clamp = held(one.sites)
            without = run(mother, session, {}, {}, clamp)
            assert moved(without, run(mother, session, {one.id: full(one)}, {}, clamp)) == []
    assert shows, "it does nothing at all"


@acting_causes
def test_nothing_upstream_of_a_causes_sites_moves(one: Cause) -> None:
    names = tuple(name for name in SEES if name not in downstream(one.sites))
    for mother in (EARLY, ESTABLISHED):
        assert moved(run(mother, PUMP, {}, {}), run(mother, PUMP, {one.id: full(one)}, {}), names) == []


@acting_helpers
def test_a_helper_shows_somewhere_and_vanishes_when_its_sites_are_held(one: Helper) -> None:
    use: dict[str, object] = {one.id: {"days": 7}}
    given, pumping = surroundings(one)
    shows = False
    for session in (pumping, Session(*(QUIET, s.breastfeed("left", minutes=10)), *pumping.given[2:])):
        shows |= bool(moved(run(ESTABLISHED, session, given, {}), run(ESTABLISHED, session, given, use)))
        clamp = held(one.sites)
        assert moved(run(ESTABLISHED, session, given, {}, clamp), run(ESTABLISHED, session, given, use, clamp)) == []
    assert shows, "it does nothing at all"


@acting_helpers
def test_nothing_upstream_of_a_helpers_sites_moves(one: Helper) -> None:
    given, pumping = surroundings(one)
    names = tuple(name for name in SEES if name not in downstream(one.sites))
    assert moved(run(ESTABLISHED, pumping, given, {}), run(ESTABLISHED, pumping, given, {one.id: {"days": 7}}), names) == []


@pytest.mark.parametrize("name", ["warm_cloth", "massage", "shower"])
@pytest.mark.parametrize(("site", "left_over"), [("peripheral", "central"), ("central", "peripheral")])
def test_with_one_of_two_sites_held_the_other_still_helps(name: str, site: Site, left_over: Site) -> None:
    """Warmth and touch act on the breast and calm her, too: each of the two has a clamp under which it is all that is left."""
    clamp = held((site,))
    changed = moved(run(ESTABLISHED, PUMP, {}, {}, clamp), run(ESTABLISHED, PUMP, {}, {name: True}, clamp), tuple(SEES))
    assert any(signal in changed for signal in SIGNALS[left_over])
    assert not any(signal in changed for signal in SIGNALS[site])
