"""The tables of safety as a page, written from the package's own data: what is read there is what runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from _experiment_pages import plain

from letdown.safety import always_said, helper_names, red_flags
from letdown.safety.contraindications import Rule, condition_questions, helpers
from letdown.safety.facts import expected_wet_nappies
from letdown.safety.red_flags import LEVELS, RedFlag, level_words, taps
from letdown.safety.sources import sources, table
from letdown.safety.wording import said_when

_WHO = {"baby": "The baby", "mother": "The mother", "either": "Either"}


def safety_page() -> str:
    """All tables, below the introduction."""
    parts = [
        "## Asked first",
        _list(f"{_said(tap.question)} (`{tap.id}`)" for tap in taps()),
        "## Levels",
        _rows(("level", "what is said first"), ((level, _said(level_words()[level])) for level in LEVELS)),
        "## Red flags",
        f"{len(red_flags())} signs. *[r]*: recalled, to be checked before use. *Not in print* is never printed.",
    ]
    for who, heading in _WHO.items():
        flags = [flag for level in LEVELS for flag in red_flags().values() if (flag.who, flag.level) == (who, level)]
        parts += [f"### {heading}", _rows(("sign", "level", "condition", "what is said", "source, checked"), map(_flag, flags))]
    parts += ["### Wet nappies", "At least so many in the last 24 hours, by full days of age:", _nappies()]
    parts += ["## Helpers and what stands against them", *(part for name in helper_names() for part in _helper(name))]
    never = table("contraindications.toml")["never_offered"]
    told = ", ".join(str(name).replace("_", " ") for name in never["names"])
    parts += [f"**Never offered**: {told}. {_said(never['because'])} {_said(never['instead'])}"]
    parts += ["## Always said", _list(map(_said, always_said())), "And where it fits:", _list(map(_said, said_when().values()))]
    parts += ["## Said instead of what is never said", _topics(), "## Sources", _sources()]
    return "\n\n".join(parts) + "\n"


def _flag(flag: RedFlag) -> Sequence[str]:
    marks = " *[r]*" * flag.recalled + " *(not in print)*" * flag.private
    note = f"<br>*{plain(flag.note)}*" if flag.note else ""
    return (
        f"{_said(flag.question)}{marks}<br>`{flag.id}`",
        f"**{flag.level}**",
        f"`{flag.when}`{_ages(flag)}{note}",
        _said(flag.say),
        f"{flag.source}, {flag.checked}",
    )


def _ages(flag: RedFlag) -> str:
    ends = (
        f"from {flag.start:g} days" if flag.start is not None else "",
        f"under {flag.end:g} days" if flag.end is not None else "",
    )
    told = ", ".join(end for end in ends if end)
    return f", {told}" if told else ""


def _nappies() -> str:
    days = (1, 2, 3, 4, 5, 42)
    return _rows(("days old", "wet nappies"), ((f"{day}", f"{expected_wet_nappies(float(day))}") for day in days))


def _helper(name: str) -> list[str]:
    one = helpers()[name]
    parts = [f"### {name.replace('_', ' ').capitalize()}"]
    if one.always:
        parts.append(f"Every time: {_said(one.always)}")
    if one.rules:
        parts.append(_rows(("asked", "then", "because", "instead", "source, checked"), map(_rule, one.rules)))
    if len(parts) == 1:
        parts.append("Nothing stands against it.")
    return parts


def _rule(rule: Rule) -> Sequence[str]:
    asked = "<br>".join(_said(condition_questions()[name]) for name in rule.conditions)
    first = "; asked first" if rule.ask_first else ""
    return (asked, f"**{rule.verdict}**{first}", _said(rule.because), _said(rule.instead), f"{rule.source}, {rule.checked}")


def _topics() -> str:
    return _rows(
        ("topic", "what is said"), ((plain(row["topic"]), plain(row["say"])) for row in table("never_say.toml")["topics"])
    )


def _sources() -> str:
    rows = ((one.key, plain(one.title), plain(one.where), one.seen) for one in sources().values())
    return _rows(("key", "title", "where", "how seen"), rows)


def _said(text: str) -> str:
    """``text`` as it stands, its last point too."""
    return plain(text.replace("{emergency}", "your local emergency number")) + "." * text.endswith(".")


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"* {line}" for line in lines)


def _rows(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
