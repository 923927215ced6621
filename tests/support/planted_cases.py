"""Cases with a planted cause, as they would be told: noisy signs, one session's measurements, answers with gaps and slips.

The world that makes them need not be that of ``letdown.explanation``: :class:`World` widens the spreads between women, takes the
full network in place of its stand-in, flips and skips answers, and moves the shares of the answers' tables.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from letdown.causes import with_causes
from letdown.dyad import Mother, parameter_fields, parameter_value
from letdown.explanation.hypotheses import NOTHING, hypotheses, priors
from letdown.explanation.questions import GROWTH, MISREPORT, questions
from letdown.explanation.seen import Seen, seen
from letdown.populations import Conditions, Population
from letdown.sessions import Session, breastfeed, pump
from letdown.simulation import simulate
from letdown.simulation.women import in_order

SETTINGS: tuple[dict[str, Any], ...] = (
    {"circumstances": {"since_birth": 30}, "session": {"do": "feed"}},
    {"circumstances": {"since_birth": 70}, "session": {"do": "pump", "double": True}},
    {"circumstances": {"since_birth": 6}, "session": {"do": "feed"}},
    {"circumstances": {"since_birth": 21, "feeding": "pump-dependent"}, "session": {"do": "pump", "double": True}},
)
"""Few circumstances, so that cases share their simulated women."""
SIGNS = ("felt", "drip", "leaking", "quicker_swallows", "content")


@dataclass(frozen=True)
class World:
    """How nature and people differ from what ``explain`` believes of them.

    ``wider`` raises how far a woman is from the median one, and moves numbers that ``explain`` does not draw; ``skipped`` is the
    share of questions and signs without an answer, ``slips`` that of options misreported, ``contradicted`` that of questions with
    one answer turned round, ``moved`` the spread by which the shares of answers differ from the table's (logits).
    """

    seed: int = 1000
    engine: str = "bursts"
    averaged: bool = True
    wider: float = 1.0
    skipped: float = 0.0
    slips: float = MISREPORT
    contradicted: float = 0.0
    moved: float = 0.0
    answered: bool = True


@dataclass(frozen=True)
class Planted:
    """A case as tables, and the truth behind it."""

    tables: dict[str, Any]
    causes: tuple[str, ...]
    degrees: tuple[float, ...]
    mother: Mother = field(repr=False)
    session: Session = field(repr=False)
    seed: int = 0


def session_of(setting: dict[str, Any]) -> Session:
    told = setting["session"]
    return Session(breastfeed("left", 20.0) if told["do"] == "feed" else pump("both" if told.get("double") else "left", 15.0))


def feeding_of(setting: dict[str, Any]) -> str:
    return setting["circumstances"].get("feeding", "exclusive")


def day_of(setting: dict[str, Any]) -> float:
    return float(setting["circumstances"]["since_birth"])


def possible(setting: dict[str, Any]) -> dict[str, float]:
    return priors(day_of(setting), feeding_of(setting), setting["session"]["do"])


def chosen(setting: dict[str, Any], rng: np.random.Generator, evenly: bool) -> str:
    """A cause: each as likely as another, or as the priors say."""
    shares = {name: share for name, share in possible(setting).items() if name != NOTHING}
    names = list(shares)
    weights = np.ones(len(names)) if evenly else np.array([shares[name] for name in names])
    return names[int(rng.choice(len(names), p=weights / weights.sum()))]


def planted(
    truths: Sequence[tuple[int, tuple[str, ...]]], world: World, settings: Sequence[dict[str, Any]] = SETTINGS
) -> list[Planted]:
    """A case for each truth: the place of its setting, and its causes (none: nothing special)."""
    jobs: list[Planted] = []
    for number, (place, causes) in enumerate(truths):
        rng = np.random.default_rng([world.seed, number])
        setting = settings[place]
        conditions = Conditions(day_of(setting), "mixed", feeding_of(setting), "term")
        mother = widened(Population(number + 1, world.seed, conditions)[number], world, rng)
        degrees = tuple(float(rng.uniform(hypotheses()[one].low, hypotheses()[one].high)) for one in causes)
        given = dict(zip(causes, degrees, strict=True))
        jobs.append(Planted(setting, causes, degrees, *with_causes(mother, session_of(setting), given), world.seed + number))

    def told(job: Planted) -> Planted:
        run = seen(simulate(job.mother, job.session, job.seed, world.engine, averaged=world.averaged))
        rng = np.random.default_rng([world.seed, job.seed, 7])
        return Planted(tables_of(job, run, world, rng), job.causes, job.degrees, job.mother, job.session, job.seed)

    return [case for _, case in in_order(jobs, told)]


def widened(mother: Mother, world: World, rng: np.random.Generator) -> Mother:
    """``mother`` farther from the median woman, and moved in numbers that do not differ between the women of ``explain``."""
    if world.wider == 1.0:
        return mother
    usual, changes = Mother().parameters, {}
    for path, known in parameter_fields().items():
        own, base = parameter_value(mother.parameters, path), parameter_value(usual, path)
        if own != base and own > 0.0 and base > 0.0 and not path.startswith("burst_generator"):
            changes[path] = min(max(base * (own / base) ** world.wider, known.low), known.high)
    for path in ("myoepithelium.rise", "posterior_pituitary.pool_capacity", "pump.comfortable_vacuum", "suckling.endurance"):
        known, own = parameter_fields()[path], parameter_value(mother.parameters, path)
        changes[path] = min(max(own * math.exp(0.3 * rng.standard_normal()), known.low), known.high)
    return mother.with_parameters(changes)


def tables_of(job: Planted, run: Seen, world: World, rng: np.random.Generator) -> dict[str, Any]:
    """The case as it would be told: what the scale and the clock say, what was noticed, and what she answers."""
    setting = job.tables
    doing = setting["session"]["do"]
    error = 3.0 if doing == "feed" else 5.0
    tells = dict(setting["session"])
    tells["volume"] = f"{max(0.0, run.volume + error / 1.03 * rng.standard_normal()):.1f} mL"
    if math.isnan(run.first_drop):
        tells["first_drop"] = "none"
        if float(tells["volume"].split()[0]) > 2.0:
            del tells["first_drop"]
    else:
        tells["first_drop"] = f"{min(run.first_drop * math.exp(0.2 * rng.standard_normal()), 7000.0):.0f} s"
    signs = {}
    for name in SIGNS:
        if doing == "pump" and name in ("quicker_swallows", "content"):
            continue
        chance = 0.05 + 0.9 * float(np.clip(getattr(run, name), 0.0, 1.0))
        if rng.random() > world.skipped:
            signs[name] = bool(rng.random() < chance)
    answers, growth = answers_of(job.causes, doing, world, rng)
    if not world.answered:
        return {**setting, "session": tells, "signs": signs}
    baby = {"age": day_of(setting), **growth}
    return {**setting, "session": tells, "signs": signs, "answers": answers, "safety": {"baby": baby}}


def answers_of(
    causes: tuple[str, ...], doing: str, world: World, rng: np.random.Generator
) -> tuple[dict[str, Any], dict[str, Any]]:
    """What she answers to the questions that she does not skip; with two causes whatever either of them brings on."""
    answers: dict[str, Any] = {}
    growth: dict[str, Any] = {}
    for name, one in questions().items():
        if not one.asked_in(doing) or rng.random() < (0.5 if name == GROWTH else world.skipped):
            continue
        shares = {}
        for option, told in one.options.items():
            each = [told.share(cause) for cause in causes] or [told.otherwise]
            share = max(each) if max(each) > told.otherwise else min(each)
            logit = math.log(share / (1.0 - share)) + world.moved * rng.standard_normal()
            shares[option] = 1.0 / (1.0 + math.exp(-logit))
        if one.kind == "one":
            weights = np.array(list(shares.values()))
            said = str(rng.choice(list(shares), p=weights / weights.sum()))
            if rng.random() < world.contradicted + world.slips:
                said = str(rng.choice(list(shares)))
            if name == GROWTH:
                growth["weight_trend"] = "gaining" if said == "well" else "no gain for five days or more"
            else:
                answers[name] = said
        else:
            so = {option: bool(rng.random() < share) for option, share in shares.items()}
            told = {option: there != (rng.random() < world.slips) for option, there in so.items()}
            if rng.random() < world.contradicted:
                option = str(rng.choice(list(told)))
                told[option] = not told[option]
            answers[name] = [option for option, there in told.items() if there]
    return answers, growth
