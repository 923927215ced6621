"""The wiring: the one file that knows the order of the stages, from suckling to milk.

:func:`towards_neurons` and :func:`away_from_neurons` are the two halves of a step, with the oxytocin neurons (``engines``)
between them. Each stage sees only the signals of the stages before it. Any signal that a later stage sees can be held
(clamped): what is downstream then sees the held value, and so does the recording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from letdown.dyad.breast import at_nipple, held, milk_step, stimulus
from letdown.dyad.records import (
    BreastInputs,
    BreastSignals,
    Incoming,
    Inputs,
    Outgoing,
    Parameters,
    Signals,
    State,
)
from letdown.kernel import kernel
from letdown.reflex import (
    conditioned_cues,
    inhibition,
    myoepithelium,
    nipple_afferents,
    plasma_oxytocin,
    posterior_pituitary,
    release_reliability,
    signs,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from letdown.quantity import PerSecond, Seconds


@kernel
def towards_neurons(
    state: State,
    left_inputs: BreastInputs,
    right_inputs: BreastInputs,
    inputs: Inputs,
    hold_left: BreastSignals,
    hold_right: BreastSignals,
    hold: Signals,
    seed: int,
    woman: int,
    par: Parameters,
    dt: Seconds,
) -> tuple[Incoming, PerSecond]:
    """From the nipples and from what she hears, sees and feels to the priming of the oxytocin neurons."""
    # at the nipples
    left_infant, left_pump = at_nipple(state.left, left_inputs, hold_left, par, dt)
    right_infant, right_pump = at_nipple(state.right, right_inputs, hold_right, par, dt)
    gains = par.nipple_afferents
    left_traffic, left_pain, left_rate = stimulus(left_infant, left_pump, left_inputs, gains.left_gain, par, par.left.milk_ducts)
    right_traffic, right_pain, right_rate = stimulus(
        right_infant, right_pump, right_inputs, gains.right_gain, par, par.right.milk_ducts
    )

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
    dread = held(cues.dread, hold.conditioned_cues__dread)
    doors = inhibition.step(
        state.inhibition,
        inputs.stress,
        max(inputs.pain, hurt, dread),
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
    drive = gains.priming * traffic + cue_drive
    reliability = release_reliability.step(state.release_reliability, drive, seed, woman, par.release_reliability, dt)
    answers = held(reliability.answers, hold.release_reliability__answers)
    priming = held(drive * priming_door * answers, hold.oxytocin_neurons__priming)
    incoming = Incoming(
        left_infant, left_pump, left_rate, right_infant, right_pump, right_rate, afferents, traffic, hurt, cues, cue_drive, dread,
        doors, reliability, priming_door, pulse_door, terminal_door, half_effect, answers,
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
        state.posterior_pituitary,
        neurons.drive,
        neurons.exposure,
        incoming.pulse_door,
        incoming.terminal_door,
        neurons.stimulated,
        seed,
        woman,
        par.posterior_pituitary,
        dt,
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
        state.left,
        incoming.left_infant,
        incoming.left_pump,
        left_inputs,
        activation,
        trace,
        time,
        substeps,
        hold_left,
        par,
        par.left.milk_ducts,
        incoming.left_rate,
        dt,
    )
    right, right_signals = milk_step(
        state.right,
        incoming.right_infant,
        incoming.right_pump,
        right_inputs,
        activation,
        trace,
        time,
        substeps,
        hold_right,
        par,
        par.right.milk_ducts,
        incoming.right_rate,
        dt,
    )
    suckled = 1.0 if incoming.traffic > 0.01 else 0.0
    noticed = signs.step(state.signs, muscle.ejections, activation, suckled, seed, woman, par.signs, dt)

    signals = Signals(
        incoming.traffic,
        incoming.hurt,
        incoming.cue_drive,
        incoming.dread,
        incoming.priming_door,
        incoming.pulse_door,
        incoming.terminal_door,
        incoming.half_effect,
        incoming.answers,
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
        noticed.felt,
        1.0 - noticed.unfelt * (1.0 - noticed.chance),
        par.signs.cramps * activation,
        noticed.thirst,
    )
    after = State(
        left,
        right,
        incoming.cues,
        incoming.afferents,
        incoming.doors,
        incoming.reliability,
        neurons.generator,
        neurons.volley,
        gland,
        blood,
        muscle,
        noticed,
    )
    return after, left_signals, right_signals, signals
