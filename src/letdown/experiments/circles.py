"""Findings that say one thing twice, or that follow from one another in a circle: they tell no more than one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from letdown.errors import InputError
from letdown.experiments.records import Target


def check_together(targets: Sequence[Target], where: Callable[[int], str]) -> None:
    """Raises an :class:`InputError` for names or findings given twice and for contrasts or orders that run in a circle."""
    names: dict[str, int] = {}
    asked: dict[object, int] = {}
    for number, one in enumerate(targets):
        if one.name in names:
            raise InputError(f"{where(number)}: there is another target of that name; each needs its own.")
        names[one.name] = number
        question = _question(one)
        if question in asked:
            other = targets[asked[question]]
            raise InputError(
                f"{where(number)}: asks the same as target '{other.name}'; keep one, or join several laboratories by 'papers'."
            )
        asked[question] = number
    arrows: dict[object, dict[str, set[str]]] = {}
    for number, one in enumerate(targets):
        graph = arrows.setdefault(_family(one), {})
        steps = one.steps or (((one.arm, one.versus),) if one.versus and one.statistic != "null" else ())
        for start, stop in steps:
            if _reaches(graph, stop, start):
                raise InputError(
                    f"{where(number)}: runs in a circle: that '{start}' is compared with '{stop}' the other way follows already "
                    "from targets above; keep those that were measured."
                )
            graph.setdefault(start, set()).add(stop)


def _question(one: Target) -> object:
    """What a target asks; a null between two arms is the same either way."""
    pair = tuple(sorted((one.arm, one.versus))) if one.statistic == "null" else (one.arm, one.versus)
    # A step of an order may be claimed with others; only the whole of it is a question.
    return (one.measure, one.statistic, pair, one.contrast, one.limit, one.with_measure, one.with_arm, one.steps)


def _family(one: Target) -> object:
    return (one.measure, one.statistic, one.contrast, one.limit)


def _reaches(graph: dict[str, set[str]], start: str, stop: str) -> bool:
    """Whether a way leads from ``start`` to ``stop``."""
    waiting, seen = [start], {start}
    while waiting:
        here = waiting.pop()
        if here == stop:
            return True
        for further in graph.get(here, ()):
            if further not in seen:
                seen.add(further)
                waiting.append(further)
    return False
