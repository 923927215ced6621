"""A mother at rest: the state from which every run starts."""

from __future__ import annotations

from functools import cache

import numpy as np

from letdown.dyad.mother import Mother
from letdown.dyad.records import SPIKING, Breast, Cells, State, Volley
from letdown.quantity import Millilitres
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
    signs,
    suckling,
)
from letdown.reflex.oxytocin_neurons import burst_generator, spiking_network


@cache
def _smallest() -> tuple[spiking_network.Wiring, spiking_network.State]:
    """A network of two cells: the burst generator needs none, but the compiled loop wants one to hand through."""
    par = spiking_network.Parameters()._replace(cells=2.0, bundles=2.0)
    wiring = spiking_network.build(par, 0, 0)
    return wiring, spiking_network.rest(par, wiring, 0, 0, 0.0)


def wiring_of(mother: Mother, engine: int) -> spiking_network.Wiring:
    """Her network: her own whatever the seed of a run."""
    return (
        spiking_network.build(mother.parameters.spiking_network, mother.network, mother.woman)
        if engine == SPIKING
        else _smallest()[0]
    )


def rest_state(mother: Mother, milk_left: Millilitres, milk_right: Millilitres, seed: int, engine: int) -> tuple[State, Cells]:
    """A mother at rest with milk in both breasts: stores full, plasma at the plateau of background firing."""
    par, woman = mother.today(), mother.woman
    gland = par.posterior_pituitary
    basal = gland.release * gland.background_share * gland.background_drive * gland.pool_capacity
    plasma = plasma_oxytocin.steady(basal, par.plasma_oxytocin)
    state = State(
        left=Breast(suckling.State(), pump.State(), milk_ducts.filled(milk_left, par.left.milk_ducts), milk_removal.State()),
        right=Breast(suckling.State(), pump.State(), milk_ducts.filled(milk_right, par.right.milk_ducts), milk_removal.State()),
        conditioned_cues=conditioned_cues.State(),
        nipple_afferents=nipple_afferents.State(),
        inhibition=inhibition.State(),
        burst_generator=burst_generator.rest(par.burst_generator, 0.0, seed, woman),
        volley=Volley(),
        posterior_pituitary=posterior_pituitary.rest(gland, seed, woman),
        plasma_oxytocin=plasma,
        myoepithelium=myoepithelium.steady(plasma.concentration),
        signs=signs.State(),
    )
    if engine != SPIKING:
        return state, Cells(_smallest()[1], posterior_pituitary.rested_terminals(1))
    network = spiking_network.rest(par.spiking_network, wiring_of(mother, engine), seed, woman, 0.0)
    return state, Cells(network, posterior_pituitary.rested_terminals(int(par.spiking_network.cells)))


def copied(cells: Cells) -> Cells:
    """Cells that can be run on without changing these."""
    return Cells(spiking_network.copy(cells.spiking_network), np.copy(cells.terminals))
