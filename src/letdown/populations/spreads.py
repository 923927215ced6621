"""What differs between women, by how much, and what goes together in one woman.

A parameter differs by one or more *parts*: standard normal traits, each times a logarithmic standard deviation. Parameters that
share a trait move together; what is left to each is a trait of its own. Milk stored and milk of a feed share the size of her
breasts and of this one; her two breasts share less than that, so that they are alike and not the same.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from letdown.reflex.oxytocin_neurons import burst_generator


class Part(NamedTuple):
    """A trait and how strongly it moves the logarithm of a parameter; below zero it moves it down."""

    trait: str
    log_sd: float


class Spread(NamedTuple):
    """How one parameter differs between women: a lognormal about ``ratio`` times the default, made of ``parts``."""

    path: str
    parts: tuple[Part, ...]
    source: str
    note: str
    ratio: float = 1.0

    @property
    def log_sd(self) -> float:
        """The standard deviation of the logarithm, all parts together."""
        return math.sqrt(sum(part.log_sd**2 for part in self.parts))


RIGHT_TO_LEFT = 1.16
"""Milk of the median woman's right breast to that of her left one. With the breasts' own part this makes the right breast the
larger one in seven of ten women (kent2007)."""

_BREAST = 0.2
"""Logarithmic standard deviation of the milk of one breast about the mean of the two."""


def _one(path: str, log_sd: float, source: str, note: str, trait: str = "") -> Spread:
    """A parameter that follows one trait, its own unless another is named."""
    return Spread(path, (Part(trait or path, log_sd),), source, note)


def _split(name: str, log_sd: float, likeness: float, trait: str, source: str, note: str) -> list[Spread]:
    """A parameter of each breast; ``likeness`` is the correlation of left and right, and the total stays ``log_sd``."""
    common, own = math.sqrt(likeness) * log_sd, math.sqrt(1.0 - likeness) * log_sd
    paths = [f"{side}.milk_ducts.{name}" for side in ("left", "right")]
    return [Spread(path, (Part(trait, common), Part(path, own)), source, note) for path in paths]


def _milk(name: str, log_sd: float, own: float, source: str, note: str) -> list[Spread]:
    """Milk of each breast: the size of both, the size of this one, and a part of its own; the total stays ``log_sd``."""
    storage = math.sqrt(log_sd**2 - _BREAST**2 - own**2)
    found: list[Spread] = []
    for side, ratio in (("left", RIGHT_TO_LEFT**-0.5), ("right", RIGHT_TO_LEFT**0.5)):
        parts = [Part("storage", storage), Part(f"{side} breast", _BREAST)]
        parts += [Part(f"{side} demand", own)] if own else []
        found.append(Spread(f"{side}.milk_ducts.{name}", tuple(parts), source, note, ratio))
    return found


SPREADS: tuple[Spread, ...] = (
    _one("nipple_afferents.priming", 0.22, "ramsay2004", "derived from 2.5 (SD 1.5) milk ejections a feed, networks apart"),
    _one("conditioned_cues.priming", 0.3, "assumed", "fitted with the time of the first milk ejection"),
    _one("conditioned_cues.sight", 0.6, "mcneilly1983", "3 of 10 women responded to a restless infant; the size is assumed"),
    _one("burst_generator.threshold", burst_generator.THRESHOLD_SPREAD, "assumed", "as between spiking networks", "network"),
    _one("burst_generator.active_leak", burst_generator.LEAK_SPREAD, "assumed", "as between spiking networks", "network"),
    _one(
        "inhibition.alcohol_priming_dose", 0.35, "cobo1973", "derived: 6 of 14 women blocked where the mean loses 63 %", "alcohol"
    ),
    _one(
        "inhibition.alcohol_pulse_dose", 0.35, "cobo1973", "derived: 6 of 14 women blocked where the mean loses 63 %", "alcohol"
    ),
    _one("posterior_pituitary.pool_capacity", 0.5, "weitzman1980", "derived from the SEM at 6 min"),
    _one("plasma_oxytocin.nasal_bioavailability", 0.35, "landgraf", "36 to 85 pg/mL in three men"),
    _one("plasma_oxytocin.clearance", 0.2, "degroot1995", "67.1 (SD 13.4) L/h"),
    _one("myoepithelium.half_effective_rise", 0.3, "assumed", "no measurement found"),
    _one("myoepithelium.relaxation", 0.2, "gardner2015", "an ejection lasts 45 to 210 s; derived from the range", "contraction"),
    _one("myoepithelium.adaptation", 0.2, "gardner2015", "goes with relaxation in how long an ejection lasts", "contraction"),
    *_split("maximal_pressure", 0.2, 0.85, "pressure", "cobo1967", "10 to 20 mmHg; how alike the breasts are is assumed"),
    *_split(
        "opening_pressure",
        0.6,
        0.9,
        "nipple",
        "lucas1978",
        "derived: drip gathered in 19 % of women; how alike the breasts are is assumed",
    ),
    *_split(
        "nipple_resistance",
        0.3,
        0.8,
        "openings",
        "jutte2014",
        "3.9 (SD 1.5) openings; both nipples together 7.1 (SD 2.7) and 8.5 (SD 3.0), so the two go together",
    ),
    *_milk("capacity", 0.35, 0.0, "kent2006", "179 (74 to 382) mL; right larger in 7 of 10 women (kent2007)"),
    *_milk("available_feed", 0.3, 0.077, "mitoulas2002", "71.8 (SD 26.3) mL a feed; r² 0.91 with capacity (daly1993)"),
    *_milk("available_pump", 0.42, 0.0, "kent2008", "SEM 11.4 of 118.5 mL in 23 women: a coefficient of variation of 0.46"),
    Spread(
        "suckling.appetite",
        (Part("suckling.appetite", 0.191), Part("storage", -0.06)),
        "kent2006",
        "67.3 (SD 7.8) % taken, averages of many feeds; small breasts are drained more often (kent2007), how much is assumed",
    ),
    *_split("resting_width", 0.3, 0.8, "duct width", "ramsay2005", "1.9 (SD 0.6) and 2.0 (SD 0.7) mm; how alike is assumed"),
    _one("signs.sensitivity", 2.5, "assumed", "a trait: some women nearly always feel a first ejection, some never"),
    _one("suckling.comfort_duration", 0.8, "mitoulas2002", "16.6 (SD 10.5) min at the breast, of which half varies little"),
    _one("milk_composition.fat_scale", 0.17, "kent2006", "41.1 (SD 7.8) g/L"),
    _one("milk_supply.activation_time", 0.3, "nommsen2010", "derived: SD 20.5 h of the perceived onset, median 68.9 h"),
    _one("pump.effectiveness", 0.2, "assumed", "women differ more in the number of milk ejections with a pump (prime2009)"),
    _one("suckling.peak_vacuum", 0.35, "geddes2008", "145 (SD 58) mmHg"),
    _one("pump.comfortable_vacuum", 0.2, "kent2008", "SEM 8.8 of 190.7 mmHg in 23 women"),
)
"""What differs between women."""

TRAITS: tuple[str, ...] = (
    "nipple_afferents.priming",
    "conditioned_cues.priming",
    "network",
    "alcohol",
    "posterior_pituitary.pool_capacity",
    "plasma_oxytocin.clearance",
    "myoepithelium.half_effective_rise",
    "pressure",
    "nipple",
    "left.milk_ducts.nipple_resistance",
    "right.milk_ducts.nipple_resistance",
    "storage",
    "suckling.appetite",
    "suckling.peak_vacuum",
    "pump.comfortable_vacuum",
    "openings",
    "left breast",
    "right breast",
    "left demand",
    "right demand",
    "left.milk_ducts.maximal_pressure",
    "right.milk_ducts.maximal_pressure",
    "left.milk_ducts.opening_pressure",
    "right.milk_ducts.opening_pressure",
    "suckling.comfort_duration",
    "milk_composition.fat_scale",
    "pump.effectiveness",
    "conditioned_cues.sight",
    "plasma_oxytocin.nasal_bioavailability",
    "duct width",
    "left.milk_ducts.resting_width",
    "right.milk_ducts.resting_width",
    "contraction",
    "milk_supply.activation_time",
    "signs.sensitivity",
)
"""The place of each trait keys its draws: a new one goes to the end, so that no woman changes in what she already has."""
