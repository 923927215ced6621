"""The wiring: the one file that knows the order of the stages, from suckling to milk.

:func:`towards_neurons` and :func:`away_from_neurons` are the two halves of a step, with the oxytocin neurons (``engines``) between them. Each
stage sees only the signals of the stages before it. Any signal that a later stage sees can be held (clamped): what is downstream then
sees the held value, and so does the recording.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from letdown.dyad.records import TRACE_STEP, Breast, BreastInputs, BreastSignals, Incoming, Inputs, Outgoing, Parameters, Signals, State
from letdown.kernel import kernel
from letdown.lactation import milk_composition
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

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from letdown.quantity import Fraction, Hertz, MillilitresPerSecond, PerSecond, Seconds


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
    intake = held(breast.milk_removal.removed, hold.milk_removal__removed)
    infant = suckling.step(breast.suckling, inputs.infant, intake, inputs.wanted, flow, par.suckling, dt)
    device = pump.step(breast.pump, inputs.pump, inputs.two_phase, inputs.rate, flow, par.pump, dt)
    return infant, device


@kernel
def stimulus(infant: suckling.State, device: pump.State, inputs: BreastInputs, gain: Fraction, par: Parameters) -> tuple[Fraction, Fraction, Hertz]:
    """Momentary afferent stimulus, pain and rate of one nipple."""
    afferents = par.nipple_afferents
    if inputs.infant != 0.0 and infant.ended == 0.0:
        traffic = nipple_afferents.stimulus(infant.rate * infant.active, par.suckling.peak_vacuum, 1.0, gain, afferents)
        hurt = nipple_afferents.pain(par.suckling.peak_vacuum * infant.active, 1e9, afferents)
        return traffic, hurt, infant.rate * infant.active
    if inputs.pump != 0.0:
        rate = inputs.rate if inputs.traced != 0.0 else pump.cycle_rate(device.expressing, inputs.rate, par.pump)
        peak = inputs.vacuum if inputs.traced != 0.0 else pump.peak_vacuum(device, inputs.vacuum, par.pump)
        traffic = nipple_afferents.stimulus(rate, peak, par.pump.effectiveness, gain, afferents)
        return traffic, nipple_afferents.pain(peak, par.pump.comfortable_vacuum, afferents), rate
    by_hand = max(inputs.hand, inputs.touch)
    if by_hand != 0.0:
        traffic = nipple_afferents.stimulus(afferents.reference_rate, afferents.reference_vacuum, by_hand * par.pump.effectiveness, gain, afferents)
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
    """Move the milk of one breast on by ``dt`` in ``substeps``, over which the vacuum is followed; signals are averages of the step."""
    ducts = breast.milk_ducts
    helped = inputs.warmth, inputs.massage
    alveolar_milk = held(ducts.alveolar_milk, hold.milk_ducts__alveolar_milk)
    pushed = milk_ducts.contraction_pressure(alveolar_milk, ducts.start_milk, activation, helped[0], helped[1], duct_par)
    pushed = held(pushed, hold.milk_ducts__alveolar_pressure)
    compression = max(inputs.hand, inputs.compression)
    fine = dt / substeps
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
            vacuum = trace[min(max(position, 0), trace.size - 1)]
        elif inputs.pump != 0.0:
            vacuum = pump.vacuum(device, ahead, inputs.vacuum, inputs.rate, par.pump)
        vacuum = held(vacuum, hold.nipple__vacuum)
        ducts = milk_ducts.step(ducts, pushed, vacuum, compression, duct_par, fine)
        mean_vacuum += vacuum / substeps
        outflow += ducts.flow / substeps
        inflow += ducts.inflow / substeps
    outflow = held(outflow, hold.milk_ducts__flow)
    ducts = milk_ducts.State(
        ducts.alveolar_milk, ducts.duct_milk, ducts.start_milk, ducts.alveolar_pressure, ducts.duct_pressure, inflow, outflow
    )
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


@kernel
def towards_neurons(
    state: State,
    left_inputs: BreastInputs,
    right_inputs: BreastInputs,
    inputs: Inputs,
    hold_left: BreastSignals,
    hold_right: BreastSignals,
    hold: Signals,
    par: Parameters,
    dt: Seconds,
) -> tuple[Incoming, PerSecond]:
    """From the nipples and from what she hears, sees and feels to the priming of the oxytocin neurons."""
    # at the nipples
    left_infant, left_pump = at_nipple(state.left, left_inputs, hold_left, par, dt)
    right_infant, right_pump = at_nipple(state.right, right_inputs, hold_right, par, dt)
    gains = par.nipple_afferents
    left_traffic, left_pain, left_rate = stimulus(left_infant, left_pump, left_inputs, gains.left_gain, par)
    right_traffic, right_pain, right_rate = stimulus(right_infant, right_pump, right_inputs, gains.right_gain, par)

    # to the brain
    afferents = nipple_afferents.step(state.nipple_afferents, left_traffic, right_traffic, left_pain, right_pain, gains, dt)
    traffic = held(nipple_afferents.convergence(afferents, gains), hold.nipple_afferents__traffic)
    hurt = held(max(afferents.left_pain, afferents.right_pain), hold.nipple_afferents__pain)
    cues = conditioned_cues.step(
        state.conditioned_cues,
        inputs.cry,
        inputs.sight,
        inputs.smell,
        inputs.touch,
        inputs.thought,
        inputs.photo,
        inputs.pump_sound,
        inputs.place,
        inputs.time_of_day,
        par.conditioned_cues,
        dt,
    )
    cue_drive = held(cues.drive, hold.conditioned_cues__drive)
    doors = inhibition.step(
        state.inhibition,
        inputs.stress,
        max(inputs.pain, hurt),
        inputs.distraction,
        inputs.fatigue,
        inputs.alcohol,
        inputs.opioid,
        inputs.fright,
        inputs.relaxation,
        par.inhibition,
        dt,
    )
    priming_door = held(doors.priming, hold.inhibition__priming)
    pulse_door = held(doors.pulse, hold.inhibition__pulse)
    terminal_door = held(doors.terminal, hold.inhibition__terminal)
    half_effect = held(doors.half_effect, hold.inhibition__half_effect)
    priming = held((gains.priming * traffic + cue_drive) * priming_door, hold.oxytocin_neurons__priming)
    incoming = Incoming(
        left_infant, left_pump, left_rate, right_infant, right_pump, right_rate, afferents, traffic, hurt, cues, cue_drive, doors,
        priming_door, pulse_door, terminal_door, half_effect,
    )  # fmt: skip
    return incoming, priming


@kernel
def away_from_neurons(
    state: State,
    incoming: Incoming,
    neurons: Outgoing,
    propagator: plasma_oxytocin.Propagator,
    left_inputs: BreastInputs,
    right_inputs: BreastInputs,
    inputs: Inputs,
    trace: NDArray[np.float64],
    hold_left: BreastSignals,
    hold_right: BreastSignals,
    hold: Signals,
    time: Seconds,
    substeps: int,
    seed: int,
    woman: int,
    par: Parameters,
    dt: Seconds,
) -> tuple[State, BreastSignals, BreastSignals, Signals]:
    """From the nerve endings through the blood to the milk of both breasts, and to what she may feel."""
    gland = posterior_pituitary.step(
        state.posterior_pituitary, neurons.drive, neurons.exposure, incoming.pulse_door, incoming.terminal_door, seed, woman, par.posterior_pituitary, dt
    )
    secretion = held(gland.secretion, hold.posterior_pituitary__secretion)

    # through the blood to both breasts
    blood = plasma_oxytocin.step(
        state.plasma_oxytocin, secretion + inputs.infusion, inputs.nasal, propagator, par.plasma_oxytocin, dt
    )
    concentration = held(blood.concentration, hold.plasma_oxytocin__concentration)
    muscle = myoepithelium.step(state.myoepithelium, concentration, incoming.half_effect, par.myoepithelium, dt)
    activation = held(muscle.activation, hold.myoepithelium__activation)
    left, left_signals = milk_step(
        state.left, incoming.left_infant, incoming.left_pump, left_inputs, activation, trace, time, substeps, hold_left, par, par.left.milk_ducts, incoming.left_rate, dt
    )
    right, right_signals = milk_step(
        state.right, incoming.right_infant, incoming.right_pump, right_inputs, activation, trace, time, substeps, hold_right, par, par.right.milk_ducts, incoming.right_rate, dt
    )
    felt = signs.step(state.signs, muscle.ejections, 1.0 if incoming.traffic > 0.01 else 0.0, seed, woman, par.signs, dt)

    signals = Signals(
        incoming.traffic,
        incoming.hurt,
        incoming.cue_drive,
        incoming.priming_door,
        incoming.pulse_door,
        incoming.terminal_door,
        incoming.half_effect,
        neurons.priming,
        neurons.store,
        neurons.firing_rate,
        secretion,
        gland.pulses + gland.bursting,
        gland.pool,
        concentration,
        blood.cleared,
        activation,
        muscle.ejections,
        felt.felt,
        felt.thirst,
    )
    after = State(
        left, right, incoming.cues, incoming.afferents, incoming.doors, neurons.generator, neurons.volley, gland, blood, muscle, felt
    )
    return after, left_signals, right_signals, signals
