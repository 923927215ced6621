"""Units cost nothing at run time: here every stage runs once more with Pint quantities, and what comes back must fit.

A stage's functions are plain Python. Each is called with quantities for state, inputs, parameters and ``dt`` (their units
stand in the annotations); an addition of millilitres to mmHg fails at once, and so does a result of another dimension than
the one declared. Numbers with unit ``1`` and integers (seeds) stay plain numbers.
"""

from __future__ import annotations

import inspect
import math
import random
from collections.abc import Callable
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints

import pint
import pytest
from every_stage import short_name, stage_modules

from letdown.quantity import Unit

REGISTRY: Any = pint.UnitRegistry(cache_folder=":auto:")
LEVELS = (0.0, 0.02, 0.4, 1.0, 3.0, 30.0, 400.0)
"""Numbers an input may have, in its own unit; together they reach the branches of a stage."""
SAMPLES = 60

# units among which no factor hides: a stage that uses only these must give the same numbers with and without quantities
COHERENT = {"1", "s", "mL", "mmHg", "pg", "1/s", "Hz", "pg/s", "pg/mL", "mL/s", "mL/mmHg", "mmHg*s/mL"}


def _let_zero_have_any_unit(quantity: Any) -> None:
    """A bare 0.0, as ``max(x, 0.0)`` may give, stays a bare 0.0 when it is multiplied or divided: nothing has every unit."""
    multiply, divide_into = quantity.__mul__, quantity.__rtruediv__

    def product(self: Any, other: Any) -> Any:
        return 0.0 if type(other) in (int, float) and other == 0 else multiply(self, other)

    def quotient(self: Any, other: Any) -> Any:
        return 0.0 if type(other) in (int, float) and other == 0 else divide_into(self, other)

    quantity.__mul__ = quantity.__rmul__ = product
    quantity.__rtruediv__ = quotient


_let_zero_have_any_unit(REGISTRY.Quantity)


class NotScalar(Exception):
    """This function takes arrays or texts: not one for this test."""


def _hints(owner: Any) -> dict[str, Any]:
    """The annotations of a record or a function, extras kept."""
    try:
        return get_type_hints(owner, include_extras=True)
    except NameError as error:  # names imported for the type checker only, such as NDArray
        raise NotScalar(str(error)) from error


def _symbol(hint: Any) -> str | None:
    """The unit of an annotation, ``None`` where it carries none."""
    return next((extra.symbol for extra in get_args(hint)[1:] if isinstance(extra, Unit)), None)


def _is_record(hint: Any) -> bool:
    return isinstance(hint, type) and hasattr(hint, "_fields")


def _units_in(hint: Any) -> set[str]:
    """Every unit that an annotation mentions, records opened; what is neither number nor record is not for this test."""
    if _is_record(hint):
        return set().union(*(_units_in(h) for h in _hints(hint).values()))
    if get_origin(hint) is tuple:
        return set().union(*(_units_in(h) for h in get_args(hint)))
    if hint is int:
        return set()
    if (symbol := _symbol(hint)) is None:
        raise NotScalar(str(hint))
    return {symbol}


def _plain(hint: Any, draw: Callable[[], float], keep_defaults: bool = True) -> Any:
    """A value for one annotation in its own unit: a draw, or the default of a record's field where it has one."""
    if _is_record(hint):
        defaults = hint._field_defaults if keep_defaults else {}
        hints = _hints(hint)
        return hint(*(defaults[name] if name in defaults else _plain(hints[name], draw) for name in hint._fields))
    if hint is int:
        return 1
    if _symbol(hint) is None:
        raise NotScalar(str(hint))
    return draw()


def _with_units(hint: Any, value: Any) -> Any:
    """The same value as quantities."""
    if _is_record(hint):
        hints = _hints(hint)
        return hint(*(_with_units(hints[name], item) for name, item in zip(hint._fields, value, strict=True)))
    symbol = _symbol(hint)
    return value if symbol in (None, "1") else REGISTRY.Quantity(value, symbol)


def _faults(hint: Any, got: Any, where: str, expected: Any = None) -> list[str]:
    """What does not fit between an annotation and the value that came back; ``expected`` is what plain numbers gave."""
    if get_origin(hint) is tuple:
        parts = expected if expected is not None else [None] * len(got)
        return [fault for i, h in enumerate(get_args(hint)) for fault in _faults(h, got[i], f"{where}[{i}]", parts[i])]
    if _is_record(hint):
        hints = _hints(hint)
        defaults = hint._field_defaults
        found: list[str] = []
        for name, item in zip(hint._fields, got, strict=True):
            if not hasattr(item, "dimensionality") and item == defaults.get(name, math.nan):
                continue  # a declared default has the declared unit
            found += _faults(hints[name], item, f"{where}.{name}", None if expected is None else getattr(expected, name))
        return found
    symbol = _symbol(hint)
    if symbol is None:
        return []
    if not hasattr(got, "dimensionality"):
        return [] if symbol == "1" or got == 0 or math.isinf(got) else [f"{where}: {got} has no unit, {symbol} was declared"]
    unit = "dimensionless" if symbol == "1" else symbol
    if got.dimensionality != REGISTRY.Quantity(1.0, unit).dimensionality:
        return [f"{where}: {got.units} came back, {symbol} was declared"]
    if expected is not None and not math.isclose(got.to(unit).magnitude, expected, rel_tol=1e-9, abs_tol=1e-12):
        return [f"{where}: {got.to(unit)} with units, {expected} without: a factor hides in the equation"]
    return []


def _stripped(hint: Any, value: Any) -> Any:
    """Quantities back to numbers in the declared units, to go on from."""
    if _is_record(hint):
        hints = _hints(hint)
        return hint(*(_stripped(hints[name], item) for name, item in zip(hint._fields, value, strict=True)))
    symbol = _symbol(hint)
    if not hasattr(value, "dimensionality") or symbol is None:
        return value
    return float(value.to("dimensionless" if symbol == "1" else symbol).magnitude)


def _functions() -> list[Any]:
    """Every function that a stage defines and annotates with units throughout."""
    found: list[Any] = []
    for stage in stage_modules():
        for name, function in vars(stage).items():
            if not inspect.isfunction(function) or function.__module__ != stage.__name__ or name.startswith("_"):
                continue
            try:
                hints = _hints(function)
                result = hints.pop("return", None)
                for hint in hints.values():
                    _plain(hint, lambda: 1.0)
                _units_in(result)
            except NotScalar:
                continue
            if hints and (_is_record(result) or _symbol(result) or get_origin(result) is tuple):
                found.append(pytest.param(stage, function, id=f"{short_name(stage)}.{name}"))
    return found


# these hand their numbers to NumPy or SciPy and return a table of the step; what they return is used, and checked, in step
NUMERICAL = {"letdown.reflex.plasma_oxytocin.propagator"}


@pytest.mark.parametrize(("stage", "function"), _functions())
def test_units_fit_through(stage: ModuleType, function: Callable[..., Any]) -> None:
    if f"{stage.__name__}.{function.__name__}" in NUMERICAL:
        pytest.skip("solved numerically")
    hints = _hints(function)
    result = hints.pop("return")
    coherent = _units_in(result).union(*(_units_in(hint) for hint in hints.values())) <= COHERENT
    rng = random.Random(1)
    done = 0
    state: Any = None
    for _ in range(SAMPLES):
        values = {name: _plain(hint, lambda: rng.choice(LEVELS)) for name, hint in hints.items()}
        if "dt" in values:
            values["dt"] = rng.choice((0.02, 0.5))
        if "state" in values:  # sometimes as declared, sometimes anything, mostly where the last step has led
            anything = rng.random() < 0.3
            values["state"] = (
                _plain(hints["state"], lambda: rng.choice(LEVELS), keep_defaults=False) if anything else state or values["state"]
            )
        try:
            expected = function(**values)
        except (ZeroDivisionError, ValueError, OverflowError):
            state = None
            continue  # numbers that can't occur together: machine code gives inf or nan, plain Python stops
        got = function(**{name: _with_units(hints[name], value) for name, value in values.items()})
        faults = _faults(result, got, function.__name__, expected if coherent else None)
        assert not faults, f"{stage.__name__}: {faults}"
        done += 1
        if result is hints.get("state"):
            state = _stripped(result, got)
    assert done >= SAMPLES // 4, f"only {done} of {SAMPLES} samples could be computed"


def test_every_scalar_stage_was_found() -> None:
    names = {param.id for param in _functions()}
    for stage in stage_modules():
        step = getattr(stage, "step", None)
        if step is not None and "NDArray" not in str(inspect.signature(step)):
            assert f"{short_name(stage)}.step" in names


def test_a_wrong_dimension_is_seen() -> None:
    got = REGISTRY.Quantity(1.0, "mL")
    assert _faults(_hints(_milk_per_second)["return"], got, "flow")
    assert not _faults(_hints(_milk_per_second)["return"], got / REGISTRY.Quantity(1, "s"), "flow")


def _milk_per_second() -> Any: ...


def _declare() -> None:
    from letdown.quantity import MillilitresPerSecond

    _milk_per_second.__annotations__["return"] = MillilitresPerSecond


_declare()
