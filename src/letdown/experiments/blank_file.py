"""A blank experiment file to fill in: it is read as it stands, and each line says what belongs there."""

from __future__ import annotations

_BLANK = """\
# A published experiment, as letdown re-runs it. Replace what is here; delete what the paper has not got.
# Check it:  letdown validate {id}.toml         What can be measured:  letdown experiment vocabulary
schema = 1
id = "{id}"                       # lower case, digits, - and _; the file is named after it
title = "What was found, in a line"
citation = "{id}"                 # key of the bibliography, or a name for the paper
# doi = "10.1234/abc"
provenance = "read_abstract"      # read_full_text, read_abstract, secondary, recalled, derived
# lab = "author"                  # laboratory; without it the id without its year
doubts = [
    "What may be wrong with the numbers, or had to be assumed.",
]
# engine = "spiking"              # where cells or spikes are asked for

[women]
n = 20                            # women, never feeds or samples
days_postpartum = [30, 90]        # one day, or [first, last]
# parity = "mixed"                # primiparous, multiparous, mixed
# feeding = "exclusive"           # exclusive, partial, pump-dependent
# infant = "term"                 # term, late preterm, preterm
# [women.parameters]              # what the paper says of all its women
# "pump.comfortable_vacuum" = "190 mmHg"

# Arms without a group are run on the same women; give each a group of its own where the paper took fresh women.
[[arms]]
name = "control"
timeline = [
    {{ do = "breastfeed", side = "left", for = "15 min" }},
]

[[arms]]
name = "stress"
timeline = [
    {{ do = "breastfeed", side = "left", for = "15 min" }},
    {{ do = "disturbance", kind = "stress", degree = 1.0, at = "0 min", for = "15 min" }},
]
# hold = {{ "plasma_oxytocin.concentration" = "2 pg/mL" }}    # a series held at a value
# [arms.changes]                                            # changes of the women in this arm
# spinal_cord_lesion = "T3"
# "nipple_afferents.left_gain" = "x0.5"                      # a factor, a number, or a number with its unit

[measure.pulses]
observable = "oxytocin_pulses"
every = "2 min"
from = "0 min"
to = "15 min"
instrument = {{ kind = "oxytocin_assay" }}

[[targets]]
name = "pulses in 15 min, control"
measure = "pulses"
arm = "control"
statistic = "mean"                # median sd cv fraction correlation r_squared repeatability min max range order null
value = 2.0
unit = "1"                        # anything that can be turned into the unit of what is measured; percent for fractions
spread = {{ sd = 0.7 }}             # one of sd, sem, cv, ci95 = [low, high], iqr = [low, high], range = [low, high]
# n = 20                          # women behind this number, where not all

[[targets]]
name = "pulses, stress to control"
measure = "pulses"
arm = "stress"
versus = "control"
contrast = "ratio"                # or "difference"
statistic = "mean"
value = 0.5
spread = {{ ci95 = [0.3, 0.8] }}    # of the ratio itself
# published = [{{ mean = 1.0, sd = 0.7, n = 10 }}, {{ mean = 2.0, sd = 0.7, n = 10 }}]    # or what arm and versus gave

[[targets]]
name = "stress takes pulses away"
measure = "pulses"
statistic = "order"
arms = ["control", "stress"]
direction = "falls"               # or rises; or arm and versus with more or less
"""


def template(identity: str = "author2026") -> str:
    """The text of a file for the experiment ``identity``."""
    return _BLANK.format(id=identity)
