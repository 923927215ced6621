"""``explain``: from what is known of a case to an answer; the rules of safety first, then the model."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from letdown.errors import InputError, ParameterError, unknown_name
from letdown.explanation.answer import Explanation, View, fits_of, shown_helpers
from letdown.explanation.cases import Case, read_case
from letdown.explanation.enough import enough
from letdown.explanation.ensembles import ensemble_of
from letdown.explanation.helping import candidates, drawn_from, gains, ranked
from letdown.explanation.hypotheses import NOTHING
from letdown.explanation.inference import Posterior, posterior_of
from letdown.explanation.next_question import worth_asking
from letdown.explanation.situation import Situation, situation_of
from letdown.explanation.texts import said
from letdown.safety import own_team_first, referral
from letdown.safety.referring import LOCAL_NUMBER
from letdown.safety.wording import said_when
from letdown.simulation import checked_seed
from letdown.simulation.women import Progress

WOMEN = 48
"""Women simulated for each hypothesis, and at most so many for each helper."""
_HELPED = 32
_LEAST_WOMEN, _MOST_WOMEN = 8, 2000
_MOUTH = "mouth"
_NO_MEDICINE = ("alcohol", "smoke")


def explain(
    case: Case | Mapping[str, Any] | str | Path,
    *,
    view: View = "parent",
    seed: int = 0,
    women: int = WOMEN,
    text_shown: bool = False,
    emergency_number: str = LOCAL_NUMBER,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Explanation:
    """What fits a case, what may help, and what to ask or measure next; safety first.

    ``case`` is a :class:`Case`, tables, or a TOML file of a case or a scenario. ``view`` is ``"parent"`` (words) or
    ``"consultant"`` (with the posterior); ``women`` are simulated for each cause. Where help is needed today, causes and
    helpers are held back until ``text_shown`` says that the text was; in an emergency there are none. Raises an
    :class:`~letdown.errors.InputError` for what can't be explained.
    """
    if view not in ("parent", "consultant"):
        raise ParameterError(unknown_name("view", str(view), ("parent", "consultant")))
    if not _LEAST_WOMEN <= women <= _MOST_WOMEN:
        raise InputError(f"women = {women}: give a whole number from {_LEAST_WOMEN} to {_MOST_WOMEN}.")
    checked_seed(seed)
    given = case if isinstance(case, Case) else read_case(case)
    told = given.asked_first
    first = referral(told, emergency_number)
    if first.helpers == "none":
        return Explanation(first, view)
    babies = given.circumstances.babies or 1
    situation = situation_of(given, seed)
    start = Explanation(first, view, enough(told, first), _notes(situation), babies=babies)
    if first.helpers == "after the text" and not text_shown:
        return Explanation(first, view, start.enough, held_back=True, age_asked=situation.too_early is None, babies=babies)
    halves = _halved(progress)
    ensemble = ensemble_of(situation, women, seed, threads, halves[0])
    posterior = posterior_of(situation, ensemble)
    goal = goal_of(given, situation)
    verdicts = candidates(situation, goal)
    drawn = drawn_from(posterior, ensemble, min(women, _HELPED))
    found = gains(ensemble, drawn, list(verdicts), goal, seed, threads, halves[1])
    asked = worth_asking(situation, posterior, ensemble, seed)
    return Explanation(
        first,
        view,
        start.enough,
        (*start.notes, *_about(situation, posterior)),
        _summary(posterior),
        fits_of(posterior, view),
        goal,
        shown_helpers(ranked(situation, posterior, found, verdicts, goal)),
        asked[0] if asked else None,
        situation.too_early is None,
        posterior,
        babies=babies,
    )


def goal_of(case: Case, situation: Situation) -> str:
    """The wish told, or as the case suggests: calm where milk comes too fast, supply while apart, comfort where it hurts."""
    if case.goal is not None:
        return case.goal
    known = situation.known
    if known.get(("baby", "splutters")):
        return "calmer_flow"
    if known.get(("around", "apart")) or situation.setting.conditions.feeding == "pump-dependent":
        return "keep_supply"
    return "comfort" if known.get(("pain", "all_through")) else "more_milk"


def _notes(situation: Situation) -> tuple[str, ...]:
    """What has to be said before anything is judged."""
    found: list[str] = []
    told = situation.measured.any or bool(situation.signs)
    if situation.too_early:
        found += [said_when()["before_96_hours"], *([said("summary", "early")] if told else [])]
    elif situation.too_early is None and told:
        found.append(said("summary", "no_age"))
    if own_team_first(situation.told) or situation.known.get(("baby", "born_early")):
        found.append(said_when()["own_team_first"])
    if any(situation.signs.get(name) is False for name in ("felt", "drip")) and situation.judged:
        found.append(said("summary", "no_sign"))
    return tuple(found)


def _about(situation: Situation, posterior: Posterior) -> tuple[str, ...]:
    found: list[str] = []
    if posterior.fit(_MOUTH) in ("well", "partly") and situation.setting.doing == "feed":
        found.append(said("summary", "pair"))
    if any(so for (question, option), so in situation.known.items() if question == "taken" and option not in _NO_MEDICINE):
        found.append(said("summary", "medicine"))
    return tuple(found)


def _summary(posterior: Posterior) -> str:
    if any(posterior.fit(group) in ("well", "partly") for group in posterior.groups() if group != NOTHING):
        return said("summary", "stands_out")
    return said("summary", "usual" if posterior.of[NOTHING] >= 0.5 else "not_enough")


def _halved(progress: Progress | None) -> tuple[Progress | None, Progress | None]:
    """Progress of the first and the second part of the work, which take about as long."""
    if progress is None:
        return None, None
    return (lambda share: progress(0.6 * share)), (lambda share: progress(0.6 + 0.4 * share))
