"""What is estimated, and what is held about it before any experiment is looked at.

Only parameters that no source gives directly are here: what a paper gives stands as given. Each is lognormal: a median, and
a logarithmic standard deviation that says how sure it is. Medians are round numbers from physiology or from the first fit by
hand; a wide prior hardly holds an estimate, a narrow one says that something else is known about it.
"""

from __future__ import annotations

from typing import NamedTuple

from letdown.dyad import DEFAULTS, Parameters, parameter_fields, parameter_value, paths_of, with_parameters


class Prior(NamedTuple):
    """One estimated parameter: its path, the median and the logarithmic standard deviation of its prior, and why these.

    ``milk_ducts.…`` stands for both breasts.
    """

    path: str
    median: float
    log_sd: float
    why: str


PRIORS: tuple[Prior, ...] = (
    Prior("nipple_afferents.priming", 1.0, 0.3, "an interval of about 200 s between milk ejections"),
    Prior("nipple_afferents.newborn_priming", 0.6, 0.4, "latency and regularity mature in two weeks"),
    Prior("nipple_afferents.rate_exponent", 1.0, 0.3, "traffic about in proportion to the rate of sucking"),
    Prior("nipple_afferents.occlusion", 0.15, 0.5, "a little: more ejections with two pumps"),
    Prior("nipple_afferents.compression_gain", 0.6, 0.5, "first rise 1.5 to 2 times sooner"),
    Prior("pump.effectiveness", 0.7, 0.2, "first milk ejection later with a pump"),
    Prior("conditioned_cues.priming", 0.6, 0.3, "first milk ejection within a minute"),
    Prior("suckling.flow_threshold", 0.02, 0.6, "a tenth of a suck's volume each second"),
    Prior("suckling.appetite", 0.67, 0.1, "two thirds of the available milk taken"),
    Prior("suckling.comfort_stimulus", 0.3, 0.5, "light and slow: no source"),
    Prior("suckling.patience", 240.0, 0.4, "no source: some minutes"),
    Prior("inhibition.stress_priming", 0.15, 0.5, "less than on the size of pulses"),
    Prior("inhibition.stress_pulse", 0.65, 0.15, "detected pulses halve"),
    Prior("inhibition.separation", 0.3, 0.5, "no number given: up to half"),
    Prior("inhibition.alcohol_pulse_dose", 1.0, 0.3, "half of the effect at about 1 g/kg"),
    Prior("inhibition.alcohol_priming_dose", 1.1, 0.2, "half of the effect at about 1 g/kg"),
    Prior("inhibition.alcohol_priming_slope", 4.0, 0.3, "none at half of the dose, all at twice"),
    Prior("posterior_pituitary.pool_capacity", 75_000.0, 0.3, "some 14 mU a pulse"),
    Prior("posterior_pituitary.background_share", 1.0, 0.3, "1.1 to 1.7 µU/mL at rest"),
    Prior("posterior_pituitary.within_woman_spread", 0.4, 0.3, "scatter of single pulses"),
    Prior("myoepithelium.adaptation", 70.0, 0.4, "milk ejections stay apart"),
    Prior("myoepithelium.half_effective_rise", 1.5, 0.4, "half a pulse keeps the milk"),
    Prior("myoepithelium.steepness", 0.9, 0.3, "no source"),
    Prior("myoepithelium.rise", 10.0, 0.4, "seconds"),
    Prior("myoepithelium.relaxation", 25.0, 0.4, "an ejection lasts 45 to 210 s"),
    Prior("myoepithelium.newborn_weakness", 0.5, 0.4, "waves are fewer in the first days"),
    Prior("milk_ducts.available_feed", 110.0, 0.1, "76 g are 67 %"),
    Prior("milk_ducts.available_pump", 181.0, 0.1, "118 mL are 65 %"),
    Prior("milk_ducts.maximal_pressure", 25.0, 0.3, "above the 10 to 20 mmHg seen in ducts"),
    Prior("milk_ducts.alveolar_resistance", 15.0, 0.3, "only its ratio to the pressure shows in flow"),
    Prior("milk_ducts.size_exponent", 0.9, 0.2, "flow about in proportion to the milk"),
    Prior("milk_ducts.nipple_resistance", 140.0, 0.3, "about four openings of 0.3 to 0.35 mm"),
    Prior("milk_ducts.pump_narrowing", 0.3, 0.4, "flow 1.5 to 2 times as fast where the areola is pressed"),
    Prior("milk_ducts.emptying_exponent", 0.5, 0.4, "no source"),
    Prior("milk_ducts.residual", 0.05, 0.6, "no source: small"),
    Prior("milk_ducts.compliance", 0.2, 0.4, "no source"),
    Prior("milk_ducts.opening_pressure", 10.0, 0.2, "drip that can be gathered is the exception"),
    Prior("milk_ducts.warmth_gain", 0.4, 0.5, "small unblinded trials, halved"),
    Prior("milk_ducts.massage_gain", 0.5, 0.5, "small unblinded trials, halved"),
    Prior("milk_ducts.hand_pressure", 60.0, 0.4, "no source"),
    Prior("milk_ducts.shield_loss", 0.6, 0.2, "half of the milk or less comes through a shield"),
    Prior("milk_supply.colostrum_thickness", 4.0, 0.5, "thick; no figure found"),
    Prior("milk_composition.fat_scale", 0.8, 0.15, "41 g/L over a day"),
)
"""Every estimated parameter, in the order of the signal."""


def values_of(parameters: Parameters = DEFAULTS) -> dict[str, float]:
    """The estimated parameters as they stand in ``parameters``."""
    return {one.path: parameter_value(parameters, paths_of(one.path)[0]) for one in PRIORS}


def bounds_of(prior: Prior) -> tuple[float, float]:
    """The declared range of the parameter, within which an estimate stays; its low end above zero, for logarithms are moved."""
    field = parameter_fields()[paths_of(prior.path)[0]]
    return max(field.low, 1e-6 * field.high), field.high


def moved(values: dict[str, float], base: Parameters = DEFAULTS) -> Parameters:
    """``base`` with the estimated parameters at ``values``."""
    return with_parameters(base, values)
