"""From a ``[[targets]]`` table to a :class:`Target`: names looked up, numbers converted, and the band made."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from letdown.errors import InputError, unknown_name
from letdown.experiments.bands import extreme_band, order_band
from letdown.experiments.models import TargetTable
from letdown.experiments.numbers import OF_N_ALONE, Findings, Numbers
from letdown.experiments.records import EXTREMES, Target
from letdown.experiments.shapes import CORRELATIONS, LIMITS, check_shape, given
from letdown.experiments.units import converted
from letdown.quantity import to_unit

if TYPE_CHECKING:
    from letdown.observables import Request

_TOO_LARGE = (
    "its numbers are so large or so small, or their spread so wide, that no band can be made; look for a misplaced digit."
)


def target_of(table: TargetTable, among: Findings) -> Target:
    """The target; raises an :class:`InputError` that says where and what."""
    check_shape(table, among.where(""))
    request = _measure(table.measure, "measure", among)
    for key, names in (("arm", [table.arm]), ("versus", [table.versus]), ("with_arm", [table.with_arm]), ("arms", table.arms)):
        for name in names:
            if name is not None and name not in among.arms:
                raise InputError(f"{among.where(key)}: {unknown_name('arm', name, among.arms)}")
    if table.with_measure is not None:
        _measure(table.with_measure, "with", among)
    _check_circles(table, among)
    contrast = table.contrast or ("ratio" if table.statistic == "null" else "")
    scale = _scale(table, contrast, request, among.where("statistic"))
    bare = contrast == "ratio" or (table.statistic in OF_N_ALONE and table.statistic != "sd")
    unit = "1" if bare else request.observable.unit
    first = among.arms[table.arm or table.arms[0]]
    target = Target(
        name=table.name,
        measure=table.measure,
        arm=table.arm or "",
        statistic=table.statistic,
        band=order_band(),
        unit=unit,
        n=table.n or first.women.n,
        versus=table.versus or "",
        contrast=contrast,
        limit=_limit(table, request, among),
        with_measure=table.with_measure or "",
        with_arm=table.with_arm or "",
        arms=table.arms,
        direction=table.direction or "",
        steps=_steps(table),
        curve=table.curve or "",
        row=table.row or "",
        provenance=provenance_of(table.provenance or among.provenance),
        explained=table.explained or "",
    )
    target = _with_band(target, table, scale, request, among)
    if target.provenance == "derived" and table.statistic not in ("order", "null"):
        return replace(target, band=replace(target.band, counts=False, why="derived"))
    return target


def provenance_of(given: str) -> str:
    """The one spelling of a provenance."""
    return {"read in full": "read_full_text", "read in abstract": "read_abstract"}.get(given, given)


def _measure(name: str, key: str, among: Findings) -> Request:
    if name not in among.measures:
        raise InputError(f"{among.where(key)}: {unknown_name('measure', name, among.measures)}")
    return among.measures[name]


def _check_circles(table: TargetTable, among: Findings) -> None:
    if table.arm is not None and table.arm == table.versus:
        raise InputError(f"{among.where('versus')}: arm '{table.arm}' is compared with itself; name another arm.")
    twice = [name for name in table.arms if table.arms.count(name) > 1]
    if twice:
        raise InputError(f"{among.where('arms')}: the order runs in a circle: arm '{twice[0]}' is in it twice.")
    same_measure = table.with_measure in (None, table.measure)
    if table.statistic in CORRELATIONS and same_measure and table.with_arm in (None, table.arm):
        raise InputError(f"{among.where('with')}: '{table.measure}' is correlated with itself; name another measure or arm.")


def _steps(table: TargetTable) -> tuple[tuple[str, str], ...]:
    """The pairs (less, more) of an order."""
    if table.arm is not None and table.versus is not None and table.direction is not None:
        return ((table.versus, table.arm) if table.direction == "more" else (table.arm, table.versus),)
    pairs = tuple(zip(table.arms, table.arms[1:], strict=False))
    return pairs if table.direction == "rises" else tuple((later, earlier) for earlier, later in pairs)


def _scale(table: TargetTable, contrast: str, request: Request, where: str) -> str:
    """The scale of the band; an :class:`InputError` for a statistic that this observable can't have."""
    kind, name = request.observable.scale, request.name
    limited = any(given(table, limit) for limit in LIMITS)
    if table.statistic == "cv" and kind == "signed":
        raise InputError(f"{where}: {name} may be zero or below, so it has no coefficient of variation; give its sd.")
    if table.statistic == "fraction" and kind != "fraction" and not limited:
        raise InputError(f"{where}: which women are counted? {name} is no 0/1; give one of {', '.join(LIMITS)}.")
    if contrast:
        return "log" if contrast == "ratio" else "linear"
    if table.statistic == "fraction":
        return "arcsine"
    if table.statistic in ("sd", "cv"):
        return "log"
    if table.statistic in ("correlation", "repeatability"):
        return "atanh"
    if table.statistic == "r_squared":
        return "atanh_root"
    return {"positive": "log", "fraction": "arcsine", "signed": "linear"}[kind]


def _limit(table: TargetTable, request: Request, among: Findings) -> tuple[str, float, float] | None:
    for name in LIMITS:
        value: float | str | tuple[float | str, float | str] | None = getattr(table, name)
        if value is None:
            continue
        unit, where = request.observable.unit, f"{among.where(name)}: {name}"
        ends = value if isinstance(value, tuple) else (value,)
        bare = table.unit_of_limit or unit
        numbers = [to_unit(end, unit, where) if isinstance(end, str) else converted(end, bare, unit, where) for end in ends]
        if name == "between":
            if not numbers[0] < numbers[1]:
                raise InputError(f"{where} = [{numbers[0]:g}, {numbers[1]:g}] {unit} is empty; give [low, high].")
            return name, numbers[0], numbers[1]
        return (name, -math.inf, numbers[0]) if name == "below" else (name, numbers[0], math.inf)
    return None


def _with_band(target: Target, table: TargetTable, scale: str, request: Request, among: Findings) -> Target:
    """The target with its value, its spread and its band."""
    if target.statistic == "order":
        return target
    number = Numbers(target, table, scale, _given_unit(table, target.unit, request, among), among)
    if target.statistic in EXTREMES:
        value = number.value(table.value if isinstance(table.value, tuple) else (table.value or 0.0,) * 2)
        shown = (value[0], value[1]) if target.statistic == "range" else value[0]
        if value[0] > value[1]:
            raise InputError(f"{among.where('value')}: the range runs the wrong way; give [low, high].")
        return replace(target, value=shown, band=extreme_band(*value))
    try:
        found = number.null() if target.statistic == "null" else number.papers() if table.papers else number.found()
    except ArithmeticError as error:
        raise InputError(f"{among.where('value')}: {_TOO_LARGE}") from error
    if not all(math.isfinite(one) for one in (found.band.half, found.band.low, found.band.high)):
        raise InputError(f"{among.where('value')}: {_TOO_LARGE}")
    if found.band.half <= 0.0:
        raise InputError(
            f"{among.where('value')}: a difference of 0 without a spread has no band; give its spread, what both arms gave "
            "(published), or statistic = 'null'."
        )
    return replace(found, band=number.narrowed(found.band))


def _given_unit(table: TargetTable, unit: str, request: Request, among: Findings) -> str:
    """The unit of the numbers in the file; it may be left out only where there is none."""
    numbers = given(table, "value") or table.published or table.papers or table.spread or table.band
    if table.unit is not None:
        return table.unit
    if unit == "1" or not numbers:
        return unit
    raise InputError(f"{among.where('value')}: 'unit' is missing; {request.name} is in {unit} or what can be turned into it.")
