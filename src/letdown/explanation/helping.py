"""What may help in this case: each helper on the women who fit it, with and without, ranked by what she wishes for.

The women are drawn from the posterior, so that what is not known of the case is in the gain's interval. A helper that grows with
use is taken after two weeks of it. What stands against a helper is asked before any gain is worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from letdown.causes import Helper, helpers
from letdown.explanation.ensembles import Drawn, Ensemble
from letdown.explanation.goals import Gain, gain_of
from letdown.explanation.inference import Posterior
from letdown.explanation.questions import conditions_told
from letdown.explanation.seen import Seen, seen
from letdown.explanation.situation import Situation, both_breasts
from letdown.safety import Verdict, allowed, conditions_of
from letdown.simulation import simulate
from letdown.simulation.women import Progress, in_order

WEEKS_OF_USE = 14.0
"""Days of use after which a helper that grows with use is taken."""
_PUMP_ONLY = ("double_pumping", "hands_on_pumping", "vacuum_to_comfort", "warm_flange")
_FEED_ONLY = ("better_latch", "other_position", "nipple_shield_check")
NEVER_AMONG_FIRST = ("oxytocin_spray",)
"""Only a doctor can say; never among the first three."""
_FIRST = 3
_WATCHED = "better_latch"
_MOUTH = "mouth"
_PAIR_MATTERS = 0.1


@dataclass(frozen=True)
class Ranked:
    """A helper with its expected gain in this case, and what limits it."""

    helper: Helper
    gain: Gain
    verdict: Verdict


def candidates(situation: Situation, goal: str) -> dict[str, Verdict]:
    """The helpers that serve ``goal``, make sense in this session and are not ruled out, with what limits them."""
    doing = situation.setting.doing
    conditions = {**conditions_of(situation.told)}
    for name, so in conditions_told(situation.known).items():
        conditions[name] = bool(conditions.get(name)) or so
    entries = situation.setting.session.given
    both = any(entry.do == "pump" and entry.side == "both" for entry in entries)
    found: dict[str, Verdict] = {}
    for name, one in helpers().items():
        if goal not in one.goals or (name in _PUMP_ONLY and doing != "pump") or (name in _FEED_ONLY and doing != "feed"):
            continue
        if (name == "double_pumping" and both) or (name == "nipple_shield_check" and not conditions.get("shield_keeps_feeds")):
            continue
        verdict = allowed(name, conditions)
        if verdict.offer != "not offered":
            found[name] = verdict
    return found


def drawn_from(posterior: Posterior, ensemble: Ensemble, women: int) -> list[Drawn]:
    """Women who fit the case, each as often as she fits: systematic resampling, without chance."""
    pairs = [(cause, place) for cause in posterior.of for place in range(posterior.within[cause].size)]
    weights = np.concatenate([posterior.of[cause] * posterior.within[cause] for cause in posterior.of])
    edges = np.cumsum(weights / weights.sum())
    places = np.minimum(np.searchsorted(edges, (np.arange(women) + 0.5) / women), len(pairs) - 1)
    found = [pairs[int(place)] for place in places]
    return [Drawn(cause, place + 1, ensemble.degrees[cause][place]) for cause, place in found]


def use(name: str) -> object:
    """How a helper is taken: as the table says, after two weeks where it grows with use."""
    grows = any(getattr(act, "over_days", None) is not None for act in helpers()[name].acts)
    return {"days": WEEKS_OF_USE} if grows else True


def gains(
    ensemble: Ensemble,
    drawn: list[Drawn],
    names: list[str],
    goal: str,
    seed: int,
    threads: int | None = None,
    progress: Progress | None = None,
) -> dict[str, Gain]:
    """The gain of each helper over the women of ``drawn``, with the same random numbers with and without."""
    told = [name for name in names if helpers()[name].acts]
    setting = both_breasts(ensemble.setting)
    jobs = [(one, name) for name in ["", *told] for one in drawn]

    def run(job: tuple[Drawn, str]) -> Seen:
        one, name = job
        mother, session = ensemble.woman(one, {name: use(name)} if name else None, setting)
        return seen(simulate(mother, session, seed, "bursts", averaged=True))

    rows: list[Seen] = []
    for place, (_, row) in enumerate(in_order(jobs, run, threads)):
        rows.append(row)
        if progress is not None:
            progress((place + 1) / len(jobs))
    count = len(drawn)
    columns = {name: rows[place * count : (place + 1) * count] for place, name in enumerate(["", *told])}
    longest = max(entry.end for entry in setting.session.entries) / 60.0
    return {name: gain_of(columns[""], columns.get(name, columns[""]), goal, longest) for name in names}


def ranked(
    situation: Situation, posterior: Posterior, found: Mapping[str, Gain], verdicts: Mapping[str, Verdict], goal: str
) -> list[Ranked]:
    """The helpers in the order of their gain; equals by the evidence, then by the minutes that they ask for.

    Where it hurts and the baby is at the breast, a person who watches a feed comes first: pain and poor transfer are a declared
    pair. A spray that only a doctor can give is never among the first three.
    """
    grades = ("good", "fair", "weak", "contradictory", "assumed")

    def rank(name: str) -> tuple[float, int, float]:
        one = helpers()[name]
        return -round(found[name].value, 2), grades.index(one.grade), one.burden.minutes

    order = sorted(found, key=rank)
    hurts = any(so for (question, option), so in situation.known.items() if question in ("pain", "nipple") and option != "no")
    if hurts and _WATCHED in order and posterior.groups().get(_MOUTH, 0.0) >= _PAIR_MATTERS:
        order = [_WATCHED, *(name for name in order if name != _WATCHED)]
    early = [name for name in order if name not in NEVER_AMONG_FIRST]
    order = early[:_FIRST] + [name for name in order if name not in early[:_FIRST]]
    return [Ranked(helpers()[name], found[name], verdicts[name]) for name in order]
