"""What follows from the raw answers without a model: loss, gain, nappies missing; unknown (None) where an answer is."""

from __future__ import annotations

from itertools import pairwise

from letdown.safety.answers import Answers, Baby, Mother
from letdown.safety.logic import Fact

SECRETORY_ACTIVATION = 4.0
"""Days (96 h) before which millilitres and no feeling are usual, and volumes say nothing about a let-down."""
_WET_NAPPIES = ((1.0, 1), (2.0, 2), (3.0, 3), (4.0, 4), (5.0, 6), (42.0, 5))
"""From this age in days on: how many in the last 24 hours at least. Full days, since the last 24 hours are counted."""
_LOSS_ENDS = 3.0  # days: most babies lose weight up to day 3 or 4 (NICE NG75)
_SECOND_WEEK = 7.0
_TERM = 37.0


def facts_of(answers: Answers) -> dict[str, Fact]:
    """Every answer under its dotted name, and what follows from them."""
    baby, mother = answers.baby, answers.mother
    facts: dict[str, Fact] = {"worried": answers.worried}
    for who, table in (("baby", baby), ("mother", mother)):
        for name in type(table).model_fields:
            value = getattr(table, name)
            if value is None or isinstance(value, (bool, int, float, str)):
                facts[f"{who}.{name}"] = value
    return facts | _of_weight(baby) | _of_baby(baby) | _of_mother(mother, baby)


def fact_names() -> frozenset[str]:
    """Every name that a condition may use."""
    return frozenset(facts_of(Answers())) - {"baby.born", "baby.weighings"}


def expected_wet_nappies(age: float | None) -> int | None:
    """How many wet nappies are wanted in 24 hours at ``age`` in days; None before the first day is over."""
    wanted = [count for start, count in _WET_NAPPIES if age is not None and age >= start]
    return wanted[-1] if wanted else None


def before_96_hours(answers: Answers) -> bool | None:
    """Whether it is too early to judge a let-down from volumes; None where the age is unknown."""
    age = answers.baby.age if answers.baby.age is not None else answers.mother.days_since_birth
    return None if age is None else age < SECRETORY_ACTIVATION


def own_team_first(answers: Answers) -> bool:
    """Whether the baby was told to be premature or sick, so that the plan of the unit comes first."""
    baby = answers.baby
    return bool(
        (baby.gestation is not None and baby.gestation < _TERM) or baby.ill or baby.heart_condition or baby.mouth_condition
    )


def _either(*values: bool | None) -> bool | None:
    """True if one says so; false if one says so and none says true; unknown if none speaks."""
    return True if True in values else False if False in values else None


def _of_baby(baby: Baby) -> dict[str, Fact]:
    drowsy = None if baby.wakes is None else baby.wakes in ("too sleepy to feed", "hard to wake")
    wanted = expected_wet_nappies(baby.age)
    no_feed = None if baby.feeds is None or baby.age is None or baby.age < 1.0 else baby.feeds == 0
    return {
        "baby.drowsy": drowsy,
        "baby.not_feeding": _either(baby.refuses, no_feed, drowsy),
        "baby.yellow_any": _either(baby.yellow, baby.yellow_growing or None, baby.yellow_legs or None),
        "baby.wet_nappies_short": None if wanted is None or baby.wet_nappies is None else max(0, wanted - baby.wet_nappies),
    }


def _of_mother(mother: Mother, baby: Baby) -> dict[str, Fact]:
    hot = None if mother.temperature is None else mother.temperature >= 38.0
    bleeding = None if mother.bleeding is None else mother.bleeding not in ("none", "usual")
    told = [since for since in (mother.days_since_birth, baby.age) if since is not None]
    return {
        "mother.feverish": _either(hot, mother.fever),
        "mother.bleeding_a_lot": bleeding,
        "mother.days_since_birth": max(told) if told else None,
    }


def _weighings(baby: Baby) -> list[tuple[float, float]]:
    """(age in days, grams) of each weighing after birth, the earliest first."""
    found: list[tuple[float, float]] = []
    for one in baby.weighings or ():
        if one.age is not None:
            found.append((one.age, one.weight))
        elif one.on is not None and baby.born is not None:
            found.append((float((one.on - baby.born).days), one.weight))
    return sorted(found)


def _of_weight(baby: Baby) -> dict[str, Fact]:
    """Loss in % of the birth weight, gain in g a day, and the ages at which something was seen; the worse of two answers."""
    weighed = _weighings(baby)
    latest = weighed[-1] if weighed else None
    losses = [] if baby.weight_loss is None else [baby.weight_loss]
    below_at: list[float] = []
    if baby.back_to_birth_weight is False and baby.age is not None:
        below_at.append(baby.age)
    if latest is not None and baby.birth_weight is not None:
        losses.append(100.0 * (baby.birth_weight - latest[1]) / baby.birth_weight)
        if latest[1] < baby.birth_weight:
            below_at.append(latest[0])
    losing_at = [
        later[0] for earlier, later in list(pairwise(weighed))[-1:] if earlier[0] >= _LOSS_ENDS and later[1] < earlier[1]
    ]
    if baby.weight_trend == "losing" and baby.age is not None:
        losing_at.append(baby.age)
    return {
        "baby.loss": round(max(losses), 6) if losses else None,
        "baby.weighed_at": None if latest is None else latest[0],
        "baby.below_birth_weight_at": max(below_at) if below_at else None,
        "baby.losing_at": max(losing_at) if losing_at else None,
        "baby.gain": _gain(weighed),
        "baby.days_without_gain": _days_without_gain(weighed, baby),
    }


def _gain(weighed: list[tuple[float, float]]) -> float | None:
    """Gain in g a day between the latest weighing and the last one at least a week before it, both after the first week."""
    if not weighed:
        return None
    age, weight = weighed[-1]
    earlier = [one for one in weighed if one[0] >= _SECOND_WEEK and age - one[0] >= 7.0]
    return round((weight - earlier[-1][1]) / (age - earlier[-1][0]), 6) if earlier else None


def _days_without_gain(weighed: list[tuple[float, float]], baby: Baby) -> float | None:
    """The longest time up to the latest weighing in which nothing was gained, after the first days."""
    found = [weighed[-1][0] - age for age, weight in weighed[:-1] if age >= _LOSS_ENDS and weighed[-1][1] <= weight]
    if baby.weight_trend == "no gain for five days or more":
        found.append(5.0)
    later = [one for one in weighed if one[0] >= _LOSS_ENDS]
    return max(found) if found else 0.0 if len(later) > 1 or baby.weight_trend == "gaining" else None
