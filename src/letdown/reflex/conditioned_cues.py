"""Conditioned cues: cry, sight, smell, thought, time of day: the learned let-down.

Each cue present adds its learned weight; together they prime the oxytocin neurons before and beside suckling, and never
prolactin (mcneilly1983): nothing of a cue enters milk supply. What a cue has set off outlasts it by minutes (valtcheva2023).
A cue that went with pain brings dread, too, which acts as pain does before anything hurts. Weights and dread are given here; how
they are learned belongs to another stage, whose mean course :func:`learned` is.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Count, Days, Fraction, Known, PerSecond, Seconds

KINDS = ("cry", "sight", "smell", "touch", "thought", "photo", "pump_sound", "place", "time_of_day")
"""Every cue, in the order of the weights below and of the inputs of :func:`step`."""


class Parameters(NamedTuple):
    """What each cue has come to mean to her."""

    cry: Annotated[Fraction, Known("weight of the baby's cry", 0, 1, "mcneilly1983", "5 of 10 women responded to it first")] = 0.8
    sight: Annotated[
        Fraction, Known("weight of seeing the baby", 0, 1, "mcneilly1983", "3 of 10 responded to a restless baby")
    ] = 0.25
    smell: Annotated[Fraction, Known("weight of the baby's smell", 0, 1, "assumed", "no measurement in women found")] = 0.05
    touch: Annotated[Fraction, Known("weight of holding the baby", 0, 1, "assumed", "no measurement in women found")] = 0.15
    thought: Annotated[
        Fraction,
        Known("weight of thinking of the baby", 0, 1, "sci2005", "imagery alone fed infants of tetraplegic women; size assumed"),
    ] = 0.4
    photo: Annotated[
        Fraction, Known("weight of a photo or video", 0, 1, "assumed", "small gain of yield in trials of photos")
    ] = 0.15
    pump_sound: Annotated[
        Fraction, Known("weight of the sound of the pump", 0, 1, "assumed", "no measurement in women found")
    ] = 0.1
    place: Annotated[
        Fraction, Known("weight of the usual place", 0, 1, "mcneilly1983", "2 of 10 responded to preparing the feed")
    ] = 0.1
    time_of_day: Annotated[Fraction, Known("weight of the usual hour", 0, 1, "assumed", "no data found")] = 0.1
    priming: Annotated[
        PerSecond,
        Known("priming by a cue of weight 1", 0, 3, "assumed", "calibrated: first milk ejection about 55 s after latch"),
    ] = 1.04
    duration: Annotated[
        Seconds, Known("time constant of a fading cue", 1, 3600, "valtcheva2023", "fitted; about 5 min in mice")
    ] = 195.0
    rise: Annotated[
        Seconds, Known("time constant with which a cue takes effect", 0.1, 600, "valtcheva2023", "30 s of calls in mice")
    ] = 15.0
    preparation: Annotated[
        Seconds,
        Known(
            "how long before latch the feed is prepared, in view of the baby or the pump",
            0,
            1200,
            "mcneilly1983",
            "fitted within 3 to 10 min",
        ),
    ] = 180.0
    learning: Annotated[
        Days,
        Known("time constant with which a first-time mother learns cues", 0.2, 60, "assumed", "some 20 feeds"),
    ] = 3.0
    remembered: Annotated[
        Fraction, Known("share of learned cues that a second-time mother brings along", 0, 1, "assumed", "sign only")
    ] = 0.5
    by_days: Annotated[
        Fraction,
        Known("1: cues count by the days since birth; 0: by their weights alone", 0, 1, "assumed", "a switch, no measurement"),
    ] = 1.0
    dread_of_cry: Annotated[Fraction, Known("dread that the baby's cry brings", 0, 1, "assumed", "none at first")] = 0.0
    dread_of_sight: Annotated[Fraction, Known("dread that seeing the baby brings", 0, 1, "assumed", "none at first")] = 0.0
    dread_of_smell: Annotated[Fraction, Known("dread that the baby's smell brings", 0, 1, "assumed", "none at first")] = 0.0
    dread_of_touch: Annotated[Fraction, Known("dread that holding the baby brings", 0, 1, "assumed", "none at first")] = 0.0
    dread_of_thought: Annotated[Fraction, Known("dread that thinking of the baby brings", 0, 1, "assumed", "none at first")] = 0.0
    dread_of_photo: Annotated[Fraction, Known("dread that a photo or video brings", 0, 1, "assumed", "none at first")] = 0.0
    dread_of_pump_sound: Annotated[
        Fraction, Known("dread that the sound of the pump brings", 0, 1, "assumed", "none at first")
    ] = 0.0
    dread_of_place: Annotated[Fraction, Known("dread that the usual place brings", 0, 1, "assumed", "none at first")] = 0.0
    dread_of_time_of_day: Annotated[Fraction, Known("dread that the usual hour brings", 0, 1, "assumed", "none at first")] = 0.0
    dread_duration: Annotated[
        Seconds, Known("time constant of fading dread", 1, 7200, "assumed", "minutes; no course in nursing mothers found")
    ] = 300.0


class State(NamedTuple):
    """How strongly cues drive the neurons now, and the dread that they bring."""

    level: Fraction = 0.0
    drive: PerSecond = 0.0
    dread: Fraction = 0.0


def learned(day: Days, births: Count, par: Parameters) -> Fraction:
    """How much of their full weight cues have on ``day``: they are learned feed by feed, and partly remembered after a birth."""
    new = math.exp(-day / par.learning)
    return 1.0 - par.by_days * new * (1.0 - par.remembered * min(births - 1.0, 1.0))


@kernel
def step(
    state: State,
    cry: Fraction,
    sight: Fraction,
    smell: Fraction,
    touch: Fraction,
    thought: Fraction,
    photo: Fraction,
    pump_sound: Fraction,
    place: Fraction,
    time_of_day: Fraction,
    par: Parameters,
    dt: Seconds,
) -> State:
    """Move on by ``dt`` with each cue present to the given degree (0 to 1); summed weight and summed dread are capped at 1."""
    present = (
        cry * par.cry
        + sight * par.sight
        + smell * par.smell
        + touch * par.touch
        + thought * par.thought
        + photo * par.photo
        + pump_sound * par.pump_sound
        + place * par.place
        + time_of_day * par.time_of_day
    )
    target = min(present, 1.0)
    rising = math.exp(-dt / par.rise)
    fading = math.exp(-dt / par.duration)
    level = target + (state.level - target) * (rising if target > state.level else fading)
    dreaded = min(
        cry * par.dread_of_cry
        + sight * par.dread_of_sight
        + smell * par.dread_of_smell
        + touch * par.dread_of_touch
        + thought * par.dread_of_thought
        + photo * par.dread_of_photo
        + pump_sound * par.dread_of_pump_sound
        + place * par.dread_of_place
        + time_of_day * par.dread_of_time_of_day,
        1.0,
    )
    calming = math.exp(-dt / par.dread_duration)
    dread = dreaded + (state.dread - dreaded) * (rising if dreaded > state.dread else calming)
    return State(level, level * par.priming, dread)
