"""The infant at the nipple: sucking bursts, pauses, the vacuum of each suck, and why a feed ends.

Sucking is fast until milk flows and slow when it does; bursts shorten and pauses lengthen with satiety. The feed ends by
satiety, by tiring (or falling asleep), or by giving up when no milk comes; being taken off is the session's doing. A sated
infant stays at the breast for a while and sucks for comfort: it stimulates the nipple and takes no milk.
"""

from __future__ import annotations

import math
from typing import Annotated, NamedTuple

from letdown.kernel import kernel
from letdown.quantity import Days, Fraction, Hertz, Known, Millilitres, MillilitresPerSecond, MmHg, Seconds

SUCKING = 0
"""``State.ended`` while the feed goes on; the other codes say why it ended."""
SATED = 1
TIRED = 2
GAVE_UP = 3
ENDINGS = {SUCKING: "taken off", SATED: "satiety", TIRED: "tired or fell asleep", GAVE_UP: "gave up: hardly any milk came"}
"""Each code in words; a feed that was still going on when its time was over was ended by being taken off."""


class Parameters(NamedTuple):
    """One infant."""

    baseline_vacuum: Annotated[
        MmHg, Known("vacuum held between sucks", 0, 150, "geddes2008", "-64 there, -31 in geddes2012: -50 between")
    ] = 50.0
    peak_vacuum: Annotated[MmHg, Known("vacuum at the peak of a suck", 20, 300, "geddes2008")] = 145.0
    nutritive_rate: Annotated[
        Hertz, Known("suck rate while milk flows", 0.5, 2.0, "qureshi2002", "70 a minute at one month, from a bottle")
    ] = 1.1
    non_nutritive_rate: Annotated[
        Hertz, Known("suck rate before milk flows", 0.8, 3.0, "assumed", "about 2 a second by common textbook account")
    ] = 1.9
    flow_threshold: Annotated[
        MillilitresPerSecond,
        Known("flow that half turns sucking nutritive", 0.001, 1, "assumed", "calibrated; less than a suck's volume each second"),
    ] = 0.0156
    rate_time_constant: Annotated[
        Seconds, Known("over which the infant feels how milk flows", 0.5, 30, "assumed", "a few sucks")
    ] = 4.0
    rise_share: Annotated[
        Fraction, Known("share of a cycle in which vacuum is put on", 0.1, 0.9, "assumed", "fast on, slow off")
    ] = 0.4
    early_burst: Annotated[Seconds, Known("sucking burst at the start of a feed", 1, 120, "assumed", "working value")] = 18.0
    early_pause: Annotated[Seconds, Known("pause at the start of a feed", 0, 60, "assumed", "working value")] = 5.0
    late_burst: Annotated[Seconds, Known("sucking burst near satiety", 1, 120, "assumed", "working value")] = 6.0
    late_pause: Annotated[Seconds, Known("pause near satiety", 0, 120, "assumed", "working value")] = 10.0
    appetite: Annotated[
        Fraction,
        Known(
            "milk that sates, as a share of what the first breast holds",
            0.05,
            5,
            "kent2006",
            "calibrated: 67 % of available taken",
        ),
    ] = 0.606
    second_breast_appetite: Annotated[
        Fraction, Known("appetite left for a second breast", 0, 1, "assumed", "60 % of the first breast's feed")
    ] = 0.6
    endurance: Annotated[
        Seconds, Known("active sucking after which the infant tires", 30, 7200, "assumed", "shorter in illness or prematurity")
    ] = 1200.0
    patience: Annotated[
        Seconds, Known("sucking without milk after which the infant gives up", 20, 3600, "assumed", "calibrated; no source seen")
    ] = 216.0
    comfort_duration: Annotated[
        Seconds,
        Known("comfort sucking after satiety", 0, 7200, "mitoulas2002", "derived: 16.6 min at the breast, half of it for milk"),
    ] = 300.0
    comfort_fading: Annotated[
        Days,
        Known(
            "time constant with which comfort sucking shortens as the infant grows", 20, 2000, "kent2013", "derived: 36 to 23 min"
        ),
    ] = 130.0
    comfort_day: Annotated[
        Days, Known("day on which comfort sucking lasts that long", 1, 400, "mitoulas2002", "infants of one to six months")
    ] = 90.0
    comfort_stimulus: Annotated[
        Fraction,
        Known("stimulus of comfort sucking beside that of sucking for milk", 0, 1, "assumed", "calibrated; light and slow"),
    ] = 0.233
    coping_flow: Annotated[
        MillilitresPerSecond,
        Known(
            "flow above which the infant lets go to swallow and breathe",
            0.05,
            100,
            "assumed",
            "usually more than any breast gives",
        ),
    ] = 100.0
    newborn_rate: Annotated[
        Fraction, Known("suck rate of a newborn beside that at one month", 0.3, 1.5, "qureshi2002", "55 to 70 a minute, bottle")
    ] = 0.79
    newborn_vacuum: Annotated[
        Fraction,
        Known(
            "vacuum of a newborn's suck beside that of an established infant",
            0.1,
            1.2,
            "qureshi2002",
            "derived: milk of a suck grows from 0.17 to 0.30 mL in the first month",
        ),
    ] = 0.57
    maturing_days: Annotated[
        Days, Known("time constant with which sucking matures", 1, 100, "qureshi2002", "derived: nearly done at one month")
    ] = 10.0
    premature_strength: Annotated[
        Fraction, Known("vacuum and endurance of a premature infant beside a term one's", 0.05, 1, "assumed", "weak and short")
    ] = 0.4


class State(NamedTuple):
    """Where the infant is in its rhythm."""

    phase: Fraction = 0.0
    rate: Hertz = 1.9
    felt_flow: MillilitresPerSecond = 0.0
    active: Fraction = 0.0
    clock: Seconds = 0.0
    sucked: Seconds = 0.0
    without_milk: Seconds = 0.0
    satiety: Fraction = 0.0
    sucks: Fraction = 0.0
    ended: Fraction = 0.0
    comforted: Seconds = 0.0


AWAY = State()
"""An infant that is not at this breast."""


def matured(day: Days, maturity: Fraction, par: Parameters) -> Parameters:
    """The infant on ``day`` since birth; ``maturity`` is 1 at term and 0 for a premature infant.

    Late preterm infants lie between: they look like term infants and tire.
    """
    young = math.exp(-day / par.maturing_days)
    vacuum = 1.0 - (1.0 - par.newborn_vacuum) * young
    strength = par.premature_strength + (1.0 - par.premature_strength) * maturity
    return par._replace(
        nutritive_rate=par.nutritive_rate * (1.0 - (1.0 - par.newborn_rate) * young),
        baseline_vacuum=par.baseline_vacuum * vacuum,
        peak_vacuum=vacuum * (par.baseline_vacuum + (par.peak_vacuum - par.baseline_vacuum) * strength),
        endurance=par.endurance * strength,
        comfort_duration=par.comfort_duration * math.exp((par.comfort_day - day) / par.comfort_fading),
    )


@kernel
def step(
    state: State,
    attached: Fraction,
    intake: Millilitres,
    wanted: Millilitres,
    flow: MillilitresPerSecond,
    par: Parameters,
    dt: Seconds,
) -> State:
    """Move on by ``dt``: rhythm, satiety and the end of the feed.

    ``attached`` is 1 at the breast and 0 away from it; ``intake`` is what this breast has given of the ``wanted`` milk.
    """
    if attached == 0.0:
        return AWAY
    if state.ended != 0.0:
        return State(
            state.phase,
            state.rate,
            0.0,
            0.0,
            state.clock,
            state.sucked,
            state.without_milk,
            state.satiety,
            state.sucks,
            state.ended,
            state.comforted + dt,
        )
    satiety = intake / wanted
    burst = par.early_burst + (par.late_burst - par.early_burst) * min(satiety, 1.0)
    pause = par.early_pause + (par.late_pause - par.early_pause) * min(satiety, 1.0)
    clock = state.clock + dt
    if clock > burst + pause:
        clock = 0.0
    felt_flow = flow + (state.felt_flow - flow) * math.exp(-dt / par.rate_time_constant)
    active = 1.0 if clock <= burst and felt_flow <= par.coping_flow else 0.0
    flowing = felt_flow / (felt_flow + par.flow_threshold)
    rate = par.non_nutritive_rate + (par.nutritive_rate - par.non_nutritive_rate) * flowing
    cycles = state.phase + rate * dt * active
    sucked = state.sucked + dt * active
    without_milk = state.without_milk + dt if flowing < 0.5 else 0.0
    ended = 0.0
    if satiety >= 1.0:
        ended = 1.0
    elif sucked > par.endurance:
        ended = 2.0
    elif without_milk > par.patience:
        ended = 3.0
    sucks = state.sucks + rate * dt * active
    return State(
        cycles - math.floor(cycles),
        rate,
        felt_flow,
        active if ended == 0.0 else 0.0,
        clock,
        sucked,
        without_milk,
        satiety,
        sucks,
        ended,
        0.0,
    )


@kernel
def comfort(state: State, par: Parameters) -> Fraction:
    """1 while a sated infant sucks for comfort, else 0."""
    return 1.0 if state.ended == SATED and state.comforted < par.comfort_duration else 0.0


@kernel
def vacuum(state: State, ahead: Seconds, par: Parameters) -> MmHg:
    """Vacuum ``ahead`` seconds from now while the rhythm lasts; the baseline in a pause, none after the feed.

    Fast on and slow off: half a cosine up in ``rise_share`` of the cycle, half a cosine down in the rest.
    """
    if state.ended != 0.0:
        return 0.0
    if state.active == 0.0:
        return par.baseline_vacuum
    cycles = state.phase + state.rate * ahead
    phase = cycles - math.floor(cycles)
    if phase < par.rise_share:
        share = 0.5 - 0.5 * math.cos(math.pi * phase / par.rise_share)
    else:
        share = 0.5 + 0.5 * math.cos(math.pi * (phase - par.rise_share) / (1.0 - par.rise_share))
    return par.baseline_vacuum + (par.peak_vacuum - par.baseline_vacuum) * share
