"""Which keys a target needs and which it can't have, by its statistic: said before any number is looked at."""

from __future__ import annotations

from letdown.errors import InputError
from letdown.experiments.models import TargetTable

LIMITS = ("above", "at_least", "below", "between")
CORRELATIONS = ("correlation", "r_squared")
CONTRASTED = ("mean", "median", "sd", "cv", "fraction")
"""Statistics of which a ratio or a difference of two arms can be a target."""


def given(table: TargetTable, name: str) -> bool:
    """Whether a key is there."""
    return getattr(table, name) not in (None, ())


def check_shape(table: TargetTable, where: str) -> None:
    """Raises an :class:`InputError` for keys that are missing, or that do not belong to this statistic."""
    order = table.statistic == "order"
    _only(table, where, ("arms", "direction"), order)
    _only(table, where, ("with_measure", "with_arm"), table.statistic in CORRELATIONS)
    _only(table, where, (*LIMITS, "unit_of_limit"), table.statistic in ("fraction", "null", "order"))
    _only(table, where, ("count",), table.statistic == "fraction")
    if order:
        _check_order(table, where)
    elif table.arm is None:
        raise InputError(f"{where}: 'arm' is missing; it says which arm.")
    if order or table.statistic == "null":
        _none_of(table, where, ("value", "papers"), f"{'an' if order else 'a'} {table.statistic} has no value")
    if order:
        _none_of(table, where, ("spread", "published", "contrast", "band"), "an order has only arms and a direction")
    elif table.statistic == "null":
        if table.versus is None:
            raise InputError(f"{where}: 'versus' is missing; a null compares two arms.")
    else:
        _check_contrast(table, where)
        sources = [name for name in ("value", "count", "papers") if given(table, name)]
        if not sources and not table.published:
            raise InputError(f"{where}: 'value' is missing; give the published number, 'count' of n, 'published' or 'papers'.")
        if len(sources) > 1 or (table.published and sources not in ([], ["value"])):
            raise InputError(
                f"{where}: {' and '.join([*sources, *(['published'] if table.published else [])])} say it twice; keep one."
            )
        if given(table, "papers"):
            _none_of(table, where, ("spread", "n"), "each of the papers has its own")
            if len(table.papers) < 2:
                raise InputError(f"{where}: one paper is no pool; give its value and spread to the target itself.")
    if table.published and len(table.published) != 2:
        raise InputError(f"{where}: published has {len(table.published)} entries; give two: of arm, then of versus.")
    if sum(given(table, name) for name in LIMITS) > 1:
        raise InputError(f"{where}: give only one of {', '.join(LIMITS)}.")


def _check_contrast(table: TargetTable, where: str) -> None:
    if (table.versus is None) != (table.contrast is None):
        missing = "contrast" if table.contrast is None else "versus"
        raise InputError(
            f"{where}: '{missing}' is missing; a contrast needs versus = an arm and contrast = 'ratio' or 'difference'."
        )
    if table.contrast and table.statistic not in CONTRASTED:
        raise InputError(f"{where}: no contrast can be made of a {table.statistic}; known are {', '.join(CONTRASTED)}.")
    if table.published and not table.contrast:
        raise InputError(f"{where}: 'published' is what two arms gave; without versus and contrast give 'value' and 'spread'.")
    if table.contrast and table.count is not None:
        raise InputError(f"{where}: take 'count' out: a contrast of fractions says what both arms gave in 'published'.")
    if isinstance(table.value, tuple) != (table.statistic == "range") and table.value is not None:
        raise InputError(
            f"{where}: value is {'a pair [low, high]' if table.statistic == 'range' else 'one number'} for a {table.statistic}."
        )
    if table.statistic in ("min", "max", "range"):
        _none_of(
            table, where, ("spread", "papers", "band"), "an extreme is compared with studies of the same size, without a band"
        )
    if table.statistic in CORRELATIONS and table.with_measure is None and table.with_arm is None:
        raise InputError(
            f"{where}: 'with' is missing; it names the other measure (or with_arm the other arm) of a {table.statistic}."
        )
    if table.unit_of_limit is not None and not any(given(table, name) for name in LIMITS):
        raise InputError(f"{where}: unit_of_limit without a limit; give one of {', '.join(LIMITS)}.")


def _check_order(table: TargetTable, where: str) -> None:
    of_pair = table.direction in ("more", "less")
    if table.direction is None:
        raise InputError(
            f"{where}: 'direction' is missing; an order rises or falls along arms, or arm has more or less than versus."
        )
    if of_pair and (table.arm is None or table.versus is None or table.arms):
        raise InputError(f"{where}: direction '{table.direction}' compares arm with versus; give these two and no arms.")
    if not of_pair and (len(table.arms) < 2 or table.arm is not None or table.versus is not None):
        raise InputError(
            f'{where}: direction \'{table.direction}\' needs arms = ["a", "b", …], two or more, and no arm or versus.'
        )


def _only(table: TargetTable, where: str, names: tuple[str, ...], allowed: bool) -> None:
    if not allowed:
        _none_of(table, where, names, f"it does not belong to statistic '{table.statistic}'")


def _none_of(table: TargetTable, where: str, names: tuple[str, ...], why: str) -> None:
    for name in names:
        if given(table, name):
            said = "with" if name == "with_measure" else name
            raise InputError(f"{where}: take '{said}' out: {why}.")
