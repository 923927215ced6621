"""The records of a dyad: its parameters, what happens to it, its state, and the signals that are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from letdown.lactation import milk_composition, milk_supply
from letdown.quantity import (
    Count,
    Fraction,
    GramsPerKilogram,
    GramsPerLitre,
    Hertz,
    Millilitres,
    MillilitresPerSecond,
    Millimetres,
    MmHg,
    PerSecond,
    Picograms,
    PicogramsPerMillilitre,
    PicogramsPerSecond,
    Seconds,
)
from letdown.reflex import (
    conditioned_cues,
    cue_learning,
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
from letdown.reflex.oxytocin_neurons import burst_generator, spiking_network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BURSTS = 0
SPIKING = 1
ENGINES = {"bursts": BURSTS, "spiking": SPIKING}
"""The two engines of the oxytocin neurons by name."""


class BreastParameters(NamedTuple):
    """What belongs to one breast alone."""

    milk_ducts: milk_ducts.Parameters = milk_ducts.Parameters()


class Parameters(NamedTuple):
    """Everything about one mother and her infant, stage by stage."""

    suckling: suckling.Parameters = suckling.Parameters()
    pump: pump.Parameters = pump.Parameters()
    conditioned_cues: conditioned_cues.Parameters = conditioned_cues.Parameters()
    cue_learning: cue_learning.Parameters = cue_learning.Parameters()
    nipple_afferents: nipple_afferents.Parameters = nipple_afferents.Parameters()
    inhibition: inhibition.Parameters = inhibition.Parameters()
    release_reliability: release_reliability.Parameters = release_reliability.Parameters()
    spiking_network: spiking_network.Parameters = spiking_network.Parameters()
    burst_generator: burst_generator.Parameters = burst_generator.Parameters()
    posterior_pituitary: posterior_pituitary.Parameters = posterior_pituitary.Parameters()
    plasma_oxytocin: plasma_oxytocin.Parameters = plasma_oxytocin.Parameters()
    myoepithelium: myoepithelium.Parameters = myoepithelium.Parameters()
    left: BreastParameters = BreastParameters()
    right: BreastParameters = BreastParameters()
    milk_removal: milk_removal.Parameters = milk_removal.Parameters()
    milk_composition: milk_composition.Parameters = milk_composition.Parameters()
    milk_supply: milk_supply.Parameters = milk_supply.Parameters()
    signs: signs.Parameters = signs.Parameters()


class BreastInputs(NamedTuple):
    """What happens at one breast: 1 while an infant, pump, hand or touch is there; settings of the pump; helpers."""

    infant: Fraction = 0.0
    pump: Fraction = 0.0
    hand: Fraction = 0.0
    touch: Fraction = 0.0
    wanted: Millilitres = 1.0
    vacuum: MmHg = 0.0
    rate: Hertz = 1.0
    two_phase: Fraction = 1.0
    traced: Fraction = 0.0
    warmth: Fraction = 0.0
    massage: Fraction = 0.0
    compression: Fraction = 0.0
    shield: Fraction = 0.0


class Inputs(NamedTuple):
    """What happens to her: cues, disturbances, helpers, oxytocin given."""

    cry: Fraction = 0.0
    sight: Fraction = 0.0
    smell: Fraction = 0.0
    touch: Fraction = 0.0
    thought: Fraction = 0.0
    photo: Fraction = 0.0
    pump_sound: Fraction = 0.0
    place: Fraction = 0.0
    time_of_day: Fraction = 0.0
    stress: Fraction = 0.0
    pain: Fraction = 0.0
    distraction: Fraction = 0.0
    fatigue: Fraction = 0.0
    alcohol: GramsPerKilogram = 0.0
    opioid: Fraction = 0.0
    fright: Fraction = 0.0
    relaxation: Fraction = 0.0
    infusion: PicogramsPerSecond = 0.0
    nasal: PicogramsPerSecond = 0.0
    stimulation: Hertz = 0.0


class Breast(NamedTuple):
    """The state of one breast and of what sucks at it."""

    suckling: suckling.State
    pump: pump.State
    milk_ducts: milk_ducts.State
    milk_removal: milk_removal.State


class Volley(NamedTuple):
    """A burst of the generator on its way to the endings of one representative cell."""

    onset: Seconds = 0.0
    spikes: Count = 0.0
    duration: Seconds = 0.0
    fired: Count = 0.0


class Cells(NamedTuple):
    """The part of the state that lies in arrays, cell by cell; changed in place."""

    spiking_network: spiking_network.State
    terminals: NDArray[np.float64]


class State(NamedTuple):
    """With :class:`Cells`, everything that a run needs to go on, bit for bit."""

    left: Breast
    right: Breast
    conditioned_cues: conditioned_cues.State
    nipple_afferents: nipple_afferents.State
    inhibition: inhibition.State
    release_reliability: release_reliability.State
    burst_generator: burst_generator.State
    volley: Volley
    posterior_pituitary: posterior_pituitary.State
    plasma_oxytocin: plasma_oxytocin.State
    myoepithelium: myoepithelium.State
    signs: signs.State


class Incoming(NamedTuple):
    """What has arrived at the oxytocin neurons, and the doors that stand open behind them."""

    left_infant: suckling.State
    left_pump: pump.State
    left_rate: Hertz
    right_infant: suckling.State
    right_pump: pump.State
    right_rate: Hertz
    afferents: nipple_afferents.State
    traffic: Fraction
    hurt: Fraction
    cues: conditioned_cues.State
    cue_drive: PerSecond
    dread: Fraction
    doors: inhibition.State
    reliability: release_reliability.State
    priming_door: Fraction
    pulse_door: Fraction
    terminal_door: Fraction
    half_effect: Fraction
    answers: Fraction


class Outgoing(NamedTuple):
    """What the oxytocin neurons made of it."""

    generator: burst_generator.State
    volley: Volley
    priming: PerSecond
    store: Count
    firing_rate: Hertz
    drive: Fraction
    exposure: Seconds
    stimulated: Seconds


class BreastSignals(NamedTuple):
    """What is recorded of each breast: ``milk_ducts__flow`` is the series ``left.milk_ducts.flow``."""

    nipple__vacuum: Annotated[MmHg, "vacuum at the nipple"]
    nipple__rate: Annotated[Hertz, "rate of sucking or of the pump"]
    suckling__satiety: Annotated[Fraction, "milk taken beside the appetite"]
    suckling__sucks: Annotated[Count, "sucks so far"]
    suckling__ended: Annotated[Count, "why the infant stopped: 0 has not, 1 sated, 2 tired, 3 gave up"]
    suckling__comfort: Annotated[Fraction, "1 while a sated infant sucks for comfort and takes no milk"]
    milk_ducts__alveolar_milk: Annotated[Millilitres, "milk in the alveoli"]
    milk_ducts__duct_milk: Annotated[Millilitres, "milk in the ducts"]
    milk_ducts__alveolar_pressure: Annotated[MmHg, "alveolar pressure of the contraction"]
    milk_ducts__duct_pressure: Annotated[MmHg, "intramammary pressure in the ducts"]
    milk_ducts__duct_width: Annotated[Millimetres, "width of a main duct"]
    milk_ducts__inflow: Annotated[MillilitresPerSecond, "flow from alveoli into ducts; negative runs back"]
    milk_ducts__flow: Annotated[MillilitresPerSecond, "flow out of the nipple"]
    milk_removal__removed: Annotated[Millilitres, "milk taken so far"]
    milk_removal__dripped: Annotated[Millilitres, "milk dripped so far"]
    milk_removal__swallows: Annotated[Count, "swallows so far"]
    milk_removal__fat: Annotated[GramsPerLitre, "fat of the milk that leaves now"]


class Signals(NamedTuple):
    """What is recorded of the mother: ``plasma_oxytocin__concentration`` is the series ``plasma_oxytocin.concentration``."""

    nipple_afferents__traffic: Annotated[Fraction, "afferent traffic of both nipples; 1 is one infant sucking at 1.1 Hz"]
    nipple_afferents__pain: Annotated[Fraction, "pain at the nipples"]
    conditioned_cues__drive: Annotated[PerSecond, "priming by learned cues"]
    conditioned_cues__dread: Annotated[Fraction, "dread that cues of painful feeds bring"]
    inhibition__priming: Annotated[Fraction, "what the central door leaves of priming"]
    inhibition__pulse: Annotated[Fraction, "what the central door leaves of a pulse"]
    inhibition__terminal: Annotated[Fraction, "what the terminal door leaves of release"]
    inhibition__half_effect: Annotated[Fraction, "factor on the gland's half-effective rise"]
    release_reliability__answers: Annotated[Fraction, "1 where the reflex answers on this occasion, 0 where it does not"]
    oxytocin_neurons__priming: Annotated[PerSecond, "priming of the oxytocin neurons"]
    oxytocin_neurons__store: Annotated[Count, "releasable dendritic oxytocin, mean over cells"]
    oxytocin_neurons__firing_rate: Annotated[Hertz, "spikes a second and cell"]
    posterior_pituitary__secretion: Annotated[PicogramsPerSecond, "oxytocin secreted"]
    posterior_pituitary__bursts: Annotated[Count, "bursts that reached the pituitary so far"]
    posterior_pituitary__pool: Annotated[Picograms, "releasable oxytocin of the gland"]
    plasma_oxytocin__concentration: Annotated[PicogramsPerMillilitre, "oxytocin in plasma"]
    plasma_oxytocin__cleared: Annotated[Picograms, "oxytocin cleared so far"]
    myoepithelium__activation: Annotated[Fraction, "contraction of the myoepithelium"]
    myoepithelium__ejections: Annotated[Count, "milk ejections so far"]
    signs__felt: Annotated[Count, "milk ejections felt so far"]
    signs__chance_felt: Annotated[Fraction, "chance that she has felt at least one so far"]
    signs__cramps: Annotated[Fraction, "strength of uterine cramps"]
    signs__thirst: Annotated[Fraction, "thirst"]


DEFAULTS = Parameters()
_NOTHING_HELD = float("nan")
FREE_BREAST = BreastSignals(*(len(BreastSignals._fields) * (_NOTHING_HELD,)))
FREE = Signals(*(len(Signals._fields) * (_NOTHING_HELD,)))
"""No signal held: a held one carries its value in place of NaN."""

TRACE_STEP = 0.02
"""Grid of a recorded pump pressure (s)."""
