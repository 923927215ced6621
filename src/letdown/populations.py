"""Women drawn from published spreads: a first draw of a dozen parameters.

Each number is lognormal about the default unless its source says otherwise, drawn again where it falls outside the
parameter's range. A woman's numbers hang on the seed and her own number alone: woman 7 of 10 is woman 7 of 10 000. Her
oxytocin network is wired by the same key.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from letdown.dyad import DEFAULTS, Mother, Parameters, parameter_fields, parameter_value, with_parameters
from letdown.errors import InputError
from letdown.random_streams import STREAM_WOMAN, standard_normal
from letdown.reflex.oxytocin_neurons import burst_generator

_LARGEST = 10_000_000
_DRAWS = 64


class Spread(NamedTuple):
    """How one parameter differs between women: ``log_sd`` of a lognormal about the default.

    Paths that share a ``trait`` are moved by the same draw.
    """

    path: str
    log_sd: float
    source: str
    note: str = ""
    trait: str = ""


SPREADS = (
    Spread("nipple_afferents.priming", 0.15, "ramsay2004", "derived from 2.5 (SD 1.5) milk ejections a feed, networks apart"),
    Spread("conditioned_cues.priming", 0.3, "assumed", "fitted with the time of the first milk ejection"),
    Spread("burst_generator.threshold", burst_generator.THRESHOLD_SPREAD, "assumed", "as between spiking networks", "network"),
    Spread("burst_generator.active_leak", burst_generator.LEAK_SPREAD, "assumed", "as between spiking networks", "network"),
    Spread(
        "inhibition.alcohol_priming_dose", 0.35, "cobo1973", "derived: 6 of 14 women blocked where the mean loses 63 %", "alcohol"
    ),
    Spread(
        "inhibition.alcohol_pulse_dose", 0.35, "cobo1973", "derived: 6 of 14 women blocked where the mean loses 63 %", "alcohol"
    ),
    Spread("posterior_pituitary.pool_capacity", 0.5, "weitzman1980", "derived from the SEM at 6 min"),
    Spread("plasma_oxytocin.clearance", 0.2, "degroot1995", "67.1 (SD 13.4) L/h"),
    Spread("myoepithelium.half_effective_rise", 0.3, "assumed", "no measurement found"),
    Spread("left.milk_ducts.maximal_pressure", 0.2, "cobo1967", "10 to 20 mmHg", "pressure"),
    Spread("right.milk_ducts.maximal_pressure", 0.2, "cobo1967", "10 to 20 mmHg", "pressure"),
    Spread("left.milk_ducts.opening_pressure", 0.25, "lucas1978", "derived: drip gathered in 19 % of women", "nipple"),
    Spread("right.milk_ducts.opening_pressure", 0.25, "lucas1978", "derived: drip gathered in 19 % of women", "nipple"),
    Spread("left.milk_ducts.nipple_resistance", 0.3, "jutte2014", "3.9 (SD 1.5) openings"),
    Spread("right.milk_ducts.nipple_resistance", 0.3, "jutte2014", "3.9 (SD 1.5) openings"),
    Spread("left.milk_ducts.capacity", 0.35, "kent2006", "179 (74 to 382) mL", "storage"),
    Spread("right.milk_ducts.capacity", 0.35, "kent2006", "179 (74 to 382) mL", "storage"),
    Spread("left.milk_ducts.available_feed", 0.3, "mitoulas2002", "71.8 (SD 26.3) mL a feed", "storage"),
    Spread("right.milk_ducts.available_feed", 0.3, "mitoulas2002", "71.8 (SD 26.3) mL a feed", "storage"),
    Spread("left.milk_ducts.available_pump", 0.3, "kent2008", "SEM 11.4 of 118.5 mL in 23 women", "storage"),
    Spread("right.milk_ducts.available_pump", 0.3, "kent2008", "SEM 11.4 of 118.5 mL in 23 women", "storage"),
    Spread("suckling.appetite", 0.2, "kent2006", "67.3 (SD 7.8) % taken, averages of many feeds"),
    Spread("suckling.peak_vacuum", 0.35, "geddes2008", "145 (SD 58) mmHg"),
    Spread("pump.comfortable_vacuum", 0.2, "kent2008", "SEM 8.8 of 190.7 mmHg in 23 women"),
)
"""What differs between women."""


def draw(seed: int, woman: int, base: Parameters = DEFAULTS) -> Parameters:
    """The parameters of one woman about ``base``."""
    traits = list(dict.fromkeys(spread.trait or spread.path for spread in SPREADS))
    changes: dict[str, object] = {}
    for spread in SPREADS:
        field = parameter_fields()[spread.path]
        first = traits.index(spread.trait or spread.path) * _DRAWS
        for attempt in range(_DRAWS):
            z = standard_normal(seed, woman, STREAM_WOMAN, first + attempt)
            value = parameter_value(base, spread.path) * math.exp(spread.log_sd * z)
            if field.low <= value <= field.high:
                changes[spread.path] = value
                break
        else:
            raise InputError(
                f"{spread.path} = {parameter_value(base, spread.path):g} leaves no room for women to differ: move it inwards."
            )
    return with_parameters(base, changes)


def population(n: int, seed: int = 0, days_postpartum: float = 60.0, base: Parameters = DEFAULTS) -> list[Mother]:
    """``n`` women, numbered from 1 (0 is the median woman); the same ``seed`` draws the same women."""
    if isinstance(n, bool) or not 1 <= n <= _LARGEST:
        raise InputError(f"A population of {n} women can't be drawn: give a whole number from 1 to {_LARGEST}.")
    return [Mother(days_postpartum, draw(seed, woman, base), woman, seed) for woman in range(1, n + 1)]
