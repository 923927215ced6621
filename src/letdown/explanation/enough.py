"""Is the baby getting enough: from weight, nappies and waking alone, never from a let-down, and never against a red flag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from letdown.safety import Answers, Referral, red_flags
from letdown.safety.facts import facts_of

Verdict = Literal["look", "unknown", "as wanted"]
_PRESSING = ("emergency", "today", "soon")


@dataclass(frozen=True)
class Enough:
    """``look``: a sign needs someone to look; ``unknown``: ``missing`` tells what to watch; ``as wanted``: what was told is."""

    verdict: Verdict
    told: tuple[str, ...]
    missing: tuple[str, ...]


def enough(told: Answers, referral: Referral) -> Enough:
    """What weight, nappies and waking say; only all three of them together can be as wanted."""
    facts = facts_of(told)
    have = {
        "weight": any(
            facts[name] is not None for name in ("baby.gain", "baby.loss", "baby.weight_trend", "baby.back_to_birth_weight")
        ),
        "nappies": facts["baby.wet_nappies"] is not None and told.baby.age is not None,
        "waking": told.baby.wakes is not None,
    }
    missing = tuple(name for name, there in have.items() if not there)
    known = tuple(name for name, there in have.items() if there)
    about_baby = [name for name in referral.reasons if red_flags()[name].who == "baby" and red_flags()[name].level in _PRESSING]
    if about_baby or referral.undecided:
        return Enough("look", known, missing)
    return Enough("unknown" if missing else "as wanted", known, missing)
