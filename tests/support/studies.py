"""Made-up experiments, and women whose values are known, for tests of how experiments are judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from letdown.experiments import Experiment, parse
from letdown.validate.drawing import Job, Measured
from letdown.validate.statistics import AGAIN

Floats = NDArray[np.float64]
Values = Callable[[np.random.Generator, int], Floats]

_HEAD = """\
schema = 1
id = "made2026"
title = "A made-up experiment"
citation = "ueda1994"
provenance = "read_full_text"
doubts = []

[women]
n = 20
days_postpartum = 60

[[arms]]
name = "plain"
timeline = [{ do = "breastfeed", side = "left", for = "15 min" }]

[[arms]]
name = "calm"
timeline = [{ do = "breastfeed", side = "left", for = "14 min" }]

[[arms]]
name = "third"
timeline = [{ do = "breastfeed", side = "left", for = "13 min" }]

[[arms]]
name = "others"
group = "others"
timeline = [{ do = "breastfeed", side = "left", for = "15 min" }]

[measure.milk]
observable = "milk_removed"

[measure.oxytocin]
observable = "oxytocin_peak"

[measure.felt]
observable = "felt"
"""


def study(*targets: str) -> Experiment:
    """An experiment with three arms of the same women and one of others, and with these targets (lines of TOML each)."""
    tables = [
        f'[[targets]]\nname = "target {k}"\n' + "\n".join(line.strip() for line in target.split(";"))
        for k, target in enumerate(targets, 1)
    ]
    return parse(_HEAD + "\n" + "\n\n".join(tables) + "\n", "made2026.toml")


def answering(answers: Mapping[tuple[str, str], Values], calls: list[tuple[str, int, int]] | None = None):
    """A stand-in for the simulator: what each woman of an arm gives for a measure, the same whenever she is asked.

    A woman is drawn from her number, so that arms of the same women share their chances: the first draw of every measure is hers.
    """

    def measure(job: Job, first: int, count: int) -> Measured:
        if calls is not None:
            calls.append((job.arm.name, first, count))
        columns: dict[str, Floats] = {}
        for name in job.columns:
            make = answers[job.arm.name, name.removesuffix(AGAIN)]
            session = 1 + name.endswith(AGAIN)
            columns[name] = np.array(
                [make(np.random.default_rng((job.group, place)), session) for place in range(first, first + count)]
            ).reshape(count)
        return Measured(columns, 0.0)

    return measure


def lognormal(median: float, log_sd: float, noise: float = 0.0) -> Values:
    """A woman's own level, lognormal about ``median``; ``noise`` differs between sessions."""

    def make(rng: np.random.Generator, session: int) -> Floats:
        own, *rest = rng.normal(size=4)
        return np.asarray(median * np.exp(log_sd * own + noise * rest[session]))

    return make


def with_chance(share: float) -> Values:
    """1 for so many women and 0 for the rest."""
    return lambda rng, _: np.asarray(float(rng.random() < share))
