"""An answer as text: the referral first, then the four parts, then what is always said."""

from __future__ import annotations

from collections.abc import Iterator

from letdown.causes import causes
from letdown.explanation.answer import ARCS, Explanation, Fits
from letdown.explanation.goals import GOALS_MEASURED
from letdown.explanation.helping import Ranked
from letdown.explanation.hypotheses import NOTHING, groups
from letdown.explanation.texts import burden_in_words, gain_in_words, said, said_gain
from letdown.safety import INTENDED_USE, always_said
from letdown.safety.wording import said_when

_MOST = 4
"""Groups named in one part of the arc."""
_FIT_ORDER = ("well", "partly", "not")


def text(one: Explanation) -> str:
    """Everything in words, as the command line prints it."""
    return "\n".join(_lines(one)).rstrip() + "\n"


def _lines(one: Explanation) -> Iterator[str]:
    yield said("headings", "safety").upper()
    yield one.referral.text
    if one.enough is None:
        yield from ("", INTENDED_USE)
        return
    yield from ("", said("headings", "enough").upper())
    yield enough_text(one)
    yield from ("", said("headings", "arc").upper())
    yield from one.notes
    if one.held_back:
        yield said("summary", "held_back")
    else:
        yield one.summary
        yield from _arc(one)
        yield from ("", said("headings", "helpers").upper())
        yield from _helping(one)
    yield from ("", said("headings", "next").upper(), one.next_text)
    if one.view == "consultant" and one.posterior is not None and not one.held_back:
        yield from _posterior(one)
    yield ""
    yield from (f"- {sentence}" for sentence in (*always_said(), said_when()["no_such_study"]))
    yield from ("", INTENDED_USE)


def enough_text(one: Explanation) -> str:
    """The second part, in words."""
    if one.enough is None:
        return ""
    missing = "; ".join(said("missing", name) for name in one.enough.missing)
    verdict = one.enough.verdict.replace(" ", "_")
    found = said("enough", verdict, missing=missing) if verdict == "unknown" else said("enough", verdict)
    if verdict == "look" and missing:
        found += " " + said("enough", "unknown", missing=missing)
    return found + (" " + said("enough", "twins") if one.babies > 1 else "")


def _arc(one: Explanation) -> Iterator[str]:
    """What is made, let down, taken out: what fits well, partly, and not."""
    for arc in ARCS:
        here = [fits for fits in one.fits if fits.arc == arc and fits.fit in _FIT_ORDER]
        here = sorted(here, key=lambda fits: _FIT_ORDER.index(fits.fit))
        if not here and arc == "sign":
            continue
        yield f"{said('arcs', arc)}:"
        for fits in here[:_MOST]:
            yield f"  {_named(fits)}: {said('fits', fits.fit)}"
        if not here:
            yield f"  {said('fits', 'open')}"
    for fits in one.fits:
        if fits.fit in ("well", "partly"):
            for cause in fits.causes[:2]:
                yield from (f"- {sentence}" for sentence in causes()[cause].say)


def _named(fits: Fits) -> str:
    names = [causes()[cause].name for cause in fits.causes]
    return names[0] if len(names) == 1 else f"{groups()[fits.group].name} ({', '.join(names)})"


def _helping(one: Explanation) -> Iterator[str]:
    if not one.helpers:
        yield said("helpers", "none")
        return
    yield said("helpers", "ranked_for", goal=said("goals", one.goal))
    yield said("helpers", "watch")
    if said_gain(one.helpers[0].gain.value, one.goal) == said_gain(0.0, one.goal):
        yield said("helpers", "no_change")
    for place, ranked in enumerate(one.helpers, 1):
        yield f"{place}. {ranked.helper.name}"
        yield f"   {gain_in_words(ranked.gain, one.goal)}"
        if one.view == "consultant":
            yield f"   {_numbers(ranked, one.goal)}"
        yield f"   {said('helpers', 'asks', burden=burden_in_words(ranked.helper))}"
        yield f"   {said('helpers', 'studies', grade=said('grades', ranked.helper.grade))} {' '.join(ranked.helper.say)}"
        for limit in (ranked.verdict.always, *ranked.verdict.instead):
            if limit:
                yield f"   {limit}"
        for question in ranked.verdict.questions:
            yield f"   {said('helpers', 'before', question=question)}"


def _numbers(ranked: Ranked, goal: str) -> str:
    gain, measure = ranked.gain, GOALS_MEASURED[goal]
    unit = "" if measure.unit == "1" else f" {measure.unit}"
    how = "ratio less one" if measure.ratio else "difference"
    sources = ", ".join(ranked.helper.sources)
    return f"{measure.what}, {how}: {gain.value:+.2f} ({gain.low:+.2f} to {gain.high:+.2f}, 8 in 10 women){unit}; {sources}"


def _posterior(one: Explanation) -> Iterator[str]:
    """For those who can judge it: groups and causes with prior and posterior."""
    found = one.posterior
    if found is None:
        return
    yield from ("", "POSTERIOR (prior), of the model and of assumed shares of answers; one cause at a time")
    before, after = found.groups(prior=True), found.groups()
    for name in sorted(after, key=lambda name: -after[name])[:8]:
        told = groups()[name].name if name != NOTHING else "nothing special"
        yield f"  {after[name]:.2f} ({before[name]:.2f})  {told}"
    yield "  " + ", ".join(f"{cause} {found.of[cause]:.2f}" for cause in found.ranked[:6])
