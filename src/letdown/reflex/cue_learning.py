"""Cue learning: what a cue comes to mean, feed by feed, and what it is dreaded for.

Each feed is one pairing. All cues present share what there is to be learned: ``Δw_i = α_i β (λ − Σ w)``, the rule of Rescorla
and Wagner (1972), so a cue that adds nothing to the others is learned little (blocking), two learn less than either alone
(overshadowing), and a pairing without a reward takes weight away again (extinction). The reward is a milk ejection while milk is
taken. Here ``λ`` is the summed established weight of the cues of a usual breastfeed, and ``α_i`` the share of a cue in it, so a
mother who meets them all ends with the weights that she has in established lactation. Dread follows the same rule with the
pain of the feed in place of ``λ``. Neither enters milk supply.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Count, Days, Fraction, Known


class Parameters(NamedTuple):
    """How fast she learns and forgets."""

    rewarded_feeds: Annotated[
        Count,
        Known("rewarded feeds, with all cues of a usual one, that fill 63 %", 1, 500, "assumed", "15 to 25; no trial"),
    ] = 20.0
    unrewarded_cues: Annotated[
        Count,
        Known("exposures to all these cues without a reward that leave 37 %", 1, 500, "assumed", "some 20 to 40 for one cue"),
    ] = 15.0
    accompanied: Annotated[
        Fraction, Known("share of feeds that cues announce and a milk ejection rewards", 0.05, 1, "assumed", "no count found")
    ] = 0.7
    painful_feeds: Annotated[
        Count, Known("painful feeds with all these cues that fill 63 % of dread", 0.2, 500, "assumed", "fear is learned fast")
    ] = 3.0
    painless_feeds: Annotated[
        Count, Known("painless feeds with all these cues that leave 37 % of it", 0.2, 500, "assumed", "fear goes more slowly")
    ] = 6.0
    generalisation: Annotated[
        Fraction, Known("degree to which a like cue counts, such as another baby's cry", 0, 1, "assumed", "no measurement found")
    ] = 0.6
    forgetting: Annotated[
        Days,
        Known("time constant with which weights fade unused", 30, 36500, "assumed", "half in 2.5 years, the time between births"),
    ] = 1300.0


class Cues(NamedTuple):
    """One number for each cue: its weight, its dread, or the degree to which it is there."""

    cry: Fraction = 0.0
    sight: Fraction = 0.0
    smell: Fraction = 0.0
    touch: Fraction = 0.0
    thought: Fraction = 0.0
    photo: Fraction = 0.0
    pump_sound: Fraction = 0.0
    place: Fraction = 0.0
    time_of_day: Fraction = 0.0


class State(NamedTuple):
    """What each cue means to her by now, and how much she dreads it."""

    weights: Cues = Cues()
    dread: Cues = Cues()


@kernel
def scaled(cues: Cues, factor: Fraction) -> Cues:
    """Every cue times ``factor``: what a mother remembers of her ``cues``, or has left of them."""
    return Cues(
        cues.cry * factor,
        cues.sight * factor,
        cues.smell * factor,
        cues.touch * factor,
        cues.thought * factor,
        cues.photo * factor,
        cues.pump_sound * factor,
        cues.place * factor,
        cues.time_of_day * factor,
    )


def share_learned(feeds: Count, begun: Fraction, par: Parameters) -> Fraction:
    """The mean course: share of their established weight that cues have after ``feeds`` as they usually are.

    ``begun`` is the share that she brought along. The stage of the cues has this course by days, so that it needs no count.
    """
    return 1.0 - (1.0 - begun) * math.exp(-feeds * par.accompanied / par.rewarded_feeds)


@kernel
def summed(present: Cues, weights: Cues) -> Fraction:
    """What all cues present come to together."""
    return (
        present.cry * weights.cry
        + present.sight * weights.sight
        + present.smell * weights.smell
        + present.touch * weights.touch
        + present.thought * weights.thought
        + present.photo * weights.photo
        + present.pump_sound * weights.pump_sound
        + present.place * weights.place
        + present.time_of_day * weights.time_of_day
    )


@kernel
def usual_sum(established: Cues) -> Fraction:
    """The summed weight of the cues of a usual breastfeed; a photo and the pump's sound belong to a pumping."""
    return summed(Cues(1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0), established)


@kernel
def moved(weight: Fraction, salience: Fraction, change: Fraction) -> Fraction:
    """One weight after a pairing, between nothing and all that a single cue can do."""
    return min(max(weight + salience * change, 0.0), 1.0)


@kernel
def paired(weights: Cues, present: Cues, saliences: Cues, change: Fraction) -> Cues:
    """All weights after a pairing: each cue moves by its salience and the degree to which it was there."""
    return Cues(
        moved(weights.cry, saliences.cry * present.cry, change),
        moved(weights.sight, saliences.sight * present.sight, change),
        moved(weights.smell, saliences.smell * present.smell, change),
        moved(weights.touch, saliences.touch * present.touch, change),
        moved(weights.thought, saliences.thought * present.thought, change),
        moved(weights.photo, saliences.photo * present.photo, change),
        moved(weights.pump_sound, saliences.pump_sound * present.pump_sound, change),
        moved(weights.place, saliences.place * present.place, change),
        moved(weights.time_of_day, saliences.time_of_day * present.time_of_day, change),
    )


@kernel
def step(state: State, present: Cues, rewarded: Fraction, pain: Fraction, established: Cues, par: Parameters, dt: Days) -> State:
    """Move on by one session, ``dt`` after the one before: the cues ``present`` meet its reward and its pain (each 0 to 1).

    ``established`` are the weights that she has in established lactation.
    """
    usual = usual_sum(established)
    kept = math.exp(-dt / par.forgetting)
    weights, dread = scaled(state.weights, kept), scaled(state.dread, kept)
    if usual <= 0.0:
        return State(weights, dread)
    saliences = scaled(established, 1.0 / usual)
    surprise = rewarded * usual - summed(present, weights)
    rate = 1.0 - math.exp(-1.0 / (par.rewarded_feeds if surprise > 0.0 else par.unrewarded_cues))
    fear = pain - summed(present, dread)
    fearing = 1.0 - math.exp(-1.0 / (par.painful_feeds if fear > 0.0 else par.painless_feeds))
    return State(paired(weights, present, saliences, rate * surprise), paired(dread, present, saliences, fearing * fear))
