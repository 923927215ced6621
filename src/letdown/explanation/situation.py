"""What a case says, as the model needs it: in which circumstances women are drawn, what they go through, and what was seen."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from letdown.dyad import DEFAULTS, Parameters
from letdown.errors import InputError
from letdown.explanation.cases import NO_DROP, Case
from letdown.explanation.questions import GROWTH, Known, told_by
from letdown.explanation.seen import seen
from letdown.populations import Conditions
from letdown.safety import Answers, before_96_hours
from letdown.safety.facts import facts_of
from letdown.sessions import Session, breastfeed, pump

Doing = Literal["feed", "pump"]
_UNKNOWN_DAYS = (7.0, 120.0)
"""Days since birth where they are not told."""
_MINUTES = {"feed": 30.0, "pump": 15.0}
"""How long a session may last at each breast, where that is not told."""
_SCALE_ERROR = {"feed": 3.0, "pump": 5.0}
"""SD in g of a test weighing (two weighings of 2 g, as the instrument's) and of a bottle read by eye (assumed)."""
_LITTLE_GAIN = 20.0
"""g a day below which a gain counts as slow (NICE NG75 and others, as in the red flags)."""


class Measured(NamedTuple):
    """What a scale [mL] and a clock said; None: not told.

    ``first_drop`` [s] (infinite: none came), ``lasted`` [min] how long the baby drank, ``scale_error`` [g] that of the scale.
    """

    first_drop: float | None = None
    volume: float | None = None
    lasted: float | None = None
    scale_error: float = 3.0

    @property
    def any(self) -> bool:
        """Whether anything was measured."""
        return self.dimensions > 0

    @property
    def dimensions(self) -> int:
        """How many numbers were measured."""
        return sum(one is not None for one in (self.first_drop, self.volume, self.lasted))


class Setting(NamedTuple):
    """Whom to draw and what they go through; equal settings share their simulated women."""

    conditions: Conditions
    base: Parameters
    session: Session
    doing: Doing
    vacuum_told: bool


@dataclass(frozen=True)
class Situation:
    """A case as the model needs it.

    ``too_early`` is whether volumes and signs say nothing yet (None: the age is not told); then ``measured`` and ``signs`` are
    what was told and are not used.
    """

    setting: Setting
    day: float
    told: Answers
    known: Known
    measured: Measured
    signs: dict[str, bool]
    too_early: bool | None

    @property
    def judged(self) -> bool:
        """Whether a let-down may be judged by what came."""
        return self.too_early is False


def situation_of(case: Case, seed: int) -> Situation:
    """The situation of a case; raises an :class:`InputError` for what can't be simulated."""
    told = case.asked_first
    known: dict[tuple[str, str], bool] = {}
    for name, answer in case.answers.items():
        known |= told_by(name, answer)
    known |= _also_told(told, known)
    signs = {name: value for name, value in case.signs.model_dump().items() if value is not None}
    if case.scenario:
        setting, day, measured = _of_scenario(case, seed)
        too_early: bool | None = day < 4.0
        return Situation(setting, day, told, known, measured, signs, too_early)
    early = before_96_hours(told)
    day = told.baby.age if told.baby.age is not None else told.mother.days_since_birth
    setting = _setting(case, day)
    tells = case.session
    error = _SCALE_ERROR[setting.doing] if tells.scale_error is None else tells.scale_error
    drop = math.inf if tells.first_drop == NO_DROP else tells.first_drop
    measured = Measured(drop if isinstance(drop, float) else None, tells.volume, tells.lasted, error)
    return Situation(setting, sum(_UNKNOWN_DAYS) / 2.0 if day is None else day, told, known, measured, signs, early)


def _setting(case: Case, day: float | None) -> Setting:
    tells, about = case.session, case.circumstances
    feeding = about.feeding or "exclusive"
    doing: Doing = tells.do or ("pump" if feeding == "pump-dependent" else "feed")
    rounded = None if day is None else _rounded(day)
    conditions = Conditions(_UNKNOWN_DAYS if rounded is None else rounded, about.parity or "mixed", feeding, "term")
    minutes = tells.minutes or _MINUTES[doing]
    sides = ("left", "right") if tells.breasts == 2 else ("left",)
    if doing == "feed":
        entries = [breastfeed(side, minutes, at=f"{60.0 * minutes * place!r} s") for place, side in enumerate(sides)]
    else:
        how = {"minutes": minutes, "rate": tells.rate, "vacuum": None if tells.vacuum is None else f"{tells.vacuum!r} mmHg"}
        places = ("both",) if tells.double else sides
        entries = [pump(side, at=f"{60.0 * minutes * place!r} s", **how) for place, side in enumerate(places)]  # pyright: ignore[reportArgumentType]
    return Setting(conditions, DEFAULTS, Session(*entries), doing, tells.vacuum is not None)


def _rounded(day: float) -> float:
    """To the half day in the first week, to the day in the first month, then to the week."""
    return round(2.0 * day) / 2.0 if day < 7.0 else float(round(day)) if day < 30.0 else 7.0 * round(day / 7.0)


def _of_scenario(case: Case, seed: int) -> tuple[Setting, float, Measured]:
    """What a scenario says, and what would have been measured of its run where the case tells nothing else."""
    from letdown import scenarios
    from letdown.simulation import simulate

    one = scenarios.read(str(case.scenario))
    mother, session = one.uncaused
    kinds = {entry.do for entry in session.given}
    if not kinds & {"breastfeed", "pump"}:
        raise InputError(f"'{one.name}' has neither a breastfeed nor a pumping: there is no let-down to explain.")
    doing: Doing = "feed" if "breastfeed" in kinds else "pump"
    conditions = Conditions(mother.days_postpartum, mother.parity, mother.feeding, mother.infant)
    told_vacuum = any(entry.vacuum is not None for entry in session.given)
    setting = Setting(conditions, mother.parameters, session, doing, told_vacuum)
    tells = case.session
    error = _SCALE_ERROR[doing] if tells.scale_error is None else tells.scale_error
    if tells.first_drop is None and tells.volume is None:
        run = seen(simulate(one.mother(), one.session(), seed, "bursts", averaged=True))
        drop = math.inf if math.isnan(run.first_drop) else run.first_drop
        return setting, mother.days_postpartum, Measured(drop, run.volume, run.lasted if doing == "feed" else None, error)
    drop = math.inf if tells.first_drop == NO_DROP else tells.first_drop
    found = Measured(drop if isinstance(drop, float) else None, tells.volume, tells.lasted, error)
    return setting, mother.days_postpartum, found


def _also_told(told: Answers, known: Known) -> dict[tuple[str, str], bool]:
    """What the questions that are asked first say of the questionnaire, where that says nothing."""
    facts = facts_of(told)
    early = None if told.baby.gestation is None else told.baby.gestation < 37.0
    found: dict[tuple[str, str], bool | None] = {
        ("baby", "born_early"): early,
        ("body", "cord"): told.mother.cord_injury,
        ("taken", "strong_pain_medicine"): told.mother.opioid,
        ("you", "wave"): told.mother.dread_before_milk,
        ("birth", "much_blood"): told.mother.blood_loss_at_birth,
    }
    gain = facts["baby.gain"]
    well = None
    if isinstance(gain, (int, float)):
        well = gain >= _LITTLE_GAIN
    elif told.baby.weight_trend is not None and told.baby.age is not None and told.baby.age > 5.0:
        well = told.baby.weight_trend == "gaining"
    if well is not None:
        found |= {(GROWTH, "well"): well, (GROWTH, "slowly"): not well}
    return {key: so for key, so in found.items() if so is not None and key not in known}


def both_breasts(setting: Setting) -> Setting:
    """The setting with a pumping of one breast followed by one of the other: what helpers for pumping are held against."""
    pumped = [entry for entry in setting.session.given if entry.do == "pump"]
    sides = {side for entry in pumped for side in entry.sides}
    if len(sides) != 1:
        return setting
    last = pumped[-1]
    other = replace(last, side="right" if sides == {"left"} else "left", at=last.end)
    return setting._replace(session=setting.session.with_(other))
