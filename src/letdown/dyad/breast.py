"""One breast: what sucks at it, what its nerves carry, and where its milk goes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from letdown.dyad.records import TRACE_STEP, Breast, BreastInputs, BreastSignals, Parameters
from letdown.kernel import kernel
from letdown.lactation import milk_composition
from letdown.reflex import milk_ducts, milk_removal, nipple_afferents, pump, suckling

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from letdown.quantity import Fraction, Hertz, Seconds


@kernel
def held(value: float, hold: float) -> float:
    """``value``, or what it is held at."""
    return value if math.isnan(hold) else hold


@kernel
def at_nipple(
    breast: Breast, inputs: BreastInputs, hold: BreastSignals, par: Parameters, dt: Seconds
) -> tuple[suckling.State, pump.State]:
    """Move infant and pump of one breast on by ``dt``."""
    flow = held(breast.milk_ducts.flow, hold.milk_ducts__flow)
    intake = held(breast.milk_removal.taken_by_infant, hold.milk_removal__removed)  # what was pumped before sates nobody
    infant = suckling.step(breast.suckling, inputs.infant, intake, inputs.wanted, flow, par.suckling, dt)
    device = pump.step(breast.pump, inputs.pump, inputs.two_phase, inputs.rate, flow, par.pump, dt)
    return infant, device


@kernel
def stimulus(
    infant: suckling.State,
    device: pump.State,
    inputs: BreastInputs,
    gain: Fraction,
    par: Parameters,
    duct_par: milk_ducts.Parameters,
) -> tuple[Fraction, Fraction, Hertz]:
    """Momentary afferent stimulus, pain and rate of one nipple."""
    afferents = par.nipple_afferents
    passed = 1.0 - duct_par.shield_loss * inputs.shield
    if inputs.infant != 0.0 and infant.ended == 0.0:
        traffic = nipple_afferents.stimulus(infant.rate * infant.active, par.suckling.peak_vacuum * passed, 1.0, gain, afferents)
        hurt = nipple_afferents.pain(par.suckling.peak_vacuum * infant.active, 1e9, afferents)
        return traffic, hurt, infant.rate * infant.active
    if inputs.infant != 0.0 and suckling.comfort(infant, par.suckling) != 0.0:
        peak = par.suckling.peak_vacuum * passed
        strength = par.suckling.comfort_stimulus
        return nipple_afferents.stimulus(afferents.reference_rate, peak, strength, gain, afferents), 0.0, 0.0
    if inputs.pump != 0.0:
        rate = inputs.rate if inputs.traced != 0.0 else pump.cycle_rate(device.expressing, inputs.rate, par.pump)
        peak = inputs.vacuum if inputs.traced != 0.0 else pump.peak_vacuum(device, inputs.vacuum, par.pump)
        peak *= passed * par.pump.fit
        strength = par.pump.effectiveness * (1.0 + afferents.compression_gain * inputs.compression)
        traffic = nipple_afferents.stimulus(rate, peak, strength, gain, afferents)
        return traffic, nipple_afferents.pain(peak, par.pump.comfortable_vacuum, afferents), rate
    by_hand = max(inputs.hand, inputs.touch)
    if by_hand != 0.0:
        traffic = nipple_afferents.stimulus(
            afferents.reference_rate, afferents.reference_vacuum, by_hand * par.pump.effectiveness, gain, afferents
        )
        return traffic, 0.0, afferents.reference_rate
    return 0.0, 0.0, 0.0


@kernel
def milk_step(
    breast: Breast,
    infant: suckling.State,
    device: pump.State,
    inputs: BreastInputs,
    activation: Fraction,
    trace: NDArray[np.float64],
    time: Seconds,
    substeps: int,
    hold: BreastSignals,
    par: Parameters,
    duct_par: milk_ducts.Parameters,
    rate: Hertz,
    dt: Seconds,
) -> tuple[Breast, BreastSignals]:
    """Move the milk of one breast on by ``dt`` in ``substeps`` that follow the vacuum; signals are averages of the step."""
    ducts = breast.milk_ducts
    alveolar_milk = held(ducts.alveolar_milk, hold.milk_ducts__alveolar_milk)
    pushed = milk_ducts.contraction_pressure(alveolar_milk, ducts.start_milk, activation, inputs.warmth, inputs.massage, duct_par)
    pushed = held(pushed, hold.milk_ducts__alveolar_pressure)
    compression = max(inputs.hand, inputs.compression)
    fine = dt / substeps
    passed = 1.0 - duct_par.shield_loss * inputs.shield
    narrowed = milk_ducts.narrowing(inputs.pump, compression, inputs.shield, duct_par)
    mean_vacuum = 0.0
    outflow = 0.0
    inflow = 0.0
    for i in range(substeps):
        ahead = (i + 0.5 - substeps) * fine  # infant and pump have already moved to the end of the step
        vacuum = 0.0
        if inputs.infant != 0.0:
            vacuum = suckling.vacuum(infant, ahead, par.suckling)
        elif inputs.pump != 0.0 and inputs.traced != 0.0:
            position = int(math.floor((time + (i + 0.5) * fine) / TRACE_STEP + 1e-9))
            vacuum = trace[min(max(position, 0), trace.size - 1)] * par.pump.fit
        elif inputs.pump != 0.0:
            vacuum = pump.vacuum(device, ahead, inputs.vacuum, inputs.rate, par.pump) * par.pump.fit
        vacuum = held(vacuum * passed, hold.nipple__vacuum)
        ducts = milk_ducts.step(ducts, pushed, vacuum, compression, narrowed, duct_par, fine)
        mean_vacuum += vacuum / substeps
        outflow += ducts.flow / substeps
        inflow += ducts.inflow / substeps
    outflow = held(outflow, hold.milk_ducts__flow)
    ducts = milk_ducts.State(
        ducts.alveolar_milk, ducts.duct_milk, ducts.start_milk, ducts.alveolar_pressure, ducts.duct_pressure, inflow, outflow,
        ducts.size,
    )  # fmt: skip
    alveolar_milk = held(ducts.alveolar_milk, hold.milk_ducts__alveolar_milk)
    sucking = inputs.infant if infant.ended == 0.0 else 0.0
    taken = max(max(sucking, inputs.pump), inputs.hand)
    fat = milk_composition.fat(alveolar_milk, duct_par.capacity, par.milk_composition)
    removal = milk_removal.step(breast.milk_removal, outflow, taken, sucking, fat, par.milk_removal, dt)
    signals = BreastSignals(
        mean_vacuum,
        rate,
        infant.satiety,
        infant.sucks,
        infant.ended,
        suckling.comfort(infant, par.suckling) * inputs.infant,
        alveolar_milk,
        ducts.duct_milk,
        pushed,
        ducts.duct_pressure,
        milk_ducts.duct_width(ducts, duct_par),
        inflow,
        outflow,
        held(removal.removed, hold.milk_removal__removed),
        removal.dripped,
        removal.swallows,
        fat,
    )
    return Breast(infant, device, ducts, removal), signals
