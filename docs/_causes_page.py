"""The pages on causes and helpers, from the two tables that the code reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from _experiment_pages import plain

from letdown.causes import Cause, Helper, causes, helpers
from letdown.causes.records import GRADES, SIGNALS
from letdown.causes.words import GROUPS_IN_WORDS, lines_of

_ASSUMED = "assumed"


def causes_page() -> str:
    """Every cause, by where the milk is lost."""
    parts = [
        "# Causes",
        "What holds a let-down, or the milk that it brings, back: sorted by where the milk is lost, each with its dose, its "
        "course, its effect with an interval and whose number that is, what it does *not* do, and what it does in the model. "
        "`letdown causes` prints the same; `--cause ID=AMOUNT`, `[causes]` in a scenario and `letdown.with_causes` use it.",
        "No study has shown whether women with low production have a normal or an abnormal let-down: the link from a weak "
        "let-down to less milk is the model's.",
        _scale(),
        _sites(),
    ]
    for group, title in GROUPS_IN_WORDS.items():
        parts.append(f"## {title}")
        parts += [_entry(one, "###") for one in causes().values() if one.group == group]
    return "\n\n".join(parts) + "\n"


def helpers_page() -> str:
    """Every helper, in the order of the table."""
    parts = [
        "# Helpers",
        "What may bring a let-down or its milk back. Each acts with one term or two: it *relieves* a door or a cause that is "
        "there, or it *acts anyway*, where nothing was wrong, too. Which one matters depends on what is wanted: more milk, the "
        "first drop sooner, comfort, a calmer flow, less pumping, or keeping the supply while apart.",
        "Small unblinded trials dominate; nulls are shown as nulls. Not everything suits everybody: see [safety](../safety.md).",
        _scale(),
    ]
    parts += [_entry(one, "##") for one in helpers().values()]
    return "\n\n".join(parts) + "\n"


def _scale() -> str:
    return "Evidence: " + "; ".join(f"*{grade}*: {meaning}" for grade, meaning in GRADES.items()) + "."


def _sites() -> str:
    rows = ["| site | first seen in |", "|---|---|"]
    rows += [f"| {site} | {', '.join(f'`{name}`' for name in names)} |" for site, names in SIGNALS.items()]
    return "Each acts at its sites and nowhere else: with these series held, it does nothing (tested).\n\n" + "\n".join(rows)


def _entry(one: Cause | Helper, level: str) -> str:
    """One entry: a heading, a list, its sources."""
    lines = [f"{level} {one.name[0].upper()}{one.name[1:]}", f"`{one.id}`"]
    items = "\n".join(f"* **{heading}**: {plain(text)}" for heading, text in _joined(one))
    return "\n\n".join([*lines, items, _cited(one.sources)])


def _joined(one: Cause | Helper) -> Iterable[tuple[str, str]]:
    """The lines of an entry, those of one heading together."""
    found: dict[str, list[str]] = {}
    for heading, text in lines_of(one):
        found.setdefault(heading, []).append(text)
    for heading, texts in found.items():
        yield heading, (" " if heading == "in plain words" else "; ").join(texts)


def _cited(sources: Iterable[str]) -> str:
    keys: Mapping[str, None] = dict.fromkeys(key for key in sources if key != _ASSUMED)
    return f"Sources: {{cite:p}}`{','.join(keys)}`"
