"""Circumstances: what day, parity, feeding and the infant's maturity make of a mother's parameters.

A mother's own numbers hold for an exclusively breastfed term infant on the reference day of :mod:`letdown.lactation.milk_supply`;
each stage says how its numbers move from there.
"""

from __future__ import annotations

from typing import Literal, get_args

from letdown.dyad.records import BreastParameters, Parameters
from letdown.lactation import milk_supply
from letdown.reflex import (
    conditioned_cues,
    milk_removal,
    myoepithelium,
    nipple_afferents,
    plasma_oxytocin,
    posterior_pituitary,
    release_reliability,
    signs,
    suckling,
)

Parity = Literal["mixed", "primiparous", "multiparous"]
Feeding = Literal["exclusive", "partial", "pump-dependent"]
Infant = Literal["term", "late preterm", "preterm"]
PARITIES: tuple[Parity, ...] = get_args(Parity)
FEEDINGS: tuple[Feeding, ...] = get_args(Feeding)
INFANTS: tuple[Infant, ...] = get_args(Infant)


def births_of(parity: str) -> float:
    """How many births she has behind her; between one and two where it is not told."""
    return {"primiparous": 1.0, "multiparous": 2.0}.get(parity, 1.5)


def on_day(par: Parameters, day: float, parity: str, feeding: str, infant: str) -> Parameters:
    """``par`` as it is on ``day`` since birth in these circumstances."""
    births = births_of(parity)
    maturity = {"late preterm": 0.5, "preterm": 0.0}.get(infant, 1.0)
    cues = conditioned_cues.learned(day, births, par.conditioned_cues)
    blood = par.plasma_oxytocin
    together = 1.0 - par.inhibition.separation if feeding == "pump-dependent" else 1.0
    afferents = nipple_afferents.matured(day, par.nipple_afferents)
    hungry = par.suckling._replace(appetite=par.suckling.appetite / _held_up(day, feeding, par.milk_supply))
    return par._replace(
        suckling=suckling.matured(day, maturity, hungry),
        milk_removal=milk_removal.matured(day, par.milk_removal),
        conditioned_cues=par.conditioned_cues._replace(priming=par.conditioned_cues.priming * cues * together),
        nipple_afferents=afferents._replace(priming=afferents.priming * together),
        release_reliability=release_reliability.matured(day, par.release_reliability),
        posterior_pituitary=posterior_pituitary.after_births(births, posterior_pituitary.matured(day, par.posterior_pituitary)),
        plasma_oxytocin=blood._replace(clearance=plasma_oxytocin.clearance_on(day, blood)),
        signs=signs.matured(day, births, par.signs),
        left=_breast(par.left, day, feeding, par),
        right=_breast(par.right, day, feeding, par),
    )


def _held_up(day: float, feeding: str, supply: milk_supply.Parameters) -> float:
    """Milk on ``day`` beside that without what stands in its way: the infant is as hungry as if nothing did."""
    share = milk_supply.pumped_share if feeding == "pump-dependent" else milk_supply.share_of_established
    return supply.made * share(day, supply) / share(day, supply._replace(activation_delay=0.0))


def _breast(breast: BreastParameters, day: float, feeding: str, par: Parameters) -> BreastParameters:
    """One breast with the milk and the strength of this day; who only pumps has as much for an infant as for the pump."""
    supply, ducts = par.milk_supply, breast.milk_ducts
    if feeding == "pump-dependent":
        feed = pump = milk_supply.pumped_share(day, supply) * ducts.available_pump
    else:
        share = milk_supply.share_of_established(day, supply) * (supply.partial_share if feeding == "partial" else 1.0)
        feed, pump = share * ducts.available_feed, share * ducts.available_pump
    feed, pump = supply.made * feed, supply.made * pump
    strength = myoepithelium.matured(day, par.myoepithelium) * ducts.maximal_pressure
    thick = milk_supply.thickness(day, supply)
    return BreastParameters(
        ducts._replace(
            available_feed=feed,
            available_pump=pump,
            maximal_pressure=strength,
            alveolar_resistance=ducts.alveolar_resistance * thick,
            nipple_resistance=ducts.nipple_resistance * thick,
        )
    )
