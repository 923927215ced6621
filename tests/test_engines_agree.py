"""The two engines in the whole arc: women who differ in their oxytocin neurons alone give the same milk with either.

The neurons themselves are compared in ``tests/reflex/oxytocin_neurons``.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest

import letdown as ld
from letdown.dyad import DEFAULTS
from letdown.random_streams import STREAM_WOMAN, standard_normal
from letdown.reflex.oxytocin_neurons.burst_generator import LEAK_SPREAD, THRESHOLD_SPREAD
from letdown.simulation import simulate

# whether the reflex answers at all is drawn apart from the neurons, and the same for both engines: here it always does
SURE = DEFAULTS._replace(release_reliability=DEFAULTS.release_reliability._replace(reliability=1.0, newborn_reliability=1.0))
FEED = ld.Session(ld.breastfeed("left", minutes=20))
PUMPING = ld.Session(ld.pump("left", minutes=15))


def own_generator(woman):
    """A median woman whose generator differs as networks differ; the network needs no draw: its wiring is her own."""
    generator = DEFAULTS.burst_generator
    deviate = standard_normal(3, woman, STREAM_WOMAN, 1)
    own = generator._replace(
        threshold=generator.threshold * math.exp(THRESHOLD_SPREAD * deviate),
        active_leak=generator.active_leak * math.exp(LEAK_SPREAD * deviate),
    )
    return ld.Mother(60, SURE._replace(burst_generator=own), woman)


def means(session, engine, women, averaged):
    runs = [simulate(mother, session, 3, engine, averaged=averaged) for mother in women]
    return {
        "milk": np.mean([run["left.milk_removal.removed"][-1] for run in runs]),
        "let_downs": np.mean([run["myoepithelium.ejections"][-1] for run in runs]),
        "secreted": np.mean([run.state.state.posterior_pituitary.secreted for run in runs]),
        "first": np.mean([run["milk_ejections.onsets"][0] for run in runs]),
    }


@cache
def both_engines(name):
    session = {"feed": FEED, "pumping": PUMPING}[name]
    spiking = means(session, "spiking", [ld.Mother(60, SURE, woman, network=7) for woman in range(1, 97)], averaged=True)
    return spiking, means(session, "bursts", [own_generator(woman) for woman in range(1, 401)], averaged=True)


@pytest.mark.slow
@pytest.mark.parametrize("session", ["feed", "pumping"])
def test_milk_agrees_within_5_percent(session):
    spiking, bursts = both_engines(session)
    assert bursts["milk"] == pytest.approx(spiking["milk"], rel=0.05)
    assert bursts["let_downs"] == pytest.approx(spiking["let_downs"], rel=0.10)
    assert bursts["secreted"] == pytest.approx(spiking["secreted"], rel=0.10)


@pytest.mark.slow
@pytest.mark.parametrize(
    "session",
    [
        pytest.param(
            "feed",
            marks=pytest.mark.xfail(
                strict=True,
                reason="52 s with the generator, 43 s with the network: at the fast filling before milk flows it acts late",
            ),
        ),
        "pumping",
    ],
)
def test_the_first_let_down_agrees_within_15_percent(session):
    spiking, bursts = both_engines(session)
    assert bursts["first"] == pytest.approx(spiking["first"], rel=0.15)
