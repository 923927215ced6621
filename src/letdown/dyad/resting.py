"""A mother at rest: the state from which every run starts."""

from __future__ import annotations

from functools import cache, lru_cache

import numpy as np

from letdown.dyad import engines
from letdown.dyad.mother import Mother
from letdown.dyad.records import SPIKING, Breast, Cells, State, Volley
from letdown.kernel import compiled
from letdown.quantity import Millilitres, Seconds
from letdown.reflex import (
    conditioned_cues,
    inhibition,
    milk_ducts,
    milk_removal,
    myoepithelium,
    nipple_afferents,
    plasma_oxytocin,
    posterior_pituitary,
    pump,
    release_reliability,
    signs,
    suckling,
)
from letdown.reflex.oxytocin_neurons import burst_generator, network_kernel, spiking_network

_SETTLING, _LISTENING = 50, 30
"""Seconds for which a resting network fires until slow calcium in its endings has settled, and for which it is listened to."""


@cache
def _smallest() -> tuple[spiking_network.Wiring, spiking_network.State]:
    """A network of two cells: the burst generator needs none, but the compiled loop wants one to hand through."""
    par = spiking_network.Parameters()._replace(cells=2.0, bundles=2.0)
    wiring = spiking_network.build(par, 0, 0)
    return wiring, spiking_network.rest(par, wiring, 0, 0, 0.0)


_built = lru_cache(maxsize=8)(spiking_network.build)  # nothing changes a wiring, and a run asks for it more than once


def wiring_of(mother: Mother, engine: int) -> spiking_network.Wiring:
    """Her network: her own whatever the seed of a run."""
    return _built(mother.parameters.spiking_network, mother.network, mother.woman) if engine == SPIKING else _smallest()[0]


def rest_state(
    mother: Mother, milk_left: Millilitres, milk_right: Millilitres, seed: int, engine: int, start: Seconds
) -> tuple[State, Cells]:
    """A mother at rest at time ``start``, milk in both breasts: stores full, plasma at the plateau of background firing."""
    par, woman = mother.today(), mother.woman
    gland = par.posterior_pituitary
    cells, drive = _cells(mother, seed, engine, start)
    basal = gland.release * gland.background_share * drive * gland.pool_capacity
    plasma = plasma_oxytocin.steady(basal, par.plasma_oxytocin)
    state = State(
        left=Breast(suckling.State(), pump.State(), milk_ducts.filled(milk_left, par.left.milk_ducts), milk_removal.State()),
        right=Breast(suckling.State(), pump.State(), milk_ducts.filled(milk_right, par.right.milk_ducts), milk_removal.State()),
        conditioned_cues=conditioned_cues.State(),
        nipple_afferents=nipple_afferents.State(),
        inhibition=inhibition.State(),
        release_reliability=release_reliability.State(),
        burst_generator=burst_generator.rest(par.burst_generator, 0.0, seed, woman),
        volley=Volley(),
        posterior_pituitary=posterior_pituitary.rest(gland, seed, woman),
        plasma_oxytocin=plasma,
        myoepithelium=myoepithelium.steady(plasma.concentration),
        signs=signs.State(),
    )
    return state, cells


def _cells(mother: Mother, seed: int, engine: int, start: Seconds) -> tuple[Cells, float]:
    """Her oxytocin neurons and nerve endings at rest, and the drive of release that their background firing amounts to.

    The spiking network is listened to for a while, so that plasma starts where this network's own firing holds it.
    """
    par, gland = mother.parameters.spiking_network, mother.parameters.posterior_pituitary
    if engine != SPIKING:
        return Cells(_smallest()[1], posterior_pituitary.rested_terminals(1)), gland.background_drive
    wiring = wiring_of(mother, engine)
    network = spiking_network.rest(par, wiring, seed, mother.woman, 0.0)
    count = int(par.cells)
    terminals = posterior_pituitary.rested_terminals(count)
    advance, hear = compiled(network_kernel.advance), compiled(engines.hear)
    times, who = np.zeros(count * 1000, np.int64), np.zeros(count * 1000, np.int32)
    exposure = 0.0
    for second in range(_SETTLING + _LISTENING):
        if second == _SETTLING:
            exposure = 0.0
        found = advance(network, wiring, 0.0, 0.0, 1.0, 1.0, par, 1000, times, who, 0)
        exposure += hear(terminals, times, who, found, gland)
    terminals[posterior_pituitary.LAST_SPIKE] += start - 0.001 * float(network.clock[0])  # the clock of the run
    return Cells(network, terminals), exposure / _LISTENING


def copied(cells: Cells) -> Cells:
    """Cells that can be run on without changing these."""
    return Cells(spiking_network.copy(cells.spiking_network), np.copy(cells.terminals))
