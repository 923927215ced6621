"""At rest nothing happens: no burst, no contraction, no milk, and oxytocin where it was."""

from __future__ import annotations

import numpy as np
import pytest
from whole_runs import run

import letdown.sessions as s
from letdown.dyad import Mother
from letdown.dyad.records import SPIKING
from letdown.dyad.resting import copied, rest_state
from letdown.populations import population
from letdown.sessions import Session

RESTING = Session(s.rest(minutes=20))
WOMEN = [Mother(), *population(4, seed=9), Mother(2.0, woman=3)]


@pytest.mark.parametrize("engine", ["bursts", "spiking"])
@pytest.mark.parametrize("mother", WOMEN, ids=lambda mother: f"woman {mother.woman} on day {mother.days_postpartum:g}")
def test_rest_is_quiet(mother: Mother, engine: str) -> None:
    recording = run(RESTING, mother, engine=engine, every=25)
    oxytocin = recording["plasma_oxytocin.concentration"]
    assert oxytocin == pytest.approx(oxytocin[0], rel=0.12)
    assert recording["posterior_pituitary.bursts"][-1] == recording["myoepithelium.ejections"][-1] == 0.0
    assert recording["myoepithelium.activation"].max() < 0.1
    for name in (
        "nipple_afferents.traffic",
        "nipple_afferents.pain",
        "conditioned_cues.drive",
        "oxytocin_neurons.priming",
        "conditioned_cues.dread",
        "signs.felt",
        "signs.chance_felt",
        "signs.thirst",
    ):
        assert not recording[name].any(), name
    for door in ("priming", "pulse", "terminal", "half_effect"):
        assert np.all(recording[f"inhibition.{door}"] == 1.0)
    for side in ("left", "right"):
        assert not recording[f"{side}.milk_ducts.flow"].any() and not recording[f"{side}.nipple.vacuum"].any()


def test_both_engines_rest_at_about_the_same_level() -> None:
    """The generator's background is the mean of the networks'."""
    women, moment = population(12, seed=1), Session(s.rest(1))
    bursts, spiking = (
        [run(moment, mother, engine=engine)["plasma_oxytocin.concentration"][0] for mother in women]
        for engine in ("bursts", "spiking")
    )
    assert np.mean(spiking) == pytest.approx(np.mean(bursts), rel=0.2)


def test_a_copy_may_run_on_without_changing_the_first() -> None:
    _, cells = rest_state(Mother(), 100.0, 100.0, 1, SPIKING, -10.0)
    again = copied(cells)
    again.terminals[:] = 7.0
    again.spiking_network.store[:] = 7.0
    assert not np.any(cells.terminals == 7.0) and not np.any(cells.spiking_network.store == 7.0)


def test_rest_is_her_own_and_repeats() -> None:
    def told(mother: Mother, seed: int) -> tuple[object, bytes]:
        state, cells = rest_state(mother, 100.0, 90.0, seed, SPIKING, -10.0)
        return state, b"".join(np.ascontiguousarray(array).tobytes() for array in cells.spiking_network)

    assert told(Mother(), 1) == told(Mother(), 1)
    assert told(Mother(), 1) != told(Mother(), 2)
    assert told(Mother(), 1) != told(Mother(woman=1), 1)
