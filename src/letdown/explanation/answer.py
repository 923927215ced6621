"""The answer to a case in four parts, in this order.

Safety; is the baby getting enough; made, let down or taken out; what may help, and what to ask or measure next.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from letdown.causes import GOALS, causes
from letdown.causes.records import Group as Arc
from letdown.explanation.enough import Enough
from letdown.explanation.goals import GOALS_MEASURED
from letdown.explanation.helping import Ranked
from letdown.explanation.hypotheses import NOTHING, groups, hypotheses
from letdown.explanation.inference import Posterior
from letdown.explanation.next_question import Next
from letdown.explanation.questions import questions
from letdown.explanation.texts import burden_in_words, gain_in_words, said
from letdown.safety import INTENDED_USE, Referral, always_said
from letdown.safety.wording import said_when

SCHEMA = 1
View = Literal["parent", "consultant"]
ARCS: tuple[Arc, ...] = ("making", "releasing", "removing", "sign")
_SHOWN_OF_GROUP = 0.2
"""A cause is named with its group from this share of the group's likeliest on."""
_SHOWN_HELPERS = 6


@dataclass(frozen=True)
class Fits:
    """A group of causes that stand together: where in the arc, which causes of it are named there, and how it fits."""

    group: str
    arc: Arc
    causes: tuple[str, ...]
    fit: str


@dataclass(frozen=True)
class Explanation:
    """What can be said of a case. ``posterior`` and what follows are None where they are held back."""

    referral: Referral
    view: View
    enough: Enough | None = None
    notes: tuple[str, ...] = ()
    summary: str = ""
    fits: tuple[Fits, ...] = ()
    goal: str = ""
    helpers: tuple[Ranked, ...] = ()
    next: Next | None = None
    age_asked: bool = False
    posterior: Posterior | None = None
    held_back: bool = False
    babies: int = 1

    def seen_by(self, view: View) -> Explanation:
        """The same for another reader."""
        return replace(self, view=view)

    @property
    def next_text(self) -> str:
        """The one question or measurement, in words."""
        if self.age_asked:
            return said("next", "age")
        if self.next is None:
            return said("next", "nothing")
        if self.next.kind == "measure":
            return said("next", self.next.id)
        return said("next", "question", question=questions()[self.next.id].question)

    def text(self) -> str:
        """Everything in words."""
        from letdown.explanation.words import text

        return text(self)

    def as_json(self) -> dict[str, Any]:
        """For machines; the referral is the first key, always there. In an emergency nothing else is said."""
        found: dict[str, Any] = {"referral": self.referral.as_json(), "schema": SCHEMA, "view": self.view}
        if self.enough is None:
            return found | {"intended_use": INTENDED_USE}
        found |= {
            "enough": {"verdict": self.enough.verdict, "told": list(self.enough.told), "missing": list(self.enough.missing)},
            "always": list(always_said()),
            "notes": list(self.notes),
            "held_back": self.held_back,
        }
        if not self.held_back:
            found |= {
                "summary": self.summary,
                "fits": [_fits_json(one) for one in self.fits],
                "goal": self.goal,
                "helpers": [self._helper_json(one) for one in self.helpers],
            }
            if self.view == "consultant" and self.posterior is not None:
                found["posterior"] = posterior_json(self.posterior)
        next_one = {"kind": "question", "id": "age"} if self.age_asked else _next_json(self.next)
        found["next"] = {**next_one, "text": self.next_text}
        return found | {"limit": said_when()["no_such_study"], "intended_use": INTENDED_USE}

    def _helper_json(self, one: Ranked) -> dict[str, Any]:
        found: dict[str, Any] = {
            "id": one.helper.id,
            "name": one.helper.name,
            "expected": gain_in_words(one.gain, self.goal),
            "burden": burden_in_words(one.helper),
            "grade": one.helper.grade,
            "sources": list(one.helper.sources),
            "say": list(one.helper.say),
            "always": one.verdict.always,
            "limits": list(one.verdict.instead),
            "ask_first": list(one.verdict.questions),
        }
        if self.view == "consultant":
            found["effects"] = [asdict(effect) for effect in one.helper.effects]
            gain = one.gain
            measure = GOALS_MEASURED[self.goal]
            found["gain"] = {
                "of": measure.what,
                "ratio_less_one": measure.ratio,
                "value": gain.value,
                "low": gain.low,
                "high": gain.high,
                "unit": gain.unit,
            }
        return found


def fits_of(posterior: Posterior, view: View) -> tuple[Fits, ...]:
    """The groups, those that fit best first in each part of the arc."""
    found: list[Fits] = []
    shares = posterior.groups()
    for name in sorted((name for name in shares if name != NOTHING), key=lambda name: -shares[name]):
        members = [cause for cause in posterior.of if cause != NOTHING and hypotheses()[cause].group == name]
        top = max(posterior.of[cause] for cause in members)
        for arc in ARCS:
            here = [cause for cause in members if causes()[cause].group == arc and posterior.of[cause] >= _SHOWN_OF_GROUP * top]
            if view == "parent":
                here = [cause for cause in here if hypotheses()[cause].parents]
            if here:
                found.append(Fits(name, arc, tuple(here), posterior.fit(name)))
    return tuple(found)


def posterior_json(posterior: Posterior) -> dict[str, Any]:
    """Prior and posterior of each cause and group, for those who can judge what they rest on."""

    def named(shares: Mapping[str, float]) -> dict[str, float]:
        return {name or "nothing_special": round(share, 4) for name, share in sorted(shares.items(), key=lambda one: -one[1])}

    return {
        "causes": named(posterior.of),
        "groups": named(posterior.groups()),
        "prior_of_causes": named(posterior.prior),
        "prior_of_groups": named(posterior.groups(prior=True)),
    }


def _fits_json(one: Fits) -> dict[str, Any]:
    names = [causes()[cause].name for cause in one.causes]
    return {
        "group": one.group,
        "name": groups()[one.group].name,
        "arc": one.arc,
        "causes": list(one.causes),
        "names": names,
        "fit": one.fit,
        "text": said("fits", one.fit),
    }


def _next_json(one: Next | None) -> dict[str, Any]:
    return {"kind": "none", "id": ""} if one is None else {"kind": one.kind, "id": one.id}


def shown_helpers(found: list[Ranked]) -> tuple[Ranked, ...]:
    """The first few."""
    return tuple(found[:_SHOWN_HELPERS])


__all__ = ["ARCS", "GOALS", "Explanation", "Fits", "View", "fits_of", "shown_helpers"]
