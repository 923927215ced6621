"""Conditions in three-valued logic: true, false, or unknown (None), which is never taken for false.

A condition is one expression over named facts: ``baby.temperature >= 38.0 and not baby.yellow``. It may hold names, numbers,
texts, comparisons, ``and``, ``or``, ``not``, and nothing else. Kleene's tables: ``false and unknown`` is false, ``true or
unknown`` is true, all else with an unknown is unknown.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Collection, Mapping
from functools import cache

from letdown.errors import ParameterError, unknown_name

Fact = bool | float | str | None
Truth = bool | None

_COMPARISONS: dict[type[ast.cmpop], Callable[..., bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}


def holds(condition: str, facts: Mapping[str, Fact]) -> Truth:
    """Whether ``condition`` is true, false or unknown (None) of ``facts``."""
    value = _value(_parsed(condition), facts)
    return None if value is None else bool(value)


def names_in(condition: str) -> frozenset[str]:
    """The facts that ``condition`` speaks of."""
    tree = _parsed(condition)
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    found = [node for node in ast.walk(tree) if isinstance(node, (ast.Attribute, ast.Name)) and id(node) not in inner]
    return frozenset(_name(node) for node in found)


def check(condition: str, known: Collection[str]) -> None:
    """Refuse what is no condition or speaks of no known fact, as a :class:`ParameterError`."""
    for node in ast.walk(_parsed(condition)):
        if not isinstance(node, _ALLOWED):
            raise ParameterError(f"'{condition}' is no condition: it may hold names, numbers, texts, comparisons, and, or, not.")
    for name in sorted(names_in(condition)):
        if name not in known:
            raise ParameterError(unknown_name("fact", name, known))


_ALLOWED = (
    ast.BoolOp,
    ast.And,
    ast.Or,
    ast.UnaryOp,
    ast.Not,
    ast.Compare,
    ast.Attribute,
    ast.Name,
    ast.Constant,
    ast.Load,
    *_COMPARISONS,
)


@cache
def _parsed(condition: str) -> ast.expr:
    try:
        return ast.parse(condition, mode="eval").body
    except SyntaxError:
        raise ParameterError(f"'{condition}' is no condition; write it as 'baby.temperature >= 38.0 and baby.yellow'.") from None


def _name(node: ast.expr) -> str:
    """The dotted name of ``node``."""
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ast.unparse(node)


def _value(node: ast.expr, facts: Mapping[str, Fact]) -> Fact:
    match node:
        case ast.Constant(value=value) if isinstance(value, (bool, int, float, str)):
            return value
        case ast.Name() | ast.Attribute():
            return facts[_name(node)]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            value = _value(operand, facts)
            return None if value is None else not value
        case ast.Compare(left=left, ops=[how], comparators=[right]):
            one, other = _value(left, facts), _value(right, facts)
            return None if one is None or other is None else _COMPARISONS[type(how)](one, other)
        case ast.BoolOp(op=join, values=values):
            decides = isinstance(join, ast.Or)  # one true decides 'or', one false decides 'and'
            found = [_value(each, facts) for each in values]
            if any(each is not None and bool(each) is decides for each in found):
                return decides
            return None if None in found else not decides
        case _:
            raise ParameterError(f"'{ast.unparse(node)}' is no condition.")
