"""Milk ducts of one breast: pressure to duct width and flow, and the milk that runs back.

Contracting alveoli push milk into the ducts against the ducts' own pressure; vacuum can't pull milk out of alveoli through
collapsed ducts (a Starling resistor); the nipple opens above a pressure of its own. After the ejection milk runs back
(ramsay2004). An over-full breast ejects worse.

``P_alv = Pmax·a·max(Va/V0 − f0, 0)^γ``, ``P_d = (Vd − Vd0)/C_d``, ``Q_a = (V0/Vr)^k·(P_alv − max(P_d, 0))/R_a``,
``Q_n = max(0, max(P_d, 0) + vacuum − P_open)/R_n · gate(Vd)``, with V0 the milk at the start of the session: a breast with
less milk has fewer alveoli at work, so that it does not empty so much faster.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import (
    Fraction,
    Known,
    Millilitres,
    MillilitresPerMmHg,
    MillilitresPerSecond,
    Millimetres,
    MmHg,
    MmHgSecondsPerMillilitre,
    Seconds,
)


class Parameters(NamedTuple):
    """One breast."""

    available_feed: Annotated[
        Millilitres,
        Known("milk in the breast when a breastfeed starts", 1, 1000, "kent2006", "derived: 76 g are 67 %; calibrated"),
    ] = 107.0
    available_pump: Annotated[
        Millilitres,
        Known("milk in the breast when a pumping starts", 1, 1000, "kent2008", "derived: 118 mL are 65 %; calibrated"),
    ] = 181.0
    capacity: Annotated[Millilitres, Known("storage capacity", 40, 1200, "kent1999", "210; 179 in kent2006: between")] = 190.0
    maximal_pressure: Annotated[
        MmHg,
        Known("alveolar pressure of a full contraction at the start", 3, 80, "cobo1967", "calibrated; ducts show 10 to 20"),
    ] = 27.6
    alveolar_resistance: Annotated[
        MmHgSecondsPerMillilitre, Known("resistance between alveoli and main ducts", 1, 300, "assumed", "calibrated")
    ] = 18.1
    reference_milk: Annotated[
        Millilitres, Known("milk at the start at which that resistance holds", 20, 500, "assumed", "between a feed and a pumping")
    ] = 145.0
    size_exponent: Annotated[
        Fraction,
        Known("how flow grows with the milk at the start", 0, 1.5, "assumed", "calibrated: 0 not at all, 1 in proportion"),
    ] = 0.997
    nipple_resistance: Annotated[
        MmHgSecondsPerMillilitre,
        Known("resistance of the nipple", 10, 2000, "jutte2014", "calibrated; about four openings of 0.3 mm"),
    ] = 128.0
    emptying_exponent: Annotated[
        Fraction, Known("how pressure falls as the breast empties", 0.05, 4, "assumed", "calibrated")
    ] = 0.512
    residual: Annotated[
        Fraction, Known("share of the milk at the start that no contraction reaches", 0, 0.6, "assumed", "calibrated")
    ] = 0.0514
    compliance: Annotated[
        MillilitresPerMmHg, Known("compliance of the ducts", 0.01, 1, "assumed", "calibrated; ducts conduct, they hardly store")
    ] = 0.173
    resting_volume: Annotated[
        Millilitres, Known("duct milk at no pressure", 0.3, 10, "ramsay2005", "derived from width and number of ducts")
    ] = 1.5
    resting_width: Annotated[Millimetres, Known("main duct width at rest", 0.5, 6, "ramsay2005")] = 2.0
    opening_pressure: Annotated[
        MmHg, Known("pressure that opens the nipple", 0, 60, "lucas1978", "calibrated: drip that could be gathered in 19 %")
    ] = 8.47
    empty_volume: Annotated[Millilitres, Known("duct milk below which nothing leaves", 0, 5, "assumed", "collapsed ducts")] = 0.3
    full_volume: Annotated[
        Millilitres, Known("duct milk above which the nipple is fully supplied", 0.1, 10, "assumed", "collapsed ducts")
    ] = 1.5
    engorgement_onset: Annotated[
        Fraction, Known("fullness above which the breast ejects worse", 0.5, 2, "assumed", "tight areola, stretched cells")
    ] = 1.05
    engorgement_loss: Annotated[Fraction, Known("pressure lost at a fullness of onset + 0.2", 0, 1, "assumed", "sign only")] = 0.5
    engorged_warmth: Annotated[
        Fraction,
        Known(
            "how far engorgement turns warmth against the breast", 0, 4, "assumed", "0 not at all; above 1 warmth makes it worse"
        ),
    ] = 0.0
    hand_pressure: Annotated[
        MmHg, Known("pressure of an expressing hand on the ducts", 0, 200, "assumed", "no measurement found; calibrated")
    ] = 60.1
    warmth_gain: Annotated[
        Fraction,
        Known(
            "gain of pressure in a warmed breast",
            0,
            2,
            "yigit2012",
            "calibrated; ×1.42 in that trial",
        ),
    ] = 0.472
    warmth_lasts: Annotated[
        Seconds, Known("how long warmth lasts after the cloth is gone", 0, 7200, "assumed", "no course found")
    ] = 900.0
    massage_lasts: Annotated[
        Seconds, Known("how long massage lasts after the hands are gone", 0, 7200, "assumed", "no course found; as for warmth")
    ] = 900.0
    shield_loss: Annotated[
        Fraction,
        Known(
            "vacuum, and width of the nipple's way out, lost under a nipple shield",
            0,
            1,
            "coentro2020",
            "calibrated; under a pump",
        ),
    ] = 0.554
    pump_narrowing: Annotated[
        Fraction,
        Known(
            "share of the nipple's way out closed under a pump that does not press the areola, as tongue and jaws do",
            0,
            0.9,
            "alekseev1998",
            "calibrated; flow 1.5 to 2 times as fast with compression",
        ),
    ] = 0.282
    massage_gain: Annotated[
        Fraction, Known("gain of pressure in a massaged breast", 0, 2, "jones2001", "×1.43 to 1.53, preterm mothers; calibrated")
    ] = 0.674


class State(NamedTuple):
    """Where the milk of one breast is, and how it moves."""

    alveolar_milk: Millilitres = 0.0
    duct_milk: Millilitres = 0.0
    start_milk: Millilitres = 1.0
    alveolar_pressure: MmHg = 0.0
    duct_pressure: MmHg = 0.0
    inflow: MillilitresPerSecond = 0.0
    flow: MillilitresPerSecond = 0.0
    size: Fraction = 1.0


def filled(milk: Millilitres, par: Parameters) -> State:
    """A resting breast that holds ``milk`` in all: ducts at rest, the remainder in the alveoli."""
    ducts = min(par.resting_volume, milk)
    size = (milk / par.reference_milk) ** par.size_exponent
    return State(alveolar_milk=milk - ducts, duct_milk=ducts, start_milk=milk, size=size)


@kernel
def duct_width(state: State, par: Parameters) -> Millimetres:
    """Width of a main duct: its cross-section goes with the milk in the ducts."""
    return par.resting_width * math.sqrt(max(state.duct_milk, 0.0) / par.resting_volume)


@kernel
def contraction_pressure(
    alveolar_milk: Millilitres,
    start_milk: Millilitres,
    activation: Fraction,
    warmth: Fraction,
    massage: Fraction,
    par: Parameters,
) -> MmHg:
    """Alveolar pressure of a contraction; it falls as the alveoli empty and when the breast is over-full."""
    left = alveolar_milk / start_milk - par.residual
    if activation <= 0.0 or left <= 0.0:
        return 0.0
    excess = min(max((alveolar_milk / par.capacity - par.engorgement_onset) / 0.2, 0.0), 1.0)
    warmed = par.warmth_gain * warmth * (1.0 - par.engorged_warmth * excess)
    helped = (1.0 + warmed) * (1.0 + par.massage_gain * massage)
    return par.maximal_pressure * activation * left**par.emptying_exponent * (1.0 - par.engorgement_loss * excess) * helped


@kernel
def narrowing(pump: Fraction, compression: Fraction, shield: Fraction, par: Parameters) -> Fraction:
    """Share of the nipple's way out that is closed: under a shield, and under a ``pump`` where nothing presses the areola."""
    return 1.0 - (1.0 - par.shield_loss * shield) * (1.0 - par.pump_narrowing * pump * (1.0 - min(compression, 1.0)))


@kernel
def step(
    state: State,
    alveolar_pressure: MmHg,
    vacuum: MmHg,
    compression: Fraction,
    narrowing: Fraction,
    par: Parameters,
    dt: Seconds,
) -> State:
    """Move milk for ``dt`` under constant ``alveolar_pressure``, ``vacuum`` at the nipple and hand ``compression`` (0 to 1).

    ``narrowing`` is the share of the nipple's way out that a shield or a pump closes (see :func:`narrowing`).

    What leaves one place arrives at the next, to rounding error; no place is emptied below nothing.
    """
    pressure = (state.duct_milk - par.resting_volume) / par.compliance
    pushing = max(pressure, 0.0)
    inflow = state.size * (alveolar_pressure - pushing) / par.alveolar_resistance
    inflow = min(inflow, state.alveolar_milk / dt)
    inflow = max(inflow, -max(state.duct_milk - par.resting_volume, 0.0) / dt)  # only what stands under pressure runs back
    if state.duct_milk >= par.full_volume:
        gate = 1.0
    elif state.duct_milk <= par.empty_volume:
        gate = 0.0
    else:
        gate = (state.duct_milk - par.empty_volume) / (par.full_volume - par.empty_volume)
    flow = max(pushing + vacuum + par.hand_pressure * compression - par.opening_pressure, 0.0) / par.nipple_resistance * gate
    flow *= 1.0 - narrowing
    flow = min(flow, state.duct_milk / dt + min(inflow, 0.0))
    return State(
        state.alveolar_milk - inflow * dt,
        state.duct_milk + (inflow - flow) * dt,
        state.start_milk,
        alveolar_pressure,
        pressure,
        inflow,
        flow,
        state.size,
    )
